"""Why a question is asked: the reason, what the policy says, and where the menu path comes from."""

from PySide6.QtCore import QCoreApplication

from ....domain.model import Check, Requirement
from ....domain.vocabulary import Level
from ...widgets.disclosure import Disclosure
from ...widgets.text import Text
from ..words import readable_date


def why_asked(check: Check, requirement: Requirement, fallback: str) -> Disclosure:
    """Closed to begin with."""
    translate = QCoreApplication.translate
    more = Disclosure(translate("WhyAsked", "Why this is asked"))
    more.opened.connect(lambda is_open: _fill(more, check, requirement, fallback) if is_open else None)
    return more


def _fill(more: Disclosure, check: Check, requirement: Requirement, fallback: str) -> None:
    if more.body.count():
        return
    translate = QCoreApplication.translate
    more.body.setSpacing(8)
    more.body.addWidget(Text(check.why))
    for words in _policy(requirement):
        more.body.addWidget(Text(words))
    more.body.addWidget(Text(_source(check), "small"))
    if fallback:
        more.body.addWidget(
            Text(translate("WhyAsked", "Not where it should be? {hint}").format(hint=fallback), "small")
        )


def _policy(requirement: Requirement) -> list[str]:
    translate = QCoreApplication.translate
    said = {
        Level.MUST: translate("WhyAsked", "Your policy requires it ({clauses}): {words}"),
        Level.SHOULD: translate("WhyAsked", "Your policy recommends it ({clauses}): {words}"),
        Level.INFORM: translate("WhyAsked", "Your policy says ({clauses}): {words}"),
    }[requirement.level]
    clauses = ", ".join(dict.fromkeys(clause.ref for clause in requirement.clauses))
    unnamed = translate("WhyAsked", "every policy here")
    return [said.format(clauses=clauses or unnamed, words=requirement.summary), *requirement.details]


def _source(check: Check) -> str:
    said = QCoreApplication.translate("WhyAsked", "Source: {title} ({date}).")
    return said.format(title=check.source.title, date=readable_date(check.source.date))
