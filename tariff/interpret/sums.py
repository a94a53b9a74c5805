"""What drafts come to together, as an invoice and a debt take them: tax once per rate."""

from collections.abc import Iterable
from typing import NamedTuple

from tariff.interpret.drafts import Draft
from tariff.interpret.plan import Plan
from tariff.model.results import InvoiceTax


class Sums(NamedTuple):
    """The sum of drafts, the tax on it by rate, and both together."""

    subtotal: int
    taxes: tuple[InvoiceTax, ...]
    total: int


def sums(plan: Plan, drafts: Iterable[Draft]) -> Sums:
    """The sums of drafts of one month."""
    subtotal = 0
    bases: dict[str, int] = {}
    for item in drafts:
        subtotal += item.amount
        if item.rate:
            bases[item.rate] = bases.get(item.rate, 0) + item.amount
    taxes = plan.rates.taxes(tuple(bases.items()))
    return Sums(subtotal, taxes.by_rate, subtotal + taxes.total)
