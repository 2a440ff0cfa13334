"""From answers to a signed PDF: build the statement, draw, finish and sign it. Aim: under 250 ms after warm-up."""

import hashlib
import logging
from datetime import datetime
from statistics import median

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from timing import ROOT, measured, shown, verdict

from privacy_wizard import identity
from privacy_wizard.attestation.layouts import LAYOUTS, draw
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement
from privacy_wizard.audit.answers import read_answers
from privacy_wizard.audit.batch import session_of
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.certificates import fingerprint
from privacy_wizard.domain.model import Catalogue

AIM_MS = 250.0
ROUNDS = 30


def main() -> None:
    """Print the medians of the whole and of its parts, and of the least that any signature takes."""
    logging.disable(logging.CRITICAL)  # as the program does where it verifies
    catalogue, now = load_catalogue(shipped_folder()), datetime.now().astimezone()
    session = filled_in(catalogue, now)
    key = identity.make_key(name="Zoë Hartley", identifier="40217", school="Fernhill Primary School", now=now)
    stating = StatementBuilder(session, now)
    statement = built(stating, key)
    signed = sign(statement, key)
    pdf = signed.pdf
    print(
        f"{len(session.audit.accounts)} accounts, {len(statement.findings)} findings, a PDF of {len(pdf) / 1000:.0f} KB"
    )

    floor = measured(lambda: least_signature(pdf, key), ROUNDS)
    whole = measured(lambda: sign(built(stating, key), key), ROUNDS)
    told = f"{median(whole) / median(floor):.0f} times the least; aim {AIM_MS:.0f} ms {verdict(median(whole) < AIM_MS)}"
    print(f"the least, SHA-256 and one P-256 signature: {shown(floor)}")
    print(f"build + draw + finish + sign: {shown(whole)}; {told}")
    print(f"  build the statement: {shown(measured(lambda: built(stating, key), ROUNDS))}")
    print(f"  draw the pages: {shown(measured(lambda: LAYOUTS[statement.layout_version](statement), ROUNDS))}")
    print(f"  draw and finish (tags, metadata, attachment): {shown(measured(lambda: draw(statement), ROUNDS))}")
    print(f"  draw and finish and sign, the statement given: {shown(measured(lambda: sign(statement, key), ROUNDS))}")


def filled_in(catalogue: Catalogue, now: datetime) -> AuditSession:
    """The example that is shipped."""
    path = ROOT / "docs" / "examples" / "answers.yaml"
    return session_of(catalogue, read_answers(path, catalogue, "40217", now, complete=True), lambda: now)


def built(stating: StatementBuilder, key: identity.SigningKey) -> Statement:
    """The statement with its wording."""
    words = identity.fingerprint_words(key.certificate)
    part = KeyPart(fingerprint=fingerprint(key.certificate).hex(), words=words)
    return stating.build(SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Zoë Hartley"), part)


def least_signature(pdf: bytes, key: identity.SigningKey) -> bytes:
    """What no signing program can do without."""
    return key.private_key.sign(hashlib.sha256(pdf).digest(), ec.ECDSA(hashes.SHA256()))


if __name__ == "__main__":
    main()
