"""The amendment text between two versions or texts."""

from tariff.compare.amending.deriving import operations
from tariff.compare.amending.operations import Insert, Operation, place_of
from tariff.compare.amending.places import spoken
from tariff.compare.comparison import Comparison
from tariff.compare.document import Key, Part, Place


def operations_between(comparison: Comparison) -> tuple[Operation, ...]:
    """What makes the new side of a comparison of the old one, of the article alone to which it is narrowed.

    Raises InputError where siblings that change bear one number and no sentence can name them.
    """
    found = operations(comparison.whole)
    if comparison.pair == comparison.whole:
        return found
    asked: set[Key] = set()
    for pair in comparison.pair.children:
        asked |= _named(comparison.whole.old, pair.at_old) | _named(comparison.whole.new, pair.at_new)
    return tuple(item for item in found if asked & _touched(item))


def _named(root: Part | None, place: Place) -> set[Key]:
    return {spoken(root, place)[-1]} if root and place else set()


def _touched(item: Operation) -> set[Key]:
    """The parts that an operation names, and those that it inserts."""
    return {*place_of(item), *((part.key for part in item.parts) if isinstance(item, Insert) else ())}
