"""Documents that mean harm are refused, quickly, with a sentence."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.exchange import DocumentRefused, XmlRefusal, checklist_yaml, read_ocil, whole_checklist
from privacy_wizard.exchange.xml_document import DEEPEST, LARGEST_DOCUMENT, MOST_ATTRIBUTES, MOST_ELEMENTS
from tests.domain.library import CATALOGUE, EVERY
from tests.in_turn import in_turn

from .audits import WHEN
from .test_foreign_ocil import FOREIGN

OWN = whole_checklist(CATALOGUE, EVERY, WHEN)
LAUGHS = '<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><o>&b;</o>'
HOSTILE = {
    "entities within entities": (LAUGHS.encode(), XmlRefusal.DOCUMENT_TYPE),
    "the same in UTF-16": (LAUGHS.encode("utf-16"), XmlRefusal.DOCUMENT_TYPE),
    "a file as an entity": (
        b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><o>&x;</o>',
        XmlRefusal.DOCUMENT_TYPE,
    ),
    "a document type from the network": (
        b'<!DOCTYPE o SYSTEM "http://127.0.0.1:1/x.dtd"><o/>',
        XmlRefusal.DOCUMENT_TYPE,
    ),
    "parameter entities": (b'<!DOCTYPE o [<!ENTITY % p "x"> %p;]><o/>', XmlRefusal.DOCUMENT_TYPE),
    "a bare document type": (b"<!DOCTYPE o><o/>", XmlRefusal.DOCUMENT_TYPE),
    "an unknown entity": (b"<o>&nbsp;</o>", XmlRefusal.NOT_XML),
    "great depth": (b"<a>" * (DEEPEST + 1), XmlRefusal.TOO_DEEP),
    "many elements": (b"<a>" + b"<b/>" * MOST_ELEMENTS, XmlRefusal.TOO_MANY),
    "many attributes": (
        b"<a " + b" ".join(b'a%d=""' % n for n in range(MOST_ATTRIBUTES + 1)) + b"/>",
        XmlRefusal.TOO_MANY,
    ),
    "great size": (b" " * (LARGEST_DOCUMENT + 1), XmlRefusal.TOO_LARGE),
    "nothing": (b"", XmlRefusal.NOT_XML),
    "a PDF": (b"%PDF-1.7\n", XmlRefusal.NOT_XML),
    "an encoding that there is not": (b'<?xml version="1.0" encoding="klingon"?><o/>', XmlRefusal.NOT_XML),
    "an encoding of several bytes": (b'<?xml version="1.0" encoding="shift_jis"?><o/>', XmlRefusal.NOT_XML),
    "half a document": (OWN[: len(OWN) // 2], XmlRefusal.NOT_XML),
    "text behind the end": (OWN + b"x", XmlRefusal.NOT_XML),
    "another kind of document": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", XmlRefusal.NOT_OCIL),
    "another version": (FOREIGN.replace(b"schema/ocil/2.0", b"schema/ocil/1.0"), XmlRefusal.NOT_OCIL),
    "no questions": (b"<ocil xmlns='http://scap.nist.gov/schema/ocil/2.0'/>", XmlRefusal.NO_QUESTIONS),
}


@in_turn("name", HOSTILE)
def test_what_is_hostile_or_no_checklist_is_refused_for_its_reason(name: str) -> None:
    content, reason = HOSTILE[name]
    with pytest.raises(DocumentRefused) as refused:
        read_ocil(content)
    assert refused.value.reason is reason
    assert "Nothing was written." in str(refused.value)


@given(st.integers(0, len(OWN) - 1), st.binary(max_size=8), st.sampled_from([OWN, FOREIGN]))
@settings(max_examples=40, deadline=None)
def test_a_damaged_document_is_refused_or_read_and_nothing_else(at: int, patch: bytes, document: bytes) -> None:
    at %= len(document)
    damaged = document[:at] + patch + document[at + len(patch) :]
    try:
        draft = read_ocil(damaged)
    except DocumentRefused:
        return
    assert yaml.safe_load(checklist_yaml(draft.checklist))["id"] == draft.checklist.id


@given(st.lists(st.sampled_from(OWN.splitlines(keepends=True)), max_size=60))
@settings(max_examples=30, deadline=None)
def test_lines_in_any_order_are_refused_or_read_and_nothing_else(lines: list[bytes]) -> None:
    head, tail = OWN[:300].split(b"<generator>")[0], b"</ocil>"
    try:
        read_ocil(head + b"".join(lines) + tail)
    except DocumentRefused as refused:
        assert refused.reason in XmlRefusal  # noqa: PT017


def test_characters_that_steer_a_terminal_do_not_come_through() -> None:
    steering = "\u202e\u009b31m\u200b".encode()
    for place in (b'id="S"', b'version="1"', b'control="content.blog-content"', b">Because.<", b"question:1"):
        assert place in OWN
        changed = OWN.replace(place, place[:-1] + steering + place[-1:])
        draft = read_ocil(changed)
        told = checklist_yaml(draft.checklist) + "".join(map(str, draft.remarks))
        assert not set(told) & set("\u202e\u009b\u200b")
