"""Values as JSON and strictly back, and the JSON Schema of both, from the one declaration of each class.

Understood: str, int, float, bool, date, aware datetime, StrEnum, attrs classes, tuples, dict[str, str], and None beside
one of them. A field's metadata may carry `limit` (characters of a text, items of a tuple), `each` (the rules of a
tuple's items), `least` and `most` (numbers) and `pattern`.
"""

from .converter import new_converter
from .printed_document import PrintedDocument
from .schema import Schema, document_schema, form_schema, schema_of
from .strict import (
    Refused,
    ShapeFault,
    canonical_text,
    from_canonical,
    from_plain,
    parsed,
    to_canonical,
    to_plain,
    to_readable,
    within_calendar,
)
from .views import Entry, Given, View, entries, given, given_entries, the, worked_out

__all__ = [
    "Entry",
    "Given",
    "PrintedDocument",
    "Refused",
    "Schema",
    "ShapeFault",
    "View",
    "canonical_text",
    "document_schema",
    "entries",
    "form_schema",
    "from_canonical",
    "from_plain",
    "given",
    "given_entries",
    "new_converter",
    "parsed",
    "schema_of",
    "the",
    "to_canonical",
    "to_plain",
    "to_readable",
    "within_calendar",
    "worked_out",
]
