"""What went wrong is said in the reader's language; in English it is what the errors say themselves."""

import errno
from pathlib import Path

import pytest

from privacy_wizard import identity
from privacy_wizard.audit.document import DocumentFault
from privacy_wizard.drafts import errors as saved
from privacy_wizard.identity import authority_errors
from privacy_wizard.office import errors as office
from privacy_wizard.pdf import faults
from privacy_wizard.school import errors as school
from privacy_wizard.system import NotWritten, Trouble
from privacy_wizard.ui.sentences import sentence_of
from privacy_wizard.ui.wizard.from_school.arrival import NothingOfASchool

FILE = Path("/school/audits/file.p12")
FULL, FORBIDDEN, ODD = (OSError(number, "said the system") for number in (errno.ENOSPC, errno.EACCES, errno.EIO))

TROUBLES: tuple[Trouble, ...] = (
    *(NotWritten(FILE, cause) for cause in (FULL, FORBIDDEN, ODD, OSError())),
    saved.NoSuchDraft("one"),
    *(saved.DraftBroken("one", damage) for damage in saved.Damage),
    saved.DraftBroken("one", saved.Damage.CHANGED, FILE),
    saved.DraftLocked("one"),
    saved.DraftUnreadable("one", ODD),
    saved.DraftNotSaved("one", NotWritten(FILE, FULL)),
    identity.WrongPassphrase(FILE),
    identity.NotAKeyFile(FILE, "it is far too large"),
    identity.KeyUnreadable(FILE, ODD),
    identity.KeyUnreadable(FILE, FileNotFoundError()),
    identity.OtherKeyThere(FILE),
    faults.Unprintable(("漢", "\U0001f600")),
    faults.LogoFault("the file is damaged"),
    identity.DifferentKey(),
    NothingOfASchool("holiday.jpg"),
    *(school.NotThisKind(kind, "it is damaged") for kind in school.SchoolFileKind),
    *(school.FileUnreadable(FILE, cause) for cause in (FileNotFoundError(), ODD, OSError())),
    school.ProfileOlder(1, 2),
    school.ProfileTwice(2),
    school.CodeMistyped(),
    authority_errors.SignatureBroken(),
    authority_errors.SignatureForeign(("muffin", "harmony")),
    office.NoSchoolYet(),
    office.InvitationExpired(),
    office.ForeignCertificate(),
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda each: type(each).__name__)
def test_the_window_says_in_english_what_the_error_says(trouble: Trouble) -> None:
    assert sentence_of(trouble) == str(trouble)


def test_a_time_stamp_that_failed_leads_to_where_its_service_was_named() -> None:
    said = sentence_of(faults.TimeStampFailed("https://time.example.org"))
    assert "https://time.example.org" in said
    assert "on the page of your school" in said


def test_an_audit_of_another_version_is_explained_with_what_to_do() -> None:
    assert "Install the newest version" in sentence_of(DocumentFault("format 9"))
