"""A `why` tree for a terminal."""

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from tariff.model.results import Reason
from tariff.model.terms import Terms
from tariff.render import values

if TYPE_CHECKING:
    from tariff.billing.ledger_line import LedgerLine


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


def held(line: "LedgerLine", should: int, terms: Terms) -> Reason:
    """What a ledger holds for a line, run by run, and whether that is what `should` stand now."""

    def money(amount: int) -> str:
        return f"{values.amount(amount, terms.minor_digits)} {terms.currency}"

    entries = tuple(
        Reason(f"{'billed' if entry.id == line.explains else 'adjusted'} in run {entry.run}", money(entry.amount))
        for entry in line.entries
    )
    due = Reason("should stand now", money(should) if should != line.stands else f"{money(should)}, as it does")
    return Reason(f"the ledger holds for {line.explains}", money(line.stands), (*entries, due))
