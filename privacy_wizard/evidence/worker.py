"""The task of the worker in which exports are read: it opens the files itself, so that nothing large is sent to it."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..i18n import choose_language
from ..serialization import to_canonical
from ..system import shipped_folder
from .explaining import explain
from .reading import OpenedExports

if TYPE_CHECKING:
    from ..sandbox.file_worker import Answers


def prepare(start: dict[str, Any], _content: bytes) -> "Answers":
    """Answers `explain`; or `open`, then `read` for each step, then `finish`."""
    import encodings.cp437
    import encodings.utf_8_sig  # noqa: F401

    import ijson

    _ = (encodings, ijson)  # loaded while files may still be opened freely
    gc.disable()  # what is read makes no circles, and of thousands of entries each would be looked at for them
    choose_language(shipped_folder("resources") / "translations", [start["language"]])
    opened = OpenedExports()

    def answer(question: dict[str, Any], _content: bytes) -> tuple[dict[str, Any], bytes]:
        nonlocal opened
        paths = [Path(each) for each in question.get("paths", ())]
        if question["act"] == "explain":
            return {}, to_canonical(explain(paths))
        if question["act"] == "open":
            opened = OpenedExports(posts=question["posts"])
            for path in paths:
                opened.open(path)
            return {"steps": len(opened.steps)}, b""
        if question["act"] == "read":
            opened.read(opened.steps[question["step"]])
            return {}, b""
        return {}, to_canonical(opened.finish())

    return answer
