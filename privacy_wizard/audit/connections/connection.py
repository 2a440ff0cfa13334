"""Who is connected to the accounts, according to the downloads at hand: one value for each person on each account."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from attrs import evolve, fields, frozen

from ...evidence.observation import ConnectionKind, ConnectionList, DataExport, ExportedConnection
from ...i18n import _

Identity = str  # of a person on a platform, the same in every download: "instagram:handle:bob_k"
ConnectionKey = tuple[str, Identity]  # (account, identity)

_CONNECTED = frozenset(
    {ConnectionKind.FRIENDS, ConnectionKind.CLOSE_FRIENDS, ConnectionKind.FOLLOWERS, ConnectionKind.FOLLOWING}
)
# Elsewhere, what was uploaded is an address book: none of those people need have an account there.
_CONTACTS_ARE_CONNECTIONS = frozenset({"whatsapp", "telegram"})
_ORDER = {kind: at for at, kind in enumerate(ConnectionKind)}
# Where the pages of a platform's people are; a link that leads elsewhere is shown, and not opened.
_HOSTS: Mapping[str, tuple[str, ...]] = {
    "facebook": ("facebook.com",),
    "instagram": ("instagram.com",),
    "threads": ("threads.net", "threads.com"),
    "x": ("x.com", "twitter.com"),
    "linkedin": ("linkedin.com",),
    "tiktok": ("tiktok.com",),
    "snapchat": ("snapchat.com",),
    "reddit": ("reddit.com",),
    "pinterest": ("pinterest.com", "pinterest.co.uk"),
    "youtube": ("youtube.com",),
    "telegram": ("t.me",),
    "whatsapp": ("wa.me",),
}


@frozen(kw_only=True)
class Connection:
    """One person on one account, in one list of the download or in several.

    `exported` has what the lists say of them, and as `since` the earliest day; `kinds` is in the order of the closed
    list.
    """

    account: str
    platform: str
    identity: Identity
    kinds: tuple[ConnectionKind, ...]
    exported: ExportedConnection

    @property
    def key(self) -> ConnectionKey:
        """Identifies it among all connections of all accounts."""
        return self.account, self.identity

    @property
    def name(self) -> str:
        """What the person is called there: the name, or else whatever the download has."""
        found = self.exported
        return found.name or found.handle or found.email or found.phone or found.link

    @property
    def handle(self) -> str:
        """The user name, unless it is already the name."""
        return self.exported.handle if self.exported.handle != self.name else ""

    @property
    def added(self) -> date | None:
        """The day on which the person was added, if the download has it."""
        return self.exported.since

    @property
    def page(self) -> str:
        """The address of the person's page on that platform; empty where the download gives none that is safe."""
        link = self.exported.link
        try:
            parts = urlsplit(link)
            host, is_plain = parts.hostname or "", parts.port is None and parts.username is None
        except ValueError:
            return ""
        known = any(host == each or host.endswith(f".{each}") for each in _HOSTS.get(self.platform, ()))
        return link if parts.scheme == "https" and known and is_plain and "\\" not in link else ""


ListedPeople = tuple[tuple[Identity, tuple[ConnectionKind, ...], ExportedConnection], ...]


def connections_of(
    exports: Mapping[str, DataExport], people: Mapping[str, ListedPeople] = MappingProxyType({})
) -> tuple[Connection, ...]:
    """All who are connected with these accounts, by name. How a download is ordered or packed makes no difference.

    `people` are those of an account's download, where they were put together before.
    """
    found = [
        Connection(account=account, platform=export.platform, identity=identity, kinds=kinds, exported=exported)
        for account, export in exports.items()
        for identity, kinds, exported in (people[account] if account in people else people_of(export))
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.account, each.identity)))


def people_of(export: DataExport) -> ListedPeople:
    """Who is connected by a download: each once, however many lists name them. Takes seconds for a hundred thousand."""
    entries: defaultdict[Identity, list[tuple[ConnectionKind, ExportedConnection]]] = defaultdict(list)
    for kind, each, identity in _identified(export.platform, export.lists):
        entries[identity].append((kind, each))
    return tuple(
        (identity, tuple(sorted({kind for kind, _each in same}, key=_ORDER.__getitem__)), _merged(same))
        for identity, same in entries.items()
    )


def _identified(
    platform: str, lists: Iterable[ConnectionList]
) -> Iterator[tuple[ConnectionKind, ExportedConnection, Identity]]:
    """Each entry once. Two people of one name who were added on one day are still two."""
    met: Counter[tuple[str, ConnectionKind, Identity]] = Counter()
    for listed in lists:
        if not _is_connected(platform, listed.kind):
            continue
        for each in sorted(listed.connections, key=_texts):
            identity = f"{platform}:{_who(each)}"
            if each.handle or each.link or each.email or each.phone:
                yield listed.kind, each, identity
                continue
            met[listed.file, listed.kind, identity] += 1
            again = met[listed.file, listed.kind, identity]
            yield listed.kind, each, f"{identity}:{again}" if again > 1 else identity


def _is_connected(platform: str, kind: ConnectionKind) -> bool:
    contacts = kind is ConnectionKind.UPLOADED_CONTACTS and platform in _CONTACTS_ARE_CONNECTIONS
    return kind in _CONNECTED or contacts


def _who(each: ExportedConnection) -> str:
    """What stays the same from one download to the next; for a name, that needs the day as well."""
    for what in ("handle", "link", "email", "phone"):
        if said := getattr(each, what):
            return f"{what}:{said.casefold()}"
    return f"name:{each.name.casefold()}:{each.since or ''}"


_TEXTS = tuple(field.name for field in fields(ExportedConnection) if field.name != "since")


def _merged(same: list[tuple[ConnectionKind, ExportedConnection]]) -> ExportedConnection:
    """What the lists say together: of each field what the first list has, and the earliest day."""
    if len(same) == 1:
        return evolve(same[0][1], key="")
    ordered = [each for kind, each in sorted(same, key=lambda pair: (_ORDER[pair[0]], *_texts(pair[1])))]
    said = {name: next((found for each in ordered if (found := getattr(each, name))), "") for name in _TEXTS}
    since = min((each.since for each in ordered if each.since is not None), default=None)
    return ExportedConnection(**{**said, "key": ""}, since=since)


def _texts(each: ExportedConnection) -> tuple[str, ...]:
    return tuple(getattr(each, name) for name in _TEXTS if name != "key")


def removal_list(connections: Iterable[Connection], account_titles: Mapping[str, str]) -> str:
    """Plain text, by account; a name without a page there still has what it is found by."""
    by_account: dict[str, list[Connection]] = {}
    for each in connections:
        by_account.setdefault(each.account, []).append(each)
    parts = [_("To remove. This list names people: delete it when you are done.")]
    for account, people in by_account.items():
        parts += ["", account_titles.get(account, account), *map(_line, people)]
    return "\n".join(parts) + "\n"


def _line(each: Connection) -> str:
    where = each.page or each.exported.email or each.exported.phone
    return " · ".join(dict.fromkeys(filter(None, (each.name, each.handle, where))))
