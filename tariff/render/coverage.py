"""What examples reach, pack by pack, and what they do not, with the reason that the pack gives."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tariff.billing.examples.coverage import Coverage, Part, Point
from tariff.render.language import word

if TYPE_CHECKING:
    from rich.table import Table

_WORDS = {
    Part.CLAUSE: "clause",
    Part.ROW: "row",
    Part.GROUND: "ground",
    Part.READING: "reading",
    Part.VERSION: "version",
}


def coverage_data(found: Sequence[Coverage]) -> list[dict[str, Any]]:
    """Counts by kind of thing, what is not reached, and what is said to be untested and is reached."""
    return [
        {
            "terms": item.terms,
            **{part.value: {"reached": reached, "of": whole} for part, reached, whole in _counts(item)},
            "gaps": [_point(point) | {"reason": item.reasons.get(point)} for point in item.gaps],
            "idle": [
                {
                    "clause": said.owner or None,
                    "name": said.part or None,
                    "file": said.span.file,
                    "line": said.span.line,
                }
                for said in item.idle
            ],
        }
        for item in found
    ]


def _point(point: Point) -> dict[str, Any]:
    return {"part": point.part.value, "clause": point.owner or None, "name": point.name or None}


def _counts(item: Coverage) -> Iterator[tuple[Part, int, int]]:
    for part in Part:
        reached = [done for point, done in item.points.items() if point.part is part]
        yield part, sum(reached), len(reached)


def coverage_tables(found: Sequence[Coverage]) -> "Iterator[Table]":
    """A table of counts and, where there are any, one of gaps and of reasons that nothing stands behind."""
    from rich.text import Text

    from tariff.render.tables import new_table

    table = new_table(word("coverage"))
    table.add_column(word("terms"))
    for part in Part:
        table.add_column(word(_WORDS[part]), justify="right")
    for item in found:
        counts = (f"{reached}/{whole}" if whole else "" for _, reached, whole in _counts(item))
        table.add_row(item.terms, *counts, style=None if item.whole else "red")
    yield table
    gaps = new_table(word("gaps"))
    for name in ("terms", "kind", "clause", "name", "reason"):
        gaps.add_column(word(name))
    for item in found:
        for point in item.gaps:
            reason = item.reasons.get(point)
            shown = Text(reason) if reason else Text(word("no_reason"), "red")
            gaps.add_row(item.terms, word(_WORDS[point.part]), point.owner, point.name, shown)
        for said in item.idle:
            gaps.add_row(item.terms, "", said.owner, said.part, Text(word("reached_after_all"), "red"))
    if gaps.row_count:
        yield gaps
