"""The wizard over this user's own folder, with hands that answer one question after the other until it is killed.

Prints a line of JSON for each thing that happened, after it happened: resumed, answered, turned, finished.
"""

import json
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import KeyCabinet, Signing
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.drafts import DraftStore, user_places
from privacy_wizard.ui.kit.application import start_application
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.questions.page import QuestionsPage
from privacy_wizard.ui.wizard.window import build
from tests.ui.desks import NOW


def main() -> None:
    places = user_places()
    app = start_application(places.settings)
    store = DraftStore(places.drafts)
    session = AuditSession(load_catalogue(shipped_folder()), store, lambda: NOW)
    signing = Signing(session, KeyCabinet(places.key_file, lambda: NOW), lambda: NOW)
    school = MySchool(places.home, shipped_folder(), lambda: NOW)
    desk = WizardContext(
        session=lambda: session, shelf=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )
    pilot = build(app.theme, desk)
    pilot.shell.show()
    app.processEvents()
    _resume(pilot)
    app.processEvents()
    _tell(
        pilot,
        session,
        "resumed",
        answers={"/".join(map(str, key)): response.answer for key, response in session.audit.responses.items()},
        shown=list(map(list, _page(pilot).cards)),
    )
    while session.first_open is not None:
        _answer_or_turn(pilot, session)
        app.processEvents()
    _tell(pilot, session, "finished")


def _resume(pilot: WizardController) -> None:
    buttons = pilot.shell.page("welcome").findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == "Resume" and each.isVisible()).click()


def _page(pilot: WizardController) -> QuestionsPage:
    page = pilot.shell.page(str(pilot.shell.current_step))
    assert isinstance(page, QuestionsPage), pilot.shell.current_step
    return page


def _answer_or_turn(pilot: WizardController, session: AuditSession) -> None:
    card = next((each for each in _page(pilot).cards.values() if not each.is_answered), None)
    if card is None:
        pilot.shell.footer.accept.click()
        _tell(pilot, session, "turned")
        return
    option = card.question.check.options[len(session.audit.responses) % len(card.question.check.options)].id
    card.picker.options.row(option).click()
    _tell(pilot, session, "answered", key="/".join(map(str, card.question.key)), answer=option)


def _tell(pilot: WizardController, session: AuditSession, event: str, **more: Any) -> None:
    place = session.audit.place
    line = {"event": event, "step": pilot.shell.current_step, "question": place.question, **more}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
