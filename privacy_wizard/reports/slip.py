"""The slip of paper with the one-time code, to be handed over in person."""

from datetime import datetime
from html import escape
from textwrap import fill

from attrs import field, frozen

_WHAT_TO_DO = (
    "Open the invitation that you were sent in Privacy Wizard, and type this code when it asks for it. It works once. "
    "Keep it to yourself: do not photograph it, write it into a mail or tell it on the telephone. "
    "When it has worked, tear this slip up."
)
_WIDTH = 66
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>One-time codes</title></head>
<body>{slips}</body></html>
"""
_SLIP = """<div style="page-break-inside: avoid; border: 1px dashed #555; padding: 18px; margin-bottom: 24px">
<p>{school}</p><h2>Your one-time code</h2>
<p>For {name}, staff number {number}</p>
<p style="font-family: monospace; font-size: 22pt">{code}</p>
<p>Use it by {until}.</p><p>{what}</p></div>
"""


@frozen(kw_only=True)
class Slip:
    """What stands on the paper. It is printed, never saved or sent."""

    school: str
    name: str
    staff_number: str
    code: str = field(repr=False)
    expires: datetime

    def as_text(self) -> str:
        """For a printer of plain text."""
        return "\n".join(
            [
                "-" * _WIDTH,
                self.school,
                "",
                "YOUR ONE-TIME CODE",
                f"For {self.name}, staff number {self.staff_number}",
                "",
                f"    {self.code}",
                "",
                f"Use it by {self._until}.",
                fill(_WHAT_TO_DO, _WIDTH),
                "-" * _WIDTH,
            ]
        )

    def as_html(self) -> str:
        """One slip for `slips_page`; everything from people is escaped."""
        return _SLIP.format(
            school=escape(self.school),
            name=escape(self.name),
            number=escape(self.staff_number),
            code=escape(self.code),
            until=escape(self._until),
            what=escape(_WHAT_TO_DO),
        )

    @property
    def _until(self) -> str:
        return f"{self.expires.day} {self.expires:%B %Y, %H:%M}"


def slips_page(slips: tuple[Slip, ...]) -> str:
    """A page of slips as HTML, for the print dialogue."""
    return _PAGE.format(slips="".join(slip.as_html() for slip in slips))
