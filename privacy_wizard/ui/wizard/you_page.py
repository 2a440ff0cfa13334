"""Page *You*: who makes the audit, and why now."""

from collections.abc import Iterable

from ...audit.flow import Obstacle
from ...audit.steps import Step, StepId
from ...domain.audit import Person
from ...domain.names import occasion_name, person_kind_name
from ...domain.vocabulary import Occasion, PersonKind
from ...i18n import _
from ..kit.widgets.card import Card
from ..kit.widgets.field import TextField, TypingPause
from ..kit.widgets.notice import NoticeBox
from ..kit.widgets.option_group import OptionChoice, OptionGroup
from .page import AuditPage


class YouPage(AuditPage):
    """Saves at every choice, and as soon as typing pauses."""

    starts_in_a_field = True

    @property
    def blocked_reason(self) -> str:
        self._typing.flush()
        sentences: dict[Obstacle | None, str] = {
            Obstacle.NAME_MISSING: _("Type your name to go on."),
            Obstacle.ROLE_MISSING: _("Type your role to go on."),
            Obstacle.OCCASION_MISSING: _("Say why you are doing this now to go on."),
        }
        return sentences.get(self.session.obstacle(Step(id=StepId.YOU)), "")

    def build(self) -> None:
        """Lay out who makes the audit, in which capacity and why now."""
        self.title = _("About you")
        self.lead = _("This is how you appear on the statement that you sign at the end.")
        self._typing = TypingPause(self._save, self)
        self._made_up = ""
        self._invited = NoticeBox()
        self.body.addWidget(self._invited)
        self._build_who()
        self._kinds = OptionGroup("", _choices((kind, person_kind_name(kind), "") for kind in PersonKind))
        self._occasions = OptionGroup("", _choices((each, occasion_name(each), self._hint(each)) for each in Occasion))
        for title, group in (
            (_("Why are you doing this now?"), self._occasions),  # first, as it is chosen for nobody
            (_("How do you work with the school?"), self._kinds),
        ):
            group.setAccessibleName(title)
            group.chosen.connect(self._save)
            card = Card(title)
            card.body.addWidget(group)
            self.body.addWidget(card)

    def refresh(self) -> None:
        person = self.session.audit.person
        self._name.show_text(person.name if person else "")
        self._role.show_text(person.role if person else "")
        self._number.show_text(person.identifier if person and person.has_staff_number else "")
        self._kinds.choose(person.kind if person else PersonKind.EMPLOYEE)
        self._occasions.choose(self.session.audit.occasion)
        self._say_invited()
        self._show_identifier()

    def left(self) -> None:
        """Save what is being typed."""
        self._typing.flush()

    def _build_who(self) -> None:
        card = Card()
        card.setAccessibleName(_("Who you are"))
        card.body.setSpacing(18)
        self._name = TextField(_("Your full name"), _("As your school knows you."), longest=120)
        self._role = TextField(_("Your role"), _("For example: class teacher, teaching assistant."))
        hint = _(
            "It tells your school which person of your name you are. Left empty, your statement carries a random "
            "identifier that says nothing about you."
        )
        self._number = TextField(_("Staff number (optional)"), hint, longest=60)
        for field in (self._name, self._role, self._number):
            field.typed.connect(self._on_typed)
            card.body.addWidget(field)
        self.body.addWidget(card)

    def _hint(self, occasion: Occasion) -> str:
        return {
            Occasion.INDUCTION: _("You are new to the school."),
            Occasion.ANNUAL_REVIEW: _("You do this every year."),
            Occasion.RE_CHECK: _("Something has changed."),
        }[occasion]

    def _on_typed(self) -> None:
        self._typing.touch()

    def _save(self) -> None:
        number = self._number.text
        person = Person(
            name=self._name.text,
            role=self._role.text,
            kind=PersonKind(self._kinds.current() or PersonKind.EMPLOYEE),
            identifier=number or self._identifier(),
            has_staff_number=bool(number),
        )
        occasion = self._occasions.current()
        self.do(lambda: self.session.describe_person(person, Occasion(occasion) if occasion else None))
        self._say_invited()
        self._show_identifier()

    def _identifier(self) -> str:
        """The identifier in use, or one made for this audit, which stays the same while a number is typed."""
        person = self.session.audit.person
        if person is not None and not person.has_staff_number:
            return person.identifier
        self._made_up = self._made_up or self.context.signing.person_identifier()
        return self._made_up

    def _say_invited(self) -> None:
        invitation = self.session.audit.invitation
        words = _(
            "Filled in from your school's invitation (campaign {campaign}). Your statement answers it, as long as you "
            "keep this staff number."
        )
        self._invited.say("info", words.format(campaign=invitation.campaign) if invitation is not None else "")

    def _show_identifier(self) -> None:
        """Say inside the empty field what is used instead, so that nothing below moves."""
        person = self.session.audit.person
        made_up = person.identifier if person is not None and not person.has_staff_number else ""
        said = _("None. Your statement carries {identifier}.", identifier=made_up) if made_up else ""
        self._number.line.setPlaceholderText(said)


def _choices(each: Iterable[tuple[str, str, str]]) -> list[OptionChoice]:
    return [OptionChoice(value, label, hint) for value, label, hint in each]
