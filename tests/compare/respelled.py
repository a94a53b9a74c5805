"""The same terms in other words: definitions where there were none, another order, other titles, a version in two."""

import random
from itertools import count
from typing import TypeVar

from attrs import evolve

from tariff.compare.meaning.mapped import mapped
from tariff.model import expr as e
from tariff.model.clause import Clause
from tariff.model.records import Titles
from tariff.model.ruling import Ruling
from tariff.model.terms import Terms, Version

T = TypeVar("T", Clause, Ruling)


def respelled(rng: random.Random, terms: Terms) -> Terms:
    """Terms that mean the same and are written otherwise."""
    numbers = count()

    def otherwise(expr: e.Expr) -> e.Expr:
        if isinstance(expr, e.And | e.Or | e.Least | e.Greatest):
            expr = evolve(expr, items=tuple(rng.sample(expr.items, len(expr.items))))
        if isinstance(expr, e.Const) or rng.random() < 0.7:
            return expr
        name = f"spelled_{next(numbers)}"
        return e.Named(name, Titles(name, name), "1", expr)

    def item(old: T) -> T:
        return evolve(mapped(old, otherwise), titles=Titles("別名", "other"), article="99", text=Titles("文", "text"))

    def version(old: Version) -> Version:
        clauses, rulings = map(item, old.clauses), map(item, old.rulings)
        return evolve(old, clauses=tuple(rng.sample(list(clauses), len(old.clauses))), rulings=tuple(rulings))

    made = [version(old) for old in terms.versions]
    last = made[-1]
    split = [evolve(last, until=last.since + 100), evolve(last, since=last.since + 100)]
    return evolve(terms, versions=(*made[:-1], *split))
