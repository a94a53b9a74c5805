"""What is wrong with a contract's payments, as only its lines can show."""

from collections.abc import Iterable, Iterator

from tariff.diagnostics import Diagnostic
from tariff.interpret.drafts import Draft
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.model.results import month_text


def orphan_payments(reckoning: Reckoning, settlement: Settlement, drafts: Iterable[Draft]) -> Iterator[Diagnostic]:
    """Payments seen for a month that has neither an invoice nor a debt brought forward."""
    invoiced = {item.month for item in drafts} | settlement.brought_forward.keys()
    for month, payments in settlement.payments.items():
        # A payment ahead of its invoice is no fault, so the month is looked at whole.
        if month in invoiced or reckoning.in_month(month):
            continue
        for payment in payments:
            yield Diagnostic(
                "E0702",
                f"payment for {month_text(month)}, which has no invoice",
                where=f"contract {reckoning.facts.contract}, table payment, row {payment.id}, field month",
                mend="correct the month, or enter the debt it pays under brought_forward",
            )
