"""Signatures of real files taken out, changed and put back: what somebody on the way could do without any key."""

from collections.abc import Callable

from asn1crypto import cms
from asn1crypto.algos import DSASignature

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def with_signature(file: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The file with its first signature, in DER, changed."""
    start = file.index(b"/Contents <3") + 11
    end = file.index(b">", start)
    padded = bytes.fromhex(file[start:end].decode())
    der = padded[: len(cms.ContentInfo.load(padded).dump())]
    changed = change(der).hex().upper().encode().ljust(end - start, b"0")
    assert len(changed) == end - start
    return file[:start] + changed + file[end:]


def with_certificates_turned_round(der: bytes) -> bytes:
    """The same certificates in the other order: a set has one order in DER."""
    first, second = (each.dump() for each in cms.ContentInfo.load(der)["content"]["certificates"])
    assert first + second in der
    return der.replace(first + second, second + first)


def in_the_second_form(der: bytes) -> bytes:
    """(r, s) as (r, n - s): as right as the first, and anybody can work it out."""
    content = cms.ContentInfo.load(der)
    signer = content["content"]["signer_infos"][0]
    numbers = DSASignature.load(signer["signature"].native)
    signer["signature"] = DSASignature({"r": numbers["r"].native, "s": _ORDER - numbers["s"].native}).dump()
    return bytes(content.dump(force=True))
