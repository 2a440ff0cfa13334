"""`evidence logo`: pictures in which something looks like the school's logo, and where."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..evidence.pictures import LogoSearch, PictureLookedThrough, logo_sentence, look_for_logo, sources_at
from ..i18n import _
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, View, the, worked_out
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, complain, say, stop

_LARGEST_LOGO = 30_000_000  # bytes


def add_logo_options(act: ArgumentParser) -> None:
    """What beside the pictures is given."""
    wanted = _("PNG or JPEG; if omitted: that of the school whose file is in use here")
    act.add_argument("--logo", type=Path, metavar="FILE", help=wanted)
    act.set_defaults(run=look)


def look(arguments: Namespace, tools: CliContext) -> int:
    """Look through pictures, and through the profile and cover pictures of downloads; print where to have a look."""
    sources = [source for path in arguments.paths for source in sources_at(path)]
    found = look_for_logo(_logo(arguments, tools), sources)
    if found.logo_fault is not None:
        stop(logo_sentence(found.logo_fault))
    if arguments.json:
        say(LOGO.text(found))
    else:
        for each in found.pictures:
            _say_picture(each)
    if all(each.fault is not None for each in found.pictures):
        return FAILED
    return SOME_NEED_A_LOOK if any(each.fault or each.place for each in found.pictures) else DONE


def _logo(arguments: Namespace, tools: CliContext) -> bytes:
    if arguments.logo is not None:
        return read_some(arguments.logo, _LARGEST_LOGO)
    school = tools.own_school.school if tools.own_school is not None else None
    if school is None or school.logo is None:
        stop(_("No school's file with a logo is in use here. Name the logo with --logo FILE."), WRONG_USE)
    return school.logo


def _say_picture(looked: PictureLookedThrough) -> None:
    if looked.fault is not None:
        complain(f"{looked.name}: {looked.fault.sentence}")
    elif looked.place:
        corners = ", ".join(f"{each.x / 10:.0f} % {each.y / 10:.0f} %" for each in looked.place)
        say(
            _("{picture}: have a look here, from the left and the top: {corners}", picture=looked.name, corners=corners)
        )
    else:
        say(_("{picture}: nothing that looks like the logo was found", picture=looked.name))


def _sentence(looked: PictureLookedThrough) -> str:
    return looked.fault.sentence if looked.fault is not None else ""


LOGO = PrintedDocument(
    "privacy-wizard-evidence-logo/1",
    "What `evidence logo --json` prints. Places are in thousandths of a picture's width and height.",
    the("pictures", limit=100_000),
    of=LogoSearch,
    views=(
        View(
            PictureLookedThrough,
            "A picture: four corners where something looks like the logo, none where nothing does.",
            "name",
            "place",
            "fault",
            worked_out("sentence", _sentence),
        ),
    ),
)
