"""The rules of judgement by version: an attestation names the version it was made under, and is verified by it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from . import earlier_scoring, scoring
from .judgement import Finding
from .scoring import Gain, Score
from .versions import CURRENT_RULES, FIRST_RULES


@frozen(kw_only=True)
class JudgementRules:
    """How findings become a score, and what mending them brings."""

    score: Callable[[Sequence[Finding]], Score]
    gains: Callable[[Sequence[Finding]], tuple[Gain, ...]]


RULES: Mapping[str, JudgementRules] = MappingProxyType(
    {
        FIRST_RULES: JudgementRules(score=earlier_scoring.score, gains=earlier_scoring.gains),
        CURRENT_RULES: JudgementRules(score=scoring.score, gains=scoring.gains),
    }
)
