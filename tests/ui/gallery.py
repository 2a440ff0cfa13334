"""Shows every widget in every theme as a picture: `python tests/ui/gallery.py FOLDER [scale]`."""

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from privacy_wizard.ui.kit.accessible import install_roles
from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from privacy_wizard.ui.kit.widgets.button import Button
from privacy_wizard.ui.kit.widgets.card import Card, Disclosure
from privacy_wizard.ui.kit.widgets.chip_list import ChipList
from privacy_wizard.ui.kit.widgets.choice import CheckRow
from privacy_wizard.ui.kit.widgets.date_field import DateField
from privacy_wizard.ui.kit.widgets.field import Field
from privacy_wizard.ui.kit.widgets.link_row import LinkRow
from privacy_wizard.ui.kit.widgets.logo_picker import LogoPicker
from privacy_wizard.ui.kit.widgets.notice import EmptyState, NoticeBox
from privacy_wizard.ui.kit.widgets.option_group import OptionChoice, OptionGroup
from privacy_wizard.ui.kit.widgets.passphrase_field import PassphraseField, StrengthHint
from privacy_wizard.ui.kit.widgets.progress import BusyIndicator, ProgressLine
from privacy_wizard.ui.kit.widgets.scores import Bar, BarList, ScoreRing
from privacy_wizard.ui.kit.widgets.search_list import SearchEntry, SearchList
from privacy_wizard.ui.kit.widgets.signature_pad import SignaturePad
from privacy_wizard.ui.kit.widgets.text import TextLabel
from privacy_wizard.ui.wizard.interview.screen_panel import Trail
from privacy_wizard.ui.wizard.page import StepPage
from privacy_wizard.ui.wizard.shell import Shell
from privacy_wizard.ui.wizard.step_list import StepState, WizardStep
from tests.ui.hands import draw_on


class QuestionsPage(StepPage):
    """A question with everything around it."""

    def __init__(self) -> None:
        super().__init__()
        line = ProgressLine()
        line.show_progress(4, 11, 5)
        self.body.addWidget(line)
        card = Card(
            "Who can see what you post from now on?", "Later posts only. Older ones have a setting of their own."
        )
        trail = Trail()
        trail.show_path("Settings & privacy > Settings > Audience and visibility > Posts")
        card.body.addWidget(trail)
        link = LinkRow("https://www.facebook.com/settings?tab=privacy")
        card.body.addWidget(link)
        link.phone.click()
        group = OptionGroup(
            "q", [OptionChoice("a", "Public"), OptionChoice("b", "Friends"), OptionChoice("c", "Only me")]
        )
        group.choose("b")
        card.body.addWidget(group)
        card.body.addWidget(CheckRow("I have just changed it", "The value before and after are both kept."))
        more = Disclosure("Why this matters", is_open=True)
        more.body.addWidget(TextLabel("Pupils and parents look their teachers up. What is public, they find.", "muted"))
        card.body.addWidget(more)
        self.body.addWidget(card)
        second = Card("Does any pupil, or former pupil, follow you?")
        long = (
            "Yes, at least one, of this school or of another one at which I have worked in the past, or I follow them"
        )
        second.body.addWidget(
            OptionGroup("q", [OptionChoice("a", long, "No name is stored."), OptionChoice("b", "No")])
        )
        self.body.addWidget(second)
        for mood in ("info", "good", "warn", "bad"):
            self.body.addWidget(
                NoticeBox(mood, "Nobody has looked at this screen yet; yours may differ.", "Show me", self)
            )

    def retranslate(self) -> None:
        self.title = "Facebook"
        self.lead = "Eleven questions, about six minutes. Have the app at hand, or open each setting from here."

    @property
    def blocked_reason(self) -> str:
        return "Two questions on this page have no answer yet."


class FieldsPage(StepPage):
    """Fields of all kinds."""

    def __init__(self) -> None:
        super().__init__()
        card = Card("You")
        card.body.addWidget(Field("Your name", QLineEdit("Zoë Nguyễn"), "As your school knows you."))
        fault = Field("E-mail domain", QLineEdit("greenfield"))
        fault.set_fault("This is not a domain. Write it like greenfield.sch.uk.")
        card.body.addWidget(fault)
        when = DateField(date(2026, 12, 1))
        card.body.addWidget(Field("Until when", when))
        passphrase = PassphraseField(
            lambda text: StrengthHint(min(len(text) // 4, 4), "Good. Four words are better still.")
        )
        passphrase.line.setText("correct horse")
        card.body.addWidget(Field("Passphrase", passphrase, "It unlocks your signing key. Nobody can reset it."))
        chips = ChipList("Other names of the school", "One at a time.")
        chips.set_values(["Greenfield Academy", "St Mary’s", "The Greenfield Trust of Schools"])
        card.body.addWidget(chips)
        card.body.addWidget(LogoPicker())
        card.body.addWidget(Field("Private note", QPlainTextEdit("Ask Priya about the group.")))
        self.body.addWidget(card)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        for kind in ("plain", "quiet", "link", "danger"):
            row.addWidget(Button(kind.title(), kind, "document"))
        off = Button("Off")
        off.setEnabled(False)
        row.addWidget(off)
        self.body.addWidget(buttons)
        platforms = ["Facebook", "Instagram", "LinkedIn", "Snapchat", "TikTok", "WhatsApp", "X", "YouTube"]
        search = SearchList("Platforms", [SearchEntry(name, name) for name in platforms])
        search.set_checked(["Instagram", "WhatsApp"])
        self.body.addWidget(search)

    def retranslate(self) -> None:
        self.title = "You"

    @property
    def accept_label(self) -> str:
        return "Continue to your accounts"


class ResultsPage(StepPage):
    """Scores, signature, nothing yet."""

    def __init__(self) -> None:
        super().__init__()
        card = Card()
        ring = ScoreRing()
        ring.show_score(82, "warn")
        bars = [
            Bar("Instagram", 61, "bad"),
            Bar("Facebook", 84, "warn"),
            Bar("You and the policy", 100),
            Bar("X", None),
        ]
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addWidget(ring)
        row.addWidget(BarList("Accounts", bars), 1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        sign = Card("Your signature")
        pad = SignaturePad()
        draw_on(pad.canvas, [(60 + 3 * at, 95 + (-1) ** (at // 7) * (at % 7) * 6 - at // 4) for at in range(90)])
        sign.body.addWidget(pad)
        self.body.addWidget(sign)
        empty = Card()
        empty.body.addWidget(EmptyState("document", "No audits yet", "Your first one takes about 20 minutes.", "Start"))
        self.body.addWidget(empty)
        busy = BusyIndicator()
        busy.start("Writing the document …")
        busy.show()
        self.body.addWidget(busy)

    def retranslate(self) -> None:
        self.title = "Your results"
        self.lead = "Action needed: two points of the policy are not met yet."

    @property
    def accept_label(self) -> str:
        return "Sign"


class Stay:
    """A controller that lets everything pass and goes nowhere."""

    def may_leave(self, _step: str, _target: str | None) -> bool:
        return True

    def next(self, _step: str) -> str | None:
        return None

    def back(self, _step: str) -> str | None:
        return None


STEPS = [
    WizardStep(id="welcome", title=lambda: "Welcome", make_page=FieldsPage),
    WizardStep(id="you", title=lambda: "You", make_page=FieldsPage),
    WizardStep(id="accounts", title=lambda: "Accounts", make_page=FieldsPage),
    WizardStep(id="facebook", title=lambda: "Facebook", make_page=QuestionsPage, depth=1),
    WizardStep(id="instagram", title=lambda: "Instagram (my old one)", make_page=QuestionsPage, depth=1),
    WizardStep(id="connections", title=lambda: "Connections", make_page=QuestionsPage),
    WizardStep(id="results", title=lambda: "Results", make_page=ResultsPage),
    WizardStep(id="sign", title=lambda: "Sign", make_page=ResultsPage),
]


def make_shell(theme: Theme) -> Shell:
    """The wizard with these pages, somewhere in the middle."""
    shell = Shell(theme, Stay(), STEPS)
    for done in ("welcome", "you", "accounts"):
        shell.mark(done, StepState.DONE)
    for open_ in ("facebook", "instagram", "results"):
        shell.mark(open_, StepState.OPEN)
    shell.show_saved()
    return shell


def main(folder: Path) -> None:
    """Save the pictures."""
    app = Application()
    install_roles()
    speak(app)
    theme = Theme(app)
    folder.mkdir(parents=True, exist_ok=True)
    for name, looks in {
        "light": Looks(appearance=Appearance.LIGHT),
        "dark": Looks(appearance=Appearance.DARK),
        "light-high": Looks(appearance=Appearance.LIGHT, high_contrast=True),
        "dark-high": Looks(appearance=Appearance.DARK, high_contrast=True),
    }.items():
        theme.choose(looks)
        shell = make_shell(theme)
        shell.show()
        for step in ("facebook", "you", "results"):
            for size, suffix in (((1080, 1500), ""), ((683, 384), "-small")):
                shell.resize(*size)
                shell.show_step(step)
                app.processEvents()
                app.processEvents()
                shell.grab().save(str(folder / f"{name}-{step}{suffix}.png"))
        shell.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
