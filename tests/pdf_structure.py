"""A self-check of finished documents: tags, metadata, colour, the attached data, fonts, fields.

It asks what PDF/A-3a and PDF/UA-1 ask and is quickly seen, so that every paper of every test can be given to it.
A full validator judges one paper of each kind, in `test_verapdf.py`.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
from attrs import define, field
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

_PAINTS = frozenset(
    (*("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*"), *("sh", "Do", "BI", "EI", "INLINE IMAGE"))
)
_TAGS = frozenset(
    (*("Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody"), *("Table", "THead", "TBody", "TR", "TH", "TD"))
) | {"Figure", "Form"}
_IN_METADATA = (
    "<pdfaid:part>3</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
    "<pdfuaid:part>1</pdfuaid:part>",
    "<dc:title>",
)
_PRINTS = 4


def check_structure(document: bytes) -> tuple[str, ...]:
    """What is wrong with a finished document, in plain sentences; empty where nothing was found.

    Raises pikepdf.PdfError where it is no readable PDF.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        tree = _ReadTree(pdf)
        checks = (_catalogue(pdf), _attachment(pdf), tree.faults(), _pages(pdf, tree), _fields(pdf, tree), _fonts(pdf))
        return tuple(fault for faults in checks for fault in faults)


def check_paper(document: bytes) -> tuple[str, ...]:
    """The same for something to be printed, which has no fields and nothing attached.

    Raises pikepdf.PdfError where it is no readable PDF.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        tree = _ReadTree(pdf)
        checks = (_catalogue(pdf), _only_paper(pdf), tree.faults(), _pages(pdf, tree), _fonts(pdf))
        return tuple(fault for faults in checks for fault in faults)


def _only_paper(pdf: Pdf) -> Iterator[str]:
    if any(name in pdf.Root for name in ("/AcroForm", "/AF", "/Names")) or any("/Annots" in p.obj for p in pdf.pages):
        yield "The document has fields or attachments, which paper cannot have."


def _catalogue(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "The document is encrypted."
    if not str(root.get("/Lang", "")):
        yield "The document names no language."
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "The document does not say that it is tagged."
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "The document does not ask for its title to be shown."
    packet = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    yield from (f"The metadata lack {wanted}." for wanted in _IN_METADATA if wanted not in packet)
    intents = [intent for intent in root.get("/OutputIntents", Array()) if intent.get("/S") == Name.GTS_PDFA1]
    if not any(intent.get("/DestOutputProfile", Dictionary()).get("/N") == 3 for intent in intents):
        yield "The document has no colour profile."


def _attachment(pdf: Pdf) -> Iterator[str]:
    files = pdf.Root.get("/AF", Array())
    if [str(each.get("/UF", "")) for each in files] != ["attestation.json"]:
        yield "The data are not an associated file of the document."
        return
    if files[0].get("/AFRelationship") != Name.Data:
        yield "The associated file does not say that it is the data of the document."
    stream = files[0].EF.F
    if stream.get("/Subtype") != Name("/application/json") or "/ModDate" not in stream.get("/Params", Dictionary()):
        yield "The associated file does not say what kind of file it is, or when it was made."
    if list(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)) != ["attestation.json"]:
        yield "The data are not among the attachments."


@define
class _ReadTree:
    """The structure tree, read once."""

    pdf: Pdf
    elements: list[tuple[Object, Object]] = field(factory=list)  # (parent, element)
    marks: set[tuple[tuple[int, int], int, tuple[int, int]]] = field(factory=set)  # page, number, element
    objects: dict[tuple[int, int], Object] = field(factory=dict)  # widget → element

    def __attrs_post_init__(self) -> None:
        if "/StructTreeRoot" in self.pdf.Root:
            root = self.pdf.Root.StructTreeRoot
            waiting = [(root, kid) for kid in _kids(root)]
            while waiting:
                parent, element = waiting.pop(0)
                self.elements.append((parent, element))
                waiting += [(element, kid) for kid in _kids(element) if self._is_element(kid, element)]

    def _is_element(self, kid: Object, element: Object) -> bool:
        kind = kid.get("/Type")
        if kind == Name.MCR:
            self.marks.add((kid.Pg.objgen, int(kid.MCID), element.objgen))
        elif kind == Name.OBJR:
            self.objects[kid.Obj.objgen] = element
        return bool(kind == Name.StructElem)

    def faults(self) -> Iterator[str]:
        """What is wrong with the elements themselves."""
        if not self.elements:
            yield "The document has no structure."
            return
        for parent, element in self.elements:
            tag = str(element.S)[1:]
            if element.P.objgen != parent.objgen:
                yield f"An element {tag} does not know its parent."
            yield from _element(tag, element)
        yield from _headings(_tags_in_order(self.pdf.Root.StructTreeRoot))


def _tags_in_order(node: Object) -> Iterator[str]:
    """The tags in reading order."""
    for kid in _kids(node):
        if kid.get("/Type") == Name.StructElem:
            yield str(kid.S)[1:]
            yield from _tags_in_order(kid)


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _element(tag: str, element: Object) -> Iterator[str]:
    if tag not in _TAGS:
        yield f"The tag {tag} is not one that the document uses."
    if tag == "Figure" and (not str(element.get("/Alt", "")) or "/BBox" not in element.get("/A", Dictionary())):
        yield "A picture has no description or no place."
    if tag == "TH" and "/Scope" not in element.get("/A", Dictionary()):
        yield "A table heading does not say what it is the heading of."
    if tag == "Table":
        rows = [row for part in _kids(element) for row in _kids(part)]
        if len({len(_kids(row)) for row in rows}) > 1:
            yield "The rows of a table differ in length."


def _headings(tags: Iterator[str]) -> Iterator[str]:
    levels = [int(tag[1]) for tag in tags if tag in ("H1", "H2", "H3")]
    if levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels)):
        yield "The headings skip a level."


def _pages(pdf: Pdf, tree: _ReadTree) -> Iterator[str]:
    parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)) if tree.elements else {}
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Annots") is not None and page.obj.get("/Tabs") != Name.S:
            yield f"On page {number} the fields are not in the order of the structure."
        numbers, unmarked = _read(page)
        if unmarked:
            yield f"On page {number} something is drawn outside the structure."
        owners = list(parents.get(int(page.obj.get("/StructParents", -1)), Array()))
        if numbers != list(range(len(owners))):
            yield f"On page {number} the pieces of content are not those that the structure lists."
        elif any((page.obj.objgen, at, owner.objgen) not in tree.marks for at, owner in enumerate(owners)):
            yield f"On page {number} a piece of content belongs to an element that does not know it."


def _read(page: Page) -> tuple[list[int], bool]:
    """The numbers of the marked pieces, in order, and whether something is painted outside of them."""
    numbers: list[int] = []
    depth, unmarked = 0, False
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), instruction.operands
        if name in ("BDC", "BMC"):
            depth += 1
            said = operands[1] if len(operands) > 1 else Dictionary()
            if isinstance(said, Dictionary) and "/MCID" in said:
                numbers.append(int(said.MCID))
        elif name == "EMC":
            depth -= 1
        elif name in _PAINTS and depth == 0:
            unmarked = True
    return sorted(numbers), unmarked


def _fields(pdf: Pdf, tree: _ReadTree) -> Iterator[str]:
    parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)) if tree.elements else {}
    names = []
    for widget in pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", Array()):
        name = str(widget.get("/T", ""))
        names.append(name)
        if not str(widget.get("/TU", "")):
            yield f"The field {name} does not say what it is for."
        if "/N" not in widget.get("/AP", Dictionary()) or not int(widget.get("/F", 0)) & _PRINTS:
            yield f"The field {name} has no appearance, or is not printed."
        element = tree.objects.get(widget.objgen)
        owner = parents.get(int(widget.get("/StructParent", -1)))
        if element is None or owner is None or owner.objgen != element.objgen or Name.Form != element.S:
            yield f"The field {name} is not part of the structure."
    if names != ["Attestor", "Officer"]:
        yield "The document does not have the two places for signatures."


def _fonts(pdf: Pdf) -> Iterator[str]:
    for page in pdf.pages:
        yield from _fonts_in(page.obj.get("/Resources", Dictionary()))
        for widget in page.obj.get("/Annots", Array()):
            shown = widget.get("/AP", Dictionary()).get("/N")
            yield from _fonts_in(shown.get("/Resources", Dictionary()) if shown is not None else Dictionary())


def _fonts_in(resources: Object) -> Iterator[str]:
    for font in dict(resources.get("/Font", Dictionary())).values():
        if "/FontFile2" not in font.get("/FontDescriptor", Dictionary()):
            yield f"The font {font.get('/BaseFont')} is not embedded."
        if "/ToUnicode" not in font:
            yield f"The font {font.get('/BaseFont')} does not say which characters its shapes are."
