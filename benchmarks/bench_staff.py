"""How long a staff list of 50,000 rows takes, from file to plan: CSV and XLSX, new and read again."""

import tempfile
import time
from datetime import date
from pathlib import Path

from privacy_wizard.domain.staff_plan import applied, plan
from privacy_wizard.staff import read_table, suggest, to_csv, to_xlsx, understand

ROWS = 50_000
ROUNDS = 3
TODAY = date(2026, 11, 20)
HEADINGS = ("Staff Number", "Forename", "Surname", "Work Email", "Job Title", "Department", "Start Date")


def people():
    for n in range(ROWS):
        start = date(2000 + n % 24, 1 + n % 12, 1 + n % 28)
        yield f"{n:06}", f"Zoë {n % 977}", f"O’Brien {n % 3001}", f"p{n}@school.sch.uk", "Teacher", "Art; PE", start


def main() -> None:
    """Print the best of a few rounds for each step."""
    rows = list(people())
    with tempfile.TemporaryDirectory() as folder:
        for kind, write in (("csv", to_csv), ("xlsx", to_xlsx)):
            file = Path(folder) / f"staff.{kind}"
            print(f"{kind}, {ROWS:,} rows")
            show("write", lambda write=write, file=file: file.write_bytes(write(HEADINGS, rows)))
            table = show("read", lambda file=file: read_table(file))
            read = show("understand", lambda table=table: understand(table, suggest(table.headings)))
            first = show("plan, all new", lambda read=read: plan((), read, TODAY))
            current = applied((), first.changes)
            again = show("plan, read again", lambda read=read, current=current: plan(current, read, TODAY))
            assert len(first.changes) == ROWS
            assert not again.changes


def show(what, act):
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = act()
        took.append(time.perf_counter() - begun)
    print(f"  {what}: {min(took):.2f} s, {ROWS / min(took):,.0f} rows a second")
    return found


if __name__ == "__main__":
    main()
