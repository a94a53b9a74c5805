"""Clauses to SQL: the lines, and the decisions, of every contract at once, each by one query that DuckDB runs.

`Compiler` takes the same `model.terms.Terms` as the interpreter and gives sqlglot trees; for any facts both give the
same lines and decisions. How it is put together, from the bottom:

- `trees`, `primitives`: the only makers of SQL nodes. `trees` wraps every operand, since sqlglot prints a tree as it
  stands; `primitives` holds what the engine's functions are called and mean.
- `bounds`, `rationals`: a rational is one integer column over a denominator known beforehand (a divisor is a constant
  or the days of a month). Rounding divides, once. BIGINT where interval analysis shows that it fits, else HUGEINT;
  both raise on overflow. No DOUBLE and no DECIMAL anywhere in a plan.
- `rows`: a relation as layers of SELECT; what is used twice becomes a column of a layer. `plan`: the query's common
  tables and its names.
- `scope`, `expressions`, `dates`: an expression over the rows of a driver. A NULL condition is one that does not hold;
  where a condition is negated or stored, NULL becomes false first. Definitions that several clauses use are columns of
  one common table, a row a contract.
- `gather`: what rows of a record come to, joined to the rows that ask: grouped by contract and by what equals the
  row's own, or, where rows ask for more, by their distinct questions.
- `demand`: which (contract, month) are asked for. A clause is a function of its demand, so the months of a run, the
  amounts another clause refers to (`expressions.month_sum`), the debts that late payments settle (`settlement`) and
  months to correct are compiled alike. A range of months becomes predicates, a table of pairs a join.
- `versions`, `drivers`: equal clauses of several versions are one query, of which the governing date picks the rows and
  the column `version`; versions that the demanded months cannot reach are dropped before there is SQL.
- `standing`: driver, version, guard, which all clauses have; what needs no join is decided first. `clauses`, `units`,
  `caps`: worth and line. `rulings`: outcome and reasons.
- `settlement`, `arrears`, `acceleration`: late payments, debts not paid in time, and debts that fall due early. Which
  debts matter is narrowed down first (`due_days`), so that few fees are computed.
- `rules`, `siblings`: the rows of a book that are wrong, and those that stand for other contracts.
- `taxes`, `invoices`, `unbilled`: tax once per invoice and rate, invoices, and months in which there is no line.

A query reads clean facts: a schema with a table or view per record of the terms (the built-in ones too, empty where
there are none), columns ``contract``, ``id`` for `many` records, the fields as `model.types` says, and SPELLED for
payments. It relies on what loading checks: one row a contract, at most one in an at-most-once record, unique ids,
amounts and days within bounds. Payments are read for those of the demanded months, and once more for what had been
paid before on the few debts that bear interest. The session's time zone does not matter. `prepare` makes the calendars
a query reads.
"""

from tariff.compile.calendars import prepare
from tariff.compile.compiler import Compiler
from tariff.compile.demand import Debts, MonthRange, Pairs
from tariff.compile.plan import SPELLED

__all__ = ["SPELLED", "Compiler", "Debts", "MonthRange", "Pairs", "prepare"]
