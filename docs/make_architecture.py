"""Draws the floors of the program from the code: the boxes from import-linter's layers, the arrows from real imports.

Run it from the top of the repository with the Python in ``.venv``: ``python docs/make_architecture.py``.
An arrow that a longer way says already is left out, or nothing could be seen. A test holds that the picture is current.
"""

import tomllib
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from html import escape
from pathlib import Path

from grimp import build_graph

TOP = Path(__file__).parent.parent
PICTURE = TOP / "docs" / "pictures" / "architecture.svg"
PROGRAM = "privacy_wizard"
Floors = list[list[str]]
Arrows = Mapping[str, set[str]]

_WIDTH, _EDGE, _FLOOR, _BOX, _GAP = 1180, 24, 96, 38, 14


def floors() -> Floors:
    """The packages by floor, the highest first, as the contracts in `pyproject.toml` have them."""
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    whole, windows = [each for each in contracts if each["type"] == "layers"]
    ui = windows["containers"][0]
    found: Floors = []
    for layer in whole["layers"]:
        names = layer.split(" | ")
        if ui in names:
            first, *below = [[f"{ui}.{name}" for name in inner.split(" | ")] for inner in windows["layers"]]
            found += [[*first, *(name for name in names if name != ui)], *below]
        else:
            found.append(names)
    return found


def imports(packages: list[str]) -> Arrows:
    """Which package imports which, directly."""
    graph = build_graph(PROGRAM, cache_dir=None)

    def package_of(module: str) -> str | None:
        return next((each for each in packages if module == each or module.startswith(f"{each}.")), None)

    found: dict[str, set[str]] = {each: set() for each in packages}
    for module in graph.modules:
        importer = package_of(module)
        for target in graph.find_modules_directly_imported_by(module):
            imported = package_of(target)
            if importer and imported and importer != imported:
                found[importer].add(imported)
    return found


def shortest(arrows: Arrows) -> Arrows:
    """Without those that a longer way says already."""
    below: dict[str, set[str]] = {}
    for each in TopologicalSorter(arrows).static_order():
        below[each] = arrows[each].union(*(below[other] for other in arrows[each]))
    return {
        each: {other for other in others if not any(other in below[way] for way in others)}
        for each, others in arrows.items()
    }


def _drawn(boxes: Floors, arrows: Arrows) -> Iterator[str]:
    at: dict[str, tuple[float, float, float]] = {}  # left, top, width
    for number, floor in enumerate(boxes):
        width = min(180.0, (_WIDTH - 2 * _EDGE + _GAP) / len(floor) - _GAP)
        between = len(floor) == 1 and 0 < number < len(boxes) - 1
        left = _EDGE if between else (_WIDTH - len(floor) * (width + _GAP) + _GAP) / 2  # out of the others' way
        for place, name in enumerate(floor):
            at[name] = (left + place * (width + _GAP), _EDGE + number * _FLOOR, width)
    for name, others in arrows.items():
        for other in sorted(others):
            (x, y, w), (to_x, to_y, to_w) = at[name], at[other]
            start, end, top, bottom = x + w / 2, to_x + to_w / 2, y + _BOX, to_y - 2
            bend = (bottom - top) / 2
            path = f"M{start:.0f} {top} C{start:.0f} {top + bend:.0f} {end:.0f} {bottom - bend:.0f} {end:.0f} {bottom}"
            yield f'<path d="{path}" fill="none" stroke="#7a8794" marker-end="url(#tip)"/>'
    for name, (x, y, w) in at.items():
        said = escape(name.removeprefix(f"{PROGRAM}.").replace(".", "/"))
        yield f'<rect x="{x:.0f}" y="{y}" width="{w:.0f}" height="{_BOX}" rx="7" fill="#e8f0f7" stroke="#33566e"/>'
        yield f'<text x="{x + w / 2:.0f}" y="{y + 24}" text-anchor="middle">{said}</text>'


def picture() -> str:
    """The picture as SVG; its description says every arrow in words."""
    boxes = floors()
    arrows = shortest(imports([name for floor in boxes for name in floor]))
    said = "; ".join(f"{name} → {', '.join(sorted(others))}" for name, others in arrows.items() if others)
    height = 2 * _EDGE + (len(boxes) - 1) * _FLOOR + _BOX
    lines = (
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
            'font-family="Inter, Helvetica, Arial, sans-serif" font-size="14" fill="#16202a">'
        ),
        "<title>The floors of Privacy Wizard: imports go down only</title>",
        f"<desc>{escape(said.replace(f'{PROGRAM}.', ''))}</desc>",
        (
            '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="3" orient="auto">'
            '<path d="M0 0 L7 3 L0 6 z" fill="#7a8794"/></marker></defs>'
        ),
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        *_drawn(boxes, arrows),
        "</svg>",
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
