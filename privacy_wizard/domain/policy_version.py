"""Which policy in which version, as the register keeps it: written and read here and nowhere else."""

from attrs import frozen


@frozen(kw_only=True)
class PolicyVersion:
    """A policy and its version; `version` is empty where a record names only the policy."""

    id: str
    version: str

    def text(self) -> str:
        """As it is recorded and printed."""
        return f"{self.id} {self.version}".rstrip()

    @classmethod
    def recorded(cls, text: str) -> "PolicyVersion | None":
        """The one that a record names; None where it names none. An identifier has no spaces, a version may."""
        identifier, _, version = text.partition(" ")
        return cls(id=identifier, version=version) if identifier else None
