"""The structure of a type, for the reader and the schema alike."""

import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

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
