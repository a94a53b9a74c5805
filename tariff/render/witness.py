"""The smallest contract on which two versions differ: as a case, and what each version makes of it."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from tariff.billing.case.write import case_text
from tariff.render.comparison import Comparison, Pair, compare
from tariff.render.console import show, write
from tariff.render.data import decision_data
from tariff.render.impact import side_data
from tariff.render.language import word
from tariff.render.simulation import Simulation

if TYPE_CHECKING:
    from tariff.compare.impact.result import Side
    from tariff.compare.impact.witness import Search
    from tariff.interpret import Evaluation
    from tariff.model.results import Decision


def print_witness(found: "Search", old: "Side", new: "Side", form: str) -> None:
    """Prints the contract as a case and what differs, or that there is none; `form` is ``table`` or ``json``."""
    if form == "json":
        write(json.dumps(witness_data(found, old, new), ensure_ascii=False, indent=2))
        return
    from rich.text import Text

    from tariff.render.comparison_table import comparison_table
    from tariff.render.decisions import changes_table
    from tariff.render.impact_tables import heading

    show(heading(old, new))
    witness = found.witness
    if witness is None:
        show(word("no_witness").format(f"{found.tries:,}") if found.tries else word("no_clause_differs"))
        return
    show(Text(word("witness").format(f"{found.tries:,}"), "bold"))
    if not witness.in_money:
        show(word("decisions_differ"))
    show("")
    write(case_text(witness.facts, new.terms))
    show(Text(f"\ntariff simulate CASE --until {date.fromordinal(witness.until)}", "dim"))
    differing = _differing(found, old, new)
    if witness.in_money:
        show(comparison_table(differing, new.terms, ("A", "B")))
    if differing.decided or differing.redecided:
        show(changes_table(differing, new.terms, ("A", "B")))


def witness_data(found: "Search", old: "Side", new: "Side") -> dict[str, Any]:
    """What was found as plain data; `witness` is None where nothing was, and `tries` 0 where nothing can be."""
    data = {"terms": new.terms.name, "a": side_data(old), "b": side_data(new), "tries": found.tries, "seed": found.seed}
    if found.witness is None:
        return data | {"witness": None}
    differing = _differing(found, old, new)
    return data | {
        "witness": {
            "case": case_text(found.witness.facts, new.terms),
            "until": date.fromordinal(found.witness.until).isoformat(),
            "lines": [
                {"month": month, "clause": clause, "subject": subject or None, **_plain(pair)}
                for (month, clause, subject), pair in differing.lines.items()
            ],
            "invoices": [{"month": month, **_plain(pair)} for month, pair in differing.totals.items()],
            "decisions": {
                "only_a": [decision_data(item) for item in differing.decided],
                "only_b": [decision_data(item) for item in differing.redecided],
            },
        }
    }


def _differing(found: "Search", old: "Side", new: "Side") -> Comparison:
    """Both results side by side."""
    assert found.witness is not None, "asked where a contract was found"
    witness, until = found.witness, date.fromordinal(found.witness.until)

    def simulated(side: "Side", evaluation: "Evaluation") -> Simulation:
        return Simulation(side.terms, witness.facts.contract, until, side.terms.known_on, evaluation)

    return compare(simulated(old, witness.old), simulated(new, witness.new), _meaning)


def _meaning(item: "Decision") -> object:
    """What is decided, whichever version and article decides it."""
    return (item.clause, item.subject, item.from_, item.to, item.outcome, item.reasons, item.amount)


def _plain(pair: Pair) -> dict[str, int]:
    return {"a": pair.before, "b": pair.after, "difference": pair.difference}
