"""Why a question is asked: the reason, what the policy says, and where the menu path comes from."""

from PySide6.QtCore import QCoreApplication

from ....domain.model import Check, Requirement
from ....domain.vocabulary import Level
from ...widgets.disclosure import Disclosure
from ...widgets.text import Text
from ..words import long_date


def why_asked(check: Check, requirement: Requirement, fallback: str) -> Disclosure:
    """Closed to begin with."""
    tr = QCoreApplication.translate
    more = Disclosure(tr("WhyAsked", "Why this is asked"))
    more.opened.connect(lambda is_open: _fill(more, check, requirement, fallback) if is_open else None)
    return more


def _fill(more: Disclosure, check: Check, requirement: Requirement, fallback: str) -> None:
    if more.body.count():
        return
    tr = QCoreApplication.translate
    more.body.setSpacing(8)
    more.body.addWidget(Text(check.why))
    for words in _policy(requirement):
        more.body.addWidget(Text(words))
    more.body.addWidget(Text(_source(check), "small"))
    if fallback:
        more.body.addWidget(Text(tr("WhyAsked", "Not where it should be? {hint}").format(hint=fallback), "small"))


def _policy(requirement: Requirement) -> list[str]:
    tr = QCoreApplication.translate
    said = {
        Level.MUST: tr("WhyAsked", "Your policy requires it ({clauses}): {words}"),
        Level.SHOULD: tr("WhyAsked", "Your policy recommends it ({clauses}): {words}"),
        Level.INFORM: tr("WhyAsked", "Your policy says ({clauses}): {words}"),
    }[requirement.level]
    clauses = ", ".join(dict.fromkeys(clause.ref for clause in requirement.clauses))
    unnamed = tr("WhyAsked", "every policy here")
    return [said.format(clauses=clauses or unnamed, words=requirement.summary), *requirement.details]


def _source(check: Check) -> str:
    tr = QCoreApplication.translate
    source = tr("WhyAsked", "Source: {title} ({date}).").format(title=check.source.title, date=check.source.date)
    if check.last_seen is None:
        return source
    return source + " " + tr("WhyAsked", "Last seen on a screen: {date}.").format(date=long_date(check.last_seen))
