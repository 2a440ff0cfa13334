"""What the signer themselves may try: other pages than the data, better figures than the findings, fewer questions."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from attrs import evolve
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from privacy_wizard.attestation.layouts import CURRENT_LAYOUT
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import (
    ExceptionPart,
    LeftOutPart,
    SignatureKind,
    SignaturePart,
    Statement,
    StatementFault,
    from_json,
    to_json,
)
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.attestation.wording import worded, wording_difference
from privacy_wizard.domain.model import Check
from privacy_wizard.domain.vocabulary import (
    AccountKind,
    ExceptionReason,
    HowKnown,
    Level,
    NotApplicable,
    Outcome,
    Verdict,
)
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.report import FileVerdict, VerificationReport
from tests.attestation.authority import TestKey

from .world import (
    NOW,
    NUMBER,
    SCHOOL_TRUST,
    drawn,
    forged,
    reasons,
    references,
    repainted,
    report,
    shipped,
    signed_page,
)


@pytest.fixture(scope="module")
def examination(pdf: bytes) -> Examination:
    return examine(pdf)


def judged(examination: Examination, statement: Statement) -> VerificationReport:
    """The report on a file that is in order but for its data: the judge alone, without drawing and signing."""
    return judge(evolve(examination, statement=statement), references(), SCHOOL_TRUST, NOW)


# ---- the page


def _over_the_page(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(Stream(pdf, b"q 1 1 1 rg 40 600 500 100 re f Q"))


def _hidden_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("later")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _annotation(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 600, 800]), F=4)
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(note)])


def _fonts(pdf: Pdf) -> list[pikepdf.Object]:
    return [font for page in pdf.pages for font in page.obj.Resources.Font.values()]


def _swapped_font(pdf: Pdf) -> None:
    descriptors = [font.FontDescriptor for font in _fonts(pdf)]
    descriptors[0].FontFile2, descriptors[1].FontFile2 = descriptors[1].FontFile2, descriptors[0].FontFile2


def _other_characters(pdf: Pdf) -> None:
    """What is copied from the page is not what is seen on it."""
    font = _fonts(pdf)[0]
    font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<0041>", b"<0042>") + b" ")


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _page_action(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.org")))


def _second_attachment(pdf: Pdf) -> None:
    pdf.attachments["more.json"] = pikepdf.AttachedFileSpec(pdf, b"{}")


def _metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"Zo", b"Xo"))


def _title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Passed"


def _alternative_text(pdf: Pdf) -> None:
    """What somebody who cannot see the page is told."""
    next(each for each in pdf.objects if isinstance(each, Dictionary) and "/Alt" in each).Alt = String("All is well")


def _tip(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields[1].TU = String("Click here")


def _third_field(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("More"), V=String("100"))))


def _crop(pdf: Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([0, 400, 595, 842])


def _blank_page(pdf: Pdf) -> None:
    pdf.add_blank_page()


def _page_gone(pdf: Pdf) -> None:
    del pdf.pages[-2]


PAINTED: tuple[Callable[[Pdf], None], ...] = (
    *(_over_the_page, _hidden_layer, _annotation, _swapped_font, _other_characters, _script, _page_action),
    *(_metadata, _title, _alternative_text, _tip, _third_field, _crop, _blank_page, _page_gone),
)


@pytest.mark.parametrize("change", PAINTED, ids=lambda change: change.__name__.strip("_"))
def test_a_page_that_was_changed_before_signing_is_noticed(
    statement: Statement, key: TestKey, change: Callable[[Pdf], None]
) -> None:
    found = report(signed_page(repainted(drawn(statement), change), statement, key))
    assert found.verdict is FileVerdict.REJECTED
    assert (reasons(found), found.page_agrees) == ({Reason.PAGE_DIFFERS}, False)
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.signer is not None
    assert found.signer.self_signed is False
    assert found.stated is not None
    assert (found.stated.person_identifier, found.stated.score) == (NUMBER, statement.score)


def test_a_page_written_again_without_a_change_is_the_same_page(statement: Statement, key: TestKey) -> None:
    page = repainted(drawn(statement), lambda pdf: None)
    assert report(signed_page(page, statement, key)).verdict is FileVerdict.ACCEPTED


def test_streams_that_are_packed_in_another_way_are_the_same_page(statement: Statement, key: TestKey) -> None:
    pikepdf.settings.set_flate_compression_level(1)
    try:
        page = repainted(drawn(statement), lambda pdf: [s.write(s.read_bytes()) for s in _streams(pdf)] and None)
    finally:
        pikepdf.settings.set_flate_compression_level(-1)
    assert page != drawn(statement)
    assert report(signed_page(page, statement, key)).verdict is FileVerdict.ACCEPTED


def _streams(pdf: Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Stream) and each.get("/Filter") == Name.FlateDecode]


def test_an_object_that_nothing_leads_to_is_noticed(statement: Statement, key: TestKey) -> None:
    page = drawn(statement)
    table = page.rindex(b"xref\n0 ")
    size = int(page[table + 7 :].split(b"\n")[0])
    more = b"%d 0 obj\n<< /Hidden true >>\nendobj\n" % size
    tail = page[table:].replace(b"trailer ", b"%d 1\n%010d 00000 n \ntrailer " % (size, table))
    tail = tail.replace(b"/Size %d" % size, b"/Size %d" % (size + 1))
    tail = tail.replace(b"%d\n%%%%EOF" % table, b"%d\n%%%%EOF" % (table + len(more)))
    found = report(signed_page(page[:table] + more + tail, statement, key))
    assert reasons(found) == {Reason.PAGE_DIFFERS}


def test_two_attached_files_are_refused(statement: Statement, key: TestKey) -> None:
    found = report(signed_page(repainted(drawn(statement), _second_attachment), statement, key))
    assert reasons(found) == {Reason.NO_DATA}


def _named_twice(pdf: Pdf) -> None:
    pdf.Root.AF.append(pdf.Root.AF[0])


def _another_named(pdf: Pdf) -> None:
    """Its own data are there, and what the document names are others."""
    named = pdf.Root.AF[0].EF
    other = pdf.make_stream(named.F.read_bytes())
    named.F = named.UF = other


def _no_stream(pdf: Pdf) -> None:
    pdf.Root.AF[0].EF.F = String("data")


def _none(pdf: Pdf) -> None:
    del pdf.Root.AF
    del pdf.Root.Names


@pytest.mark.parametrize("change", [_named_twice, _another_named, _no_stream, _none])
def test_data_are_the_one_file_that_the_document_names_or_there_are_none(
    statement: Statement, key: TestKey, change: Callable[[Pdf], None]
) -> None:
    found = report(signed_page(repainted(drawn(statement), change), statement, key))
    assert reasons(found) == {Reason.NO_DATA}
    assert (found.verdict, found.page_agrees, found.stated) == (FileVerdict.REJECTED, None, None)


def test_data_that_cannot_be_drawn_agree_with_no_page(statement: Statement, key: TestKey) -> None:
    named = worded(evolve(statement, person=evolve(statement.person, role="ครู")))

    def change(pdf: Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(to_json(named))

    found = report(signed_page(repainted(drawn(statement), change), named, key))
    assert found.page_agrees is False
    assert Reason.PAGE_DIFFERS in reasons(found)
    assert "cannot be printed" in next(each.detail for each in found.reasons if each.code is Reason.PAGE_DIFFERS)


def test_the_page_of_other_data_is_noticed(statement: Statement, key: TestKey) -> None:
    """The page shows a better result than the data that are attached to it."""
    better = worded(evolve(statement, score=100, outcome=Outcome.MEETS))

    def change(pdf: Pdf) -> None:
        with pikepdf.open(BytesIO(drawn(statement))) as honest:
            pdf.Root.AF[0].EF.F.write(honest.Root.AF[0].EF.F.read_bytes())

    found = report(signed_page(repainted(drawn(better), change), statement, key))
    assert Reason.PAGE_DIFFERS in reasons(found)


def _saying(statement: Statement, text: str, lie: str) -> Statement:
    return evolve(statement, wording=evolve(statement.wording, texts={**statement.wording.texts, text: lie}))


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("outcome.heading", "Meets the policy"),
        ("lead", "Every account was inspected by the school."),
        ("verdict.not met", "Met"),
        ("count.met", "100 met"),
        ("proof.text", "This document proves that the account is safe."),
    ],
)
def test_a_text_that_says_other_than_the_data_is_noticed(statement: Statement, text: str, lie: str) -> None:
    assert wording_difference(_saying(statement, text, lie), timestamped=False) == text


def test_a_file_with_such_a_text_is_rejected(statement: Statement, key: TestKey) -> None:
    found = report(sign(_saying(statement, "verdict.not met", "Met"), key).pdf)
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.WORDING_DIFFERS})


def test_a_note_that_claims_a_time_stamp_which_is_not_there_is_noticed(statement: Statement, key: TestKey) -> None:
    found = report(sign(worded(statement, timestamped=True), key).pdf)
    assert reasons(found) == {Reason.WORDING_DIFFERS}


def test_words_that_are_those_of_another_key_are_noticed(statement: Statement, key: TestKey) -> None:
    words = statement.key.words[::-1]
    found = report(forged(statement, key, key=evolve(statement.key, words=words)))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.OTHER_KEY})


# ---- the figures


def test_a_raised_score_is_noticed(statement: Statement, key: TestKey) -> None:
    found = report(forged(statement, key, score=100))
    assert (reasons(found), found.score_agrees) == ({Reason.SCORE_WRONG}, False)
    assert found.reasons[0].detail == "score"


CHANGED_FIGURES: dict[str, Callable[[Statement], dict[str, Any]]] = {
    "outcome": lambda s: {"outcome": Outcome.MEETS},
    "area": lambda s: {"areas": (evolve(s.areas[0], score=99), *s.areas[1:])},
    "account": lambda s: {"accounts": (evolve(s.accounts[0], score=99), *s.accounts[1:])},
    "person": lambda s: {"person_score": 99},
    "xccdf": lambda s: {"xccdf": evolve(s.xccdf, flat=s.xccdf.flat + 1)},
    "action gone": lambda s: {"actions": s.actions[1:]},
    "action gain": lambda s: {"actions": (evolve(s.actions[0], gain=99), *s.actions[1:])},
}


@pytest.mark.parametrize("name", CHANGED_FIGURES)
def test_a_figure_that_does_not_follow_is_noticed(statement: Statement, examination: Examination, name: str) -> None:
    found = judged(examination, evolve(statement, **CHANGED_FIGURES[name](statement)))
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.SCORE_WRONG})


# ---- the findings


def _first(statement: Statement, verdict: Verdict) -> int:
    return next(at for at, part in enumerate(statement.findings) if part.verdict is verdict and part.account)


def _without_finding(statement: Statement) -> dict[str, Any]:
    at = _first(statement, Verdict.NOT_MET)
    return {"findings": statement.findings[:at] + statement.findings[at + 1 :]}


def _finding(statement: Statement, at: int, **changes: Any) -> dict[str, Any]:
    part = evolve(statement.findings[at], **changes)
    return {"findings": (*statement.findings[:at], part, *statement.findings[at + 1 :])}


def _may_be_left_out(check: Check) -> bool:
    return check.gate is not None or any(option.not_applicable is not None for option in check.options)


def _left_out(statement: Statement, **changes: Any) -> dict[str, Any]:
    free = {c.control for each in shipped().checklists.values() for c in each.checks if _may_be_left_out(c)}
    not_met = (n for n, p in enumerate(statement.findings) if p.verdict is Verdict.NOT_MET and p.control not in free)
    at = next(not_met)
    old = statement.findings[at]
    settled: dict[str, Any] = {
        "reason_code": NotApplicable.NOT_OFFERED,
        "reason": "The checklist offers this answer, and the signer gave it.",
        **changes,
    }
    named = {name: getattr(old, name) for name in ("control", "title", "area", "level", "account", "clauses", "basis")}
    controls = [each.control.id for each in shipped().packs[statement.policy.id].requirements]
    accounts = [each.id for each in statement.accounts]
    parts = (LeftOutPart(**named, **settled), *statement.left_out)
    return {
        "findings": statement.findings[:at] + statement.findings[at + 1 :],
        "left_out": tuple(
            sorted(
                parts, key=lambda p: (p.level.rank, controls.index(p.control), accounts.index(p.account or accounts[0]))
            )
        ),
    }


FINDINGS: dict[str, tuple[Callable[[Statement], dict[str, Any]], Reason]] = {
    "dropped": (_without_finding, Reason.NOT_THE_EXPECTED_SET),
    "twice": (lambda s: {"findings": (s.findings[0], *s.findings)}, Reason.NOT_THE_EXPECTED_SET),
    "order": (lambda s: {"findings": s.findings[::-1]}, Reason.NOT_THE_EXPECTED_SET),
    "invented": (
        lambda s: {"findings": (*s.findings, evolve(s.findings[-1], control="conduct.invented"))},
        Reason.NOT_THE_EXPECTED_SET,
    ),
    "level": (lambda s: _finding(s, 0, level=Level.INFORM, weight=0), Reason.FINDING_WRONG),
    "weight": (lambda s: _finding(s, 0, weight=1), Reason.FINDING_WRONG),
    "title": (lambda s: _finding(s, 0, title="Something else"), Reason.FINDING_WRONG),
    "clauses": (lambda s: _finding(s, 0, clauses=("Z.9",)), Reason.FINDING_WRONG),
    "reason": (lambda s: _finding(s, 0, reason="The school has checked this."), Reason.FINDING_WRONG),
    "verdict of another kind": (
        lambda s: _finding(s, _first(s, Verdict.MET), verdict=Verdict.ACKNOWLEDGED, reason="Acknowledged."),
        Reason.FINDING_WRONG,
    ),
    "not answered": (
        lambda s: _finding(s, 0, verdict=Verdict.NOT_ANSWERED, reason="Not answered yet."),
        Reason.FINDING_WRONG,
    ),
    "left out as not offered": (_left_out, Reason.LEFT_OUT_WRONG),
    "left out by a gate": (
        lambda s: _left_out(s, reason_code=NotApplicable.GATE, reason="Ruled out by an earlier answer of the signer."),
        Reason.LEFT_OUT_WRONG,
    ),
    "left out with words of one's own": (lambda s: _left_out(s, reason="I do not use it."), Reason.LEFT_OUT_WRONG),
    "excepted": (
        lambda s: _finding(
            s,
            _first(s, Verdict.NOT_MET),
            verdict=Verdict.EXCEPTED,
            reason="An exception that the policy allows was declared.",
        ),
        Reason.EXCEPTION_WRONG,
    ),
    "checklist gone": (lambda s: {"checklists": s.checklists[1:]}, Reason.NOT_THE_EXPECTED_SET),
    "account gone": (
        lambda s: {
            "accounts": s.accounts[1:],
            "findings": tuple(p for p in s.findings if p.account != s.accounts[0].id),
            "left_out": tuple(p for p in s.left_out if p.account != s.accounts[0].id),
            "actions": tuple(p for p in s.actions if p.account != s.accounts[0].id),
        },
        Reason.NOT_THE_EXPECTED_SET,  # the checklist of that account is still named
    ),
    "account kind": (
        lambda s: {"accounts": (evolve(s.accounts[0], kind=AccountKind.OFFICIAL), *s.accounts[1:])},
        Reason.NOT_THE_EXPECTED_SET,
    ),
    "account called otherwise": (
        lambda s: {"accounts": (evolve(s.accounts[0], platform="Approved"), *s.accounts[1:])},
        Reason.WORDING_DIFFERS,
    ),
    "policy title": (lambda s: {"policy": evolve(s.policy, title="A milder policy")}, Reason.WORDING_DIFFERS),
    "action text": (
        lambda s: {"actions": (evolve(s.actions[0], text="Nothing to do."), *s.actions[1:])},
        Reason.WORDING_DIFFERS,
    ),
    "guidance": (lambda s: {"guidance": evolve(s.guidance, checks=900, never_seen=0)}, Reason.WORDING_DIFFERS),
    "exception": (
        lambda s: {
            "exceptions": (
                ExceptionPart(
                    control=s.findings[0].control,
                    account=s.findings[0].account,
                    reason=ExceptionReason.RELATIVE,
                    approver_role="Head",
                    approver_name="A. Head",
                    until=date(2030, 1, 1),
                ),
            )
        },
        Reason.EXCEPTION_WRONG,
    ),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_findings_that_the_policy_does_not_give_are_noticed(
    statement: Statement, examination: Examination, name: str
) -> None:
    change, reason = FINDINGS[name]
    found = judged(examination, evolve(statement, **change(statement)))
    assert (found.verdict, found.score_agrees is True) == (FileVerdict.REJECTED, reason is Reason.WORDING_DIFFERS)
    assert reason in reasons(found)


@pytest.mark.parametrize("name", ["dropped", "left out as not offered", "verdict of another kind", "excepted"])
def test_the_same_is_noticed_in_a_file_that_is_signed_with_care(statement: Statement, key: TestKey, name: str) -> None:
    change, reason = FINDINGS[name]
    found = report(forged(statement, key, **change(statement)))
    assert (found.verdict, found.page_agrees, found.score_agrees) == (FileVerdict.REJECTED, True, False)
    assert reason in reasons(found)


# ---- versions and times


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (lambda s: {"layout_version": "77"}, Reason.UNKNOWN_LAYOUT),
        (lambda s: {"policy": evolve(s.policy, version="2030.1")}, Reason.UNKNOWN_POLICY),
        (lambda s: {"policy": evolve(s.policy, sha256="0" * 64)}, Reason.UNKNOWN_POLICY),
        (
            lambda s: {"checklists": (evolve(s.checklists[0], sha256="0" * 64), *s.checklists[1:])},
            Reason.UNKNOWN_CHECKLIST,
        ),
    ],
)
def test_what_this_version_does_not_have_needs_a_look(
    statement: Statement, key: TestKey, changes: Callable[[Statement], dict[str, Any]], reason: Reason
) -> None:
    named = worded(evolve(statement, **changes(statement)))
    page = drawn(evolve(named, layout_version=CURRENT_LAYOUT))

    def change(pdf: Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(to_json(named))

    pdf = (
        signed_page(repainted(page, change), named, key)
        if named.layout_version != CURRENT_LAYOUT
        else sign(named, key).pdf
    )
    found = report(pdf)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {reason})


def test_a_wording_of_another_version_needs_a_look(statement: Statement, key: TestKey) -> None:
    other = evolve(statement, wording=evolve(statement.wording, template_sha256="0" * 64))
    found = report(sign(other, key).pdf)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.UNKNOWN_WORDING})


def test_an_unknown_policy_does_not_excuse_a_wrong_score(statement: Statement, key: TestKey) -> None:
    found = report(forged(statement, key, policy=evolve(statement.policy, version="2030.1"), score=100))
    assert found.verdict is FileVerdict.REJECTED
    assert Reason.SCORE_WRONG in reasons(found)


def test_an_attestation_from_the_day_after_tomorrow_is_rejected(statement: Statement, key: TestKey) -> None:
    assert reasons(report(sign(statement, key).pdf, now=NOW - timedelta(days=2))) == {Reason.IN_THE_FUTURE}
    assert report(sign(statement, key).pdf, now=NOW - timedelta(hours=5)).verdict is FileVerdict.ACCEPTED


def test_a_certificate_that_has_run_out_since_needs_a_look(pdf: bytes) -> None:
    found = report(pdf, now=NOW + timedelta(days=3000))
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {Reason.CERTIFICATE_RAN_OUT})


def test_a_certificate_that_did_not_cover_the_day_of_signing_is_noticed(statement: Statement, key: TestKey) -> None:
    early = report(forged(statement, key, created=statement.created - timedelta(days=900)))
    assert Reason.BEFORE_CERTIFICATE in reasons(early)
    assert early.verdict is not FileVerdict.ACCEPTED
    after = statement.created + timedelta(days=3000)
    late = judge(examine(forged(statement, key, created=after)), references(), SCHOOL_TRUST, after)
    assert Reason.CERTIFICATE_NOT_VALID_THEN in reasons(late)
    assert late.verdict is FileVerdict.REJECTED


# ---- the person, the signature and the days


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("person.name", lambda s: {"person": evolve(s.person, name=" ")}),
        ("person.identifier", lambda s: {"person": evolve(s.person, identifier="")}),
        ("signature", lambda s: {"signature": evolve(s.signature, text="")}),
        ("signature", lambda s: {"signature": SignaturePart(kind=SignatureKind.DRAWN, strokes=((),), text="")}),
    ],
)
def test_data_without_a_name_a_number_or_a_signature_are_none(
    statement: Statement, place: str, changes: Callable[[Statement], dict[str, Any]]
) -> None:
    with pytest.raises(StatementFault, match=f"{place}: is empty"):
        from_json(to_json(evolve(statement, **changes(statement))))


@pytest.mark.parametrize(
    ("known", "days", "is_good"),
    [
        (HowKnown.CONFIRMED, -400, True),
        (HowKnown.FROM_EXPORT, 1, True),  # of a zone further east
        (HowKnown.CONFIRMED, 2, False),
        (HowKnown.FROM_EXPORT, 300, False),
        (HowKnown.LOOKED, 0, False),
        (HowKnown.REMEMBERED, -9, False),
    ],
)
def test_a_setting_was_last_looked_up_on_a_day_that_was_and_only_where_that_is_said(
    examination: Examination, statement: Statement, known: HowKnown, days: int, is_good: bool
) -> None:
    at = next(at for at, part in enumerate(statement.findings) if part.known is not None)
    day = statement.created.date() + timedelta(days=days)
    changed = worded(evolve(statement, **_finding(statement, at, known=known, looked_on=day)))
    assert reasons(judged(examination, changed)) == (set() if is_good else {Reason.FINDING_WRONG})
