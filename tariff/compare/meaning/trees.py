"""Where two expressions differ: the smallest parts that say something by themselves, and their definitions."""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from tariff.compare.meaning.change import Aspect, Case, Effect
from tariff.compare.meaning.directions import effect_of, widening
from tariff.compare.meaning.form import plain, same, size
from tariff.compare.meaning.ladders import Cells, cases, measures
from tariff.compare.meaning.mapped import with_children
from tariff.model import expr as e
from tariff.model.gather import Aggregate
from tariff.model.walk import children, walk

_Several = type[e.And] | type[e.Or] | type[e.Least] | type[e.Greatest]
# Up to so many nodes an expression is shown whole, and not the part of it alone.
_SHORT = 12
# Two conditions are the same one changed where they share at least this part of what they read.
_ALIKE = 0.5


@frozen
class Difference:
    """A part that differs; None where there is nothing on one side.

    effect: on the whole that was compared. aspect: what it is of an amount by cases, if it is not an amount.
    """

    old: e.Expr | None
    new: e.Expr | None
    definition: e.Named | None = None
    cases: tuple[Case, ...] = ()
    effect: Effect = Effect.NONE
    aspect: Aspect | None = None


@frozen
class _At:
    """Where in an expression; sign: 1 where what holds here makes the whole hold, -1 where it hinders it, else 0."""

    definition: e.Named | None = None
    cases: tuple[Case, ...] = ()
    sign: int = 1
    aspect: Aspect | None = None

    def leaf(self, old: e.Expr | None, new: e.Expr | None) -> Difference:
        return Difference(old, new, self.definition, self.cases, effect_of(old, new, self.sign), self.aspect)

    def item(self, old: e.Expr | None, new: e.Expr | None, way: int) -> Difference:
        """A condition more or less beside others; an added one widens the whole (1) or narrows it (-1)."""
        added = 1 if old is None else -1
        return Difference(old, new, self.definition, self.cases, widening(added * way * self.sign), self.aspect)


def differences(old: e.Expr, new: e.Expr) -> tuple[Difference, ...]:
    """Where two expressions differ in meaning; none where they do not."""
    return tuple(_between(old, new, _At()))


def conditions(old: e.Expr | None, new: e.Expr | None) -> tuple[Difference, ...]:
    """Where two conditions differ, either of which may be missing: first of all, what is asked beside the rest."""
    return tuple(_items(e.And, _parts(e.And, old), _parts(e.And, new), _At()))


def _between(old: e.Expr, new: e.Expr, at: _At) -> Iterator[Difference]:
    if same(old, new):
        return
    match old, new:
        case e.Named(name=first), e.Named(name=second) if first == second:
            yield from _between(old.body, new.body, _At(definition=new))
        case e.Named(body=body), _ if type(body) is type(new):
            yield from _between(body, new, at)
        case _, e.Named(body=body) if type(body) is type(old):
            yield from _between(old, body, at)
        case (e.And(), _) | (_, e.And()) if not isinstance(old, e.Or) and not isinstance(new, e.Or):
            yield from _items(e.And, _parts(e.And, old), _parts(e.And, new), at)
        case (e.Or(), _) | (_, e.Or()) if not isinstance(old, e.And) and not isinstance(new, e.And):
            yield from _items(e.Or, _parts(e.Or, old), _parts(e.Or, new), at)
        case (e.Least() as one, e.Least() as other) | (e.Greatest() as one, e.Greatest() as other):
            yield from _extremes(one, other, at)
        case (e.If(), _) | (_, e.If()):
            yield from _cases(old, new, at)
        case _:
            yield from _operands(old, new, at)


def _operands(old: e.Expr, new: e.Expr, at: _At) -> Iterator[Difference]:
    """The operands in which two nodes differ, or both nodes where that says more or something else differs."""
    others = iter(list(children(new)))
    alike = type(old) is type(new) and len(list(children(old))) == len(list(children(new)))
    if not alike or with_children(old, lambda _: next(others)) != new:
        yield at.leaf(old, new)
        return
    below = evolve(at, sign=-at.sign if isinstance(old, e.Not) else 0)
    if isinstance(old, Aggregate):
        below = evolve(below, aspect=Aspect.GATHERED)
    pairs = list(zip(children(old), children(new), strict=True))
    found = [item for pair in pairs for item in _between(*pair, below)]
    own = [item for item in found if item.definition is at.definition]
    whole = own and (_says_little(own) or _short(old, new) or (isinstance(old, e.Not) and own[0].old is pairs[0][0]))
    if whole or not found:
        yield at.leaf(old, new)
    yield from (item for item in found if item not in own or not whole)


def _extremes(old: e.Least | e.Greatest, new: e.Least | e.Greatest, at: _At) -> Iterator[Difference]:
    """The one of several values that differs where all else stays, or all of them."""
    olds, news = _parts(type(old), old), _parts(type(new), new)
    gone = [item for item in olds if not any(same(item, other) for other in news)]
    come = [item for item in news if not any(same(item, other) for other in olds)]
    found: list[Difference] = []
    if len(gone) == len(come) == 1:
        found = list(_between(gone[0], come[0], evolve(at, sign=0)))
    within = [item for item in found if item.definition is not at.definition or not _short(old, new)]
    yield from within
    if not found or len(within) < len(found):
        yield at.leaf(evolve(old, items=olds), evolve(new, items=news))


def _says_little(found: Sequence[Difference]) -> bool:
    return all(isinstance(item.old, e.Const) and isinstance(item.new, e.Const) for item in found)


def _short(old: e.Expr, new: e.Expr) -> bool:
    return max(size(old), size(new)) <= _SHORT


def _cases(old: e.Expr, new: e.Expr, at: _At) -> Iterator[Difference]:
    if (measured := measures(old, new)) is not None:
        yield from _between(*measured, evolve(at, sign=0, aspect=Aspect.MEASURE))
        return
    found = cases(old, new)
    if found is None:
        yield at.leaf(old, new)
        return
    tests = _changed_tests(found)
    for old_test, new_test in tests:
        yield from _between(old_test, new_test, evolve(at, sign=0, aspect=Aspect.CASE))
    moved = {id(old): new for old, new in tests}
    values = {id(case): after for case, before, after in found if before is None}
    for case, before, stays in found:
        if before is None and any(case is new for _, new in tests):
            continue
        to = moved.get(id(case), case)
        here = evolve(at, cases=(*at.cases, to), sign=0)
        after = stays if to is case else values[id(to)]
        if before is None or after is None:
            yield here.leaf(before, after)
        else:
            yield from _between(before, after, here)


def _changed_tests(found: Cells) -> list[tuple[e.Expr, e.Expr]]:
    """The conditions of cases that are the same one changed."""
    gone = [case for case, _, after in found if after is None and isinstance(case, e.Expr)]
    come = [case for case, before, _ in found if before is None and isinstance(case, e.Expr)]
    return [(old, new) for old, new in zip(gone, come, strict=False) if _likeness(old, new) >= _ALIKE]


def _items(
    kind: type[e.And] | type[e.Or], olds: Sequence[e.Expr], news: Sequence[e.Expr], at: _At
) -> Iterator[Difference]:
    """Conditions that hold together, or of which one is enough: those that changed, went or came."""
    gone = [item for item in olds if not any(same(item, other) for other in news)]
    come = [item for item in news if not any(same(item, other) for other in olds)]
    way = -1 if kind is e.And else 1
    for old in list(gone):
        new = max(come, key=lambda item: _likeness(old, item), default=None)
        if new is not None and _likeness(old, new) >= _ALIKE:
            gone.remove(old)
            come.remove(new)
            yield from _between(old, new, at)
    if gone and come:
        yield at.leaf(_joined(kind, gone), _joined(kind, come))
        return
    for old in gone:
        yield at.item(old, None, way)
    for new in come:
        yield at.item(None, new, way)


def _joined(kind: type[e.And] | type[e.Or], items: Sequence[e.Expr]) -> e.Expr:
    return kind(tuple(items)) if len(items) > 1 else items[0]


def _parts(kind: _Several, expr: e.Expr | None) -> tuple[e.Expr, ...]:
    """The items of a node, those of nodes of its kind among them; definitions are left as they are."""
    if expr is None:
        return ()
    return tuple(part for item in expr.items for part in _parts(kind, item)) if isinstance(expr, kind) else (expr,)


def _likeness(first: e.Expr, second: e.Expr) -> float:
    """How much of what two expressions read is the same."""
    if isinstance(first, e.Or) is not isinstance(second, e.Or):
        either, one_of_them = (first, second) if isinstance(first, e.Or) else (second, first)
        return float(any(same(part, one_of_them) for part in _parts(e.Or, either)))
    return max(_shared(_named(first), _named(second)), _shared(_read(first), _read(second)))


def _shared(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _named(expr: e.Expr) -> frozenset[object]:
    """The definitions and the facts that an expression names."""
    if isinstance(expr, e.Named):
        return frozenset([expr.name])
    below = list(children(expr))
    return frozenset[object]().union(*map(_named, below)) if below else _read(expr)


def _read(expr: e.Expr) -> frozenset[object]:
    """The facts that an expression reads."""
    return frozenset(
        item for item in walk(plain(expr)) if not isinstance(item, e.Const) and not any(True for _ in children(item))
    )
