"""Examples through the compiled queries: all the cases under the same readings at once, each a contract of its own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
from attrs import evolve

from tariff.billing.engine import engine
from tariff.billing.examples.cases import ExampleCase
from tariff.billing.examples.facts import NAME
from tariff.billing.examples.outcome import Outcome
from tariff.billing.examples.tables import make_tables
from tariff.compile import Compiler, MonthRange, prepare
from tariff.diagnostics import Diagnostic
from tariff.model.calendar import MIN_DAY, last_day, month_of
from tariff.model.clause import LineKind, TaxClass
from tariff.model.facts import Facts
from tariff.model.records import PAYMENT
from tariff.model.results import Decision, Invoice, InvoiceTax, Line, invoice_id, line_id, month_text
from tariff.model.terms import Terms

_Rows = Mapping[str, Sequence[tuple[Any, ...]]]


def evaluate_compiled(terms: Terms, cases: Sequence[ExampleCase]) -> list[Outcome]:
    """The outcome of each case; all are cases of `terms`."""
    contracts = [_named(case, str(number)) for number, case in enumerate(cases)]
    with engine() as connection:
        make_tables(connection, terms, contracts)
        rows = _query(connection, terms, cases)
    return [_outcome(terms, case, str(number), rows) for number, case in enumerate(cases)]


def _named(case: ExampleCase, name: str) -> Facts:
    """The facts of a case under a name of their own, without the payments made after its last day."""
    facts = case.case.facts
    seen = tuple(row for row in facts.of(PAYMENT.name) if int(row.values["paid_on"] or 0) <= case.until)
    return evolve(facts, contract=name, rows={**facts.rows, PAYMENT.name: seen})


def _query(connection: duckdb.DuckDBPyConnection, terms: Terms, cases: Sequence[ExampleCase]) -> _Rows:
    """The rows of each result. Lines after a case's last day go before taxes and invoices are made of the others."""
    compiler, until = Compiler(terms), max(case.until for case in cases)
    months = MonthRange(month_of(MIN_DAY), month_of(until))
    prepare(connection, terms)
    connection.execute("CREATE TABLE last_day (contract VARCHAR, day DATE)")
    days = [[str(number), date.fromordinal(case.until)] for number, case in enumerate(cases)]
    connection.executemany("INSERT INTO last_day VALUES (?, ?)", days)
    connection.execute(f"CREATE TABLE lines AS {compiler.lines(months, until).sql(dialect='duckdb')}")
    connection.execute("DELETE FROM lines USING last_day WHERE lines.contract = last_day.contract AND date > day")
    decided = compiler.decisions(months, until).sql(dialect="duckdb")
    connection.execute(f"CREATE TABLE taxes AS {compiler.taxes('lines').sql(dialect='duckdb')}")
    connection.execute(f"CREATE TABLE invoices AS {compiler.invoices('lines', 'taxes', until).sql(dialect='duckdb')}")
    queries = {
        "lines": """
            SELECT contract, month, date, kind, clause, article, version, subject, quantity, amount, tax, rate
            FROM lines ORDER BY month, date, clause, subject
        """,
        "taxes": """
            SELECT contract, month, rate, base, tax FROM taxes
            ORDER BY month, CAST(trim(rate, '%') AS DECIMAL(9, 4))
        """,
        "decisions": f"""
            SELECT contract, clause, article, version, subject, "from", "to", outcome, reasons, amount
            FROM ({decided}) AS decided JOIN last_day USING (contract) WHERE "from" <= day
            ORDER BY "from", clause, subject
        """,
        "invoices": "SELECT contract, month, issued_on, due_on, subtotal, total FROM invoices ORDER BY month",
    }
    if any(case.case.facts.of(PAYMENT.name) for case in cases):
        orphans = compiler.orphan_payments(until).sql(dialect="duckdb")
        queries["orphans"] = f"SELECT contract, id, month FROM ({orphans}) ORDER BY month, id"
    return {name: connection.execute(query).fetchall() for name, query in queries.items()}


def _outcome(terms: Terms, case: ExampleCase, name: str, rows: _Rows) -> Outcome:
    mine = {key: [row[1:] for row in found if row[0] == name] for key, found in rows.items()}
    return Outcome(
        tuple(_line(terms.name, row) for row in mine["lines"]),
        tuple(_invoices(terms.name, case.until, mine["invoices"], mine["taxes"])),
        tuple(_decision(terms.name, row) for row in mine["decisions"]),
        tuple(_fault(*row) for row in mine.get("orphans", ())),
    )


def _line(terms: str, row: tuple[Any, ...]) -> Line:
    month, day, kind, clause, article, version, subject, quantity, amount, tax, rate = row
    text = month_text(month)
    return Line(
        line_id(terms, NAME, clause, subject, text), invoice_id(terms, NAME, text), NAME, terms, text, day,
        LineKind(kind), clause, article, version, subject, quantity, amount, TaxClass(tax), rate,
    )  # fmt: skip


def _decision(terms: str, row: tuple[Any, ...]) -> Decision:
    clause, article, version, subject, first, last, outcome, reasons, amount = row
    return Decision(NAME, terms, clause, article, version, subject, first, last, outcome, tuple(reasons), amount)


def _invoices(
    terms: str, until: int, invoices: Sequence[tuple[Any, ...]], taxes: Sequence[tuple[Any, ...]]
) -> Iterator[Invoice]:
    for month, issued_on, due_on, subtotal, total in invoices:
        text = month_text(month)
        found = tuple(InvoiceTax(*row[1:]) for row in taxes if row[0] == month)
        still_open = until < last_day(month)
        yield Invoice(
            invoice_id(terms, NAME, text), NAME, terms, text, issued_on, due_on, subtotal, found, total, still_open
        )


def _fault(row: str, month: int) -> Diagnostic:
    message = f"payment for {month_text(month)}, which has no invoice"
    mend = "correct the month, or enter the debt it pays under brought_forward"
    return Diagnostic("E0702", message, where=f"table payment, row {row}, field month", mend=mend)
