"""Documents for people and their scripts: values as JSON, under a format whose schema is shipped."""

import json
from collections.abc import Callable
from types import NoneType
from typing import Any

from attrs import evolve, frozen
from cattrs import Converter

from .converter import new_converter
from .schema import Schema, document_schema
from .strict import write_moment
from .views import Given, MakesField, Shown, ShownField, View, given, made


@frozen
class _Source:
    """What a document is printed of."""

    value: Any
    given: dict[str, Any]


class PrintedDocument:
    """What a command prints: a format, and fields that are read of one value of the class `of` or handed in.

    Values of a class that is among `views` are printed by its view, wherever they stand.
    """

    def __init__(
        self,
        format_name: str,  # as "privacy-wizard-overview/1"
        about: str,
        *shown: Shown | Given,
        of: Any = NoneType,
        views: tuple[View, ...] = (),
        file: str = "",
    ) -> None:
        """`file` is the name of the schema where it is not that of the format."""
        self._format, self._of = format_name, of
        self._given = {each.name for each in shown if isinstance(each, Given)}
        own = given("format", str, pattern=format_name)
        self._view = View(of, about, *(_of_source(each) for each in (own, *shown)))
        self._views = {view.of: view for view in views}
        self.schema_file = f"{file or format_name.removeprefix('privacy-wizard-').replace('/', '-')}.schema.json"

    def text(self, value: object = None, /, **known: object) -> str:
        """The JSON over many lines. TypeError for another value, and where anything else is handed in than is asked."""
        if not isinstance(value, self._of) or known.keys() != self._given:
            raise TypeError(f"{self._format} is printed of {self._of} and {sorted(self._given)}")
        converter = new_converter(write_moment=write_moment)
        for view in self._views.values():
            converter.register_unstructure_hook(view.of, _printing(view, converter))
        parts = self._view.parts(_Source(value, {"format": self._format, **known}))
        return json.dumps(converter.unstructure(parts), ensure_ascii=False, indent=2)

    def schema(self) -> Schema:
        """The JSON Schema of what is printed."""
        return document_schema(self._view, self._format, self._views)


def _printing(view: View, converter: Converter) -> Callable[[Any], Any]:
    return lambda value: converter.unstructure(view.parts(value))


def _of_source(shown: Shown | Given) -> MakesField:
    if isinstance(shown, Given):

        def read(source: _Source) -> Any:
            return shown.read(source.given[shown.name])

        return lambda _of: ShownField(shown.name, read, shown.kind, shown.rules)

    def make(of: Any) -> ShownField:
        field = made(shown, of)
        return evolve(field, read=lambda source: field.read(source.value))

    return make
