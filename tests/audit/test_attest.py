"""What an audit becomes when it is stated, and what stays behind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from attrs import evolve

from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement, from_json, to_json
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.signing import Signing, VisibleSignature
from privacy_wizard.audit.statement_builder import NotReady, StatementBuilder
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.model import AllowedException, Catalogue, PolicyPack
from privacy_wizard.domain.vocabulary import AccountKind, ExceptionReason, HowKnown, Level, Outcome, Unresolved, Verdict
from privacy_wizard.drafts import AttestationNotKept, DraftStore
from privacy_wizard.identity import CertificateMissing, KeyStore, WrongPassphrase
from privacy_wizard.system import NotWritten
from tests.disk import Disk
from tests.settling import respond

from .conftest import SAM, SCHOOL, Clock, answer_all, preferred

PRIVATE = "zzprivatezz"
SIGNATURE = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Sam Lee")
KEY = KeyPart(fingerprint="0" * 64, words=("one", "two"))


def words_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def stated(session: AuditSession) -> Statement:
    return StatementBuilder(session, session._now()).build(SIGNATURE, KEY)


def test_labels_and_notes_never_reach_the_statement(session: AuditSession) -> None:
    account = session.audit.accounts[0]
    session.change_account(evolve(account, label=f"{PRIVATE} family"))
    answer_all(session)
    for key in session.audit.responses:
        session.note(key, f"{PRIVATE}: ask Kim")
    assert PRIVATE.encode() not in to_json(stated(session))


def test_a_platform_shown_as_another_is_named_nowhere_in_the_statement(session: AuditSession) -> None:
    session.remove_account("instagram-1")
    session.add_account("other")
    hidden = session.add_account("snapchat")
    session.change_account(evolve(hidden, shown_as_other=True))
    session.choose_policy("helsby-hillside-primary-2023")
    answer_all(session, (Verdict.NOT_MET,))
    statement = stated(session)
    assert b"snap" not in to_json(statement).lower()
    assert [(a.id, a.platform, a.number) for a in statement.accounts] == [
        ("other-1", "Another platform", 1),
        ("other-2", "Another platform", 2),
    ]
    first, second = (_titles(statement, each.id) for each in statement.accounts)
    assert first == second  # what Snapchat calls its points would say which service it is


def test_a_point_is_named_after_what_its_service_asks(session: AuditSession) -> None:
    session.remove_account("instagram-1")
    session.add_account("facebook")
    session.add_account("whatsapp")
    session.choose_policy("helsby-hillside-primary-2023")
    answer_all(session)
    facebook, whatsapp = (_titles(stated(session), each) for each in ("facebook-1", "whatsapp-1"))
    assert facebook["visibility.audience"] == "Who sees your future posts"
    assert whatsapp["visibility.photos"] == "Who sees your profile photo"
    assert facebook["connections.no-pupils"] == whatsapp["connections.no-pupils"]


def _titles(statement: Statement, account: str) -> dict[str, str]:
    return {each.control: each.title for each in statement.findings if each.account == account}


@pytest.mark.parametrize(
    "pack",
    ["devon-maintained-schools-2011", "bradley-primary-2023", "aspire-academies-trust-2017", "ladysmith-federation"],
)
def test_every_expected_pair_is_stated_or_left_out_with_a_reason(session: AuditSession, pack: str) -> None:
    session.choose_policy(pack)
    session.add_account("whatsapp")
    session.add_account("facebook", AccountKind.OFFICIAL)
    answer_all(session)
    statement = stated(session)
    declared = session.audit.declaration
    assert declared is not None
    expected = {
        (e.requirement.control.id, e.account.id if e.account else None)
        for e in expected_set(session.catalogue, declared).core
    }
    shown = [(p.control, p.account) for p in (*statement.findings, *statement.left_out)]
    assert len(shown) == len(set(shown))
    assert set(shown) == expected
    assert all(p.reason and p.clauses for p in (*statement.findings, *statement.left_out))


def test_how_things_are_put_right_is_not_handed_in(session: AuditSession) -> None:
    answer_all(session, (Verdict.NOT_MET, Verdict.PARTLY_MET))
    made = stated(session)
    fixes = {action.finding.check.fix for action in session.actions() if action.finding.check}
    assert made.actions
    assert not fixes & {action.text for action in made.actions}


def test_the_statement_is_strict_json_that_comes_back_as_it_was(session: AuditSession) -> None:
    answer_all(session)
    session.comment("I closed two old accounts.")
    session.set_due(session.findings()[0], date(2027, 1, 31))
    statement = stated(session)
    assert from_json(to_json(statement)) == statement


def test_what_was_changed_and_how_it_is_known_is_stated(session: AuditSession) -> None:
    key = ("instagram.private-account", "instagram-1")
    respond(session, key, preferred(session, key, (Verdict.NOT_MET,)))
    respond(session, key, preferred(session, key, (Verdict.MET,)), HowKnown.LOOKED, just_changed=True)
    answer_all(session)
    finding = next(f for f in stated(session).findings if f.control == "visibility.audience")
    assert (finding.changed, finding.known) == (True, HowKnown.LOOKED)


def test_an_audit_with_open_questions_cannot_be_stated(session: AuditSession) -> None:
    with pytest.raises(NotReady):
        stated(session)


def allowing(catalogue: Catalogue) -> PolicyPack:
    """The Bradley pack of a school that allows an exception for relatives."""
    pack = catalogue.packs["bradley-primary-2023"]
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
    changed = tuple(
        evolve(r, exception=allowed) if r.control.id == "connections.no-parents" else r for r in pack.requirements
    )
    return evolve(pack, requirements=changed)


def test_a_declared_exception_counts_and_is_stated_without_naming_the_relative(
    catalogue: Catalogue, store: DraftStore, clock: Clock, session: AuditSession
) -> None:
    own = AuditSession(evolve(catalogue, packs={"bradley-primary-2023": allowing(catalogue)}), store, clock)
    own.audit = session.audit
    answer_all(own)
    key = ("instagram.parents", "instagram-1")
    respond(own, key, preferred(own, key, (Verdict.NOT_MET,)))
    assert own.score().outcome is Outcome.ACTION_NEEDED
    waiver = Waiver(
        reason=ExceptionReason.RELATIVE,
        approver_role="headteacher",
        approver_name="Alex Kaur",
        until=date(2027, 7, 31),
    )
    own.declare_exception(key, waiver)
    statement = stated(own)
    assert (statement.score, statement.outcome) == (100, Outcome.MEETS)
    assert [(e.control, e.reason, e.approver_name) for e in statement.exceptions] == [
        ("connections.no-parents", ExceptionReason.RELATIVE, "Alex Kaur")
    ]
    clock.now = clock.now.replace(year=2028)
    assert own.score().outcome is Outcome.ACTION_NEEDED


def test_an_account_that_says_not_sure_everywhere_is_stated_as_worth_nothing(session: AuditSession) -> None:
    while (place := session.first_open) is not None:
        respond(session, place[1], Unresolved.NOT_SURE)
    statement = stated(session)
    assert statement.score == 0
    assert {f.verdict for f in statement.findings if f.level is not Level.INFORM} == {Verdict.NOT_SURE}


def test_signing_makes_the_key_once_keeps_the_audit_and_needs_the_passphrase_from_then_on(
    session: AuditSession, store: DraftStore, clock: Clock, tmp_path: Path, open_session: Callable[[], AuditSession]
) -> None:
    answer_all(session)
    signing = Signing(session, KeyStore(tmp_path / "key.p12", clock), clock)
    before = signing.key_card()
    assert not signing.has_key
    shown = words_in(signing.preview(VisibleSignature(text=SAM.name)).pdf)
    unsigned = words_in(signing.preview(VisibleSignature(text="")).pdf)
    assert "Words of the signing key: they appear here once you have signed" in shown
    assert " ".join(before.words) not in shown
    signed = signing.sign(VisibleSignature(text=SAM.name), "kettle orbit maple")
    assert all(signed.identifier in words for words in (unsigned, shown, words_in(signed.pdf))), "the foot stays"
    assert signing.has_key
    assert signing.key_card().words == before.words
    assert " ".join(before.words) in words_in(signed.pdf)
    assert " ".join(before.words) in words_in(signing.preview(VisibleSignature(text=SAM.name)).pdf)
    assert store.kept_pdf(session.audit.id) == signed.pdf
    again = open_session()
    again.review(session.audit.id)
    answer_all(again)
    later = Signing(again, KeyStore(tmp_path / "key.p12", clock), clock)
    with pytest.raises(WrongPassphrase):
        later.sign(VisibleSignature(text=SAM.name), "a guess")
    assert later.sign(VisibleSignature(text=SAM.name), "kettle orbit maple").pdf != signed.pdf


def test_on_a_full_disk_nothing_counts_as_signed_and_the_key_keeps_its_words(
    session: AuditSession, store: DraftStore, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(session)
    key_store, disk, name = KeyStore(tmp_path / "key.p12", clock), Disk(monkeypatch), VisibleSignature(text=SAM.name)
    said, words = [], set()
    for write in (1, 2, 3, 2, 0):  # the certificate, the key, the document; then that again, and the audit
        disk.stop_at(write)
        signing = Signing(session, key_store, clock)  # as in a program that was started again
        if signing.has_key:
            words.add(signing.key_card().words)
        try:
            signing.sign(name, "kettle orbit maple")
        except (NotWritten, AttestationNotKept) as full:
            said.append(str(full))
            assert session.audit.signed is None
            assert store.list()
    assert session.audit.signed is not None
    assert all("the disk is full" in each and "last answer" not in each for each in said)
    assert [each.startswith("Your attestation could not be kept") for each in said] == [False, False, True, True]
    assert words == {Signing(session, key_store, clock).key_card().words}


def test_a_key_without_its_certificate_shows_no_other_keys_words_and_gets_it_back_when_it_is_opened(
    session: AuditSession, clock: Clock, tmp_path: Path
) -> None:
    answer_all(session)
    key_store = KeyStore(tmp_path / "key.p12", clock)
    signing = Signing(session, key_store, clock)
    signing.sign(VisibleSignature(text=SAM.name), "kettle orbit maple")
    words = signing.key_card().words
    (tmp_path / "key.crt").unlink()
    again = Signing(session, key_store, clock)
    assert again.remembered is False
    with pytest.raises(CertificateMissing, match="privacy-wizard key fingerprint"):
        again.key_card()
    key_store.open("kettle orbit maple")
    assert again.key_card().words == words


def test_at_a_second_school_the_same_key_names_the_other_staff_number(
    session: AuditSession, clock: Clock, tmp_path: Path
) -> None:
    answer_all(session)
    key_store = KeyStore(tmp_path / "key.p12", clock)
    signing = Signing(session, key_store, clock)
    signing.sign(VisibleSignature(text=SAM.name), "kettle orbit maple")
    first = key_store.certificate()
    session.describe_person(evolve(SAM, identifier="4711", has_staff_number=True), session.audit.occasion)
    signing.sign(VisibleSignature(text=SAM.name), "kettle orbit maple")
    second = key_store.certificate()
    assert first is not None
    assert second is not None
    assert first != second
    assert fingerprint(first) == fingerprint(second)
    assert signing.key_card().identifier == "4711"


def test_the_statement_names_the_school_as_it_was_given(session: AuditSession) -> None:
    answer_all(session)
    session.choose_school(evolve(SCHOOL, other_names=("Hill St",), email_domains=("hill.example",)))
    school = stated(session).school
    assert (school.name, school.other_names, school.email_domains) == (
        "Hill Street School",
        ("Hill St",),
        ("hill.example",),
    )
