"""What the page *Send* says of whom it concerns."""

from collections.abc import Sequence

from ....i18n import _, ngettext
from ....office.send_sentences import got_sentence
from ....office.sending import Recipient
from ..words import short_date


def got_line(each: Recipient) -> Sequence[str]:
    """What stands after a name in the list: the address, and what was written already."""
    got = ", ".join(dict.fromkeys(got_sentence(one, short_date(one.sent or one.on)) for one in each.got))
    old = _("gets the new school file") if each.holds_earlier_file else ""
    return [each.person.member.email or _("no e-mail address"), *filter(None, (got, old))]


def write_words(many: int) -> str:
    """For whom a mail is meant that not everybody gets."""
    return ngettext("Write to this person", "Write to these {n} people", many)


def why_nobody(listed: Sequence[Recipient]) -> str:
    """Why nobody is ticked."""
    if listed and not any(each.is_next for each in listed):
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
