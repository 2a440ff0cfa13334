"""Policy packs and platforms as given to a command."""

from collections.abc import Sequence
from pathlib import Path

from ..catalogue import shipped_folder
from ..domain.checklist_index import platforms
from ..domain.model import Catalogue, Checklist, PolicyPack
from ..i18n import _
from .context import WRONG_USE, CliContext, stop


def find_pack(given: str, tools: CliContext) -> tuple[Catalogue, PolicyPack]:
    """A pack by its id, else by its file, with the library that it stands in.

    Raises Stop, and CatalogueFaults with all that is wrong with the file.
    """
    known = tools.catalogue.packs
    if given in known:
        return tools.catalogue, known[given]
    path = Path(given)
    if not path.is_file():
        stop(
            _(
                'There is no policy and no file "{given}". Known are {known}.',
                given=given,
                known=", ".join(sorted(known)),
            ),
            WRONG_USE,
        )
    from ..office.policy_files import read_pack

    return read_pack(path, shipped_folder())


def library_for(given: str, tools: CliContext) -> Catalogue:
    """The library for an answers file, with the pack that `--policy` names if it names one. Raises as `find_pack`."""
    return find_pack(given, tools)[0] if given else tools.catalogue


def require_policy(given: str, named: str, tools: CliContext) -> None:
    """Raises Stop where an answers file names another policy (by its id) than `--policy` does."""
    if not given or not named:
        return
    wanted = find_pack(given, tools)[1]
    if wanted.id != named:
        words = _(
            "The answers are for the policy {named}, not for {wanted}. Name the right one, or make a new template."
        )
        stop(words.format(named=named, wanted=wanted.id), WRONG_USE)


def find_platform(given: str, catalogue: Catalogue) -> Checklist:
    """The checklist of a platform. Raises Stop."""
    return catalogue.checklists[known_platforms([given], catalogue)[0]]


def known_platforms(given: Sequence[str], catalogue: Catalogue) -> Sequence[str]:
    """The same identifiers, each of which has a checklist. Raises Stop."""
    known = [head.id for head in platforms(catalogue)]
    for each in given:
        if each not in known:
            from ..audit.answers import no_checklist

            stop(no_checklist(each, known), WRONG_USE)
    return given
