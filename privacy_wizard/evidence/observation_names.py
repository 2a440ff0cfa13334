"""The names of observations and lists for people, in the current language."""

from ..i18n import Message, _
from .observation import ConnectionKind, ObservationKind, Observed


def observation_name(kind: ObservationKind) -> str:
    """The claim of an observation, or the text that it holds."""
    return str(_NAMES[kind])


def connection_name(kind: ConnectionKind) -> str:
    """How the people in a list are connected to the account."""
    return {
        ConnectionKind.FRIENDS: _("Friends"),
        ConnectionKind.CLOSE_FRIENDS: _("Close friends"),
        ConnectionKind.FOLLOWERS: _("Followers"),
        ConnectionKind.FOLLOWING: _("Following"),
        ConnectionKind.REQUESTS_RECEIVED: _("Requests received"),
        ConnectionKind.REQUESTS_SENT: _("Requests sent"),
        ConnectionKind.REJECTED: _("Requests turned down"),
        ConnectionKind.REMOVED: _("Removed"),
        ConnectionKind.BLOCKED: _("Blocked"),
        ConnectionKind.RESTRICTED: _("Restricted"),
        ConnectionKind.HIDDEN_FROM: _("Stories hidden from"),
        ConnectionKind.UPLOADED_CONTACTS: _("Uploaded contacts"),
        ConnectionKind.GROUPS: _("Groups and servers"),
        ConnectionKind.SUBSCRIPTIONS: _("Subscriptions"),
    }[kind]


def kind_name(word: str) -> str:
    """The name for the word of a kind of observation or list, as `explain` gives it."""
    is_list = word in [str(each) for each in ConnectionKind]
    return connection_name(ConnectionKind(word)) if is_list else observation_name(ObservationKind(word))


def observed_name(shown: Observed) -> str:
    """The export's answer."""
    return {
        Observed.YES: _("Yes"),
        Observed.NO: _("No"),
        Observed.NOT_IN_EXPORT: _("Not in this export"),
    }[shown]


_NAMES = {
    ObservationKind.NAME: Message("Name"),
    ObservationKind.USERNAME: Message("Username"),
    ObservationKind.BIO: Message("Bio"),
    ObservationKind.HEADLINE: Message("Headline"),
    ObservationKind.EMAIL: Message("E-mail"),
    ObservationKind.PHONE: Message("Telephone"),
    ObservationKind.WEBSITE: Message("Website"),
    ObservationKind.EMPLOYER: Message("Employer"),
    ObservationKind.JOB_TITLE: Message("Job title"),
    ObservationKind.DESCRIPTION: Message("What you wrote about work or education"),
    ObservationKind.EDUCATION: Message("Education"),
    ObservationKind.TOWN: Message("Town"),
    ObservationKind.BIRTHDAY: Message("Birthday"),
    ObservationKind.PROFILE_PICTURE: Message("Profile picture"),
    ObservationKind.COVER_PICTURE: Message("Cover picture"),
    ObservationKind.PRIVATE: Message("Account is private"),
    ObservationKind.PUBLIC_POSTS: Message("Future posts are public"),
    ObservationKind.PUBLIC_CHANNEL: Message("Channel is public"),
    ObservationKind.PUBLIC_PLAYLIST: Message("Playlist is public"),
    ObservationKind.PUBLIC_LIKES: Message("Everyone sees what is liked"),
    ObservationKind.PUBLIC_FRIENDS: Message("Everyone sees the friends list"),
    ObservationKind.PUBLIC_FOLLOWERS: Message("Everyone sees the followers"),
    ObservationKind.PUBLIC_FOLLOWING: Message("Everyone sees who is followed"),
    ObservationKind.PUBLIC_PROFILE: Message("Has a public profile"),
    ObservationKind.PRIVACY_CHANGED: Message("Privacy was changed"),
    ObservationKind.COMMENTS_OPEN: Message("Everyone may comment"),
    ObservationKind.MESSAGES_OPEN: Message("Everyone may send messages"),
    ObservationKind.DOWNLOADS_OPEN: Message("Everyone may download"),
    ObservationKind.DUETS_OPEN: Message("Everyone may make duets"),
    ObservationKind.REUSE_ALLOWED: Message("Content may be reused"),
    ObservationKind.MENTIONS_OPEN: Message("Everyone may mention"),
    ObservationKind.TAGS_REVIEWED: Message("Tags are reviewed first"),
    ObservationKind.REQUESTS_OPEN: Message("Everyone may send friend requests"),
    ObservationKind.STRANGERS_LIMITED: Message("Strangers on servers cannot write"),
    ObservationKind.FINDABLE: Message("Others may find the account"),
    ObservationKind.FOUND_BY_CONTACTS: Message("Suggested to contacts"),
    ObservationKind.FOUND_BY_FRIENDS_ELSEWHERE: Message("Suggested to friends on another platform"),
    ObservationKind.FOUND_BY_LINKS: Message("Suggested to people who open or send links"),
    ObservationKind.FOUND_BY_EMAIL: Message("Found by e-mail address"),
    ObservationKind.FOUND_BY_PHONE: Message("Found by telephone number"),
    ObservationKind.FOUND_BY_SEARCH: Message("Found by search engines"),
    ObservationKind.POSTS_SEARCHED: Message("Posts are found by a search on the platform"),
    ObservationKind.SHOWN_TO_RECRUITERS: Message("Open to recruiters"),
    ObservationKind.CONTACTS_SYNCED: Message("Contacts are uploaded"),
    ObservationKind.LOCATION_SHARED: Message("Location is shared"),
    ObservationKind.SECOND_FACTOR: Message("Second factor is on"),
    ObservationKind.PROFESSIONAL: Message("Professional account"),
    ObservationKind.LINKED_ACCOUNT: Message("Linked account"),
    ObservationKind.CONNECTED_APP: Message("Connected app"),
    ObservationKind.CUSTOM_AUDIENCE: Message("Custom audience"),
    ObservationKind.PERSONALISED_ADS: Message("Personalised advertising"),
    ObservationKind.INFERRED_INTEREST: Message("Interest inferred for advertising"),
    ObservationKind.SETTING: Message("Setting as exported"),
    ObservationKind.POST: Message("Post"),
    ObservationKind.PLACE_OF_POST: Message("Place of a post"),
    ObservationKind.TAGGED_PLACE: Message("Place where you were tagged"),
}
