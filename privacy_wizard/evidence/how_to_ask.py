"""How to ask each platform for one's data, step by step, choosing options that keep the download small and quick.

Links are those of pages that a source of the checklists names; where none does, the steps say the way.
"""

from collections.abc import Mapping

from attrs import field, frozen

from ..i18n import Message


@frozen(kw_only=True)
class HowToAsk:
    """How to get a download. `days`: how many days later to come back for it."""

    steps: tuple[Message, ...] = field(repr=False)
    ready: Message = field(repr=False)
    days: int
    link: str = ""

    def __str__(self) -> str:
        """All of it as one text, in the language spoken now."""
        return " ".join(map(str, (*self.steps, self.ready)))


_OPEN_AS_IT_IS = Message("Download the zip and drop it here as it is. If it has several parts, drop them together.")
_JSON_ALL_TIME = Message("Choose the date range “All time”, the format JSON (not HTML), and the lowest media quality.")
_MINUTES_TO_HOURS = Message("A small export is ready within minutes, or a few hours at most; a message tells you.")
_DAYS = Message("It takes a few days; a message with a link tells you.")

_IN_ACCOUNTS_CENTRE = Message(
    "In the Accounts Centre, open Your information and permissions, then Export your information."
)
_META_PROFILE = Message("Choose your profile, and export to device.")
_INSTAGRAM = HowToAsk(
    link="https://accountscenter.instagram.com/info_and_permissions/dyi/",
    steps=(
        _IN_ACCOUNTS_CENTRE,
        _META_PROFILE,
        Message(
            "Do not export all of it. Tick only “Connections”, “Personal information”, “Preferences” and “Security "
            "and login information”, and “Threads” if you use it."
        ),
        _JSON_ALL_TIME,
        _OPEN_AS_IT_IS,
    ),
    ready=_MINUTES_TO_HOURS,
    days=1,
)
_READY_IN_MINUTES = Message("It is ready in minutes.")
_GOOGLE = HowToAsk(
    steps=(
        Message("Go to takeout.google.com and deselect all."),
        Message("Tick only “Profile”, and “YouTube and YouTube Music” without videos."),
        Message("Choose the file type zip."),
        _OPEN_AS_IT_IS,
    ),
    ready=_READY_IN_MINUTES,
    days=1,
)

HOW_TO_ASK: Mapping[str, HowToAsk] = {
    "facebook": HowToAsk(
        link="https://accountscenter.facebook.com/info_and_permissions",
        steps=(
            _IN_ACCOUNTS_CENTRE,
            _META_PROFILE,
            Message(
                "Do not export all of it. Tick only “Connections”, “Personal information”, “Preferences”, “Security "
                "and login information” and “Apps and websites”."
            ),
            _JSON_ALL_TIME,
            _OPEN_AS_IT_IS,
        ),
        ready=_MINUTES_TO_HOURS,
        days=1,
    ),
    "instagram": _INSTAGRAM,
    "threads": _INSTAGRAM,
    "x": HowToAsk(
        link="https://x.com/settings/download_your_data",
        steps=(
            Message("Open Settings and privacy, Your account, Download an archive of your data, and request it."),
            Message("There is nothing to choose: the archive has everything. Only a few small files in it are read."),
            _OPEN_AS_IT_IS,
        ),
        ready=Message("It takes a day or more; X sends a message when the archive is ready."),
        days=2,
    ),
    "linkedin": HowToAsk(
        link="https://www.linkedin.com/mypreferences/d/download-my-data",
        steps=(
            Message("Open Settings, Data privacy, Get a copy of your data."),
            Message("Do not take the larger archive. Tick only “Connections”, “Profile” and “Invitations”."),
            _OPEN_AS_IT_IS,
        ),
        ready=Message("The small one is ready in about ten minutes, the larger archive in a day."),
        days=1,
    ),
    "tiktok": HowToAsk(
        link="https://www.tiktok.com/setting",
        steps=(
            Message("Open Settings and privacy, Account, Download your data."),
            Message("Choose only profile, settings and followers if you are offered a choice, and the format JSON."),
            _OPEN_AS_IT_IS,
        ),
        ready=Message("It can take a few days."),
        days=3,
    ),
    "snapchat": HowToAsk(
        steps=(
            Message("Open Settings, My Data."),
            Message("Switch on “Export JSON files”. Tick “User information” and “Friends”."),
            Message("Leave Memories and chat media out: they make it very large."),
            _OPEN_AS_IT_IS,
        ),
        ready=Message("It is ready within a few hours; a link comes by e-mail."),
        days=1,
    ),
    "whatsapp": HowToAsk(
        steps=(
            Message("On the phone, open Settings, Account, Request account info, and request the report."),
            Message("Do not export a chat: chats are never needed, and are not in the report."),
            Message("When it is ready, send the zip to this computer and drop it here."),
        ),
        ready=Message("It takes about three days; WhatsApp tells you on the phone."),
        days=3,
    ),
    "google-profile": _GOOGLE,
    "youtube": _GOOGLE,
    "reddit": HowToAsk(
        steps=(
            Message("Go to reddit.com/settings/data-request and ask for everything of all time."),
            _OPEN_AS_IT_IS,
        ),
        ready=_DAYS,
        days=3,
    ),
    "discord": HowToAsk(
        steps=(
            Message("Open User settings, Data & privacy, Request all of my data."),
            Message("Tick only “Account” and “Servers”: neither messages nor activity are needed."),
            _OPEN_AS_IT_IS,
        ),
        ready=Message("It takes up to 30 days; a link comes by e-mail."),
        days=14,
    ),
    "telegram": HowToAsk(
        steps=(
            Message("In Telegram Desktop, open Settings, Advanced, Export Telegram data."),
            Message("Tick only “Account information” and “Contacts list”: no chats and no media."),
            Message("Choose the format “Machine-readable JSON”."),
            Message("Drop the file result.json here."),
        ),
        ready=Message("It is made while you wait."),
        days=1,
    ),
    "pinterest": HowToAsk(
        link="https://help.pinterest.com/en-gb/article/your-privacy-and-data-settings",
        steps=(
            Message("Open Settings, Privacy and data, Request your data."),
            Message("It comes as web pages, which are not read, unless you ask for JSON."),
            _OPEN_AS_IT_IS,
        ),
        ready=_DAYS,
        days=3,
    ),
    "mastodon": HowToAsk(
        steps=(
            Message("On your server, open Preferences, Import and export, Data export."),
            Message("Request the archive, and download the table of the accounts that you follow."),
            Message("If the archive is not a zip, unpack it, and drop its file actor.json here."),
        ),
        ready=_READY_IN_MINUTES,
        days=1,
    ),
}
