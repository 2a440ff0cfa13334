"""Why a question is asked: the reason, what the policy says, and where the menu path comes from."""

from ....domain.model import Check, Requirement
from ....domain.vocabulary import Level
from ....i18n import _, readable_date
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.text import TextLabel


def why_asked(check: Check, requirement: Requirement, fallback: str) -> Disclosure:
    """Closed to begin with."""
    more = Disclosure(_("Why this is asked"))
    more.opened.connect(lambda is_open: _fill(more, check, requirement, fallback) if is_open else None)
    return more


def _fill(more: Disclosure, check: Check, requirement: Requirement, fallback: str) -> None:
    if more.body.count():
        return
    more.body.setSpacing(8)
    more.body.addWidget(TextLabel(check.why))
    for words in _policy(requirement):
        more.body.addWidget(TextLabel(words))
    more.body.addWidget(TextLabel(_source(check), "small"))
    if fallback:
        more.body.addWidget(TextLabel(_("Not where it should be? {hint}", hint=fallback), "small"))


def _policy(requirement: Requirement) -> list[str]:
    said = {
        Level.MUST: _("Your policy requires it ({clauses}): {words}"),
        Level.SHOULD: _("Your policy recommends it ({clauses}): {words}"),
        Level.INFORM: _("Your policy says ({clauses}): {words}"),
    }[requirement.level]
    clauses = ", ".join(dict.fromkeys(clause.ref for clause in requirement.clauses))
    unnamed = _("every policy here")
    return [said.format(clauses=clauses or unnamed, words=requirement.summary), *requirement.details]


def _source(check: Check) -> str:
    said = _("Source: {title} ({date}).")
    return said.format(title=check.source.title, date=readable_date(check.source.date))
