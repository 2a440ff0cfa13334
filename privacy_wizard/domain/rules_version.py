"""Which version of the rules of judgement is in force, and how versions follow each other."""

FIRST_RULES = "1"  # everything counted, without limits
CURRENT_RULES = "2"  # named and baseline requirements count; what must hold limits the score


def are_earlier(version: str, than: str) -> bool:
    """Whether rules of that version came before others."""
    return int(version) < int(than)
