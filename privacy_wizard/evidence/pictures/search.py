"""Looking for the school's logo in pictures: in the sandbox, one at a time, and stopped on request."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from ...sandbox import Limits, WorkerDied, WorkerPool
from ...serialization import Refused, from_plain
from ...system import is_folder
from ..export_texts import plain
from .search_result import SHOWN_SIDE, Corner, LogoSearch, PictureLookedThrough, PictureProblem, PictureSource

_TASK = "privacy_wizard.evidence.pictures.worker:prepare"
_LIMITS = Limits(seconds=30.0, work=30, memory=1_500_000_000)
_LONGEST_LIST, _MOST_SHOWN = 1_000_000, 3 * SHOWN_SIDE**2  # bytes


@frozen(kw_only=True)
class _SaidOfPicture:
    """The worker's answer about one picture; the worker has decoded hostile bytes, so it is not trusted either."""

    fault: str
    place: tuple[Corner, ...] = field(metadata={"limit": 4})
    width: int = field(metadata={"least": 0, "most": SHOWN_SIDE})
    height: int = field(metadata={"least": 0, "most": SHOWN_SIDE})


def pictures_in(path: Path, told: Sequence[str] = ()) -> tuple[PictureSource, ...]:
    """The profile and cover pictures in a download; `told` are places that the download itself says they have.

    Empty where there is none, or where it cannot be opened. Nothing else in it is opened.
    """
    question = {"act": "list", "path": str(path.absolute()), "told": list(told)}
    try:
        with WorkerPool(_TASK, limits=_LIMITS) as pool:
            names = json.loads(pool.ask(question, most=_LONGEST_LIST)[1] or b"[]")
    except (WorkerDied, ValueError):
        return ()
    found = (each for each in names if isinstance(each, str))
    return tuple(PictureSource(name=plain(each.rpartition("/")[2]), path=path, member=each) for each in found)


def sources_at(path: Path) -> tuple[PictureSource, ...]:
    """A picture, or of a download, a zip or a folder, its profile and cover pictures."""
    if path.suffix.lower() == ".zip" or is_folder(path):
        return pictures_in(path)
    return (PictureSource(name=plain(path.name), path=path),)


def look_for_logo(
    logo: bytes,
    sources: Sequence[PictureSource],
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> LogoSearch:
    """Every picture that was looked through before `is_stopped` said to stop. Never raises for what is in one."""
    found: list[PictureLookedThrough] = []
    with WorkerPool(_TASK, limits=_LIMITS) as pool:
        fault = _shown_logo(pool, logo)
        for source in sources if fault is None else ():
            if is_stopped():
                break
            looked = _looked_through(pool, source)
            if looked.fault in (PictureProblem.TOO_SLOW, PictureProblem.FAILED):
                _shown_logo(pool, logo)  # to the worker that takes the place of the one that ended
            found.append(looked)
            on_progress(len(found), len(sources))
    return LogoSearch(pictures=tuple(found), of=len(sources), logo_fault=fault)


def _shown_logo(pool: WorkerPool, logo: bytes) -> PictureProblem | None:
    try:
        said = pool.ask({"act": "logo"}, logo, most=0)[0].get("fault")
        return PictureProblem(said) if said else None
    except WorkerDied as died:
        return PictureProblem.TOO_SLOW if died.too_slow else PictureProblem.FAILED
    except ValueError:
        return PictureProblem.FAILED


def _looked_through(pool: WorkerPool, source: PictureSource) -> PictureLookedThrough:
    looked = PictureLookedThrough(name=source.name)
    path = str(source.path.absolute()) if source.path is not None else ""
    question = {"act": "look", "path": path, "member": source.member}
    try:
        head, pixels = pool.ask(question, source.content, most=_MOST_SHOWN)
        said: _SaidOfPicture = from_plain(head, _SaidOfPicture)
        if said.fault:
            return evolve(looked, fault=PictureProblem(said.fault))
        if len(pixels) != said.width * said.height * 3 or len(said.place) not in (0, 4):
            return evolve(looked, fault=PictureProblem.FAILED)
        return evolve(looked, place=said.place, width=said.width, height=said.height, pixels=pixels)
    except WorkerDied as died:
        return evolve(looked, fault=PictureProblem.TOO_SLOW if died.too_slow else PictureProblem.FAILED)
    except (Refused, ValueError):
        return evolve(looked, fault=PictureProblem.FAILED)
