"""Amendments and what they did: the history of a pack, and of each of its provisions."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tariff.render.language import language, word
from tariff.render.listing import Column, Format, print_rows
from tariff.render.pins import Packs
from tariff.versions.addresses import place_text
from tariff.versions.history import kept, touches
from tariff.versions.standing import Standing, Status, View

if TYPE_CHECKING:
    from tariff.versions.history import Touch
    from tariff.versions.pack import Amendment, Pack
    from tariff.versions.provisions import Path, Provision

# What each operation is called, as the comparison of two texts calls it.
_WORDS = {
    "insert": "change_inserted",
    "delete": "change_emptied",
    "strike": "change_deleted",
    "substitute": "change_filled",
    "renumber": "change_renumbered",
    "retitle": "change_retitled",
    "reword": "change_reworded",
    "change": "change_recomputed",
}


def print_log(pack: "Pack", view: View, packs: Packs, form: Format) -> None:
    """Prints the original and each amendment, in order of effect."""
    original: dict[str, Any] = {
        "amendment": None,
        "title": pack.titles.of(language()),
        "issued": None,
        "in_force": pack.in_force.isoformat(),
        "status": Status.IN_FORCE,
        "amends_prior": None,
        "touches": [],
        "transitions": [],
    }
    rows = [original, *(_amendment(pack, view, item) for item in view.whole.amendments)]
    columns = (
        Column("amendment", word("by_amendment"), empty=word("as_enacted")),
        Column("title", word("title")),
        Column("issued", word("issued")),
        Column("in_force", word("in_force")),
        Column("status", word("status"), _status),
        Column("touches", word("touches"), _touched),
        Column("transitions", word("transitions"), _kept),
        Column("amends_prior", word("amends_prior"), str if any(row["amends_prior"] for row in rows) else None),
    )
    print_rows(columns, rows, form, packs)


def _status(status: Status) -> str:
    return word(f"status_{status}")


def _amendment(pack: "Pack", view: View, item: "Amendment") -> dict[str, Any]:
    return {
        "amendment": item.name,
        "title": item.titles.of(language()),
        "issued": item.issued.isoformat() if item.issued else None,
        "in_force": item.in_force.isoformat(),
        "status": view.status(item),
        "amends_prior": item.amends_prior or None,
        "touches": [_touch(touch) for touch in touches(item)],
        "transitions": [
            {"provision": place_text(found.path), "sentence": found.sentence} for found in kept(pack, item)
        ],
    }


def _touch(touch: "Touch") -> dict[str, Any]:
    return {"operation": touch.operation, "provision": place_text(touch.path), "what": list(touch.what)}


def _touched(found: Sequence[dict[str, Any]]) -> str:
    """What is touched, by operation, each on a line."""
    by_operation = groupby(sorted(found, key=_rank), key=lambda touch: touch["operation"])
    return "\n".join(f"{word(_WORDS[name])}: {', '.join(map(_place, group))}" for name, group in by_operation)


def _rank(touch: dict[str, Any]) -> int:
    from tariff.versions.history import OPERATIONS

    return OPERATIONS.index(touch["operation"])


def _place(touch: dict[str, Any]) -> str:
    if touch["operation"] == "renumber":
        last, new = touch["what"]
        return f"{touch['provision']}{f'–{last}' if last else ''} → {new}"
    return f"{touch['provision']} ({', '.join(touch['what'])})" if touch["what"] else touch["provision"]


def _kept(found: Sequence[dict[str, Any]]) -> str:
    return "\n".join(item["sentence"] for item in found)


def print_blame(view: View, found: Sequence[Standing], packs: Packs, form: Format, *, every: bool) -> None:
    """Prints the amendment that last changed each provision.

    A table has, unless `every`, those that stand otherwise than what they stand in, and of an amendment's own
    provisions those that another one changed.
    """
    rows = [
        _blamed(view, standing, path, part)
        for standing in found
        for path, part, above in _parts(standing)
        if every or form is not Format.TABLE or _differ(part, above)
    ]
    columns = (
        Column("provision", word("provision")),
        Column("title", word("title")),
        Column("status", word("status"), _status),
        Column("amendment", word("by_amendment"), empty=word("as_enacted")),
        Column("issued", word("issued")),
        Column("in_force", word("in_force")),
    )
    print_rows(columns, rows, form, packs)


def _differ(part: "Provision", above: "Provision | None") -> bool:
    if above is None:
        return part.step.part != "supplement" or part.changed_by != part.step.number
    return (part.changed_by, part.deleted is None) != (above.changed_by, above.deleted is None)


def _parts(standing: Standing) -> "Iterator[tuple[Path, Provision, Provision | None]]":
    """A provision and all below it, each with its path and the one that it stands in."""
    yield standing.path, standing.provision, None
    for path, part in standing.provision.walk(standing.path):
        yield path, part, standing.provision.find(path[len(standing.path) : -1])


def _blamed(view: View, standing: Standing, path: "Path", part: "Provision") -> dict[str, Any]:
    by = next((item for item in view.whole.amendments if item.name == part.changed_by), None)
    return {
        "provision": place_text(path),
        "title": part.titles.of(language()) or None,
        "status": standing.status_of(path, part),
        "amendment": by.name if by else None,
        "issued": by.issued.isoformat() if by and by.issued else None,
        "in_force": (by.in_force if by else view.whole.editions[0].since).isoformat(),
    }
