"""Names as lists write them, with titles, suffixes and remarks in brackets: split into first and last name."""

import re
from collections.abc import Iterable
from itertools import islice
from unicodedata import normalize

from attrs import frozen

_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "rev'd", "rev’d", "reverend"),
        *("sir", "dame", "herr", "frau", "mme", "mlle", "monsieur", "madame"),
    )
)
_TITLES_AHEAD = frozenset(
    (
        *("fr", "father", "sr", "sister", "br", "brother", "canon", "ven", "cllr", "councillor", "lady", "lord", "hon"),
        *("capt", "captain", "maj", "major", "col", "colonel", "lt", "sgt", "hr", "mevr", "dhr", "sra", "srta", "dott"),
    )
)
"""Names as well: taken for titles only where a first and a last name follow."""
_GLUED = re.compile(r"(?i)\b(mrs?|ms|miss|mx|dr|prof|rev)\.(?=[^\W\d_])")
_LETTERS = re.compile(
    r"(?:B(?:Sc|Ed|Eng|Mus|Phil)|M(?:Sc|Ed|Eng|Mus|Phil|BE|Res|Chem|Phys|Math)|PhD|DPhil|EdD|DClin|PGC(?:E|ert)|PGDip"
    r"|QTS|QTLS|NPQ[A-Z]{1,3}|HN[CD]|NVQ|MCIPD|[OCDK]BE|BEM|QC|KC|FRS[ACE]?|FCCT|MCCT|FRGS|CPhys|CMath|CSci|Hons)",
)
_LETTERS_ALONE = re.compile(r"(?:BA|MA|MD|JP|BD|LL[BM])")  # behind a comma, or before others: else some are names
_OF_TEACHERS = re.compile(r"\s(?:Cert|Dip)\.? ?Ed\b\.?")
_ENDINGS = re.compile(r"(?i:jr|sr|jnr|snr)\.?|I{2,3}|IV|2nd|3rd|4th")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?)(?:-?[^\W\d_]\.)*")
_JOBS = frozenset(
    (
        *(
            "teacher",
            "headteacher",
            "head",
            "deputy",
            "ta",
            "hlta",
            "senco",
            "caretaker",
            "cleaner",
            "governor",
            "cook",
        ),
        *("assistant", "supervisor", "technician", "librarian", "administrator", "bursar", "secretary", "manager"),
        *("nurse", "trustee", "volunteer", "principal", "coordinator", "officer"),
    )
)
"""What stands behind a name as "Di Fox, Teacher" does, and is no first name."""
_REMARK = re.compile(
    r"\s*[(\[][^()\[\]]{0,60}[)\]]\s*"
    r"|(?<=\s)(?:\"[^\"]{1,60}\"|“[^“”]{1,60}”|'[^' ]{1,60}'|‘[^‘’ ]{1,60}’)(?=[\s,]|$)"
)
_CAPITALS = r"(?:Ma?c)?(?:[^\W\d_a-zà-ÿ]|['’-]){3,}"
_SMALL = r"[^\W\d_][^\W\d_A-ZÀ-Þ][\w'’-]*"
_IN_CAPITALS = re.compile(
    r"(?P<family>(?=(?:[^ a-z]{1,3} )*(?:Ma?c)?[^ a-z]{4})"
    rf"{_CAPITALS}(?: {_CAPITALS})*) (?P<given>{_SMALL}(?: {_SMALL})*)"
    rf"|(?P<first>{_SMALL}(?: {_SMALL})*) (?P<last>(?:DE |DU |LA |VAN |VON |DER |DEN )*{_CAPITALS}(?: {_CAPITALS})*)"
)
"""The last name in capitals, the first not, whichever stands first: "DUPONT Marie". Up to three may be initials."""
_CAPITALS_FIRST = re.compile(
    rf"(?P<family>[^a-zà-ÿ\d ]{{2,}}(?: [^a-zà-ÿ\d ]{{2,}})*) (?P<given>{_SMALL}(?: {_SMALL})*)"
)
_MOST_PARTS = 3  # between commas, of one person: "Smith, John, James"
_LOOKED_AT, _LONGEST = 500, 100  # names of a column, characters of one
# Small letters: Nee, Ne and Aka are names.
_EARLIER_NAME = re.compile(
    r"(?<=\S)\s(?:[Nn]ée|né|nee|[Ff]ormerly|[Pp]reviously|geb\.|geborene|a\.?k\.?a\.?)\s[^,]{1,60}"
)


@frozen
class ListedName:
    """First and last name, and whether a title, suffix or remark was left out."""

    first: str
    last: str
    is_cut: bool = False
    is_unclear: bool = False  # which part is the last name cannot be told
    is_by_order: bool = False  # nothing but the order of the words tells it: the last one is taken for the last name


def capitals_come_first(cells: Iterable[str]) -> bool:
    """Whether half of a column's names or more have the last name first, in capitals: then "NG Ada" is meant so too."""
    looked_at = (cell.strip()[:_LONGEST] for cell in islice(cells, _LOOKED_AT))
    found = [each for cell in looked_at if (each := _without_titles(cell))]
    first = [each for each in found if (parts := _IN_CAPITALS.fullmatch(each)) and parts["family"]]
    return 0 < len(found) <= 2 * len(first)


def parted(listed: str, *, capitals_first: bool = False, last_name_first: bool = False) -> ListedName:
    """The parts of "Sam Lee" (the last word is the last name) or "Lee, Sam"; `capitals_first`: words in capitals ahead
    of others are the last name; `last_name_first`: so is the first word, as the heading says.
    """
    found = _OF_TEACHERS.sub("", _without_earlier_name(_without_remarks(_GLUED.sub(r"\1. ", listed))))
    parts = [part.strip() for part in found.split(",")]
    while len(parts) > 1 and (not parts[-1] or _is_letters(parts[-1])):
        parts.pop()
    if len(parts) > 2 and _ENDINGS.fullmatch(parts[1]):
        parts[1:3] = parts[2], parts[1]
    is_unclear = is_by_order = False
    if len(parts) > 1:
        ending = " ".join(part for part in parts[2:] if _ENDINGS.fullmatch(part))
        first = " ".join(part for part in parts[1:] if not (part in parts[2:] and _ENDINGS.fullmatch(part)))
        name = (_without_titles(first), " ".join(filter(None, (_without_titles(parts[0]), ending))))
        is_unclear = len(parts) > _MOST_PARTS or not _JOBS.isdisjoint(first.casefold().split())
    else:
        words = _without_letters(_without_titles(parts[0]))
        name = _from_words(words, capitals_first=capitals_first or last_name_first)
        if " " in words and name == tuple(words.rsplit(" ", 1)):
            name, is_unclear = _in_order(words.split(), capitals_first=capitals_first, last_name_first=last_name_first)
            is_by_order = not last_name_first and not any(map(_is_initial, words.split()[:-1]))
    is_cut = _words(" ".join(name)) != _words(listed.replace(",", " "))
    return ListedName(*name, is_cut=is_cut, is_unclear=is_unclear, is_by_order=is_by_order)


def _in_order(words: list[str], *, capitals_first: bool, last_name_first: bool) -> tuple[tuple[str, str], bool]:
    """First and last name out of words that do not show which is which; and whether neither their order does.

    Two initials behind are those of first names, "Ng A M"; one may be of the last name: "Ada N".
    """
    if len(words) > 2 and _LETTERS_ALONE.fullmatch(words[-1]) and not "".join(words).isupper():
        return (" ".join(words[:-1]), words[-1]), True  # letters behind the name, or a last name in capitals
    whole = max((at for at, word in enumerate(words, 1) if not _is_initial(word)), default=len(words))
    initials = sum(map(str.isalpha, "".join(words[whole:])))
    if last_name_first or initials > 1 or (capitals_first and initials):
        last = whole if initials else 1
        return (" ".join(words[last:]), " ".join(words[:last])), len(words) > 2 and not initials
    return (" ".join(words[:-1]), words[-1]), initials == 1


def _is_initial(word: str) -> bool:
    return word[0].isupper() and bool(_INITIAL.fullmatch(word))


def given(first: str, last: str) -> ListedName:
    """Two columns of which the first may hold a title too, and either the whole name."""
    cut = _without_titles(_without_remarks(_GLUED.sub(r"\1. ", first)), most_left=1).rstrip(", ") if first else ""
    cut = "" if _is_title(cut) else cut
    short = _without_titles(_without_letters_behind(_EARLIER_NAME.sub("", _without_remarks(last))))
    if cut and short and cut.casefold().endswith(f" {short.casefold()}"):
        cut = cut[: -len(short)].strip()
    elif cut and short.casefold().startswith(f"{cut.casefold()} "):
        short = short[len(cut) :].strip()
    return ListedName(cut, short, is_cut=_words(f"{cut} {short}") != _words(f"{first} {last}"))


def _from_words(words: str, *, capitals_first: bool) -> tuple[str, str]:
    if capitals_first and (found := _CAPITALS_FIRST.fullmatch(words)):
        return found["given"], found["family"]
    if in_capitals := _IN_CAPITALS.fullmatch(words):
        return in_capitals["first"] or in_capitals["given"], in_capitals["last"] or in_capitals["family"]
    first, _, last = words.rpartition(" ")
    if _ENDINGS.fullmatch(last) and " " in first:
        first, _, family = first.rpartition(" ")
        last = f"{family} {last}"
    return first, last


def order_shows_in(address: str, name: ListedName) -> bool:
    """Whether an address begins as the first name does and ends with the last one: ada.ng@ or ang@ of Ada Ng."""
    first, last, account = (
        "".join(filter(str.isalpha, normalize("NFKD", each).casefold()))
        for each in (name.first, name.last, address.partition("@")[0])
    )
    return account.startswith(first[:1]) and account.endswith(last) and account != last


def _without_letters_behind(last: str) -> str:
    """A last name without what stands behind a comma and is no name: "Ng, MBE"."""
    name, *behind = [part.strip() for part in last.split(",")]
    return name if name and behind and all(map(_is_letters, behind)) else last


def _without_remarks(name: str) -> str:
    return " ".join(_REMARK.sub(" ", name).split()) or name


def _without_earlier_name(name: str) -> str:
    """Without the last name that somebody had before, where the one of today stands ahead of it."""
    cut = _EARLIER_NAME.sub("", name)
    return cut if " " in cut else name


def _without_titles(name: str, most_left: int = 2) -> str:
    """Before or behind the name; a title that is all there is stays.

    `most_left`: so many words at least follow a word that is a title or a name.
    """
    words = name.split()
    while len(words) > 1 and _is_title(words[0]):
        del words[0]
    while len(words) > most_left and words[0].rstrip(".").casefold() in _TITLES_AHEAD:
        del words[0]
    while len(words) > 1 and _is_title(words[-1]):
        del words[-1]
    return " ".join(words)


def _without_letters(name: str) -> str:
    words = name.split()
    if name.isupper():  # then letters cannot be told from a name
        return name
    all_words = len(words)
    while len(words) > 2 and (
        _LETTERS.fullmatch(letters := words[-1].strip("()").replace(".", ""))
        or (len(words) < all_words and _LETTERS_ALONE.fullmatch(letters))
    ):
        del words[-1]
    return " ".join(words)


def _is_title(word: str) -> bool:
    return word.rstrip(".").casefold() in _TITLES


def _is_letters(part: str) -> bool:
    return all(
        _LETTERS.fullmatch(word.replace(".", "")) or _LETTERS_ALONE.fullmatch(word) or _is_title(word)
        for word in part.split()
    )


def _words(name: str) -> list[str]:
    return sorted(name.casefold().split())
