"""Writing XML: namespaces, our identifiers in them, text that XML can hold, and the finished file."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime

from ..i18n import local_time

XCCDF = "http://checklists.nist.gov/xccdf/1.2"
OCIL = "http://scap.nist.gov/schema/ocil/2.0"
OCIL_CHECKS = "http://scap.nist.gov/schema/ocil/2"  # how an XCCDF check names the system, see SCAP 1.3, table 9
SCE_CHECKS = "http://open-scap.org/page/SCE"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
OURS = "urn:x-privacy-wizard:exchange:1"  # what the standards have no place for

DEFAULT_MODEL = "urn:xccdf:scoring:default"
FLAT_MODEL = "urn:xccdf:scoring:flat"
PERSON = "person"  # the group of what is asked once


def xccdf_id(kind: str, name: str) -> str:
    """For instance ``xccdf_privacy-wizard_rule_instagram-1_visibility.audience``."""
    return f"xccdf_privacy-wizard_{kind}_{name}"


def rule_id(group: str, control: str) -> str:
    """The rule for one control in one group."""
    return xccdf_id("rule", f"{group}_{control}")


def ocil_id(kind: str, name: str, number: int = 1) -> str:
    """For instance ``ocil:instagram.private-account:question:1``; the name keeps our own identifier readable."""
    return f"ocil:{name}:{kind}:{number}"


def choice_id(check: str, option: str) -> str:
    """Our identifiers have no underscore, so the two parts cannot run together."""
    return ocil_id("choice", f"{check}_{option}")


ET.register_namespace("dc", DUBLIN_CORE)
ET.register_namespace("pw", OURS)

# What XML 1.0 cannot hold even as a reference. Names of schools may come from anywhere.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tidy(text: str) -> str:
    """On one line, without characters that XML cannot hold; a mark replaces each of those."""
    if text.isprintable():  # most of it is, and XML holds all of that
        return text
    return _NOT_IN_XML.sub("\ufffd", re.sub(r"[\t\n\r]", " ", text))


def moment(when: datetime) -> str:
    """As xsd:dateTime, to the second, with its zone."""
    return local_time(when).replace(microsecond=0).isoformat()


class XmlWriter:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def root(self, name: str, /, **attributes: str | None) -> ET.Element:
        """An element on its own."""
        return ET.Element(self._name(name), _given(attributes))

    def add(self, parent: ET.Element, name: str, text: str | None = None, /, **attributes: str | None) -> ET.Element:
        """A child at the end. An attribute that is None is left out."""
        child = ET.SubElement(parent, self._name(name), _given(attributes))
        child.text = None if text is None else tidy(text)
        return child

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def as_file(root: ET.Element) -> bytes:
    """The document, indented, with its own namespace as the default one. The tree is used up.

    Indented on purpose: OpenSCAP 1.3.7 reads only the first of two `model` elements with nothing between them.
    """
    own = root.tag[1:].partition("}")[0]
    for element in root.iter():  # ElementTree refuses a default namespace beside attributes without one
        element.tag = element.tag.removeprefix(f"{{{own}}}")
    root.set("xmlns", own)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _given(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: tidy(value) for name, value in attributes.items() if value is not None}
