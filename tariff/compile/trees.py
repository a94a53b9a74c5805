"""SQL trees, built so that nothing is lost when they are printed.

sqlglot prints a tree as it stands: ``Mul(Add(a, b), c)`` becomes ``a + b * c``. Every operator here wraps its operands
(`wrap`), every name is quoted, and nothing is copied. Only these functions, and `primitives`, make nodes.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlglot import exp

DIALECT = "duckdb"
PREVIOUS = "p"  # the alias under which a layer sees the layer before it

_ATOMS = (exp.Column, exp.Literal, exp.Cast, exp.Case, exp.Anonymous, exp.Coalesce, exp.Null, exp.Boolean, exp.Paren)
_AGGREGATES = (exp.Least, exp.Greatest, exp.Sum, exp.Count, exp.Min, exp.Max, exp.Window)


def wrap(tree: exp.Expr) -> exp.Expr:
    """`tree` as an operand: in parentheses, unless it prints as one unit anyway."""
    return tree if isinstance(tree, _ATOMS + _AGGREGATES) else exp.Paren(this=tree)


def binary(node: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """An operator between two wrapped operands; beside a typed one an integer literal takes its type."""
    if _is_integer(right) and not _is_integer(left):
        right = right.this
    elif _is_integer(left) and not _is_integer(right):
        left = left.this
    return node(this=wrap(left), expression=wrap(right))


def _is_integer(item: exp.Expr) -> bool:
    """Whether `item` was made by `integer`."""
    return isinstance(item, exp.Cast) and isinstance(item.this, exp.Literal | exp.Neg) and not item.this.is_string


def all_of(items: Sequence[exp.Expr]) -> exp.Expr:
    """The conjunction of at least one condition."""
    return _chain(exp.And, items)


def any_of(items: Sequence[exp.Expr]) -> exp.Expr:
    """The disjunction of at least one condition."""
    return _chain(exp.Or, items)


def _chain(node: type[exp.And] | type[exp.Or], items: Sequence[exp.Expr]) -> exp.Expr:
    if len(items) == 1:
        return items[0]
    result = wrap(items[0])
    for item in items[1:]:
        result = node(this=result, expression=wrap(item))
    return result


def negation(item: exp.Expr) -> exp.Expr:
    """NOT of a condition."""
    return exp.Not(this=wrap(item))


def is_null(item: exp.Expr) -> exp.Expr:
    """Whether a value is unknown."""
    return exp.Is(this=wrap(item), expression=exp.null())


def not_null(item: exp.Expr) -> exp.Expr:
    """Whether a value is known."""
    return negation(is_null(item))


def one_of(item: exp.Expr, options: Sequence[exp.Expr]) -> exp.Expr:
    """Whether a value is among at least one option."""
    return exp.In(this=wrap(item), expressions=list(options))


def same(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Whether two values are equal, an unknown one only to an unknown one."""
    return exp.NullSafeEQ(this=wrap(left), expression=wrap(right))


def coalesce(item: exp.Expr, default: exp.Expr) -> exp.Expr:
    """`item`, or `default` where it is unknown."""
    return exp.Coalesce(this=item, expressions=[default])


def case(branches: Iterable[tuple[exp.Expr, exp.Expr]], default: exp.Expr | None) -> exp.Expr:
    """CASE WHEN … THEN … ELSE … END."""
    return exp.Case(ifs=[exp.If(this=test, true=value) for test, value in branches], default=default)


def least(items: Sequence[exp.Expr]) -> exp.Expr:
    """The least of the known items."""
    return exp.Least(this=items[0], expressions=list(items[1:]), ignore_nulls=True)


def greatest(items: Sequence[exp.Expr]) -> exp.Expr:
    """The greatest of the known items."""
    return exp.Greatest(this=items[0], expressions=list(items[1:]), ignore_nulls=True)


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A function call, printed exactly so."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def cast(item: exp.Expr, kind: str) -> exp.Expr:
    """CAST(item AS kind); `kind` is the name of a plain type, or of a list of such (``VARCHAR[]``)."""
    plain = exp.DataType(this=exp.DataType.Type[kind.removesuffix("[]")])
    listed = exp.DataType(this=exp.DataType.Type.ARRAY, expressions=[plain], nested=True)
    return exp.Cast(this=item, to=listed if kind.endswith("[]") else plain)


def bigint(item: exp.Expr) -> exp.Expr:
    """CAST(item AS BIGINT), which raises where the value does not fit."""
    return cast(item, "BIGINT")


def integer(value: int) -> exp.Expr:
    """An integer literal of a stated type: a bare one is 32 bits wide, and would overflow in arithmetic."""
    narrow = -(2**63) <= value < 2**63
    return cast(exp.Literal.number(value), "BIGINT" if narrow else "INT128")


def literal(value: int) -> exp.Expr:
    """An integer literal of 32 bits, which moves a date."""
    return exp.Literal.number(value)


def text(value: str) -> exp.Expr:
    """A text literal."""
    return exp.Literal.string(value)


def texts(values: Sequence[str]) -> exp.Expr:
    """A list of texts, VARCHAR[] also where it is empty."""
    return cast(exp.Array(expressions=[text(value) for value in values]), "VARCHAR[]")


def day(ordinal: int) -> exp.Expr:
    """A DATE literal of a proleptic ordinal."""
    return cast(exp.Literal.string(date.fromordinal(ordinal).isoformat()), "DATE")


def identifier(name: str) -> exp.Identifier:
    """A quoted name."""
    return exp.Identifier(this=name, quoted=True)


def column(name: str, table: str = PREVIOUS) -> exp.Expr:
    """A column of the table that is called `table` in this query."""
    return exp.Column(this=identifier(name), table=identifier(table))


def table(name: str, schema: str | None = None, alias: str | None = None) -> exp.Expr:
    """A table, perhaps of a schema, perhaps renamed."""
    return exp.Table(
        this=identifier(name),
        db=identifier(schema) if schema else None,
        alias=exp.TableAlias(this=identifier(alias)) if alias else None,
    )


def subquery(query: exp.Query, alias: str) -> exp.Expr:
    """A query as a table."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=identifier(alias)))


def named(item: exp.Expr, name: str) -> exp.Expr:
    """`item AS name` in a select list."""
    return exp.Alias(this=item, alias=identifier(name))


def star(table_name: str = PREVIOUS) -> exp.Expr:
    """Every column of the table that is called `table_name` in this query."""
    return exp.Column(this=exp.Star(), table=identifier(table_name))


def join(source: exp.Expr, kind: str, on: Sequence[exp.Expr]) -> exp.Join:
    """A join for `select`; `kind` is inner, left, semi or anti."""
    side = {"inner": {}, "left": {"side": "LEFT"}, "semi": {"kind": "SEMI"}, "anti": {"kind": "ANTI"}}[kind]
    return exp.Join(this=source, on=all_of(on), **side)


def select(
    columns: Sequence[exp.Expr],
    source: exp.Expr,
    joins: Sequence[exp.Join] = (),
    where: Sequence[exp.Expr] = (),
    group: Sequence[exp.Expr] = (),
    *,
    distinct: bool = False,
) -> exp.Select:
    """A SELECT out of its parts."""
    query = exp.Select(expressions=list(columns), joins=list(joins)).from_(source, copy=False)
    if where:
        query.set("where", exp.Where(this=all_of(where)))
    if group:
        query.set("group", exp.Group(expressions=list(group)))
    if distinct:
        query.set("distinct", exp.Distinct())
    return query


def union_all(queries: Sequence[exp.Query]) -> exp.Query:
    """At least one query after another, as one; balanced, so that many do not nest deeply."""
    if len(queries) == 1:
        return queries[0]
    half = len(queries) // 2
    left, right = union_all(queries[:half]), union_all(queries[half:])
    return exp.Union(this=left, expression=right, distinct=False)


def ordered(name: str, table_name: str = PREVIOUS) -> exp.Expr:
    """A sort key, ascending; text sorts by code point, as the engine compares it."""
    return exp.Ordered(this=column(name, table_name), nulls_first=False)


def all_before(*, current: bool = False) -> exp.Expr:
    """A window's frame: every row before this one, or up to it."""
    end = {"end": "CURRENT ROW"} if current else {"end": exp.Literal.number(1), "end_side": "PRECEDING"}
    return exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", **end)
