"""What is wrong with a contract's facts, as only its lines and decisions can show."""

from collections.abc import Container, Iterator

from tariff.diagnostics import Diagnostic, InputError
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.model.records import PARAMETER
from tariff.model.results import month_text


def orphan_payments(reckoning: Reckoning, settlement: Settlement, invoiced: Container[int]) -> Iterator[Diagnostic]:
    """Payments seen for a month that is not `invoiced` and has no debt brought forward."""
    for month, payments in settlement.payments.items():
        # A payment ahead of its invoice is no fault, so the month is looked at whole.
        if month in invoiced or month in settlement.brought_forward or reckoning.in_month(month):
            continue
        for payment in payments:
            yield Diagnostic(
                "E0702",
                f"payment for {month_text(month)}, which has no invoice",
                where=f"contract {reckoning.facts.contract}, table payment, row {payment.id}, field month",
                mend="correct the month, or enter the debt it pays under brought_forward",
            )


def check_given(reckoning: Reckoning) -> None:
    """Raises InputError where something dated by the day seen rests on a parameter that is not given."""
    needed = dict.fromkeys(error.parameter for error in reckoning.not_given if error.day <= reckoning.until)
    if needed:
        raise InputError(not_given(reckoning.facts.contract, name) for name in needed)


def not_given(contract: str, parameter: str) -> Diagnostic:
    """The finding for a parameter that something rests on and that is not given."""
    return Diagnostic(
        "E0703",
        f"the parameter {parameter} is not given",
        where=f"contract {contract}, table {PARAMETER}",
        mend=f"give it: {PARAMETER}: {{{parameter}: …}}",
    )
