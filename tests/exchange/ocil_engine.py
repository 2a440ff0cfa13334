"""A small evaluator of OCIL 2.0, written from the standard alone, to ask what our documents really say."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

OCIL = "{http://scap.nist.gov/schema/ocil/2.0}"
UNKNOWN, NOT_APPLICABLE = "UNKNOWN", "NOT_APPLICABLE"
_AND = ("FAIL", "ERROR", "UNKNOWN", "NOT_TESTED", "PASS", "NOT_APPLICABLE")  # the first that occurs is the result


class Engine:
    """Answers are choices by question; an exceptional answer is UNKNOWN or NOT_APPLICABLE, none is not tested."""

    def __init__(self, document: bytes, answers: Mapping[str, str]) -> None:
        root = ET.fromstring(document)
        self._answers = answers
        self._actions = {action.get("id"): action for action in root.iterfind(f"{OCIL}test_actions/*")}
        self._questionnaires = {q.get("id"): q for q in root.iterfind(f"{OCIL}questionnaires/*")}

    def entries(self, questionnaire: str) -> list[str]:
        """What each of a questionnaire's actions comes to."""
        found = self._questionnaires[questionnaire]
        return [self.action(ref.text) for ref in found.iterfind(f"{OCIL}actions/{OCIL}test_action_ref")]

    def questionnaire(self, name: str) -> str:
        results = self.entries(name)
        return next(result for result in _AND if result in results)

    def action(self, name: str | None) -> str:
        action = self._actions[name]
        answer = self._answers.get(action.get("question_ref", ""), "NOT_TESTED")
        if answer in (UNKNOWN, NOT_APPLICABLE, "NOT_TESTED"):
            when = action.find(f"{OCIL}when_{answer.lower()}")
        else:
            whens = action.iterfind(f"{OCIL}when_choice")
            when = next(w for w in whens if answer in [ref.text for ref in w.iterfind(f"{OCIL}choice_ref")])
        assert when is not None
        leads_to = when.findtext(f"{OCIL}test_action_ref")
        return self.action(leads_to) if leads_to else str(when.findtext(f"{OCIL}result"))
