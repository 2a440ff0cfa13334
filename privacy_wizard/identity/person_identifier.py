"""An identifier for people without a staff number: random, readable, and proof against a slip of the pen."""

import secrets

# No vowels (so no words), no 1, I, L, O. 29 is prime, so the check character finds any one wrong character and any two
# that changed places.
_ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"
_RANDOM = 11  # characters of 4.86 bits: 53 bits


def new_person_identifier() -> str:
    """A fresh identifier such as P-7K3F-QW9D-2XH4; its last character checks the others."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return _shown(body + _check_character(body))


def read_person_identifier(text: str) -> str | None:
    """The identifier as it should be written, from what a person typed; None when it cannot be right."""
    typed = "".join(character for character in text.upper() if character.isalnum())
    letters = (typed[1:] if len(typed) == _RANDOM + 2 and typed[0] == "P" else typed).replace("O", "0")
    if len(letters) != _RANDOM + 1 or not set(letters) <= set(_ALPHABET):
        return None
    return _shown(letters) if _check_character(letters[:-1]) == letters[-1] else None


def _check_character(body: str) -> str:
    total = sum(place * _ALPHABET.index(character) for place, character in enumerate(body, start=2))
    return _ALPHABET[-total % len(_ALPHABET)]


def _shown(letters: str) -> str:
    return "-".join(["P", letters[:4], letters[4:8], letters[8:]])
