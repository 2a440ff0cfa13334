"""A mail server on this machine that speaks to nobody who has not encrypted and logged in."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from attrs import define, field

from privacy_wizard.school.mail_server import MailServer
from tests.office.mail_authority import server_certificate

PASSWORD, USER, SENDER = "kite-marble-Thursday-9", "office", "office@bradley.example.org"


@define
class Post:
    """What a mail server does with what comes in: it keeps it, refuses it, or hangs up."""

    came: list[bytes] = field(factory=list)
    refused: frozenset[str] = frozenset()
    hangs_up_at: int | None = None  # at the mail of this number
    within_data: bool = False  # once the whole mail is there, instead of before it

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        if self.hangs_up_at == len(self.came) + 1 and not self.within_data:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.hangs_up_at == len(self.came) + 1:
            self.hangs_up_at = None
            server.transport.close()
            await asyncio.sleep(0)
        self.came.append(bytes(envelope.content))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return [str(message_from_bytes(each, policy=policy.default)["To"]) for each in self.came]


def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Post, MailServer]]:
    """A server that speaks to nobody who has not encrypted and logged in."""
    certificate = server_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate.chain, certificate.key)
    found = Post()
    controller = Controller(
        found,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=tls,
        require_starttls=True,
        auth_required=True,
        authenticator=let_in,
    )
    controller.start()
    yield found, MailServer(host="127.0.0.1", port=controller.port, user=USER, sender=SENDER)
    controller.stop()
