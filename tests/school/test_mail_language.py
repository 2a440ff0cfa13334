"""Mails are written in the language spoken: each paragraph of a shipped wording is one text for translators."""

from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from gettext import NullTranslations

import pytest

from privacy_wizard.i18n import use_translations
from privacy_wizard.school.errors import MailFault
from privacy_wizard.school.mails import MailKind, mail_draft
from tests.in_turn import in_turn
from tests.pseudo_language import Marked, english_in
from tests.school.test_mails import FILLED, facts


class Spoken(NullTranslations):
    """A language of a few words."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        return self._words.get(message, message)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_translations(NullTranslations())


@in_turn("kind", MailKind)
def test_every_paragraph_of_every_mail_can_be_translated(kind: MailKind) -> None:
    use_translations(Marked())
    found = message_from_bytes(mail_draft(kind, "a@b.uk", facts(kind)), policy=policy.default)
    text = f"{found['Subject']}\n{found.get_body().get_content()}"  # type: ignore[union-attr]
    shown = [english_in(line) for line in text.splitlines()]
    assert [line for line in shown if line and line not in FILLED.values()] == []


def test_a_mail_follows_the_language_whenever_it_changes() -> None:
    def greeting() -> str:
        given = facts(MailKind.COPY)
        found = message_from_bytes(mail_draft(MailKind.COPY, "a@b.uk", given), policy=policy.default)
        return str(found.get_body().get_content()).splitlines()[0]  # type: ignore[union-attr]

    assert greeting() == "Dear Siân O’Brien,"
    use_translations(Spoken({"Dear {{ name }},": "Annwyl {{ name }},"}))
    assert greeting() == "Annwyl Siân O’Brien,"
    use_translations(NullTranslations())
    assert greeting() == "Dear Siân O’Brien,"


def test_a_translation_may_do_no_more_than_a_schools_own_wording() -> None:
    use_translations(Spoken({"Thank you.": "{{ name.__class__ }}"}))
    with pytest.raises(MailFault, match="does more than choose"):
        mail_draft(MailKind.COPY, "a@b.uk", facts(MailKind.COPY))
