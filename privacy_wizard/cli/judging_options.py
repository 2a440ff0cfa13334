"""What files are judged by on the command line: the profile in use here, and any certificates given."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from attrs import frozen
from cryptography import x509

from ..audit.school_files import profile_in_use
from ..domain.vocabulary import PersonKind
from ..i18n import _
from ..intake.facts import SchoolRules
from ..intake.reference_library import SchoolLibrary
from ..intake.signed_logos import library_on_record
from ..intake.trust import Trust, TrustUnreadable, load_trust
from ..register import Register, SchoolRegister
from ..school.known_school import KnownSchool
from ..system import shipped_folder
from .context import WRONG_USE, CliContext, stop
from .options import register_options
from .register_acts import RegisterAct


@frozen(kw_only=True)
class JudgedBy:
    """The school's certificates, rules, and own checklists and wording."""

    trust: Trust | None
    rules: SchoolRules
    own: SchoolLibrary | None


def judging_options(act: ArgumentParser, do: RegisterAct, *, writes: bool = True) -> None:
    """The options of every command that checks files; one that only reads asks for no key."""
    act.add_argument("--school", required=True, metavar="ID")
    act.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERT",
        help=_("if omitted: the school's file says"),
    )
    register_options(act)

    def run(arguments: Namespace, tools: CliContext) -> int:
        return do(arguments, tools, tools.register(arguments))

    act.set_defaults(run=run, writes=writes)


def judged_by(arguments: Namespace, tools: CliContext, register: Register) -> JudgedBy:
    """From the profile in use here; certificates given take precedence over the profile's."""
    profile = profile_in_use(KnownSchool(tools.key_file.parent), shipped=shipped_folder("checklists"), now=tools.now())
    certificates: tuple[x509.Certificate, ...] = ()
    rules, own = SchoolRules(), None
    if profile is not None:
        said = profile.file.manifest.profile
        packs = tuple((kind.value, said.packs_for(kind)) for kind in PersonKind)
        rules = SchoolRules(names=(said.name, *said.other_names), packs=packs, number=profile.file.manifest.number)
        own = library_on_record(profile.file, SchoolRegister(register=register, school=arguments.school))
        certificates = profile.file.certificates()
    try:
        trust = load_trust(arguments.trust) if arguments.trust else Trust(certificates) if certificates else None
    except TrustUnreadable as unreadable:
        stop(str(unreadable), WRONG_USE)
    return JudgedBy(trust=trust, rules=rules, own=own)
