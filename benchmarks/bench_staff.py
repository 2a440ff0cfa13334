"""How long a staff list of 50,000 rows takes: the file read, what it changes, and stored in both databases.

python benchmarks/bench_staff.py [ROWS]
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from timing import ROOT, busy

from privacy_wizard import identity
from privacy_wizard.domain.staff_plan import StaffList
from privacy_wizard.office import staff_list
from privacy_wizard.office.office_key import officer_of
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.reports.spreadsheet import to_csv, to_xlsx
from privacy_wizard.staff_import import read_table, suggest, understand

sys.path.insert(0, str(ROOT))  # the tests know how to start a PostgreSQL

from tests.register import postgres

ROWS = 50_000
ROUNDS = 3
TODAY = date(2026, 11, 20)
HEADINGS = ("Staff Number", "Forename", "Surname", "Work Email", "Job Title", "Department", "Start Date")
Found = TypeVar("Found")


def main(rows: int) -> None:
    """Both kinds of file, then both databases."""
    print(busy())
    with tempfile.TemporaryDirectory() as folder:
        read = files(rows, Path(folder))
        stored("SQLite", str(Path(folder) / "register.sqlite"), read)
    with postgres.server() if postgres.programs() else nullcontext() as server:
        if server is None:
            print("PostgreSQL is not installed here: its figures are left out.")
        else:
            stored("PostgreSQL", server.new_database(), read)


def people(rows: int) -> Iterator[tuple[str | date, ...]]:
    """Names with letters beyond ASCII, as schools have them."""
    for n in range(rows):
        start = date(2000 + n % 24, 1 + n % 12, 1 + n % 28)
        yield f"{n:06}", f"Zoë {n % 977}", f"O’Brien {n % 3001}", f"p{n}@school.sch.uk", "Teacher", "Art; PE", start


def files(rows: int, folder: Path) -> StaffList:
    """From file to list, the best of a few rounds."""
    given = list(people(rows))
    found = []
    for kind, write in (("csv", to_csv), ("xlsx", to_xlsx)):
        file = folder / f"staff.{kind}"
        file.write_bytes(write(HEADINGS, given))
        print(f"{kind}, {rows:,} rows, {file.stat().st_size / 1e6:.1f} MB")
        table = show("read", rows, lambda file=file: read_table(file))
        found.append(show("understand", rows, lambda table=table: understand(table, suggest(table.headings))))
    if found[0].rows != found[1].rows:
        raise AssertionError("the two files do not say the same")
    return found[0]


def stored(name: str, address: str, read: StaffList) -> None:
    """Preview and import into an empty register, then the same list once more, which changes nothing."""
    Register.create(address)
    key = identity.make_key(name="Omar Aziz", identifier="HR-1", school="Oak", now=datetime.now(UTC))
    rows = len(read.rows)
    with Register.open(address, officer_of(key)) as register:
        register.add_school("oak", "Oak School")
        records = SchoolRegister(register=register, school="oak")
        print(f"{name}, {rows:,} people")
        plan = show("what it changes, all new", rows, lambda: staff_list.preview(records, read, TODAY))
        confirm = show(
            "stored in one act", rows, lambda: staff_list.confirm(records, read, plan.digest, TODAY), rounds=1
        )
        again = show("the same list again", rows, lambda: staff_list.preview(records, read, TODAY))
        if len(confirm.changes) != rows or again.changes:
            raise AssertionError("the register does not hold the list")


def show(what: str, rows: int, act: Callable[..., Found], rounds: int = ROUNDS) -> Found:
    """Seconds and rows a second."""
    took: list[float] = []
    found: Any = None
    for _ in range(rounds):
        begun = time.perf_counter()
        found = act()
        took.append(time.perf_counter() - begun)
    print(f"  {what}: {min(took):.2f} s, {rows / min(took):,.0f} rows a second")
    return found  # type: ignore[no-any-return]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
