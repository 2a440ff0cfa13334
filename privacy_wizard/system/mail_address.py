"""An e-mail address as mails carry it: its domain in plain letters, however it is written (IDNA)."""

import re

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(
    rf"(?=.{{1,64}}@){_LOCAL}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+"
    r"(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59})"
)


class NoMailAddress(ValueError):
    """No mail can be sent there."""


def plain_address(address: str) -> str:
    """`ada@schöl.example` as `ada@xn--schl-5qa.example`. Raises NoMailAddress.

    A name with other than plain letters before the @ is refused: many servers carry no such mail.
    """
    local, _, domain = address.rpartition("@")
    if not domain.isascii() or "xn--" in domain.casefold():
        import idna  # takes a moment to load

        try:
            domain = idna.encode(domain, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise NoMailAddress(address) from None
    plain = f"{local}@{domain}"
    if len(plain) > 254 or not _ADDRESS.fullmatch(plain):
        raise NoMailAddress(address)
    return plain
