"""What the certificates of a school's authority look like, and what they say of themselves."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ObjectIdentifier

from ..domain.certificate_events import POLICY_NUMBERS, CertificateKind
from .errors import KEY_OF_OTHER_KIND, BadRequest

__all__ = [
    "ANY_POLICY",
    "POLICIES",
    "CertificateKind",
    "authority_certificate",
    "is_authority",
    "is_backward",
    "kind_of",
    "p256",
    "signed_by",
]
POLICIES = {kind: ObjectIdentifier(number) for kind, number in POLICY_NUMBERS.items()}
ANY_POLICY = ObjectIdentifier("2.5.29.32.0")


def kind_of(certificate: x509.Certificate) -> CertificateKind | None:
    """What the policy identifier says it was issued for; None if it names none of ours, or both."""
    try:
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return None
    named = {policy.policy_identifier for policy in policies}
    kinds = [kind for kind, policy in POLICIES.items() if policy in named]
    return kinds[0] if len(kinds) == 1 else None


def is_backward(link: x509.Certificate) -> bool:
    """Whether a link only keeps a predecessor's certificates valid."""
    return link.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


def signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the issuer's key signed the certificate, with ECDSA and SHA-256, and both agree on the issuer's name."""
    key = issuer.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not is_authority(issuer):
        return False
    if certificate.issuer != issuer.subject or not isinstance(certificate.signature_hash_algorithm, hashes.SHA256):
        return False
    try:
        key.verify(certificate.signature, certificate.tbs_certificate_bytes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether a certificate says that its key may issue others."""
    try:
        found = certificate.extensions
        usage = found.get_extension_for_class(x509.KeyUsage).value
        return found.get_extension_for_class(x509.BasicConstraints).value.ca and usage.key_cert_sign
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False


def authority_certificate(
    subject: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePublicKey,
    path_length: int | None,
) -> x509.CertificateBuilder:
    """A certificate of an authority, without its dates."""
    usage = x509.KeyUsage(
        # Not digital_signature: so that every PDF reader refuses a document that an authority's key signed.
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def p256(public: object) -> ec.EllipticCurvePublicKey:
    """The key, which must be P-256. Raises BadRequest."""
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise BadRequest(str(KEY_OF_OTHER_KIND))
    return public
