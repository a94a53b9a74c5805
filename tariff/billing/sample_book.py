"""A sample book on disk: some thousand contracts are made one by one, and the rest are copies under other names.

Copies keep what a clause reads and vary what none does: the contract's name, text that no clause compares, and the
day of a payment that came in time. A contract with one of a month's largest invoices is not copied: a bill lists them,
and no real book has the same ten times. What is written depends on the arguments alone, on no block size, thread or
clock.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from attrs import frozen

from tariff.billing.book_records import by_contract
from tariff.billing.sample import Sample, Sampler
from tariff.billing.sample_days import Window
from tariff.billing.sample_faults import faulty_rows
from tariff.billing.sample_json import Sheet, columns_of, literal, quoted, sheet_source, write_sheets
from tariff.billing.sample_rows import NAMES
from tariff.billing.summary import LARGEST
from tariff.model.records import CONTRACT, PARAMETER, PAYMENT, Field, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

ORIGINALS = 3_072
# Of the originals at least so many are copied, however few invoices a month has.
_COPIED_SHARE = 2, 3

# Odd factors spread consecutive numbers; with the bound on seeds, contracts by the billion stay within a BIGINT.
_SPREAD, _STIR = 2_654_435_761, 40_503
_SEEDS = 1 << 40


@frozen
class _Plan:
    """How many contracts; the first `originals` are made, the others copied of those whose numbers are in `copied`.

    names: the size of the text pool.
    """

    contracts: int
    originals: int
    copied: Sequence[int]
    seed: int
    names: int

    @property
    def numbered(self) -> str:
        """A query for each contract's number `n`, its name, and the number `original` of the one it is a copy of."""
        width = max(6, len(str(self.contracts)))
        place = f"1 + ((n * {_SPREAD} + {self.seed % _SEEDS}) // 64) % {len(self.copied)}"
        return f"""
            SELECT n, 'C-' || lpad((n + 1)::VARCHAR, {width}, '0') AS contract,
                CASE WHEN n < {self.originals} THEN n ELSE {list(self.copied)}[{place}] END AS original
            FROM (SELECT range AS n FROM range({self.contracts}))"""


def write_book(
    terms: Terms, contracts: int, seed: int, out: Path, *, window: Window | None = None, faulty: int = 0
) -> None:
    """Writes ``out/<terms>/<record>.parquet`` for every table of a book of the terms, with so many contracts.

    The same arguments write the same rows. window: the days the contracts start in, and on whose last the book is read;
    by default the terms' whole life. faulty: how many contracts get a further row with which they cannot be billed.
    """
    sampler = Sampler(terms, window, book=seed)
    made = [sampler.make(random.Random(f"{seed}/{number}"), str(number)) for number in range(min(contracts, ORIGINALS))]
    plan = _Plan(contracts, len(made), _copied(made), seed, names=max(NAMES, contracts * 2 // 3))
    folder = out / terms.name
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="tariff-sample-") as scratch, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"SET temp_directory = {literal(scratch)}")
        originals, faults = Path(scratch) / "originals.json", Path(scratch) / "faults.json"
        write_sheets(originals, terms, _sheets(made))
        write_sheets(faults, terms, faulty_rows(sampler, random.Random(f"{seed}/faults"), contracts, faulty))
        for record in by_contract(terms):
            copies = _rows(sampler, plan, record, "original", originals)
            wrong = _rows(sampler, plan, record, "n", faults)
            _write(connection, f"{copies} UNION ALL {wrong}", folder, record)
        if parameters := terms.record(PARAMETER):
            columns = ", ".join(f"row.{quoted(field.name)}" for field in parameters.fields)
            rows = f"SELECT unnest(rows) AS row FROM {sheet_source(originals, parameters)} LIMIT 1"
            _write(connection, f"SELECT {columns} FROM ({rows})", folder, parameters)


def _write(connection: duckdb.DuckDBPyConnection, rows: str, folder: Path, record: Record) -> None:
    target = literal(str(folder / f"{record.name}.parquet"))
    connection.execute(f"COPY ({rows}) TO {target} (FORMAT parquet)")


def _sheets(made: Iterable[Sample]) -> Iterator[Sheet]:
    for number, sample in enumerate(made):
        yield Sheet(number, sample.facts.rows, sample.early)


def _copied(made: Sequence[Sample]) -> list[int]:
    """The numbers of the originals that are copied: not of those with one of a month's largest invoices."""
    totals: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, sample in enumerate(made):
        for invoice in sample.invoices:
            totals[invoice.month].append((invoice.total, number))
    largest: dict[int, int] = {}
    for month in totals.values():
        for total, number in nlargest(LARGEST, month):
            largest[number] = max(total, largest.get(number, total))
    share, parts = _COPIED_SHARE
    most = len(made) - -(-len(made) * share // parts)
    kept = set(sorted(largest, key=lambda number: (-largest[number], number))[:most])
    return [number for number in range(len(made)) if number not in kept]


def _rows(sampler: Sampler, plan: _Plan, record: Record, key: str, sheets: Path) -> str:
    """A query for a record's rows: those on the sheet whose number is the contract's `key`, in the contracts' order."""
    columns = ", ".join(_column(sampler, plan, record, field) for field in columns_of(record))
    return f"""
        SELECT contract, {columns} FROM (
            SELECT n, contract, unnest(sheet.rows) AS row
            FROM ({plan.numbered}) AS plan JOIN {sheet_source(sheets, record)} AS sheet ON sheet.number = plan.{key})"""


def _column(sampler: Sampler, plan: _Plan, record: Record, field: Field) -> str:
    """A field of a row as a copy has it: another one only where no clause can tell the difference."""
    value = f"row.{quoted(field.name)}"
    if record.name == PAYMENT.name and field.name == "paid_on":
        value = f"({value} - ((n * {_STIR} + row.amount) % (row.early + 1))::INTEGER)"
    named = record.name == CONTRACT and field.type.kind is Kind.TEXT
    if named and (record.name, field.name) not in sampler.hints.compared:
        stirred = f"(n * {_STIR} + {plan.seed % _SEEDS}) % {plan.names}"
        if any(item.same == field.name for item in sampler.terms.records):
            # Most customers have one contract or two, and some more than terms allow.
            stirred = (
                f"CASE WHEN n % 10 = 3 THEN {plan.names} + n // 10 % {1 + plan.contracts // 80} ELSE {stirred} END"
            )
        value = f"CASE WHEN {value} IS NOT NULL THEN {literal(field.name + '-')} || {stirred} END"
    return f"{value} AS {quoted(field.name)}"
