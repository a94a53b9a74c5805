"""A `why` tree for a terminal."""

from rich.text import Text
from rich.tree import Tree

from tariff.model.results import Reason


def why_tree(reason: Reason) -> Tree:
    """The tree of a reason: each label with the value it had, and under it what that rests on."""
    tree = Tree(_label(reason, "bold"), guide_style="dim")
    _grow(tree, reason)
    return tree


def _grow(tree: Tree, reason: Reason) -> None:
    for item in reason.because:
        _grow(tree.add(_label(item, "")), item)


def _label(reason: Reason, style: str) -> Text:
    text = Text(reason.label, style)
    return text.append(": ").append(reason.value, "cyan") if reason.value else text
