from email import message_from_bytes, policy

import pytest
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from privacy_wizard.school.errors import MailFault
from privacy_wizard.school.mails import FACTS, Attached, Fact, MailKind, mail_draft, read_mail_wording
from tests.in_turn import in_turn

FILLED: dict[str, Fact] = {
    "name": "Siân O’Brien",
    "school": "Hillside Primary School",
    "occasion": "annual review",
    "due": "11 December 2026",
    "expires": "20 December 2026",
    "officer": "Ben Okafor",
    "has_code": True,
    "program": "Privacy Wizard is on the school's computers.",
    "overdue": False,
    "attached": True,
    "file": "Ask the office for the school's file.",
    "reason": "One question was left open.",
    "until": "20 November 2029",
    "signed": "20 November 2026",
    "new_file": True,
    "actions": "– By 3 December 2026: Your list of friends is hidden.",
}


def facts(kind: MailKind, **more: Fact) -> dict[str, Fact]:
    return {name: FILLED[name] for name in FACTS[kind]} | more


@in_turn("kind", MailKind)
def test_each_mail_opens_as_an_unsent_draft_with_its_attachment(kind: MailKind) -> None:
    files = (Attached(name="x.pdf", content=b"%PDF", media_type="application/pdf"),)
    found = message_from_bytes(mail_draft(kind, "sian@hillside.sch.uk", facts(kind), files), policy=policy.default)
    assert (found["X-Unsent"], found["To"]) == ("1", "sian@hillside.sch.uk")
    assert "Hillside Primary School" in found["Subject"]
    text = found.get_body().get_content()  # type: ignore[union-attr]
    assert "Dear Siân O’Brien," in text
    assert "\n\n\n" not in text
    assert "{" not in text
    assert [part.get_content() for part in found.iter_attachments()] == [b"%PDF"]


@in_turn("kind", MailKind)
def test_every_choice_in_the_wording_reads_well(kind: MailKind) -> None:
    for due in ("", "11 December 2026"):
        for switch in (True, False):
            changes = {"due": due, "overdue": switch, "has_code": switch, "new_file": switch, "occasion": "induction"}
            changes["attached"] = switch == bool(due)
            given = facts(kind, **{name: fact for name, fact in changes.items() if name in FACTS[kind]})
            text = message_from_bytes(mail_draft(kind, "a@b.uk", given), policy=policy.default)
            body = text.get_body().get_content()  # type: ignore[union-attr]
            assert "  " not in body
            assert " ." not in body


def test_no_mail_can_speak_of_a_code() -> None:
    assert all("code" not in names for names in FACTS.values())
    with pytest.raises(MailFault, match="needs these facts and no others"):
        mail_draft(MailKind.INVITATION, "a@b.uk", facts(MailKind.INVITATION, code="7KQF"))


@in_turn("to", ["", "nobody", "a@b.uk\r\nBcc: c@d.uk", "a@b.uk, c@d.uk", "Ada <a@b.uk>"])
def test_an_address_that_is_none_is_refused(to: str) -> None:
    with pytest.raises(MailFault, match="not a mail address"):
        mail_draft(MailKind.COPY, to, facts(MailKind.COPY))


def test_a_name_adds_no_header_and_no_line() -> None:
    given = facts(MailKind.COPY, school="X\r\nBcc: evil@example.com\n\nHello")
    found = message_from_bytes(mail_draft(MailKind.COPY, "a@b.uk", given), policy=policy.default)
    assert found["Bcc"] is None
    assert "Bcc: evil@example.com" in found["Subject"]


def test_a_file_name_leads_nowhere() -> None:
    files = (Attached(name="../../etc/pass\r\nwd", content=b"x"),)
    found = message_from_bytes(mail_draft(MailKind.COPY, "a@b.uk", facts(MailKind.COPY), files), policy=policy.default)
    assert [part.get_filename() for part in found.iter_attachments()] == ["_.._etc_pass__wd"]


HOSTILE = {
    "a loop": "{% for x in name %}{{ name }}{% endfor %}",
    "a call": "{{ name.upper() }}",
    "an attribute": "{{ name.__class__ }}",
    "an item": "{{ name['x'] }}",
    "a product": "{{ name * 100000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a format": "{{ '%1000000000d' % 1 }}",
    "a join": "{{ name ~ name }}",
    "a filter": "{{ name | upper }}",
    "a macro": "{% macro f() %}{% endmacro %}",
    "an include": "{% include '/etc/passwd' %}",
    "an import": "{% import 'os' as os %}",
    "a variable": "{% set x = name %}",
    "a stranger": "{{ config }}",
    "broken": "{% if %}",
    "deep": "{% if name %}" * 3000,
    "a list": "{{ [name, name] }}",
    "long": "x" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_wording_is_refused_before_anything_of_it_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()

    def note(_self: object, tree: nodes.Template) -> None:
        made.extend(each.data for each in tree.find_all(nodes.TemplateData))

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "from_string", note)
    with pytest.raises(MailFault):
        read_mail_wording(MailKind.COPY, f"[subject]\nHello\n[text]\n{HOSTILE[name]}")
    assert made in ([], ["Hello"])


def test_a_wording_without_its_two_parts_is_refused() -> None:
    for source in ("", "Hello", "[text]\nHello", "[subject]\nHello"):
        with pytest.raises(MailFault):
            read_mail_wording(MailKind.COPY, source)


def test_a_wording_of_the_schools_own_may_choose_between_texts() -> None:
    source = "[subject]\nHi {{ name }}\n[text]\n{% if occasion %}Again{% else %}New{% endif %} {{ name }}"
    wording = read_mail_wording(MailKind.COPY, source)
    given = facts(MailKind.COPY)
    assert (wording.subject(given), wording.text(given)) == ("Hi Siân O’Brien", "Again Siân O’Brien\n")


def test_a_text_that_grows_too_long_is_refused() -> None:
    wording = read_mail_wording(MailKind.COPY, "[subject]\nx\n[text]\n" + "{{ name }}" * 100)
    with pytest.raises(MailFault, match="too long"):
        wording.text(facts(MailKind.COPY, name="x" * 5000))
