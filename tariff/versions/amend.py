"""Applying an amendment's operations to the tree of provisions: pure functions that collect faults."""

from collections import Counter
from collections.abc import Callable

from attrs import evolve, field, mutable

from tariff.diagnostics import Diagnostic, Span
from tariff.model.records import Titles
from tariff.syntax.nodes import Node
from tariff.versions.edits import edit_provision
from tariff.versions.misfits import nothing_there
from tariff.versions.provisions import (
    PARTS,
    Path,
    Provision,
    Step,
    filled,
    identified,
    path_of,
    path_text,
    provision,
    succeeding,
    titles_of,
    unquote,
    whole_path,
)


@mutable
class Patch:
    """The tree while one amendment is applied, and the faults met; a faulty operation changes nothing."""

    name: str
    tree: Provision
    faults: list[Diagnostic] = field(factory=list)
    made: Counter[Path] = field(factory=Counter)

    def new(self, path: Path, node: Node, titles: Titles) -> Provision:
        """What `node` writes at `path`, with an identity that nothing there had before."""
        self.made[path] += 1
        maker = self.name if self.made[path] == 1 else f"{self.name}/{self.made[path]}"
        return identified(filled(path[-1], node, titles, self.name), path, maker)

    def fault(self, code: str, message: str, span: Span, mend: str) -> None:
        """Record a fault."""
        self.faults.append(Diagnostic(code, message, span, mend=mend))

    def target(self, ref: Node) -> Path | None:
        """The path of an existing provision that `ref` names; None, and a fault, when there is none."""
        full = whole_path(ref)
        if self.tree.find(full) is not None:
            return full
        self.faults.append(nothing_there(self.tree, full, self.name, ref.span))
        return None


def apply(tree: Provision, amendment: Node, name: str) -> tuple[Provision, list[Diagnostic]]:
    """The tree after the operations of an amendment, in the order they are written, and the faults met."""
    patch = Patch(name, tree)
    for node in amendment.nodes():
        if operation := _OPERATIONS.get(node.kind):
            operation(patch, node)
    return patch.tree, patch.faults


def _reference(node: Node) -> Node:
    found = node.first("ref")
    assert found is not None, "the grammar gives every operation a reference"
    return found


def _insert(patch: Patch, node: Node) -> None:
    ref = _reference(node)
    full = whole_path(ref)
    parent, step = full[:-1], full[-1]
    if patch.tree.find(parent) is None:
        patch.fault("E0401", f"there is no {path_text(parent)} to insert into", ref.span, "insert that provision first")
        return
    standing = patch.tree.find(full)
    if standing is not None and node.word("RENUMBER_REST"):
        patch.tree = patch.tree.update(parent, lambda item: _shifted(item, step, patch.name))
    elif standing is not None and standing.deleted is None:
        patch.fault(
            "E0402",
            f"{path_text(path_of(ref)[0])} stands already",
            ref.span,
            "add “and renumber the rest”, or substitute it",
        )
        return
    new = patch.new(full, node, titles_of(node))
    patch.tree = patch.tree.update(parent, lambda item: _with_child(item, new))


def _with_child(parent: Provision, new: Provision) -> Provision:
    others = [item for item in parent.children if item.step != new.step]
    position = next((index for index, item in enumerate(others) if _after(item.step, new.step)), len(others))
    return evolve(parent, children=(*others[:position], new, *others[position:]))


def _after(one: Step, other: Step) -> bool:
    if PARTS.index(one.part) != PARTS.index(other.part):
        return PARTS.index(one.part) > PARTS.index(other.part)
    return _order(one.number) > _order(other.number)


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-")) if number[:1].isdigit() else ()


def _shifted(parent: Provision, first: Step, name: str, by: int = 1) -> Provision:
    """`parent` with its children from `first` on renumbered by `by`; numbers of another stem (78-3 beside 79) stay."""
    stem, _, least = first.number.rpartition("-")

    def moved(item: Provision) -> Provision:
        own, dash, number = item.step.number.rpartition("-")
        if item.step.part != first.part or own != stem or int(number) < int(least):
            return item
        return evolve(item, step=Step(first.part, f"{own}{dash}{int(number) + by}"), changed_by=name)

    return evolve(parent, children=tuple(moved(item) for item in parent.children))


def _delete(patch: Patch, node: Node) -> None:
    if path := patch.target(_reference(node)):
        word = unquote(node.text("STRING"))
        patch.tree = patch.tree.update(
            path,
            lambda item: evolve(item, text=(), content=(), children=(), deleted=word, changed_by=patch.name),
        )


def _strike(patch: Patch, node: Node) -> None:
    if path := patch.target(_reference(node)):
        step = path[-1]

        def without(parent: Provision) -> Provision:
            children = tuple(item for item in parent.children if item.step != step)
            rest = evolve(parent, children=children, changed_by=patch.name)
            return _shifted(rest, step, patch.name, -1)

        patch.tree = patch.tree.update(path[:-1], without)


def _substitute(patch: Patch, node: Node) -> None:
    if path := patch.target(_reference(node)):

        def substituted(item: Provision) -> Provision:
            titles = titles_of(node) if node.first("titles") else item.titles
            return succeeding(patch.new(path, node, titles), item)

        patch.tree = patch.tree.update(path, substituted)


def _renumber(patch: Patch, node: Node) -> None:
    ref = _reference(node)
    path = patch.target(ref)
    if path is None:
        return
    numbers = [word.text for word in node.words("NUMERAL")]
    first, goal = path[-1].number, numbers[-1]
    last = numbers[0] if len(numbers) > 1 else first
    if first == last:
        moves = {first: goal}
    elif all(number.isdigit() for number in (first, last, goal)):
        moves = {str(number): str(number - int(first) + int(goal)) for number in range(int(first), int(last) + 1)}
    else:
        patch.fault(
            "E0403", "a range of branch numbers cannot be renumbered at once", ref.span, "renumber them one by one"
        )
        return
    _renumber_children(patch, path, moves, ref.span)


def _renumber_children(patch: Patch, path: Path, moves: dict[str, str], span: Span) -> None:
    part = path[-1].part
    parent = patch.tree.find(path[:-1])
    staying = {
        item.step.number
        for item in (parent.children if parent else ())
        if item.step.part == part and item.step.number not in moves
    }
    if clash := staying & set(moves.values()):
        patch.fault("E0402", f"{part} {min(clash)} stands already", span, "strike or renumber it first")
        return

    def renumbered(item: Provision) -> Provision:
        goal = moves.get(item.step.number) if item.step.part == part else None
        return evolve(item, step=Step(part, goal), changed_by=patch.name) if goal else item

    patch.tree = patch.tree.update(
        path[:-1], lambda item: evolve(item, children=tuple(renumbered(child) for child in item.children))
    )


def _retitle(patch: Patch, node: Node) -> None:
    if path := patch.target(_reference(node)):
        patch.tree = patch.tree.update(path, lambda item: evolve(item, titles=titles_of(node), changed_by=patch.name))


def _edit(patch: Patch, node: Node) -> None:
    if path := patch.target(_reference(node)):
        patch.tree = patch.tree.update(path, lambda item: edit_provision(item, path, node, patch.name, patch.faults))


_OPERATIONS: dict[str, Callable[[Patch, Node], None]] = {
    "insert": _insert,
    "delete": _delete,
    "strike": _strike,
    "substitute": _substitute,
    "renumber": _renumber,
    "retitle": _retitle,
    "edit": _edit,
}


def supplement(amendment: Node, name: str) -> Provision:
    """An amendment's own supplementary provisions (附則), addressed by its name."""
    step = Step("supplement", name)
    base = filled(step, amendment, titles_of(amendment), name)
    children = tuple(provision(item, name) for item in amendment.all("para"))
    return identified(evolve(base, children=children), (step,))
