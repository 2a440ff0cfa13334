"""Exchange with the standards of the field: XCCDF 1.2, OCIL 2.0 and OSCAL 1.2.1 out, OCIL 2.0 in.

`docs/exchange.md` says what becomes what. Everything here makes or reads bytes; nothing touches a disk.
"""

from .checklist_yaml import checklist_yaml
from .ocil_flow import ChecklistDraft, Remark, RemarkKind
from .ocil_reading import read_ocil
from .ocil_writing import whole_checklist
from .oscal import oscal_audit, oscal_policy
from .package import AuditRecord, Files, ShownAs, audit_results, policy_checklists
from .xml_document import DocumentRefused, XmlRefusal

__all__ = [
    "AuditRecord",
    "ChecklistDraft",
    "DocumentRefused",
    "Files",
    "Remark",
    "RemarkKind",
    "ShownAs",
    "XmlRefusal",
    "audit_results",
    "checklist_yaml",
    "oscal_audit",
    "oscal_policy",
    "policy_checklists",
    "read_ocil",
    "whole_checklist",
]
