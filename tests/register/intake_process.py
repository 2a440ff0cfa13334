"""An intake in a process of its own: hands files in, takes what there is, records each; prints what it recorded.

Arguments: the register's address, the folder of the files, how to end: `finish`, or `hold` two tickets until killed.
"""

import sys
from pathlib import Path

from privacy_wizard.domain.register_events import AttestationStanding, DocumentKind, Received
from privacy_wizard.register import Register
from privacy_wizard.register.tickets import HandedIn

from .conftest import new_officer


def main(address: str, folder: str, end: str) -> None:
    """Work until nothing waits."""
    files = [HandedIn(name=path.name, content=path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    with Register.open(address, new_officer()) as register:
        queue = register.queue("oak")
        for start in range(0, len(files), 10):
            queue.hand_in(files[start : start + 10])
        while tickets := queue.take(2):
            if end == "hold":
                print("holding", flush=True)
                sys.stdin.read()
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
                print(ticket.document, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
