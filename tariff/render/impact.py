"""What two versions come to over a book: for a person, and as the plain data of JSON."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import asdict

from tariff.model.results import month_text
from tariff.render.console import show, stderr, write
from tariff.render.findings.text import findings_text

if TYPE_CHECKING:
    from tariff.compare.impact.result import Amounts, Impact, Side


def print_impact(result: "Impact", form: str) -> None:
    """Prints who pays more and less, sums by clause and month, decisions, the distribution and the largest movers.

    form: ``table`` or ``json``. Warnings go to standard error.
    """
    if result.warnings:
        stderr().print(findings_text(result.warnings))
    if form == "json":
        write(json.dumps(impact_data(result), ensure_ascii=False, indent=2))
        return
    from tariff.render.impact_tables import impact_tables

    for content in impact_tables(result):
        show(content)


def impact_data(result: "Impact") -> dict[str, Any]:
    """An impact as plain data; amounts are in minor units."""
    counts, spread = result.counts, result.distribution
    return {
        "terms": result.new.terms.name,
        "currency": result.new.terms.currency,
        "a": side_data(result.old),
        "b": side_data(result.new),
        "differ_from": date.fromordinal(result.onset).isoformat() if result.onset is not None else None,
        "from": month_text(result.months.first),
        "to": month_text(result.months.last),
        "contracts": {**asdict(counts), "compared": counts.compared},
        "subtotal": amounts_data(result.subtotal),
        "total": amounts_data(result.total),
        "clauses": [
            {"clause": item.clause, "month": item.month, **amounts_data(item.amounts)} for item in result.clauses
        ],
        "taxes": [{"rate": item.rate, "month": item.month, **amounts_data(item.amounts)} for item in result.taxes],
        "decisions": [
            {
                "clause": item.clause,
                "outcome": item.outcome,
                **amounts_data(item.amounts),
                "only_a": item.gone,
                "only_b": item.come,
            }
            for item in result.decisions
        ],
        "quantiles": [{"percent": part, "difference": value} for part, value in spread.quantiles],
        "histogram": [asdict(item) for item in spread.bins],
        "movers": [
            {
                "contract": item.contract,
                **amounts_data(item.amounts),
                "clause": item.clause or None,
                "moved": item.moved,
            }
            for item in result.movers
        ],
        "quarantine": [asdict(item) for item in result.quarantine],
    }


def side_data(side: "Side") -> dict[str, Any]:
    """One of two versions, with the hash by which it can be had again."""
    known_on = side.terms.known_on
    return {
        "name": side.name,
        "digest": side.terms.digest,
        "known_on": known_on.isoformat() if known_on else None,
        "readings": dict(side.terms.readings),
    }


def amounts_data(amounts: "Amounts") -> dict[str, int]:
    """One sum under both versions."""
    return {"a": amounts.old, "b": amounts.new, "difference": amounts.difference}
