"""The words of a name in plain letters, and the one spelling for what is written in several ways. Pure."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘ʼ`´ʹ]")
_ASIDE = re.compile(r"[(\[\"“„«][^()\[\]\"“”„«»]*[)\]\"”“»]")  # a nickname or a maiden name
_BETWEEN_WORDS = re.compile(r"[\s,/|·•_]+")
_HYPHENS = re.compile("[-‐‑‒–]+")
_NO_LETTERS = re.compile("[^a-z]+")
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "jr", "snr", "sr", "jnr")
)
# Parts of a surname that are written apart, with a hyphen or in one: they go with the word that follows.
_PARTICLES = frozenset(
    (
        *("al", "el", "bin", "ibn", "abu", "ben", "da", "de", "del", "della", "der", "den", "des", "di", "do", "dos"),
        *("du", "la", "las", "le", "los", "lo", "mac", "mc", "o", "san", "st", "ter", "ten", "van", "von", "vande"),
        *("vander", "zu", "zur"),
    )
)
_OWN_LETTERS = str.maketrans(
    {
        **{"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h"},
        # Ukrainian and Russian as passports of both countries have it (ICAO Doc 9303), Bulgarian and Serbian with them.
        **dict(zip("абвгґдезиіїйклмнопрстуфэ", "abvggdeziiiiklmnoprstufe", strict=True)),
        **{"є": "ie", "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu"},
        **{"я": "ia", "ы": "y", "ь": "", "ъ": "", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "d", "џ": "dz"},
        "ў": "u",
    }
)
# Greek as passports have it (ELOT 743), its accents gone; ου is one letter.
_GREEK = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
        **{"θ": "th", "χ": "ch", "ψ": "ps"},
    }
)
# One spelling for each sound that is written in several ways. In this order; the result is for comparing only.
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("(ie|ey|ee)$", "i"),  # Katie, Katy; Kelley, Kelly
        ("^mac(?=[^aeiouy])", "mc"),  # MacDonald, McDonald
        ("ae", "a"),  # ä, æ: Jaeger, Jäger
        ("oe", "o"),  # ö, ø: Moeller, Möller, Møller
        ("ue", "u"),  # ü: Mueller, Müller
        ("ou|oo", "u"),  # Yousef, Yusuf; Mahmood, Mahmud
        ("ee", "i"),  # Rasheed, Rashid
        ("ph", "f"),  # Stephan, Stefan
        ("tsch|tch", "ch"),
        ("shch|sch|sh|sz", "s"),  # Shevchenko, Schewtschenko, Szewczenko
        ("ch|cz|kh|gh|ck|qu|c|q", "k"),  # Nicholas, Nikolas; Khalid, Chalid; Isaac, Isaak
        ("th", "t"),  # Katharina, Katarina
        ("dh", "d"),
        ("zh", "z"),
        ("x", "ks"),  # Alexander, Aleksander
        ("w", "v"),  # Nowak, Novak
        ("[yj]", "i"),  # Yulia, Julia, Iuliia; Smyth, Smith
        ("h$", ""),  # Sarah, Sara
        (r"(.)\1+", r"\1"),  # Philipp, Philip; Muhammad, Muhamad
    )
)


def words_of(name: str) -> list[tuple[str, ...]]:
    """The words of a name as people write it, each in the parts that hyphens make of it; all in a to z.

    "Smith, Dr Zoë-Ann (Jones)" gives zoe-ann and smith: what stands before a comma is the last name.
    """
    last, comma, first = _ASIDE.sub(" ", unicodedata.normalize("NFC", name)).partition(",")
    turned = f"{first} {last}" if comma and first.strip() else last
    parts = [
        tuple(part for part in map(plain_letters, _HYPHENS.split(word)) if part)
        for word in _BETWEEN_WORDS.split(turned)
    ]
    return _joined([each for each in parts if each and each[0] not in _TITLES])


def plain_letters(word: str) -> str:
    """In a to z: no capitals, accents, apostrophes or signs; of another alphabet as passports write it."""
    own = _APOSTROPHES.sub("", word).casefold().translate(_OWN_LETTERS)
    bare = "".join(each for each in unicodedata.normalize("NFKD", own) if not unicodedata.combining(each))
    return _NO_LETTERS.sub("", bare.replace("ου", "ou").translate(_GREEK))


def one_spelling(word: str) -> str:
    """The same for words that differ only in how a sound is written; of a word in plain letters."""
    for pattern, to in _SPELLINGS:
        word = pattern.sub(to, word)
    return word


def _joined(words: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Particles go with what follows, within a word and between words; a first word alone is a first name."""
    found: list[tuple[str, ...]] = []
    waiting = ""
    for at, word in enumerate(words):
        *before, last = _parts_joined(word)
        if at and not before and last in _PARTICLES and at + 1 < len(words):
            waiting += last
            continue
        parts = (*before, last)
        found.append((waiting + parts[0], *parts[1:]))
        waiting = ""
    return found


def _parts_joined(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A single letter is no part of a name that people go by: A-Jay is Ajay."""
    if min(map(len, parts)) == 1:
        return ("".join(parts),)
    found: list[str] = []
    waiting = ""
    for at, part in enumerate(parts):
        if part in _PARTICLES and at + 1 < len(parts):
            waiting += part
            continue
        found.append(waiting + part)
        waiting = ""
    return tuple(found)
