"""The labels that Meta's exports use for fields, in the known languages.

English, French, German, Danish and Italian were compared with real exports; the others are from memory, and what is
understood by them is marked as not proven. Where two languages share a label, it says nothing of the language.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from .export_texts import folded

PROVEN_LANGUAGES = frozenset({"en", "fr", "de", "da", "it"})


class Label(StrEnum):
    """The meaning of a field in Meta's exports."""

    USERNAME = "username"
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    BIO = "bio"
    EMAIL = "e-mail"
    PHONE = "telephone"
    PHONE_CONFIRMED = "telephone confirmed"
    GENDER = "gender"
    BIRTHDAY = "birthday"
    WEBSITE = "website"
    LINKS = "links"
    PRIVATE = "private"
    CONTACT_SYNC = "contact sync"
    CONTACT_INFORMATION = "contact information"
    COMMENTS_FROM = "comments from"
    SHARING_AUDIENCE = "sharing audience"
    BUSINESS_METHODS = "business connection methods"
    TIME = "time"
    URL = "address"
    SECOND_FACTOR = "second factor"
    FUTURE_POSTS = "future posts"
    FRIENDS_LIST = "friends list"
    FOLLOWERS_LIST = "list of followers"
    FOLLOWING_LIST = "list of who is followed"
    FRIEND_REQUESTS = "friend requests"
    FOUND_BY_EMAIL = "found by e-mail"
    FOUND_BY_PHONE = "found by telephone"
    FOUND_BY_SEARCH = "found by search engines"
    TAGS_REVIEWED = "tags reviewed"
    MENTIONS = "mentions"
    WORK = "work"
    EDUCATION = "education"
    TOWN = "town"
    NOT_ASKED = "of no question"  # real exports have it, and no question is about it


_WORDS: Mapping[Label, Mapping[str, str]] = {
    Label.USERNAME: {
        "en": "Username / User name",
        "cy": "Enw defnyddiwr",
        "fr": "Nom d'utilisateur",
        "de": "Benutzername",
        "es": "Nombre de usuario",
        "pl": "Nazwa użytkownika",
        "da": "Brugernavn",
        "nl": "Gebruikersnaam",
        "it": "Nome utente",
    },
    Label.NAME: {
        "en": "Name / Full name",
        "cy": "Enw",
        "fr": "Nom / Nom complet",
        "de": "Name / Vollständiger Name",
        "es": "Nombre / Nombre completo",
        "pl": "Imię i nazwisko / Nazwa",
        "da": "Navn / Fulde navn",
        "nl": "Naam / Volledige naam",
        "it": "Nome",
    },
    Label.FIRST_NAME: {
        "en": "First name",
        "cy": "Enw cyntaf",
        "fr": "Prénom",
        "de": "Vorname",
        "pl": "Imię",
        "da": "Fornavn",
        "nl": "Voornaam",
    },
    Label.LAST_NAME: {
        "en": "Last name / Surname",
        "cy": "Cyfenw",
        "fr": "Nom de famille",
        "de": "Nachname",
        "es": "Apellido / Apellidos",
        "pl": "Nazwisko",
        "da": "Efternavn",
        "nl": "Achternaam",
    },
    Label.BIO: {
        "en": "Bio",
        "cy": "Bywgraffiad",
        "fr": "Bio / Biographie",
        "de": "Steckbrief / Biografie",
        "es": "Presentación / Biografía",
        "pl": "Biogram",
        "da": "Biografi",
        "nl": "Bio / Biografie",
        "it": "Biografia",
    },
    Label.EMAIL: {
        "en": "Emails / Email addresses / Email / Email address / E-mail address",
        "cy": "E-bost / Cyfeiriad e-bost",
        "fr": "Adresse e-mail / E-mail",
        "de": "E-Mail-Adresse / E-Mail",
        "es": "Direcciones de correo electrónico / Correo electrónico / Dirección de correo electrónico",
        "pl": "Adres e-mail",
        "da": "E-mail / Mailadresse / E-mailadresse",
        "nl": "E-mailadres / E-mail",
        "it": "E-mail",
    },
    Label.PHONE: {
        "en": "Phones / Phone number",
        "cy": "Rhif ffôn",
        "fr": "Numéro de téléphone",
        "de": "Telefonnummer",
        "es": "Número de teléfono",
        "pl": "Numer telefonu",
        "da": "Telefonnummer",
        "nl": "Telefoonnummer",
        "it": "Numero di telefono",
    },
    Label.PHONE_CONFIRMED: {
        "en": "Phone confirmed / Phone number confirmed",
        "cy": "Ffôn wedi'i gadarnhau",
        "fr": "Numéro de téléphone confirmé / Téléphone confirmé",
        "de": "Telefonnummer bestätigt",
        "es": "Teléfono confirmado / Número de teléfono confirmado",
        "pl": "Telefon potwierdzony / Numer telefonu potwierdzony",
        "da": "Telefonnummer bekræftet",
        "nl": "Telefoonnummer bevestigd",
        "it": "Numero di telefono confermato",
    },
    Label.GENDER: {
        "en": "Gender",
        "cy": "Rhywedd",
        "fr": "Genre",
        "de": "Geschlecht",
        "es": "Sexo / Género",
        "pl": "Płeć",
        "da": "Køn",
        "nl": "Geslacht / Gender",
        "it": "Genere",
    },
    Label.BIRTHDAY: {
        "en": "Date of birth / Birthday",
        "cy": "Dyddiad geni",
        "fr": "Date de naissance",
        "de": "Geburtsdatum",
        "es": "Fecha de nacimiento",
        "pl": "Data urodzenia",
        "da": "Fødselsdato",
        "nl": "Geboortedatum",
        "it": "Data di nascita",
    },
    Label.WEBSITE: {
        "en": "Website",
        "cy": "Gwefan",
        "fr": "Site web",
        "de": "Webseite / Website",
        "es": "Sitio web",
        "pl": "Witryna internetowa / Strona internetowa",
        "da": "Website",
        "nl": "Website",
    },
    Label.LINKS: {"en": "Links / Link", "fr": "Liens", "de": "Links", "es": "Enlaces", "pl": "Linki", "da": "Links"},
    Label.PRIVATE: {
        "en": "Private account / Private profile / Account privacy",
        "cy": "Cyfrif preifat / Proffil preifat",
        "fr": "Compte privé / Profil privé",
        "de": "Privates Konto / Privates Profil",
        "es": "Cuenta privada / Perfil privado",
        "pl": "Konto prywatne / Profil prywatny",
        "da": "Privat konto / Privat profil",
        "nl": "Privéaccount / Privéprofiel",
        "it": "Account privato",
    },
    Label.CONTACT_SYNC: {
        "en": "Contact syncing / Contacts syncing / Continuous contacts upload / Upload contacts / Contacts sync",
        "cy": "Cysoni cysylltiadau",
        "fr": "Synchronisation des contacts",
        "de": "Kontaktsynchronisierung",
        "es": "Sincronización de contactos",
        "pl": "Synchronizacja kontaktów",
        "da": "Synkronisering af kontakter",
        "nl": "Synchronisatie van contacten / Contacten synchroniseren",
    },
    Label.CONTACT_INFORMATION: {
        "en": "Contact information",
        "cy": "Gwybodaeth gyswllt",
        "fr": "Coordonnées",
        "de": "Kontaktinformationen",
        "es": "Información de contacto",
        "pl": "Informacje kontaktowe",
        "da": "Kontaktoplysninger",
        "nl": "Contactgegevens",
    },
    Label.COMMENTS_FROM: {
        "en": "Comments allowed from / Allow comments from",
        "cy": "Caniatáu sylwadau gan",
        "fr": "Commentaires autorisés de",
        "de": "Kommentieren gestattet für",
        "es": "Comentarios permitidos de",
        "pl": "Komentarze dozwolone od",
        "da": "Kommentarer tilladt fra",
        "nl": "Reacties toegestaan van",
    },
    Label.SHARING_AUDIENCE: {"en": "Sharing audience"},
    Label.BUSINESS_METHODS: {"en": "Business connection methods"},
    Label.TIME: {
        "en": "Time / Imported time / Creation time / Expired on / Added on",
        "cy": "Amser",
        "fr": "Heure / Date",
        "de": "Zeit / Uhrzeit",
        "es": "Hora / Fecha",
        "pl": "Czas / Godzina",
        "da": "Tidspunkt",
        "nl": "Tijd / Tijdstip",
    },
    Label.URL: {"en": "URL"},
    Label.SECOND_FACTOR: {
        "en": "State / County/region / Two-factor authentication / Two-factor authentication enabled / "
        "Two-factor authentication status",
        "fr": "Authentification à deux facteurs",
        "de": "Zweistufige Authentifizierung",
        "es": "Autenticación en dos pasos",
        "pl": "Uwierzytelnianie dwuskładnikowe",
        "da": "Totrinsgodkendelse",
        "nl": "Tweestapsverificatie",
    },
    Label.FUTURE_POSTS: {"en": "Who can see your future posts"},
    Label.FOLLOWERS_LIST: {"en": "Who can see your followers on your timeline"},
    Label.FOLLOWING_LIST: {
        "en": "Who can see the people and Pages you follow / Who can see the people, Pages and lists you follow"
    },
    Label.FRIENDS_LIST: {"en": "Who can see your friends list"},
    Label.FRIEND_REQUESTS: {"en": "Who can send you friend requests"},
    Label.FOUND_BY_EMAIL: {
        "en": "Who can Facebook suggest your profile to based on your email address / "
        "Who can look you up using the email address you provided / People with your email address / "
        "Who can look you up using the email address or phone number you provided"  # the older row, beside the new
    },
    Label.FOUND_BY_PHONE: {
        "en": "Who can Facebook suggest your profile to based on your phone number / "
        "Who can look you up using the phone number you provided / People with your phone number"
    },
    Label.FOUND_BY_SEARCH: {
        "en": "Do you want search engines outside of Facebook to link to your profile / "
        "Do you want search engines outside Facebook to link to your profile"
    },
    Label.TAGS_REVIEWED: {
        "en": "Review posts that you're tagged in before the post appears on your profile / "
        "Review posts you're tagged in before the post appears on your profile"
    },
    Label.MENTIONS: {"en": "Who can mention you / Allow mentions from"},
    Label.WORK: {"en": "Workplace / Work"},
    Label.EDUCATION: {"en": "Education"},
    Label.TOWN: {"en": "Current city / Current town/city", "es": "Ciudad actual"},
    Label.NOT_ASKED: {
        "en": "Phone confirmation method / First country code / Has shared live video / Last login / Last logout / "
        "First story time / Last story time / First close friends story time / Music on profile / "
        "Emoji pong high score / Onboarding time / Is eligible for profile activation badge / "
        "Profile shows activation badge",
        "it": "Metodo di conferma del telefono / Record in Emoji Pong",
    },
}


@cache
def _meanings() -> Mapping[str, tuple[Label, frozenset[str]]]:
    found: dict[str, tuple[Label, frozenset[str]]] = {}
    for label, languages in _WORDS.items():
        for language, words in languages.items():
            for word in words.split(" / "):
                first, others = found.get(folded(word), (label, frozenset()))
                found[folded(word)] = first, others | {language}
    return found


def meaning_of(text: str) -> tuple[Label | None, frozenset[str]]:
    """The meaning of a label, and the languages in which it has it."""
    return _meanings().get(folded(text), (None, frozenset()))
