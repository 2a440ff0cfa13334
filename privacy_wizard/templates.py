"""Templates that choose between texts and do nothing else, in jinja2's sandbox: the wording of statements and mails."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import frozen
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["DoesMore", "TemplateError", "TextTemplate", "TextTooLong", "UnknownFacts", "read_template"]

_CHOICES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Const),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
)
_PARTS_OF_FACTS = (nodes.Getattr, nodes.Test)


class DoesMore(Exception):
    """A template does more than choose between texts."""


class UnknownFacts(Exception):
    """A template speaks of facts that it may not speak of."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(names)
        self.names = names


class TextTooLong(Exception):
    """What a template makes of the facts is longer than it may be."""


@frozen
class TextTemplate:
    """A checked template."""

    _template: Template

    def text(self, facts: Mapping[str, Any], limit: int) -> str:
        """The finished text, of at most `limit` characters. Raises TextTooLong, TemplateError."""
        length, parts = 0, []
        for part in self._template.generate(facts):
            length += len(part)
            if length > limit:
                raise TextTooLong
            parts.append(part)
        return "".join(parts)


def read_template(
    source: str, facts: frozenset[str] | None = None, *, parts_of_facts: bool = False, trim_blocks: bool = False
) -> TextTemplate:
    """The template in a text; nothing of it is run before it is checked.

    Where `facts` are given, it may speak of no others; with `parts_of_facts` it may say `person.name` and `is none`.
    Raises DoesMore, UnknownFacts, TemplateError, RecursionError.
    """
    environment = _environment(trim_blocks)
    tree = environment.parse(source)
    allowed = (*_CHOICES, *_PARTS_OF_FACTS) if parts_of_facts else _CHOICES
    if not all(isinstance(node, allowed) for node in (tree, *tree.find_all(nodes.Node))):
        raise DoesMore
    names = frozenset(name.name for name in tree.find_all(nodes.Name))
    if facts is not None and not names <= facts:
        raise UnknownFacts(names - facts)
    return TextTemplate(environment.from_string(tree))


@lru_cache
def _environment(trim_blocks: bool) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=trim_blocks)
    made.globals.clear()
    made.filters.clear()
    return made
