"""A protected list made from people: their tokens, padded with random ones. Nothing else about them is in it."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from ...domain.protected_list import TOKEN_BYTES, ProtectedList, ProtectedPerson, filled_up_to, packed
from ...system.progress import WorkProgress
from .forms import forms_of_entry
from .tokens import cost, tokens


def made_list(
    people: Iterable[ProtectedPerson],
    *,
    school: str,
    made: datetime,
    expires: datetime,
    progress: WorkProgress | None = None,
) -> ProtectedList:
    """A list with its own salt; slow. Raises MatchingStopped."""
    salt, rounds = secrets.token_bytes(16), cost()
    forms = {form for person in people for form in forms_of_entry(person)}
    found = set(tokens(forms, salt, rounds, progress).values())
    wanted = filled_up_to(len(found))
    while len(found) < wanted:
        found.add(secrets.token_bytes(TOKEN_BYTES))
    return ProtectedList(
        school=school,
        made=made.replace(microsecond=0),
        expires=expires.replace(microsecond=0),
        salt=salt.hex(),
        rounds=rounds,
        tokens=packed(found),
    )
