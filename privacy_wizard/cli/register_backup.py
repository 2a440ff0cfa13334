"""`register backup` and `register restore`: everything that an office has, in one encrypted file."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..i18n import _, long_moment, ngettext
from ..office.backup import back_up, is_whole, open_backup
from ..office.office_key import SECRET_IN_A_FILE, OfficeKey
from ..office.restore import put_back
from ..register import Register
from ..system.keyring import NOT_KEPT, system_keychain
from .context import DONE, CliContext, passphrase, say
from .options import register_options
from .register_acts import NOT_WHOLE, own_address

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_backup(acts: "_SubParsersAction[Any]") -> None:
    """The two acts."""
    out = acts.add_parser("backup", help=_("everything of this office in one encrypted file"))
    register_options(out)
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.set_defaults(run=everything)
    back = acts.add_parser("restore", help=_("put a backup where nothing is yet"))
    register_options(back)
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--put-aside", action="store_true", help=_("move an existing office into a folder of its own"))
    back.set_defaults(run=restore)


def everything(arguments: Namespace, tools: CliContext) -> int:
    """Register, documents, keys, profile, certificates and settings. The passphrase is the backup's own."""
    home = tools.key_file.parent
    secret = passphrase(arguments.passphrase_file, again=True)
    with Register.open(own_address(arguments, tools)) as register:
        made = back_up(register, home, arguments.out, secret, tools.now())
    documents = len(made.register.documents) if made.register is not None else 0
    files = ngettext("{n} file beside it", "{n} files beside it", len(made.files))
    say(
        ngettext(
            "The backup is {out}: the register with {n} document, and {files}. Keep it and its passphrase elsewhere.",
            "The backup is {out}: the register with {n} documents, and {files}. Keep it and its passphrase elsewhere.",
            documents,
            out=arguments.out,
            files=files,
        )
    )
    if made.lacks:
        say(made.lacks)
    return DONE


def restore(arguments: Namespace, tools: CliContext) -> int:
    """Nothing is ever overwritten; on request, what is there is moved aside."""
    found = open_backup(arguments.file, passphrase(arguments.passphrase_file))
    address = own_address(arguments, tools)
    today = tools.now().astimezone().date() if arguments.put_aside else None
    unfit = put_back(found, tools.key_file.parent, address, aside=today, now=tools.now())
    office = OfficeKey(home=tools.key_file.parent, now=tools.now, find_keychain=system_keychain)
    kept = f" {NOT_KEPT} {SECRET_IN_A_FILE}" if office.is_in_a_file else ""
    with Register.open(address) as register:
        state = _("The register is whole.") if is_whole(register) else str(NOT_WHOLE)
        say(
            _(
                "Everything of {made} is back. The register is {place}. {state}{kept}",
                made=long_moment(found.made),
                place=register.place,
                state=state,
                kept=kept,
            )
        )
    for sentence in unfit:
        say(sentence)
    return DONE
