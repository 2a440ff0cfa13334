"""Where a profile names the school: its e-mail domains, its names and what is nearly one, its initials; and
whether a text says that its views are the writer's own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from attrs import field, frozen

from ..domain.audit import School
from ..i18n import Message
from .export_texts import folded
from .observation import Observation, ObservationKind, Observed

_LOOKED_AT = frozenset(
    {
        ObservationKind.NAME,
        ObservationKind.USERNAME,
        ObservationKind.BIO,
        ObservationKind.HEADLINE,
        ObservationKind.EMAIL,
        ObservationKind.WEBSITE,
        ObservationKind.EMPLOYER,
        ObservationKind.JOB_TITLE,
        ObservationKind.DESCRIPTION,
        ObservationKind.EDUCATION,
        ObservationKind.INFERRED_INTEREST,
        ObservationKind.CUSTOM_AUDIENCE,
        ObservationKind.POST,
        ObservationKind.PLACE_OF_POST,
        ObservationKind.TAGGED_PLACE,
    }
)
# How people write the words that many schools share. What stands on the left is compared as what stands on the right.
_SAME = {
    "st": "saint",
    "ste": "saint",
    "sts": "saint",
    "saints": "saint",
    "prim": "primary",
    "pri": "primary",
    "jnr": "junior",
    "jun": "junior",
    "inf": "infant",
    "infants": "infant",
    "sec": "secondary",
    "sch": "school",
    "schl": "school",
    "schools": "school",
    "acad": "academy",
    "coll": "college",
    "comm": "community",
    "hs": "high school",
    "ps": "primary school",
    "ce": "church of england",
    "cofe": "church of england",
    "rc": "roman catholic",
    "&": "and",
}
_PHRASES = (("c of e", "church of england"), ("c e", "church of england"), ("r c", "roman catholic"))
# Words that many schools share; what is left of a name without them is the part that tells it from others.
_SHARED_WORDS = (
    "the of and for a school schools primary secondary junior infant nursery preschool high grammar college academy "
    "academies trust federation community church england roman catholic voluntary aided controlled foundation ysgol "
    "gynradd uwchradd"
)
_SHARED = frozenset(_SHARED_WORDS.split())
_NEAR, _NEAR_HANDLE = 87.0, 90.0  # of 100, as rapidfuzz counts; below, names of other schools nearby come in
_SHORTEST_PART, _SHORTEST_IN_HANDLE = 6, 6  # letters; a shorter part of a name is a word of everyday
_LONGEST_INITIALS = 6
_LONGEST_TEXT = 500


class MentionKind(StrEnum):
    """Why a text has a pointer."""

    EMAIL_DOMAIN = "the school's e-mail or web address"
    NAME = "the school's name"
    NEAR_NAME = "nearly the school's name"
    PART_OF_NAME = "a part of the school's name"
    INITIALS = "the school's initials"

    @property
    def reason(self) -> str:
        """The reason, in the current language."""
        return str(_TITLES[self])


_TITLES = {
    MentionKind.EMAIL_DOMAIN: Message("the school's e-mail or web address"),
    MentionKind.NAME: Message("the school's name"),
    MentionKind.NEAR_NAME: Message("nearly the school's name"),
    MentionKind.PART_OF_NAME: Message("a part of the school's name"),
    MentionKind.INITIALS: Message("the school's initials"),
}


@frozen(kw_only=True)
class SchoolMention:
    """A place in a profile that names the school. `found` is what stands there, `listed` what the school lists.

    `strength` is out of 100: how much alike the two are.
    """

    observation: Observation
    kind: MentionKind
    found: str
    listed: str
    strength: int = field(metadata={"most": 100})


def school_mentions(school: School, observations: Iterable[Observation]) -> Iterator[SchoolMention]:
    """Every observation that names the school, each once, with the strongest reason."""
    for each in observations:
        if each.kind in _LOOKED_AT and each.shown is not Observed.NOT_IN_EXPORT and each.value:
            best = strongest(school, each)
            if best is not None:
                yield best


def strongest(school: School, observation: Observation) -> SchoolMention | None:
    """The strongest reason to point at a text; None if there is none."""
    found = _found(school, observation.value[:_LONGEST_TEXT])
    order = list(MentionKind)
    best = max(found, key=lambda each: (each[3], -order.index(each[0])), default=None)
    if best is None:
        return None
    kind, said, listed, strength = best
    return SchoolMention(observation=observation, kind=kind, found=said, listed=listed, strength=round(strength))


Reason = tuple[MentionKind, str, str, float]  # why, what stands there, what the school lists, how much alike


def _found(school: School, text: str) -> Iterator[Reason]:
    for domain in school.email_domains:
        if said := _domain_in(text, domain):
            yield MentionKind.EMAIL_DOMAIN, said, domain, 100.0
    for name in (school.name, *school.other_names):
        if _is_initials(name):
            if re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) or _is_part_of_handle(text, name):
                yield MentionKind.INITIALS, name, name, 90.0
        else:
            yield from _names_in(text, name)


def _domain_in(text: str, domain: str) -> str:
    found = re.search(
        rf"(?:[\w.+%-]{{1,64}}@|\b)(?:[a-z0-9-]+\.)*{re.escape(domain)}(?![\w-]|\.\w)", text, re.IGNORECASE
    )
    return "" if found is None or (found.start() and text[found.start() - 1] in "-._") else found[0]


def _is_initials(name: str) -> bool:
    return name.isalpha() and name.isupper() and 2 <= len(name) <= _LONGEST_INITIALS


def _is_part_of_handle(text: str, initials: str) -> bool:
    """In a text without spaces, such as a user name: `ann_hhps`, and of initials that are no short word."""
    parts = re.split(r"[^a-z]+", text.casefold())
    return len(initials) > 2 and " " not in text.strip() and initials.casefold() in parts


def _names_in(text: str, name: str) -> Iterator[Reason]:
    from rapidfuzz import fuzz

    wanted, part = _words(name), _own_part(name)
    words = _words(text)
    for size in range(max(1, len(wanted) - 1), len(wanted) + 2):
        for at in range(len(words) - size + 1):
            window = words[at : at + size]
            alike = fuzz.ratio(" ".join(window), " ".join(wanted))
            if alike >= _NEAR and _agree(window, part):
                kind = MentionKind.NAME if window == wanted else MentionKind.NEAR_NAME
                yield kind, " ".join(window), name, alike
    yield from _part_in(words, part, name)
    yield from _in_handle(text, name, part)


def _part_in(words: list[str], part: list[str], name: str) -> Iterator[Reason]:
    """What tells the name from others, without the words that many schools share."""
    from rapidfuzz import fuzz

    said = " ".join(part)
    if len(said) < _SHORTEST_PART:
        return
    for at in range(len(words) - len(part) + 1):
        window = " ".join(words[at : at + len(part)])
        alike = fuzz.ratio(window, said)
        if alike >= _NEAR and (len(part) > 1 or alike == 100):
            yield MentionKind.PART_OF_NAME, window, name, alike * 0.85


def _in_handle(text: str, name: str, part: list[str]) -> Iterator[Reason]:
    """The name written together, as in a user name or a web address."""
    from rapidfuzz import fuzz

    if " " in text.strip():
        return
    joined = "".join(each for each in _plain(text) if each.isalnum())
    for words, factor in ((_words(name), 1.0), (_plain(name).split(), 1.0), (part, 0.85)):
        said = "".join(words)
        if len(said) >= _SHORTEST_IN_HANDLE and len(joined) >= len(said) - 1:
            alike = fuzz.partial_ratio(said, joined)
            if alike == 100 or (alike >= _NEAR_HANDLE and len(said) > 8):
                kind = MentionKind.NEAR_NAME if factor == 1.0 else MentionKind.PART_OF_NAME
                yield kind, text.strip(), name, alike * factor


def _agree(window: list[str], part: list[str]) -> bool:
    """Whether what tells the name from others is there too, and not only the words that many schools share."""
    from rapidfuzz import fuzz

    if not part:
        return True
    own = [word for word in window if word not in _SHARED]
    return bool(own) and fuzz.ratio(" ".join(own), " ".join(part)) >= _NEAR - 5


def _plain(text: str) -> str:
    """Without accents, capitals and apostrophes, other signs as spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (each for each in bare if not unicodedata.combining(each) and each not in "'\u2019\u2018\u02bc`")
    return " ".join("".join(each if each.isalnum() or each == "&" else " " for each in kept).split())


@cache
def _words_of(text: str) -> tuple[str, ...]:
    joined = f" {_plain(text)} "
    for short, whole in _PHRASES:
        joined = joined.replace(f" {short} ", f" {whole} ")
    return tuple(word for each in joined.split() for word in _SAME.get(each, each).split())


def _words(text: str) -> list[str]:
    return list(_words_of(text))


def _own_part(name: str) -> list[str]:
    return [word for word in _words(name) if word not in _SHARED]


_VIEWS = (
    r"(?:views?|opinions?|tweets?|posts?|thoughts?|comments?|content|words|everything (?:here|i (?:say|post|write)))"
)
_OWN = r"(?:my|mine|own|personal)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:all |any |the |these |my )?{_VIEWS}(?: \w+){{0,4}} (?:are|is) (?:\w+ ){{0,3}}{_OWN}\b",
        rf"\b(?:all |my )?{_VIEWS} (?:my|are|=) ?(?:own|mine)\b",
        rf"\b(?:my own|personal|own) {_VIEWS}\b",
        (
            rf"\b{_VIEWS}(?: \w+){{0,5}} (?:not|n't|never) (?:\w+ ){{0,2}}"
            r"(?:those of|represent|reflect|of|shared by|endorsed by)\b"
        ),
        r"\b(?:do|does) ?n[o']t (?:represent|reflect|speak for) (?:\w+ ){0,3}(?:employer|school|workplace|trust)\b",
        r"\bnot (?:\w+ ){0,3}(?:employer|school|work|workplace)(?:'s)? (?:views?|opinions?)\b",
        r"\bbarn bersonol\b|\bfy marn i\b|\bfy marn fy hun\b",  # Welsh
    )
)

WORDING = (
    Message("Views are my own."),
    Message("Views here are my own and not those of my employer."),
)
"""What may be copied into a profile."""


def has_disclaimer(text: str) -> bool:
    """Whether the text contains a disclaimer, in one of the usual wordings."""
    said = folded(text)
    return any(pattern.search(said) for pattern in _PATTERNS)


def says_nothing_else(text: str) -> bool:
    """Whether the text is empty, or only a disclaimer."""
    said = folded(text)
    for pattern in _PATTERNS:
        said = pattern.sub(" ", said)
    return set(re.findall(r"\w+", said)) <= {"and", "all", "here"}
