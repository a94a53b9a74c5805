"""Results as the plain data of JSON: ISO dates, amounts in minor units."""

from typing import Any

from tariff.model.results import Decision, Invoice, Line, Owed, Reason


def line_data(line: Line, run: str | None = None) -> dict[str, Any]:
    """A line, with the run that wrote it, if any."""
    return {
        "id": line.id,
        "run": run,
        "invoice": line.invoice,
        "contract": line.contract,
        "terms": line.terms,
        "month": line.month,
        "date": line.date.isoformat(),
        "kind": line.kind.value,
        "clause": line.clause,
        "article": line.article,
        "version": line.version.isoformat(),
        "subject": line.subject,
        "quantity": line.quantity,
        "amount": line.amount,
        "tax": line.tax.value,
        "rate": line.rate,
        "refers_to": line.refers_to,
    }


def invoice_data(invoice: Invoice, run: str | None = None) -> dict[str, Any]:
    """An invoice with its taxes by rate, and the run that wrote it, if any."""
    return {
        "id": invoice.id,
        "run": run,
        "contract": invoice.contract,
        "terms": invoice.terms,
        "month": invoice.month,
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": invoice.due_on.isoformat(),
        "subtotal": invoice.subtotal,
        "taxes": [{"rate": item.rate, "base": item.base, "tax": item.tax} for item in invoice.taxes],
        "total": invoice.total,
        "open": invoice.open,
    }


def decision_data(decision: Decision) -> dict[str, Any]:
    """A decision."""
    return {
        "id": decision.id,
        "contract": decision.contract,
        "terms": decision.terms,
        "clause": decision.clause,
        "article": decision.article,
        "version": decision.version.isoformat(),
        "subject": decision.subject,
        "from": decision.from_.isoformat(),
        "to": decision.to.isoformat() if decision.to else None,
        "outcome": decision.outcome,
        "reasons": list(decision.reasons),
        "amount": decision.amount,
    }


def owed_data(owed: Owed) -> dict[str, int]:
    """What is owed on the day asked about."""
    return {"balance": owed.balance, "overdue": owed.overdue, "accrued_interest": owed.accrued_interest}


def reason_data(reason: Reason) -> dict[str, Any]:
    """A `why` tree."""
    return {"label": reason.label, "value": reason.value, "because": [reason_data(item) for item in reason.because]}
