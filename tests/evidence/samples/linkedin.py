"""LinkedIn: the older names and headings, and those of 2026 with a member's number."""

from privacy_wizard.evidence import ConnectionKind, ObservationKind

from .building import YES, Sample, as_table

PROFILE = as_table(
    (
        *("First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry"),
        *("Zip Code", "Geo Location", "Twitter Handles", "Websites", "Instant Messengers"),
    ),
    ("Ann", "Lée", "", "", "May 3", "Teacher at St Mary’s", "I teach.", "Education", "", "Frodsham", "", "", ""),
)
ON_THE_WEB = PROFILE.replace(
    b"Frodsham,,,", b'Frodsham,[annlee],"[PERSONAL:https://ann.example],[BLOG:https://b.example]",'
)
EMAILS = as_table(
    ("Email Address", "Confirmed", "Primary", "Updated On"), ("ann@oakfield.sch.uk", "Yes", "Yes", "1/2/23")
)
POSITIONS = as_table(
    ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
    ("St Mary’s Primary School", "Teacher", "I lead Year 4.", "", "Sep 2019", ""),
    ("Old Café", "Waiter", "", "", "Jan 2010", "Sep 2012"),
)
EDUCATION = as_table(
    ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"),
    ("University of Chester", "2008", "2011", "", "BA", ""),
)
NOTES = (
    b'Notes:\r\n"When exporting your connection data, you may notice that some of the email addresses are missing."\r\n'
    b"\r\n"
)
BOB = ("Bób", "King", "https://www.linkedin.com/in/bob", "", "Oak Ltd", "Clerk", "15 Mar 2019")
BLANK = ("", "", "", "", "", "", "")
CONNECTIONS = NOTES + as_table(
    ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"), BOB, BLANK
)
FACTS = {
    ObservationKind.NAME: (YES, "Ann Lée"),
    ObservationKind.HEADLINE: (YES, "Teacher at St Mary’s"),
    ObservationKind.BIO: (YES, "I teach."),
    ObservationKind.WEBSITE: (YES, "https://ann.example"),
    ObservationKind.LINKED_ACCOUNT: (YES, "annlee"),
    ObservationKind.INFERRED_INTEREST: (YES, "Likely to move"),
    ObservationKind.EMAIL: (YES, "ann@oakfield.sch.uk"),
    ObservationKind.EMPLOYER: (YES, "St Mary’s Primary School"),
    ObservationKind.JOB_TITLE: (YES, "Teacher"),
    ObservationKind.DESCRIPTION: (YES, "I lead Year 4."),
    ObservationKind.EDUCATION: (YES, "University of Chester"),
}
NEWEST = Sample(
    name="Basic_LinkedInDataExport_09-02-2026.zip",
    platform="linkedin",
    files={
        "Profile.csv": b"\xef\xbb\xbf" + ON_THE_WEB,
        "Email Addresses.csv": EMAILS,
        "Positions.csv": POSITIONS,
        "Education.csv": EDUCATION,
        "Connections.csv": CONNECTIONS,
        "Company Follows.csv": as_table(("Organization", "Followed On"), ("Oak Ltd", "Mon Aug 01 12:00:00 UTC 2022")),
        "Invitations_123456789.csv": as_table(
            ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"),
            ("Cy Dale", "Ann Lée", "8/1/26, 9:30 AM", "secret", "INCOMING", "https://www.linkedin.com/in/cy", ""),
            ("Ann Lée", "Di Eve", "8/1/26, 9:30 AM", "", "OUTGOING", "", "https://www.linkedin.com/in/di"),
        ),
        "Member_Follows.csv": as_table(
            ("Date", "Status", "FullName"),
            ("2022-09-09 01:41:08", "Active", "Fey Gold"),
            ("2022-09-10 01:41:08", "Unfollow", "Somebody Left"),
        ),
        "Inferences_about_you.csv": as_table(
            ("Category", "Type of inference", "Description", "Inference"),
            ("Career", "Senior leader", "Whether you lead", "FALSE"),
            ("Career", "Likely to move", "Whether you move", "TRUE"),
        ),
        "Contacts.csv": as_table(
            ("Source", "FirstName", "LastName", "Companies", "Title", "Emails", "PhoneNumbers"),
            ("GMAIL", "Di", "Eve", "", "", "di@x.example", ""),
        ),
        "Ad_Targeting.csv": as_table(("Company Names", "Company Names"), ("a", "b")),
        "messages.csv": as_table(("CONVERSATION ID", "CONTENT"), ("1", "secret")),
    },
    facts=FACTS,
    lists={
        ConnectionKind.FRIENDS: ("Bób King",),
        ConnectionKind.SUBSCRIPTIONS: ("Oak Ltd",),
        ConnectionKind.FOLLOWING: ("Fey Gold",),
        ConnectionKind.UPLOADED_CONTACTS: ("Di Eve",),
        ConnectionKind.REQUESTS_RECEIVED: ("Cy Dale",),
        ConnectionKind.REQUESTS_SENT: ("Di Eve",),
    },
)
TO_2022 = Sample(
    name="Basic_LinkedInDataExport_05-03-2022.zip",
    platform="linkedin",
    files={
        "Profile.csv": PROFILE,
        "Connections.csv": NOTES
        + as_table(
            ("First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"), (*BOB[:2], *BOB[3:])
        ),
    },
    facts={ObservationKind.NAME: (YES, "Ann Lée"), ObservationKind.HEADLINE: (YES, "Teacher at St Mary’s")},
    lists={ConnectionKind.FRIENDS: ("Bób King",)},
)
SAMPLES = (NEWEST, TO_2022)
