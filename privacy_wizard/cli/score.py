"""`score`: the result of an answers file, without signing it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..attestation.findings import declared
from ..audit.actions import Action, action_text
from ..audit.batch import JudgedAudit, judged, score_answers
from ..domain.judgement import Finding
from ..domain.names import outcome_name, score_name, verdict_name
from ..domain.scoring import XccdfScore
from ..domain.versions import CURRENT_RULES
from ..i18n import _, ngettext
from ..serialization import PrintedDocument, View, entries, given, the, worked_out
from .context import DONE, CliContext, say
from .options import PACK_UNKNOWN, json_option
from .pack_options import library_for, require_policy


def add_options(score: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    score.add_argument("--answers", type=Path, metavar="FILE", required=True)
    score.add_argument("--policy", metavar="PACK", default="", help=str(PACK_UNKNOWN))
    json_option(score)
    score.set_defaults(run=judge_answers)


def judge_answers(arguments: Namespace, tools: CliContext) -> int:
    """Judge the answers so far."""
    found = judged(score_answers(arguments.answers, library_for(arguments.policy, tools), tools.now))
    require_policy(arguments.policy, found.policy, tools)
    if arguments.json:
        say(SCORE.text(found, rules_version=CURRENT_RULES))
        return DONE
    say_score(found)
    for finding in found.findings:
        if finding.verdict.is_open:
            where = f" ({finding.account.id})" if finding.account else ""
            say(f"  {verdict_name(finding.verdict)}: {finding.requirement.control.title}{where}")
    return DONE


def say_score(found: JudgedAudit) -> None:
    """The score, its outcome, and how much of it is still open."""
    result = found.score
    value = _("not scored") if result.value is None else score_name(result.value)
    say(f"{value}: {outcome_name(result.outcome)}")
    if found.unanswered:
        say(
            ngettext(
                "{n} of {expected} requirements is not answered yet, and counts as open.",
                "{n} of {expected} requirements are not answered yet, and count as open.",
                found.unanswered,
                expected=result.expected,
            )
        )


def _advice(action: Action) -> str:
    return action_text(action.finding)


def _rounded(score: XccdfScore) -> float:
    return round(score.default, 2)


FINDING = View(
    Finding,
    "How one requirement stands on one account; `account` is null for the person.",
    "control=requirement.control.id",
    "title=requirement.control.title",
    "area=requirement.control.area",
    "level=requirement.level",
    "account=account.id",
    "verdict",
    worked_out("reason", declared),
    "clauses=requirement.references",
    "basis=requirement.basis",
    "critical=requirement.is_critical",
    "weight",
)
ACTION = View(
    Action,
    "What is open, the points that mending it gains, and the limit on the score that mending it alone lifts.",
    "control=finding.requirement.control.id",
    "account=finding.account.id",
    worked_out("text", _advice),
    "gain",
    "lifts",
)
XCCDF = View(
    XccdfScore,
    "The scores of XCCDF's default and flat models.",
    worked_out("default", _rounded),
    "flat",
    "flat_maximum",
)
SCORE = PrintedDocument(
    "privacy-wizard-score/1",
    "What `score --json` prints.",
    "policy",
    given("rules_version", str),
    the("score=score.value", most=100),
    the("raw_score=score.raw", most=100),  # without the limits that what is open sets
    "outcome=score.outcome",
    "further=score.further",
    "expected=score.expected",
    "left_the_set=score.left_the_set",
    "unanswered",
    entries(
        the("areas=by_area"),
        "The score of one area; null where nothing in it counts.",
        "area=key",
        the("score=value", most=100),
    ),
    entries(
        the("accounts=by_account"),
        "The score of one account; null where nothing that counts was asked.",
        "account=key.id",
        "platform=key.checklist",
        the("score=value", most=100),
    ),
    the("person_score=of_person", most=100),
    "findings",
    "actions",
    "xccdf",
    of=JudgedAudit,
    views=(FINDING, ACTION, XCCDF),
)
