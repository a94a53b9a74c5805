"""The history of a pack: what each amendment does, to which provisions, and what it leaves as it was."""

from collections.abc import Iterator

from attrs import evolve, frozen

from tariff.syntax.nodes import Node
from tariff.versions.amend import apply
from tariff.versions.pack import Amendment, Pack
from tariff.versions.provisions import Path, Provision, Step, provision, unquote, whole_path

# What an operation of the language does to a provision; `change` is about a clause or definition in it.
OPERATIONS = ("insert", "delete", "strike", "substitute", "renumber", "retitle", "reword", "change")
_REWORDING = ("replace", "add", "remove")


@frozen
class Touch:
    """One thing that an amendment does to a provision.

    operation: one of `OPERATIONS`. path: the provision, by the number that it has when its turn comes; one of
    another amendment's own provisions begins with a step ``supplement``. what: the clauses or definitions that a
    `change` is about, the last number and the new one (``""`` and the new one) of what is renumbered; else empty.
    """

    operation: str
    path: Path
    what: tuple[str, ...] = ()


@frozen
class Kept:
    """A transition: the amendment's own provision it stands in, and its sentence as written."""

    path: Path
    sentence: str


def touches(amendment: Amendment) -> tuple[Touch, ...]:
    """What an amendment does, in the order written; phrases replaced in one provision count once."""
    return tuple(dict.fromkeys(_touches(amendment)))


def _touches(amendment: Amendment) -> Iterator[Touch]:
    for node in amendment.node.nodes():
        if node.kind == "edit":
            path = target(node)
            if any(node.all(*_REWORDING)):
                yield Touch("reword", path)
            if changed := tuple(unquote(item.text("NAME")) for item in node.all("change")):
                yield Touch("change", path, changed)
        elif node.kind == "renumber":
            numbers = [word.text for word in node.words("NUMERAL")]
            last = numbers[0] if len(numbers) > 1 else ""
            yield Touch("renumber", target(node), (last, numbers[-1]))
        elif node.kind in OPERATIONS:
            yield Touch(node.kind, target(node))


def target(operation: Node) -> Path:
    """The provision that an operation of an amendment names."""
    ref = operation.first("ref")
    assert ref is not None, "the grammar gives every operation a reference"
    return whole_path(ref)


def touched(tree: Provision, amendment: Amendment) -> Iterator[str]:
    """The identities of the provisions of `tree` that an amendment changes, as its operations meet them in turn."""
    for node in amendment.node.nodes():
        if node.kind == "edit" or node.kind in OPERATIONS:
            found = tree.find(target(node))
            if found is not None:
                yield found.identity
            tree, _ = apply(tree, evolve(amendment.node, children=(node,)), amendment.name)


def kept(pack: Pack, amendment: Amendment) -> tuple[Kept, ...]:
    """The transitions of an amendment as it was issued."""
    return tuple(Kept(path, pack.source_of(node)) for path, node in transitions(amendment))


def transitions(amendment: Amendment) -> Iterator[tuple[Path, Node]]:
    """The sentences of an amendment that keep prior terms, each with its own provision that it stands in."""
    own = Step("supplement", amendment.name)
    holders: list[tuple[Path, tuple[Node, ...]]] = [((own,), tuple(amendment.node.nodes()))]
    for item in map(provision, amendment.node.all("para")):
        holders += [((own, *path), part.content) for path, part in [((item.step,), item), *item.walk((item.step,))]]
    for path, content in holders:
        for block in (node for node in content if node.kind == "transition"):
            yield from ((path, node) for node in block.all("keep", "remain"))
