"""The sums of two versions over a book, out of the tables that `evaluation` makes."""

from tariff.billing.run_sql import Steps
from tariff.compare.impact.result import Amounts, ClauseMonth, Counts, DecisionChange, Mover, TaxMonth
from tariff.model.results import month_text

LARGEST = 10

_CLAUSES = """
SELECT clause, month, CAST(sum(old) AS BIGINT), CAST(sum(new) AS BIGINT) FROM (
    SELECT clause, month, sum(amount) AS old, 0 AS new FROM _old_line GROUP BY clause, month
    UNION ALL
    SELECT clause, month, 0, sum(amount) FROM _new_line GROUP BY clause, month
) GROUP BY clause, month ORDER BY clause, month
"""
_TAXES = """
SELECT rate, month, CAST(sum(old) AS BIGINT), CAST(sum(new) AS BIGINT) FROM (
    SELECT rate, month, tax AS old, tax AS new FROM _old_tax
    UNION ALL
    SELECT rate, month, 0, -tax FROM _old_tax SEMI JOIN _differing_line USING (contract)
    UNION ALL
    SELECT rate, month, 0, tax FROM _new_tax
) GROUP BY rate, month ORDER BY TRY_CAST(rtrim(rate, '%') AS DECIMAL(18, 6)), rate, month
"""
_DECISIONS = """
SELECT clause, outcome, CAST(sum(old) AS BIGINT), CAST(sum(new) AS BIGINT), CAST(sum(gone) AS BIGINT),
    CAST(sum(come) AS BIGINT)
FROM (
    SELECT clause, outcome, count(*) AS old, 0 AS new, 0 AS gone, 0 AS come FROM _old_decision GROUP BY clause, outcome
    UNION ALL
    SELECT clause, outcome, 0, count(*), 0, 0 FROM _new_decision GROUP BY clause, outcome
    UNION ALL
    SELECT clause, outcome, 0, 0, count(*) FILTER (side < 0), count(*) FILTER (side > 0)
    FROM _changed_decision GROUP BY clause, outcome
) GROUP BY clause, outcome ORDER BY clause, outcome
"""
_COUNTS = """
SELECT count(*) FILTER (difference > 0), count(*) FILTER (difference < 0),
    (SELECT count(*) FROM _book_contract ANTI JOIN _stopped USING (contract)),
    (SELECT count(DISTINCT coalesce(contract, '')) FROM _quarantine WHERE terms = $terms)
FROM _change
"""
_MOVERS = """
WITH largest AS (SELECT contract, difference FROM _change ORDER BY abs(difference) DESC, contract LIMIT $most)
SELECT contract, coalesce(old, 0), coalesce(old, 0) + difference, coalesce(clause, ''), coalesce(moved, 0)
FROM largest
LEFT JOIN (
    SELECT contract, first(clause ORDER BY abs(moved) DESC, clause) AS clause,
        first(moved ORDER BY abs(moved) DESC, clause) AS moved
    FROM _moved_clause SEMI JOIN largest USING (contract) GROUP BY contract
) AS moves USING (contract)
LEFT JOIN (
    SELECT contract, CAST(sum(amount) AS BIGINT) AS old FROM (
        SELECT contract, amount FROM _old_line UNION ALL SELECT contract, tax FROM _old_tax
    ) SEMI JOIN largest USING (contract) GROUP BY contract
) AS owed USING (contract)
ORDER BY abs(difference) DESC, contract
"""


def counts(steps: Steps) -> Counts:
    """How many contracts pay more, less and the same."""
    more, less, compared, quarantined = (int(str(value)) for value in steps.first(_COUNTS))
    return Counts(more, less, compared - more - less, quarantined)


def clauses(steps: Steps) -> tuple[ClauseMonth, ...]:
    """The lines by clause and month."""
    return tuple(
        ClauseMonth(clause, month_text(month), Amounts(old, new)) for clause, month, old, new in steps.rows(_CLAUSES)
    )


def taxes(steps: Steps) -> tuple[TaxMonth, ...]:
    """The tax by rate and month."""
    return tuple(TaxMonth(rate, month_text(month), Amounts(old, new)) for rate, month, old, new in steps.rows(_TAXES))


def decisions(steps: Steps) -> tuple[DecisionChange, ...]:
    """The decisions by clause and outcome."""
    rows = steps.rows(_DECISIONS)
    return tuple(
        DecisionChange(clause, outcome, Amounts(old, new), gone, come) for clause, outcome, old, new, gone, come in rows
    )


def movers(steps: Steps) -> tuple[Mover, ...]:
    """The contracts with the largest differences, the largest first."""
    rows = steps.rows(_MOVERS, most=LARGEST)
    return tuple(Mover(contract, Amounts(old, new), clause, moved) for contract, old, new, clause, moved in rows)
