"""The page *Policies*: drafts in the workshop, the school's own files, and where a new one starts."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....catalogue import CatalogueFaults, LibraryFault
from ....domain.model import Catalogue, PolicyPack
from ....domain.policy_draft import BASELINE
from ....i18n import Message, _, long_moment, ngettext
from ....office.policy_files import read_pack
from ....office.school_folder import SchoolFolder, next_files, next_library, own_packs, waiting_files
from ....office.workshop import PolicyDraft, PolicyDrafts, SavedDraft, begin_draft, begin_revision
from ....office.workshop_edits import new_pack_id
from ....system import Trouble, shipped_folder
from ...kit.chooser import Chooser
from ...kit.files import ask_which
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.notice import Confirm, EmptyState
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import READING_FILE
from .words import GIVE_TITLE, WITHOUT_TITLE


class OwnFiles(QWidget):
    """Hidden where the school has none. `wants_out(str)` when one is to be taken out."""

    wants_out = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_files(self, place: SchoolFolder, catalogue: Catalogue) -> None:
        """What the next file carries, and what has changed since the last. Raises SchoolTrouble."""
        clear(self._column)
        files, waiting = next_files(place), waiting_files(place)
        self.setVisible(bool(files or waiting))
        self._column.addWidget(TextLabel(_("Your own policies and checklists in the file"), "strong"))
        for name in sorted({*files, *waiting}):
            self._add(name, _title_of(name, catalogue), waiting)

    def _add(self, name: str, title: str, waiting: Mapping[str, bytes]) -> None:
        words = TextLabel(title)
        parts: list[QWidget] = [words]
        is_gone = name in waiting and not waiting[name]
        if is_gone:
            parts.append(Tag(_("Goes with the next signature"), "warn"))
        elif name in waiting:
            parts.append(Tag(_("Waits for your signature"), "accent"))
        if not is_gone:
            parts.append(self._button(name, title))
        self._column.addLayout(row(*parts, stretch=words))

    def _button(self, name: str, title: str) -> Button:
        out = Button(_("Take it out"), "link")
        out.setAccessibleDescription(title)
        out.clicked.connect(lambda: self.wants_out.emit(name))
        return out


def _title_of(name: str, catalogue: Catalogue) -> str:
    identifier = name.rpartition("/")[2].removesuffix(".yaml")
    found = catalogue.packs.get(identifier) or catalogue.checklists.get(identifier)
    return f"{found.title} ({found.version})" if found is not None else identifier


_NEW, _REVISE = "new", "revise"


class PackUnreadable(Trouble):
    """A file that is not a policy, or has faults."""

    sentence = Message("This file cannot be used as a policy. {first}")

    def __init__(self, first: LibraryFault) -> None:
        super().__init__(first)
        self.first = first


@frozen(kw_only=True)
class _Found:
    packs: tuple[PolicyPack, ...]
    own: tuple[str, ...]
    drafts: tuple[SavedDraft, ...]


class PoliciesPage(ConsolePage):
    """Drafts first, then a form to start one."""

    def build(self) -> None:
        """The drafts, and the form."""
        self.title = _("Policies")
        self.lead = _(
            "Make your school's own policy, without programming: start from an existing one, go through "
            "it point by point, try it in the wizard, and put it into the school's file."
        )
        self._packs: dict[str, PolicyPack] = {}
        self._own: tuple[str, ...] = ()
        self._drafts: tuple[SavedDraft, ...] = ()
        self._doomed = ""
        self._heading = Heading(_("In the making"), "section")
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.confirm = Confirm()
        self.confirm.confirmed.connect(self._on_delete)
        self.body.addWidget(self._heading)
        self.body.addLayout(self._column)
        self.body.addWidget(self.confirm)
        self._build_form()

    def _build_form(self) -> None:
        card = Card(_("Begin a policy"))
        card.body.setSpacing(14)
        self.source = Chooser(_("Begin from"))
        self.source.setMinimumContentsLength(34)
        self.source.chosen.connect(self._show_form)
        self._about_source = TextLabel("", "muted")
        self.how = OptionGroup(
            _("What would you like to make?"),
            (
                OptionChoice(_REVISE, _("Its next version")),
                OptionChoice(_NEW, _("Another policy")),
            ),
        )
        self.how.chosen.connect(lambda _how: self._show_form())
        self.how.choose(_REVISE)
        self.name = TextField(_("Title of your policy"), _("As on its first page."))
        self.issuer = TextField(_("Issued by"))
        self.begin = Button(_("Begin"), "accent")
        self.begin.clicked.connect(self._on_begin)
        self.from_file = Button(_("Begin from a file …"), "quiet", "folder")
        self.from_file.clicked.connect(self._on_file)
        for part in (Field(_("Begin from"), self.source), self._about_source, self.how, self.name, self.issuer):
            card.body.addWidget(part)
        card.body.addLayout(row(self.begin, self.from_file))
        self.form = card
        self.body.addWidget(card)

    @property
    def policy_drafts(self) -> PolicyDrafts:
        """The drafts of this school."""
        return PolicyDrafts(self.context.school_place.folder / "policies")

    def refresh(self) -> None:
        """Read aside: the library takes a moment."""
        place, policy_drafts = self.context.school_place, self.policy_drafts

        def read() -> _Found:
            packs = tuple(next_library(place).packs.values())
            return _Found(packs=packs, own=own_packs(place), drafts=policy_drafts.saved())

        self.begin.setEnabled(False)
        self.aside(read, self._show, _("Opening …"))

    def _show(self, found: _Found) -> None:
        self.begin.setEnabled(True)
        self._packs = {each.id: each for each in found.packs}
        self._own, self._drafts = found.own, found.drafts
        order = sorted(found.packs, key=lambda each: (each.id not in found.own, each.id != BASELINE, each.title))
        self.source.offer((each.id, self._named(each)) for each in order)
        if not self.issuer.text:
            self.issuer.show_text(self.context.register.name())
        self._show_drafts()
        self._show_form()

    def _named(self, pack: PolicyPack) -> str:
        if pack.id == BASELINE:
            return _("The baseline: what everyone is advised")
        if pack.id in self._own:
            return _("Your own: {title}", title=pack.title)
        return f"{pack.title} ({pack.issuer})"

    def _show_drafts(self) -> None:
        clear(self._column)
        self.confirm.hide()
        if not self._drafts:
            sentence = _("Start one below. Nothing reaches your staff until you sign the school's file again.")
            self._column.addWidget(EmptyState("document", _("No policy in the making"), sentence))
        for draft in self._drafts:
            self._column.addWidget(self._card(draft))

    def _card(self, draft: SavedDraft) -> Card:
        card = Card(draft.title or str(WITHOUT_TITLE))
        card.body.setSpacing(7)
        saved = _("Last changed {moment}", moment=long_moment(draft.saved_at))
        if draft.is_broken:
            card.body.addWidget(
                TextLabel(_("This draft cannot be read: it is damaged, or was made by a newer program."), "bad")
            )
        else:
            begun = _("begun from {source}", source=draft.source)
            card.body.addWidget(TextLabel(" · ".join(part for part in (draft.issuer, begun, saved) if part), "muted"))
        go_on = Button(_("Go on"), "plain", "pen")
        go_on.setAccessibleDescription(draft.title)
        go_on.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.POLICY, of=draft.id)))
        if draft.is_broken:
            go_on.hide()  # to show it here, before it stands on the card, would open a window of its own
        delete = Button(_("Delete"), "quiet", "bin")
        delete.setAccessibleDescription(draft.title)
        delete.clicked.connect(lambda: self._on_doom(draft))
        card.body.addLayout(row(go_on, delete))
        return card

    def _on_doom(self, draft: SavedDraft) -> None:
        self._doomed = draft.id
        question = _("Delete the draft “{title}” for good? A policy in the school's file is not touched by this.")
        self.confirm.ask(question.format(title=draft.title), _("Delete it"), _("Keep it"))

    def _on_delete(self) -> None:
        if self.attempt(lambda: self.policy_drafts.delete(self._doomed)):
            self._drafts = tuple(each for each in self._drafts if each.id != self._doomed)
            self._show_drafts()

    # ---- beginning

    @property
    def is_revision(self) -> bool:
        """Whether the school's own policy is to get its next version."""
        return self.source.value in self._own and self.how.current() == _REVISE

    def _show_form(self) -> None:
        pack = self._packs.get(self.source.value)
        if pack is None:
            return
        said = ngettext(
            "{issuer}, version {version}. It asks for {n} thing.",
            "{issuer}, version {version}. It asks for {n} things.",
            len(pack.requirements),
            issuer=pack.issuer,
            version=pack.version,
        )
        self._about_source.setText(said)
        self.how.setVisible(pack.id in self._own)
        for field in (self.name, self.issuer):
            field.setVisible(not self.is_revision)

    def _on_begin(self) -> None:
        pack = self._packs.get(self.source.value)
        if pack is None:
            return
        if self.is_revision:
            if any(each.id == pack.id for each in self._drafts):
                self.wanted.emit(ConsolePlace(id=PlaceId.POLICY, of=pack.id))
                return
            self._begin(begin_revision(pack, self.context.today))
        else:
            self._begin_from(pack)

    def _begin_from(self, source: PolicyPack) -> None:
        self.name.set_fault("" if self.name.text else str(GIVE_TITLE))
        self.issuer.set_fault("" if self.issuer.text else _("Say who issued it: your school, or its trust."))
        if not (self.name.text and self.issuer.text):
            (self.name if not self.name.text else self.issuer).line.setFocus()
            return
        taken = {*self._packs, *(each.id for each in self._drafts)}
        identifier = new_pack_id(self.name.text, taken)
        title, issuer, today = self.name.text, self.issuer.text, self.context.today
        self._begin(begin_draft(source, pack_id=identifier, title=title, issuer=issuer, on=today))

    def _begin(self, draft: PolicyDraft) -> None:
        if self.attempt(lambda: self.policy_drafts.keep(draft)):
            self.name.show_text("")
            self.wanted.emit(ConsolePlace(id=PlaceId.POLICY, of=draft.pack.id))

    def _on_file(self) -> None:
        ask_which(self, _("Begin from a policy's file"), self.open_file, kinds=_("Policies (*.yaml)"))

    def open_file(self, path: Path) -> None:
        """Begin from a policy's file: it is read as strictly as any, and offered among the others."""

        def read() -> PolicyPack:
            try:
                return read_pack(path, shipped_folder("checklists"))[1]
            except CatalogueFaults as refused:
                raise PackUnreadable(refused.faults[0]) from None

        self.aside(read, self._offer_file, str(READING_FILE))

    def _offer_file(self, pack: PolicyPack) -> None:
        self._packs[pack.id] = pack
        if self.source.findData(pack.id) < 0:
            self.source.add(pack.id, _("From a file: {title}", title=pack.title))
        self.source.choose(pack.id)
        self._show_form()
        self.say(_("The file has been read. Give your policy a title, and begin."))
