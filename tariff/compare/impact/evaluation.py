"""Both versions over every contract of a book: tables of lines and decisions, and of what differs between them.

Most contracts come to the same under both. Which do not is seen from a digest of what each comes to, and only those are
compared line by line.
"""

from attrs import frozen

from tariff.billing import payments
from tariff.billing.book_load import Loaded
from tariff.billing.months import Months
from tariff.billing.run_sql import Steps
from tariff.billing.sql import sql, table
from tariff.compile import Compiler, MonthRange, Pairs, prepare
from tariff.model.calendar import last_day
from tariff.model.records import CONTRACT
from tariff.model.terms import Terms

OLD, NEW = "old", "new"

_LINE = "SELECT contract, month, clause, amount, rate FROM ({made}) AS made ANTI JOIN _stopped USING (contract)"
_DECIDED = 'contract, clause, subject, "from", "to", outcome, reasons, amount'
_DECISION = f"SELECT DISTINCT {_DECIDED} FROM ({{made}}) AS made ANTI JOIN _stopped USING (contract)"
# A sum of row hashes does not depend on the order of rows, and is 0 where both versions have the same ones.
_DIFFERING = """
SELECT contract FROM (
    SELECT contract, CAST(hash({columns}) AS HUGEINT) AS digest FROM _new_{what}
    UNION ALL
    SELECT contract, -CAST(hash({columns}) AS HUGEINT) FROM _old_{what}
) GROUP BY contract HAVING sum(digest) <> 0
"""
_MOVED_CLAUSE = """
SELECT contract, clause, CAST(sum(amount) AS BIGINT) AS moved FROM (
    SELECT contract, clause, amount FROM _new_line SEMI JOIN _differing_line USING (contract)
    UNION ALL
    SELECT contract, clause, -amount FROM _old_line SEMI JOIN _differing_line USING (contract)
) GROUP BY contract, clause HAVING moved <> 0
"""
_CHANGE = """
SELECT contract, CAST(sum(difference) AS BIGINT) AS difference FROM (
    SELECT contract, moved AS difference FROM _moved_clause
    UNION ALL
    SELECT contract, tax FROM _new_tax
    UNION ALL
    SELECT contract, -tax FROM _old_tax SEMI JOIN _differing_line USING (contract)
) GROUP BY contract HAVING difference <> 0
"""
_CHANGED_DECISION = f"""
SELECT clause, outcome, sum(side) AS side FROM (
    SELECT {_DECIDED}, 1 AS side FROM _new_decision SEMI JOIN _differing_decision USING (contract)
    UNION ALL
    SELECT {_DECIDED}, -1 FROM _old_decision SEMI JOIN _differing_decision USING (contract)
) GROUP BY {_DECIDED} HAVING side <> 0
"""


@frozen
class Both:
    """Two versions, the clean facts that both are to be evaluated over, and the months."""

    old: Terms
    new: Terms
    loaded: Loaded
    months: Months

    @property
    def taxed_alike(self) -> bool:
        """Whether the same lines bear the same tax under both."""
        return all(getattr(self.old, name) == getattr(self.new, name) for name in ("taxes", "rounding", "unit"))


def compare(steps: Steps, both: Both) -> None:
    """Make the tables that the sums are read from.

    _old_line, _new_line: contract, month, clause, amount, rate. _old_decision, _new_decision. _differing_line: the
    contracts whose lines, or the tax on them, may differ. _old_tax: contract, month, rate, tax of all contracts;
    _new_tax: of _differing_line. _moved_clause: contract, clause, moved. _change: contract, difference with tax.
    _changed_decision: clause, outcome, side (1: of the new version only, -1: of the old one).
    """
    _set_apart(steps, both)
    for side, terms in ((OLD, both.old), (NEW, both.new)):
        _evaluate(steps, both, side, terms)
    differing = _DIFFERING.format(what="line", columns="month, clause, amount, rate")
    everybody = (
        "SELECT DISTINCT contract FROM (SELECT contract FROM _old_line UNION ALL SELECT contract FROM _new_line)"
    )
    steps.make("_differing_line", differing if both.taxed_alike else everybody)
    steps.make("_differing_decision", _DIFFERING.format(what="decision", columns=_DECIDED))
    steps.make("_touched_line", "SELECT * FROM _new_line SEMI JOIN _differing_line USING (contract)")
    steps.make("_old_tax", Compiler(both.old).taxes("_old_line"))
    steps.make("_new_tax", Compiler(both.new).taxes("_touched_line"))
    steps.make("_moved_clause", _MOVED_CLAUSE)
    steps.make("_change", _CHANGE)
    steps.make("_changed_decision", _CHANGED_DECISION)


def _evaluate(steps: Steps, both: Both, side: str, terms: Terms) -> None:
    compiler, facts, until = Compiler(terms), both.loaded.facts, last_day(both.months.last)
    months = MonthRange(both.months.first, both.months.last)
    prepare(steps.connection, terms)
    steps.make(f"_{side}_line", _LINE.format(made=sql(compiler.lines(months, until, facts))))
    steps.make(f"_{side}_decision", _DECISION.format(made=sql(compiler.decisions(months, until, facts))))


def _set_apart(steps: Steps, both: Both) -> None:
    """Make table _stopped, the contracts that a bill of the months would not bill under either version.

    A payment for a month that has an invoice under one version alone is no fault: under the other it is a credit.
    """
    facts = both.loaded.facts
    payments.open_tables(steps, facts)
    steps.view("_print", table(CONTRACT, facts))
    payments.see_payments(steps, stale=0, census=both.loaded.census)
    payments.stop_duplicates(steps, repaid=0)
    payments.name_months(steps, stale=0, census=both.loaded.census)
    until = last_day(both.months.last)
    prepare(steps.connection, both.old)
    steps.make("_unfounded", Compiler(both.old).unbilled(Pairs("_asked_month"), until, facts))
    steps.make("_asked_month", "FROM _unfounded")
    prepare(steps.connection, both.new)
    payments.stop_without_invoice(steps, Compiler(both.new), facts, until)
