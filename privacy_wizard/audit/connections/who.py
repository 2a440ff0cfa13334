"""Which questions ask who is among one's connections. Light to load: every page of questions asks it."""

from ...domain.questions import Question

_ABOUT = "connections.no-"  # how the controls begin that name who is not to be among the connections


def asks_who(question: Question) -> bool:
    """Whether it is asked if pupils, former pupils, parents or carers are among the connections."""
    return question.own_requirement.control.id.startswith(_ABOUT)
