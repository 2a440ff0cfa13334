"""Officers, with the certificate that allows them to countersign."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from privacy_wizard.identity.authority_profile import POLICIES, CertificateKind
from tests.attestation.authority import AUTHORITY, AUTHORITY_KEY, TestKey


def officer_key(name: str, number: str, kind: CertificateKind | None = CertificateKind.OFFICER) -> TestKey:
    """A key with a certificate from the test authority, for what `kind` says."""
    private = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.SERIAL_NUMBER, number)]
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
    names += "crl_sign encipher_only decipher_only"
    allowed = ("digital_signature", "content_commitment")
    public, authority = private.public_key(), AUTHORITY_KEY.public_key()
    start = datetime.now(UTC) - timedelta(days=400)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(parts))
        .issuer_name(AUTHORITY.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=900))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{each: each in allowed for each in names.split()}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
    )
    if kind is not None:
        policy = x509.CertificatePolicies([x509.PolicyInformation(POLICIES[kind], None)])
        made = made.add_extension(policy, critical=False)
    return TestKey(private_key=private, certificate=made.sign(AUTHORITY_KEY, hashes.SHA256()), chain=(AUTHORITY,))
