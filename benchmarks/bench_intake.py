"""The whole intake on both databases: files a second into the register, and what the time goes on.

python benchmarks/bench_intake.py [HOW_MANY]; the files are real ones, each with a key and pages of its own.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time

from timing import ROOT, busy

sys.path.insert(0, str(ROOT))

from bench_verify import CORES, made

from privacy_wizard.intake import intake_run as take_in_module
from privacy_wizard.intake.facts import SchoolRules
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import Intake, IntakeOutcome
from privacy_wizard.intake.trust import Trust
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Queue, Register, SchoolRegister
from tests.attestation.authority import AUTHORITY
from tests.intake.officers import officer_key
from tests.register import postgres

MANY = 500
_PROCESSOR = "of this process's processor time"
_OF_THE_REGISTER = ("hand_in", "take", "content", "receive")


def main(many: int) -> int:
    """The same files into an empty register of each kind."""
    logging.disable(logging.CRITICAL)
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = made(many, place)
        print(f"{many} files, {CORES} processes that check, one that records")
        take_in("SQLite", files, str(place / "register.sqlite"))
        with postgres.server() if postgres.programs() else nullcontext() as server:
            if server is None:
                print("PostgreSQL is not installed here: its figures are left out.")
            else:
                take_in("PostgreSQL", files, server.new_database())
    return 0


def take_in(name: str, files: Sequence[Path], address: str) -> None:
    """Files a second, and how long the register took of that."""
    Register.create(address)
    spent = dict.fromkeys((*_OF_THE_REGISTER, _PROCESSOR), 0.0)
    officer = officer_of(officer_key("Olive Officer", "O-1"))
    with (
        _timed(spent),
        Register.open(address, officer) as register,
        FileChecker(Trust((AUTHORITY,)), workers=CORES) as checker,
    ):
        register.add_school("oak", "Oak School")
        own = SchoolRegister(register=register, school="oak")
        taken = Intake(own, SchoolRules(), checker, lambda: datetime.now(UTC))
        taken.take_in(files[:CORES])  # the processes start
        spent.update(dict.fromkeys(spent, 0.0))
        begun = perf_counter()
        found = taken.take_in(files[CORES:])
        whole = perf_counter() - begun
        if len(found) != len(files) - CORES or any(each.outcome is IntakeOutcome.NOT_TAKEN for each in found):
            raise AssertionError("not all were taken")
        holds = register.check("oak").holds
    each = {what: 1000 * seconds / len(found) for what, seconds in spent.items()}
    asked = sum(each[what] for what in _OF_THE_REGISTER)
    print(f"{name}: {len(found) / whole:,.1f} files a second; the register {'holds' if holds else 'DOES NOT HOLD'}")
    print(f"  the register takes {asked:.1f} ms of each file, {asked * len(found) / whole / 1000:.0%} of the time:")
    print("  " + ", ".join(f"{what.replace('_', ' ')} {took:.1f}" for what, took in each.items()) + " ms")


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """What intake asks of the register, each with what it takes."""
    owners = (SchoolRegister, Queue, Queue, take_in_module)
    with ExitStack() as put_back:
        for owner, name in zip(owners, _OF_THE_REGISTER, strict=True):
            asked = getattr(owner, name)
            put_back.callback(setattr, owner, name, asked)
            setattr(owner, name, _counted(asked, name, spent))
        yield


def _counted(asked: Callable[..., object], name: str, spent: dict[str, float]) -> Callable[..., object]:
    @wraps(asked)
    def act(*given: object) -> object:
        begun, own = perf_counter(), process_time()
        try:
            return asked(*given)
        finally:
            spent[name] += perf_counter() - begun
            spent[_PROCESSOR] += process_time() - own

    return act


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
