"""The certificates above a signer's own: a complete chain up to a self-signed authority, or none."""

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


def whole_chain(leaf: x509.Certificate, others: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The issuers of `leaf` among the others, nearest first; empty where they do not lead to a self-signed one.

    What is in a whole chain is signed by what is in it, so that no byte of it can be changed unnoticed.
    """
    chain, rest = [leaf], list(others)
    while not is_issued(chain[-1], chain[-1]):
        above = next((each for each in rest if is_issued(chain[-1], each)), None)
        if above is None:
            return ()
        rest.remove(above)
        chain.append(above)
    return tuple(chain[1:])


def is_issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    """Whether the other certificate's key signed it, under the issuer's name that it gives."""
    try:
        certificate.verify_directly_issued_by(by)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
