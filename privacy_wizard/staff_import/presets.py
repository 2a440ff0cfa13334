"""What a column of a staff list can mean, and the headings that management information systems use for it.

The headings are those that their makers or partners give in public. None of the three publishes the layout of a staff
export: in each, the school puts the report together itself. What is public is how the system, or a partner of it, calls
its fields on screens and in descriptions of interfaces, and that is what a preset knows. The rest is matched by common
words, and by hand.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from attrs import field, frozen

from .table import as_heading


class StaffField(StrEnum):
    """What is taken from a staff list; every other column is ignored."""

    NUMBER = "number"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    FULL_NAME = "full-name"  # in one column: "Sam Lee" or "Lee, Sam"
    EMAIL = "email"
    ROLE = "role"
    KIND = "kind"
    SCHOOL = "school"  # of several in one list: a group, too
    GROUP = "group"
    START = "start"
    LAST_DAY = "last-day"


_ENOUGH = 3  # so many fields must bear a system's own words before it is named
_PLAIN = ("First Name", "Last Name", "Email Address", "Job Title", "Start Date", "End Date")  # words of no system alone


@frozen(kw_only=True)
class Preset:
    """The words of one system; if two columns fit a field, the word listed first wins."""

    id: str
    title: str
    words: Mapping[StaffField, tuple[str, ...]]
    sources: tuple[str, ...] = field(default=())
    not_documented: str

    def fitting(self, headings: Sequence[str]) -> int:
        """How many fields have a heading in the system's own words."""
        found = {as_heading(heading) for heading in headings}
        return sum(any(as_heading(word) in found for word in words) for words in self.words.values())

    def stands_out(self, headings: Sequence[str]) -> bool:
        """Whether one of the headings is more than a plain word that any list may have."""
        own = {as_heading(word) for words in self.words.values() for word in words} - set(map(as_heading, _PLAIN))
        return any(as_heading(heading) in own for heading in headings)


SIMS = Preset(
    id="sims",
    title="SIMS",
    words={
        StaffField.NUMBER: ("Payroll Number", "Person ID"),
        StaffField.FIRST_NAME: ("Legal Forename", "Forename"),
        StaffField.LAST_NAME: ("Legal Surname", "Surname"),
        StaffField.EMAIL: ("Work Email Address",),
    },
    sources=(
        "https://sims-partners.com/Product/SIMS7/HRAssistant/Proforma",
        "https://docs.aim.phinite.com/integration/sims-integration/staff-members.html",
    ),
    not_documented="SIMS exports whatever report the school has designed. Its words for the first day, the last day, "
    "the job and the group are not public: check those columns.",
)
ARBOR = Preset(
    id="arbor",
    title="Arbor",
    words={
        StaffField.NUMBER: ("Staff ID",),
        StaffField.FIRST_NAME: ("Legal First Name",),
        StaffField.LAST_NAME: ("Legal Last Name",),
        StaffField.EMAIL: ("Email Address",),
        StaffField.ROLE: ("Business Role",),
        StaffField.START: ("Start Date",),
        StaffField.LAST_DAY: ("End Date",),
    },
    sources=(
        "https://support.arbor-education.com/hc/en-us/articles/203813252",
        "https://support.arbor-education.com/hc/en-us/articles/30036757805725-Staff-Profile-Main-Page",
        "https://support.arbor-education.com/hc/en-us/articles/4427111615773",
    ),
    not_documented="Arbor exports whatever columns are chosen in a report. A start or end date may be that of a role "
    "and not of the person: check those columns.",
)
BROMCOM = Preset(
    id="bromcom",
    title="Bromcom",
    words={
        StaffField.NUMBER: ("Payroll Number", "Staff Code"),
        StaffField.FIRST_NAME: ("Preferred First Name", "First Name"),
        StaffField.LAST_NAME: ("Preferred Last Name", "Last Name"),
        StaffField.ROLE: ("Job Title",),
        StaffField.START: ("Date Started at the School", "Start Date"),
    },
    sources=(
        "https://docs.bromcom.com/knowledge-base/how-to-add-new-staff-member/",
        "https://help-accesseducationpeople.theaccessgroup.com/en/articles/12750322-bromcom-mis-integration-ongoing-sync",
    ),
    not_documented="Bromcom exports whatever columns are shown in a list or report. Its words for the e-mail address, "
    "the last day and the group are not public: check those columns.",
)
PRESETS: tuple[Preset, ...] = (SIMS, ARBOR, BROMCOM)

COMMON: Mapping[StaffField, tuple[str, ...]] = {
    StaffField.NUMBER: (
        "Staff Number",
        "Staff No",
        "Employee Number",
        "Employee No",
        "Employee ID",
        "Personnel Number",
        "Payroll Number",
        "Payroll No",
        "Staff ID",
        "Staff Code",
        "Staff Ref",
        "Staff Reference",
        "Employee Code",
        "Employee Ref",
        "Employee Reference",
        "Personal Reference",
        "Payroll ID",
        "Payroll Reference",
        "Payroll Reference Number",
        "Emp No",
        "Emp Number",
        "Emp Num",
        "Emp ID",
        "Emp Code",
        "EMPLID",
        "Worker ID",
        "Pay No",
        "Pay Number",
        "Pers. No.",
        "Number",
        "Personalnummer",
        "Personal-Nr.",
        "Matricule",
        "Rhif staff",
        "Rhif gweithiwr",
        "Rhif y gweithiwr",
        "Rhif cyflogres",
    ),
    StaffField.FIRST_NAME: (
        "First Name",
        "Forename",
        "Given Name",
        "Preferred First Name",
        "Preferred Forename",
        "Legal First Name",
        "Legal Forename",
        "Forename 1",
        "First Forename",
        "First Name 1",
        "Forenames",
        "First Names",
        "Given Names",
        "Christian Name",
        "Fname",
        "Known As",
        "Preferred Name",
        "Vorname",
        "Prénom",
        "Enw cyntaf",
        "Voornaam",
        "Nombre",
        "Nome",
        "Imię",
    ),
    StaffField.LAST_NAME: (
        "Last Name",
        "Surname",
        "Family Name",
        "sn",
        "Preferred Last Name",
        "Preferred Surname",
        "Legal Last Name",
        "Legal Surname",
        "Nachname",
        "Familienname",
        "Cyfenw",
        "Nom de famille",
        "Sname",
        "Lname",
        "Achternaam",
        "Apellido",
        "Apellidos",
        "Cognome",
        "Nazwisko",
    ),
    StaffField.FULL_NAME: (
        "Full Name",
        "Name",
        "Staff Name",
        "Employee Name",
        "Employee",
        "Staff Member",
        "Member of Staff",
        "Nom",
        "Enw llawn",
        "Enw",
    ),
    StaffField.EMAIL: (
        "Work Email",
        "Work Email Address",
        "School Email",
        "Email (work)",
        "Email (school)",
        "Email",
        "Email Address",
        "Email Address [Required]",
        "Mail",
        "Courriel",
        "User Principal Name",
        "E-mail 1 - Value",
        "E-bost",
        "Cyfeiriad e-bost",
    ),
    StaffField.ROLE: ("Job Title", "Role", "Post", "Position", "Post Title", "Job", "Swydd", "Teitl swydd"),
    StaffField.KIND: ("Kind", "Capacity"),
    StaffField.SCHOOL: (
        "School",
        "School Name",
        "Academy",
        "Academy Name",
        "Establishment",
        "Establishment Name",
        "Site",
        "Site Name",
        "Campus",
        "Ysgol",
    ),
    StaffField.GROUP: ("Group", "Groups", "Department", "Faculty", "Team", "Adran"),
    StaffField.START: (
        "Start Date",
        "First Day",
        "Employment Start Date",
        "Date of Joining",
        "Date Joined",
        "Date Started",
        "Date Started at School",
        "Date of Arrival",
        "Arrival Date",
        "Joining Date",
        "Employment Start",
        "Employee Hire Date",
        "Hire Date",
        "Started",
        "Eintritt",
        "Eintrittsdatum",
        "Date d’entrée",
        "Dyddiad dechrau",
    ),
    StaffField.LAST_DAY: (
        "Last Day",
        "End Date",
        "Leaving Date",
        "Date of Leaving",
        "Employment End Date",
        "Date Left",
        "Date Left School",
        "Left Date",
        "Left On",
        "Leaver Date",
        "Leavers Date",
        "Last Working Day",
        "Last Day of Service",
        "Employment End",
        "Leave Date",
        "Termination Date",
        "Austritt",
        "Austrittsdatum",
        "Date de sortie",
        "Dyddiad gorffen",
        "Dyddiad gadael",
    ),
}
"""Common words for the fields, in no system's name."""


def recognise(headings: Sequence[str]) -> Preset | None:
    """The system whose own words the headings are; None if none, or more than one, stands out."""
    fitting = sorted(((preset.fitting(headings), preset) for preset in PRESETS), key=lambda each: -each[0])
    (most, preset), (second, _) = fitting[0], fitting[1]
    return preset if most >= _ENOUGH and most > second and preset.stands_out(headings) else None


@cache
def fields_by_heading() -> Mapping[str, frozenset[StaffField]]:
    """What a column of each heading known here may mean; headings as they are compared."""
    found: dict[str, frozenset[StaffField]] = {}
    for words in (COMMON, *(preset.words for preset in PRESETS)):
        for what, known in words.items():
            found |= {heading: found.get(heading, frozenset()) | {what} for heading in map(as_heading, known)}
    return found


@cache
def known_headings() -> frozenset[str]:
    """Every heading known here, as headings are compared."""
    return frozenset(fields_by_heading())
