"""Keeps the texts for translators: `python3 run.py texts` renews them, `python3 run.py check` finds what is wrong.

English is the language of the source. Every other has its catalogue `xx/LC_MESSAGES/privacy_wizard.po` here, made from
`privacy_wizard.pot` (pybabel init); it is compiled beside it, and the program finds it there.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from marked_texts import faults_in, holes, parts_of, texts_in

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "privacy_wizard"
MAILS = HERE.parent / "wording" / "mail"
sys.path.insert(0, str(SOURCES.parent))

from privacy_wizard.school.mails import paragraphs  # noqa: E402

TEMPLATE = "privacy_wizard.pot"


def extracted() -> tuple[Catalog, list[str]]:
    """Every text of the program and of its mails, and what is wrong with those of the program."""
    found, faults = Catalog(project="Privacy Wizard", charset="utf-8"), []
    for path in sorted(SOURCES.rglob("*.py")):
        parts = parts_of(path)
        faults += faults_in(path.name, parts)
        for text in texts_in(parts):
            found.add(text)
    for path in sorted(MAILS.glob("*.j2")):
        for text in paragraphs(path.read_text(encoding="utf-8")):
            found.add(text)
    return found, faults


def written(catalog: Catalog) -> bytes:
    """As a file, without dates and places, so that it changes with the texts only."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, no_location=True, omit_header=catalog.locale is None, sort_output=True)
    return out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """As the program reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def languages(folder: Path) -> list[Path]:
    """The catalogues of the other languages."""
    return sorted(folder.glob("*/LC_MESSAGES/privacy_wizard.po"))


def renew(folder: Path = HERE) -> None:
    """Extract the texts, bring every language up to date with them, and compile it."""
    template, _faults = extracted()
    (folder / TEMPLATE).write_bytes(written(template))
    for path in languages(folder):
        catalog = _read(path)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(_read(path)))


def check(folder: Path = HERE) -> list[str]:
    """What is wrong with the texts, with its place."""
    template, found = extracted()
    if not (folder / TEMPLATE).is_file() or (folder / TEMPLATE).read_bytes() != written(template):
        found.append(f"{TEMPLATE} is not up to date: python3 run.py texts")
    for path in languages(folder):
        found += [f"{path.parent.parent.name}: {fault}" for fault in _faults_of(_read(path), template)]
        if not path.with_suffix(".mo").is_file() or path.with_suffix(".mo").read_bytes() != compiled(_read(path)):
            found.append(f"{path.parent.parent.name}: not compiled from its catalogue: python3 run.py texts")
    return found


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="privacy_wizard")


def _faults_of(catalog: Catalog, template: Catalog) -> Iterator[str]:
    for message in template:
        ours = catalog.get(message.id) if message.id else None
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
        texts = () if ours is None else ours.string if isinstance(ours.string, tuple | list) else (ours.string,)
        if not texts or not all(texts):
            yield f"not translated: {originals[0]}"
        elif any(holes(text) != holes(originals[-1]) for text in texts[-1:]):
            yield f"other placeholders: {texts[-1]}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        faults = check()
        print("\n".join(faults) or "Texts: nothing is missing.")
        sys.exit(bool(faults))
    renew()
