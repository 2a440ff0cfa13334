"""What went wrong, for the reader."""


class Trouble(Exception):
    """Something that the reader must know; `str()` says what happened, what it means and what to do."""
