"""A school's mail server, contacted over encrypted connections only."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from typing import TypeVar

from attrs import field, frozen

from ..i18n import Message, _
from ..system import Trouble

T = TypeVar("T")
_SECONDS = 30.0  # in which a server answers
_OK, _GO_ON, _TAKEN = 250, 354, range(200, 300)
_DOT = re.compile(rb"^\.", re.MULTILINE)  # a line that begins with one would end the mail


class MailSecurity(StrEnum):
    """How the connection is encrypted; there is no way to send in the clear."""

    STARTTLS = "starttls"  # usually port 587
    TLS = "tls"  # usually port 465


@frozen(kw_only=True)
class MailServer:
    """Where mails are handed in, and in whose name. It never holds the password."""

    host: str
    port: int = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""  # empty: the server asks for no login
    sender: str  # the address that mails come from


class MailServerTrouble(Trouble):
    """The server cannot be reached, or refuses the login; nothing more was sent. `server`: its name."""

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self.server = server


class ServerSilent(MailServerTrouble):
    """Nothing answers there."""

    sentence = Message(
        "The mail server {server} does not answer at port {port}. Nothing was sent. Check both, and that this "
        "computer is online."
    )

    def __init__(self, server: str, port: int) -> None:
        super().__init__(server)
        self.port = port


class ServerNotTrusted(MailServerTrouble):
    """Its certificate is not valid, so it may be a different server."""

    sentence = Message("The mail server {server} has no certificate that this computer trusts. Nothing was sent.")


class ServerNotEncrypted(MailServerTrouble):
    """It would send mails and password unencrypted."""

    sentence = Message("The mail server {server} does not offer encryption (STARTTLS), so nothing was sent.")


class LoginRefused(MailServerTrouble):
    """The name and the password do not match."""

    sentence = Message("The mail server does not let {user} in with this password. Nothing was sent.")

    def __init__(self, server: str, user: str) -> None:
        super().__init__(server)
        self.user = user


class ConnectionBroken(MailServerTrouble):
    """The connection broke between two mails."""

    sentence = Message("The connection to the mail server {server} was lost. Send the rest when it answers again.")


class MailRefused(Trouble):
    """The server rejects one mail; others may still go."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code, said)
        self.code, self.said = code, said

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _("The mail server refuses it: {code} {words}", code=self.code, words=self.said)


class MailInDoubt(Trouble):
    """The connection broke while a mail was handed over: it may have arrived."""

    sentence = Message(
        "The connection was lost while this mail was being sent. It may have arrived, so it is not sent again."
    )


@frozen
class MailConnection:
    """An open connection; `check` sends nothing."""

    _smtp: smtplib.SMTP = field(repr=False)
    _server: MailServer

    def check(self, to: str) -> None:
        """Ask whether the server would take a mail to this address. Raises MailRefused, MailServerTrouble."""
        self._announce(to)
        self._talk(self._smtp.rset)

    def send(self, draft: bytes, school: str, now: datetime, begun: Callable[[], None]) -> None:
        """Hand one mail over; `begun` is called when it can no longer be taken back.

        Raises MailRefused, MailServerTrouble where it certainly was not taken, MailInDoubt.
        """
        message = _finished(draft, self._server, school, now)
        self._announce(str(message["To"]))
        code, said = self._talk(lambda: self._smtp.docmd("DATA"))
        if code != _GO_ON:
            self._talk(self._smtp.rset)
            raise _refusal(code, said)
        begun()
        try:
            self._smtp.send(_DOT.sub(b"..", message.as_bytes()).rstrip(b"\r\n") + b"\r\n.\r\n")
            code, said = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise MailInDoubt from error
        if code != _OK:
            raise _refusal(code, said)

    def _announce(self, to: str) -> None:
        for say in (lambda: self._smtp.mail(self._server.sender), lambda: self._smtp.rcpt(to)):
            code, said = self._talk(say)
            if code not in _TAKEN:
                self._talk(self._smtp.rset)
                raise _refusal(code, said)

    def _talk(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except (OSError, smtplib.SMTPException) as error:
            raise ConnectionBroken(self._server.host) from error


@contextmanager
def mail_connection(server: MailServer, password: str) -> Iterator[MailConnection]:
    """Connect, encrypt and log in. Raises MailServerTrouble."""
    smtp = _opened(server)
    try:
        _log_in(smtp, server, password)
        yield MailConnection(smtp, server)
    finally:
        _close(smtp)


def _opened(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if server.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        try:
            smtp.starttls(context=context)
        except BaseException:
            smtp.close()
            raise
    except ssl.SSLCertVerificationError as error:
        raise ServerNotTrusted(server.host) from error
    except smtplib.SMTPNotSupportedError as error:
        raise ServerNotEncrypted(server.host) from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise ServerSilent(server.host, server.port) from error
    return smtp


def _log_in(smtp: smtplib.SMTP, server: MailServer, password: str) -> None:
    if not server.user:
        return
    try:
        smtp.login(server.user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise LoginRefused(server.host, server.user) from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise ConnectionBroken(server.host) from error


def _close(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def _finished(draft: bytes, server: MailServer, school: str, now: datetime) -> EmailMessage:
    """The draft as it is sent: with sender, date and a message number."""
    message = message_from_bytes(draft, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)  # noqa: S101  (that policy makes them)
    del message["X-Unsent"]
    message["From"] = Address(display_name=school, addr_spec=server.sender)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2] or "localhost")
    return message


def _refusal(code: int, said: bytes | str) -> MailRefused:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return MailRefused(code, " ".join(words.split())[:200])
