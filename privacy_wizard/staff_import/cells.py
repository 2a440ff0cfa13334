"""One cell understood: text, dates, addresses. If two readings are possible, nothing is guessed."""

import re
import unicodedata
from functools import lru_cache

from attrs import frozen

from ..domain.accents import overloaded, without_overload
from ..domain.staff_plan import RowFault
from ..domain.vocabulary import PersonKind
from ..system.mail_address import NoMailAddress, plain_address

NAME_LIMIT = 100
_MOST_GROUPS = 20
NOTHING = frozenset(
    ("null", "(null)", "<null>", "\\n", "n/a", "#n/a", "none", "nil", "nan", "nat", "-", "--", "–", "—")
)
"""What exports write where nothing is known."""
_NO_NAME = frozenset(("(null)", "<null>", "\\n", "n/a", "-", "--", "–", "—", "."))
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|mrz|mai|okt|dez)"
)
_TURNED_INTO_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d\d?[/.]\d\d?[/.]\d{4}(?: .*)?|\d\d?:\d\d:\d\d"
    rf"|(?i:\d\d?[- ]{_MONTH}(?:[- ]\d\d(?:\d\d)?)?|{_MONTH}[- ](?:\d\d|\d{{4}}))",
    re.ASCII,
)
_PAGE = re.compile(r"(?i)(?:page|seite):? \d+(?: ?(?:of|von|sur|/) ?\d+)?")
_A_TOTAL = re.compile(r"(?i)(?:(?:grand |sub-?)?totals?|gesamt|summe)\b.*")
_A_COUNT = re.compile(
    r"(?i)sum|average|count|records?|rows|(?:staff|head|record|row|employee)[ -]?count|all (?:staff|employees)"
    r"|(?:no\.?|number|anzahl|nombre) (?:of |de )?(?:staff|employees|people|records|rows|mitarbeiter|agents)"
    r"|anzahl|effectif(?: total)?|nombre"
)
"""Below a column of whole names; some are last names."""
_NO_LETTERS_OF_NAMES = re.compile(
    r"[*:;|+?%\\~^=<>{}@#$_†‡§¶]|&#?\w+;|--|\d[./-]\d"
    r"|^(?:[•·‣◦▪…–—]|\.{2,}|-\s|\d+[.)]\s)|/$"  # of a list within the list
    r"|\s(?:and|und)\s"  # two people
    r"|\s(?:known as|called|was)\s"
)
_NO_PLAIN_LETTER = re.compile(r"\b[\u00c0-\u00ff]{3,}\b")  # a word of three such letters and no other
_HAS_LEFT = re.compile(
    r"(?i:.*(?:[(\[]|\s[-–—/]+\s*|,\s*)(?:has )?"
    r"(?:left|leaver|leaving|resigned|retired|deceased|inactive|archived)\b.*)"
    r"|.*\w\s(?:left|leaver|leaving|leaves)\b.*|(?=.*[a-z]).*\w\s\w+\s(?:LEFT|LEAVER)\b.*"
)
_LEAVERS_SIGN = re.compile(r"(?:zz+|ZZ+|xx+|XX+)[ ._-]?[^\W\d_].*|(?:LEFT|LEAVER|Leaver)[ :]+[^\W\d_].*")
"""Ahead of a leaver's name, so that it sorts last: a habit of school offices."""
_NOBODY = re.compile(r"(?i)vacan(?:cy|t)\b.*|tb[acd]|to be (?:confirmed|appointed|advised)|unknown|not known")
_JOINERS = "\u200c\u200d"
_BETWEEN_GROUPS = re.compile(r"[;|\n]")
_WITH_A_NAME = re.compile(r"[^<>@]*<([^<>\s]+)>|[^()@]*\(([^()\s]+@[^()\s]+)\)")  # as mail programs write an address
_AROUND_AN_ADDRESS = re.compile(
    r"(?i)^(?:mailto|smtp|e-?mail|work|school): ?|\s*\((?:work|school|main|primary)\)$|[;,.'’]$"
)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"#:;,=]+@[^\s<>()\[\]\"#:;,=]+")
_BETWEEN_ADDRESSES = re.compile(r"[;,/|\s]+")
_GUARDED = re.compile(r"'[\s']*[=+\-@＝＋－＠]")
_NOT_KNOWN = frozenset((*NOTHING, "na", "0"))
"""Beside these, where no word and no figure is meant: R writes NA, and a spreadsheet's look-up 0."""
_ELSEWHERE = re.compile(r"(?i)(?:(?:same )?as|see|wie|siehe) (?:above|below|oben|unten)|[\"”„〃]|''|,,|ditto|do\.|idem")
_WITH_A_FIGURE = re.compile(r"[^\W\d_]\d|\d(?!(?:st|nd|rd|th)\b)[^\W\d_]")
"""As the names of classes and accounts have them: "5A", "Ng1"."""
_TWO_AT_ONCE = re.compile(r"(?<![SDAsda])/")  # not "Ravi s/o Kumar"
_LONGEST_ELSEWHERE = 13
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_KINDS = {
    **{kind.value: kind for kind in PersonKind},
    "staff": PersonKind.EMPLOYEE,
    "agency": PersonKind.AGENCY,
    "trainee teacher": PersonKind.TRAINEE,
    "student teacher": PersonKind.TRAINEE,
}


@frozen
class Unfit(Exception):
    """The cell does not hold what its column is for."""

    fault: RowFault
    shown: str


def text(cell: str, limit: int) -> str:
    """The text on one line, without invisible characters; those that join or part the letters of a word stay.

    Raises Unfit.
    """
    if not (cell.isascii() and cell.isprintable()):
        cell = _visible(cell)
    found = " ".join(cell.split()) if "  " in cell or "\n" in cell else cell.strip()
    if _GUARDED.match(found):
        found = found[1:].strip()  # what our own exports put there against formulas
    if len(found) > limit:
        raise Unfit(RowFault.TOO_LONG, shown(found))
    if overloaded(found):
        raise Unfit(RowFault.ACCENTS, shown(without_overload(found)))
    return found


def _visible(cell: str) -> str:
    kept = []
    letters = unicodedata.normalize("NFC", cell)
    for at, char in enumerate(letters):
        category = unicodedata.category(char)
        if category in ("Zs", "Zl", "Zp") or char in "\t\r\n":
            kept.append("\n" if char == "\n" else " ")
        elif category == "Cc" or char == "\ufffd" or category == "Cs":
            raise Unfit(RowFault.NOT_TEXT, shown(cell))
        elif category != "Cf" or (char in _JOINERS and _joins(letters, at)):
            kept.append(char)
    return "".join(kept)


def _joins(letters: str, at: int) -> bool:
    """Whether a joiner stands inside a word of a script that uses them, such as Persian or Sinhala."""
    before, after = letters[at - 1 : at], letters[at + 1 : at + 2]
    return bool(before and after) and all(
        char >= "\u0590" and unicodedata.category(char)[0] in "LM" for char in (before, after)
    )


def shown(cell: str) -> str:
    """A cell, safe to show in a sentence."""
    cut = cell if len(cell) <= 40 else cell[:39] + "…"
    return "".join(char if char.isprintable() else "�" for char in cut)


def name(cell: str) -> str:
    """A name or part of one, or empty. Raises Unfit."""
    found = text(cell, NAME_LIMIT)
    if found.casefold() in _NO_NAME:
        return ""
    if not found.istitle():
        require_said(found)
    if found in ("NULL", "NA") or _NOBODY.fullmatch(found):
        raise Unfit(RowFault.NULL_WORD, found)
    if _HAS_LEFT.fullmatch(found) or _LEAVERS_SIGN.fullmatch(found):
        raise Unfit(RowFault.HAS_LEFT, shown(found))
    if _A_TOTAL.fullmatch(found) or _PAGE.fullmatch(found):
        raise Unfit(RowFault.REPORT_LINE, shown(found))
    is_two = "/" in found and _TWO_AT_ONCE.search(_IN_BRACKETS.sub("", found)) is not None
    no_letters = bool(found) and not any(char.isalpha() for char in found)
    signs = any(unicodedata.category(char) in ("So", "Sc", "No", "Co", "Cn") for char in found)
    if is_two or no_letters or signs or _NO_LETTERS_OF_NAMES.search(found) or _is_misread(found):
        raise Unfit(RowFault.NOT_A_NAME, shown(found))
    return found


def _is_misread(found: str) -> bool:
    """Whether UTF-8 was read as Windows' letters by a program before us, "ZoÃ«", or Cyrillic or Greek was."""
    if _NO_PLAIN_LETTER.search(found):
        return True
    try:
        return not found.isascii() and found.encode("cp1252").decode("utf-8") != found
    except UnicodeError:
        return False


def whole_name(cell: str) -> str:
    """First and last name in one cell. Raises Unfit, also where it is of two people or has a remark that is no name."""
    if sum(" " in line.strip() for line in cell.strip().splitlines()) > 1:
        raise Unfit(RowFault.SEVERAL_PEOPLE, shown(" ".join(cell.split())))
    found = name(cell)
    if _A_COUNT.fullmatch(found):
        raise Unfit(RowFault.REPORT_LINE, shown(found))
    bare = _IN_BRACKETS.sub("", found)
    if any(map(_is_no_word, bare.split())) or _WITH_A_FIGURE.search(bare) or "/" in found:
        raise Unfit(RowFault.NOT_A_NAME, shown(found))
    return found


def _is_no_word(word: str) -> bool:
    return word != "," and not any(map(str.isalpha, word))


def is_unprintable(name: str) -> bool:
    """Whether the name has a letter that the fonts of an attestation lack."""
    if name.isascii():
        return False
    from ..pdf.fonts import unprintable

    return bool(unprintable(name))


def words(cell: str, limit: int) -> str:
    """What somebody does, in words, or empty. Raises Unfit."""
    found = text(cell, limit)
    require_said(found)
    return "" if found.casefold() in (*NOTHING, "0", "not applicable") else no_date(found)


def require_said(found: str) -> None:
    """Raises Unfit where the cell points to another row, which may have come to stand elsewhere."""
    if len(found) <= _LONGEST_ELSEWHERE and _ELSEWHERE.fullmatch(found):
        raise Unfit(RowFault.SEE_ABOVE, shown(found))


def no_date(found: str) -> str:
    """The same. Raises Unfit where a spreadsheet program has made a date of it."""
    if _TURNED_INTO_DATE.fullmatch(found):
        raise Unfit(RowFault.TURNED_INTO_DATE, shown(found))
    return found


def without_apostrophe(found: str) -> str:
    """Before a figure it is the sign by which a spreadsheet program takes the cell for text."""
    return found.lstrip("'’‘`").lstrip()


def email(cell: str) -> str:
    """An address that a mail can be sent to, as it is written, or nothing. Raises Unfit."""
    found = without_apostrophe(text(cell, 254))
    if found.casefold() in _NOT_KNOWN:
        return ""
    require_said(found)
    found = _AROUND_AN_ADDRESS.sub("", found)
    written = _ADDRESS.findall(found)
    if len(written) > 1 and len({each.casefold() for each in written}) == 1:
        found = written[0]  # beside its own link, as in ada@oak.example#mailto:ada@oak.example#
    if with_a_name := _WITH_A_NAME.fullmatch(found):
        found = with_a_name[with_a_name.lastindex or 0]
    several = _BETWEEN_ADDRESSES.split(found)
    if len(several) > 1 and all("@" in each for each in several):
        if len({each.casefold() for each in several}) > 1:
            raise Unfit(RowFault.SEVERAL_EMAILS, shown(found))
        found = several[0]
    found = found.removeprefix("mailto:")
    if found:
        try:
            plain_address(found)
        except NoMailAddress:
            raise Unfit(RowFault.NOT_AN_EMAIL, shown(found)) from None
    return found


@lru_cache(maxsize=4096)
def kind(cell: str) -> PersonKind | None:
    """The capacity in which the person works here, or empty. Raises Unfit."""
    found = words(cell, 80)
    if found and found.casefold() not in _KINDS:
        raise Unfit(RowFault.NOT_A_KIND, shown(found))
    return _KINDS.get(found.casefold())


@lru_cache(maxsize=4096)
def groups(cell: str) -> tuple[str, ...]:
    """Groups separated by semicolons, bars or line breaks. Raises Unfit."""
    found = tuple(dict.fromkeys(filter(None, (words(part, 80) for part in _BETWEEN_GROUPS.split(cell)))))
    if len(found) > _MOST_GROUPS:
        raise Unfit(RowFault.TOO_LONG, shown(cell))
    return found
