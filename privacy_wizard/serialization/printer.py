"""Values as JSON for people and their scripts, with the schema of what is printed."""

import json
from collections.abc import Callable
from typing import Any

from attrs import field, fields

from .converter import new_converter
from .scalars import write_moment
from .schema import Schema, document_schema
from .views import View


class Printer:
    """Prints values; those of a class that has a view are printed by it, wherever they stand."""

    def __init__(self, *views: View) -> None:
        self._views = {view.of: view for view in views}
        self._converter = new_converter(write_moment=write_moment)
        for view in views:
            self._converter.register_unstructure_hook(view.of, self._printing(view))

    def text(self, value: object) -> str:
        """The JSON of a value over many lines."""
        return json.dumps(self._converter.unstructure(value), ensure_ascii=False, indent=2)

    def schemas(self, *kinds: Any) -> dict[str, Schema]:
        """File name → JSON Schema of each document class, named after its format, as shipped in resources/schemas."""
        formats = {fields(kind).format.default: kind for kind in kinds}
        return {
            f"{name.removeprefix('privacy-wizard-').replace('/', '-')}.schema.json": self.schema(kind, name)
            for name, kind in formats.items()
        }

    def schema(self, kind: Any, title: str) -> Schema:
        """The JSON Schema of what is printed of a class."""
        return document_schema(kind, title, self._views)

    def _printing(self, view: View) -> Callable[[Any], dict[str, Any]]:
        return lambda value: {each.name: self._converter.unstructure(each.read(value)) for each in view.fields}


def format_field(name: str) -> Any:
    """The field that says which format a printed document has, such as `privacy-wizard-overview/1`."""
    return field(default=name, metadata={"pattern": name})
