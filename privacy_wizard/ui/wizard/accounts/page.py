"""Page *Accounts*: which accounts there are, old and forgotten ones included."""

from attrs import evolve
from PySide6.QtWidgets import QVBoxLayout

from ....audit.flow import Obstacle
from ....audit.steps import Step, StepId
from ....domain.audit import NEVER_NAMED, OTHER, Account
from ....domain.checklist_index import heads
from ....domain.vocabulary import AccountKind
from ....i18n import _, ngettext
from ...kit.layouts import add_all, clear
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Heading
from ..connections.card import ConnectionsCard
from ..page import AuditPage
from ..words import account_name
from .adding import DATING, MemoryJogger, PlatformSearch, is_dating_app
from .card import AccountCard
from .downloads import DownloadsCard


class AccountsPage(AuditPage):
    """Adds, changes and removes accounts; a removal can be taken back."""

    starts_in_a_field = True

    @property
    def blocked_reason(self) -> str:
        if self.session.obstacle(Step(id=StepId.ACCOUNTS)) is Obstacle.ACCOUNTS_MISSING:
            return _("Tick a service, or say that you have none.")
        return ""

    def build(self) -> None:
        """Lay out the search, the accounts, *I have none* and the memory jogger."""
        self.title = _("Your accounts")
        self.lead = _("Name every account that is yours or that you run, even if you hardly use it.")
        self._search = PlatformSearch(self.context.catalogue)
        self._search.ticked.connect(self._on_ticked)
        self._search.named.connect(self._on_named)
        self._none = CheckRow(
            _("I have no social media accounts"), _("This is a declaration and appears on your statement.")
        )
        self._none.clicked.connect(lambda on: self.do(lambda: self.session.declare_no_accounts(on)))
        self._removed, self._undo_steps = NoticeBox(), 0
        self._removed.acted.connect(self._on_undo)
        self._heading, self._cards = Heading(_("The accounts you named"), "section"), QVBoxLayout()
        self._cards.setSpacing(12)
        self._shown: list[AccountCard] = []
        memory = MemoryJogger(self.context.catalogue)
        memory.named.connect(self._on_named)
        for part in (self._search, self._none, self._removed, self._heading):
            self.body.addWidget(part)
        self.body.addLayout(self._cards)
        self.downloads = DownloadsCard(self.session)
        self.connections = ConnectionsCard(self)
        self.downloads.taken.connect(self.connections.refresh)
        self.downloads.taken.connect(self.changed)  # what they show is a step of its own
        self.downloads.named.connect(self._on_named_by_download)
        self.body.addWidget(self.downloads)
        self.body.addWidget(self.connections)
        self.body.addWidget(memory)

    def refresh(self) -> None:
        """Show the accounts that are named."""
        accounts = self.session.audit.accounts
        named = [account_name(self.session, account) for account in accounts]
        self._search.show_ticked({account.checklist for account in accounts}, named)
        self._none.setVisible(not accounts)
        self._none.setChecked(self.session.audit.no_accounts)
        self._heading.setVisible(bool(accounts))
        clear(self._cards)
        self._shown = [self._card(account) for account in accounts]
        add_all(self._cards, *self._shown)
        self.downloads.refresh()
        self.connections.refresh()

    def left(self) -> None:
        """Save what is being typed, and no longer offer to take a removal back."""
        for card in self._shown:
            card.flush()
        self._removed.say("info", "")

    def _card(self, account: Account) -> AccountCard:
        title = account_name(self.session, account)
        platform = heads(self.context.catalogue)[account.checklist].title
        card = AccountCard(account, title, platform)
        card.changed.connect(self._on_changed)
        card.kind_chosen.connect(self._on_kind)
        card.removed.connect(lambda which: self._remove((which,)))
        card.another_wanted.connect(self._on_another)
        return card

    def _add(self, checklist: str, label: str = "") -> None:
        self._flush()
        if self.do(lambda: self.session.add_account(checklist, label=label)):
            self._removed.say("info", "")
            self._show_anew()

    def _on_ticked(self, checklist: str, on: bool) -> None:
        if on:
            self._add(checklist)
        else:
            self._remove(tuple(a for a in self.session.audit.accounts if a.checklist == checklist))

    def _on_named(self, name: str) -> None:
        dating = DATING if is_dating_app(name) and DATING in self.context.catalogue.checklists else OTHER
        known = self._search.checklist_of(name) or dating
        self._add(known, name if known in (OTHER, *NEVER_NAMED) else "")

    def _on_named_by_download(self) -> None:
        self._flush()
        self._removed.say("info", "")
        self._show_anew()

    def _on_another(self, checklist: str) -> None:
        self._add(checklist)
        self._shown[-1].take_focus()

    def _on_changed(self, account: Account) -> None:
        self.do(lambda: self.session.change_account(account))
        for card in self._shown:
            card.show_title(account_name(self.session, card.account))

    def _on_kind(self, account: Account, kind: str) -> None:
        """Replace the account: the other kind has questions of its own. The new one is the last of the list."""
        answers = self._answers(account)
        self._flush()

        def act() -> None:
            self.session.remove_account(account.id)
            new = self.session.add_account(account.checklist, AccountKind(kind), account.label)
            if account.shown_as_other:
                self.session.change_account(evolve(new, shown_as_other=True))

        if self.do(act):
            self._show_anew()
            self._shown[-1].take_focus()
            if answers:
                self._undo_steps = 3 if account.shown_as_other else 2
                self._removed.say(
                    "info",
                    ngettext(
                        "{n} answer given for it no longer fits and was removed.",
                        "{n} answers given for it no longer fit and were removed.",
                        answers,
                    ),
                    _("Undo"),
                )

    def _remove(self, accounts: tuple[Account, ...]) -> None:
        self._flush()
        titles = ", ".join(account_name(self.session, account) for account in accounts)

        def act() -> None:
            for account in accounts:
                self.session.remove_account(account.id)

        if accounts and self.do(act):
            self._undo_steps = len(accounts)
            self._show_anew()
            self._removed.say("info", _("{accounts} removed.", accounts=titles), _("Undo"))
            self._removed.button.setFocus()

    def _on_undo(self) -> None:
        def act() -> None:
            for _step in range(self._undo_steps):
                self.session.undo()

        self.do(act)
        self._removed.say("info", "")
        self._show_anew()

    def _answers(self, account: Account) -> int:
        return sum(key[1] == account.id for key in self.session.audit.responses)

    def _flush(self) -> None:
        for card in self._shown:
            card.flush()

    def _show_anew(self) -> None:
        self.refresh()
        self.changed.emit()
