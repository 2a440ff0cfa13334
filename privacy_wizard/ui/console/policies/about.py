"""The panels on the policy itself: its head, contacts, changes, and what is unfinished."""

from collections.abc import Iterable

from attrs import evolve

from ....domain.model import Contact
from ....domain.names import person_kind_name
from ....domain.policy_difference import differences, lowerings
from ....domain.vocabulary import PersonKind
from ....i18n import _, ngettext
from ....office.open_actions import STILL_TO_BE_DONE
from ....office.policy_files import Spot, Unfinished
from ....office.policy_sentences import departure_ground, difference_sentence, lowering_sentence
from ....office.workshop import Workshop
from ....office.workshop_edits import tidy, with_people
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.chip_list import ChipList
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import Heading, TextLabel
from .panel import Line, Panel, Paragraph
from .words import LESS_THAN_BASELINE, LOOKING_THROUGH, unfinished_where


class AboutPanel(Panel):
    """Title and issuer, who it covers, which services it names, personal use at work."""

    def build(self) -> None:
        """The head of the policy, as staff and intake see it."""
        self.body.addWidget(Heading(_("About the policy"), "section"))
        self._build_name()
        self._build_people()
        self._build_services()

    def _line(self, field: str, label: str, text: str, hint: str = "") -> Line:
        line = Line(label, text, hint)
        line.settled.connect(lambda typed: self.apply(evolve(self.pack, **{field: typed}), field))
        self.fault_at(Spot.POLICY, "", field, line)
        return line

    def _build_name(self) -> None:
        card, pack = Card(_("Its name")), self.pack
        card.body.setSpacing(14)
        self.title = self._line("title", _("Title"), pack.title)
        self.issuer = self._line("issuer", _("Issued by"), pack.issuer)
        dated = _("As exactly as you know it: 2026, 2026-05 or 2026-05-02; undated if it does not say.")
        self.date = self._line("date", _("Date of the policy"), pack.date, dated)
        review = Line(
            _("To be reviewed"),
            pack.next_review or "",
            _("As the policy says; empty if it does not."),
        )
        review.settled.connect(lambda text: self.apply(evolve(self.pack, next_review=text or None), "next_review"))
        self.fault_at(Spot.POLICY, "", "next_review", review)
        for part in (self.title, self.issuer, self.date, review):
            card.body.addWidget(part)
        if pack.changes and pack.changes[0].version == pack.version:
            card.body.addWidget(self._news())
        version = _("Version {version}. Its short name is {name}.")
        card.body.addWidget(TextLabel(version.format(version=pack.version, name=pack.id), "small"))
        self.body.addWidget(card)

    def _news(self) -> Paragraph:
        newest = self.pack.changes[0]
        field = Paragraph(
            _("What is new in this version"),
            (newest.summary,) if newest.summary else (),
            _("One sentence. Staff see it when they answer again."),
        )

        def tell(lines: tuple[str, ...]) -> None:
            now = evolve(self.pack.changes[0], summary=lines[0])
            self.apply(evolve(self.pack, changes=(now, *self.pack.changes[1:])), "changes")

        field.settled.connect(tell)
        self.fault_at(Spot.POLICY, "", "changes.summary", field)
        return field

    def _build_people(self) -> None:
        card, covers = Card(_("Who does it cover?")), self.pack.applies_to
        self.people: dict[PersonKind, CheckRow] = {}
        for kind in PersonKind:
            tick = CheckRow(person_kind_name(kind))
            tick.setChecked(kind in covers.people)
            tick.clicked.connect(lambda _on: self._on_people())
            self.people[kind] = tick
            card.body.addWidget(tick)
        card.body.addWidget(self.fault_text(Spot.POLICY, "", "applies_to.people"))
        summary = Paragraph(_("The same in one sentence"), (covers.summary,))
        summary.settled.connect(
            lambda lines: self.apply(
                evolve(self.pack, applies_to=evolve(self.pack.applies_to, summary=lines[0])), "applies_to"
            )
        )
        self.fault_at(Spot.POLICY, "", "applies_to.summary", summary)
        card.body.addWidget(summary)
        self.body.addWidget(card)

    def _on_people(self) -> None:
        ticked = tuple(kind for kind, tick in self.people.items() if tick.isChecked())
        self.apply(with_people(self.pack, ticked, self.workshop.baseline))

    def _build_services(self) -> None:
        card, named = Card(_("Which services are meant?")), self.pack.platforms
        summary = Paragraph(_("In one sentence"), (named.summary,))
        summary.settled.connect(
            lambda lines: self.apply(
                evolve(self.pack, platforms=evolve(self.pack.platforms, summary=lines[0])), "platforms"
            )
        )
        self.fault_at(Spot.POLICY, "", "platforms.summary", summary)
        names = ChipList(_("Services that the policy names"), _("By name. Staff are asked about others as well."))
        names.set_values(named.names)
        names.changed.connect(
            lambda: self.apply(
                evolve(self.pack, platforms=evolve(self.pack.platforms, names=tuple(map(tidy, names.values)))), "names"
            )
        )
        work = Paragraph(_("What the policy says about personal use at work"), (self.pack.personal_use_at_work,))
        work.settled.connect(lambda lines: self.apply(evolve(self.pack, personal_use_at_work=lines[0]), "at work"))
        self.fault_at(Spot.POLICY, "", "personal_use_at_work", work)
        for part in (summary, names, self.fault_text(Spot.POLICY, "", "platforms.names"), work):
            card.body.addWidget(part)
        self.body.addWidget(card)


class TellPanel(Panel):
    """Who the policy tells its readers to contact."""

    def build(self) -> None:
        """A card for each role."""
        self.body.addWidget(Heading(_("Who to tell"), "section"))
        lead = _(
            "The roles that staff turn to, and what about. Names and addresses are in the school's file, "
            "so that the policy stays right when people change."
        )
        self.body.addWidget(TextLabel(lead, "muted"))
        if not self.pack.tell:
            self.body.addWidget(EmptyState("people", _("Nobody is named yet")))
        for at, contact in enumerate(self.pack.tell):
            self.body.addWidget(self._card(at, contact))
        self.add = Button(_("Add a role"), "plain", "plus")
        self.add.clicked.connect(
            lambda: self.apply(evolve(self.pack, tell=(*self.pack.tell, Contact(role="", about=""))))
        )
        self.body.addLayout(row(self.add))

    def _card(self, at: int, contact: Contact) -> Card:
        card = Card()
        card.setAccessibleName(contact.role or _("A new role"))
        role = Line(_("Role"), contact.role, _("Such as headteacher, or designated safeguarding lead."))
        about = Paragraph(_("About what"), (contact.about,) if contact.about else ())
        role.settled.connect(lambda text: self._change(at, role=text))
        about.settled.connect(lambda lines: self._change(at, about=lines[0]))
        self.fault_at(Spot.TELL, str(at), "role", role)
        self.fault_at(Spot.TELL, str(at), "about", about)
        remove = Button(_("Remove this role"), "link")
        remove.setAccessibleDescription(contact.role)
        remove.clicked.connect(
            lambda: self.apply(evolve(self.pack, tell=(*self.pack.tell[:at], *self.pack.tell[at + 1 :])))
        )
        for part in (role, about):
            card.body.addWidget(part)
        card.body.addLayout(row(remove))
        return card

    def _change(self, at: int, **changes: str) -> None:
        if at < len(self.pack.tell):
            tell = tuple(evolve(each, **changes) if place == at else each for place, each in enumerate(self.pack.tell))
            self.apply(evolve(self.pack, tell=tell), f"tell {at} {' '.join(changes)}")


class ChangesPanel(Panel):
    """What changes for staff against where the draft began, and where the policy lowers the baseline."""

    def build(self) -> None:
        self.body.addWidget(Heading(_("What changes"), "section"))
        source = self.workshop.source
        self.body.addWidget(TextLabel(_("For staff, against {source}.", source=source), "muted"))
        found = differences(self.workshop.began, self.pack)
        if not found:
            self.body.addWidget(EmptyState("check", _("Nothing has changed yet")))
        else:
            card = Card(ngettext("{n} thing changes", "{n} things change", len(found)))
            for each in found:
                card.body.addWidget(TextLabel(difference_sentence(each)))
            self.body.addWidget(card)
        self._build_lowered()

    def _build_lowered(self) -> None:
        lowered = lowerings(self.pack, self.workshop.baseline)
        if not lowered:
            self.body.addWidget(TextLabel(_("Nowhere does the policy ask for less than the baseline."), "muted"))
            return
        card = Card(str(LESS_THAN_BASELINE), _("Each needs a clause or the school's decision, and a reason."))
        refs = {clause.id: clause.ref for clause in self.pack.clauses}
        for each in lowered:
            go = Button(each.asked.control.title, "link")
            go.clicked.connect(lambda _on=False, wanted=each.asked.control.id: self.wanted.emit(wanted))
            card.body.addLayout(row(go))
            card.body.addWidget(TextLabel(lowering_sentence(each), "warn"))
            departure = each.departure
            if departure is not None and departure_ground(departure) and departure.reason:
                said = _("{clause}: {reason}", clause=departure_ground(departure, refs), reason=departure.reason)
                card.body.addWidget(TextLabel(said, "muted"))
            else:
                card.body.addWidget(
                    TextLabel(_("The clause, or the school's decision, or the reason is still missing."), "bad")
                )
        self.body.addWidget(card)


class UnfinishedPanel(Panel):
    """What is still to do before the policy can be used, each with a link to its place."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self._found: tuple[Unfinished, ...] | None = None

    def build(self) -> None:
        self.body.addWidget(Heading(str(STILL_TO_BE_DONE), "section"))
        found = self._found
        if found is None:
            self.body.addWidget(TextLabel(str(LOOKING_THROUGH), "muted"))
            return
        if not found:
            sentence = _("The policy can be used: put it into the school's file, or save it.")
            self.body.addWidget(EmptyState("success", _("Nothing is missing"), sentence))
            return
        titles = {control.id: control.title for control in self.workshop.controls.values()}
        card = Card(ngettext("{n} thing to do", "{n} things to do", len(found)))
        for each in found:
            where = unfinished_where(each, self.pack, titles)
            go = Button(_("Go there"), "link")
            go.setAccessibleDescription(where)
            go.clicked.connect(lambda _on=False, wanted=each: self.wanted.emit(row_of(wanted)))
            card.body.addWidget(TextLabel(where))
            card.body.addLayout(row(go))
        self.body.addWidget(card)

    def show_unfinished(self, found: Iterable[Unfinished]) -> None:
        now = tuple(found)
        if now != self._found:
            self._found = now
            self.rebuild()


ABOUT, CLAUSES, TELL, CHANGES, UNFINISHED = "about", "clauses", "tell", "changes", "unfinished"


def row_of(found: Unfinished) -> str:
    """The row of the list in which something is corrected."""
    if found.spot is Spot.RULE:
        return found.of
    if found.spot is Spot.CLAUSE or found.field == "clauses":
        return CLAUSES
    return TELL if found.spot is Spot.TELL else ABOUT
