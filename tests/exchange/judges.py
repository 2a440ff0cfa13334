"""Other people's tools that read what we write: OpenSCAP and libxml2, with the official schemas."""

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from attrs import frozen

from privacy_wizard.exchange import Files

TOOLS = {name: shutil.which(name) for name in ("oscap", "xmllint")}
needs_judges = pytest.mark.skipif(None in TOOLS.values(), reason="openscap-scanner or libxml2-utils is not installed")
SCHEMAS = Path(TOOLS["oscap"] or "/usr/bin/oscap").parent.parent / "share/openscap/schemas"
OCIL_SCHEMA, XCCDF_SCHEMA = SCHEMAS / "ocil/2.0/ocil-2.0.xsd", SCHEMAS / "xccdf/1.2/xccdf_1.2.xsd"
NAMES = {"x": "http://checklists.nist.gov/xccdf/1.2", "o": "http://scap.nist.gov/schema/ocil/2.0"}


@frozen
class Scores:
    """What an engine computed."""

    default: float
    flat: float
    flat_maximum: float


def write(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o700 if path.suffix == ".sh" else 0o600)
    return folder


def ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    # Where the tools were unpacked instead of installed, they do not find their schemas by themselves.
    environment = {**os.environ, "OSCAP_SCHEMA_PATH": str(SCHEMAS), "LC_ALL": "C.UTF-8"}
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment, check=False)


def schema_faults(schema: Path, files: list[Path]) -> list[str]:
    """What the schema says against any of the files."""
    done = ran("xmllint", "--noout", "--nonet", "--schema", schema, *files)
    found = [line for line in done.stderr.splitlines() if not line.endswith(" validates")]
    return found or ([] if done.returncode == 0 else [f"xmllint ended with {done.returncode}"])


def openscap_scores(folder: Path) -> Scores:
    """OpenSCAP's own evaluation of a benchmark."""
    results = folder / "scored.xml"
    done = ran("oscap", "xccdf", "eval", "--results", results, folder / "benchmark.xml")
    assert done.returncode in (0, 2), done.stderr  # 2: a rule failed
    found = {s.get("system"): s for s in ET.parse(results).iterfind(".//x:TestResult/x:score", NAMES)}
    flat = found["urn:xccdf:scoring:flat"]
    return Scores(
        float(found["urn:xccdf:scoring:default"].text or ""), float(flat.text or ""), float(flat.get("maximum", ""))
    )
