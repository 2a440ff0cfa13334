"""Exchange with the standards of the field: XCCDF 1.2, OCIL 2.0 and OSCAL 1.2.1 out, OCIL 2.0 in.

`docs/exchange.md` says what becomes what. Everything here makes or reads bytes; nothing touches a disk.
"""

from .draft import ChecklistDraft, Remark, RemarkKind
from .hostile import DocumentRefused, Refusal
from .ocil_reading import read_ocil
from .ocil_writing import whole_checklist
from .oscal_results import oscal_audit, oscal_policy
from .package import AuditRecord, Files, ShownAs, audit_results, policy_checklists
from .yaml_file import checklist_yaml

__all__ = [
    "AuditRecord",
    "ChecklistDraft",
    "DocumentRefused",
    "Files",
    "Refusal",
    "Remark",
    "RemarkKind",
    "ShownAs",
    "audit_results",
    "checklist_yaml",
    "oscal_audit",
    "oscal_policy",
    "policy_checklists",
    "read_ocil",
    "whole_checklist",
]
