"""Writes acts of three entries and a file each, in a process of its own, and says when each was saved."""

import signal

from privacy_wizard.domain.register_events import DocumentKind, Noted
from privacy_wizard.register import Register
from privacy_wizard.register.errors import RegisterTrouble

from .apart import Say
from .conftest import new_officer


def write(say: Say, address: str, acts: int, largest: int = 0) -> None:
    """Write until done, stopped or refused; no file may grow larger than that (0: any may)."""
    with Register.open(address, new_officer()) as register:
        if largest:
            import resource  # which Windows has not

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        for number in range(acts):
            try:
                with register.session("oak") as act:
                    act.record(Noted(person="p1", text="x" * 2000))
                    act.record(Noted(person="p1", text=f"act {number}"))
                    act.keep(b"%d" % number, DocumentKind.LETTER, "a.txt", person="p1")
            except RegisterTrouble as trouble:
                say(f"{type(trouble).__name__} {trouble}")
                return
            say("saved")
