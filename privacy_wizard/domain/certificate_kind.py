"""The kinds of certificates that the school's authority issues, with their policy numbers."""

from collections.abc import Mapping
from enum import StrEnum


class CertificateKind(StrEnum):
    """What a certificate is issued for; each kind has its own policy identifier (X.509 certificate policies)."""

    ATTESTOR = "attestor"
    OFFICER = "officer"


# Numbers made from random UUIDs (ITU-T X.667), which nobody has to register and nobody else will make.
POLICY_NUMBERS: Mapping[CertificateKind, str] = {
    CertificateKind.ATTESTOR: "2.25.55957225144361070795831735275329949950",
    CertificateKind.OFFICER: "2.25.307513318713505917253155557329242388775",
}
