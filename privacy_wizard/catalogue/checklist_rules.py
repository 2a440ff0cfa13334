"""Rules within a checklist, and between it and the controls; and what a machine can tell of how a question, a
title, a promise and a path are worded.
"""

import re
from collections.abc import Mapping

from ..domain.checklist_index import checklist_of
from ..domain.model import Control, Lack, Option, Screen, Steps
from ..domain.vocabulary import Kind, ServiceState, Subject, Verdict
from ..i18n import _, listed
from .document import (
    NO_OTHER_ACKNOWLEDGEMENT,
    Document,
    Path,
    Read,
    must_begin_with,
    no_control,
    no_fact,
    no_source,
    quoted,
)
from .forms import CheckForm, ChecklistForm

_LONGEST_QUESTION = 14  # words; a name that the platform gives, in quotation marks, is one
_NAME_ON_SCREEN = re.compile(r"“[^”]*”")
_SECOND_CLAUSE = re.compile(r", (\S+ ){1,4}(and|or)\b|, (and|or|what|who|how|which|when)\b")
_JOINED = re.compile(r"\b(and|or)\b")
_OF_ONE_KIND = re.compile(  # apps and websites; pupils or their families; phone number or e-mail address
    r"\b[\w'-]+s (and|or) ([\w'-]+ )?[\w'-]+s\b"
    r"|\b(number|address|name) or ([\w'-]+ ){0,2}(number|address|name|handle)\b"
)
_SET_APART = r"(calls|comments|follow(er)?s|groups|likes|mentions|messages|questions|requests|suggestions|tags)"
_TWO_SETTINGS = re.compile(rf"\b{_SET_APART} (and|or) ([\w'-]+ )?{_SET_APART}\b")
_CLAIMS = re.compile(r"(No|Not|None|Nothing|Nobody|Never|Only|Always)\b")
_SAYS_SO = re.compile(r"\b(is|are|was|were|has|have)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(who|whose|what|which|that|where|when|how|if|to whom)\b", re.IGNORECASE)
_ACT = re.compile(
    r"(look for )?(Accept|Approve|Archive|Ask|Block|Cancel|Change|Clear|Confirm|Create|Deactivate|Decline"
    r"|Delete|Disable|Disconnect|Enable|Get started|Hide|Leave|Limit|Log out|Mute|Pause|Press|Protect|Remove"
    r"|Report|Request|Reset|Restrict|Revoke|Save|Send|Set up|Share$|Sign me out|Sign [Oo]ut|Stop|Submit|Switch"
    r"|Turn o(ff|n)|Unblock|Unfollow|Unfriend|Unlink|Unsubscribe|Verify|Withdraw)\b"
)
_ROWS_NAMED_LIKE_ACTS = frozenset(  # switches and lists that a platform calls so: reading them changes nothing
    {
        "Block Contacts",
        "Block Whispers from Strangers",
        "Block guild invites",
        "Block unknown account messages",
        "Disable link previews",
        "Hide from people without an account",
        "Hide from search results",
        "Hide me from search",
        "Protect IP address in calls",
        "Protect your posts",
        "Protect your videos",
    }
)


def check_asked(document: Document, place: Path, ask: str) -> None:
    """Report a question that is too long to be read in passing, or that asks two things."""
    asked = _NAME_ON_SCREEN.sub("Name", ask)
    if (words := len(asked.split())) > _LONGEST_QUESTION:
        sentence = _("A question has at most {most} words; this has {words}.", most=_LONGEST_QUESTION, words=words)
        document.report(place, sentence)
    if _SECOND_CLAUSE.search(asked):
        document.report(place, _("A question asks one thing: no list, and no second question behind a comma."))
    elif _TWO_SETTINGS.search(asked):
        document.report(place, _("A question asks one thing: what a service sets separately is asked separately."))
    elif _JOINED.search(_OF_ONE_KIND.sub("things", asked)):
        document.report(
            place, _("A question asks one thing: “and” joins only things of one kind, such as apps and websites.")
        )


def check_title(document: Document, place: Path, title: str) -> None:
    """Report a title that claims how a matter stands: it is printed beside *met* and *not met* alike."""
    if _CLAIMS.match(title) or (_SAYS_SO.search(title) and not _ASKS.search(title)):
        sentence = _(
            "A title names the matter, such as “Pictures of pupils”, and not how it stands: it is printed "
            "whether it is met or not."
        )
        document.report(place, sentence)


def act_in_path(steps: str) -> str | None:
    """The act at which a path, or a leg of it, ends: a reader would do it before having answered."""
    ends = [leg.rpartition(" > ")[2] for leg in steps.split(", then ")]
    parts = [part for end in ends for part in re.split(r", | or | and ", end)]
    return next((part for part in parts if _ACT.match(part) and _row(part) not in _ROWS_NAMED_LIKE_ACTS), None)


def _row(part: str) -> str:
    return part.removeprefix("look for ")


Checklists = Read[ChecklistForm]
Controls = Mapping[str, Control] | None
"""None where controls.yaml could not be read: then nothing is said about controls."""

_SHARED = {
    "every-account": (Subject.PERSONAL_ACCOUNT, (Kind.ACCOUNT,)),
    "person": (Subject.PERSON, (Kind.PERSON, Kind.ACK)),
    "official": (Subject.OFFICIAL_ACCOUNT, (Kind.OFFICIAL,)),
}
_PLATFORM = (Subject.PERSONAL_ACCOUNT, (Kind.SETTING, Kind.ACCOUNT))


def check_checklist(read: Checklists, controls: Controls) -> None:
    """Report faults that no single field can show."""
    _check_head(read)
    _check_sources(read)
    _check_status(read)
    _check_screens(read)
    gates = frozenset(check.gate.check for check in read.form.checks if check.gate)
    for check in read.form.checks:
        _check_id(read, check)
        check_asked(read.document, read.document.at(check, "ask"), check.ask)
        _check_source(read, check)
        _check_link(read, check)
        _check_steps(read, check)
        _check_screen(read, check)
        _check_gate(read, check)
        _check_control(read, check, controls, gates)
        for option in check.options:
            _check_option(read, check, option, controls)
    _check_titles(read)
    if controls is not None:
        _check_lacks(read, controls)
        _check_complete(read, controls)


def is_platform(read: Checklists) -> bool:
    """Whether it is the checklist of one platform."""
    return read.document.name.startswith("platforms/")


def kinds_answered(read: Checklists) -> tuple[Kind, ...]:
    """The kinds of control that belong in this file."""
    return (_PLATFORM if is_platform(read) else _SHARED.get(read.form.id, _PLATFORM))[1]


def _check_head(read: Checklists) -> None:
    form, report = read.form, read.document.report
    stem = read.document.stem
    read.document.check_id(form.id)
    if is_platform(read) == (stem in _SHARED):
        report(
            (),
            _(
                "This file is in the wrong place: platforms belong in platforms/, the three shared "
                "checklists beside it."
            ),
        )
    subject = (_PLATFORM if is_platform(read) else _SHARED.get(stem, _PLATFORM))[0]
    if form.subject is not subject:
        report(("subject",), _("The subject of this file must be {subject}.", subject=subject))
    read_well = "every_account" not in {fault.path for fault in read.document.faults}
    if read_well and form.every_account != (stem == "every-account"):
        report(("every_account",), _("every_account is true in every-account.yaml, and there only."))


def _check_sources(read: Checklists) -> None:
    status = (read.form.status.source,) if read.form.status else ()
    cited = {*status, *(check.source for check in read.form.checks)}
    for source in read.form.sources:
        if source.id and source.id not in cited:
            place = read.document.at(source, "id")
            read.document.report(place, _("Nothing in this file rests on this source. Cite it, or remove it."))
        if source.date is None and source.read is None and read.document.is_whole(source):
            place = read.document.at(source)
            read.document.report(
                place, _("A source needs the date printed on it, or the date on which it was read, or both.")
            )


def _check_status(read: Checklists) -> None:
    form, report = read.form, read.document.report
    if not is_platform(read):
        for name, given in (("status", form.status), ("nothing_else", form.nothing_else)):
            if given is not None:
                report((name,), _("Only a platform has {name}. Remove this.", name=name))
        return
    if form.status is None:
        return
    if form.status.source and all(form.status.source != source.id for source in form.sources):
        report(("status", "source"), no_source(form.status.source))
    if form.status.state is ServiceState.CLOSED and form.nothing_else is None and read.document.is_whole(form.status):
        report(("status", "state"), _("Nothing can be set on a closed service: give the reason under nothing_else."))


def _check_id(read: Checklists, check: CheckForm) -> None:
    if check.id and read.form.id and checklist_of(check.id) != read.form.id:
        read.document.report(read.document.at(check, "id"), must_begin_with(read.form.id))


def _check_source(read: Checklists, check: CheckForm) -> None:
    if check.source and all(check.source != source.id for source in read.form.sources):
        read.document.report(read.document.at(check, "source"), no_source(check.source))


def _check_link(read: Checklists, linked: CheckForm | Screen) -> None:
    if linked.link is None:
        return
    host = re.match(r"https://([a-z0-9.-]+)(?=[/?#]|$)", linked.link)
    own = host and any(host[1] == name or host[1].endswith(f".{name}") for name in read.form.hosts)
    if not own:
        hosts = ", ".join(read.form.hosts) or _("none are named")
        read.document.report(
            read.document.at(linked, "link"), _("The link must lead to one of the file's hosts: {hosts}.", hosts=hosts)
        )


def _check_screens(read: Checklists) -> None:
    at, report = read.document.at, read.document.report
    used = {check.screen for check in read.form.checks}
    for screen in read.form.screens:
        _check_link(read, screen)
        _check_devices(read, screen, screen.path, "path")
        if screen.id and screen.id not in used:
            report(at(screen, "id"), _("No check in this file is on this screen. Remove it."))


def _check_screen(read: Checklists, check: CheckForm) -> None:
    at, report = read.document.at, read.document.report
    if check.screen and all(check.screen != screen.id for screen in read.form.screens):
        report(at(check, "screen"), _("There is no screen {screen} in this file.", screen=quoted(check.screen)))
    if check.screening and is_platform(read):
        report(
            at(check, "screening"),
            _("What is asked first concerns every account: it is not a question about one platform."),
        )
    if check.once and not read.form.every_account:
        report(at(check, "once"), _("Only what is asked about every account can be asked once for all of them."))


def _check_steps(read: Checklists, check: CheckForm) -> None:
    devices = (check.steps.web, check.steps.iphone, check.steps.android)
    _check_devices(read, check, check.steps, "steps")
    needed = is_platform(read) and check.control and read.document.is_whole(check)
    if needed and not check.steps.anywhere and not any(devices):
        read.document.report(read.document.at(check), _("The steps to the setting are missing."))


def _check_devices(read: Checklists, record: CheckForm | Screen, steps: Steps, name: str) -> None:
    if steps.anywhere and (steps.web or steps.iphone or steps.android):
        place = read.document.at(record, name)
        read.document.report(place, _('Give either "anywhere" or the devices one by one, not both.'))
    for device in ("anywhere", "web", "iphone", "android"):
        if act := act_in_path(getattr(steps, device) or ""):
            place = read.document.at(record, name, device)
            read.document.report(place, _("End at the screen: {act} is an act, which belongs in fix.", act=quoted(act)))


def _check_gate(read: Checklists, check: CheckForm) -> None:
    if check.gate is None or not check.gate.check:
        return
    at, report = read.document.at, read.document.report
    earlier = read.form.checks[: next(i for i, other in enumerate(read.form.checks) if other is check)]
    gate = next((other for other in earlier if other.id == check.gate.check), None)
    if gate is None:
        report(
            at(check.gate, "check"),
            _("There is no check {check} before this one in the file.", check=quoted(check.gate.check)),
        )
        return
    for index, option in enumerate(check.gate.opens_on):
        if all(option != known.id for known in gate.options):
            report(
                at(check.gate, "opens_on", index), _("{id} has no option {option}.", id=gate.id, option=quoted(option))
            )


def _check_control(read: Checklists, check: CheckForm, controls: Controls, gates: frozenset[str]) -> None:
    at, report = read.document.at, read.document.report
    if check.control is None:
        if check.id not in gates and not check.screening and read.document.is_whole(check):
            report(at(check), _("This check has no control and is no gate for another check. Name its control."))
        return
    if controls is None:
        return
    control = controls.get(check.control)
    if control is None:
        report(at(check, "control"), no_control(check.control))
    elif control.kind not in kinds_answered(read):
        where = " or ".join(kinds_answered(read))
        report(
            at(check, "control"),
            _(
                "{id} is of the kind {kind}; checks in this file answer {where}.",
                id=control.id,
                kind=control.kind,
                where=where,
            ),
        )


def _check_option(read: Checklists, check: CheckForm, option: Option, controls: Controls) -> None:
    if not read.document.is_whole(option):
        return
    place, report = read.document.at(option), read.document.report
    given = [name for name in ("verdict", "fact", "not_applicable") if getattr(option, name) is not None]
    if check.control is None:
        if (option.verdict or option.fact) and read.document.is_whole(check):
            report((*place, given[0]), _("A check without a control has nothing to judge. Remove this."))
        return
    if len(given) != 1:
        found = listed(given) or _("none")
        report(
            place, _("An option has exactly one of verdict, fact and not_applicable; this has {found}.", found=found)
        )
        return
    if option.fix and (option.not_applicable or option.verdict in (Verdict.MET, Verdict.ACKNOWLEDGED)):
        report((*place, "fix"), _("Nothing is to be done after this answer. Remove this."))
    if option.as_far_as_seen and option.not_applicable:
        report((*place, "as_far_as_seen"), _("What does not apply cannot have been seen in part. Remove this."))
    control = (controls or {}).get(check.control)
    if control is not None:
        _check_judgement(read, option, control)


def _check_judgement(read: Checklists, option: Option, control: Control) -> None:
    place, report = read.document.at(option), read.document.report
    facts = ", ".join(fact.id for fact in control.facts)
    if option.verdict and facts:
        report(
            (*place, "verdict"),
            _("Policies judge {id} by its facts. Name one of them: {facts}.", id=control.id, facts=facts),
        )
    if option.fact and option.fact not in [fact.id for fact in control.facts]:
        known = (fact.id for fact in control.facts)
        report((*place, "fact"), no_fact(control.id, option.fact, known, _("It has none; give a verdict.")))
    acknowledges = option.verdict in (Verdict.ACKNOWLEDGED, Verdict.NOT_MET)
    if option.verdict and control.kind is Kind.ACK and not acknowledges:
        report((*place, "verdict"), str(NO_OTHER_ACKNOWLEDGEMENT))
    if option.verdict is Verdict.ACKNOWLEDGED and control.kind is not Kind.ACK:
        report((*place, "verdict"), _("{id} is not an acknowledgement. Say met, partly met or not met.", id=control.id))
    if option.not_applicable and control.kind is Kind.ACK:
        report((*place, "not_applicable"), str(NO_OTHER_ACKNOWLEDGEMENT))


def _check_lacks(read: Checklists, controls: Mapping[str, Control]) -> None:
    at, report = read.document.at, read.document.report
    answered = {check.control for check in read.form.checks}
    for lack in read.form.lacks:
        if lack.control and (sentence := _fault_of_lack(read, lack, controls, answered)):
            report(at(lack, "control"), sentence)


def _fault_of_lack(
    read: Checklists, lack: Lack, controls: Mapping[str, Control], answered: set[str | None]
) -> str | None:
    control = controls.get(lack.control)
    if control is None:
        return no_control(lack.control)
    if control.kind is not Kind.SETTING or not is_platform(read):
        return _("Only a platform lacks controls, and only those of the kind setting.")
    if lack.control in answered:
        return _("A check in this file answers {control}. Remove one of the two.", control=lack.control)
    return None


def _check_titles(read: Checklists) -> None:
    """A platform names anew what it asks less of, and nothing else."""
    answered = {check.control for check in read.form.checks}
    for own in read.form.titles:
        if own.control and (not is_platform(read) or own.control not in answered):
            sentence = _("No check of a platform answers {control} here. Remove its title.", control=own.control)
            read.document.report(read.document.at(own, "control"), sentence)
        check_title(read.document, read.document.at(own, "title"), own.title)


def _check_complete(read: Checklists, controls: Mapping[str, Control]) -> None:
    if not is_platform(read) or read.form.nothing_else is not None:
        return
    said = {check.control for check in read.form.checks} | {lack.control for lack in read.form.lacks}
    for control in controls.values():
        if control.kind is Kind.SETTING and control.id not in said:
            read.document.report((), _("{id} has neither a check nor a reason under lacks.", id=control.id))
