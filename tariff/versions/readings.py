"""The readings a pack lists, and choosing among them by ``CLAUSE[.AXIS]=NAME``."""

from collections.abc import Mapping

from attrs import frozen

from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import Titles
from tariff.syntax.nodes import Node
from tariff.versions.consolidate import Consolidation
from tariff.versions.pack import Pack
from tariff.versions.provisions import path_text, titles_of, unquote
from tariff.versions.scope import declared, reading_key, split_reading

DEFAULT = "default"


@frozen
class Option:
    """One reading: its name and its titles."""

    name: str
    titles: Titles


@frozen
class Axis:
    """A question that the words leave open, and the readings listed for it beside the default.

    owner: the clause or definition, or ``rounding`` for the terms. name: the axis, ``""`` for a single one. key: what
    selects it.
    """

    owner: str
    name: str
    place: str
    titles: Titles
    options: tuple[Option, ...]

    @property
    def key(self) -> str:
        """``OWNER`` or ``OWNER.AXIS``."""
        return reading_key(self.owner, self.name)


def axes(pack: Pack, line: Consolidation) -> tuple[Axis, ...]:
    """The axes of a pack over all its editions, in the order of the text."""
    found: dict[str, Axis] = {}
    rounding = pack.header.first("rounding")
    if rounding is not None:
        blocks = tuple(
            Option(unquote(item.text("NAME")), titles_of(item.first("titles")))
            for item in rounding.all("header_reading")
        )
        if blocks:
            found["rounding"] = Axis("rounding", "", "terms", Titles("端数処理", "Rounding"), blocks)
    for edition in line.editions:
        names = declared(edition.tree)
        for name, item in {**names.definitions, **names.clauses}.items():
            for axis in _axes_of(name, item.node, path_text(item.path)):
                found.setdefault(axis.key, axis)
    return tuple(found.values())


def _axes_of(owner: str, node: Node, place: str) -> list[Axis]:
    options: dict[str, list[Option]] = {}
    for block in node.all("reading"):
        axis, name = split_reading(unquote(block.text("NAME")))
        options.setdefault(axis, []).append(Option(name, titles_of(block.first("titles"))))
    return [Axis(owner, axis, place, titles_of(node.first("titles")), tuple(items)) for axis, items in options.items()]


def choose(found: tuple[Axis, ...], wanted: Mapping[str, str]) -> dict[str, str]:
    """The selections with full keys and without defaults; InputError for one that is not listed.

    A key may leave out the axis where the owner has just one axis with that reading.
    """
    chosen: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for key, name in wanted.items():
        owned = [axis for axis in found if key in (axis.key, axis.owner)]
        fitting = [axis for axis in owned if name == DEFAULT or any(option.name == name for option in axis.options)]
        if not owned:
            faults.append(
                _fault(
                    f"nothing called {key} has readings",
                    did_you_mean(key, (axis.key for axis in found), "list them with “tariff readings”"),
                )
            )
        elif not fitting:
            names = list(dict.fromkeys(option.name for axis in owned for option in axis.options))
            faults.append(
                _fault(f"{key} has no reading {name}", did_you_mean(name, names, f"choose one of {', '.join(names)}"))
            )
        elif name != DEFAULT:
            exact = [axis for axis in fitting if axis.key == key] or fitting
            chosen[exact[0].key] = name
    if faults:
        raise InputError(faults)
    return chosen


def _fault(message: str, mend: str) -> Diagnostic:
    return Diagnostic("E0221", message, where="--reading", mend=mend)
