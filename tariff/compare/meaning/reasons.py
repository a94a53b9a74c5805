"""Grounds and remarks of decisions, before and after."""

from collections.abc import Sequence

from tariff.compare.meaning.change import Aspect, Reason
from tariff.compare.meaning.form import same
from tariff.compare.meaning.found import Found
from tariff.model.records import Titles
from tariff.model.ruling import Ground

Grounds = Sequence[Ground]


def reasons(found: Found, aspect: Aspect, old: Grounds, new: Grounds, *, way: int, titled: bool = False) -> None:
    """The reasons that came, went or hold otherwise. way: whether one more widens what is decided (1) or narrows it.

    titled: whether a reason's title says what is done, so that another title is another meaning.
    """
    gone, come = list(old), list(new)
    for ground in old:
        match = next((item for item in come if _equal(ground, item, titled=titled)), None)
        if match is not None:
            gone.remove(ground)
            come.remove(match)
            found.compare(Aspect.LABEL, _label(ground), _label(match))
    for ground in list(gone):
        match = next((item for item in come if _named(ground) == _named(item)), None)
        if match is not None:
            gone.remove(ground)
            come.remove(match)
            found.conditions(aspect, ground.when, match.when, _reason(match))
            found.compare(Aspect.LABEL, _label(ground), _label(match))
    for ground in gone:
        found.item(aspect, _reason(ground), None, way)
    for ground in come:
        found.item(aspect, None, _reason(ground), way)


def _equal(old: Ground, new: Ground, *, titled: bool) -> bool:
    return same(old.when, new.when) and (not titled or old.titles == new.titles)


def _label(ground: Ground) -> Titles:
    """How decisions show a ground."""
    return Titles(ground.label("ja"), ground.label("en"))


def _named(ground: Ground) -> tuple[str, str, str]:
    """What names a ground: its title, or its number where it has none."""
    titles = ground.titles
    return (titles.ja, titles.en, "") if titles.ja or titles.en else ("", "", ground.number)


def _reason(ground: Ground) -> Reason:
    return Reason(ground.number, ground.titles, ground.when)
