"""A checklist as an OCIL 2.0 document: its questions, and how their answers become a result for each control."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

from attrs import evolve, field, frozen

from .. import __version__
from ..domain.judgement import option_verdict
from ..domain.model import Catalogue, Check, Checklist, Clause, Control, Fact, Option, PolicyPack
from ..domain.vocabulary import Verdict
from .ocil_extension import write_particulars
from .xml_document import OCIL, XmlWriter, as_file, choice_id, moment, ocil_id

DEVICES = {"anywhere": "Anywhere", "web": "Web", "iphone": "iPhone", "android": "Android"}
RESULTS = {
    Verdict.MET: "PASS",
    Verdict.ACKNOWLEDGED: "PASS",
    Verdict.EXCEPTED: "PASS",
    Verdict.PARTLY_MET: "FAIL",
    Verdict.NOT_MET: "FAIL",
    Verdict.NOT_SURE: "UNKNOWN",
    Verdict.NOT_ANSWERED: "NOT_TESTED",
    Verdict.NOT_APPLICABLE: "NOT_APPLICABLE",
}
_X = XmlWriter(OCIL)


@frozen(kw_only=True)
class OcilQuestion:
    """The subject of one questionnaire: a control, who cites it, and the result of each option."""

    control: Control
    judge: Callable[[Option], Verdict]
    clauses: tuple[Clause, ...] = ()


@frozen(kw_only=True)
class Paper:
    """One document to write."""

    checklist: Checklist
    asked: Mapping[str, OcilQuestion] = field(
        factory=dict
    )  # by control; what is not in it has questions but no questionnaire
    policy: str = ""
    when: datetime

    def answering(self, control: str) -> list[Check]:
        """The checks that answer a control, in their order."""
        return [check for check in self.checklist.checks if check.control == control]


def whole_checklist(catalogue: Catalogue, checklist: Checklist, when: datetime) -> bytes:
    """The checklist on its own: facts are judged as the controls judge them when no policy does."""
    answered = {check.control for check in checklist.checks}
    asked = {
        c.id: OcilQuestion(control=c, judge=_by_control(c)) for c in catalogue.controls.values() if c.id in answered
    }
    return write_ocil(Paper(checklist=checklist, asked=asked, when=when))


def checklist_for(pack: PolicyPack, checklist: Checklist, when: datetime) -> bytes | None:
    """What a policy asks of the checklist, as it judges it, with the gates before it; None where it asks nothing."""
    answered = {check.control for check in checklist.checks}
    asked = {
        r.control.id: OcilQuestion(control=r.control, judge=partial(option_verdict, r), clauses=r.clauses)
        for r in pack.requirements
        if r.control.id in answered
    }
    shortened = evolve(checklist, checks=_asked_checks(checklist, asked))
    paper = Paper(checklist=shortened, asked=asked, policy=f"{pack.title} ({pack.issuer}, {pack.date})", when=when)
    return write_ocil(paper) if asked else None


def _asked_checks(checklist: Checklist, asked: Mapping[str, OcilQuestion]) -> tuple[Check, ...]:
    by_id = {check.id: check for check in checklist.checks}
    wanted = [check for check in checklist.checks if check.control in asked]
    kept = {check.id for check in wanted} | {gate.id for check in wanted for _, gate in _gates(check, by_id)}
    return tuple(check for check in checklist.checks if check.id in kept)


def _by_control(control: Control) -> Callable[[Option], Verdict]:
    facts: Mapping[str, Fact] = {fact.id: fact for fact in control.facts}
    return lambda option: facts[option.fact].verdict if option.fact else option.verdict or Verdict.NOT_SURE


def write_ocil(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes."""
    root = _X.root("ocil")
    _generator(root, paper)
    document = _X.add(root, "document")
    _X.add(document, "title", paper.checklist.title)
    if paper.checklist.fallback:
        _X.add(document, "description", paper.checklist.fallback)
    if paper.policy:
        _X.add(document, "notice", f"Results as this policy judges them: {paper.policy}.")
    questionnaires, actions = _X.add(root, "questionnaires"), _X.add(root, "test_actions")
    by_id = {check.id: check for check in paper.checklist.checks}
    for asked in paper.asked.values():
        checks = paper.answering(asked.control.id)
        _questionnaire(questionnaires, asked, checks, by_id)
        for check in checks:
            _judgement(actions, check, asked)
            for level, (behind, gate) in enumerate(_gates(check, by_id), start=2):
                _gate(actions, check, gate, behind, level)
    questions = _X.add(root, "questions")
    for check in paper.checklist.checks:
        _question(questions, check)
    return as_file(root)


def _generator(root: ET.Element, paper: Paper) -> None:
    generator = _X.add(root, "generator")
    _X.add(generator, "product_name", "Privacy Wizard")
    _X.add(generator, "product_version", __version__)
    _X.add(generator, "schema_version", "2.0")
    _X.add(generator, "timestamp", moment(paper.when))
    write_particulars(_X.add(generator, "additional_data"), paper.checklist)


def _questionnaire(
    parent: ET.Element, asked: OcilQuestion, checks: Iterable[Check], by_id: Mapping[str, Check]
) -> None:
    found = _X.add(parent, "questionnaire", id=ocil_id("questionnaire", asked.control.id))
    _X.add(found, "title", asked.control.title)
    _X.add(found, "description", asked.control.statement)
    if asked.clauses:
        references = _X.add(found, "references")
        for clause in asked.clauses:
            _X.add(references, "reference", f"{clause.ref}: {clause.asks}")
    actions = _X.add(found, "actions", operation="AND")
    for check in checks:
        # Entered by the outermost gate; the flow leads from there to the question.
        _X.add(actions, "test_action_ref", _action(check, 1 + len(_gates(check, by_id))))


def _action(check: Check, level: int) -> str:
    """Level 1 judges the check; from 2 on, its gates from the nearest outwards."""
    return ocil_id("testaction", check.id, level)


def _gates(check: Check, by_id: Mapping[str, Check]) -> list[tuple[Check, Check]]:
    """(what lies behind, its gate), from the check outwards."""
    found = []
    while check.gate is not None:
        found.append((check, by_id[check.gate.check]))
        check = found[-1][1]
    return found


def _judgement(parent: ET.Element, check: Check, asked: OcilQuestion) -> None:
    action = _choice_action(parent, check, check, 1)
    for option in check.options:
        verdict = Verdict.NOT_APPLICABLE if option.not_applicable else asked.judge(option)
        _when(action, check, option.id, result=RESULTS[verdict])


def _gate(parent: ET.Element, check: Check, gate: Check, behind: Check, level: int) -> None:
    action = _choice_action(parent, check, gate, level)
    opens_on = behind.gate.opens_on if behind.gate else ()
    for option_id in opens_on:  # in this order, so that it comes back in this order
        _when(action, gate, option_id, test_action_ref=_action(check, level - 1))
    for option in gate.options:
        if option.id not in opens_on:
            _when(action, gate, option.id, result="NOT_APPLICABLE")


def _choice_action(parent: ET.Element, check: Check, question: Check, level: int) -> ET.Element:
    action = _X.add(
        parent,
        "choice_question_test_action",
        question_ref=ocil_id("question", question.id),
        id=_action(check, level),
    )
    # "Does not apply" is only good as one of the choices: given in general, it is no better than "not sure".
    whens = {"unknown": "UNKNOWN", "not_tested": "NOT_TESTED", "not_applicable": "UNKNOWN", "error": "ERROR"}
    for name, result in whens.items():
        _X.add(_X.add(action, f"when_{name}"), "result", result)
    return action


def _when(action: ET.Element, check: Check, option_id: str, **outcome: str) -> None:
    when = _X.add(action, "when_choice")
    for name, value in outcome.items():
        _X.add(when, name, value)
    _X.add(when, "choice_ref", choice_id(check.id, option_id))


def _question(parent: ET.Element, check: Check) -> None:
    question = _X.add(parent, "choice_question", id=ocil_id("question", check.id))
    _X.add(question, "notes", check.why)
    _X.add(question, "notes", check.fix)
    _X.add(question, "question_text", check.ask)
    _instructions(question, check)
    for option in check.options:
        _X.add(question, "choice", option.label, id=choice_id(check.id, option.id))


def _instructions(question: ET.Element, check: Check) -> None:
    paths = {name: path for name in DEVICES if (path := getattr(check.steps, name)) is not None}
    if not paths and check.link is None:
        return
    instructions = _X.add(question, "instructions")
    _X.add(instructions, "title", "Where to find it")
    for name, path in paths.items():
        _X.add(_X.add(instructions, "step"), "description", f"{DEVICES[name]}: {path}")
    if check.link is not None:
        step = _X.add(instructions, "step")
        _X.add(step, "description", "Open it directly")
        _X.add(step, "reference", check.link, href=check.link)
