"""`key`: make, back up, restore and show the signing key."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cryptography import x509

from .. import certificates, identity
from ..i18n import _
from ..identity import KeyStore
from ..system import in_utf8, read_regular, write_whole
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop
from .options import REQUEST_WRITTEN, key_options


def add_options(key: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = key.add_subparsers(dest="act", required=True, metavar="ACT")
    made = acts.add_parser("new", help=_("make a key"))
    made.add_argument("--name", required=True, help=_("your name, as on the attestation"))
    made.add_argument("--identifier", default="", help=_("your staff number; left out, a random one is made"))
    made.add_argument("--school", default="", help=_("the school's name"))
    made.set_defaults(run=new)
    copied = acts.add_parser("backup", help=_("copy the encrypted key"))
    copied.add_argument("--out", type=Path, required=True, metavar="FILE")
    copied.set_defaults(run=backup)
    brought = acts.add_parser("restore", help=_("bring a copy back"))
    brought.add_argument("source", type=Path, metavar="COPY")
    brought.set_defaults(run=restore)
    acts.add_parser("fingerprint", help=_("the words by which the key is recognised")).set_defaults(run=fingerprint)
    asked = acts.add_parser("request", help=_("a certificate request for the school's authority"))
    asked.add_argument("--out", type=Path, metavar="FILE")
    asked.set_defaults(run=request)
    added = acts.add_parser("certificate", help=_("add the authority's certificate for the same key"))
    added.add_argument("certificates", type=Path, nargs="+", metavar="CERT", help=_("yours first, then its issuers"))
    added.set_defaults(run=certificate)
    for act in acts.choices.values():
        key_options(act)


def new(arguments: Namespace, tools: CliContext) -> int:
    """A new key, never over another one."""
    key_store = KeyStore(arguments.key or tools.key_file, tools.now)
    if key_store.has_key:
        stop(
            _(
                "There is already a key at {key_file}. It was not changed. Name another file with --key.",
                key_file=key_store.key_file,
            )
        )
    secret = passphrase(arguments.passphrase_file, again=True)
    key = identity.make_key(
        name=arguments.name,
        identifier=arguments.identifier or identity.new_person_identifier(),
        school=arguments.school,
        now=tools.now(),
    )
    key_store.keep(key, secret)
    say(_("The new key is {key_file}. Keep its passphrase: nobody can replace it.", key_file=key_store.key_file))
    _say_fingerprint(key.certificate)
    return DONE


def backup(arguments: Namespace, tools: CliContext) -> int:
    """A copy of the encrypted key file."""
    KeyStore(arguments.key or tools.key_file, tools.now).backup(arguments.out)
    say(identity.COPY_MADE.format(path=arguments.out))
    return DONE


def restore(arguments: Namespace, tools: CliContext) -> int:
    """Restore a key from a backup, never over another key."""
    key_store = KeyStore(arguments.key or tools.key_file, tools.now)
    key = key_store.restore(arguments.source, passphrase(arguments.passphrase_file))
    say(_("The key is at {key_file} again.", key_file=key_store.key_file))
    _say_fingerprint(key.certificate)
    return DONE


def fingerprint(arguments: Namespace, tools: CliContext) -> int:
    """The words by which a key is recognised; for a certificate without a passphrase."""
    file: Path = arguments.key or tools.key_file
    certificate = read_certificate(file) or KeyStore(file, tools.now).certificate()
    if certificate is None:
        certificate = KeyStore(file, tools.now).open(passphrase(arguments.passphrase_file)).certificate
    _say_fingerprint(certificate)
    return DONE


def request(arguments: Namespace, tools: CliContext) -> int:
    """A certificate request for the school's authority."""
    key = identity.load_key(arguments.key or tools.key_file, passphrase(arguments.passphrase_file))
    content = identity.certificate_request(key)
    if arguments.out is None:
        say(content.decode().rstrip("\n"))
    else:
        write_whole(arguments.out, content)
        say(REQUEST_WRITTEN.format(out=arguments.out))
    return DONE


def certificate(arguments: Namespace, tools: CliContext) -> int:
    """Put the authority's certificate for the same key beside it."""
    key_store = KeyStore(arguments.key or tools.key_file, tools.now)
    given = [found for file in arguments.certificates if (found := read_certificate(file))]
    if len(given) < len(arguments.certificates):
        stop(_("A file given is not a certificate. Name PEM or DER files."), WRONG_USE)
    secret = passphrase(arguments.passphrase_file)
    key_store.keep(identity.add_certificate(key_store.open(secret), *given), secret)
    say(_("The certificate was added. What was signed before stays good: the key is the same."))
    return DONE


def read_certificate(file: Path) -> x509.Certificate | None:
    """A certificate in PEM or DER, or None."""
    try:
        content = in_utf8(read_regular(file, 100_000))
        if b"-----BEGIN CERTIFICATE" in content:
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except (OSError, ValueError):
        return None


def _say_fingerprint(found: x509.Certificate) -> None:
    say(_("Words: {fingerprint_words}", fingerprint_words=" ".join(identity.fingerprint_words(found))))
    say(_("SHA-256 of the public key: {hex}", hex=certificates.fingerprint(found).hex()))
