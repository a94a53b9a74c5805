"""What drafts come to together, as an invoice and a debt take them: tax once per rate."""

from collections.abc import Iterable

from tariff.interpret.drafts import Draft
from tariff.interpret.plan import Plan
from tariff.interpret.taxrates import Sums


def sums(plan: Plan, drafts: Iterable[Draft]) -> Sums:
    """The sums of drafts of one month."""
    bases: dict[str, int] = {}
    for item in drafts:
        bases[item.rate] = bases.get(item.rate, 0) + item.amount
    return plan.rates.sums(tuple(bases.items()))
