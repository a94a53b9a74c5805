"""What changed in words between two documents: for people, and as plain data."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tariff.compare.changes import Change, Kind, changes
from tariff.compare.document import Part, Place
from tariff.compare.pairs import Pair, Words
from tariff.render.document import own_data
from tariff.render.language import word
from tariff.render.places import moved_name, place_name

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

# So many signs of what stays are shown on either side of a change.
_AROUND = 12

_WHOLE = (Kind.INSERTED, Kind.DELETED, Kind.EMPTIED, Kind.FILLED)


def changes_data(pair: Pair, language: str) -> list[dict[str, Any]]:
    """Each change below a pair of documents in `language`, as plain data.

    ``old`` and ``new`` say where the part stands on either side, None where it does not; what is new, deleted or
    emptied has its ``part`` with all below it, what is reworded its ``words`` in runs.
    """
    return [_change_data(change, pair, language) for change in changes(pair)]


def _change_data(change: Change, root: Pair, language: str) -> dict[str, Any]:
    data = {
        "change": str(change.kind),
        "old": _side_data(root.old, change.pair.old, change.at_old, language),
        "new": _side_data(root.new, change.pair.new, change.at_new, language),
    }
    if change.kind in _WHOLE:
        part = change.pair.new if change.kind in (Kind.INSERTED, Kind.FILLED) else change.pair.old
        return data | {"part": part_data(part) if part else None}
    if change.kind in (Kind.RETITLED, Kind.REWORDED):
        return data | {"words": words_data(_differing(change))}
    return data


def _side_data(root: Part | None, part: Part | None, place: Place, language: str) -> dict[str, Any] | None:
    if root is None or part is None:
        return None
    return {
        "name": place_name(root, place, language, part),
        "place": [{"kind": key.kind, "number": key.number} for key in place],
        "label": part.label,
        "line": part.line or None,
    }


def part_data(part: Part) -> dict[str, Any]:
    """A part with all below it, as plain data."""
    return {**own_data(part), "children": [part_data(child) for child in part.children]}


def words_data(words: Words) -> list[dict[str, Any]]:
    """Words in runs, as plain data."""
    return [{"old": run.old, "new": run.new, "same": run.same} for run in words]


def _differing(change: Change) -> Words:
    return change.pair.title if change.kind == Kind.RETITLED else change.pair.text


def changes_text(pair: Pair, language: str) -> "Iterator[RenderableType]":
    """The changes below a pair of documents in `language`, for people: each part's place, and the words that differ.

    Words that went stand in ``[-…-]``, words that came in ``{+…+}``, coloured where the output shows colours.
    """
    from rich.padding import Padding
    from rich.text import Text

    for _, group in groupby(changes(pair), key=lambda change: id(change.pair)):
        found = tuple(group)
        kinds = word("between_words").join(_operation(change.kind) for change in found)
        yield Text.assemble((_place(found[0], pair, language), "bold"), f"  {kinds}")
        yield from (Padding(shown, (0, 0, 0, 4), expand=False) for shown in _shown(found))


def _operation(kind: Kind) -> str:
    return word("left_out" if kind == Kind.LEFT_OUT else f"change_{kind}")


def _place(change: Change, root: Pair, language: str) -> str:
    if root.old and root.new and change.pair.old and change.pair.new:
        return moved_name(root.old, root.new, change.pair, language)
    if root.old and change.pair.old:
        return place_name(root.old, change.at_old, language, change.pair.old)
    return place_name(root.new, change.at_new, language, change.pair.new) if root.new else ""


def _shown(found: Iterable[Change]) -> "Iterator[Text]":
    for change in found:
        if change.kind in _WHOLE:
            yield _whole(change)
        elif change.kind in (Kind.RETITLED, Kind.REWORDED):
            yield _marked(_differing(change))


def _whole(change: Change) -> "Text":
    """The words of a part that came or went, and how many parts there are below it."""
    from rich.text import Text

    gone = change.kind in (Kind.DELETED, Kind.EMPTIED)
    part = change.pair.old if gone else change.pair.new
    text = Text()
    if part:
        own = "\n".join([*([part.title] if part.title else []), *part.text])
        if own:
            text.append(f"[-{own}-]" if gone else f"{{+{own}+}}", "red" if gone else "green")
        below = sum(1 for _ in part.walk())
        if below:
            text.append(word("parts_below").format(below), "dim")
    return text


def _marked(words: Words) -> "Text":
    from rich.text import Text

    text = Text()
    for place, run in enumerate(words):
        if run.same:
            text.append(_clipped(run.new, first=place == 0, last=place == len(words) - 1), "dim")
            continue
        if run.old.strip():
            text.append(f"[-{run.old.rstrip()}-]", "red")
        if run.new.strip():
            text.append(f"{{+{run.new.rstrip()}+}}", "green")
    return text


def _clipped(same: str, *, first: bool, last: bool) -> str:
    """The words beside a change, those farther from it left out."""
    same = same.rstrip("\n") if last else same
    before, after = ("" if first else same[:_AROUND]), ("" if last else same[-_AROUND:])
    return same if len(same) <= len(before) + len(after) + 1 else f"{before}…{after}"
