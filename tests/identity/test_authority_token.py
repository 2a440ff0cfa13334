"""The authority on a token: SoftHSM, a real PKCS #11 module without hardware."""

from pathlib import Path

import pytest

from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.signature import Purpose
from privacy_wizard.identity.authority import Authority, hand_over
from privacy_wizard.identity.authority_profile import signed_by
from privacy_wizard.identity.authority_token import TokenPlace, make_token_authority, open_token_authority
from privacy_wizard.identity.authority_trust import check_profile_signature, sign_document
from privacy_wizard.identity.errors import NotOurs, TokenTrouble

from .authorities import SCHOOL, attestor, hillside
from .keys import NOW
from .softhsm import PIN, token_place


@pytest.fixture(scope="module")
def place() -> TokenPlace:
    return token_place("authority")


@pytest.fixture(scope="module")
def made(place: TokenPlace) -> Authority:
    with make_token_authority(place, PIN, school=SCHOOL, now=NOW) as authority:
        return Authority(private_key=hillside().private_key, certificate=authority.certificate)


def test_a_token_issues_certificates_and_signs_profiles_like_a_key_file(place: TokenPlace, made: Authority) -> None:
    with open_token_authority(place, PIN, made.certificate) as authority:
        assert signed_by(attestor(authority).certificate, made.certificate)
        signature = sign_document(authority, Purpose.PROFILE, b"profile")
    assert check_profile_signature(signature, b"profile", fingerprint(made.certificate), NOW)


def test_an_authority_in_a_file_hands_over_to_one_on_a_token(place: TokenPlace, made: Authority) -> None:
    with open_token_authority(place, PIN, made.certificate) as authority:
        new = hand_over(hillside(), authority, NOW)
        signature = sign_document(new, Purpose.PROFILE, b"profile")
    assert check_profile_signature(signature, b"profile", hillside().fingerprint, NOW)


def test_a_wrong_pin_a_wrong_token_and_a_wrong_driver_are_said_in_words(place: TokenPlace, made: Authority) -> None:
    for wrong, pin, words in (
        (place, "000000", "the PIN is wrong"),
        (TokenPlace(module=place.module, token="other", key="authority"), PIN, "no token of that name"),
        (TokenPlace(module=Path("/nowhere/driver.so"), token="hillside", key="authority"), PIN, "could not be used"),
        (TokenPlace(module=place.module, token="hillside", key="other"), PIN, "no key named"),
    ):
        with pytest.raises(TokenTrouble, match=words), open_token_authority(wrong, pin, made.certificate):
            pass


def test_a_key_on_the_token_is_never_written_over(place: TokenPlace, made: Authority) -> None:
    with (
        pytest.raises(TokenTrouble, match="already"),
        make_token_authority(place, PIN, school=SCHOOL, now=NOW),
    ):
        pass


def test_another_authoritys_certificate_does_not_open_it(place: TokenPlace, made: Authority) -> None:
    with pytest.raises(NotOurs), open_token_authority(place, PIN, hillside().certificate):
        pass


def test_the_key_never_leaves_the_token(place: TokenPlace, made: Authority) -> None:
    with open_token_authority(place, PIN, made.certificate) as authority:
        for act in (
            authority.private_key.private_numbers,
            lambda: authority.private_key.private_bytes(None, None, None),  # type: ignore[arg-type]
            lambda: authority.private_key.exchange(None, None),  # type: ignore[arg-type]
        ):
            with pytest.raises(TokenTrouble, match="stays on the token"):
                act()
