"""What one contract owes: its lines, invoices and debt, for a person, as CSV, or as JSON."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from tariff.model.results import Decision, Invoice, Line, Owed, Reason
from tariff.model.terms import Terms
from tariff.render.data import decision_data, invoice_data, line_data, owed_data, reason_data
from tariff.render.pins import print_data

if TYPE_CHECKING:
    from tariff.interpret import Evaluation

# The keys of `line_data`: the fields of a line, and the run that wrote it behind its id.
LINE_COLUMNS = ("id", "run", *(name for name in Line._fields if name != "id"))


@frozen
class Simulation:
    """One evaluation as it is shown.

    whys, whys_of_decisions: the reason of each line and of each decision by its id, where they are wanted.
    """

    terms: Terms
    contract: str
    until: date
    known_on: date | None
    evaluation: "Evaluation"
    whys: Mapping[str, Reason] = Factory(dict)
    whys_of_decisions: Mapping[str, Reason] = Factory(dict)

    @property
    def packs(self) -> dict[str, str]:
        """The content hash of the terms, by their name."""
        return {self.terms.name: self.terms.digest}

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines."""
        return self.evaluation.lines

    @property
    def invoices(self) -> tuple[Invoice, ...]:
        """The invoices."""
        return self.evaluation.invoices

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions."""
        return self.evaluation.decisions

    @property
    def owed(self) -> Owed:
        """What is owed on the day."""
        return self.evaluation.owed


def simulation_data(result: Simulation) -> dict[str, Any]:
    """The result as plain data, each line and each decision with its `why`."""
    return {
        "contract": result.contract,
        "terms": result.terms.name,
        "until": result.until.isoformat(),
        "known_on": result.known_on.isoformat() if result.known_on else None,
        "readings": dict(result.terms.readings),
        "lines": [line_data(line) | {"why": reason_data(result.whys[line.id])} for line in result.lines],
        "invoices": [invoice_data(invoice) for invoice in result.invoices],
        "decisions": [
            decision_data(decision) | {"why": reason_data(result.whys_of_decisions[decision.id])}
            for decision in result.decisions
        ],
        "owed": owed_data(result.owed),
    }


def print_simulation(result: Simulation, form: str) -> None:
    """Prints the result as ``table``, as ``csv`` (the lines alone) or as ``json``."""
    if form == "json":
        print_data(simulation_data(result), result.packs)
    elif form == "csv":
        from tariff.render.listing import Column, Format, print_rows

        rows = [line_data(line) for line in result.lines]
        print_rows([Column(name) for name in LINE_COLUMNS], rows, Format.CSV, result.packs)
    else:
        from tariff.render.console import show
        from tariff.render.simulation_tables import simulation_tables

        for table in simulation_tables(result):
            show(table)
