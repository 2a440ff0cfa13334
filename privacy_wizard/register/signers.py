"""Who signed the register."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from .schema import signer


def officer_names(connection: Connection) -> Mapping[str, str]:
    """The names of everyone who ever signed: identifier → common name of the certificate."""
    from cryptography import x509

    found = {}
    for row in connection.execute(select(signer)):
        subject = x509.load_der_x509_certificate(bytes(row.certificate)).subject
        names = subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        found[row.officer] = str(names[0].value) if names else row.officer
    return found
