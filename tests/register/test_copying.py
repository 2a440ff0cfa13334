"""A register kept elsewhere and put back, also from one database into the other."""

import shutil
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.register import Register
from privacy_wizard.register.copying import RegisterCopy
from privacy_wizard.register.errors import RegisterThere

from .postgres import Server

MADE_BEFORE = Path(__file__).resolve().parents[1] / "shelf" / "made_before" / "register"
SCHOOL = "hillside"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> RegisterCopy:
    """Of a register as the first version made it: staff list, campaign, attestations, a paper, an erasure."""
    there = shutil.copytree(MADE_BEFORE, tmp_path_factory.mktemp("before") / "register")
    Register.upgrade(str(there / "register.sqlite"))
    with Register.open(str(there / "register.sqlite")) as register:
        return register.copy()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "new" / "register.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database()


def test_everything_is_as_it_was_on_either_database(copied: RegisterCopy, elsewhere: str, tmp_path: Path) -> None:
    Register.restore(elsewhere, copied)
    with Register.open(elsewhere) as register:
        assert register.identifier == copied.identifier
        [school] = register.schools()
        report = register.check(school)
        assert report.faults == ()
        assert report.documents == len(copied.documents) > 0
        again = register.copy()
        assert again.rows == copied.rows
        assert again.documents == copied.documents
        Register.restore(str(tmp_path / "and_back.sqlite"), again)
    with Register.open(str(tmp_path / "and_back.sqlite")) as back:
        assert back.copy().rows == copied.rows


def test_nothing_is_ever_put_over_a_register(copied: RegisterCopy, elsewhere: str) -> None:
    Register.create(elsewhere)
    with pytest.raises(RegisterThere):
        Register.restore(elsewhere, copied)
    with Register.open(elsewhere) as register:
        assert register.schools() == []


def test_a_damaged_copy_leaves_nothing_behind(copied: RegisterCopy, elsewhere: str) -> None:
    chain = copied.rows["chain"].replace(b'"number":1,', b'"nummer":1,')
    with pytest.raises(ValueError, match="chain"):
        Register.restore(elsewhere, evolve(copied, rows={**copied.rows, "chain": chain}))
    Register.restore(elsewhere, copied)
