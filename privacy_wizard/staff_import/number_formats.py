"""Numbers as a spreadsheet program shows them, the format being part of them: 42 shown as 0042, or as E-042."""

import re

_COLOURS = re.compile(r"\[[^\]]*\]")  # and conditions, and languages
_PART = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|(?P<zeros>0+)|(?P<plain>[-/ ().,+:])|(?P<other>.)')
_MOST_DIGITS = 15  # that a number of a spreadsheet holds


def shown_number(value: int | float, code: str) -> str:
    """`code`: the format of the cell, such as `0000`. Formats of amounts and percentages change nothing."""
    whole = int(value) if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_MOST_DIGITS) else None
    if whole is None or "E+" in code.upper():  # a code such as 1E5 was taken for a power of ten
        return f"{value:.{_MOST_DIGITS}g}".upper() if whole is None else f"{value:.2E}"
    return _filled(whole, code) if whole >= 0 else str(whole)


def _filled(whole: int, code: str) -> str:
    parts = list(_PART.finditer(_COLOURS.sub("", code.split(";", maxsplit=1)[0])))
    places = sum(len(part["zeros"] or "") for part in parts)
    if any(part["other"] for part in parts) or not places or _is_amount(parts):
        return str(whole)
    digits = str(whole).zfill(places)
    first, shown = len(digits) - places, ""  # digits beyond the places stand before the first of them
    for part in parts:
        if part["zeros"]:
            width = len(part["zeros"]) + first
            shown, digits, first = shown + digits[:width], digits[width:], 0
        else:
            shown += part["quoted"] or part["escaped"] or part["plain"] or ""
    return shown.strip()


def _is_amount(parts: list[re.Match[str]]) -> bool:
    """With places behind a point: 0.00."""
    return any(part["plain"] in (".", ",") for part in parts)
