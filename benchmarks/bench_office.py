"""How many clicks and fields the office takes, counted while its real windows are driven over a register on the disk.

What counts as a click and as a field stands in `tests.ui.console.office_user`, who sits at the window.
"""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import mixed_folder as mixed
from PySide6.QtCore import QLocale
from timing import verdict

from privacy_wizard.audit.school_files import accept_profile, open_invitation, open_profile, request_certificate
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.domain.vocabulary import Outcome
from privacy_wizard.identity import make_key
from privacy_wizard.office.home_table import Standing, home_rows
from privacy_wizard.office.login import Login
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.theme import Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from tests.ui.console.office_user import OfficeUser, staff_list
from tests.ui.console.offices import NOW, member

STAFF, COPIES, REQUESTS = 84, 25, 79
DECIDES = member(STAFF - 2).number  # whoever sits in the office
SECRET = "lantern river oak meadow"
PACK = "bradley-primary-2023"
BEFORE = {
    "asked": "26 clicks, 13 fields",
    "standing": "61 clicks, 13 fields",
    "copies": "100 clicks",
    "certificates": "395 clicks",
}


def main() -> None:
    """Print each way before and after."""
    app = Application()
    speak(app, QLocale("en_GB"))
    theme = Theme(app, Looks(reduced_motion=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = OfficeUser.begin(theme, Login(home=folder / "home", key_file=folder / "key.p12", now=lambda: NOW))
        asked(user, folder)
        report("empty machine → 84 staff asked", BEFORE["asked"], user, clicks=12, fields=3)
        standing(user, folder)
        report("mixed folder of 37 results → everyone's standing right", BEFORE["standing"], user, clicks=15)
        certificates(user, folder)
        report("79 certificates returned", BEFORE["certificates"], user, clicks=10)
        copies(user, folder)
        report("countersigned and the copies sent, 25 or more", BEFORE["copies"], user, clicks=6)
        user.leave()


def asked(user: OfficeUser, folder: Path) -> None:
    """From the first start to a draft for each of the staff."""
    page, drafts = user.page, made(folder / "drafts")
    user.type(page.school.line, "Bradley Primary School")
    user.dialog(lambda: page.staff.drop.picked.emit(staff_list(folder, STAFF - 1, mixed.NAMESAKE)))
    user.choose(page.policy, PACK)
    user.press("Begin")
    user.press(f"Ask all {STAFF}")
    user.dialog(lambda: user.page.write_drafts(drafts))
    if len(list(drafts.glob("*.eml"))) != STAFF:
        raise SystemExit("not everybody was asked")


def standing(user: OfficeUser, folder: Path) -> None:
    """A folder dropped onto the home page, until each of its people stands right."""
    inbox = mixed.mixed_folder(folder / "inbox")
    user.window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    user.start_anew()
    user.drop(lambda: user.page.taking.take([inbox]))
    user.pick(user.page.who.picker, DECIDES)
    user.press("Accept all")
    whose_they_are(user)
    enter_the_paper(user)
    everyone_stands_right(user)


def whose_they_are(user: OfficeUser) -> None:
    """One is of one of two who have the same name, one of somebody who is not on the list yet."""
    user.press("Say whose")
    for _ in range(2):
        if user.page.title == mixed.NEWCOMER.name:
            user.press("They are not on the staff list")
            user.press("Add them")
        else:
            who = member(mixed.ONE_OF_TWO)
            user.pick_among(user.page.decision.picker, who.name, who.number)
        user.press("Accept")


def enter_the_paper(user: OfficeUser) -> None:
    """The scan that came in among the others."""
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.press("Enter it as a paper checklist")
    page = user.page
    user.pick(page.facts.picker, member(mixed.PAPER).number)
    user.option(page.how.row("outcome"))
    user.option(page.outcome.row(Outcome.MEETS.value))
    user.press("Enter it")


def everyone_stands_right(user: OfficeUser) -> None:
    """By the table of the home page; SystemExit says who does not."""
    context = user.window.context
    [campaign] = context.register.campaigns()
    found = {each.person.member.number: each for each in home_rows(context.register, campaign, context.today)}
    done = {*(member(at).number for at in mixed.DONE), mixed.NEWCOMER.number}
    stand_done = {number for number, each in found.items() if each.standing is Standing.DONE}
    missing = {member(at).number for at in mixed.STILL_MISSING}
    if stand_done != done or any(found[each].standing is not Standing.MISSING for each in missing):
        raise SystemExit(f"not everybody stands right: {sorted(stand_done ^ done)}")
    newest = found[member(mixed.TWO_OF_ONE).number].attestation
    if newest is None or newest.audited != (NOW - timedelta(days=1)).date():
        raise SystemExit("of two of one person, the older one counts")


def certificates(user: OfficeUser, folder: Path) -> None:
    """Requests that answer invitations, until each has its certificate with the draft of a mail."""
    asked_for, out = requests(user, folder), made(folder / "certificates")
    user.window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    user.start_anew()
    user.type(user.page.secret.line, SECRET)
    user.drop(lambda: user.page.many.take([asked_for]))
    user.press(f"Issue {REQUESTS} certificates")
    user.press(f"Send {REQUESTS} certificates")
    user.dialog(lambda: user.page.write_drafts(out))
    if len(list(out.glob("*.eml"))) != REQUESTS:
        raise SystemExit("not every certificate was returned")


def requests(user: OfficeUser, folder: Path) -> Path:
    """What the staff of a school with an authority send: it is made here, as nobody in the office does it."""
    context, known, found = user.window.context, KnownSchool(folder / "staff"), made(folder / "requests")
    context.make_authority(SECRET)
    user.controller._on_key_changed(context.issuing.certify_officer(context.key, SECRET))
    user.settle()
    context = user.window.context
    place, shipped = context.school_place, shipped_folder("checklists")
    context.issuing.acts.sign_profile(SECRET, place.profile(), {}, into=place.profile_file, shipped=shipped)
    accept_profile(open_profile(place.profile_file.read_bytes(), known, shipped=shipped, now=NOW), known)
    [campaign] = context.register.campaigns()
    asked = PeopleAsked(schools=(context.register.school,))
    listed = context.register.people.listed(asked, context.today, 0, STAFF + 1)
    people = [each for each in listed if each.member.email and each.member.number != DECIDES][:REQUESTS]
    invite = context.issuing.inviting(context.key, campaign)
    for each in people:
        number, answered = each.member.number, invite(each, lambda _made, _files: None)
        key = make_key(name=each.member.name, identifier=number, school=context.register.name(), now=NOW)
        request = request_certificate(open_invitation(answered.file, known, NOW), answered.slip.code, key)
        (found / f"{number}.pwrequest").write_bytes(request)
    return found


def copies(user: OfficeUser, folder: Path) -> None:
    """Accepted attestations countersigned, and the copies written as drafts."""
    out = made(folder / "copies")
    user.window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    user.start_anew()
    user.press("Countersign all")
    user.press("Send the copies")
    user.dialog(lambda: user.page.write_drafts(out))
    context, sent = user.window.context, len(list(out.glob("*.eml")))
    [campaign] = context.register.campaigns()
    signed = [each for each in context.register.attestations.accepted(campaign.id) if not each.on_paper]
    owners = [context.register.people.one(str(each.person)) for each in signed]
    with_address = sum(each is not None and bool(each.member.email) for each in owners)  # the others get a letter
    if sent != with_address or sent < COPIES or not all(each.countersigned for each in signed):
        raise SystemExit(f"{sent} copies were written, for {with_address} people")


def made(folder: Path) -> Path:
    """An empty folder."""
    folder.mkdir()
    return folder


def report(way: str, before: str, user: OfficeUser, *, clicks: int, fields: int = 3) -> None:
    """One line."""
    met = user.clicks <= clicks and user.fields <= fields
    print(f"{way}: {before} → {user.told()} (aim: {clicks} clicks; {verdict(met)})")


if __name__ == "__main__":
    main()
