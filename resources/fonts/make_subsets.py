"""Makes the fonts for names in other scripts from Noto, as Debian packs it; run by hand, for a new layout only.

    apt-get download fonts-noto-core=20201225-1 fonts-noto-cjk=1:20220127+repack1-1, dpkg -x each into a folder, then
    python resources/fonts/make_subsets.py FOLDER

The PDF is drawn byte for byte the same from the same statement, so what is made once is never made anew for its layout.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

HERE = Path(__file__).parent
_FIXED = 3_692_000_000  # seconds since 1904
UNITS = 1000  # to the em, so that the widths in a PDF are whole numbers
FIRST_GLYPH = 0xE000  # glyph n has the character FIRST_GLYPH + n as well: so a PDF can be told to draw a shaped glyph
FIRST_SILENT, SILENT = 0xF000, "silent"
_SIGNS = (*range(0x20, 0x7F), 0xA0, 0xB7, 0x2010, 0x2011, 0x2018, 0x2019, 0x25CC)
_JOINERS = (0x200C, 0x200D)
SHAPED = {
    "NotoSansArabic": (*range(0x600, 0x700), *range(0x750, 0x780), *range(0x8A0, 0x900)),
    "NotoSansHebrew": (*range(0x591, 0x5F5),),
    "NotoSansDevanagari": (*range(0x900, 0x980), *range(0xA8E0, 0xA900), *range(0x1CD0, 0x1D00)),
}
CHINESE = "NotoSansCJKsc-Regular"


def hanzi() -> Iterable[int]:
    """The characters of GBK, simplified and traditional, with the marks between the parts of a name."""
    for code in range(0x4E00, 0xA000):
        if chr(code).encode("gbk", "ignore"):
            yield code
    yield from (0xB7, 0x3000, 0x3001, 0x3007, 0x30FB, 0xFF0C, 0xFF0E)


def subset(font: TTFont, characters: Iterable[int], *, shaped: bool) -> None:
    """Keep these characters, and what shaping makes of them."""
    options = Options()
    options.hinting, options.notdef_outline, options.glyph_names = False, True, False
    options.name_IDs, options.name_languages = [0, 1, 2, 3, 4, 5, 6, 13, 14], [0x409]
    options.layout_features = ["*"] if shaped else []
    options.drop_tables += ["DSIG", "BASE", "vhea", "vmtx", "VORG", "STAT", "MATH"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(characters))
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)


def with_glyph_characters(font: TTFont) -> None:
    """Give every glyph a character of the private use area beside its own.

    And to every letter of a script from the right one that is drawn as nothing: where a glyph is not one letter, what
    it says is said by these.
    """
    from_right = [code for code in font.getBestCmap() if 0x590 <= code < 0x900 or code in _JOINERS]
    if any(code >= 0x590 for code in from_right):
        font.setGlyphOrder([*font.getGlyphOrder(), SILENT])
        font["glyf"].glyphs[SILENT] = Glyph()
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"].metrics[SILENT] = (UNITS, 0)
    order = font.getGlyphOrder()
    known = dict(font.getBestCmap())
    known |= {FIRST_GLYPH + at: name for at, name in enumerate(order)}
    if SILENT in order:
        known |= {FIRST_SILENT + (code & 0xFFF): SILENT for code in from_right}
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 1, 0, known
    font["cmap"].tables = [table]


def with_quadratic_outlines(font: TTFont) -> None:
    """Turn the outlines of PostScript kind into those of TrueType, which the PDF library embeds."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    made = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 2.0, reverse_direction=True))
        made[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, made
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"),
    ):
        setattr(maxp, name, 0)
    font["post"].formatType = 3.0
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    font.sfntVersion = "\000\001\000\000"


def save(font: TTFont, name: str) -> None:
    """With fixed dates, so that it is the same each time."""
    font["head"].created = font["head"].modified = _FIXED
    font.recalcTimestamp = False
    font["post"].formatType = 3.0
    font.save(HERE / f"{name}.ttf")


def main(folder: Path) -> None:
    """Write all of them."""
    for name, characters in SHAPED.items():
        font = TTFont(next(folder.rglob(f"{name}-Regular.ttf")))
        subset(font, (*characters, *_SIGNS, *_JOINERS), shaped=True)
        with_glyph_characters(font)
        save(font, f"{name}-Regular")
    collection = TTCollection(next(folder.rglob("NotoSansCJK-Regular.ttc")))
    chinese = next(font for font in collection.fonts if font["name"].getDebugName(6) == CHINESE)
    subset(chinese, hanzi(), shaped=False)
    with_quadratic_outlines(chinese)
    save(chinese, "NotoSansSC-Regular")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
