"""An intake in a process of its own: hands files in, takes what there is, records each; says what it recorded."""

from pathlib import Path
from threading import Event

from privacy_wizard.domain.register_events import AttestationStanding, DocumentKind, Received
from privacy_wizard.register import Register
from privacy_wizard.register.tickets import HandedIn

from .apart import Say
from .conftest import new_officer


def take_in(say: Say, address: str, folder: Path, *, hold: bool = False) -> None:
    """Work until nothing waits, or `hold` two tickets until killed."""
    files = [HandedIn(name=path.name, content=path.read_bytes()) for path in sorted(folder.iterdir())]
    with Register.open(address, new_officer()) as register:
        queue = register.queue("oak")
        for start in range(0, len(files), 10):
            queue.hand_in(files[start : start + 10])
        while tickets := queue.take(2):
            if hold:
                say("holding")
                Event().wait()
            for ticket in tickets:
                content = queue.content(ticket)
                received = Received(
                    attestation=ticket.document,
                    person=None,
                    campaign=None,
                    standing=AttestationStanding.NEEDS_A_LOOK,
                    file_name=ticket.name,
                )
                with register.session("oak") as act:
                    act.record(received)
                    act.keep(content, DocumentKind.ATTESTATION, ticket.name, attestation=ticket.document)
                    act.finish(ticket)
                say(ticket.document)
