"""Edits inside a provision: phrases of its text, sentences of its clauses."""

from attrs import evolve

from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node, Word
from tariff.versions.misfits import no_clause, no_phrase
from tariff.versions.provisions import Path, Provision, text_lines, unquote

# Sentences that stand for one another: a reading or a change replaces those of its own kinds and keeps the rest.
_GROUPS = {
    "once": "driver",
    "every": "driver",
    "on_bills": "driver",
    "amount": "worth",
    "table": "worth",
    "worth": "worth",
    "rate_fixed": "rate",
    "rate_leap": "rate",
    "rate_calendar": "rate",
    "no_proration": "proration",
    "prorate": "proration",
    "at_most_for": "longest",
    "no_maximum": "longest",
    "opens_from": "hours",
    "opens_all_day": "hours",
    "answer_when": "answers",
    "answer_otherwise": "answers",
    "waives_days": "waives",
    "waives_month": "waives",
}


def _group(node: Node) -> str:
    """The group of a sentence; most kinds are their own, and a ground stands for that of the same item."""
    if node.kind in ("refuse", "grant"):
        return f"{node.kind} {node.text('NUMERAL')}"
    return _GROUPS.get(node.kind, node.kind)


def overlay(node: Node, block: Node) -> Node:
    """A clause or definition with the sentences of `block` in place of its own of the same groups."""
    new = tuple(item for item in block.nodes() if item.kind != "titles")
    groups = set(map(_group, new))
    kept = tuple(child for child in node.children if not (isinstance(child, Node) and _group(child) in groups))
    return evolve(node, children=kept + new)


def edit_provision(item: Provision, path: Path, node: Node, name: str, faults: list[Diagnostic]) -> Provision:
    """`item`, which stands at `path`, after the edits in `node`, in order."""
    for edit in node.nodes():
        if edit.kind == "change":
            item = _change(item, path, edit, faults)
        elif edit.kind in ("replace", "add", "remove"):
            item = _rewrite(item, path, edit, faults)
    return evolve(item, changed_by=name)


def _change(item: Provision, path: Path, edit: Node, faults: list[Diagnostic]) -> Provision:
    wanted = unquote(edit.text("NAME"))
    named = [child for child in item.content if child.kind in ("clause", "define")]
    hits = [child for child in named if _name(child) == wanted]
    if not hits:
        faults.append(no_clause(item, path, wanted, [_name(child) for child in named], edit.span))
        return item
    content = tuple(overlay(child, edit) if child is hits[0] else child for child in item.content)
    return evolve(item, content=content)


def _name(node: Node) -> str:
    return unquote(node.text("NAME"))


def _rewrite(item: Provision, path: Path, edit: Node, faults: list[Diagnostic]) -> Provision:
    """Rewrite a phrase that stands exactly once in the provision's text, its clauses' included."""
    words = [unquote(word.text) for word in edit.words("STRING")]
    old = words[0]
    new = {"replace": words[-1], "add": old + words[-1], "remove": ""}[edit.kind]
    count = sum(line.text.count(old) for line in text_lines(item))
    if count != 1:
        faults.append(no_phrase(item, path, old, count, edit.span))
        return item
    text = tuple(evolve(line, text=line.text.replace(old, new)) for line in item.text)
    return evolve(item, text=text, content=tuple(_rewrite_node(child, old, new) for child in item.content))


def _rewrite_node(node: Node, old: str, new: str) -> Node:
    def rewritten(child: Node) -> Node:
        words = tuple(
            evolve(word, text=word.text.replace(old, new)) if isinstance(word, Word) and word.type == "TEXT" else word
            for word in child.children
        )
        return evolve(child, children=words)

    return evolve(
        node,
        children=tuple(
            rewritten(child) if isinstance(child, Node) and child.kind == "text" else child for child in node.children
        ),
    )
