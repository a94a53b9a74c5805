"""SQL templates: text for what is fixed, trees for what is not.

A template is DuckDB SQL in which a bare name that begins with two underscores stands for a part that is filled in: a
column expression, a list of them, or a table. Parts are trees, never text, so that a name from a book cannot become
SQL.
"""

from collections.abc import Sequence
from functools import lru_cache

from sqlglot import exp, parse_one

DIALECT = "duckdb"
Part = exp.Expr | Sequence[exp.Expr]

_MARK = "__"
_ATOMS = (exp.Column, exp.Literal, exp.Cast, exp.TryCast, exp.Anonymous, exp.Paren, exp.Boolean, exp.Identifier)


@lru_cache
def _template(text: str) -> exp.Expr:
    return parse_one(text, dialect=DIALECT)


def fill(text: str, **parts: Part) -> exp.Expr:
    """The tree of a template with its parts in place; KeyError for a part that is missing."""
    tree = _template(text).copy()
    for node in list(tree.find_all(exp.Column, exp.Table)):
        if node.name.startswith(_MARK) and not node.args.get("table" if isinstance(node, exp.Column) else "db"):
            part = parts[node.name.removeprefix(_MARK)]
            if isinstance(part, exp.Expr):
                part = _source(part, node) if isinstance(node, exp.Table) else _operand(part, node)
            replaced = part if isinstance(part, exp.Expr) else list(part)
            if node is tree:
                return replaced if isinstance(replaced, exp.Expr) else exp.Tuple(expressions=replaced)
            node.replace(replaced)
    return tree


def _operand(part: exp.Expr, node: exp.Expr) -> exp.Expr:
    """The part, in parentheses where it stands beside an operator: sqlglot prints a tree as it is."""
    part = part.copy()
    inside = node.parent is not None and isinstance(node.parent, exp.Binary | exp.Unary | exp.Between | exp.In)
    return exp.Paren(this=part) if inside and not isinstance(part, _ATOMS) else part


def _source(part: exp.Expr, node: exp.Table) -> exp.Expr:
    """The part in the place of a table, with the alias and the joins that the template gives it."""
    part = part.copy()
    for key, value in node.args.items():
        if value and key not in ("this", "db", "catalog"):
            part.set(key, value)
    return part


def sql(tree: exp.Expr) -> str:
    """The text of a tree for DuckDB."""
    return tree.sql(dialect=DIALECT, copy=False)


def name(text: str) -> exp.Identifier:
    """A quoted name."""
    return exp.to_identifier(text, quoted=True)


def column(text: str) -> exp.Column:
    """A column by its quoted name."""
    return exp.Column(this=name(text))


def table(text: str, schema: str | None = None, catalog: str | None = None) -> exp.Table:
    """A table by its quoted names."""
    return exp.Table(this=name(text), db=name(schema) if schema else None, catalog=name(catalog) if catalog else None)


def text(value: str) -> exp.Expr:
    """A text literal."""
    return exp.Literal.string(value)


def number(value: int) -> exp.Expr:
    """A whole number of 64 bits."""
    return exp.cast(exp.Literal.number(value), "BIGINT")


def named(tree: exp.Expr, alias: str) -> exp.Expr:
    """`tree AS alias` in a select list."""
    return exp.Alias(this=tree, alias=name(alias))


def any_of(conditions: Sequence[exp.Expr]) -> exp.Expr:
    """The disjunction of conditions; it never holds when there are none."""
    return exp.or_(*conditions, copy=False) if conditions else exp.false()
