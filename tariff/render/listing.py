"""Rows of named values, printed as a table, as CSV or as JSON."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import chain, islice
from typing import Any

from attrs import frozen

from tariff.render.console import show, stderr
from tariff.render.language import word
from tariff.render.pins import Packs, pins

_MOST_IN_A_TABLE = 1_000


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@frozen
class Column:
    """A column: the key of its values, its heading, and how a value is written for a person.

    shown: None for a column that stands in CSV and JSON alone. empty: what a person is shown where there is no value.
    """

    key: str
    heading: str = ""
    shown: Callable[[Any], str] | None = str
    right: bool = False
    empty: str = ""


def print_rows(
    columns: Iterable[Column], rows: Iterable[Mapping[str, Any]], form: Format, packs: Packs | None = None
) -> None:
    """Prints rows one by one; a table ends after a thousand and says so, and where there are no rows says “none”.

    packs: the one terms that the rows are of, and their content hash, which each row has as `digest` in CSV and JSON;
    None where the rows name what they rest on themselves.
    """
    columns = tuple(columns)
    if packs and form is not Format.TABLE:
        (digest,) = packs.values()
        columns, rows = (*columns, Column("digest")), ({**row, "digest": digest} for row in rows)
    match form:
        case Format.JSON:
            _print_json(columns, rows)
        case Format.CSV:
            _print_csv(columns, rows)
        case Format.TABLE:
            _print_table(tuple(column for column in columns if column.shown is not None), rows)
            if packs:
                show(pins(packs))


def _print_json(columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    """A JSON array with a row a line, written as the rows come."""
    before = "[\n"
    for row in rows:
        sys.stdout.write(before + json.dumps({column.key: row[column.key] for column in columns}, ensure_ascii=False))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _print_csv(columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(column.key for column in columns)
    for row in rows:
        writer.writerow(_cell(row[column.key]) for column in columns)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) and " " not in item for item in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | bool) else str(value)


def _print_table(columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    from rich.text import Text

    from tariff.render.tables import new_table

    remaining = iter(rows)
    first = next(remaining, None)
    if first is None:
        show(Text(word("none"), "dim"))
        return
    table = new_table()
    for column in columns:
        table.add_column(column.heading or column.key, justify="right" if column.right else "left")
    for row in chain([first], islice(remaining, _MOST_IN_A_TABLE - 1)):
        values = (row[column.key] for column in columns)
        table.add_row(
            *(
                Text(column.empty if value is None else (column.shown or str)(value))
                for column, value in zip(columns, values, strict=True)
            )
        )
    show(table)
    if next(remaining, None) is not None:
        stderr().print(f"only the first {_MOST_IN_A_TABLE:,} rows are shown; --format csv prints all", style="dim")
