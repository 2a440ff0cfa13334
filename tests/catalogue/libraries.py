"""A library as small as one can be that has one of everything, to be broken one way at a time."""

from pathlib import Path

from privacy_wizard.catalogue import LibraryFault
from privacy_wizard.catalogue.lint import lint

CONTROLS = """\
kind: controls
version: "2026.11.1"
controls:
  - id: visibility.audience
    title: Who sees your posts
    kind: setting
    severity: high
    statement: Only approved people see new posts.
  - id: identity.school-email
    title: School e-mail
    kind: setting
    severity: medium
    statement: The school's e-mail address is not used.
    facts:
      - {id: absent, label: It is not used, verdict: met}
      - {id: sign-in, label: It is used to sign in, verdict: partly met}
      - {id: shown, label: It is shown, verdict: not met}
  - {id: content.references, title: References, kind: setting, severity: low, statement: No references are given.}
  - {id: content.wiki, title: Wikis, kind: account, severity: low, statement: Nothing goes on a wiki.}
  - {id: conduct.professional, title: Professional, kind: person, severity: high, statement: Posts are professional.}
  - {id: conduct.ack-libel, title: Libel, kind: ack, severity: low, statement: Libel is known about.}
  - {id: conduct.official-rules, title: Rules, kind: official, severity: low, statement: The rules are kept.}
"""

PICTURES = """\
kind: checklist
id: pictures
title: Pictures
subject: personal-account
version: "2026.11.1"
hosts: [pictures.example]
also_known_as: [Pix]
review_after_months: 6
fallback: Search the settings for "privacy".
sources:
  - {id: S1, title: The service's own pages, date: "2026-05", url: "https://help.pictures.example/privacy"}
lacks:
  - {control: content.references, reason: There is nothing of the kind.}
checks:
  - id: pictures.has-profile
    ask: Do you have a profile?
    options:
      - {id: "yes", label: I have one}
      - {id: "no", label: I have none}
    why: Without a profile there is nothing to see.
    fix: Nothing is to be done.
    source: S1
    confidence: official
  - id: pictures.private
    control: visibility.audience
    ask: What is Private account set to?
    options:
      - {id: private, label: "Private account: On", verdict: met}
      - {id: public, label: "Private account: Off", verdict: not met}
      - {id: none, label: It is not offered to me, not_applicable: not offered}
    steps:
      web: More > Settings > Private account
      iphone: Profile > three lines > Private account
    link: https://www.pictures.example/settings/private
    why: Everyone sees a public account.
    fix: Switch it on.
    source: S1
    confidence: third party
    last_seen: 2026-11-03
    gate: {check: pictures.has-profile, opens_on: ["yes"]}
  - id: pictures.email
    control: identity.school-email
    ask: Which address is it?
    options:
      - {id: own, label: My own, fact: absent}
      - {id: school, label: The school's, fact: shown}
    steps: {anywhere: Settings > Account > E-mail}
    why: It names the school.
    fix: Change the address.
    source: S1
    confidence: weak
"""

EVERY_ACCOUNT = """\
kind: checklist
id: every-account
title: Each account
subject: personal-account
version: "2026.11.1"
every_account: true
sources:
  - {id: policy, title: The policies, date: "2026"}
checks:
  - id: every-account.wiki
    control: content.wiki
    ask: Do you write for a wiki?
    options:
      - {id: never, label: Never, verdict: met}
      - {id: often, label: Often, verdict: not met}
    why: A wiki is public.
    fix: Stop it.
    source: policy
    confidence: official
"""

PERSON = """\
kind: checklist
id: person
title: You
subject: person
version: "2026.11.1"
sources:
  - {id: policy, title: The policies, date: "2026"}
checks:
  - id: person.professional
    control: conduct.professional
    ask: Are your posts professional?
    options:
      - {id: always, label: Always, verdict: met}
      - {id: mostly, label: Mostly, verdict: partly met}
    why: Others judge by them.
    fix: Think again.
    source: policy
    confidence: official
  - id: person.libel
    control: conduct.ack-libel
    ask: Do you know about libel?
    options:
      - {id: acknowledge, label: I acknowledge this, verdict: acknowledged}
      - {id: refuse, label: I do not, verdict: not met}
    why: It can end in court.
    fix: Ask.
    source: policy
    confidence: official
"""

OFFICIAL = """\
kind: checklist
id: official
title: Accounts run for the school
subject: official-account
version: "2026.11.1"
sources:
  - {id: policy, title: The policies, date: "2026"}
checks:
  - id: official.rules
    control: conduct.official-rules
    ask: Are the rules kept?
    options:
      - {id: kept, label: They are kept, verdict: met}
      - {id: broken, label: They are not, verdict: not met}
    why: It speaks for the school.
    fix: Keep them.
    source: policy
    confidence: official
"""

BASELINE = """\
kind: policy-pack
id: baseline
title: Baseline
issuer: Privacy Wizard
date: "2026-11"
next_review: null
version: "2026.11.1"
applies_to: {summary: Everyone., people: [employee, governor]}
platforms: {summary: All., names: [Pictures]}
personal_use_at_work: It says nothing.
tell: []
clauses:
  - {id: "1", ref: "1", asks: Approve who sees your posts.}
  - {id: "2", ref: "2", asks: Keep the school's e-mail out of it.}
requirements:
  - {control: visibility.audience, level: should, clauses: ["1"], summary: Approve who sees your posts.}
  - {control: identity.school-email, level: should, clauses: ["2"], summary: Keep the school's e-mail out of it.}
"""

VILLAGE = """\
kind: policy-pack
id: village
title: Social media
issuer: Village School
date: "2023-09-01"
next_review: autumn 2024
version: "2026.11.1"
inherits: baseline
applies_to: {summary: All staff., people: [employee, governor], clauses: [A-scope]}
platforms: {summary: Pictures and the like., names: [Pictures], clauses: [A-named]}
personal_use_at_work: Not during lessons.
tell: [{role: headteacher, about: anything that worries you}]
clauses:
  - {id: A-scope, ref: A, asks: It is for all staff.}
  - {id: A-named, ref: A, asks: It names Pictures.}
  - {id: B.1, ref: B.1, asks: Be private.}
  - {id: B.2, ref: B.2, asks: Be professional.}
  - {id: B.3, ref: B.3, asks: Beware of libel.}
requirements:
  - {control: visibility.audience, level: must, clauses: [B.1], summary: Be private.}
  - control: conduct.professional
    level: must
    clauses: [B.2]
    summary: Be professional.
    details: [In words, In pictures]
    people: [employee]
    exception: {reasons: [relative], approver: headteacher}
  - {control: conduct.ack-libel, level: inform, clauses: [B.3], summary: Beware of libel.}
"""

FILES = {
    "controls.yaml": CONTROLS,
    "platforms/pictures.yaml": PICTURES,
    "every-account.yaml": EVERY_ACCOUNT,
    "person.yaml": PERSON,
    "official.yaml": OFFICIAL,
    "packs/baseline.yaml": BASELINE,
    "packs/village.yaml": VILLAGE,
}


class Library:
    """The small library in a folder, and the ways to break it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file in, or in the place of another."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a passage that is there exactly once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Take a file out."""
        (self.folder / name).unlink()

    def line(self, name: str, passage: str) -> int:
        """The line on which the passage first stands."""
        lines = (self.folder / name).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, 1) if passage in line)

    def faults(self) -> tuple[LibraryFault, ...]:
        """What lint says now."""
        return lint(self.folder)
