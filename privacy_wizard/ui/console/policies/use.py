"""What can be done with a policy in the workshop: use it, try it, save it, print it, undo changes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast

from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ....catalogue.writing import write_pack
from ....domain.model import PolicyPack, Requirement
from ....domain.names import level_name
from ....domain.policy_difference import Lowering, lowerings
from ....domain.vocabulary import Basis, Level
from ....i18n import _, ngettext, readable_date
from ....office.policy_files import Unfinished, unfinished
from ....office.policy_sentences import departure_ground, lowering_sentence, people_words
from ....office.school_folder import put_policy
from ....office.workshop import Workshop
from ....office.workshop_edits import newer_than
from ....reports.report_sheet import Items, Letterhead, Part, ReportDocument, Section, Small, draw_report
from ....system import shipped_folder, write_whole
from ...kit.files import ask_where
from ...kit.layouts import FlowLayout
from ...kit.printing import print_pdf
from ...kit.theme import Theme
from ...kit.widgets.button import Button, IconButton
from ...kit.words import SAVED
from ..context import Trial
from ..page import ConsolePage
from .about import UNFINISHED
from .question_count import QuestionStrip
from .words import LESS_THAN_BASELINE, LOOKING_THROUGH, reason_words


def policy_paper(workshop: Workshop) -> ReportDocument:
    """All its texts, for drawing."""
    pack = workshop.pack
    below = _("{issuer} · {date} · version {version}")
    return ReportDocument(
        head=Letterhead(school=pack.issuer),
        kicker=_("Policy"),
        title=pack.title,
        below=below.format(issuer=pack.issuer, date=readable_date(pack.date), version=pack.version),
        lead=pack.applies_to.summary,
        sections=(*_scope(pack), *_rules(pack), *_rest(workshop)),
    )


def _scope(pack: PolicyPack) -> Iterator[Section]:
    said = tuple(text for text in (pack.platforms.summary, pack.personal_use_at_work) if text)
    if said:
        yield Section(heading=_("What it covers"), parts=said)


def _rules(pack: PolicyPack) -> Iterator[Section]:
    for level in Level:
        asked = [each for each in pack.requirements if each.level is level]
        if asked:
            yield Section(heading=level_name(level), parts=tuple(part for each in asked for part in _rule(each)))


def _rule(asked: Requirement) -> Iterator[Part]:
    yield f"{asked.control.title}. {asked.summary}"
    if asked.details:
        yield Items(texts=asked.details)
    if asked.basis is Basis.BASELINE:
        notes = [_("Privacy Wizard's baseline")]
    else:
        notes = [", ".join(dict.fromkeys(clause.ref for clause in asked.clauses))]
    if asked.people:
        notes.append(_("asked of: {people}", people=people_words(asked.people)))
    if asked.exception is not None:
        sentence = _("exceptions: {reasons}; approved by: {role}")
        notes.append(sentence.format(reasons=reason_words(asked.exception.reasons), role=asked.exception.approver))
    yield Small(text=" · ".join(note for note in notes if note))


def _rest(workshop: Workshop) -> Iterator[Section]:
    pack = workshop.pack
    if pack.tell:
        yield Section(heading=_("Who to tell"), parts=tuple(f"{each.role}: {each.about}" for each in pack.tell))
    lowered = lowerings(pack, workshop.baseline)
    if lowered:
        refs = {clause.id: clause.ref for clause in pack.clauses}
        yield Section(heading=str(LESS_THAN_BASELINE), parts=tuple(_lowering(each, refs) for each in lowered))


def _lowering(found: Lowering, refs: dict[str, str]) -> str:
    departure = found.departure
    said = f"{departure_ground(departure, refs)}: {departure.reason}" if departure is not None else ""
    return f"{found.asked.control.title}. {lowering_sentence(found)} {said}"


class _HasTheme(Protocol):
    theme: Theme


class PolicyAtWork(ConsolePage):
    """A page with a policy in the workshop, as far as the bar above it needs to know it."""

    workshop: Workshop | None
    strip: QuestionStrip

    def flush(self) -> None:
        """Keep what is being typed."""

    def show_row(self, row: str, *, open_it: bool = True) -> None:
        """Show the panel of a row of the list."""

    def show_changed(self, *, rebuild: bool) -> None:
        """Say everything again that depends on the policy."""

    def take_look(self, pack: PolicyPack, found: tuple[Unfinished, ...]) -> None:
        """The linter has looked at this policy; a look at what is no longer so is forgotten."""


class UseBar(QWidget):
    """The buttons above a policy. They ask the linter before anything leaves the workshop."""

    def __init__(self, page: PolicyAtWork) -> None:
        super().__init__(page)
        self._page = page
        self.trial: Trial | None = None
        self.undo, self.redo = IconButton(_("Undo"), "undo"), IconButton(_("Redo"), "redo")
        self.try_it = Button(_("Try it in the wizard"), "plain", "eye")
        self.put = Button(_("Put it into the school's file"), "accent", "school")
        self.save_button = Button(_("Save as a file"), "quiet", "save")
        self.print_button = Button(_("Print a summary"), "quiet", "print")
        flow = FlowLayout(self)
        for part, act in (
            (self.put, self.put_into_file),
            (self.try_it, self.open_trial),
            (self.undo, self.take_back),
            (self.redo, self.bring_back),
            (self.save_button, self._ask_where),
            (self.print_button, self._print),
        ):
            part.clicked.connect(act)
            flow.addWidget(part)
        self._add_key(QKeySequence.StandardKey.Undo, self.take_back)
        self._add_key(QKeySequence.StandardKey.Redo, self.bring_back)

    def show_way_back(self, workshop: Workshop) -> None:
        """Whether there is something to take back, or to bring back."""
        self.undo.setEnabled(workshop.can_undo)
        self.redo.setEnabled(workshop.can_redo)

    def _add_key(self, key: QKeySequence.StandardKey, act: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcuts(key)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False: act())
        self.addAction(action)

    # ---- the way back

    def take_back(self) -> None:
        self._step(lambda workshop: workshop.undo())

    def bring_back(self) -> None:
        """Redo what was undone."""
        self._step(lambda workshop: workshop.redo())

    def _step(self, step: Callable[[Workshop], None]) -> None:
        page, workshop = self._page, self._page.workshop
        if workshop is not None:
            page.flush()
            page.attempt(lambda: step(workshop))
            page.show_changed(rebuild=True)

    # ---- out of the workshop

    def _when_finished(self, then: Callable[[PolicyPack], None]) -> None:
        """Do something with the policy if the linter has nothing against it; else show what is still to be done."""
        page, workshop = self._page, self._page.workshop
        if workshop is None:
            return
        page.flush()
        pack, library = workshop.finished(), shipped_folder("checklists")

        def looked(found: tuple[Unfinished, ...]) -> None:
            page.take_look(pack, found)
            if not found:
                then(pack)
                return
            page.show_row(UNFINISHED)
            page.notice.say(
                "warn",
                ngettext(
                    "{n} thing must be done before the policy can be used.",
                    "{n} things must be done before the policy can be used.",
                    len(found),
                ),
            )
            page.show_notice()

        page.notice.say("info", "")
        page.aside(lambda: unfinished(pack, library), looked, str(LOOKING_THROUGH))

    def _ask_where(self) -> None:
        def ask(pack: PolicyPack) -> None:
            kinds = _("Policies (*.yaml)")
            title = _("Save the policy")
            ask_where(self, title, f"{pack.id}.yaml", lambda path: self.save(pack, path), kinds=kinds, suffix="yaml")

        self._when_finished(ask)

    def save(self, pack: PolicyPack, path: Path) -> None:
        """Write the policy to a file, which must be named after the policy."""
        page, name = self._page, f"{pack.id}.yaml"
        if path.name != name:
            page.notice.say("warn", _("Nothing was saved: the file's name must be {name}.", name=name))
            page.show_notice()
        elif page.attempt(lambda: write_whole(path, write_pack(pack).encode())):
            page.say(SAVED.format(path=path))

    def _print(self) -> None:
        page = self._page
        page.flush()
        if page.workshop is not None:
            report = policy_paper(page.workshop)
            print_pdf(self, lambda: draw_report(report, page.context.now()), page.explain)

    # ---- into the school's file

    def put_into_file(self) -> None:
        """Have the school's next file carry the policy."""
        self._when_finished(self._put)

    def _put(self, pack: PolicyPack) -> None:
        page, context = self._page, self._page.context
        place, workshop = context.school_place, self._page.workshop

        def work() -> PolicyPack:
            signed, name = place.signed_profile(), f"packs/{pack.id}.yaml"
            in_use = signed.checklists.get(name) if signed is not None else None
            is_new = in_use is None or in_use == write_pack(pack).encode()
            put = pack if is_new else newer_than(pack, context.library().packs[pack.id].version, context.today)
            put_policy(place, put, write_pack(put))
            return put

        def done(put: PolicyPack) -> None:
            if workshop is not None and put.version != pack.version:
                page.attempt(lambda: workshop.change(evolve(workshop.pack, version=put.version, changes=put.changes)))
                page.show_changed(rebuild=True)
            sentence = _(
                "The policy is ready for the school's file. Say there who it applies to, and sign the "
                "file again: only then does it reach your staff."
            )
            page.notice.say("good", sentence, _("Go to the school's file"))
            page.show_notice()

        page.act(work, done, _("Putting it into the school's file …"))

    # ---- trying it

    def open_trial(self) -> None:
        """Open the wizard over a throw-away audit on the policy as it is now."""
        page, workshop = self._page, self._page.workshop
        if workshop is None:
            return
        page.flush()
        if self.trial is not None:
            self.trial.close()
        theme = cast(_HasTheme, self.window()).theme
        self.trial = page.context.begin_trial(
            workshop.catalogue, workshop.pack, page.strip.chosen, theme, page.context.now
        )
        self.trial.show()
