"""One cell understood: text, dates, addresses. If two readings are possible, nothing is guessed."""

import re
import unicodedata
from collections.abc import Container, Iterable
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


_ROUNDED = re.compile(r"\d(?:[.,]\d+)?(?:E|[Ee]\+)\d+|\d[.,]\d+e\d+|\d+[.,]0+|[1-9]\d{14}0+", re.ASCII)
_SIGN_OF_A_NUMBER = re.compile(r"(?:#|[Nn][or](?:[.:]| (?=\d)))\s*(?=\d)", re.ASCII)
"""Ahead of figures it only says that a number follows: "#0102", "No. 0102"."""
_KIND_OF_A_COLUMN = re.compile(r"(?i)[(\[].*[)\]]|text|string|required|mandatory|optional|example|e\.g\..*|eg[ :].*")
"""Below headings some programs say what a column holds, and templates show an example."""
_LINE_OF_A_REPORT = re.compile(
    r"(?i)(?:(?:grand |sub-?)?totals?|printed|generated|exported|produced|report|page \d|seite \d|gesamt\w*|summe"
    r"|anzahl|count|number of|records? ?:|end of|filters? |applied filters|criteria|copyright|©|as at|date ?:|gedruckt"
    r"|erstellt|imprimé|effectif|run date|notes?|source|summary|last updated|confidential)(?:\W.*|$)"
    r"|\d+ (?:records?|rows?|staff|employees|people|of \d+)\b.*"
)
_WORDS = re.compile(r"[^\W\d_]{3,}(?:\W+[^\W\d_]{3,})+.*")
"""Two words and more: no staff number is written so, and lines below a report are."""
_AMOUNT = re.compile(r"\d{1,3}(?:[,’'\u00a0\u202f]\d{3})+")
_NO_NUMBER_YET = re.compile(r"(?i)to be .*|unknown|not known|n/k|awaiting|none yet|\W+")
_PERHAPS_A_CODE = re.compile(r"(?i)tb[acd]|nk|new|pending|nil|nan|nat")
"""Where a number is still to come, and also initials: Nia Kay's code is NK."""
_LONGEST_NUMBER = 64
_LONGEST_INITIALS = 5
_FORMULA = re.compile(r"=.*[(\"&]")
_SEVERAL = re.compile(r"\s*[\w./-]*\d[\w./-]*(?:\s*[&;,\n]\s*[\w./-]*\d[\w./-]*)+\s*")
_NUMBER_HAS_LEFT = re.compile(r"(?i)left|leavers?|gone")
_FOOTNOTE = "*†‡§"
_PHONE = re.compile(r"\+\d[\d ()-]{7,}|\(0\d+\)[\d -]{5,}|0[1-9]\d{1,3}[ -]\d{3,4}[ -]?\d{3,4}|07\d{9}", re.ASCII)


def number(cell: str, initials: Container[str] | None = None) -> str:
    """A staff number. Raises Unfit.

    `initials`: how codes of letters alone are written in its column, see `initials_in`; None: in any way.
    """
    found = _as_number(text(cell, _LONGEST_NUMBER))
    if _PERHAPS_A_CODE.fullmatch(found):
        is_none = initials is not None and _capitals(found) not in initials
    else:
        is_none = not found or found.casefold() in NOTHING or bool(_NO_NUMBER_YET.fullmatch(found))
    if is_none:
        raise Unfit(RowFault.NO_NUMBER, shown(found))
    require_said(found)
    if _ROUNDED.fullmatch(found) or _AMOUNT.fullmatch(cell.strip()):
        raise Unfit(RowFault.ROUNDED_NUMBER, found)
    if _FORMULA.match(found):
        raise Unfit(RowFault.FORMULA, shown(found))
    if any(each.fullmatch(found) for each in (_LINE_OF_A_REPORT, _WORDS, _KIND_OF_A_COLUMN)):
        raise Unfit(RowFault.REPORT_LINE, shown(found))
    return no_date(found)


def listed_number(cell: str, initials: Container[str]) -> str:
    """The same of a list, in whose columns other numbers stand as well, or those of several people. Raises Unfit."""
    found = number(cell, initials).rstrip(_FOOTNOTE).rstrip()
    if _NUMBER_HAS_LEFT.fullmatch(found):
        raise Unfit(RowFault.HAS_LEFT, found)
    if _PHONE.fullmatch(found):
        raise Unfit(RowFault.PHONE, shown(found))
    if _SEVERAL.fullmatch(cell):
        raise Unfit(RowFault.SEVERAL_NUMBERS, shown(found))
    return found


def stands_for_a_number_to_come(number: str, name: str) -> bool:
    """Whether it is a word such as TBC or NEW, and cannot be the initials of the name."""
    return bool(_PERHAPS_A_CODE.fullmatch(number)) and number[0].casefold() not in (
        word[0].casefold() for word in name.split()
    )


def unread_number(cell: str) -> str:
    """What stands where no staff number could be read, written as one: a person on record may have it. Or empty."""
    found = _as_number("".join(filter(str.isprintable, " ".join(cell.split()))))
    return "" if len(found) > _LONGEST_NUMBER or overloaded(found) else found


def initials_in(column: Iterable[str]) -> frozenset[str]:
    """How the staff codes that are letters alone are written in a column; empty where it has none."""
    return frozenset(_capitals(code) for code in map(str.strip, column) if _is_initials(code)) - {""}


def _is_initials(code: str) -> bool:
    no_code = (_PERHAPS_A_CODE, _NO_NUMBER_YET, _LINE_OF_A_REPORT, _KIND_OF_A_COLUMN)
    return (
        1 < len(code) <= _LONGEST_INITIALS
        and code.isalpha()
        and code.casefold() not in NOTHING
        and not any(each.fullmatch(code) for each in no_code)
    )


def _capitals(code: str) -> str:
    """Which of its letters are capitals: AB, Ab or ab; empty where it is another mixture, such as NaN."""
    written = {"AB": code.isupper(), "Ab": code.istitle(), "ab": code.islower()}
    return next((way for way, is_so in written.items() if is_so), "")


def _as_number(found: str) -> str:
    found = unicodedata.normalize("NFKC", found)  # figures of any width
    found = found[1:-1] if found[:1] == found[-1:] == "'" else without_apostrophe(found)
    return _SIGN_OF_A_NUMBER.sub("", found, count=1) if _SIGN_OF_A_NUMBER.match(found) else found
