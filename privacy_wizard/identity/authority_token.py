"""The authority's key on a token (PKCS #11): a smart card, a USB key, a network module. It never leaves the token.

Needs the optional package `python-pkcs11`, and the driver (a shared library) that came with the token.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from ..certificates import fingerprint
from ..i18n import _
from .authority import Authority, make_authority
from .authority_profile import p256
from .errors import NotOurs, TokenTrouble

_COORDINATE = 32  # bytes of each half of a P-256 signature


@frozen(kw_only=True)
class TokenPlace:
    """Where the key is: the driver, the token's name, the key's name on it. None of it is secret."""

    module: Path
    token: str
    key: str


Buffer = bytes | bytearray | memoryview


class TokenKey(ec.EllipticCurvePrivateKey):
    """A P-256 key that signs on its token; everything that would need the key itself is refused."""

    def __init__(self, private: Any, public: ec.EllipticCurvePublicKey) -> None:
        self._private = private
        self._public = public

    def sign(self, data: Buffer, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        """ECDSA over SHA-256 as DER; hashed here, as many tokens cannot. Raises TokenTrouble."""
        from pkcs11 import Mechanism
        from pkcs11.exceptions import PKCS11Error

        algorithm = signature_algorithm.algorithm
        if isinstance(algorithm, Prehashed) or not isinstance(algorithm, hashes.SHA256):
            _refuse()
        digest = hashes.Hash(hashes.SHA256())
        digest.update(bytes(data))
        try:
            pair = self._private.sign(digest.finalize(), mechanism=Mechanism.ECDSA)
        except PKCS11Error as error:
            raise TokenTrouble(_reason(error)) from error
        return encode_dss_signature(
            int.from_bytes(pair[:_COORDINATE], "big"), int.from_bytes(pair[_COORDINATE:], "big")
        )

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The public half."""
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        """The curve: always P-256."""
        return self._public.curve

    @property
    def key_size(self) -> int:
        """The size of the key in bits."""
        return self._public.key_size

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> bytes:  # noqa: ARG002
        """Refused: the key is for signing."""
        _refuse()

    def private_numbers(self) -> ec.EllipticCurvePrivateNumbers:
        """Refused: the key stays on the token."""
        _refuse()

    def private_bytes(self, encoding: Any, format: Any, encryption_algorithm: Any) -> bytes:  # noqa: A002, ARG002
        """Refused: the key stays on the token."""
        _refuse()

    def __copy__(self) -> "TokenKey":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "TokenKey":
        return self


@contextmanager
def make_token_authority(place: TokenPlace, pin: str, *, school: str, now: datetime) -> Iterator[Authority]:
    """A new authority whose key is made on the token, not to be taken out; usable inside the `with` block only.

    Keep its certificate: `open_token_authority` asks for it. What fails within the block takes the key away again.
    Raises TokenTrouble, also when the key's name is taken.
    """
    with _session(place, pin, write=True) as (session, pkcs11):
        halves = (pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.ObjectClass.PUBLIC_KEY)
        if any(_found(session, pkcs11, place, each) for each in halves):
            raise TokenTrouble(_("it holds a key named “{key}” already, and that one was not touched", key=place.key))
        pair = _made(session, pkcs11, place)
        try:
            key = TokenKey(pair[1], _public(pair[0]))
            yield make_authority(school=school, now=now, private_key=key)
        except BaseException:
            for each in reversed(pair):  # the private key first
                with suppress(Exception):  # what failed before is what to tell
                    each.destroy()
            raise


@contextmanager
def open_token_authority(
    place: TokenPlace, pin: str, certificate: x509.Certificate, links: tuple[x509.Certificate, ...] = ()
) -> Iterator[Authority]:
    """The authority of that certificate, usable inside the `with` block.

    Raises TokenTrouble, NotOurs for another key.
    """
    with _session(place, pin, write=False) as (session, pkcs11):
        private = _found(session, pkcs11, place, pkcs11.ObjectClass.PRIVATE_KEY)
        public = _found(session, pkcs11, place, pkcs11.ObjectClass.PUBLIC_KEY)
        if private is None or public is None:
            raise TokenTrouble(_("it holds no key named “{key}”", key=place.key))
        key = TokenKey(private, _public(public))
        if fingerprint(key.public_key()) != fingerprint(certificate):
            raise NotOurs
        yield Authority(private_key=key, certificate=certificate, links=links)


@contextmanager
def _session(place: TokenPlace, pin: str, *, write: bool) -> Iterator[tuple[Any, Any]]:
    try:
        import pkcs11
    except ImportError as error:
        raise TokenTrouble(_("this program was installed without support for tokens (python-pkcs11)")) from error
    try:
        token = pkcs11.lib(str(place.module)).get_token(token_label=place.token)
        session = token.open(user_pin=pin, rw=write)
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise TokenTrouble(_reason(error)) from error
    with session:
        yield session, pkcs11


def _made(session: Any, pkcs11: Any, place: TokenPlace) -> tuple[Any, Any]:
    """The public and the private key."""
    from pkcs11.util.ec import encode_named_curve_parameters

    names, yes = pkcs11.Attribute, True
    try:
        parameters = session.create_domain_parameters(
            pkcs11.KeyType.EC, {names.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
        )
        public, private = parameters.generate_keypair(
            store=yes,
            label=place.key,
            private_template={names.SENSITIVE: yes, names.EXTRACTABLE: False, names.SIGN: yes, names.DERIVE: False},
        )
    except pkcs11.PKCS11Error as error:
        raise TokenTrouble(_reason(error)) from error
    return public, private


def _found(session: Any, pkcs11: Any, place: TokenPlace, kind: Any) -> Any:
    wanted = {pkcs11.Attribute.CLASS: kind, pkcs11.Attribute.LABEL: place.key}
    return next(iter(list(session.get_objects(wanted))), None)


def _public(found: Any) -> ec.EllipticCurvePublicKey:
    from pkcs11.util.ec import encode_ec_public_key

    return p256(load_der_public_key(encode_ec_public_key(found)))


def _reason(error: Exception) -> str:
    """What the driver said, in words where its name is one that people meet."""
    known = {
        "PinIncorrect": _("the PIN is wrong"),
        "PinLocked": _("the PIN is locked after too many wrong ones"),
        "NoSuchToken": _("no token of that name is plugged in"),
        "TokenNotPresent": _("no token is plugged in"),
        "PinLenRange": _("the PIN is too short or too long"),
    }
    name = type(error).__name__
    return known.get(name, _("the driver said {name}", name=name))


def _refuse() -> NoReturn:
    raise TokenTrouble("the key stays on the token and makes signatures with SHA-256 only")
