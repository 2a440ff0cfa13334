"""What makes the head of a chain signed: the signature of an officer's EC key over it, and nothing else."""

from datetime import UTC, datetime

from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from privacy_wizard.domain.register_views import ChainHead
from privacy_wizard.register.chain import START, Officer, commit, digest_of, head_message, is_signed, link, message_of
from tests.in_turn import in_turn

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
MESSAGE = head_message("r", "oak", 7, "d" * 64, AT)


def certificate(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Olive Officer")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(AT).not_valid_after(AT.replace(year=2028))
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def signed(key: ec.EllipticCurvePrivateKey, message: bytes = MESSAGE) -> bytes:
    return key.sign(message, ec.ECDSA(hashes.SHA256()))


def test_an_officer_in_a_log_shows_no_certificate_and_no_key() -> None:
    shown = repr(Officer(certificate=b"a certificate", sign=lambda message: message))
    assert "certificate" not in shown
    assert "lambda" not in shown


def test_a_head_is_signed_by_the_key_of_its_certificate_and_by_no_other() -> None:
    key, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    assert is_signed(certificate(key), MESSAGE, signed(key))
    assert not is_signed(certificate(other), MESSAGE, signed(key))
    assert not is_signed(certificate(key), MESSAGE + b" ", signed(key))
    for signature in (b"", signed(key)[:-1], b"\x30\x06\x02\x01\x00\x02\x01\x00"):
        assert not is_signed(certificate(key), MESSAGE, signature)


def test_a_certificate_of_another_kind_of_key_or_none_at_all_signs_no_head() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for signature in (key.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256()), b"", b"x"):
        assert not is_signed(certificate(key), MESSAGE, signature)
    assert not is_signed(b"no certificate", MESSAGE, b"")


@in_turn("change", ["register", "school", "number", "digest", "signed_at"])
def test_what_is_signed_says_which_register_school_and_row_it_is_and_when(change: str) -> None:
    head = ChainHead(register="r", school="oak", number=7, digest="d" * 64, signed_at=AT, officer="o", signature=b"")
    assert message_of(head) == MESSAGE
    other = {"register": "s", "school": "elm", "number": 8, "digest": "e" * 64, "signed_at": AT.replace(hour=13)}
    assert message_of(evolve(head, **{change: other[change]})) != MESSAGE


def test_each_row_names_the_one_before_and_stands_for_all_that_is_in_it() -> None:
    first = link("r", previous=None, school="oak", kind="noted", at=AT, officer="o", commitment=commit(b"s", "{}"))
    second = link("r", previous=first, school="oak", kind="noted", at=AT, officer="o", commitment=first.commitment)
    assert (first.number, first.previous, second.number, second.previous) == (1, START, 2, first.digest)
    assert commit(b"s", "{}") != commit(b"t", "{}")
    whole = ["r", "oak", 1, "noted", AT.isoformat(), "o", first.commitment, START]
    kept = digest_of(*whole)  # type: ignore[arg-type]
    named = digest_of("r", "Ysgol Tŷ Gwyn", 1, "noted", AT.isoformat(), "Zoë", "c" * 64, START)
    assert named == "a6a6de9a67aefadf72dac342639f932d2ef254411d5879066cf24369ecca9adc", "as in registers of before"
    for at, value in enumerate(whole):
        changed = [*whole[:at], value + 1 if isinstance(value, int) else f"{value}x", *whole[at + 1 :]]
        assert digest_of(*changed) != kept  # type: ignore[arg-type]
