"""Whether a text says that its views are the writer's own, as many policies require if the school is named."""

import re

from ..i18n import Message
from .export_texts import folded

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
