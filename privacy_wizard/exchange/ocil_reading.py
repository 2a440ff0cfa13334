"""An OCIL 2.0 document as the draft of a checklist."""

import hashlib
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from attrs import evolve

from ..domain.model import Check, Checklist, Gate, Option, Source, Steps
from ..domain.vocabulary import Confidence, NotApplicable, ServiceGroup, Subject, Verdict
from .ocil_extension import DIGEST, DOTTED, KEBAB, day, identifier, months, read_particulars, word
from .ocil_flow import ChecklistDraft, Flow, Remark, RemarkKind, children, ocil, text_of
from .ocil_writing import DEVICES, RESULTS
from .xml_document import MOST_ELEMENTS, OCIL, DocumentRefused, XmlRefusal, parse, visible

_VERDICTS = {"PASS": Verdict.MET, "FAIL": Verdict.NOT_MET}
_CHOICES, _BOOLEAN = f"{{{OCIL}}}choice_question", f"{{{OCIL}}}boolean_question"
_YES_NO = {"MODEL_YES_NO": ("Yes", "No"), "MODEL_TRUE_FALSE": ("True", "False")}
_NOT_OURS = ("artifacts", "variables", "results")


def read_ocil(content: bytes) -> ChecklistDraft:
    """The draft of a checklist. Our own documents of a whole checklist come back as they were, without a remark.

    Raises DocumentRefused.
    """
    root = parse(content)
    if root.tag != ocil("ocil"):
        raise DocumentRefused(XmlRefusal.NOT_OCIL)
    return _OcilReading(root, hashlib.sha256(content).hexdigest()).draft()


class _OcilReading:
    """One document; remarks are collected on the way."""

    def __init__(self, root: ET.Element, digest: str) -> None:
        self._root, self._digest = root, digest
        self._flow, self._own = Flow.of(root), read_particulars(root)
        self._remarks = self._flow.remarks
        self._title = text_of(root.find(ocil("document", "title")))
        self._made = text_of(root.find(ocil("generator", "timestamp")))[:10]
        self._id = identifier(KEBAB, self._own.head.get("id")) or slug(self._title) or "imported"
        groups = root.iterfind(ocil("questions", "choice_group"))
        self._groups = {group.get("id", ""): group for group in groups}
        self._sources = {str(at): source for at, source in enumerate(self._own.sources, start=1)}
        self._leading = self._flow.leading
        self._taken, self._named = _Taken(), 0
        self._ids: dict[str, str] = {}  # question → check
        self._options: dict[tuple[str, str], str] = {}  # (question, choice) → option

    def draft(self) -> ChecklistDraft:
        questions = list(self._questions())
        if not questions:
            raise DocumentRefused(XmlRefusal.NO_QUESTIONS)
        for question in questions:
            self._name(question)
        checks = tuple(self._check(question) for question in _gates_first(questions, self._flow))
        self._look_at_the_rest()
        return ChecklistDraft(checklist=self._checklist(checks), remarks=tuple(dict.fromkeys(self._remarks)))

    def _checklist(self, checks: tuple[Check, ...]) -> Checklist:
        own, head = self._own, self._own.head
        return Checklist(
            id=self._id,
            title=self._title,
            subject=word(Subject, head.get("subject")) or Subject.PERSONAL_ACCOUNT,
            version=head.get("version") or self._version(),
            sha256=identifier(DIGEST, head.get("sha256")) or self._digest,
            hosts=own.hosts,
            also_known_as=own.also_known_as,
            every_account=head.get("every-account") == "true",
            review_after_months=months(head.get("review-after-months")),
            fallback=text_of(self._root.find(ocil("document", "description"))),
            group=word(ServiceGroup, head.get("group")) or ServiceGroup.OTHER,
            status=own.status,
            lacks=own.lacks,
            titles=own.titles,
            nothing_else=own.nothing_else,
            checks=checks,
            retired=own.retired,
            changes=own.changes,
            screens=own.screens,
            withdrawn=own.withdrawn,
        )

    def _version(self) -> str:
        made = day(self._made)
        return f"{made.year}.{made.month}.1" if made else ""

    # ---- names

    def _questions(self) -> Iterator[ET.Element]:
        for question in children(self._root.find(ocil("questions"))):
            if question.tag in (_CHOICES, _BOOLEAN):
                yield question
            elif question.tag != ocil("choice_group"):
                self._remark(RemarkKind.ASKS_FOR_TEXT, question.get("id", ""))

    def _name(self, question: ET.Element) -> None:
        """Give the question and its choices identifiers of ours."""
        ref = question.get("id", "")
        own = identifier(DOTTED, self._own.questions.get(ref, {}).get("id"))
        number = slug(ref.rpartition(":")[2]) or "1"
        self._ids[ref] = self._taken.untaken(own or f"{self._id}.question-{number}")
        taken = _Taken()
        for choice, label in self._choices(question):
            self._named += 1
            if self._named > MOST_ELEMENTS:  # groups of choices may be named by every question
                raise DocumentRefused(XmlRefusal.TOO_MANY)
            own = identifier(KEBAB, self._own.choices.get((ref, choice), {}).get("id"))
            self._options[ref, choice] = taken.untaken(own or slug(label) or "choice")

    def _choices(self, question: ET.Element) -> Iterator[tuple[str, str]]:
        """(the document's identifier, label) in their order."""
        if question.tag == _BOOLEAN:
            labels = _YES_NO.get(question.get("model", ""), _YES_NO["MODEL_YES_NO"])
            yield from zip(("true", "false"), labels, strict=True)
        for part in question:
            if part.tag == ocil("choice"):
                yield part.get("id", ""), text_of(part)
            elif part.tag == ocil("choice_group_ref"):
                for choice in self._groups.get(text_of(part), ()):
                    yield choice.get("id", ""), text_of(choice)

    # ---- one check

    def _check(self, question: ET.Element) -> Check:
        ref = question.get("id", "")
        own = self._own.questions.get(ref, {})
        notes = [text_of(note) for note in question.iterfind(ocil("notes"))]
        check = Check(
            id=self._ids[ref],
            control=identifier(DOTTED, own.get("control")),
            ask=" ".join(filter(None, (text_of(part) for part in question.iterfind(ocil("question_text"))))),
            options=tuple(self._option(ref, choice, label) for choice, label in self._choices(question)),
            steps=_steps(question),
            link=_link(question),
            screen=identifier(KEBAB, own.get("screen")),
            screening=own.get("screening") == "true",
            once=own.get("once") == "true",
            why=notes[0] if notes else "",
            fix=" ".join(notes[1:]),
            source=self._source(own.get("source")),
            confidence=word(Confidence, own.get("confidence")) or Confidence.UNCONFIRMED,
            last_seen=day(own.get("last-seen")),
            gate=self._gate(ref),
            replaces=self._own.replaces.get(ref, ()),
        )
        self._remark_gaps(check, ref)
        return check

    def _option(self, question: str, choice: str, label: str) -> Option:
        own = self._own.choices.get((question, choice), {})
        result = self._flow.results.get((question, choice))
        option = Option(
            id=self._options[question, choice],
            label=label,
            fact=identifier(KEBAB, own.get("fact")),
            as_far_as_seen=own.get("as-far-as-seen") == "true",
            fix=own.get("fix") or None,
        )
        if option.fact:
            return option
        verdict = word(Verdict, own.get("verdict"))
        reason = word(NotApplicable, own.get("not-applicable"))
        recorded = "NOT_APPLICABLE" if reason else RESULTS[verdict] if verdict else None
        if recorded is None or result in (recorded, None):
            if recorded is not None:
                return evolve(option, verdict=None if reason else verdict, not_applicable=reason)
        else:
            self._remark(RemarkKind.RESULT_TAKEN, choice)
        found = NotApplicable.NOT_OFFERED if result == "NOT_APPLICABLE" else None
        return evolve(option, verdict=_VERDICTS.get(result or ""), not_applicable=found)

    def _gate(self, ref: str) -> Gate | None:
        before, choices = self._flow.gates.get(ref, ("", []))
        opens_on = tuple(self._options[before, choice] for choice in choices if (before, choice) in self._options)
        return Gate(check=self._ids[before], opens_on=opens_on) if before in self._ids and opens_on else None

    def _source(self, number: str | None) -> Source:
        foreign = Source(id="OCIL", title=f"OCIL document {self._title}".strip(), date=self._made)
        return self._sources.get(number or "", foreign)

    # ---- remarks

    def _remark(self, kind: RemarkKind, place: str) -> None:
        self._remarks.append(Remark(kind=kind, place=place))

    def _remark_gaps(self, check: Check, ref: str) -> None:
        leads_on = ref in self._leading or check.screening
        if check.control is None and not leads_on:
            self._remark(RemarkKind.NO_CONTROL, check.id)
        judged = all(o.verdict or o.fact or o.not_applicable for o in check.options)
        if not judged and (check.control is not None or not leads_on):
            self._remark(RemarkKind.NO_RESULT, check.id)
        if not check.why:
            self._remark(RemarkKind.NO_REASON, check.id)
        if not check.fix:
            self._remark(RemarkKind.NO_REMEDY, check.id)

    def _look_at_the_rest(self) -> None:
        for questionnaire in self._root.iterfind(ocil("questionnaires", "questionnaire")):
            if _combines(questionnaire):
                self._remark(RemarkKind.COMBINED, questionnaire.get("id", ""))
        for name in _NOT_OURS:
            if self._root.find(ocil(name)) is not None:
                self._remark(RemarkKind.NOT_CARRIED, name)


def _combines(questionnaire: ET.Element) -> bool:
    actions = questionnaire.find(ocil("actions"))
    if actions is None:
        return False
    parts = [actions, *actions]
    return actions.get("operation") == "OR" or any(part.get("negate") in ("true", "1") for part in parts)


def _gates_first(questions: list[ET.Element], flow: Flow) -> list[ET.Element]:
    """In the document's order, but none before the question that leads to it."""
    by_id = {question.get("id", ""): question for question in questions}
    ordered: dict[str, ET.Element] = {}
    for first in by_id:
        ref, chain = first, []
        while ref in by_id and ref not in ordered and ref not in chain:
            chain.append(ref)
            ref = flow.gates.get(ref, ("", []))[0]
        ordered |= {found: by_id[found] for found in reversed(chain)}
    return list(ordered.values())


def _steps(question: ET.Element) -> Steps:
    told = [text_of(step.find(ocil("description"))) for step in _plain_steps(question)]
    labels = {label: name for name, label in DEVICES.items()}
    parted = [(labels.get(text.partition(": ")[0]), text.partition(": ")[2]) for text in told]
    if all(name and path for name, path in parted):
        return Steps(**{name: path for name, path in parted if name})
    return Steps(anywhere=" > ".join(filter(None, told)) or None)


def _plain_steps(question: ET.Element) -> list[ET.Element]:
    steps = question.iterfind(ocil("instructions", "step"))
    return [step for step in steps if step.find(ocil("reference")) is None]


def _link(question: ET.Element) -> str | None:
    found = question.find(ocil("instructions", "step", "reference"))
    return None if found is None else visible(found.get("href", "")) or None


class _Taken:
    """Names already in use."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def untaken(self, wanted: str) -> str:
        """The name wanted, with a number behind it where it is in use; from now on it is."""
        found = wanted
        while found in self._counts:
            self._counts[wanted] += 1
            found = f"{wanted}-{self._counts[wanted]}"
        self._counts[found] = 1
        return found


def slug(text: str) -> str:
    """Small letters, digits and hyphens, short; empty where nothing of the text can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")
