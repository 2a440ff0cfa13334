"""Which page shows which place."""

from collections.abc import Callable

from ...i18n import _
from .context import ConsoleContext
from .navigation import NavigationEntry
from .page import ConsolePage
from .place import PlaceId


def make_page(context: ConsoleContext, place: PlaceId) -> ConsolePage:
    """The page of a place."""
    return _makers()[place](context)


def entries() -> tuple[NavigationEntry, ...]:
    """The pages of the navigation, in its order."""
    return (
        NavigationEntry(id=PlaceId.OVERVIEW, icon="overview", title=lambda: _("Home")),
        NavigationEntry(id=PlaceId.PEOPLE, icon="people", title=lambda: _("People")),
        NavigationEntry(id=PlaceId.CAMPAIGNS, icon="flag", title=lambda: _("Campaigns")),
        NavigationEntry(id=PlaceId.HAND_IN, icon="inbox", title=lambda: _("Handed in")),
        NavigationEntry(id=PlaceId.CERTIFICATES, icon="key", title=lambda: _("Certificates")),
        NavigationEntry(id=PlaceId.PICTURE, icon="chart", title=lambda: _("The whole school")),
        NavigationEntry(id=PlaceId.INSPECTION, icon="clipboard", title=lambda: _("Inspection report")),
        NavigationEntry(id=PlaceId.CHECK, icon="chain", title=lambda: _("Check the register")),
        NavigationEntry(id=PlaceId.KEEPING, icon="archive", title=lambda: _("Backup and deleting")),
        NavigationEntry(id=PlaceId.POLICIES, icon="document", title=lambda: _("Policies")),
        NavigationEntry(id=PlaceId.SCHOOL, icon="school", title=lambda: _("School")),
    )


def parent_of(place: PlaceId) -> PlaceId:
    """The page of the navigation that a page of details belongs to."""
    return {
        PlaceId.PERSON: PlaceId.PEOPLE,
        PlaceId.STAFF_IMPORT: PlaceId.PEOPLE,
        PlaceId.ATTESTATION: PlaceId.HAND_IN,
        PlaceId.PAPER: PlaceId.HAND_IN,
        PlaceId.CAMPAIGN: PlaceId.CAMPAIGNS,
        PlaceId.SEND: PlaceId.OVERVIEW,
        PlaceId.ACTIONS: PlaceId.OVERVIEW,
        PlaceId.POLICY: PlaceId.POLICIES,
        PlaceId.PROTECTED_LIST: PlaceId.SCHOOL,
    }.get(place, place)


def _makers() -> dict[PlaceId, Callable[[ConsoleContext], ConsolePage]]:
    from .certificates.certificates_page import CertificatesPage
    from .certificates.protected_list_page import ProtectedListPage
    from .certificates.school_page import SchoolPage
    from .home.actions_page import ActionsPage
    from .home.home_page import HomePage
    from .intake.attestation_page import AttestationPage
    from .intake.hand_in_page import HandInPage
    from .intake.paper_page import PaperPage
    from .people.campaign_page import CampaignPage
    from .people.campaigns_page import CampaignsPage
    from .people.people_page import PeoplePage
    from .people.person_page import PersonPage
    from .people.send_page import SendPage
    from .people.staff_import_page import StaffImportPage
    from .policies.start import PoliciesPage
    from .policies.workshop_page import PolicyPage
    from .reports.inspection_report_page import InspectionReportPage
    from .reports.keeping_page import KeepingPage
    from .reports.register_check_page import CheckPage
    from .reports.school_report_page import PicturePage

    return {
        PlaceId.OVERVIEW: HomePage,
        PlaceId.PEOPLE: PeoplePage,
        PlaceId.PERSON: PersonPage,
        PlaceId.STAFF_IMPORT: StaffImportPage,
        PlaceId.CAMPAIGNS: CampaignsPage,
        PlaceId.CAMPAIGN: CampaignPage,
        PlaceId.SEND: SendPage,
        PlaceId.ACTIONS: ActionsPage,
        PlaceId.HAND_IN: HandInPage,
        PlaceId.ATTESTATION: AttestationPage,
        PlaceId.PAPER: PaperPage,
        PlaceId.CERTIFICATES: CertificatesPage,
        PlaceId.SCHOOL: SchoolPage,
        PlaceId.PICTURE: PicturePage,
        PlaceId.INSPECTION: InspectionReportPage,
        PlaceId.CHECK: CheckPage,
        PlaceId.KEEPING: KeepingPage,
        PlaceId.POLICIES: PoliciesPage,
        PlaceId.POLICY: PolicyPage,
        PlaceId.PROTECTED_LIST: ProtectedListPage,
    }
