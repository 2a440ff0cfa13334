"""What the register says was written for whom, whether it was sent, and with which school file."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from ..domain.campaign_events import Reminded
from ..domain.register_events import EventKind, Exported
from ..domain.vocabulary import Dispatch, DraftsSent, SchoolFileVersion, SendKind, SendWay
from ..i18n import local_time
from ..register import SchoolRegister

_MOST = 20_000
_AS_DRAFTS = (SendWay.DRAFT, SendWay.MERGE)  # the ways after which somebody has to send it from a mail program


@frozen(kw_only=True)
class Written:
    """A mail or letter, written for one person."""

    kind: SendKind
    on: date
    way: SendWay | None  # None where an earlier version did not say
    campaign: str | None = None  # of a reminder; of others it is not on record
    sent: date | None = None  # when a draft was sent, if somebody said so

    @property
    def is_draft(self) -> bool:
        """Whether it still has to be sent from a mail program."""
        return self.way in _AS_DRAFTS and self.sent is None


@frozen(kw_only=True)
class SentRecord:
    """Of everyone of one school."""

    written: Mapping[str, Sequence[Written]]  # by person, the oldest first
    files: Mapping[str, SchoolFileVersion]  # the school file that each person was sent last, by person

    @classmethod
    def of(cls, register: SchoolRegister) -> "SentRecord":
        """Reads the whole record once. Raises RegisterTrouble."""
        written: defaultdict[str, list[Written]] = defaultdict(list)
        files: dict[str, SchoolFileVersion] = {}
        for record in reversed(register.records_of((EventKind.EXPORTED, EventKind.REMINDED), _MOST)):
            event, on = record.event, local_time(record.at).date()
            if isinstance(event, Reminded):
                way = _way(event.how)
                new = Written(kind=SendKind.REMIND, on=event.on, way=way, campaign=event.campaign)
                written[event.person] = _and(written[event.person], new)
            elif isinstance(event, Exported) and event.person is not None:
                if dispatch := Dispatch.recorded(event.what):
                    new = Written(kind=dispatch.kind, on=on, way=dispatch.way)
                    written[event.person] = _and(written[event.person], new)
                elif sent := DraftsSent.recorded(event.what):
                    written[event.person] = _with_sent(written[event.person], sent.kind, on)
                elif file := SchoolFileVersion.recorded(event.what):
                    files[event.person] = file
        return cls(written=written, files=files)

    def of_kind(self, person: str, kind: SendKind, since: date, campaign: str | None = None) -> Sequence[Written]:
        """The last of each way, in the order in which they were written. `campaign`: of reminders, which one."""
        last: dict[SendWay | None, Written] = {}
        for each in self.written.get(person, ()):
            if each.kind is kind and each.on >= since and each.campaign in (None, campaign):
                last.pop(each.way, None)
                last[each.way] = each
        return tuple(last.values())

    def was_reminded(self, person: str, campaign: str) -> bool:
        """Whether a reminder of just this campaign is on record; of a second one on one day it is not said which."""
        return any(each.campaign == campaign for each in self.written.get(person, ()))

    def written_on(self, day: date) -> Collection[str]:
        """Whom anything was written for on a day."""
        return {who for who, found in self.written.items() if any(each.on == day for each in found)}


def _and(found: Sequence[Written], new: Written) -> list[Written]:
    """What the server sent takes the place of the drafts of the same."""
    return [*(_with_sent(found, new.kind, new.on) if new.way is SendWay.SERVER else found), new]


def _with_sent(found: Sequence[Written], kind: SendKind, on: date) -> list[Written]:
    return [evolve(each, sent=on) if each.kind is kind and each.is_draft else each for each in found]


def _way(how: str) -> SendWay | None:
    return SendWay(how) if how in list(SendWay) else None
