"""The structure tree of a tagged PDF, inserted into the file that qpdf wrote."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, String

from .canvas import Blank, Drawing, Element, TagMark


def with_tree(written: bytes, drawing: Drawing) -> bytes:
    """The file with the structure tree in it, written as qpdf writes it: plain objects, one table."""
    with pikepdf.open(BytesIO(written)) as pdf:
        fields = pdf.Root.get("/AcroForm", Dictionary(Fields=Array())).Fields
        root, first = pdf.Root.StructTreeRoot.objgen[0], int(pdf.trailer.Size)
        tree = _WrittenTree(
            drawing.structure,
            pages=[page.obj.objgen[0] for page in pdf.pages],
            widgets=[field.objgen[0] for field in fields],
            root=root,
            first=first,
        )
    body, table, trailer = _parts(written)
    begun = table[root]
    kept = b"%d 0 obj\n<< /Type /StructTreeRoot >>\nendobj\n" % root
    if not body.startswith(kept, begun):
        raise AssertionError("the file is not as it was written")
    put = b"%d 0 obj\n%b\nendobj\n" % (root, tree.root)
    table = [at + (len(put) - len(kept)) * (at > begun) for at in table]
    body = body[:begun] + put + body[begun + len(kept) :]
    return _rejoined(body, table, tree.objects, trailer)


class _WrittenTree:
    """The structure tree as objects of a PDF with their numbers.

    It is most of a document's objects, all of a few forms, so it is written here as text; pages, widgets and the root
    have numbers in the file already, the others follow from `first` on.
    """

    def __init__(
        self, structure: Element, *, pages: Sequence[int], widgets: Sequence[int], root: int, first: int
    ) -> None:
        self.objects: list[bytes] = []  # from `first` on
        self._pages, self._widgets, self._first = pages, iter(widgets), first
        self._by_mark: list[dict[int, int]] = [{} for _ in pages]
        self._by_widget: list[int] = []
        top = self._element(structure, root)
        nums = [f"{number} {self._add(_row(marks))} 0 R" for number, marks in enumerate(self._by_mark)]
        nums += [f"{number} {element} 0 R" for number, element in enumerate(self._by_widget, len(pages))]
        parents = self._add(f"<< /Nums [ {' '.join(nums)} ] >>")
        self.root = (
            f"<< /K [ {top} 0 R ] /ParentTree {parents} 0 R /ParentTreeNextKey {len(nums)} /Type /StructTreeRoot >>"
        ).encode("ascii")

    def _add(self, text: str) -> int:
        self.objects.append(text.encode("latin-1"))
        return self._first + len(self.objects) - 1

    def _element(self, element: Element, parent: int) -> int:
        number = self._add("")
        kids = [self._kid(part, number) for part in element.inside]
        held = "" if not kids else f"/K {kids[0]} " if len(kids) == 1 else f"/K [ {' '.join(kids)} ] "
        said = _said(element) if element.attributes else ""
        text = f"<< {said}{held}/P {parent} 0 R /S /{element.tag} /Type /StructElem >>"
        self.objects[number - self._first] = text.encode("latin-1")
        return number

    def _kid(self, part: Element | TagMark | Blank, number: int) -> str:
        if isinstance(part, Element):
            return f"{self._element(part, number)} 0 R"
        page = self._pages[part.page]
        if isinstance(part, TagMark):
            self._by_mark[part.page][part.number] = number
            return f"<< /MCID {part.number} /Pg {page} 0 R /Type /MCR >>"
        self._by_widget.append(number)
        return f"<< /Obj {next(self._widgets)} 0 R /Pg {page} 0 R /Type /OBJR >>"


def _row(marks: Mapping[int, int]) -> str:
    """The way back from the content of a page to its elements."""
    return f"[ {' '.join([f'{marks[mark]} 0 R' for mark in range(len(marks))])} ]"


def _said(element: Element) -> str:
    """What an element says of itself: alternative text, the scope of a heading, the box of a figure."""
    said, parts = element.attributes, []
    if "Scope" in said:
        parts.append(f"/A << /O /Table /Scope /{said['Scope']} >> ")
    if "BBox" in said:
        box = Array([round(float(number), 2) for number in said["BBox"]]).unparse().decode("ascii")
        parts.append(f"/A << /BBox {box} /O /Layout /Placement /Block >> ")
    if "Alt" in said:
        parts.append(f"/Alt {String(str(said['Alt'])).unparse().decode('latin-1')} ")
    return "".join(parts)


def _parts(written: bytes) -> tuple[bytes, list[int], bytes]:
    """The objects, where each begins by its number, and the trailer."""
    start = int(written[written.rindex(b"startxref\n") + 10 :].split()[0])
    lines = written[start:].split(b"\n", 2)
    size = int(lines[1].split()[1])
    table = [int(lines[2][20 * at : 20 * at + 10]) for at in range(size)]
    trailer = lines[2][20 * size : lines[2].rindex(b"startxref\n")]
    return written[:start], table, trailer


def _rejoined(body: bytes, table: list[int], more: Sequence[bytes], trailer: bytes) -> bytes:
    parts, at = [body], len(body)
    for number, content in enumerate(more, len(table)):
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        table.append(at)
        at += len(parts[-1])
    size = b"/Size %d " % (len(table) - len(more))
    if trailer.count(size) != 1:
        raise AssertionError("the file is not as it was written")
    parts += [b"xref\n0 %d\n0000000000 65535 f \n" % len(table), *(b"%010d 00000 n \n" % each for each in table[1:])]
    parts += [trailer.replace(size, b"/Size %d " % len(table)), b"startxref\n%d\n%%%%EOF\n" % at]
    return b"".join(parts)
