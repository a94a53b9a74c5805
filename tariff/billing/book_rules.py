"""Rows of a book that the rules of their record forbid: their contracts are set apart."""

from collections.abc import Mapping

import duckdb
from sqlglot import exp

from tariff.billing import rules
from tariff.billing.book_places import Places
from tariff.billing.book_rows import ID
from tariff.billing.sql import column, fill, number, sql, table, text
from tariff.compile import Compiler
from tariff.model.records import Never, NeverAtOnce, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

_INSERT = """
INSERT INTO _quarantine
SELECT __terms, NULL, contract, __table, __row, __field, __code, __value, __reason, __mend FROM __rows
"""
_BROKEN = """
SELECT rows.* FROM __rows AS rows
SEMI JOIN (SELECT contract, id FROM _broken WHERE record = __record AND rule = __rule) AS broken ON __alike
"""


def set_rule_breakers_apart(
    connection: duckdb.DuckDBPyConnection, terms: Terms, facts: str, typed: str, places: Mapping[str, Places]
) -> bool:
    """Quarantine what breaks a rule, of the clean facts; whether anything does.

    facts, typed: the schemas of clean and of all rows. places: how the rows of each table of the book are found again.
    """
    query = Compiler(terms).violations(facts)
    if query is None:
        return False
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _broken AS {sql(query)}")
    found = connection.execute("SELECT DISTINCT record, rule FROM _broken ORDER BY ALL").fetchall()
    for name, index in found:
        record = terms.record(name)
        assert record is not None, "only records of the terms have rules"
        _set_apart(connection, terms, record, index, typed, places)
    return bool(found)


def _set_apart(
    connection: duckdb.DuckDBPyConnection,
    terms: Terms,
    record: Record,
    index: int,
    typed: str,
    places: Mapping[str, Places],
) -> None:
    rule = record.rules[index]
    field = rules.field_of(record, rule)
    alike = "rows.contract = broken.contract" + (" AND rows.id = broken.id" if record.key else "")
    broken = {"record": text(record.name), "rule": number(index), "alike": fill(alike)}
    rows = fill(_BROKEN, rows=table(record.name, typed), **broken)
    filled = fill(
        _INSERT,
        terms=text(terms.name),
        table=text(record.name),
        row=column(ID) if record.same else places[record.name].named(column(ID) if record.key else None),
        field=text(field),
        code=text(_code(rule)),
        value=_text(record, field),
        reason=text(rules.reason(rule)),
        mend=text(rules.mend(record, rule)),
        rows=exp.Subquery(this=rows),
    )
    connection.execute(sql(filled))


def _code(rule: Never | NeverAtOnce) -> str:
    return "E0837" if isinstance(rule, Never) else "E0838"


def _text(record: Record, name: str) -> exp.Expr:
    """A field as text."""
    field = record.field(name)
    if field is not None and field.type.kind is Kind.MONTH:
        return fill("PRINTF('%04d-%02d', __month // 12, __month % 12 + 1)", month=column(name))
    return fill("CAST(__value AS VARCHAR)", value=column(name))
