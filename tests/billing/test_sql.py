"""Templates keep what they say when their parts are filled in."""

import pytest
from sqlglot import exp

from tariff.billing.sql import any_of, column, fill, named, number, sql, table, text

PARTS: dict[str, exp.Expr | list[exp.Expr]] = {
    "sum": exp.Add(this=column("a"), expression=column("b")),
    "either": any_of(
        [exp.EQ(this=column("a"), expression=text("o'x")), exp.Is(this=column("b"), expression=exp.null())]
    ),
    "list": [named(column("a b"), "c"), number(1)],
    "rows": table("line", 'of "terms"', "book"),
    "query": exp.Subquery(this=exp.select("x").from_("y")),
}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("SELECT __sum * 2", 'SELECT ("a" + "b") * 2'),
        ("SELECT NOT __either", """SELECT NOT ("a" = 'o''x' OR "b" IS NULL)"""),
        ("SELECT a, __list, b FROM t", 'SELECT a, "a b" AS "c", CAST(1 AS BIGINT), b FROM t'),
        ("SELECT f(__list)", 'SELECT F("a b" AS "c", CAST(1 AS BIGINT))'),
        ("FROM __rows", 'SELECT * FROM "book"."of ""terms"""."line"'),
        (
            "FROM __rows AS r SEMI JOIN held AS h USING (contract) WHERE x",
            'SELECT * FROM "book"."of ""terms"""."line" AS r SEMI JOIN held AS h USING (contract) WHERE x',
        ),
        (
            "SELECT * FROM a ANTI JOIN __query AS q ON a.x = q.x",
            "SELECT * FROM a ANTI JOIN (SELECT x FROM y) AS q ON a.x = q.x",
        ),
        ("__sum IS NULL", '("a" + "b") IS NULL'),
        ("SELECT t.__sum FROM __t.x", "SELECT t.__sum FROM __t.x"),
    ],
)
def test_parts_stand_where_the_template_names_them(template: str, expected: str) -> None:
    assert sql(fill(template, **PARTS)) == expected


def test_a_part_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("SELECT __gone")
