"""Two versions of terms over every contract of a book: one load, two evaluations, and what differs."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import duckdb

from tariff.billing.book import Book, open_book
from tariff.billing.book_load import Loaded, load
from tariff.billing.book_records import by_contract
from tariff.billing.census import Seen
from tariff.billing.engine import engine, one_row
from tariff.billing.months import Months
from tariff.billing.quarantine import open_quarantine
from tariff.billing.run_sql import Steps
from tariff.billing.sql import column, fill, sql, table
from tariff.billing.summary import quarantine_totals
from tariff.compare.impact import sums
from tariff.compare.impact.evaluation import Both, compare
from tariff.compare.impact.onset import newest, onset
from tariff.compare.impact.records import merged
from tariff.compare.impact.result import Asked, Impact, Side
from tariff.compare.impact.spread import distribution
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.calendar import MIN_DAY, first_day, last_day, month_of
from tariff.model.records import PAYMENT
from tariff.model.results import month_text
from tariff.model.types import Kind


def impact(
    book: Path, old: Side, new: Side, asked: Asked, *, packs: Collection[str], tell: Callable[[str], object]
) -> Impact:
    """What changes where the contracts of a book fall under `new` instead of `old`, terms of one name.

    packs: the names of all terms known. tell: hears what is being done. Raises InputError where the book cannot be
    used, holds none of these contracts, or there is no month to compare.
    """
    name = old.terms.name
    with engine() as connection:
        opened = open_book(connection, book, packs)
        if name not in opened.tables:
            raise InputError([_not_held(opened, name)])
        open_quarantine(connection)
        since = onset(old.terms, new.terms)
        first = asked.first
        if first is None:
            first = month_of(newest(old.terms, new.terms) if since is None else since)
        tell(f"reading {name}")
        loaded = load(connection, opened, merged(old.terms, new.terms), seen=Seen((), opening=first_day(first)))
        months = Months(first, _known_through(connection, loaded) if asked.last is None else asked.last)
        if months.last < months.first:
            raise InputError([_no_months(months, opened, asked)])
        tell(f"comparing {months}")
        steps = _steps(connection, name, months)
        compare(steps, Both(old.terms, new.terms, loaded, months))
        return Impact(
            old,
            new,
            since,
            asked,
            months,
            sums.counts(steps),
            sums.clauses(steps),
            sums.taxes(steps),
            sums.decisions(steps),
            distribution(steps),
            sums.movers(steps),
            quarantine_totals(connection, months.last),
            (*opened.warnings, *loaded.warnings),
        )


def _steps(connection: duckdb.DuckDBPyConnection, terms: str, months: Months) -> Steps:
    """The values of a bill into a fresh ledger, of all months at once."""
    return Steps(
        connection,
        terms=terms,
        month=months.last,
        opening=months.first,
        opening_day=_date(first_day(months.first)),
        unseen_from=_date(first_day(months.first)),
        seen_by=_date(last_day(months.last)),
        last_day=_date(last_day(months.last)),
    )


def _known_through(connection: duckdb.DuckDBPyConnection, loaded: Loaded) -> int:
    """The last month in which a payment was made; where nothing is paid, the last month that any row names.

    What is due or planned lies in the future, and a book is not known to go so far.
    """
    paid = [(PAYMENT.name, "paid_on")] if any(version.clauses for version in loaded.terms.versions) else []
    dated = [
        (record.name, field.name)
        for record in by_contract(loaded.terms)
        for field in record.fields
        if field.type.kind in (Kind.DATE, Kind.INSTANT)
    ]
    for columns in filter(None, (paid, dated)):
        queries = [
            sql(
                fill(
                    "SELECT CAST(MAX(__day) AS DATE) AS day FROM __rows", day=column(name), rows=table(of, loaded.facts)
                )
            )
            for of, name in columns
        ]
        (last,) = one_row(connection, f"SELECT max(day) FROM ({' UNION ALL '.join(queries)})")
        if isinstance(last, date):
            return month_of(last.toordinal())
    return month_of(MIN_DAY)


def _date(day: int) -> date:
    return date.fromordinal(day)


def _not_held(book: Book, name: str) -> Diagnostic:
    held = ", ".join(sorted(book.tables))
    mend = f"name a book with {name}/contract.parquet, or compare terms that it holds"
    return Diagnostic("E1220", f"the book {book.path} holds no contracts under {name}: it holds {held}", mend=mend)


def _no_months(months: Months, book: Book, asked: Asked) -> Diagnostic:
    first, last = month_text(months.first), month_text(months.last)
    if asked.last is not None:
        message = f"the months to compare end with {last}, before they begin with {first}"
        return Diagnostic("E1221", message, mend=f"name the first with --from, at the latest {last}")
    message = f"the book {book.path} knows nothing after {last}, and {first} is the first month to compare"
    mend = f"name the last month with --to, such as {first}: the contracts are then taken as they are"
    return Diagnostic("E1221", message, mend=mend)
