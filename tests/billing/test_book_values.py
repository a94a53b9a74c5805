"""A value means the same in a book as in a case, however the book stores it."""

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from attrs import evolve

from tariff.billing.book_checks import checks
from tariff.billing.book_values import read_column, spelled_month
from tariff.billing.case.codes import Code
from tariff.billing.case.values import Problem, Units, read_value
from tariff.billing.engine import engine
from tariff.billing.sql import fill, sql
from tariff.model.records import Cardinality, Field, Record
from tariff.model.terms import Terms
from tariff.model.types import DATE, INSTANT, MONEY, MONTH, NUMBER, TEXT, YESNO, Kind, Type
from tests.packs import DOLLARS, GRAVITY, KDDI

TEXTS = {
    DATE: (
        "2016-05-20", "2016-02-29", "2015-02-29", "2016-5-20", "2016-05-20 ", "20160520", "2016/05/20", "1899-12-31",
        "1900-01-01", "2199-12-31", "2200-01-01", "infinity", "epoch", "2016-05-20 (BC)", "0000-00-00",
        "２０１６-05-20",
    ),
    MONTH: ("2016-05", "2016-13", "2016-00", "1899-12", "1900-01", "2199-12", "2200-01", "2016-5", "201605", " 2016-5",
        "+201-05"),
    INSTANT: (
        "2017-06-10T12:00:00+09:00", "2017-06-10T12:00:00", "2017-06-10 12:00", "2017-06-10", "2017-06-10T12:00Z",
        "2017-06-10t12:00:00.123456z", "2017-06-10T12:00:00-0500", "2017-06-10T24:00", "2017-06-10T12:60",
        "2017-06-10T12:00+19:00", "2017-06-10T12:00:00 Asia/Tokyo", "1948-05-02T00:30", "1948-09-12T00:30",
        "1899-12-31T23:59", "1900-01-01T00:00", "2199-12-31T23:59:59", "2200-01-01T00:00", "2199-12-31T23:00Z", "now",
    ),
    MONEY: (
        "2160", "2,160", "0", "-1", "1e3", "12.5", "12.34", "12.345", "1,23", "1,234.56", "1000000000000",
        "1000000000001", "10000000000", "10000000000.01", "9" * 19, "9" * 60, "", "¥100", "００",
    ),
    NUMBER: ("25", "-25", "2.0", "2,500", "1000000000000", "-1000000000001", "9" * 25, "x"),
    YESNO: ("yes", "no", "true", "false", "Yes", "1", "on"),
    GRAVITY: ("ordinary", "intent", "Intent", ""),
    TEXT: ("0012", "on", "あ, \"x\"", " "),
}  # fmt: skip
TEXT_CASES = [(terms, of, text) for terms in (KDDI, DOLLARS) for of, texts in TEXTS.items() for text in texts if text]

# The code of a fault in a book, by that of the same fault in a case.
SAME_FAULT = {
    Code.WRONG_TYPE: "E0821",
    Code.IMPOSSIBLE: "E0821",
    Code.FRACTION: "E0821",
    Code.CLOCK_CHANGE: "E0822",
    Code.OUT_OF_BOUNDS: "E0823",
    Code.NEGATIVE: "E0824",
    Code.TOO_MUCH: "E0825",
    Code.NOT_A_CHOICE: "E0826",
}

# A column's type, a value in SQL, the field's type, and the value read or the code of what is wrong.
STORED: tuple[tuple[str, str, Type, object], ...] = (
    ("DATE", "DATE '2016-05-20'", DATE, date(2016, 5, 20).toordinal()),
    ("DATE", "'infinity'", DATE, "E0823"),
    ("TIMESTAMP", "'2016-05-20 00:00'", DATE, date(2016, 5, 20).toordinal()),
    ("TIMESTAMP", "'2016-05-20 00:01'", DATE, "E0821"),
    ("TIMESTAMP_NS", "'2016-05-20 00:00'", DATE, date(2016, 5, 20).toordinal()),
    ("DATE", "'2016-05-01'", MONTH, 12 * 2016 + 4),
    ("DATE", "'2016-05-02'", MONTH, "E0821"),
    ("DATE", "'2200-01-01'", MONTH, "E0821"),
    ("DATE", "'infinity'", MONTH, "E0821"),
    ("TIMESTAMPTZ", "'2017-06-10 12:00:00+09'", INSTANT, 1_497_063_600_000_000),
    ("TIMESTAMP", "'2017-06-10 12:00:00'", INSTANT, 1_497_063_600_000_000),
    ("DATE", "'2017-06-10'", INSTANT, 1_497_020_400_000_000),
    ("INTEGER", "2160", MONEY, 2160),
    ("HUGEINT", "100000000000000000000000", MONEY, "E0825"),
    ("BIGINT", "-9223372036854775808", NUMBER, "E0825"),
    ("DECIMAL(10, 2)", "2160.00", MONEY, 2160),
    ("DECIMAL(10, 2)", "2160.50", MONEY, "E0821"),
    ("DECIMAL(10, 0)", "2160", MONEY, 2160),
    ("ENUM('yes', 'no')", "'yes'", YESNO, True),
    ("BOOLEAN", "false", YESNO, False),
    ("BIGINT", "12", TEXT, "12"),
    ("VARCHAR", "NULL", DATE, "E0820"),
    ("VARCHAR", "NULL", DATE.or_unknown(), None),
)
UNREADABLE = (
    ("DOUBLE", MONEY),
    ("FLOAT", NUMBER),
    ("BIGINT", DATE),
    ("TIMESTAMPTZ", DATE),
    ("INTEGER", MONTH),
    ("INTEGER", YESNO),
    ("BLOB", TEXT),
    ("BIGINT[]", NUMBER),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with engine() as connection:
        connection.execute("SET TimeZone = 'America/St_Johns'")
        yield connection


def read(connection: duckdb.DuckDBPyConnection, terms: Terms, of: Type) -> object:
    """The value of the one row of table `stored`, or the code of what is wrong with it."""
    columns = connection.execute("DESCRIBE stored").fetchall()
    reading = read_column("field", columns[0][1], of, terms)
    assert reading
    field = Field("field", of)
    for check in checks(Record("stored", Cardinality.MANY, (field,)), field, reading, terms):
        query = fill("SELECT count(*) FROM stored WHERE __condition", condition=check.condition)
        if connection.execute(sql(query)).fetchone() != (0,):
            return check.code
    value = fill("EPOCH_US(__value)" if of.kind is Kind.INSTANT else "__value", value=reading.value)
    row = connection.execute(f"SELECT {sql(value)} FROM stored").fetchone()
    assert row
    return row[0].toordinal() if isinstance(row[0], date) else row[0]


@pytest.mark.parametrize(("terms", "of", "text"), TEXT_CASES)
def test_a_text_is_read_as_in_a_case(connection: duckdb.DuckDBPyConnection, terms: Terms, of: Type, text: str) -> None:
    expected = read_value(text, of, Units(terms.zone, terms.currency, terms.minor_digits))
    connection.execute("CREATE OR REPLACE TEMP TABLE stored (field VARCHAR)")
    connection.execute("INSERT INTO stored VALUES (?)", [text])
    found = read(connection, terms, of)
    if not isinstance(expected, Problem):
        assert found == expected
    elif of is MONTH:
        assert found == "E0821"  # one look at each month of millions of payments tells form and bounds together
    else:
        assert found == SAME_FAULT[expected.code]


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "Antarctica/Troll", "America/New_York", "Pacific/Apia"])
def test_times_that_clocks_skipped_or_repeated_are_those_of_a_case(
    connection: duckdb.DuckDBPyConnection, zone: str
) -> None:
    """Over the days of 2011 and 2024 on which clocks changed, by half an hour, one, two, or a whole day."""
    terms = evolve(KDDI, zone=zone)
    days = ("2011-12-30", "2024-03-10", "2024-03-31", "2024-04-07", "2024-10-06", "2024-10-27", "2024-11-03")
    texts = [f"{day}T{hour:02}:{minute}" for day in days for hour in range(24) for minute in ("00", "15", "30")]
    reading = read_column("field", "VARCHAR", INSTANT, terms)
    assert reading
    assert reading.ambiguous
    connection.execute("CREATE OR REPLACE TEMP TABLE stored AS SELECT unnest(?) AS field", [texts])
    found = connection.execute(f"SELECT field FROM stored WHERE {sql(reading.ambiguous)}").fetchall()
    units = Units(zone, terms.currency, terms.minor_digits)
    refused = [text for text in texts if isinstance(read_value(text, INSTANT, units), Problem)]
    assert refused
    assert sorted(row[0] for row in found) == refused


@pytest.mark.parametrize(("stored", "literal", "of", "expected"), STORED)
def test_a_typed_column_is_read(
    connection: duckdb.DuckDBPyConnection, stored: str, literal: str, of: Type, expected: object
) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE stored AS SELECT CAST({literal} AS {stored}) AS field")
    assert read(connection, KDDI, of) == expected


@pytest.mark.parametrize(
    ("stored", "literal"),
    [("VARCHAR", "'2018-04'"), ("DATE", "'2018-04-01'"), ("ENUM('2018-03', '2018-04')", "'2018-04'")],
)
def test_a_month_is_spelled_alike_however_it_is_stored(
    connection: duckdb.DuckDBPyConnection, stored: str, literal: str
) -> None:
    spelled = sql(spelled_month("month", stored))
    stored_month = f"SELECT CAST({literal} AS {stored}) AS month"
    assert connection.execute(f"SELECT {spelled} FROM ({stored_month})").fetchone() == ("2018-04",)


@pytest.mark.parametrize(("stored", "of"), UNREADABLE)
def test_a_column_of_another_type_is_refused(stored: str, of: Type) -> None:
    assert read_column("field", stored, of, KDDI) is None


def test_whole_numbers_are_no_amounts_of_a_currency_with_decimal_places() -> None:
    assert read_column("field", "BIGINT", MONEY, DOLLARS) is None
    assert read_column("field", "DECIMAL(18,2)", MONEY, DOLLARS) is not None
