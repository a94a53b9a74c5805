"""Runs both evaluators on a batch of contracts, and where they differ finds the smallest contract on which they do."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import sqlglot
from attrs import asdict, evolve, field, frozen
from sqlglot import exp

from tariff.billing.case import case_text
from tariff.billing.sample_json import Sheet, columns_of, literal, quoted, sheet_source, write_sheets
from tariff.compile import SPELLED, Compiler, MonthRange, Pairs, prepare
from tariff.interpret import Evaluator, Rules
from tariff.model.calendar import last_day
from tariff.model.facts import Facts, Row
from tariff.model.records import CONTRACT, PAYMENT
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import Kind

Item = tuple[object, ...]

_MONTH = "printf('%04d-%02d', month // 12, month % 12 + 1)"
_LINE = f"{_MONTH}, date, kind, clause, article, version, subject, quantity, amount, tax, rate"
_DECISION = f'{_MONTH}, clause, article, version, subject, "from", "to", outcome, reasons, amount'
_COLUMNS = {
    "lines": _LINE,
    "again": _LINE,
    "taxes": f"{_MONTH}, rate, base, tax",
    "invoices": f"{_MONTH}, issued_on, due_on, subtotal, total",
    "orphans": "id",
    "decisions": _DECISION,
    "decided_again": _DECISION,
    "broken": "record, id, rule",
}


@frozen
class Outcome:
    """What one evaluator makes of a contract: its lines, its invoices, their taxes, its payments without invoice.

    again, decided_again: the lines and decisions of two months in three, asked for month by month, as corrections do.
    broken: the rows that the rules of their record forbid.
    """

    lines: list[Item] = field(factory=list)
    invoices: list[Item] = field(factory=list)
    taxes: list[Item] = field(factory=list)
    orphans: list[Item] = field(factory=list)
    again: list[Item] = field(factory=list)
    decisions: list[Item] = field(factory=list)
    decided_again: list[Item] = field(factory=list)
    broken: list[Item] = field(factory=list)

    def parts(self) -> dict[str, Counter[Item]]:
        """The parts by name, each as how many there are of what; their order is nobody's."""
        return {name: Counter(items) for name, items in asdict(self, recurse=False).items()}


class Pair:
    """Both evaluators of one Terms, over the months from `first` to `last`, seeing what was paid by the last day."""

    def __init__(self, terms: Terms, first: int, last: int, session_zone: str = "UTC") -> None:
        self.terms = terms
        self._first, self._last = first, last
        self._evaluator, self._rules = Evaluator(terms), Rules(terms)
        self._connection = duckdb.connect()
        self._connection.execute(f"SET TimeZone = {literal(session_zone)}")
        prepare(self._connection, terms)
        compiler, demand, until = Compiler(terms), MonthRange(first, last), last_day(last)
        self._queries: dict[str, exp.Expr] = {
            "lines": compiler.lines(demand, until),
            "taxes": compiler.taxes("lines"),
            "invoices": compiler.invoices("lines", "taxes", until),
            "orphans": compiler.orphan_payments(until),
            "asked": sqlglot.parse_one("SELECT DISTINCT contract, month FROM lines WHERE month % 3 <> 0"),
            "again": compiler.lines(Pairs("asked"), until),
            "decisions": compiler.decisions(demand, until),
            "decided": sqlglot.parse_one("SELECT DISTINCT contract, month FROM decisions WHERE month % 3 <> 0"),
            "decided_again": compiler.decisions(Pairs("decided"), until),
        }
        if (violations := compiler.violations()) is not None:
            self._queries["broken"] = violations

    def differing(self, batch: Sequence[Facts]) -> list[Facts]:
        """The contracts of the batch on which the evaluators differ."""
        compiled = self.compiled(batch)
        return [facts for facts in batch if self.interpreted(facts).parts() != compiled[facts.contract].parts()]

    def interpreted(self, facts: Facts) -> Outcome:
        """What the reference evaluator says."""
        result = self._evaluator.evaluate(facts, last_day(self._last))
        outcome, first = Outcome(), month_text(self._first)
        for line in (line for line in result.lines if line.month >= first):
            made = (line.month, line.date, line.kind.value, line.clause, line.article, line.version)
            outcome.lines.append((*made, line.subject, line.quantity, line.amount, line.tax.value, line.rate))
        for item in (item for item in result.decisions if f"{item.from_:%Y-%m}" >= first):
            about = (item.clause, item.article, item.version, item.subject, item.from_, item.to, item.outcome)
            outcome.decisions.append((f"{item.from_:%Y-%m}", *about, tuple(item.reasons), item.amount))
        outcome.again.extend(line for line in outcome.lines if int(str(line[0])[-2:]) % 3 != 1)
        outcome.decided_again.extend(item for item in outcome.decisions if int(str(item[0])[-2:]) % 3 != 1)
        for invoice in (invoice for invoice in result.invoices if invoice.month >= first):
            days = (invoice.issued_on, invoice.due_on)
            outcome.invoices.append((invoice.month, *days, invoice.subtotal, invoice.total))
            outcome.taxes.extend((invoice.month, tax.rate, tax.base, tax.tax) for tax in invoice.taxes)
        for broken in self._rules.broken(facts):
            row = broken.row.id if broken.record.key else None
            outcome.broken.append((broken.record.name, row, broken.record.rules.index(broken.rule)))
        for fault in result.faults:
            found = re.search(r"row (.*), field month$", fault.where, re.DOTALL)
            assert found, fault
            outcome.orphans.append((found[1],))
        return outcome

    def compiled(self, batch: Sequence[Facts]) -> Mapping[str, Outcome]:
        """What the compiled plan says, by contract."""
        load(self._connection, self.terms, batch)
        outcomes = {facts.contract: Outcome() for facts in batch}
        for name, query in self._queries.items():
            self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query.sql('duckdb')}")
        for name, columns in ((name, columns) for name, columns in _COLUMNS.items() if name in self._queries):
            for contract, *item in self._connection.execute(f"SELECT contract, {columns} FROM {name}").fetchall():
                made = tuple(tuple(part) if isinstance(part, list) else part for part in item)
                getattr(outcomes[contract], name).append(made)
        return outcomes


def load(connection: duckdb.DuckDBPyConnection, terms: Terms, batch: Sequence[Facts]) -> None:
    """Puts contracts into the schema ``facts``, clean and typed, as the compiled plan reads them."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS facts")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE named AS SELECT unnest(?::VARCHAR[]) AS contract, unnest(range(?)) AS number",
        [[facts.contract for facts in batch], len(batch)],
    )
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "sheets.json"
        write_sheets(path, terms, (Sheet(number, facts.rows) for number, facts in enumerate(batch)))
        for record in terms.records:
            columns = ", ".join(_clean(column.name, column.type.kind) for column in columns_of(record))
            if record.name == PAYMENT.name:
                columns += f", row.month AS {SPELLED}"
            connection.execute(f"""
                CREATE OR REPLACE TABLE facts.{quoted(record.name)} AS SELECT contract, {columns} FROM (
                    SELECT named.contract, unnest(sheet.rows) AS row
                    FROM named JOIN {sheet_source(path, record)} AS sheet USING (number))""")


def _clean(name: str, kind: Kind) -> str:
    value = f"row.{quoted(name)}"
    if kind is Kind.MONTH:
        value = f"12 * CAST(left({value}, 4) AS BIGINT) + CAST(right({value}, 2) AS BIGINT) - 1"
    return f"{value} AS {quoted(name)}"


def report(pair: Pair, facts: Facts) -> str:
    """The smallest contract like `facts` on which the evaluators differ, as a case file, and both results."""
    small = _smallest(pair, facts)
    interpreted, compiled = pair.interpreted(small).parts(), pair.compiled([small])[small.contract].parts()
    said = [f"{name} {item}" for name, items in interpreted.items() for item in items.elements()]
    other = [f"{name} {item}" for name, items in compiled.items() for item in items.elements()]
    return "\n".join(
        [
            "the evaluators differ on this case:",
            case_text(small, pair.terms),
            "interpreter and not SQL:",
            *_beyond(said, other),
            "SQL and not interpreter:",
            *_beyond(other, said),
        ]
    )


def _beyond(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    for item in sorted(set(mine)):
        if mine.count(item) > theirs.count(item):
            yield f"  {item}"


def _smallest(pair: Pair, facts: Facts) -> Facts:
    """Fewer rows, then fewer known values, while the evaluators differ; the candidates of a step run as one batch."""
    for candidates in (_with_half, _without_row, _with_unknown):
        facts = _shrunk(pair, facts, candidates)
    return facts


def _shrunk(pair: Pair, facts: Facts, candidates: Callable[[Terms, Facts], Iterator[Facts]]) -> Facts:
    while True:
        batch = [evolve(item, contract=f"{number}") for number, item in enumerate(candidates(pair.terms, facts))]
        differing = pair.differing(batch) if batch else []
        if not differing:
            return facts
        facts = evolve(differing[0], contract=facts.contract)


def _with_half(_: Terms, facts: Facts) -> Iterator[Facts]:
    for name, rows in facts.rows.items():
        if len(rows) > 1:
            yield _replaced(facts, name, rows[: len(rows) // 2])
            yield _replaced(facts, name, rows[len(rows) // 2 :])


def _without_row(_: Terms, facts: Facts) -> Iterator[Facts]:
    for name, rows in facts.rows.items():
        if name != CONTRACT:
            for index in range(len(rows)):
                yield _replaced(facts, name, rows[:index] + rows[index + 1 :])


def _with_unknown(terms: Terms, facts: Facts) -> Iterator[Facts]:
    for record in terms.records:
        rows = facts.of(record.name)
        for index, row in enumerate(rows):
            for column in record.fields:
                if column.type.optional and row.values[column.name] is not None:
                    fewer = evolve(row, values=row.values | {column.name: None})
                    yield _replaced(facts, record.name, (*rows[:index], fewer, *rows[index + 1 :]))


def _replaced(facts: Facts, name: str, rows: tuple[Row, ...]) -> Facts:
    return evolve(facts, rows=facts.rows | {name: rows})
