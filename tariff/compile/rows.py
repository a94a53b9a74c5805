"""A relation under construction: layers of ``SELECT p.*, new columns``, printed only when the whole plan is known.

A value that is used more than once becomes a column of the layer where it is made (`Rows.share`), and later layers read
it. A layer reads the one before it under the alias ``p``. The scan comes first: it names the fields it reads
``record.field``; the key is ``contract``; columns made later carry a ``#`` and a number, so that nothing collides.
"""

from collections.abc import Callable, Sequence

from attrs import define, evolve, field
from sqlglot import exp

from tariff.compile import trees
from tariff.compile.rationals import Value

KEY = "contract"


@define
class Layer:
    """What one SELECT adds: joins, conditions, and new columns; `stored` names the CTE that holds its result."""

    joins: list[exp.Join] = field(factory=list)
    where: list[exp.Expr] = field(factory=list)
    columns: list[exp.Expr] = field(factory=list)
    stored: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it adds nothing."""
        return not (self.joins or self.where or self.columns)


class Rows:
    """A relation that grows column by column and condition by condition."""

    def __init__(self, scan: Callable[[], exp.Query], name: Callable[[str], str]) -> None:
        """`scan` makes layer 0 when the query is printed; `name` makes a name that the plan has not used."""
        self._scan = scan
        self._name = name
        self._layers = [Layer()]

    @property
    def depth(self) -> int:
        """The deepest layer whose columns can be read now."""
        return len(self._layers) - 1

    def _reach(self, depth: int) -> Layer:
        while self.depth < depth:
            self._layers.append(Layer())
        return self._layers[-1]

    def share(self, value: Value, hint: str = "value") -> Value:
        """`value` as a column, so that it can be repeated."""
        return value if value.leaf else self.add(value, hint)

    def add(self, value: Value, hint: str) -> Value:
        """A new column that holds `value`."""
        layer = self._reach(value.depth)
        name = self._name(hint)
        layer.columns.append(trees.named(value.tree, name))
        return evolve(value, node=trees.column(name), depth=self.depth + 1)

    def keep(self, condition: Value) -> None:
        """Only the rows for which the condition is true."""
        self._reach(condition.depth).where.append(condition.tree)

    def join(
        self, source: exp.Expr, kind: str, on: Sequence[tuple[Value, Callable[[exp.Expr], exp.Expr]]], **made: Value
    ) -> dict[str, Value]:
        """Join `source` (aliased by the caller). `on` pairs a value of this relation with what makes a condition of it.

        made: new columns by hint, values over the joined table; their depth is set here.
        """
        layer = self._reach(max(value.depth for value, _ in on))
        layer.joins.append(trees.join(source, kind, [condition(value.tree) for value, condition in on]))
        return {hint: self.add(evolve(value, depth=self.depth), hint) for hint, value in made.items()}

    def advance(self) -> None:
        """Start a layer, so that what follows sees the columns and rows of what came before as they are now."""
        if not self._layers[-1].empty:
            self._layers.append(Layer())

    def store(self, name: str) -> None:
        """Go on from the CTE `name`, which holds what there is so far (`until`): for what must be read twice."""
        self.advance()
        if self._layers[-1].stored:
            self._layers.append(Layer())
        self._layers[-1].stored = name

    def until(self, name: str) -> exp.Query:
        """The query of the CTE called `name`."""
        end = next(index for index, layer in enumerate(self._layers) if layer.stored == name)
        return self._printed(end)

    def _printed(self, end: int) -> exp.Query:
        """The layers before `end`, from the last CTE before it on."""
        start = max((index for index in range(end) if self._layers[index].stored), default=None)
        held = None if start is None else self._layers[start].stored
        query = self._scan() if held is None else trees.select([trees.star()], trees.table(held, alias=trees.PREVIOUS))
        fresh = held is not None
        for layer in self._layers[start or 0 : end]:
            if layer.empty:
                continue
            source = (
                trees.table(held, alias=trees.PREVIOUS) if fresh and held else trees.subquery(query, trees.PREVIOUS)
            )
            query = trees.select([trees.star(), *layer.columns], source, layer.joins, layer.where)
            fresh = False
        return query

    def query(self) -> exp.Query:
        """The whole relation, every column."""
        return self._printed(len(self._layers))

    def result(self, outputs: Sequence[tuple[str, Value]]) -> exp.Query:
        """The relation with these columns, and no others."""
        self._reach(max(value.depth for _, value in outputs))
        self.advance()
        columns = [trees.named(value.tree, name) for name, value in outputs]
        return trees.select(columns, trees.subquery(self.query(), trees.PREVIOUS))
