"""The wizard over this user's own folder, with hands that answer one question after the other until it is killed.

Prints a line of JSON for each thing that happened, after it happened: resumed, answered, turned, finished. It is
started once for each line that is read; what it needs is loaded once for all.
"""

import json
import os
import sys
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing
from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.drafts import DraftStore, user_places
from privacy_wizard.identity import KeyStore
from privacy_wizard.ui.kit.application import start_application
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.interview.blocks import ToldCard
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.window import build
from tests.shipped import shipped
from tests.ui.contexts import NOW

GONE = "gone"


def main() -> None:
    places = user_places()
    app = start_application(places.settings)
    store = DraftStore(places.drafts)
    session = AuditSession(shipped(), store, lambda: NOW)
    signing = Signing(session, KeyStore(places.key_file, lambda: NOW), lambda: NOW)
    school = MySchool(places.home, shipped_folder(), lambda: NOW)
    context = WizardContext(
        session=lambda: session, saved_audits=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )
    controller = build(app.theme, context)
    controller.shell.show()
    app.processEvents()
    _resume(controller)
    app.processEvents()
    _tell(
        controller,
        session,
        "resumed",
        answers={"/".join(map(str, key)): response.answer for key, response in session.audit.responses.items()},
        shown=list(map(list, _page(controller).rows)),
    )
    while session.first_open is not None:
        _answer_or_turn(controller, session)
        app.processEvents()
    _tell(controller, session, "finished")


def _resume(controller: WizardController) -> None:
    buttons = controller.shell.page("welcome").findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == "Resume" and each.isVisible()).click()


def _page(controller: WizardController) -> InterviewPage:
    page = controller.shell.page(str(controller.shell.current_step))
    assert isinstance(page, InterviewPage), controller.shell.current_step
    return page


def _answer_or_turn(controller: WizardController, session: AuditSession) -> None:
    page = _page(controller)
    bar = page.how_known
    if not bar.isHidden() and bar.options.current() is None:
        bar.options.row(HowKnown.LOOKED.value).click()
    row = next((each for each in page.rows.values() if not each.is_answered), None)
    told = next((each for each in page.findChildren(ToldCard) if not each.box.isChecked()), None)
    if row is None and told is not None:
        told.box.click()
        return
    if row is None:
        controller.shell.footer.accept.click()
        _tell(controller, session, "turned")
        return
    option = row.question.check.options[len(session.audit.responses) % len(row.question.check.options)].id
    before = set(session.audit.responses)
    row.answers.row(option).click()
    for key in set(session.audit.responses) - before:  # what is asked once is kept for every account
        _tell(controller, session, "answered", key="/".join(map(str, key)), answer=option)


def _tell(controller: WizardController, session: AuditSession, event: str, **more: Any) -> None:
    place = session.audit.place
    line = {"event": event, "step": controller.shell.current_step, "question": place.question, **more}
    print(json.dumps(line), flush=True)


def start_when_asked() -> None:
    """Says which process the window is, and when it is gone; what it was saying just then stands before that."""
    for _line in sys.stdin:
        window = os.fork()
        if window == 0:
            try:
                main()
            finally:
                os._exit(0)
        print(window, flush=True)
        os.waitpid(window, 0)
        print(f"\n{GONE}", flush=True)


if __name__ == "__main__":
    start_when_asked()
