"""OCIL documents that others wrote, or that were changed on the way."""

from pathlib import Path

import pytest

from privacy_wizard.catalogue.lint import lint
from privacy_wizard.domain.model import Gate
from privacy_wizard.domain.vocabulary import Confidence, NotApplicable, Verdict
from privacy_wizard.exchange import DocumentRefused, RemarkKind, checklist_yaml, read_ocil, whole_checklist
from tests.domain.library import CATALOGUE, PLATFORM
from tests.in_turn import in_turn

from .audits import WHEN
from .judges import OCIL_SCHEMA, needs_judges, schema_faults

FOREIGN = b"""<?xml version="1.0"?>
<ocil xmlns="http://scap.nist.gov/schema/ocil/2.0">
  <generator><schema_version>2.0</schema_version><timestamp>2025-03-09T10:00:00Z</timestamp></generator>
  <document><title>Pixel Sharing: a survey</title></document>
  <questionnaires>
    <questionnaire id="ocil:org.example:questionnaire:1">
      <actions operation="OR"><test_action_ref>ocil:org.example:testaction:2</test_action_ref></actions>
    </questionnaire>
  </questionnaires>
  <test_actions>
    <choice_question_test_action question_ref="ocil:org.example:question:1" id="ocil:org.example:testaction:1">
      <when_choice><result>PASS</result><choice_ref>ocil:org.example:choice:1</choice_ref></when_choice>
      <when_choice><result>FAIL</result><choice_ref>ocil:org.example:choice:2</choice_ref></when_choice>
      <when_choice><result>NOT_APPLICABLE</result><choice_ref>ocil:org.example:choice:3</choice_ref></when_choice>
    </choice_question_test_action>
    <boolean_question_test_action question_ref="ocil:org.example:question:2" id="ocil:org.example:testaction:2">
      <when_true><test_action_ref>ocil:org.example:testaction:1</test_action_ref></when_true>
      <when_false><result>NOT_APPLICABLE</result></when_false>
    </boolean_question_test_action>
    <numeric_question_test_action question_ref="ocil:org.example:question:3" id="ocil:org.example:testaction:3">
      <when_equals><result>PASS</result><value>1</value></when_equals>
    </numeric_question_test_action>
  </test_actions>
  <questions>
    <choice_question id="ocil:org.example:question:1">
      <question_text>Who sees
        your pictures?</question_text>
      <instructions>
        <title>How</title>
        <step><description>Open the settings</description></step>
        <step><description>Tap Pictures</description></step>
      </instructions>
      <choice id="ocil:org.example:choice:1">Friends</choice>
      <choice_group_ref>ocil:org.example:choicegroup:1</choice_group_ref>
    </choice_question>
    <boolean_question id="ocil:org.example:question:2">
      <question_text>Do you share pictures?</question_text>
    </boolean_question>
    <numeric_question id="ocil:org.example:question:3"><question_text>How many?</question_text></numeric_question>
    <choice_group id="ocil:org.example:choicegroup:1">
      <choice id="ocil:org.example:choice:2">Everyone</choice>
      <choice id="ocil:org.example:choice:3">Everyone</choice>
    </choice_group>
  </questions>
  <artifacts>
    <artifact id="ocil:org.example:artifact:1"><title>A</title><description>A</description></artifact>
  </artifacts>
</ocil>
"""


@needs_judges
def test_the_foreign_sample_is_valid_ocil(tmp_path: Path) -> None:
    file = tmp_path / "foreign.xml"
    file.write_bytes(FOREIGN)
    assert schema_faults(OCIL_SCHEMA, [file]) == []


def test_questions_choices_and_flow_of_others_become_checks_options_and_gates() -> None:
    checklist = read_ocil(FOREIGN).checklist
    assert (checklist.id, checklist.title, checklist.version) == (
        "pixel-sharing-a-survey",
        "Pixel Sharing: a survey",
        "2025.3.1",
    )
    gate, who = checklist.checks  # the question that leads to the other stands first
    assert [o.label for o in gate.options] == ["Yes", "No"]
    assert who.ask == "Who sees your pictures?"
    assert [(o.id, o.verdict, o.not_applicable) for o in who.options] == [
        ("friends", Verdict.MET, None),
        ("everyone", Verdict.NOT_MET, None),
        ("everyone-2", None, NotApplicable.NOT_OFFERED),
    ]
    assert who.gate == Gate(check=gate.id, opens_on=("yes",))
    assert who.steps.anywhere == "Open the settings > Tap Pictures"
    assert (who.confidence, who.source.date) == (Confidence.UNCONFIRMED, "2025-03-09")


def test_what_a_checklist_cannot_hold_or_the_document_does_not_say_is_remarked_upon() -> None:
    kinds = {(remark.kind, remark.place) for remark in read_ocil(FOREIGN).remarks}
    assert kinds >= {
        (RemarkKind.ASKS_FOR_TEXT, "ocil:org.example:question:3"),
        (RemarkKind.COMBINED, "ocil:org.example:questionnaire:1"),
        (RemarkKind.NOT_CARRIED, "artifacts"),
        (RemarkKind.NO_CONTROL, "pixel-sharing-a-survey.question-1"),
        (RemarkKind.NO_REASON, "pixel-sharing-a-survey.question-1"),
        (RemarkKind.NO_REMEDY, "pixel-sharing-a-survey.question-2"),
    }
    assert (RemarkKind.NO_CONTROL, "pixel-sharing-a-survey.question-2") not in kinds  # only a gate


def test_the_draft_of_others_is_a_file_of_which_the_linter_names_the_gaps(tmp_path: Path) -> None:
    library = Path(__file__).parents[2] / "checklists"
    (tmp_path / "platforms").mkdir()
    (tmp_path / "controls.yaml").write_bytes((library / "controls.yaml").read_bytes())
    name = "platforms/pixel-sharing-a-survey.yaml"
    (tmp_path / name).write_text(checklist_yaml(read_ocil(FOREIGN).checklist), encoding="utf-8")
    sentences = [fault.sentence for fault in lint(tmp_path) if fault.file == name]
    assert "This is empty. Fill it in." in sentences
    assert not any("not YAML" in sentence or "There is no field" in sentence for sentence in sentences)


def own() -> bytes:
    return whole_checklist(CATALOGUE, PLATFORM, WHEN)


def test_a_result_that_was_changed_elsewhere_wins_over_the_recorded_verdict() -> None:
    judged = b"<result>PASS</result>\n        <choice_ref>ocil:alpha.posts_good:choice:1<"
    assert judged in own()
    draft = read_ocil(own().replace(judged, judged.replace(b"PASS", b"FAIL")))
    option = draft.checklist.checks[0].option("good")
    assert option is not None
    assert option.verdict is Verdict.NOT_MET
    assert [r.kind for r in draft.remarks] == [RemarkKind.RESULT_TAKEN]


@in_turn(
    ("before", "after"),
    [
        (b'verdict="met"', b'verdict="splendid"'),
        (b'confidence="weak"', b'confidence="' + b"9" * 5000 + b'"'),
        (b'review-after-months="6"', b'review-after-months="99999999999999999999"'),
        (b'review-after-months="6"', 'review-after-months="\u0666"'.encode()),
        (b'id="alpha.posts"', b'id="../../etc/passwd"'),
        (b'id="alpha"', b'id="/etc/passwd"'),
        (b'source="1"', b'source="-1"'),
        (b'id="alpha.posts"', b'id="alpha.stories"'),
        (b"question:1", b"question:2"),
    ],
)
def test_our_own_element_is_not_believed(before: bytes, after: bytes) -> None:
    assert before in own()
    checklist = read_ocil(own().replace(before, after, 1)).checklist
    ids = [check.id for check in checklist.checks]
    assert len(set(ids)) == len(ids)
    assert all(set(i) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for i in [checklist.id, *ids])
    assert 1 <= checklist.review_after_months <= 60


def test_questions_that_lead_to_each_other_keep_one_gate_only() -> None:
    circle = FOREIGN.replace(
        b"<when_choice><result>FAIL</result>",
        b"<when_choice><test_action_ref>ocil:org.example:testaction:2</test_action_ref>",
    )
    draft = read_ocil(circle)
    assert sum(check.gate is not None for check in draft.checklist.checks) == 1
    assert RemarkKind.ASKED_ELSEWHERE in [remark.kind for remark in draft.remarks]


def test_a_group_of_choices_that_every_question_names_is_counted_each_time() -> None:
    questions = "".join(
        f'<choice_question id="q{at}"><question_text>a</question_text><choice_group_ref>g</choice_group_ref>'
        "</choice_question>"
        for at in range(4_000)
    )
    group = "".join(f'<choice id="c{at}">c</choice>' for at in range(7_000))
    document = f"""<ocil xmlns="http://scap.nist.gov/schema/ocil/2.0"><questions>{questions}
        <choice_group id="g">{group}</choice_group></questions></ocil>"""
    with pytest.raises(DocumentRefused, match="more elements or attributes than any checklist"):
        read_ocil(document.encode())
