"""The one converter: how days, moments, bytes and tuples are written, whoever writes and whoever reads."""

import base64
from collections.abc import Callable
from datetime import date, datetime

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
