"""Page *School and policy*: whose policy it is, and what it asks."""

from PySide6.QtCore import QUrl

from ....audit.flow import Obstacle, with_policy
from ....audit.own_school import still_invited
from ....audit.steps import Step, StepId
from ....domain.audit import School
from ....domain.school_profile import SchoolProfile, email_domain
from ....i18n import _
from ...kit.layouts import add_all
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.chip_list import ChipList
from ...kit.widgets.field import Field, TextField, TypingPause
from ...kit.widgets.logo_picker import LogoPicker, small_enough
from ...kit.widgets.text import TextLabel
from ...kit.words import E_MAIL_ENDINGS, NAME_OF_YOUR_SCHOOL, OTHER_NAMES
from ..from_school.profile import OwnSchoolCard
from ..page import AuditPage, FootNote
from .policy import PolicyChoice, overdue_sentence


class SchoolPolicyPage(AuditPage):
    """Whose policy is followed, and the school; saved at every change."""

    starts_in_a_field = True

    @property
    def blocked_reason(self) -> str:
        self._typing.flush()
        sentences: dict[Obstacle | None, str] = {
            Obstacle.SCHOOL_MISSING: _("Type the name of your school to go on."),
            Obstacle.POLICY_MISSING: _("Choose the policy to go on."),
        }
        return sentences.get(self.session.obstacle(Step(id=StepId.SCHOOL)), "")

    @property
    def foot_note(self) -> FootNote | None:
        """In view beside the button: the policy chosen may have been followed by another."""
        overdue = overdue_sentence(self.session.pack, self.session.today)
        return FootNote(sentence=overdue, sign=("warning", "warn")) if overdue else None

    def build(self) -> None:
        """Lay out the policy, then the school, which may be the one that issued it."""
        self.title = _("Your school and its policy")
        self.lead = _("The policy decides what you are asked. For a second school, make a second audit.")
        self._typing = TypingPause(self._save, self)
        self._set_up = self._set_by_profile()
        if self._set_up is not None:
            self._own = OwnSchoolCard(self._set_up)
            self._own.another_wanted.connect(self._on_another)
            self.body.addWidget(self._own)
        person = self.session.audit.person
        packs = self._set_up.packs_for(person.kind) if self._set_up is not None and person is not None else ()
        self._policy = PolicyChoice(self.context.catalogue, self.session.today, packs)
        self._policy.chosen.connect(self._on_policy)
        self.body.addWidget(self._policy)
        self._build_school()
        self._card.setVisible(self._set_up is None)
        self._built_for = self._what_it_depends_on()

    def _set_by_profile(self) -> SchoolProfile | None:
        """The profile that fills this page in, where there is one and the audit is for that school."""
        own = self.session.own_school
        return own.profile if own is not None and own.is_of(self.session.audit) else None

    def _what_it_depends_on(self) -> tuple[object, ...]:
        person = self.session.audit.person
        return self._set_by_profile(), person.kind if person else None

    def refresh(self) -> None:
        if self._built_for != self._what_it_depends_on():
            self.retranslate()
            return
        school = self.session.audit.school or School(name="")
        self._name.show_text(school.name)
        self._others.set_values(school.other_names)
        self._domains.set_values(school.email_domains)
        self._logo.set_logo(school.logo)
        self._clock.show_text(school.time_authority)
        self._clock_fault.hide()
        if any((school.other_names, school.email_domains, school.logo, school.time_authority)):
            self._more.set_open(True)
        self._policy.show_choice(self.session.pack, self.session.audit.person)

    def left(self) -> None:
        """Save what is being typed."""
        if self._set_up is None:
            self._others.take_pending()
            self._domains.take_pending()
        self._typing.flush()

    def _on_another(self) -> None:
        """Another school than the one of the profile: it is typed by hand."""
        self.do(lambda: self.session.choose_school(School(name="")))
        self.retranslate()
        self._name.line.setFocus()

    def _build_school(self) -> None:
        self._card = card = Card()
        card.setAccessibleName(_("Your school"))
        card.body.setSpacing(16)
        hint = _("It appears on your statement.")
        self._name = TextField(str(NAME_OF_YOUR_SCHOOL), hint, longest=200)
        self._name.typed.connect(self._typing.touch)
        self._more = Disclosure(_("Other names, e-mail domains, logo (optional)"))
        self._more.body.setSpacing(18)
        self._add_optional()
        card.body.addWidget(self._name)
        card.body.addWidget(self._more)
        self.body.addWidget(card)

    def _add_optional(self) -> None:
        self._others = ChipList(
            str(OTHER_NAMES),
            _("Short forms, or the name of its trust. You are asked whether your profiles mention any of them."),
        )
        self._domains = ChipList(
            str(E_MAIL_ENDINGS),
            _("The part after the @, such as school.example.org."),
            email_domain,
        )
        self._logo = LogoPicker()
        for part in (self._others, self._domains, self._logo):
            part.changed.connect(self._save)
        logo = Field(_("Logo of your school"), self._logo, _("It is printed on your statement."))
        self._clock = TextField(
            _("Address of your school's time-stamping service"),
            _(
                "Only if your school named one. It confirms when you signed: it is sent a checksum of the signature "
                "over the internet, and nothing about you. Without one, the date is your computer's own."
            ),
            longest=500,
        )
        self._clock.line.setPlaceholderText("https://")
        self._clock.typed.connect(self._typing.touch)
        self._clock_fault = TextLabel("", "bad")
        self._clock_fault.hide()
        add_all(self._more.body, self._others, self._domains, logo, self._clock, self._clock_fault)

    def _save(self) -> None:
        if self._set_up is not None:
            return
        logo = small_enough(self._logo.logo)
        school = School(
            name=self._name.text,
            other_names=self._others.values,
            email_domains=self._domains.values,
            logo=logo,
            time_authority=self._time_authority(),
        )
        self.do(lambda: self.session.choose_school(school))

    def _time_authority(self) -> str:
        """What was typed, if it is an address; else what is wrong with it is said, and none is kept."""
        address = self._clock.text
        is_fine = not address or is_web_address(address)
        self._clock_fault.setText(
            _("This is not the address of a web service, so none will be used. It begins with https://.")
        )
        self._clock_fault.setVisible(not is_fine)
        return address if is_fine else ""

    def _on_policy(self, pack: str) -> None:
        if self._set_up is not None:  # whose name, logo and domains are not a policy's to change
            self.do(lambda: self.session.choose_policy(pack))
        else:
            self._typing.flush()
            chosen, before, audit = self.session.catalogue.packs[pack], self.session.pack, self.session.audit
            self.do(lambda: self.session.change(still_invited(with_policy(audit, chosen, before), audit)))
        self._name.show_text(self.session.audit.school.name if self.session.audit.school else "")
        self._policy.show_choice(self.session.pack, self.session.audit.person)


def is_web_address(typed: str) -> bool:
    """Whether it names a service on the web. Time stamps are signed, so plain http is common and does no harm."""
    url = QUrl(typed, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme() in ("http", "https") and bool(url.host()) and not url.userInfo()
