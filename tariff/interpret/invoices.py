"""Lines and invoices out of drafts; tax once per invoice and rate."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from tariff.interpret.acceleration import Acceleration
from tariff.interpret.drafts import Draft
from tariff.interpret.plan import Plan
from tariff.interpret.taxrates import Taxes
from tariff.model.results import Invoice, Line, invoice_id, line_id

# Days are few and asked for on every line.
_date = cache(date.fromordinal)


def write(
    plan: Plan, contract: str, drafts: Iterable[Draft], until: int, acceleration: Acceleration | None
) -> tuple[tuple[Line, ...], dict[int, Invoice]]:
    """The lines of the drafts, by month, date, clause and row, and by month the invoices they stand on.

    until: the day on which they are seen. acceleration: what makes invoices fall due early, if anything does.
    """
    months: dict[int, list[Draft]] = {}
    for item in drafts:
        months.setdefault(item.month, []).append(item)
    lines: list[Line] = []
    invoices: dict[int, Invoice] = {}
    for month in sorted(months):
        group = months[month]
        if len(group) > 1:
            group.sort(key=_place)
        invoice = _invoice(plan, contract, month, group, until)
        if acceleration is not None:
            due = acceleration.due(month, plan.months.of(month).due)
            invoice = invoice._replace(due_on=_date(due))
        invoices[month] = invoice
        lines.extend([_line(plan, item, invoice) for item in group])
    return tuple(lines), invoices


def sums(plan: Plan, drafts: Iterable[Draft]) -> tuple[int, Taxes]:
    """The sum of the drafts' amounts, and the taxes on them."""
    subtotal = 0
    bases: dict[str, int] = {}
    for item in drafts:
        subtotal += item.amount
        if item.rate:
            bases[item.rate] = bases.get(item.rate, 0) + item.amount
    return subtotal, plan.rates.taxes(tuple(bases.items()))


def draft_id(plan: Plan, contract: str, item: Draft) -> str:
    """The id of the line that a draft becomes."""
    subject = plan.subject(item.record, item.row.id)
    return line_id(plan.terms.name, contract, item.making.clause.name, subject, plan.months.of(item.month).text)


def _place(item: Draft) -> tuple[int, int, str, str]:
    return item.day, item.making.order, item.record, item.row.id


def _line(plan: Plan, item: Draft, invoice: Invoice) -> Line:
    clause = item.making.clause
    subject = plan.subject(item.record, item.row.id)
    # Positional, in the order of Line's fields: this is the evaluator's busiest call.
    return Line(
        line_id(invoice.terms, invoice.contract, clause.name, subject, invoice.month),
        invoice.id,
        invoice.contract,
        invoice.terms,
        invoice.month,
        _date(item.day),
        clause.kind,
        clause.name,
        clause.article,
        item.stand.since_date,
        subject,
        item.quantity,
        item.amount,
        clause.tax.shown,
        item.rate,
    )


def _invoice(plan: Plan, contract: str, number: int, group: list[Draft], until: int) -> Invoice:
    month, (subtotal, taxes) = plan.months.of(number), sums(plan, group)
    return Invoice(
        invoice_id(plan.terms.name, contract, month.text),
        contract,
        plan.terms.name,
        month.text,
        month.issued_on,
        month.due_on,
        subtotal,
        taxes.by_rate,
        subtotal + taxes.total,
        until < month.last,
    )
