"""Texts of a whole list at once: looked at together, thousands of names cost a tenth of what they cost one by one."""

from collections.abc import Callable, Sequence

from .export_texts import MAY_STACK, plain, repaired
from .observation import TEXT_SHOWN

_TOGETHER = 100  # one text that needs work costs so many others the short way


def all_plain(texts: Sequence[str]) -> list[str]:
    """`plain` of each text."""
    return _in_parts(texts, lambda some: some if _stand_as_they_are(some) else list(map(plain, some)))


def all_repaired(texts: Sequence[str]) -> list[str]:
    """`repaired` of each text."""
    return _in_parts(texts, _repaired)


def _in_parts(texts: Sequence[str], act: Callable[[Sequence[str]], Sequence[str]]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(texts), _TOGETHER):
        found += act(texts[start : start + _TOGETHER])
    return found


def _stand_as_they_are(texts: Sequence[str]) -> bool:
    """Whether each is on one line, short, printable and without needless spaces or signs that stand upon others."""
    whole = "\n".join(texts)
    has_spaces = "  " in whole or " \n" in f"{whole}\n" or "\n " in f"\n{whole}"
    return (
        not has_spaces
        and whole.count("\n") < len(texts)
        and max(map(len, texts)) <= TEXT_SHOWN
        and whole.replace("\n", "").isprintable()
        and (whole.isascii() or not MAY_STACK.search(whole))
    )


def _repaired(texts: Sequence[str]) -> Sequence[str]:
    """No letter is made of bytes on both sides of a line's end, so lines may be repaired together."""
    whole = "\n".join(texts)
    if whole.isascii():
        return texts
    together = repaired(whole)
    lines = together.split("\n") if together != whole else ()
    return lines if len(lines) == len(texts) else list(map(repaired, texts))
