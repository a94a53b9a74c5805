"""A `why` tree for a terminal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from tariff.model.results import Decision, Reason
from tariff.model.terms import Terms
from tariff.render import values
from tariff.render.language import word
from tariff.render.titles import reason_titles

if TYPE_CHECKING:
    from tariff.billing.ledger_entry import LedgerEntry


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


def held_line(entry: "LedgerEntry", should: int, terms: Terms) -> Reason:
    """What a ledger holds for a line, run by run, and whether that is what `should` stand now."""

    def money(amount: int) -> str:
        return f"{values.amount(amount, terms.minor_digits)} {terms.currency}"

    postings = tuple(
        Reason(
            f"{'billed' if posting.id == entry.explains else 'adjusted'} in run {posting.run}", money(posting.amount)
        )
        for posting in entry.postings
    )
    due = Reason("should stand now", money(should) if should != entry.stands else f"{money(should)}, as it does")
    return Reason(f"the ledger holds for {entry.explains}", money(entry.stands), (*postings, due))


def held_decisions(entry: "LedgerEntry", should: Sequence[Decision], terms: Terms) -> Reason:
    """What a ledger holds as decided, and whether that is what `should` be decided now."""
    titles = reason_titles(terms)
    held = tuple(Reason(f"decided in run {item.run}", _decided(item.decision, titles)) for item in entry.held)
    same = set(should) == {item.decision for item in entry.held}
    now = "as it is" if same else "; ".join(_decided(item, titles) for item in should) or "nothing"
    return Reason(f"the ledger holds for {entry.explains}", "", (*held, Reason("should be decided now", now)))


def _decided(item: Decision, titles: Mapping[tuple[str, str], str]) -> str:
    told = [titles.get((item.clause, reason), reason) for reason in item.reasons]
    reasons = f" ({', '.join(told)})" if told else ""
    last = f" to {values.day(item.to)}" if item.to else ""
    return f"{word(item.outcome)}{reasons} from {values.day(item.from_)}{last}"
