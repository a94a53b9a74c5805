"""`tariff simulate`: what one contract owes, or would owe if."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.options import Day, clauses_option, format_option, known_on_option, readings_option
from tariff.model.facts import Facts

if TYPE_CHECKING:
    from tariff.interpret import Evaluation


@click.command("simulate")
@click.argument("case", metavar="CASE")
@click.option("--until", type=Day(), required=True, metavar="DATE", help="The last day that is seen.")
@click.option(
    "--with",
    "changes",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Asks what if: shows both results and the difference. Can be given again.",
)
@readings_option
@known_on_option
@format_option("table", "csv", "json")
@clauses_option
def command(
    case: str,
    until: date,
    changes: Sequence[str],
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    """Evaluate one contract: its lines, its invoices, and what is owed on a day.

    CASE is a file in YAML or JSON, or BOOK#CONTRACT.

    \b
    What --with can say:
      applied_on=2016-05-24                      a field of the contract
      cancellation.received_at=2017-06-10T12:00  a field of a record
      device.d-1.returned_on=2017-06-20          a field of a row, by its id or number
      device.d-1.returned_on=                    a field that is unknown
      payment+={month: 2016-06, paid_on: 2016-07-31, amount: 421}
                                                 one more row
      cancellation=                              no such row
    """  # noqa: D301 - click keeps the lines of a block that begins with this sign
    from tariff.commands.inquiry import inquire
    from tariff.render.simulation import Simulation, print_simulation

    inquiry = inquire(case, until, known_on=known_on, readings=readings, clauses=clauses)

    def simulated(facts: Facts, found: "Evaluation") -> Simulation:
        if form != "json":
            return Simulation(inquiry.terms, facts.contract, until, known_on, found)
        whys, decided = inquiry.whys(facts), inquiry.whys_of_decisions(facts)
        return Simulation(inquiry.terms, facts.contract, until, known_on, found, whys, decided)

    facts = inquiry.case.facts
    now = simulated(facts, inquiry.evaluation(facts))
    if changes:
        from tariff.render.comparison import print_comparison
        from tariff.render.console import stderr
        from tariff.render.findings.text import findings_text

        changed = inquiry.changed(changes)
        result, warnings = inquiry.asked(changed)
        print_comparison(now, simulated(changed, result), form)
        if warnings:
            stderr().print(findings_text(warnings))
    else:
        print_simulation(now, form)
