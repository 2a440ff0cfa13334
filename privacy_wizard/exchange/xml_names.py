"""Namespaces, and how our identifiers are written in those of XCCDF and OCIL."""

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
