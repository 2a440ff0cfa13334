"""A time-stamping service on this machine: a real one on /tsa, a confused one anywhere else.

It is a proxy, too, for one service that can be reached in no other way.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

BEYOND = "http://stamps.example/tsa"


@cache
def _authority() -> DummyTimeStamper:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test time-stamping service")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    made = made.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=9))
    certificate = made.sign(private, hashes.SHA256()).public_bytes(Encoding.DER)
    key = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate), tsa_key=asn1_keys.PrivateKeyInfo.load(key)
    )


def certificate_of_the_service() -> bytes:
    """As such services hand it out: DER."""
    made: bytes = _authority().tsa_cert.dump()
    return made


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        answer = b"hello"
        if self.path in ("/tsa", BEYOND):
            answer = _authority().request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_service() -> Iterator[str]:
    """The address of a running service."""
    with HTTPServer(("127.0.0.1", 0), _Answering) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def dripping_service() -> Iterator[str]:
    """The address of a service that sends a letter now and then, and never comes to an end."""
    enough = Event()

    def drip() -> None:
        with suppress(OSError):
            asking, _ = listening.accept()
            with asking:
                asking.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 99999\r\n\r\n")
                while not enough.wait(0.01):
                    asking.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            enough.set()
            thread.join()
