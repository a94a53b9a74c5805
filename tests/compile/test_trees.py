from collections.abc import Callable

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tariff.compile import trees

_ARITHMETIC: dict[type[exp.Binary], Callable[[int, int], int]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
}
_COMPARISONS: dict[type[exp.Binary], Callable[[int, int], bool]] = {
    exp.LT: lambda a, b: a < b,
    exp.EQ: lambda a, b: a == b,
    exp.GTE: lambda a, b: a >= b,
}
Made = tuple[exp.Expr, int]

_NUMBERS: st.SearchStrategy[Made] = st.recursive(
    st.integers(-9, 9).map(lambda value: (trees.integer(value), value)),
    lambda below: st.tuples(st.sampled_from(list(_ARITHMETIC)), below, below).map(
        lambda parts: (
            trees.binary(parts[0], parts[1][0], parts[2][0]),
            _ARITHMETIC[parts[0]](parts[1][1], parts[2][1]),
        )
    ),
    max_leaves=6,
)
_CONDITIONS: st.SearchStrategy[Made] = st.recursive(
    st.tuples(st.sampled_from(list(_COMPARISONS)), _NUMBERS, _NUMBERS).map(
        lambda parts: (
            trees.binary(parts[0], parts[1][0], parts[2][0]),
            _COMPARISONS[parts[0]](parts[1][1], parts[2][1]),
        )
    ),
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map(
            lambda items: (trees.all_of([tree for tree, _ in items]), all(value for _, value in items))
        ),
        st.lists(below, min_size=1, max_size=3).map(
            lambda items: (trees.any_of([tree for tree, _ in items]), any(value for _, value in items))
        ),
        below.map(lambda item: (trees.negation(item[0]), not item[1])),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_NUMBERS | _CONDITIONS, min_size=1, max_size=10))
def test_no_operator_loses_its_operands_when_printed(made: list[Made]) -> None:
    printed = ", ".join(tree.sql(trees.DIALECT) for tree, _ in made)
    assert duckdb.execute(f"SELECT {printed}").fetchone() == tuple(value for _, value in made)


def test_a_name_is_quoted_whatever_it_holds() -> None:
    query = trees.select([trees.named(trees.column('a "b" select'), "c.d")], trees.table("order", "group", "p"))
    assert query.sql(trees.DIALECT) == 'SELECT "p"."a ""b"" select" AS "c.d" FROM "group"."order" AS "p"'


def test_a_literal_is_typed_where_nothing_beside_it_is() -> None:
    both = trees.binary(exp.Mul, trees.integer(2_000_000), trees.integer(2_000_000))
    beside = trees.binary(exp.Mul, trees.column("x"), trees.integer(2))
    assert both.sql(trees.DIALECT) == "CAST(2000000 AS BIGINT) * CAST(2000000 AS BIGINT)"
    assert beside.sql(trees.DIALECT) == '"p"."x" * 2'
    assert trees.integer(2**63).sql(trees.DIALECT) == "CAST(9223372036854775808 AS INT128)"


@pytest.mark.parametrize("count", [1, 2, 7, 600])
def test_any_number_of_queries_unite(count: int) -> None:
    queries = [trees.select([trees.named(trees.integer(n), "n")], trees.subquery(_one(), "p")) for n in range(count)]
    united = trees.union_all(queries).sql(trees.DIALECT)
    assert duckdb.execute(f"SELECT count(*), sum(n) FROM ({united})").fetchone() == (count, count * (count - 1) // 2)


def _one() -> exp.Query:
    return exp.Select(expressions=[trees.named(trees.integer(1), "one")])
