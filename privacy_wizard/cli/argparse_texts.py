"""The words that argparse says itself: marked here, because its own catalogue is no part of this program."""

import argparse

from .. import i18n
from ..i18n import Message

TEXTS = (
    Message("usage: "),
    Message("positional arguments"),
    Message("options"),
    Message("show this help message and exit"),
    Message("unrecognized arguments: %s"),
    Message("argument %(argument_name)s: %(message)s"),
    Message("ambiguous option: %(option)s could match %(matches)s"),
    Message("invalid choice: %(value)r (choose from %(choices)s)"),
    Message("invalid %(type)s value: %(value)r"),
    Message("can't open '%(filename)s': %(error)s"),
    Message("expected one argument"),
    Message("expected at most one argument"),
    Message("expected at least one argument"),
    Message("expected %s argument", "expected %s arguments", 2),
    Message("the following arguments are required: %s"),
    Message("one of the arguments %s is required"),
    Message("not allowed with argument %s"),
    Message("ignored explicit argument %r"),
    Message("unexpected option string: %s"),
)


def translate_argparse() -> None:
    """Let it speak the language of the program from now on, whenever that changes."""
    vars(argparse).update(_=i18n._, ngettext=i18n.ngettext)
