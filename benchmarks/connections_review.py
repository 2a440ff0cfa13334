"""The review of connections in its real window, and a plain table of Qt with the same words beside it."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from timing import verdict

from privacy_wizard.audit.connections.review_record import Mark
from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.saved_audits import SavedAudits
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.audit import Person, School
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.drafts import AesCipher, DraftStore
from privacy_wizard.evidence import DataExport
from privacy_wizard.identity import KeyStore
from privacy_wizard.ui.kit.application import Application, dressed
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.wizard.connections.window import ConnectionsWindow
from privacy_wizard.ui.wizard.context import WizardContext

ROUNDS, MOST_OPENING, MOST_FINDING = 5, 500.0, 100.0
SOUGHT = "zoe 12"


def review_of(export: DataExport, folder: Path) -> None:
    """Print how long it takes until the first rows are painted, to filter, and to mark one and save it."""
    app = Application()
    dressed(app, SettingsFile(folder / "settings.json"))
    context = with_download(export, folder)
    rows = words_of(context)
    acts = (lambda: _opened(app, context), lambda: _plain(app, rows))
    window, plain = (list(map(min, zip(*each, strict=True))) for each in _rounds(acts))
    print(f"review of {len(rows):,} connections, and a plain table of Qt with the same words")
    print(f"    first rows painted: {window[0]:.0f} ms; plain table: {plain[0]:.0f} ms")
    print(f"    aim: under {MOST_OPENING:.0f} ms: {verdict(window[0] < MOST_OPENING)}")
    print(f"    found by a name: {window[1]:.0f} ms; plain table: {plain[1]:.0f} ms")
    print(f"    aim: under {MOST_FINDING:.0f} ms: {verdict(window[1] < MOST_FINDING)}")
    print(f"    one marked, encrypted and saved, the next one shown: {window[2]:.0f} ms")


def _rounds(acts: tuple[Callable[[], list[float]], ...]) -> list[list[list[float]]]:
    """As `alternating`, of acts that give several figures."""
    found: list[list[list[float]]] = [[] for _act in acts]
    for turn in range(ROUNDS + 1):
        for at, act in enumerate(acts):
            took = act()
            if turn:
                found[at].append(took)
    return found


def with_download(export: DataExport, folder: Path) -> WizardContext:
    """Somebody whose download was just read; their drafts are locked, as they are with a keyring."""
    store = DraftStore(folder / "audits", AesCipher(bytes(range(32))))
    session = AuditSession(load_catalogue(shipped_folder()), store, _now)
    person = Person(name="Sam Lee", role="Teacher", kind=PersonKind.EMPLOYEE, identifier="4711")
    session.describe_person(person, Occasion.ANNUAL_REVIEW)
    session.choose_school(School(name="Hill Street School", other_names=("Hill Street",)))
    account = session.add_account(export.platform)
    session.downloads[account.id] = export
    signing = Signing(session, KeyStore(folder / "signing-key.p12", _now), _now)
    school = MySchool(folder, shipped_folder(), _now)
    return WizardContext(
        session=lambda: session, saved_audits=lambda: SavedAudits(store), signing=lambda: signing, school=school
    )


def words_of(context: WizardContext) -> list[list[str]]:
    """What the window's table says, row by row."""
    window = ConnectionsWindow(context)
    model = window.table.model
    found = [
        [str(model.index(at, column).data()) for column in range(model.columnCount())] for at in range(model.rowCount())
    ]
    window.deleteLater()
    return found


def _opened(app: QApplication, context: WizardContext) -> list[float]:
    context.connections._for = ()  # as the first time
    begun = time.perf_counter()
    window = ConnectionsWindow(context)
    window.show()
    app.processEvents()
    opened = _since(begun)
    while is_busy():  # names are compared with the school's, once the first rows are painted
        app.processEvents()
    begun = time.perf_counter()
    window.table.search.setText(SOUGHT)
    window.table.show_found()
    app.processEvents()
    found = _since(begun)
    window.table.show_all()
    app.processEvents()
    begun = time.perf_counter()
    window.table.view.mark_wanted.emit(Mark.REMOVE)
    app.processEvents()
    window.table.view.mark_wanted.emit(None)
    app.processEvents()
    marked = _since(begun) / 2
    window.close()
    app.processEvents()
    return [opened, found, marked]


def _plain(app: QApplication, rows: list[list[str]]) -> list[float]:
    """As anybody would begin: an item for each cell, and Qt's own filter."""
    begun = time.perf_counter()
    model = QStandardItemModel()
    for row in rows:
        model.appendRow([QStandardItem(text) for text in row])
    filtered = QSortFilterProxyModel()
    filtered.setSourceModel(model)
    filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view = QTableView()
    view.setModel(filtered)
    view.resize(1120, 720)
    view.show()
    app.processEvents()
    opened = _since(begun)
    begun = time.perf_counter()
    filtered.setFilterFixedString("Zoë 12")
    app.processEvents()
    found = _since(begun)
    view.close()
    return [opened, found]


def _now() -> datetime:
    """By this computer's clock."""
    return datetime.now().astimezone()


def _since(begun: float) -> float:
    """In milliseconds."""
    return (time.perf_counter() - begun) * 1000
