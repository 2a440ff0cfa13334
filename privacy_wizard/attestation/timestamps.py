"""Asking a time-stamping service (RFC 3161) for a time stamp, with nothing but the standard library."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from traceback import clear_frames
from urllib.parse import SplitResult, urlsplit

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from ..system.places import managed_settings
from ..system.progress import UNWATCHED

_SECONDS = 10  # to be reached
_SECONDS_TO_ANSWER = 3  # in all: one that drips its answer would keep the signer waiting for good
_ANSWER_LIMIT = 100_000  # bytes


class TimeStampingService(TimeStamper):
    """The service at an http or https address. Its answers are signed, so that plain http is no weakness."""

    def __init__(self, url: str, proxy: str | None = None, go_on: Callable[[], None] = UNWATCHED.go_on) -> None:
        """`proxy`, as http://SERVER:PORT, is the way to it where the IT service of this computer has set one.

        `go_on` raises where the work was stopped: the service is not asked any more.
        """
        super().__init__()  # type: ignore[no-untyped-call]
        self.url, self._go_on = url, go_on
        self._proxy = managed_settings().proxy if proxy is None else proxy

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer. Raises TimestampRequestError for whatever goes wrong."""
        self._go_on()
        try:
            answer = await asyncio.to_thread(self._post, req.dump())
            return tsp.TimeStampResp.load(answer, strict=True)
        except (OSError, HTTPException, ValueError) as problem:
            clear_frames(problem.__traceback__)  # older Pythons leave the answer of a proxy that refuses open in there
            raise TimestampRequestError(f"No time stamp from {self.url}") from problem

    def _post(self, body: bytes) -> bytes:
        address = urlsplit(self.url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError(self.url)
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection = self._connection(address)
        if self._proxy and address.scheme == "http":
            path = f"http://{address.netloc}{path}"  # a proxy wants to know where to
        try:
            connection.connect()
            with _closed_after(connection.sock, _SECONDS_TO_ANSWER):
                connection.request("POST", path, body, {"Content-Type": "application/timestamp-query"})
                with connection.getresponse() as response:
                    if response.status != 200:
                        raise ValueError(response.status)
                    return response.read(_ANSWER_LIMIT)
        finally:
            connection.close()

    def _connection(self, address: SplitResult) -> HTTPConnection:
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        to = urlsplit(self._proxy) if self._proxy else address
        connection = kind(to.hostname or "", to.port, timeout=_SECONDS)
        if self._proxy and address.scheme == "https":
            connection.set_tunnel(address.hostname or "", address.port)
        return connection


@contextmanager
def _closed_after(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Closes a connection that is open longer than that; whoever still waits for an answer then gets an error."""
    clock = Timer(seconds, _shut, [sock])
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)
