"""What a session needs of whatever keeps its audits."""

from typing import Any, Protocol


class Store(Protocol):
    """Where drafts and finished audits are kept."""

    def hold(self, draft_id: str) -> None:
        """Be its only writer. Raises DraftInUse, where another process is."""

    def let_go(self, draft_id: str) -> None:
        """Let others write to it."""

    def save(self, draft_id: str, document: dict[str, Any]) -> None:
        """Write at once, wholly or not at all."""

    def delete(self, draft_id: str) -> None:
        """Delete one that is not finished."""

    def load(self, draft_id: str) -> dict[str, Any]:
        """Read one back."""

    def load_kept(self, draft_id: str) -> dict[str, Any]:
        """Read back one that was finished."""

    def save_kept(self, draft_id: str, document: dict[str, Any]) -> None:
        """Write a finished one anew; its attestation stays as it is."""

    def archive(self, draft_id: str, document: dict[str, Any], pdf: bytes) -> None:
        """Keep a finished one with its attestation, and end its draft."""
