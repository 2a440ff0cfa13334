"""What a session needs of the store that keeps its audits."""

from typing import Any, Protocol


class Store(Protocol):
    """Where drafts and finished audits are kept."""

    keeps: bool  # else no document need be made for it at every answer

    def hold(self, draft_id: str) -> None:
        """Become its only writer. Raises DraftInUse if another process is."""

    def let_go(self, draft_id: str) -> None:
        """Allow others to write to it."""

    def save(self, draft_id: str, document: dict[str, Any]) -> None:
        """Write at once and atomically."""

    def delete(self, draft_id: str) -> None:
        """Delete an unfinished one."""

    def load(self, draft_id: str) -> dict[str, Any]:
        """Read one back."""

    def load_kept(self, draft_id: str) -> dict[str, Any]:
        """Read back a finished one."""

    def save_kept(self, draft_id: str, document: dict[str, Any]) -> None:
        """Write a finished one anew; its attestation stays as it is."""

    def archive(self, draft_id: str, document: dict[str, Any], pdf: bytes) -> None:
        """Keep a finished one with its attestation, and end its draft."""
