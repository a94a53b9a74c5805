"""The amendment text between two versions or texts."""

from collections.abc import Iterator

from tariff.compare.amending.deriving import operations
from tariff.compare.amending.operations import Insert, Operation, place_of
from tariff.compare.amending.phrases import Phrase
from tariff.compare.amending.places import spoken
from tariff.compare.comparison import Comparison
from tariff.compare.document import Key, Part, Place
from tariff.versions.provisions import unquote


def operations_between(comparison: Comparison) -> tuple[Operation, ...]:
    """What makes the new side of a comparison of the old one, of the article alone to which it is narrowed.

    Words are changed by the phrases of the amendments between the two, where there are some. Raises InputError where
    siblings that change bear one number and no sentence can name them.
    """
    found = operations(comparison.whole, tuple(_phrases(comparison)))
    if comparison.pair == comparison.whole:
        return found
    asked: set[Key] = set()
    for pair in comparison.pair.walk():
        asked |= _named(comparison.whole.old, pair.at_old) | _named(comparison.whole.new, pair.at_new)
    return tuple(item for item in found if asked & _touched(item))


def _phrases(comparison: Comparison) -> Iterator[Phrase]:
    """The phrases that the amendments of the new side change which the old one does not have, in their order."""
    old, new = comparison.old.origin, comparison.new.origin
    if old is None or new is None or old.terms != new.terms:
        return
    for amendment in new.pack.amendments[old.amendments :]:
        for edit in amendment.node.all("edit"):
            for item in edit.all("replace", "add", "remove"):
                first, last = (unquote(item.words("STRING")[end].text) for end in (0, -1))
                yield first, {"replace": last, "add": first + last, "remove": ""}[item.kind]


def _named(root: Part | None, place: Place) -> set[Key]:
    """What a sentence calls the article or appendix at a place."""
    return {spoken(root, place)[-1]} if root and place and place[-1].kind in ("article", "appendix") else set()


def _touched(item: Operation) -> set[Key]:
    """The parts that an operation names, and those that it inserts."""
    return {*place_of(item), *((part.key for part in item.parts) if isinstance(item, Insert) else ())}
