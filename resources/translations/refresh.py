"""Brings the translations up to date with the texts in the program: `python resources/translations/refresh.py`.

English is the language of the source, so its file holds plurals only, and they are filled in here: "(s)" is dropped
for one and becomes "s" for more, "(y/ies)" offers both forms. Other languages are translated with Qt Linguist in
their own `privacy_wizard_xx.ts`; this script adds new texts to them and compiles them.
"""

import re
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "privacy_wizard" / "ui"
ENGLISH = "privacy_wizard_en.ts"
_CHOICE = re.compile(r"\(([^()/]*)/([^()/]*)\)")


def english_forms(source: str) -> tuple[str, str]:
    """The forms for one and for more."""
    one = _CHOICE.sub(r"\1", source.replace("(s)", ""))
    more = _CHOICE.sub(r"\2", source.replace("(s)", "s"))
    return one, more


def fill_in_english(path: Path) -> None:
    """Write the plural forms of every message of the English file."""
    tree = ElementTree.parse(path)  # noqa: S314  (our own file, just written)
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None or message.get("numerus") != "yes":
            continue
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for form, text in zip(forms, english_forms(message.findtext("source", "")), strict=True):
            form.text = text
    ElementTree.indent(tree)
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        + ElementTree.tostring(tree.getroot(), "unicode")
        + "\n",
        encoding="utf-8",
    )


def refresh(folder: Path = HERE) -> None:
    """Update and compile every language in a folder; the English file is made where there is none."""
    sources = sorted(str(path) for path in SOURCES.rglob("*.py"))
    for path in sorted({folder / ENGLISH, *folder.glob("*.ts")}):
        only = ["-pluralonly", "-source-language", "en_GB", "-target-language", "en_GB"] if path.name == ENGLISH else []
        _run("pyside6-lupdate", *only, "-no-obsolete", "-locations", "none", *sources, "-ts", str(path))
        if path.name == ENGLISH:
            fill_in_english(path)
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    found = Path(sysconfig.get_path("scripts")) / tool
    subprocess.run([str(found), *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    refresh(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
