"""Writes acts of three entries and a file each, in a process of its own, and says when each was saved.

Arguments: the register's address, how many acts, the largest file that may be written (0: any).
"""

import resource
import signal
import sys

from privacy_wizard.domain.register_events import DocumentKind, Noted
from privacy_wizard.register import Register
from privacy_wizard.register.errors import RegisterTrouble

from .conftest import new_officer


def main(address: str, acts: int, largest: int) -> None:
    """Write until done, stopped or refused."""
    with Register.open(address, new_officer()) as register:
        if largest:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        for number in range(acts):
            try:
                with register.session("oak") as act:
                    act.record(Noted(person="p1", text="x" * 2000))
                    act.record(Noted(person="p1", text=f"act {number}"))
                    act.keep(b"%d" % number, DocumentKind.LETTER, "a.txt", person="p1")
            except RegisterTrouble as trouble:
                print(type(trouble).__name__, trouble, flush=True)
                return
            print("saved", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
