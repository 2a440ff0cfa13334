"""One case for many that are alike, where to set a case up takes longer than what it tries."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Signature, signature
from typing import Any

import pytest


def in_turn(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize`, in one test: each case that fails is named, and none keeps others from being tried.

    A test that writes has a folder of its own for each; whatever else it is given, all cases share.
    """
    names = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    rows = [dict(zip(names, case if len(names) > 1 else (case,), strict=True)) for case in cases]
    assert rows

    def once(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def tried(**given: Any) -> None:
            wrong = []
            for number, row in enumerate(rows):
                own = {"tmp_path": given["tmp_path"] / str(number)} if "tmp_path" in given else {}
                for folder in own.values():
                    folder.mkdir()
                try:
                    test(**given | own, **row)
                except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 – told with all others
                    fault.add_note(f"where {', '.join(f'{name} = {value!r:.200}' for name, value in row.items())}")
                    wrong.append(fault)
            if wrong:
                raise BaseExceptionGroup(f"{len(wrong)} of {len(rows)} cases", wrong)

        shared = [each for each in signature(test).parameters.values() if each.name not in names]
        tried.__signature__ = Signature(shared)
        return tried

    return once
