"""What is too private to be named is never named, however the account came to be."""

from attrs import evolve

from privacy_wizard.audit.statement_builder import shown_accounts
from privacy_wizard.domain.audit import Account


def test_an_account_on_a_dating_app_is_shown_as_another_platform_whatever_was_chosen() -> None:
    account = Account(id="dating-1", checklist="dating", shown_as_other=False)
    assert account.shown_as_other
    assert evolve(account, shown_as_other=False).shown_as_other
    assert shown_accounts([account])["dating-1"].id == "other-1"


def test_an_ordinary_account_is_shown_as_its_owner_chooses() -> None:
    account = Account(id="reddit-1", checklist="reddit")
    assert not account.shown_as_other
    assert shown_accounts([evolve(account, shown_as_other=True)])["reddit-1"].id == "other-1"
