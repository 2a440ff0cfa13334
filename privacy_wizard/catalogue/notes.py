"""What a field's type cannot say: patterns, closed words, the shortest list, and a line of explanation."""

from collections.abc import Mapping

import attrs
from attrs import frozen

from ..domain.model import (
    AllowedException,
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
    Steps,
    Withdrawn,
)
from ..domain.vocabulary import Verdict
from .forms import CheckForm, ChecklistForm, ControlsForm, PackForm, RequirementForm, SourceForm, StatusForm


@frozen(kw_only=True)
class Note:
    """What a field asks beyond its type."""

    about: str = ""
    pattern: str | None = None  # of the whole text
    words: tuple[str, ...] = ()  # closed list; empty: any
    at_least: int = 0  # items of a list
    unique: str = "id"  # the field that tells a list's records apart
    between: tuple[int, int] | None = None  # of a whole number
    blank: bool = False  # the text may be empty


_KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
_DOTTED = rf"{_KEBAB}\.{_KEBAB}"
_VERSION = r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}"
_PART_OF_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_HOST = r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_HTTPS = r"https://[a-z0-9][!-\[\]-~]*"
_CLAUSE = r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"
_LOOKS = {
    _KEBAB: 'Write it in small letters and digits, with hyphens: "friends-only".',
    _DOTTED: 'Write it in small letters with one dot: "tagging.control".',
    _VERSION: 'Write year, month and a running number: "2026.11.1".',
    _PART_OF_DATE: 'Write it as exact as known: "2026", "2026-05" or "2026-05-02".',
    _HOST: 'Write the host alone, in small letters: "example.org".',
    _HTTPS: 'It begins with "https://" and has no blanks.',
    _CLAUSE: 'Write it in letters and digits, with dots or hyphens between: "B.3-pupils".',
}
_JUDGED = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET)
_VERSION_NOTE = Note(pattern=_VERSION, about='Year, month and a running number, in quotes: "2026.11.1".')
_CHANGES = Note(unique="version", about="What each version brought, newest first.")
_WITHDRAWN = Note(unique="version", about="Earlier versions that must no longer be relied on.")

NOTES: Mapping[type, Mapping[str, Note]] = {
    ControlsForm: {
        "kind": Note(words=("controls",)),
        "version": _VERSION_NOTE,
        "controls": Note(at_least=1),
    },
    Control: {
        "id": Note(pattern=_DOTTED, about="Area, dot, name. Never reused for something else."),
        "kind": Note(about="How the control is looked up, and how often it is asked."),
        "severity": Note(about="How much harm it does when the control does not hold."),
        "statement": Note(about="What holds when the control is met, in one sentence."),
        "facts": Note(about="The states that policies judge differently; left out where they do not."),
    },
    Fact: {
        "id": Note(pattern=_KEBAB),
        "verdict": Note(words=_JUDGED, about="The verdict where a policy does not say otherwise."),
    },
    ChecklistForm: {
        "kind": Note(words=("checklist",)),
        "id": Note(pattern=_KEBAB, about="The file's name without .yaml."),
        "subject": Note(about="Whom or what the checklist asks about."),
        "version": _VERSION_NOTE,
        "hosts": Note(pattern=_HOST, about="Links lead only to these hosts and to what stands under them."),
        "also_known_as": Note(about="Other names, for the search box."),
        "every_account": Note(about="Asked for each personal account beside its platform's checklist."),
        "review_after_months": Note(
            between=(1, 60), about="After how many months the steps should be looked at again."
        ),
        "fallback": Note(blank=True, about="What to try when the steps do not match the screen."),
        "sources": Note(at_least=1, about="Where the facts come from; checks refer to them by id."),
        "lacks": Note(unique="control", about="The setting controls that this platform cannot answer."),
        "group": Note(about="What the service is mostly used for; the list of services is sorted by it."),
        "status": Note(about="What became of the service; left out while it is open as ever."),
        "nothing_else": Note(about="One reason for every control that neither a check nor lacks names."),
        "checks": Note(at_least=1),
        "retired": Note(pattern=_DOTTED, about="Checks that are gone without a successor; never used again."),
        "changes": _CHANGES,
        "withdrawn": _WITHDRAWN,
    },
    SourceForm: {
        "id": Note(pattern=_CLAUSE),
        "date": Note(
            pattern=_PART_OF_DATE,
            about='The date that it bears, in quotes: "2026", "2026-05" or "2026-05-02"; left out where it bears none.',
        ),
        "read": Note(pattern=_PART_OF_DATE, about="When it was last read; needed where it bears no date."),
        "url": Note(pattern=_HTTPS),
    },
    StatusForm: {
        "since": Note(pattern=_PART_OF_DATE, about='As exact as known, in quotes: "2019-04".'),
        "summary": Note(about="What happened, what may still be public, and how to have it removed."),
        "source": Note(pattern=_CLAUSE, about="The id of one of the sources."),
    },
    Change: {
        "version": _VERSION_NOTE,
        "date": Note(about="The day of this version."),
        "summary": Note(about="What is different, in a sentence or two for whoever answered before."),
        "checks": Note(pattern=_DOTTED, about="In a checklist: the checks that it touches."),
        "controls": Note(pattern=_DOTTED, about="In a pack: the controls whose requirements it touches."),
    },
    Withdrawn: {
        "version": _VERSION_NOTE,
        "date": Note(about="The day from which it counts no more."),
        "reason": Note(about="Why, in one sentence."),
    },
    Lack: {
        "control": Note(pattern=_DOTTED),
        "reason": Note(about="Why the platform cannot answer it, in one plain sentence."),
    },
    CheckForm: {
        "id": Note(pattern=_DOTTED, about="The checklist's id, dot, name. Never reused for something else."),
        "control": Note(pattern=_DOTTED, about="Left out on a check that is only a gate."),
        "ask": Note(about="What the setting is now, as a question."),
        "options": Note(at_least=2, about="As they stand on the screen."),
        "steps": Note(about="Where to find it."),
        "link": Note(pattern=_HTTPS, about="Opens the setting; on one of the checklist's hosts."),
        "why": Note(about="Why it matters, in one sentence."),
        "fix": Note(about="What to do about it, in one sentence."),
        "source": Note(pattern=_CLAUSE, about="The id of one of the sources."),
        "confidence": Note(about="How sure the source is."),
        "last_seen": Note(about="The day on which a person last saw the screen; left out where nobody has."),
        "gate": Note(about="Asked only where another check was answered so."),
        "replaces": Note(pattern=_DOTTED, about="Earlier checks whose answers this one takes over."),
    },
    Option: {
        "id": Note(pattern=_KEBAB),
        "verdict": Note(words=(*_JUDGED, Verdict.ACKNOWLEDGED)),
        "fact": Note(pattern=_KEBAB, about="One of the control's facts; the policy judges it."),
        "not_applicable": Note(about="Why the question does not apply."),
    },
    Gate: {
        "check": Note(pattern=_DOTTED, about="An earlier check of the same file."),
        "opens_on": Note(pattern=_KEBAB, at_least=1, about="The options that lead to this check."),
    },
    Steps: {
        "anywhere": Note(about="The menu path where the devices do not differ: Settings > Privacy > Tagging."),
    },
    PackForm: {
        "kind": Note(words=("policy-pack",)),
        "id": Note(pattern=_KEBAB, about="The file's name without .yaml."),
        "issuer": Note(about="Who published the policy."),
        "date": Note(
            pattern=f"{_PART_OF_DATE}|undated",
            about='When the policy was issued, as exact as known, in quotes: "2011-10"; undated where it does not say.',
        ),
        "next_review": Note(about="When its issuer meant to look at it again; null where it does not say."),
        "version": _VERSION_NOTE,
        "inherits": Note(words=("baseline",), about="Left out in the baseline only."),
        "applies_to": Note(about="Whom the policy covers."),
        "platforms": Note(about="Which services the policy names."),
        "personal_use_at_work": Note(about="The policy's rule, in one sentence."),
        "tell": Note(unique="role", about="Whom the policy tells its readers to turn to."),
        "clauses": Note(at_least=1, about="Each thing that the policy asks, in our own words."),
        "requirements": Note(at_least=1, unique="control"),
        "departures": Note(unique="control", about="Where the pack asks for less than the baseline, and why."),
        "changes": _CHANGES,
        "withdrawn": _WITHDRAWN,
    },
    AppliesTo: {
        "people": Note(at_least=1),
        "clauses": Note(pattern=_CLAUSE),
    },
    NamedPlatforms: {
        "clauses": Note(pattern=_CLAUSE),
    },
    Clause: {
        "id": Note(pattern=_CLAUSE, about="Unique in the pack."),
        "ref": Note(about="As the policy numbers it."),
        "asks": Note(about="What it asks, in our own words."),
    },
    RequirementForm: {
        "control": Note(pattern=_DOTTED),
        "level": Note(about="How strictly the policy requires it."),
        "clauses": Note(pattern=_CLAUSE, at_least=1, about="The clauses that this requirement carries."),
        "summary": Note(about="What the policy asks, in one sentence, shown beside the question."),
        "details": Note(about="The rules or related policies that belong to it, one by one."),
        "judges": Note(pattern=_KEBAB, words=_JUDGED, about="Fact to verdict, where this policy differs."),
        "people": Note(about="Left out: everyone to whom the pack applies."),
        "exception": Note(about="Which exceptions may be declared, and which role approves them."),
    },
    AllowedException: {
        "reasons": Note(at_least=1),
        "approver": Note(about="The role that approves it."),
    },
    Departure: {
        "control": Note(pattern=_DOTTED),
        "level": Note(about="The lower level; null where the pack leaves it out."),
        "clause": Note(pattern=_CLAUSE, about="The clause of this pack that says so."),
    },
}


def looks(note: Note) -> str:
    """How a text of the note's pattern is written, as a sentence."""
    return _LOOKS.get(note.pattern or "", note.about)


def note_on(form: type, name: str) -> Note:
    """What is noted on a field, here or at the field itself; an empty note where nothing is."""
    noted = NOTES.get(form, {}).get(name)
    return noted or attrs.fields_dict(form)[name].metadata.get("note", _NOTHING)


_NOTHING = Note()
