"""What a machine can tell of how a question, a title, a promise and a path are worded.

A question asks one thing: one setting, or one measure of things of one kind (the widest group that sees them, how many
switches are on, whether any of them shows the school). “And” and “or” may list such things, as in “apps and websites”
or “phone number or e-mail address”. They join no two verbs, and no two things that a service sets apart from each
other, such as tags and mentions: those are two questions, or one about the wider of the two.
"""

import re

from ..i18n import _
from .document import Document, Path

_LONGEST_QUESTION = 14  # words; a name that the platform gives, in quotation marks, is one
_NAME_ON_SCREEN = re.compile(r"“[^”]*”")
_SECOND_CLAUSE = re.compile(r", (\S+ ){1,4}(and|or)\b|, (and|or|what|who|how|which|when)\b")
_JOINED = re.compile(r"\b(and|or)\b")
_OF_ONE_KIND = re.compile(  # apps and websites; pupils or their families; phone number or e-mail address
    r"\b[\w'-]+s (and|or) ([\w'-]+ )?[\w'-]+s\b"
    r"|\b(number|address|name) or ([\w'-]+ ){0,2}(number|address|name|handle)\b"
)
_SET_APART = r"(calls|comments|follow(er)?s|groups|likes|mentions|messages|questions|requests|suggestions|tags)"
_TWO_SETTINGS = re.compile(rf"\b{_SET_APART} (and|or) ([\w'-]+ )?{_SET_APART}\b")
_CLAIMS = re.compile(r"(No|Not|None|Nothing|Nobody|Never|Only|Always)\b")
_SAYS_SO = re.compile(r"\b(is|are|was|were|has|have)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(who|whose|what|which|that|where|when|how|if|to whom)\b", re.IGNORECASE)
_ACT = re.compile(
    r"(look for )?(Accept|Approve|Archive|Ask|Block|Cancel|Change|Clear|Confirm|Create|Deactivate|Decline"
    r"|Delete|Disable|Disconnect|Enable|Get started|Hide|Leave|Limit|Log out|Mute|Pause|Press|Protect|Remove"
    r"|Report|Request|Reset|Restrict|Revoke|Save|Send|Set up|Share$|Sign me out|Sign [Oo]ut|Stop|Submit|Switch"
    r"|Turn o(ff|n)|Unblock|Unfollow|Unfriend|Unlink|Unsubscribe|Verify|Withdraw)\b"
)
_ROWS_NAMED_LIKE_ACTS = frozenset(  # switches and lists that a platform calls so: reading them changes nothing
    {
        "Block Contacts",
        "Block Whispers from Strangers",
        "Block guild invites",
        "Block unknown account messages",
        "Disable link previews",
        "Hide from people without an account",
        "Hide from search results",
        "Hide me from search",
        "Protect IP address in calls",
        "Protect your posts",
        "Protect your videos",
    }
)


def check_asked(document: Document, place: Path, ask: str) -> None:
    """Report a question that is too long to be read in passing, or that asks two things."""
    asked = _NAME_ON_SCREEN.sub("Name", ask)
    if (words := len(asked.split())) > _LONGEST_QUESTION:
        sentence = _("A question has at most {most} words; this has {words}.", most=_LONGEST_QUESTION, words=words)
        document.report(place, sentence)
    if _SECOND_CLAUSE.search(asked):
        document.report(place, _("A question asks one thing: no list, and no second question behind a comma."))
    elif _TWO_SETTINGS.search(asked):
        document.report(place, _("A question asks one thing: what a service sets separately is asked separately."))
    elif _JOINED.search(_OF_ONE_KIND.sub("things", asked)):
        document.report(
            place, _("A question asks one thing: “and” joins only things of one kind, such as apps and websites.")
        )


def check_title(document: Document, place: Path, title: str) -> None:
    """Report a title that claims how a matter stands: it is printed beside *met* and *not met* alike."""
    if _CLAIMS.match(title) or (_SAYS_SO.search(title) and not _ASKS.search(title)):
        sentence = _(
            "A title names the matter, such as “Pictures of pupils”, and not how it stands: it is printed "
            "whether it is met or not."
        )
        document.report(place, sentence)


def act_in_path(steps: str) -> str | None:
    """The act at which a path, or a leg of it, ends: a reader would do it before having answered."""
    ends = [leg.rpartition(" > ")[2] for leg in steps.split(", then ")]
    parts = [part for end in ends for part in re.split(r", | or | and ", end)]
    return next((part for part in parts if _ACT.match(part) and _row(part) not in _ROWS_NAMED_LIKE_ACTS), None)


def _row(part: str) -> str:
    return part.removeprefix("look for ")
