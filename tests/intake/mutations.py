"""Ways to change a file a little, chosen by chance; used by a test and, many more times, by a benchmark."""

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]


def _at(file: bytes, chance: random.Random) -> int:
    """Anywhere; every other time where it matters most: in or near a signature, or in the last table of objects."""
    if chance.random() < 0.5:
        return chance.randrange(len(file))
    places = [file.find(b"/Contents <3"), file.rfind(b"/Contents <3"), file.rfind(b"/ByteRange"), file.rfind(b"xref")]
    return min(max(chance.choice(places) + chance.randrange(-60, 2800), 0), len(file) - 1)


def one_bit(file: bytes, chance: random.Random) -> bytes:
    at = _at(file, chance)
    return file[:at] + bytes([file[at] ^ (1 << chance.randrange(8))]) + file[at + 1 :]


def one_byte(file: bytes, chance: random.Random) -> bytes:
    at = _at(file, chance)
    return file[:at] + chance.randbytes(1) + file[at + 1 :]


def one_digit(file: bytes, chance: random.Random) -> bytes:
    """A hexadecimal digit within a signature."""
    start = chance.choice([file.find(b"/Contents <3"), file.rfind(b"/Contents <3")]) + 11
    at = start + chance.randrange(3000)
    return file[:at] + chance.choice(b"0123456789ABCDEFabcdef> ").to_bytes(1, "big") + file[at + 1 :]


def one_less(file: bytes, chance: random.Random) -> bytes:
    at = _at(file, chance)
    return file[:at] + file[at + chance.randrange(1, 4) :]


def one_more(file: bytes, chance: random.Random) -> bytes:
    at = _at(file, chance)
    return file[:at] + chance.choice([b" ", b"\n", b"%", b"0", b"\0", b"<", b">"]) + file[at:]


def a_piece_moved(file: bytes, chance: random.Random) -> bytes:
    at, to, length = _at(file, chance), _at(file, chance), chance.randrange(1, 200)
    piece, rest = file[at : at + length], file[:at] + file[at + length :]
    return rest[:to] + piece + rest[to:]


def a_piece_twice(file: bytes, chance: random.Random) -> bytes:
    at, to, length = _at(file, chance), _at(file, chance), chance.randrange(1, 3000)
    return file[:to] + file[at : at + length] + file[to:]


def cut_off(file: bytes, chance: random.Random) -> bytes:
    return file[: _at(file, chance)]


def carried_on(file: bytes, chance: random.Random) -> bytes:
    return file + chance.choice([b"\n", b"\0", b"%%EOF\n", b"1 0 obj\nnull\nendobj\n", chance.randbytes(9)])


MUTATIONS: Sequence[Mutation] = (
    *(one_bit, one_byte, one_digit, one_digit, one_less, one_more),
    *(a_piece_moved, a_piece_twice, cut_off, carried_on),
)


def mutated(file: bytes, seed: int) -> bytes:
    """Another file each time; by chance, now and then, the same."""
    chance = random.Random(seed)
    return chance.choice(MUTATIONS)(file, chance)
