"""The changes found in one clause or ruling so far."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import define, field

from tariff.compare.meaning.change import Aspect, Change, Effect, Reason, Shown, Weight
from tariff.compare.meaning.directions import widening
from tariff.compare.meaning.trees import Difference, conditions, differences
from tariff.model.expr import Expr
from tariff.model.types import Kind

_TIME = frozenset({Aspect.ON, Aspect.GOVERNED, Aspect.FROM, Aspect.TO, Aspect.UNTIL, Aspect.RHYTHM})
_TIMES = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
_NUMBER = (int, Fraction)
_SHOWN = frozenset({Aspect.NAME, Aspect.QUANTITY, Aspect.LABEL, Aspect.SHOWN_ORDER})


@define
class Found:
    """Collects the changes of the clause or ruling called `name`, which weighs `weight`.

    told: what is told of the terms as a whole, and need not be told of each clause.
    """

    name: str
    weight: Weight
    told: frozenset[Aspect] = frozenset()
    changes: list[Change] = field(factory=list)

    def note(
        self, aspect: Aspect, old: Shown, new: Shown, effect: Effect = Effect.NONE, subject: str | Reason = ""
    ) -> None:
        """A change that is told by itself."""
        self.changes.append(Change(aspect, self._weigh(aspect), (self.name,), old, new, effect, subject=subject))

    def compare(self, aspect: Aspect, old: Shown, new: Shown) -> None:
        """A change where the two are not equal; of two numbers, up or down."""
        if old == new:
            return
        effect = Effect.NONE
        if isinstance(old, _NUMBER) and isinstance(new, _NUMBER) and type(old) is not bool and type(new) is not bool:
            effect = Effect.HIGHER if new > old else Effect.LOWER
        self.note(aspect, old, new, effect)

    def values(self, aspect: Aspect, old: Expr | None, new: Expr | None) -> None:
        """The changes between two values, either of which may be missing."""
        if old is not None and new is not None:
            self._tell(aspect, differences(old, new))
        else:
            self.compare(aspect, old, new)

    def conditions(self, aspect: Aspect, old: Expr | None, new: Expr | None, subject: str | Reason = "") -> None:
        """The changes between two conditions, either of which may be missing."""
        self._tell(aspect, conditions(old, new), subject)

    def item(self, aspect: Aspect, old: Shown, new: Shown, way: int) -> None:
        """One of several that came or went; one that comes widens (1) or narrows (-1) what holds."""
        self.note(aspect, old, new, widening(way if old is None else -way))

    def _tell(self, aspect: Aspect, found: Iterable[Difference], subject: str | Reason = "") -> None:
        for item in found:
            within = aspect if aspect is Aspect.WAIVED_DAYS else item.aspect or aspect
            named = within if item.definition is None else Aspect.DEFINITION
            in_time = item.definition is not None and item.definition.type.kind in _TIMES
            self.changes.append(
                Change(
                    named,
                    Weight.TIME if in_time else self._weigh(aspect),
                    (self.name,),
                    item.old,
                    item.new,
                    item.effect,
                    item.definition,
                    item.cases,
                    "" if item.definition is not None else subject,
                )
            )

    def _weigh(self, aspect: Aspect) -> Weight:
        if aspect in _SHOWN:
            return Weight.WORDING
        return Weight.TIME if aspect in _TIME else self.weight
