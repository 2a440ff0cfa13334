"""Every act of `school` by its name."""

from argparse import Namespace
from collections.abc import Callable, Mapping

from . import school, school_certificates
from .context import CliContext

ACTS: Mapping[str, Callable[[Namespace, CliContext], int]] = {
    "new": school.new,
    "show": school.show,
    "backup": school.backup,
    "restore": school.restore,
    "hand_over": school.hand_over,
    "trust": school.trust,
    "profile": school.profile,
    "open": school.open_file,
    "forget": school.forget,
    "officer": school_certificates.officer,
    "issue": school_certificates.issue,
    "renew": school_certificates.renew,
    "revoke": school_certificates.revoke,
    "certificates": school_certificates.certificates,
    "invite": school_certificates.invite,
    "withdraw": school_certificates.withdraw,
    "request": school_certificates.request,
    "take": school_certificates.take,
}
