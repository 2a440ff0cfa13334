"""`school`: the authority, the profile, certificates and invitations, in the office and on the staff's computers."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..domain.vocabulary import Occasion
from ..i18n import _
from . import school_authority, school_certificates, school_invitations, school_profile, school_protected_list
from .context import CliContext, a_day
from .options import ASKED_FOR, KEY_FILE, SCHOOL_FOLDER, SCHOOL_IN_REGISTER, json_option

_ACTS: Mapping[str, Callable[[Namespace, CliContext], int]] = {
    "new": school_authority.new,
    "show": school_authority.show,
    "backup": school_authority.backup,
    "restore": school_authority.restore,
    "hand-over": school_authority.hand_over,
    "trust": school_authority.trust,
    "profile": school_profile.profile,
    "open": school_profile.open_file,
    "forget": school_profile.forget,
    "officer": school_certificates.officer,
    "issue": school_certificates.issue,
    "renew": school_certificates.renew,
    "revoke": school_certificates.revoke,
    "certificates": school_certificates.certificates,
    "take": school_certificates.take,
    "invite": school_invitations.invite,
    "slip": school_invitations.slip,
    "withdraw": school_invitations.withdraw,
    "request": school_invitations.request,
}
_REASONS = ("key compromised", "left the school", "issued by mistake")


def add_options(school: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = school.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_authority(acts)
    _add_profile(acts)
    _add_certificates(acts)
    _add_invitations(acts)
    _add_for_staff(acts)
    _add_protected_list(acts)


def _add_authority(acts: "_SubParsersAction[Any]") -> None:
    new = _act(acts, "new", _("set the school up: make its authority"), secret=True, on_record=True)
    new.add_argument("--school", required=True, metavar="NAME")
    new.add_argument("--another", action="store_true", help=_("also where one is on record whose key is lost"))
    new.add_argument("--token-driver", type=Path, metavar="LIBRARY", help=_("make the key on a token (PKCS #11)"))
    new.add_argument("--token", default="", metavar="NAME", help=_("the token's name"))
    new.add_argument("--token-key", default="authority", metavar="NAME", help=_("the key's name on the token"))
    _act(acts, "show", _("the authority's words and dates, and the school's file"), on_record=True)
    _act(acts, "backup", _("copy the encrypted authority")).add_argument(
        "--out", type=Path, required=True, metavar="FILE"
    )
    restore = _act(acts, "restore", _("bring a copy of the authority back"), secret=True, on_record=True)
    restore.add_argument("source", type=Path, metavar="COPY")
    over = _act(
        acts,
        "hand-over",
        _("a new authority takes over; what the old one issued stays good"),
        secret=True,
        on_record=True,
    )
    over.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help=str(ASKED_FOR))
    over.add_argument("--school", default="", metavar="NAME", help=_("if omitted: the same name"))
    trust = _act(acts, "trust", _("write the certificates that prove this school's signatures"))
    trust.add_argument("--roots", action="store_true", help=_("for pdfsig, Acrobat and others, which follow no links"))
    trust.add_argument("--out", type=Path, required=True, metavar="FILE.pem")


def _add_profile(acts: "_SubParsersAction[Any]") -> None:
    profile = _act(
        acts,
        "profile",
        _("sign the school's file, or write a form for it"),
        secret=True,
        on_record=True,
    )
    profile.add_argument("--template", action="store_true", help=_("print a form to fill in (JSON)"))
    profile.add_argument("--form", type=Path, metavar="FILE", help=_("a filled-in form"))
    profile.add_argument("--logo", type=Path, metavar="FILE", help=_("PNG or JPEG"))
    profile.add_argument(
        "--time-certificate",
        type=Path,
        metavar="FILE",
        help=_("certificate (PEM) of the time-stamping service, or of who vouches for it: only its stamps count"),
    )
    profile.add_argument("--library", type=Path, metavar="DIR", help=_("own packs/*.yaml and platforms/*.yaml"))
    profile.add_argument("--out", type=Path, metavar="FILE.pwschool", help=_("a copy for the staff"))


def _add_certificates(acts: "_SubParsersAction[Any]") -> None:
    for name, title in (
        ("officer", _("certify an officer's key")),
        ("issue", _("certify the key of a member of staff")),
    ):
        act = _act(acts, name, title, secret=True, on_record=True)
        act.add_argument("request", type=Path, metavar="REQUEST", help=_(".pwrequest, or a certificate request (PEM)"))
        act.add_argument("--name", required=True, help=_("as on the school's own list"))
        act.add_argument("--number", required=True, help=_("the staff number"))
        act.add_argument("--years", type=int, choices=[1, 2, 3], default=3)
        act.add_argument("--words", default="", help=_("of a request without invitation: as compared in person"))
        act.add_argument("--replaces", metavar="SERIAL", help=_("a certificate with another key, which ends now"))
        _returned(act)
    renew = _act(acts, "renew", _("the same person and key for longer"), secret=True, on_record=True)
    renew.add_argument("certificate", type=Path, metavar="CERT")
    renew.add_argument("--years", type=int, choices=[1, 2, 3], default=3)
    _returned(renew)
    _act(
        acts,
        "certificates",
        _("every certificate with its number, and whose it is"),
        on_record=True,
    )
    revoke = _act(
        acts,
        "revoke",
        _("stop trusting a certificate, from a date"),
        secret=True,
        on_record=True,
    )
    revoke.add_argument("serial", metavar="SERIAL")
    revoke.add_argument("--reason", required=True, choices=_REASONS)
    revoke.add_argument("--note", default="", help=_("more about the reason"))
    revoke.add_argument("--from", dest="since", type=a_day, metavar="DATE", help=_("if omitted: from now"))


def _add_invitations(acts: "_SubParsersAction[Any]") -> None:
    invite = _act(
        acts,
        "invite",
        _("invite one person; prints the slip with the one-time code"),
        on_record=True,
    )
    invite.add_argument("--name", required=True)
    invite.add_argument("--number", required=True, help=_("the staff number"))
    invite.add_argument("--campaign", required=True, metavar="ID")
    invite.add_argument("--occasion", choices=[Occasion.INDUCTION.value, Occasion.ANNUAL_REVIEW.value], required=True)
    invite.add_argument("--due", type=a_day, metavar="DATE")
    invite.add_argument("--days", type=int, default=30, help=_("how long the code lasts"))
    invite.add_argument("--out", type=Path, required=True, metavar="FILE.pwinvite")
    invite.add_argument("--mail", metavar="ADDRESS", help=_("also write a draft beside it (.eml), without the code"))
    invite.add_argument("--program", default="", metavar="LINE", help=_("for the mail: how staff get the program"))
    slip = _act(acts, "slip", _("a slip with a new code; the code on the old slip no longer works"), on_record=True)
    slip.add_argument("file", type=Path, metavar="FILE.pwinvite", help=_("the invitation, which stays good"))
    _act(acts, "withdraw", _("end an invitation before it is answered"), on_record=True).add_argument(
        "invitation", metavar="ID"
    )


def _add_for_staff(acts: "_SubParsersAction[Any]") -> None:
    opened = _act(acts, "open", _("for staff: open the school's file"))
    opened.add_argument("file", type=Path, metavar="FILE.pwschool")
    opened.add_argument("--accept", action="store_true", help=_("take it into use"))
    opened.add_argument("--words", default="", help=_("the first time: the words, as the school's office says them"))
    forget = _act(
        acts,
        "forget",
        _("for staff: forget the school; its next file is compared in person again"),
    )
    forget.add_argument("--sure", action="store_true", help=_("without it nothing is changed"))
    request = _act(
        acts,
        "request",
        _("for staff: answer an invitation; the code is asked for, or read from the input"),
    )
    request.add_argument("file", type=Path, metavar="FILE.pwinvite")
    request.add_argument("--out", type=Path, required=True, metavar="FILE.pwrequest")
    _key(request)
    take = _act(acts, "take", _("for staff: add the school's certificate to your key"))
    take.add_argument("file", type=Path, metavar="FILE.pwcert")
    _key(take)


def _add_protected_list(acts: "_SubParsersAction[Any]") -> None:
    of_list = acts.add_parser("protected-list", help=_("tokens of pupils and parents, to find them among connections"))
    inner = of_list.add_subparsers(dest="list_act", required=True, metavar="ACT")
    made, lists = _("make and sign a list from a table (CSV, XLS, XLSX, ODS)"), school_protected_list
    make = _act(inner, "make", made, secret=True, on_record=True, run=lists.make)
    make.add_argument("file", type=Path, metavar="FILE", help=_("pupils, former pupils, parents and carers"))
    make.add_argument("--out", type=Path, required=True, metavar="FILE.pwlist", help=_("for all staff"))
    make.add_argument("--until", type=a_day, metavar="DATE", help=_("the last day; if omitted: in 90 days"))
    make.add_argument("--impact-assessment-made", action="store_true", help=_("without it nothing is made"))
    make.add_argument("--sheet", default="", metavar="NAME", help=_("of a workbook"))
    wanted = _("for user names, e-mail addresses and mobile numbers: left out, they are not taken")
    make.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING", help=wanted)
    _act(inner, "show", _("the list that was made last, without anybody in it"), run=lists.show)
    take = _act(inner, "take", _("for staff: take a list into use"), run=lists.take)
    take.add_argument("file", type=Path, metavar="FILE.pwlist")
    match = _act(inner, "match", _("for staff: compare the connections of downloads with it"), run=lists.match)
    match.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    _act(inner, "delete", _("for staff: keep the list no longer"), run=lists.delete)


def _act(
    acts: "_SubParsersAction[Any]",
    name: str,
    title: str,
    *,
    secret: bool = False,
    on_record: bool = False,
    run: Callable[[Namespace, CliContext], int] | None = None,
) -> ArgumentParser:
    act: ArgumentParser = acts.add_parser(name, help=title)
    act.add_argument("--folder", type=Path, metavar="DIR", help=str(SCHOOL_FOLDER))
    json_option(act)
    if secret:
        act.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help=_("of the authority; if omitted: asked for")
        )
    if on_record:  # in the register, signed by the officer's key; without one, beside the authority
        act.add_argument(
            "--by", default="", metavar="NAME", help=_("the officer; if omitted: whoever is signed in here")
        )
        act.add_argument(
            "--register", default="", metavar="ADDRESS", help=_("if omitted: this user's own, if there is one")
        )
        act.add_argument("--in", dest="in_register", default="", metavar="ID", help=str(SCHOOL_IN_REGISTER))
        _key(act)
    act.set_defaults(run=run or _ACTS[name])
    return act


def _returned(act: ArgumentParser) -> None:
    act.add_argument("--out", type=Path, required=True, metavar="FILE.pwcert")
    act.add_argument("--mail", default="", metavar="ADDRESS", help=_("also write the draft of a mail beside it (.eml)"))


def _key(act: ArgumentParser) -> None:
    act.add_argument("--key", type=Path, metavar="FILE", help=str(KEY_FILE))
    act.add_argument("--key-passphrase-file", type=Path, metavar="FILE", help=str(ASKED_FOR))
