"""Services that policies still name although they closed or faded. What could not be confirmed is marked so."""

from attrs import frozen
from PySide6.QtCore import QCoreApplication


@frozen(kw_only=True)
class ClosedService:
    """What became of a service."""

    name: str
    sentence: str
    confirmed: bool  # whether a source for it was read; else it is from memory
    still_there: bool = False


def closed_services() -> tuple[ClosedService, ...]:
    """The fading one first: there, something can still be done."""
    translate = QCoreApplication.translate
    return (
        ClosedService(
            name="MySpace",
            sentence=translate(
                "Closed",
                "Still there, though few use it. Old profiles can still be public: search for your old user name, "
                "and delete what you find. Music and pictures from before 2016 are said to be lost; that is not "
                "confirmed.",
            ),
            confirmed=True,
            still_there=True,
        ),
        ClosedService(
            name="Google+",
            sentence=translate(
                "Closed", "The version for private users closed in April 2019. The exact day is not confirmed."
            ),
            confirmed=True,
        ),
        ClosedService(
            name="Vine",
            sentence=translate(
                "Closed",
                "No new videos since January 2017. The archive was taken down later; when is not confirmed.",
            ),
            confirmed=True,
        ),
        ClosedService(
            name="Bebo",
            sentence=translate(
                "Closed",
                "The first network ended around 2013 and came back several times, the last time in 2021. It seems to "
                "have been closed since 2022.",
            ),
            confirmed=False,
        ),
        ClosedService(
            name="Whisper",
            sentence=translate(
                "Closed",
                "An app for anonymous messages. A database of it is said to have been open to anyone in 2020, and it "
                "seems to be gone from the app stores. If you used it, delete the app and the account.",
            ),
            confirmed=False,
        ),
        ClosedService(
            name="Periscope",
            sentence=translate("Closed", "Live video of Twitter; closed in March 2021."),
            confirmed=False,
        ),
        ClosedService(
            name="Friendster, Orkut",
            sentence=translate(
                "Closed", "Both are gone: Friendster erased its profiles in 2011, Orkut closed in 2014."
            ),
            confirmed=True,
        ),
        ClosedService(
            name="Houseparty, Omegle, ask.fm, Formspring, Skype, Google Hangouts",
            sentence=translate(
                "Closed",
                "Closed: Houseparty in 2021, Google Hangouts in 2022, Omegle in 2023, ask.fm in 2024, Skype in 2025, "
                "Formspring long before.",
            ),
            confirmed=False,
        ),
    )
