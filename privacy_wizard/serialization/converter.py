"""The one converter: how days, moments, bytes and tuples are written, whoever writes and whoever reads; and the
structure of a type, for the reader and the schema alike.
"""

import base64
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from cattrs import Converter


def new_converter(
    write_moment: Callable[[datetime], str] = datetime.isoformat,
    read_moment: Callable[[str], datetime] = datetime.fromisoformat,
) -> Converter:
    """A converter for what this program wrote itself and reads again; further hooks may be given to it.

    A field that it does not know is refused; one that is missing takes its default, so that older files can be read.
    """
    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(datetime, write_moment)
    converter.register_structure_hook(datetime, lambda text, _: read_moment(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode())
    converter.register_structure_hook(bytes, lambda text, _: base64.b64decode(text, validate=True))
    return converter


TEXT_LIMIT = 4000
ITEM_LIMIT = 2000
SEQUENCES = (tuple, Sequence)  # what is written as a list
Rules = Mapping[str, Any]
NO_RULES: Rules = types.MappingProxyType({})


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The resolved types of a class's fields."""
    return get_type_hints(cls)


def optional(kind: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was allowed beside it."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        return rest[0], True
    return kind, False
