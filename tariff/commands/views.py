"""Terms as a command asks for them: ``TERMS[@DATE]``, as known on a day, and the provisions of an address."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from tariff.commands.options import Day, load_library
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import did_you_mean

if TYPE_CHECKING:
    from tariff.versions.pack import Pack
    from tariff.versions.provisions import Path as Address
    from tariff.versions.standing import Standing, View


@frozen
class Asked:
    """A pack, how it is looked at, and the content hash that says what of it was seen."""

    pack: "Pack"
    view: "View"
    known_on: date | None
    digest: str

    @property
    def packs(self) -> dict[str, str]:
        """The content hash by the name of the terms."""
        return {self.pack.name: self.digest}


def ask(terms: str, known_on: date | None, clauses: Sequence[Path]) -> Asked:
    """The terms that ``NAME`` or ``NAME@DATE`` means; without a date, as the last amendment known leaves them.

    Raises InputError for terms that are not there, and for a day on which they are not in force.
    """
    from tariff.versions.standing import View

    name, at, day = terms.partition("@")
    library = load_library(clauses)
    pack, whole, known = library.pack(name), library.line(name), library.line(name, known_on)
    last = max([known.editions[-1].since, *(item.in_force for item in known.amendments)])
    wanted = Day().convert(day, None, None) if at else last
    if known.on(wanted) is None:
        first = known.editions[0].since
        message, mend = f"{name} is not in force on {wanted}", f"it is from {first} on: write {name}@{first}"
        raise InputError([Diagnostic("E1031", message, where=f"{name}@{wanted}", mend=mend)])
    return Asked(pack, View(whole, known, wanted), known_on, library.digest(name, known_on))


def standing(asked: Asked, written: Sequence[str]) -> "tuple[Standing, ...]":
    """The provisions that an address means, or the whole articles where none is given.

    Raises InputError where nothing stands, will stand or ever stood there.
    """
    from tariff.versions.addresses import address

    view, text = asked.view, " ".join(written)
    if not text:
        return tuple(view.standing((part.step,)) for part in view.tree.children)
    wanted = address(text, [item.name for item in view.whole.amendments])
    found = view.find(wanted) if wanted else ()
    if not found:
        what = text if text[:1].isalpha() else f"article {text}"
        raise InputError([Diagnostic("E1032", f"there is no {what}", where=text, mend=_nearest(asked, wanted))])
    return found


def _nearest(asked: Asked, wanted: "Address") -> str:
    """What stands where an address leads to nothing: the numbers beside the first step that is not there."""
    from tariff.versions.addresses import place_text, places

    if not wanted:
        return "write a number, such as 20, 78-3 or 20.2, or “article 20 para 2”"
    tree = asked.view.tree
    depth = next(count for count in range(len(wanted)) if not places(tree, wanted[: count + 1]))
    parent = places(tree, wanted[:depth])[0]
    holder = tree.find(parent)
    numbers = list(dict.fromkeys(item.step.number for item in holder.children)) if holder else []
    if not numbers:
        return f"{place_text(parent)} has nothing below it: leave the rest out"
    within = f"{place_text(parent)} has " if parent else "there are "
    return did_you_mean(wanted[depth].number, numbers, within + ", ".join(numbers))
