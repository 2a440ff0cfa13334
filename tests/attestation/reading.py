"""Reading PDFs back, as other programs do."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

needs_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("pdfsig", "certutil", "mutool", "qpdf")),
    reason="poppler-utils, libnss3-tools, mupdf-tools and qpdf are not installed",
)


def text_of(pdf: bytes) -> str:
    """The text of all pages, each run of white space as one space."""
    return " ".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, each run of white space as one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [" ".join(page.replace("\ufffe", "-").split()) for page in pages]


def run(*command: str | Path) -> str:
    """What a tool says, on either stream; the tools of this trade exit 0 whatever they find."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr
