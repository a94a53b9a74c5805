"""What is owed on a day: what is left of invoices, what of it is overdue, what interest paying now would bring."""

from collections.abc import Mapping, Sequence

from tariff.interpret.drafts import Draft
from tariff.interpret.plan import Making
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.model.facts import Row
from tariff.model.results import Invoice, Owed


def owed(
    reckoning: Reckoning,
    settlement: Settlement,
    drafts: Mapping[int, Sequence[Draft]],
    invoices: Mapping[int, Invoice],
) -> Owed:
    """What is owed on the day seen, given all drafts dated by then and the invoices they stand on, by month.

    A month's remainder is its invoice's total, or the debt brought forward with the interest on it, less its payments.
    """
    debts = {month: invoice.total for month, invoice in invoices.items()}
    for month, carried in settlement.brought_forward.items():
        interest = sum(item.amount for item in drafts.get(month, ()) if item.making.is_interest)
        debts[month] = carried.amount + interest
    balance = overdue = 0
    for month in debts.keys() | settlement.paid.keys():
        remainder = debts.get(month, 0) - settlement.paid.get(month, 0)
        balance += remainder
        if remainder > 0 and settlement.due(month) < reckoning.until:
            overdue += remainder
    return Owed(balance, overdue, _accrued(reckoning, settlement))


def _accrued(reckoning: Reckoning, settlement: Settlement) -> int:
    plan = reckoning.plan
    total = 0
    for name in plan.interest:
        makings = plan.makings[name]
        unpaid = {making: settlement.unpaid(making.basis) for making in makings}
        if not any(unpaid.values()):
            continue
        if any(making.cap is not None for making in makings):
            # All rows share a cap, so what paid debts bore is taken off again; else each row stands alone.
            seen = settlement.seen_by(makings)
            unpaid = {making: seen[making] + rows for making, rows in unpaid.items()}
            total -= _sum(reckoning, name, seen)
        total += _sum(reckoning, name, unpaid)
    return total


def _sum(reckoning: Reckoning, name: str, late: Mapping[Making, Sequence[Row]]) -> int:
    return sum([item.amount for item in reckoning.over(name, late)])
