"""What the page *Send* says of whom it concerns."""

from collections.abc import Sequence

from ....i18n import _, ngettext
from ....office.send_sentences import had_sentence
from ....office.sending import Recipient
from ..words import short_date


def had_line(each: Recipient) -> Sequence[str]:
    """What stands after a name in the list: the address, and what was written already."""
    had = [had_sentence(each.had_by, short_date(each.had))] if each.had is not None else []
    return [each.person.member.email or _("no e-mail address"), *had]


def why_nobody(listed: Sequence[Recipient]) -> str:
    """Why nobody is ticked."""
    if listed and all(each.had is not None for each in listed):
        return _("Nobody is ticked: it was written for all of them already. Tick whoever is to get it again.")
    return _("Nobody is ticked.")


def letters_words(chosen: int, listed: int, *, are_the_way: bool) -> str:
    """For whom letters are made: all who are ticked, or everybody listed if all or none of them are."""
    if are_the_way or listed < 2:
        return ngettext("Make {n} letter to print", "Make {n} letters to print", chosen or listed)
    if chosen in (0, listed):
        return _("Make letters to print, for everybody ({count})", count=f"{listed:,}")
    return ngettext(
        "Make {n} letter to print, for whoever is ticked", "Make {n} letters to print, for all who are ticked", chosen
    )
