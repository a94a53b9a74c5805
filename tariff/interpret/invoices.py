"""Lines and invoices out of drafts; tax once per invoice and rate."""

from collections.abc import Mapping, Sequence

from tariff.interpret.acceleration import Acceleration
from tariff.interpret.dates import date_of
from tariff.interpret.drafts import Draft
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.sums import sums
from tariff.model.results import Invoice, Line, invoice_id, line_id


def write(
    reckoning: Reckoning, drafts: Mapping[int, Sequence[Draft]], acceleration: Acceleration | None
) -> tuple[tuple[Line, ...], dict[int, Invoice]]:
    """The lines of the drafts, by month, date, clause and row, and by month the invoices they stand on.

    drafts: by month. acceleration: what makes invoices fall due early, if anything does.
    """
    invoices = {month: _invoice(reckoning, month, drafts[month], acceleration) for month in sorted(drafts)}
    plan, found = reckoning.plan, invoices.items()
    lines = [_line(plan, item, invoice) for month, invoice in found for item in _ordered(drafts[month])]
    return tuple(lines), invoices


def draft_id(plan: Plan, contract: str, item: Draft) -> str:
    """The id of the line that a draft becomes."""
    subject = plan.subject(item.record, item.row.id)
    return line_id(plan.terms.name, contract, item.making.clause.name, subject, plan.months.of(item.month).text)


def _ordered(group: Sequence[Draft]) -> Sequence[Draft]:
    return sorted(group, key=_place) if len(group) > 1 else group


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
        date_of(item.day),
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


def _invoice(reckoning: Reckoning, number: int, group: Sequence[Draft], acceleration: Acceleration | None) -> Invoice:
    plan, contract = reckoning.plan, reckoning.contract
    month = plan.months.of(number)
    # A month seen whole and without interest is summed up once, for its invoice and its debt.
    whole = group is reckoning.by_month.get(number)
    fees = reckoning.fees[number] if whole else sums(plan, group)
    return Invoice(
        invoice_id(plan.terms.name, contract, month.text),
        contract,
        plan.terms.name,
        month.text,
        month.issued_on,
        month.due_on if acceleration is None else date_of(acceleration.due(number, month.due)),
        fees.subtotal,
        fees.taxes,
        fees.total,
        reckoning.until < month.last,
    )
