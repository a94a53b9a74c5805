"""The clause files that tests of the syntax read."""

from pathlib import Path

from tariff.syntax.nodes import Node, Word

_ROOT = Path(__file__).resolve().parents[2]
FIXTURES = _ROOT / "fixtures" / "syntax"
GOOD = sorted([*(FIXTURES / "good").glob("*.tariff"), *(_ROOT / "clauses").rglob("*.tariff")])
BAD = sorted((FIXTURES / "bad").glob("*.tariff"))


def words(node: Node) -> list[Word]:
    """The words of a tree, in order."""
    return [word for child in node.children for word in (words(child) if isinstance(child, Node) else [child])]
