"""Services that have closed and that no checklist is about. What could not be confirmed is marked so."""

from attrs import frozen

from ....i18n import _


@frozen(kw_only=True)
class ClosedService:
    """What became of a service."""

    name: str
    sentence: str
    confirmed: bool  # whether a source for it was read; else it is from memory


def closed_services() -> tuple[ClosedService, ...]:
    """Those that policies name have a checklist, which says what became of them."""
    return (
        ClosedService(
            name="Periscope",
            sentence=_("Live video of Twitter; closed in March 2021."),
            confirmed=False,
        ),
        ClosedService(
            name="Friendster, Orkut",
            sentence=_("Both are gone: Friendster erased its profiles in 2011, Orkut closed in 2014."),
            confirmed=True,
        ),
        ClosedService(
            name="Houseparty, Omegle, ask.fm, Formspring, Skype, Google Hangouts",
            sentence=_(
                "Closed: Houseparty in 2021, Google Hangouts in 2022, Omegle in 2023, ask.fm in 2024, Skype in 2025, "
                "Formspring long before."
            ),
            confirmed=False,
        ),
    )
