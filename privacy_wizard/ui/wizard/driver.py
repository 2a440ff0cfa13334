"""What the shell asks of whoever drives it."""

from typing import Protocol


class ShellDriver(Protocol):
    """Drives the shell: it knows the flow, the shell only shows it."""

    def may_leave(self, step: str, target: str | None) -> bool:
        """Whether the page may be left, for `target` where the sidebar was used. Saying why not is the page's task."""

    def next(self, step: str) -> str | None:
        """The page was accepted: the step to show now, or None to stay."""

    def back(self, step: str) -> str | None:
        """The step before, or None where there is none."""
