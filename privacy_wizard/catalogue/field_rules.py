"""What a field's type cannot express: patterns, closed vocabularies, minimum lengths, and an explanation."""

from collections.abc import Mapping

import attrs
from attrs import frozen

from ..domain.model import (
    AllowedException,
    AnswerFix,
    AppliesTo,
    Change,
    Clause,
    Control,
    Departure,
    Fact,
    Gate,
    Lack,
    NamedPlatforms,
    Option,
    OwnStatement,
    OwnTitle,
    SchoolDecision,
    Screen,
    Steps,
    Topic,
    Withdrawn,
)
from ..domain.vocabulary import Verdict
from ..i18n import Message
from .forms import CheckForm, ChecklistForm, ControlsForm, PackForm, RequirementForm, SourceForm, StatusForm

LONGEST_TEXT = 600  # characters


@frozen(kw_only=True)
class FieldRule:
    """What a field requires beyond its type."""

    about: str = ""
    pattern: str | None = None  # of the whole text
    words: tuple[str, ...] = ()  # closed list; empty: any
    at_least: int = 0  # items of a list
    unique: str = "id"  # the field that tells a list's records apart
    between: tuple[int, int] | None = None  # of a whole number
    blank: bool = False  # the text may be empty
    longest: int = LONGEST_TEXT


_KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
_DOTTED = rf"{_KEBAB}\.{_KEBAB}"
_VERSION = r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}"
_PART_OF_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_HOST = r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_HTTPS = r"https://[a-z0-9][!-\[\]-~]*"
_CLAUSE = r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"
_LOOKS = {
    _KEBAB: Message('Write it in lower case and digits, with hyphens: "friends-only".'),
    _DOTTED: Message('Write it in lower case with one dot: "tagging.control".'),
    _VERSION: Message('Write year, month and a running number: "2026.11.1".'),
    _PART_OF_DATE: Message('Write it as exactly as it is known: "2026", "2026-05" or "2026-05-02".'),
    _HOST: Message('Write the host alone, in lower case: "example.org".'),
    _HTTPS: Message('It begins with "https://" and has no blanks.'),
    _CLAUSE: Message('Write it in letters and digits, with dots or hyphens between: "B.3-pupils".'),
}
_JUDGED = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET)
_VERSION_NOTE = FieldRule(pattern=_VERSION, about='Year, month and a running number, in quotes: "2026.11.1".')
_CHANGES = FieldRule(unique="version", about="What each version brought, newest first.")
_WITHDRAWN = FieldRule(unique="version", about="Earlier versions that must no longer be relied on.")

NOTES: Mapping[type, Mapping[str, FieldRule]] = {
    ControlsForm: {
        "kind": FieldRule(words=("controls",)),
        "version": _VERSION_NOTE,
        "controls": FieldRule(at_least=1),
    },
    Control: {
        "id": FieldRule(pattern=_DOTTED, about="Area, dot, name. Never reused for something else."),
        "kind": FieldRule(about="How the control is looked up, and how often it is asked."),
        "severity": FieldRule(about="How much harm it does when the control does not hold."),
        "statement": FieldRule(about="What holds when the control is met, in one sentence."),
        "facts": FieldRule(about="The states that policies judge differently; left out where they do not."),
        "fixes": FieldRule(unique="answer", about="What to do after answers that a check's own fix does not fit."),
        "critical": FieldRule(about="True where a breach holds the score down, under every policy that demands it."),
        "topic": FieldRule(about="How it is asked of all accounts at once; left out where each account is asked."),
    },
    Topic: {
        "heading": FieldRule(about="Two or three words above the question."),
        "ask": FieldRule(about="The question that holds for every account."),
    },
    AnswerFix: {
        "answer": FieldRule(pattern=_KEBAB, about="A fact of the control, or the id that the option has on services."),
        "fix": FieldRule(about="What to do after that answer, in one sentence."),
    },
    Fact: {
        "id": FieldRule(pattern=_KEBAB),
        "verdict": FieldRule(words=_JUDGED, about="The verdict where a policy does not say otherwise."),
    },
    ChecklistForm: {
        "kind": FieldRule(words=("checklist",)),
        "id": FieldRule(pattern=_KEBAB, about="The file's name without .yaml."),
        "subject": FieldRule(about="Whom or what the checklist asks about."),
        "version": _VERSION_NOTE,
        "hosts": FieldRule(pattern=_HOST, about="Links lead only to these hosts and to what stands under them."),
        "also_known_as": FieldRule(about="Other names, for the search box."),
        "every_account": FieldRule(about="Asked for each personal account beside its platform's checklist."),
        "review_after_months": FieldRule(
            between=(1, 60), about="After how many months the steps should be looked at again."
        ),
        "fallback": FieldRule(blank=True, about="What to try when the steps do not match the screen."),
        "sources": FieldRule(at_least=1, about="Where the facts come from; checks refer to them by id."),
        "lacks": FieldRule(unique="control", about="The setting controls that this platform cannot answer."),
        "titles": FieldRule(unique="control", about="What controls are called here whose own title says more."),
        "group": FieldRule(about="What the service is mostly used for; the list of services is sorted by it."),
        "status": FieldRule(about="What became of the service; left out while it is open as ever."),
        "nothing_else": FieldRule(about="One reason for every control that neither a check nor lacks names."),
        "screens": FieldRule(about="The platform's own screens, in its order; checks refer to them by id."),
        "checks": FieldRule(at_least=1),
        "retired": FieldRule(pattern=_DOTTED, about="Checks that are gone without a successor; never used again."),
        "changes": _CHANGES,
        "withdrawn": _WITHDRAWN,
    },
    SourceForm: {
        "id": FieldRule(pattern=_CLAUSE),
        "date": FieldRule(
            pattern=_PART_OF_DATE,
            about='The date that it bears, in quotes: "2026", "2026-05" or "2026-05-02"; left out where it bears none.',
        ),
        "read": FieldRule(pattern=_PART_OF_DATE, about="When it was last read; needed where it bears no date."),
        "url": FieldRule(pattern=_HTTPS),
    },
    StatusForm: {
        "since": FieldRule(pattern=_PART_OF_DATE, about='As exact as known, in quotes: "2019-04".'),
        "summary": FieldRule(about="What happened, what may still be public, and how to have it removed."),
        "source": FieldRule(pattern=_CLAUSE, about="The id of one of the sources."),
    },
    Change: {
        "version": _VERSION_NOTE,
        "date": FieldRule(about="The day of this version."),
        "summary": FieldRule(about="What is different, in a sentence or two for whoever answered before."),
        "checks": FieldRule(pattern=_DOTTED, about="In a checklist: the checks that it touches."),
        "controls": FieldRule(pattern=_DOTTED, about="In a pack: the controls whose requirements it touches."),
    },
    Withdrawn: {
        "version": _VERSION_NOTE,
        "date": FieldRule(about="The day from which it counts no more."),
        "reason": FieldRule(about="Why, in one sentence."),
    },
    Lack: {
        "control": FieldRule(pattern=_DOTTED),
        "reason": FieldRule(about="Why the platform cannot answer it, in one plain sentence."),
    },
    OwnTitle: {
        "control": FieldRule(pattern=_DOTTED),
        "title": FieldRule(about="What this platform asks, as it is printed beside met and not met alike."),
    },
    CheckForm: {
        "id": FieldRule(pattern=_DOTTED, about="The checklist's id, dot, name. Never reused for something else."),
        "control": FieldRule(pattern=_DOTTED, about="Left out on a check that is only a gate."),
        "ask": FieldRule(about="What the setting is now, as a question."),
        "options": FieldRule(at_least=2, about="As they stand on the screen."),
        "steps": FieldRule(about="Where to find it."),
        "link": FieldRule(pattern=_HTTPS, about="Opens the setting; on one of the checklist's hosts."),
        "screen": FieldRule(pattern=_KEBAB, about="The id of the screen on which the setting stands."),
        "screening": FieldRule(about="Asked first, because its answer rules other questions out."),
        "once": FieldRule(about="Asked once for all accounts; the answer is kept for each of them."),
        "why": FieldRule(about="Why it matters, in one sentence."),
        "fix": FieldRule(
            about="What to do about it, in one sentence; whatever was answered, or an option has its own."
        ),
        "source": FieldRule(pattern=_CLAUSE, about="The id of one of the sources."),
        "confidence": FieldRule(about="How sure the source is."),
        "last_seen": FieldRule(about="The day on which a person last saw the screen; left out where nobody has."),
        "gate": FieldRule(about="Asked only where another check was answered so."),
        "replaces": FieldRule(pattern=_DOTTED, about="Earlier checks whose answers this one takes over."),
    },
    Screen: {
        "id": FieldRule(pattern=_KEBAB),
        "title": FieldRule(about="As the platform names the screen."),
        "path": FieldRule(about="Where to find the screen; left out where each setting is found in its own way."),
        "link": FieldRule(pattern=_HTTPS, about="Opens the screen; on one of the checklist's hosts."),
    },
    Option: {
        "id": FieldRule(pattern=_KEBAB),
        "verdict": FieldRule(words=(*_JUDGED, Verdict.ACKNOWLEDGED)),
        "fact": FieldRule(pattern=_KEBAB, about="One of the control's facts; the policy judges it."),
        "not_applicable": FieldRule(about="Why the question does not apply."),
        "as_far_as_seen": FieldRule(about="True where the platform shows only a part, and the answer is about that."),
        "fix": FieldRule(about="What to do after this answer, where the fix of the check does not fit it."),
    },
    Gate: {
        "check": FieldRule(pattern=_DOTTED, about="An earlier check of the same file."),
        "opens_on": FieldRule(pattern=_KEBAB, at_least=1, about="The options that lead to this check."),
    },
    Steps: {
        "anywhere": FieldRule(about="The menu path where the devices do not differ: Settings > Privacy > Tagging."),
    },
    PackForm: {
        "kind": FieldRule(words=("policy-pack",)),
        "id": FieldRule(pattern=_KEBAB, about="The file's name without .yaml."),
        "issuer": FieldRule(about="Who published the policy."),
        "date": FieldRule(
            pattern=f"{_PART_OF_DATE}|undated",
            about='When the policy was issued, as exact as known, in quotes: "2011-10"; undated where it does not say.',
        ),
        "next_review": FieldRule(about="When its issuer meant to look at it again; null where it does not say."),
        "version": _VERSION_NOTE,
        "inherits": FieldRule(words=("baseline",), about="Left out in the baseline only."),
        "applies_to": FieldRule(about="Whom the policy covers."),
        "platforms": FieldRule(about="Which services the policy names."),
        "personal_use_at_work": FieldRule(about="The policy's rule, in one sentence."),
        "tell": FieldRule(unique="role", about="Whom the policy tells its readers to turn to."),
        "clauses": FieldRule(about="Each thing that the policy asks, in our own words."),
        "requirements": FieldRule(unique="control", about="What the policy asks beyond the baseline, or otherwise."),
        "departures": FieldRule(unique="control", about="Where the pack asks for less than the baseline, and why."),
        "critical": FieldRule(pattern=_DOTTED, about="Controls whose breach holds the score down under this policy."),
        "earlier": FieldRule(
            pattern=_DOTTED,
            about="In the baseline: what it asked before, and asks of packs that do not say yet on what they rest.",
        ),
        "changes": _CHANGES,
        "withdrawn": _WITHDRAWN,
    },
    AppliesTo: {
        "people": FieldRule(at_least=1),
        "clauses": FieldRule(pattern=_CLAUSE),
    },
    NamedPlatforms: {
        "clauses": FieldRule(pattern=_CLAUSE),
    },
    Clause: {
        "id": FieldRule(pattern=_CLAUSE, about="Unique in the pack."),
        "ref": FieldRule(about="As the policy numbers it."),
        "asks": FieldRule(about="What it asks, in our own words."),
    },
    RequirementForm: {
        "control": FieldRule(pattern=_DOTTED),
        "level": FieldRule(about="How strictly the policy requires it."),
        "clauses": FieldRule(pattern=_CLAUSE, at_least=1, about="The clauses that this requirement carries."),
        "summary": FieldRule(about="What the policy asks, in one sentence, shown beside the question."),
        "details": FieldRule(about="The rules or related policies that belong to it, one by one."),
        "judges": FieldRule(pattern=_KEBAB, words=_JUDGED, about="Fact to verdict, where this policy differs."),
        "people": FieldRule(about="Left out: everyone to whom the pack applies."),
        "exception": FieldRule(about="Which exceptions may be declared, and which role approves them."),
        "basis": FieldRule(
            about="named: words of the clause name the thing; reading: the clause is general, and this never scores."
        ),
        "words": FieldRule(about="The words of the clauses that name the thing, as they stand in the policy."),
        "statement": FieldRule(about="Where no control says it: what staff accept or answer; its id is new then."),
    },
    OwnStatement: {
        "title": FieldRule(about="Two to five words, as a control has them."),
        "says": FieldRule(about="One sentence in the first person, which staff accept or answer."),
        "severity": FieldRule(about="How much harm it does when it does not hold."),
    },
    AllowedException: {
        "reasons": FieldRule(at_least=1),
        "approver": FieldRule(about="The role that approves it; left out where nobody has to, never if critical."),
    },
    Departure: {
        "control": FieldRule(pattern=_DOTTED),
        "level": FieldRule(about="The lower level; null where the pack leaves it out."),
        "clause": FieldRule(pattern=_CLAUSE, about="The clause of this pack that says so; left out with a decision."),
        "decision": FieldRule(about="The school's own decision, where no clause says so."),
    },
    SchoolDecision: {
        "by": FieldRule(about="The role that decided, such as governing body: nobody is named."),
        "on": FieldRule(about="The day of the decision."),
    },
}


def looks(note: FieldRule) -> str:
    """How a text matching the pattern is written, as a sentence."""
    return str(_LOOKS.get(note.pattern or "", note.about))


def note_on(form: type, name: str) -> FieldRule:
    """What is noted on a field, here or at the field itself; an empty note where nothing is."""
    noted = NOTES.get(form, {}).get(name)
    return noted or attrs.fields_dict(form)[name].metadata.get("note", _NOTHING)


_NOTHING = FieldRule()
