"""What training would help, said from the picture of the whole school."""

from ....domain.names import area_name
from ....domain.vocabulary import Area
from ....i18n import _
from ....office.school_figures import WholeSchool

_WORTH_TRAINING = 20  # per cent with something open in an area
_MOST = 3


def training_for(picture: WholeSchool) -> tuple[str, ...]:
    """A sentence for each area that is open with many, the worst first; one sentence where there is none."""
    worst = [(area, cell) for area, cell in picture.areas.items() if cell.percent >= _WORTH_TRAINING][:_MOST]
    if not worst:
        return (_("No area is open with one person in five. No training stands out as needed."),)
    sentence = _("{area}: open with {count} of {asked}. {what}")
    return tuple(
        sentence.format(area=area_name(area), count=cell.failed, asked=cell.asked, what=_session(area))
        for area, cell in worst
    )


def _session(area: Area) -> str:
    return {
        Area.VISIBILITY: _("Go through the settings for who sees posts and profiles together."),
        Area.TAGGING: _("Show how tags and mentions are checked before they appear."),
        Area.CONNECTIONS: _("Talk about pupils, former pupils and parents among the contacts."),
        Area.IDENTITY: _("Show what a profile gives away about work and home."),
        Area.DISCOVERABILITY: _("Show how accounts are found by telephone number and search."),
        Area.CONTENT: _("Talk about old posts and photos, and how to hide them at once."),
        Area.SECURITY: _("Set up two-step sign-in together."),
        Area.CONDUCT: _("Read the policy together, and answer questions about it."),
    }[area]
