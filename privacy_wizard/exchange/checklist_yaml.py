"""A checklist as a YAML file, as in `checklists/`."""

from typing import Any

from attrs import asdict

from ..domain.model import Change, Check, Checklist, Screen, Source, Steps, Withdrawn


class _Text(str):
    """Text that is always quoted: YAML 1.1 and 1.2 disagree about bare words, and the strict reader refuses those."""

    __slots__ = ()


def checklist_yaml(checklist: Checklist) -> str:
    """The file's text. The digest is not in it: it is that of the file."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes `_Text` in double quotes."""

    Dumper.add_representer(
        _Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    )
    document = _plain({"kind": "checklist", **_head(checklist), **_rest(checklist)})
    return str(yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110))


def _head(checklist: Checklist) -> dict[str, Any]:
    found = asdict(checklist, recurse=False)
    return {name: value for name, value in found.items() if name not in ("sha256", "status", "lacks", "checks")}


def _rest(checklist: Checklist) -> dict[str, Any]:
    status = checklist.status
    named = [check.source for check in checklist.checks] + ([status.source] if status else [])
    sources: dict[str, Source] = {source.id: source for source in named}
    return {
        "status": {**asdict(status), "source": status.source.id} if status else None,
        "sources": [_source(source) for source in sources.values()],
        "lacks": [asdict(lack) for lack in checklist.lacks if lack.reason != checklist.nothing_else],
        "titles": [asdict(own) for own in checklist.titles],
        "screens": [_screen(screen) for screen in checklist.screens],
        "checks": [_check(check) for check in checklist.checks],
        "changes": [_dated(change) for change in checklist.changes],
        "withdrawn": [_dated(withdrawn) for withdrawn in checklist.withdrawn],
    }


def _source(source: Source) -> dict[str, Any]:
    found = {name: value for name, value in asdict(source).items() if name != "undated"}
    return found | {"date": None} if source.undated else found


def _screen(screen: Screen) -> dict[str, Any]:
    return asdict(screen) | {"path": _by_device(screen.path)}


def _by_device(steps: Steps) -> dict[str, str] | None:
    return {device: path for device, path in asdict(steps).items() if path} or None


def _dated(given: Change | Withdrawn) -> dict[str, Any]:
    return asdict(given) | {"date": given.date.isoformat()}


def _check(check: Check) -> dict[str, Any]:
    found = asdict(check)
    found["source"] = check.source.id
    found["last_seen"] = check.last_seen.isoformat() if check.last_seen else None
    found["steps"] = _by_device(check.steps)
    found["options"] = [_option(option) for option in found["options"]]
    return found


def _option(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not False}


def _plain(value: Any) -> Any:
    """Without what is None or an empty list; the reader takes those as left out."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if inner is not None and inner not in ((), [])}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return _Text(value) if isinstance(value, str) else value
