"""Which page shows which place. Only what is finished stands here, and so only that can be reached."""

from collections.abc import Callable

from ...i18n import _
from .desk import ConsoleDesk
from .navigation import Entry
from .page import ConsolePage
from .place import PlaceId


def make_page(desk: ConsoleDesk, place: PlaceId) -> ConsolePage:
    """The page of a place."""
    return _makers()[place](desk)


def can_show(place: PlaceId) -> bool:
    """Whether there is a page for it."""
    return place in _makers()


def entries() -> tuple[Entry, ...]:
    """The pages of the navigation, in its order."""
    return (
        Entry(id=PlaceId.OVERVIEW, icon="overview", title=lambda: _("Overview")),
        Entry(id=PlaceId.PEOPLE, icon="people", title=lambda: _("People")),
        Entry(id=PlaceId.CAMPAIGNS, icon="flag", title=lambda: _("Campaigns")),
        Entry(id=PlaceId.HAND_IN, icon="inbox", title=lambda: _("Handed in")),
        Entry(id=PlaceId.CERTIFICATES, icon="key", title=lambda: _("Certificates")),
        Entry(id=PlaceId.PICTURE, icon="chart", title=lambda: _("The whole school")),
        Entry(id=PlaceId.EVIDENCE, icon="clipboard", title=lambda: _("Evidence")),
        Entry(id=PlaceId.CHECK, icon="chain", title=lambda: _("Register check")),
        Entry(id=PlaceId.KEEPING, icon="archive", title=lambda: _("Keeping")),
        Entry(id=PlaceId.POLICIES, icon="document", title=lambda: _("Policies")),
        Entry(id=PlaceId.SCHOOL, icon="school", title=lambda: _("School")),
    )


def parent_of(place: PlaceId) -> PlaceId:
    """The page of the navigation that a page of details belongs to."""
    return {
        PlaceId.PERSON: PlaceId.PEOPLE,
        PlaceId.STAFF_IMPORT: PlaceId.PEOPLE,
        PlaceId.ATTESTATION: PlaceId.HAND_IN,
        PlaceId.PAPER: PlaceId.HAND_IN,
        PlaceId.CAMPAIGN: PlaceId.CAMPAIGNS,
        PlaceId.POLICY: PlaceId.POLICIES,
    }.get(place, place)


def _makers() -> dict[PlaceId, Callable[[ConsoleDesk], ConsolePage]]:
    from .attestation_page import AttestationPage
    from .campaign_page import CampaignPage
    from .campaigns_page import CampaignsPage
    from .certificates_page import CertificatesPage
    from .check_page import CheckPage
    from .evidence_page import EvidencePage
    from .hand_in_page import HandInPage
    from .keeping_page import KeepingPage
    from .overview_page import OverviewPage
    from .paper_page import PaperPage
    from .people_page import PeoplePage
    from .person_page import PersonPage
    from .picture_page import PicturePage
    from .school_page import SchoolPage
    from .staff_import_page import StaffImportPage
    from .workshop_page import PolicyPage
    from .workshop_start import PoliciesPage

    return {
        PlaceId.OVERVIEW: OverviewPage,
        PlaceId.PEOPLE: PeoplePage,
        PlaceId.PERSON: PersonPage,
        PlaceId.STAFF_IMPORT: StaffImportPage,
        PlaceId.CAMPAIGNS: CampaignsPage,
        PlaceId.CAMPAIGN: CampaignPage,
        PlaceId.HAND_IN: HandInPage,
        PlaceId.ATTESTATION: AttestationPage,
        PlaceId.PAPER: PaperPage,
        PlaceId.CERTIFICATES: CertificatesPage,
        PlaceId.SCHOOL: SchoolPage,
        PlaceId.PICTURE: PicturePage,
        PlaceId.EVIDENCE: EvidencePage,
        PlaceId.CHECK: CheckPage,
        PlaceId.KEEPING: KeepingPage,
        PlaceId.POLICIES: PoliciesPage,
        PlaceId.POLICY: PolicyPage,
    }
