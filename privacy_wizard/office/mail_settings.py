"""The school's mail server as last used. Its password is kept in the system's keyring, never in a file."""

import json
from pathlib import Path

from attrs import frozen

from ..i18n import Message
from ..school.mail_server import MailSecurity, MailServer
from ..system import write_private
from ..system.keyring import Keychain

_LIMIT = 10_000
ASKED_EACH_TIME = Message("So the password of the mail server is asked for each time.")


@frozen(kw_only=True)
class MailSettings:
    """Kept in the user's own folder."""

    home: Path
    keychain: Keychain | None

    def server(self) -> MailServer | None:
        """The server used last; None if there was none."""
        try:
            with self._file.open("rb") as file:
                found = json.loads(file.read(_LIMIT))
            return MailServer(
                host=str(found["host"]),
                port=int(found["port"]),
                security=MailSecurity(found["security"]),
                user=str(found["user"]),
                sender=str(found["sender"]),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None

    def password(self, server: MailServer) -> str:
        """From the keyring; empty where it has none."""
        return (self.keychain.find(_entry(server)) if self.keychain is not None else None) or ""

    def keep(self, server: MailServer, password: str) -> bool:
        """Remember for next time. Returns whether the password, if any, could be kept too. Raises NotWritten."""
        kept = {
            "host": server.host,
            "port": server.port,
            "security": server.security.value,
            "user": server.user,
            "sender": server.sender,
        }
        write_private(self._file, json.dumps(kept).encode())
        return not password or (self.keychain is not None and self.keychain.keep(_entry(server), password))

    @property
    def _file(self) -> Path:
        return self.home / "mail-server.json"


def _entry(server: MailServer) -> str:
    return f"mail-server {server.user}@{server.host}"
