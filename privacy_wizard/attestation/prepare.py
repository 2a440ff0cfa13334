"""Documents prepared for a signature: drawn, with zeros in its place.

It takes no key, so that anybody can do it again. That is how a file is checked: what was signed must be what comes out.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

import pikepdf
from attrs import define, field, frozen
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from reportlab.pdfgen.canvas import Canvas

from ..pdf.canvas import PageCanvas
from ..pdf.fonts import ITALIC, MEDIUM, NAMES, REGULAR, plain, widths
from ..pdf.text import Style, colour, width_of, wrap
from ..pdf.text_operators import TextOperators
from .layouts import draw
from .phrases import long_moment, say
from .statement import SignatureKind, Statement

_INK = colour("14305f")
_NAME = Style(font=MEDIUM, size=8, leading=10.5)
_WHEN = Style(size=7, leading=9.5, colour=colour("5a5f69"))
_PAD, _WORDS = 8.0, 29.0  # the words stand at the foot, the signature above them
_STROKE = 1.4


def attestor_appearance(statement: Statement, width: float, height: float) -> bytes:
    """A PDF page of that size with the attestor's signature, name and date. Raises DrawingFault.

    The same statement gives the same bytes.
    """
    canvas = _AppearanceCanvas(width, height)
    area = (_PAD, _WORDS, width - 2 * _PAD, height - _WORDS - 4)
    if statement.signature.kind is SignatureKind.DRAWN:
        canvas.strokes(_fitted(statement, *area), _INK, _STROKE)
    else:
        _typed(canvas, statement.signature.text, *area)
    _words(canvas, say(statement, "signed.name"), say(statement, "signed.when"), width)
    return canvas.end("ATTES")


def officer_appearance(name: str, when: str, width: float, height: float) -> bytes:
    """A PDF page of that size with the officer's name and when they countersigned. Raises DrawingFault."""
    canvas = _AppearanceCanvas(width, height)
    _typed(canvas, name, _PAD, _WORDS, width - 2 * _PAD, height - _WORDS - 4)
    _words(canvas, name, when, width)
    return canvas.end("OFFIC")


class _AppearanceCanvas(PageCanvas):
    """Draws on one small page, without tags: the field itself is the tagged thing."""

    def __init__(self, width: float, height: float) -> None:
        for font in NAMES:
            widths(font)
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=REGULAR
        )
        self._text = TextOperators(self._canvas)

    def end(self, prefix: str) -> bytes:
        """The page; its fonts get names of their own, because the document has other parts of the same fonts."""
        self._canvas.save()
        with pikepdf.open(self._file) as pdf:
            for font in pdf.pages[0].Resources.get("/Font", {}).values():
                renamed = pikepdf.Name(f"/{prefix}{str(font.BaseFont)[6:]}")
                font.BaseFont = renamed
                font.FontDescriptor.FontName = renamed
            made = BytesIO()
            pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()


def _fitted(
    statement: Statement, x: float, y: float, width: float, height: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The strokes in the area, in proportion, as large as they can be but not larger than the pad."""
    lines = [line for line in statement.signature.strokes if line]
    if not lines:
        return ()
    left, right = min(p[0] for line in lines for p in line), max(p[0] for line in lines for p in line)
    top, bottom = min(p[1] for line in lines for p in line), max(p[1] for line in lines for p in line)
    scale = min(width / max(right - left, 400), height / max(bottom - top, 100))
    low = y + (height - (bottom - top) * scale) / 2
    return tuple(tuple((x + (px - left) * scale, low + (bottom - py) * scale) for px, py in line) for line in lines)


def _typed(canvas: PageCanvas, text: str, x: float, y: float, width: float, height: float) -> None:
    """A name in one slanted line, as large as fits."""
    line = " ".join(plain(text).split())
    size = min(24.0, 24.0 * width / max(width_of(line, Style(font=ITALIC, size=24)), 1.0))
    style = Style(font=ITALIC, size=size, colour=_INK)
    canvas.text(x, y + height / 2 - size * 0.3, line, style)


def _words(canvas: PageCanvas, name: str, when: str, width: float) -> None:
    for y, text, style in ((15.5, name, _NAME), (5.5, when, _WHEN)):
        canvas.text(_PAD, y, wrap(text, style, width - 2 * _PAD)[0].rstrip(), style)


_ATTESTOR, _OFFICER = "Attestor", "Officer"
_ROOM = 12_000  # for a signature with a few certificates
_ROOM_FOR_TIME_STAMP = 32_000


@frozen(kw_only=True)
class Place:
    """What the data do not say about a document to be signed."""

    room: int = _ROOM  # hexadecimal digits kept free for the signature
    identifier: bytes | None = None  # of the file as it then is; None: drawn by lot

    @classmethod
    def with_time_stamp(cls) -> "Place":
        """A larger place, with room for a time stamp."""
        return cls(room=_ROOM + _ROOM_FOR_TIME_STAMP)


@frozen(kw_only=True)
class Prepared:
    """A file with everything in it but the signature, whose place is `start` to `end`: zeros in angle brackets."""

    pdf: bytes = field(repr=False)
    start: int
    end: int

    @property
    def digest(self) -> bytes:
        """SHA-256 of what the signature covers: everything but its own place."""
        return sha256(self.pdf[: self.start] + self.pdf[self.end :]).digest()


def prepare_attestation(statement: Statement, place: Place) -> Prepared:
    """A worded statement drawn for its attestor to sign. Raises DrawingFault."""
    return prepare_page(draw(statement), statement, place)


def prepare_page(page: bytes, statement: Statement, place: Place) -> Prepared:
    """The same for pages that are drawn already: certified, so that later only signature fields may be filled in."""
    writer = _opened(page, place)
    _show_in_field(writer, _ATTESTOR, lambda width, height: attestor_appearance(statement, width, height))
    certified = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    return _prepared(writer, _ATTESTOR, statement.created, certified, place)


def prepare_countersignature(attestation: bytes, *, name: str, at: datetime, place: Place) -> Prepared:
    """An attestation for an officer of that name to sign; `at` is aware. Raises Unprintable."""
    writer = _opened(attestation, place)
    when = f"Countersigned on {long_moment(at)}"
    _show_in_field(writer, _OFFICER, lambda width, height: officer_appearance(name, when, width, height))
    return _prepared(writer, _OFFICER, at, None, place)


def signature_page(pdf: bytes) -> int:
    """The page of a drawn attestation that has the places for signatures, from 1."""
    pages = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"]
    return next(number for number, page in enumerate(pages, start=1) if "/Annots" in page.get_object())


class _QuietWriter(IncrementalPdfFileWriter):
    """Adds a signature and nothing else: the title, author and dates of the document stay as they were drawn."""

    def _update_meta(self) -> None:
        pass


def _opened(pdf: bytes, place: Place) -> IncrementalPdfFileWriter:
    writer = _QuietWriter(BytesIO(pdf))
    if place.identifier is not None:
        first, _ = (generic.ByteStringObject(each) for each in writer.document_id)
        writer._document_id = generic.ArrayObject([first, generic.ByteStringObject(place.identifier)])
    return writer


def _show_in_field(writer: IncrementalPdfFileWriter, name: str, appearance: Callable[[float, float], bytes]) -> None:
    """Gives the field its appearance, which takes the field's size."""
    widget = _field(writer, name)
    left, bottom, right, top = (float(number) for number in widget["/Rect"])
    page = appearance(round(right - left, 2), round(top - bottom, 2))
    with pikepdf.open(BytesIO(page)) as pdf:
        form = FormCopy(writer).of(pdf.pages[0].obj)
    widget["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): form})  # type: ignore[no-untyped-call]
    writer.update_container(widget)


@define
class FormCopy:
    """Copies a page of a file that qpdf wrote as a form, as pyHanko does, which needs much longer to read that file.

    Objects are numbered and entries ordered as pyHanko would: signed files are written so.
    """

    writer: IncrementalPdfFileWriter
    copies: dict[tuple[int, int], generic.IndirectObject] = field(factory=dict)
    waiting: list[tuple[pikepdf.Object, int]] = field(factory=list)

    def of(self, page: pikepdf.Object) -> generic.IndirectObject:
        """The form, as an object of the writer's."""
        resources = self._content(page.Resources)
        while self.waiting:
            original, number = self.waiting.pop()
            self.writer.add_object(self._content(original), idnum=number)
        form = {
            "/BBox": self._content(page.MediaBox),
            "/Resources": resources,
            "/Type": generic.pdf_name("/XObject"),
            "/Subtype": generic.pdf_name("/Form"),
            "/Filter": self._content(page.Contents.Filter),
        }
        return self.writer.add_object(generic.StreamObject(_named(form), encoded_data=page.Contents.read_raw_bytes()))

    def _copy(self, value: object) -> generic.PdfObject:
        """A value, or a reference where it is an object by itself."""
        if not isinstance(value, pikepdf.Object) or not value.is_indirect:
            return self._content(value)
        if value.objgen not in self.copies:
            self.copies[value.objgen] = self.writer.allocate_placeholder()
            self.waiting.append((value, self.copies[value.objgen].idnum))
        return self.copies[value.objgen]

    def _content(self, value: object) -> generic.PdfObject:
        match value:  # numbers first: there are hundreds, and to tell the others apart takes longer
            case int() if value is not True and value is not False:
                return generic.NumberObject(value)  # type: ignore[no-untyped-call]
            case Decimal():
                return generic.FloatObject(str(value))  # type: ignore[no-untyped-call]
            case pikepdf.Stream():
                last = ("/Length", "/Filter")  # of a stream, these come at the end
                keys = [*(key for key in sorted(value.keys()) if key not in last), *last]
                entries = _named({key: self._copy(value[key]) for key in keys})
                return generic.StreamObject(entries, encoded_data=value.read_raw_bytes())
            case pikepdf.Dictionary():
                entries = _named({key: self._copy(value[key]) for key in sorted(value.keys())})
                return generic.DictionaryObject(entries)  # type: ignore[no-untyped-call]
            case pikepdf.Array():
                return generic.ArrayObject(map(self._copy, value))
            case pikepdf.Name():
                return generic.pdf_name(str(value))
        raise TypeError(value)  # fonts and lines are made of nothing else


def _named(entries: dict[str, generic.PdfObject]) -> dict[generic.NameObject, generic.PdfObject]:
    return {generic.pdf_name(key): value for key, value in entries.items()}


def _field(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    """The field of that name; in our documents both are at the top level."""
    fields = writer.root["/AcroForm"]["/Fields"]
    found: generic.DictionaryObject = next(each for part in fields if (each := part.get_object())["/T"] == name)
    return found


def _prepared(
    writer: IncrementalPdfFileWriter, name: str, at: datetime, certified: SigMDPSetup | None, place: Place
) -> Prepared:
    placeholder = SignatureObject(timestamp=at, subfilter=SigSeedSubFilter.PADES, bytes_reserved=place.room)
    embedding = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certified))
    made, output = embedding.send(SigIOSetup(md_algorithm="sha256", in_place=False))
    return Prepared(pdf=output.getvalue(), start=made.reserved_region_start, end=made.reserved_region_end)
