"""The page of what became of every provision of the source texts, ``provisions.md``: ``make docs`` writes it.

``sources/*.toml`` lists the provisions of each text as its articles and paragraphs are numbered there; the packs say
what became of them. A provision that the packs do not answer for is not covered, and a test fails.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from tariff.syntax.nodes import Node
from tariff.versions import Library
from tariff.versions.provisions import VALUES, Provision, Step, path_of, placed, unquote
from tariff.versions.provisions import Path as ProvisionPath

HERE = Path(__file__).resolve().parent
PAGE = HERE / "provisions.md"
NOT_COVERED = "**not covered**"

_MOST_EXAMPLES = 3


@frozen
class Entry:
    """One provision of a source: where it stands in which pack, and what it became there.

    became: a word or two; NOT_COVERED where the pack does not answer for it. holds: the clauses and values that hold
    it. reasons: why it is text only.
    """

    pack: str
    provision: str
    title: str
    became: str
    holds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@frozen
class Source:
    """A source text, its provisions in their own order, and the examples of each clause, as ``pack:clause``."""

    title: str
    entries: tuple[Entry, ...]
    tested: Mapping[str, Sequence[str]]


def sources(library: Library) -> Iterator[Source]:
    """Every source text with what became of its provisions."""
    for file in sorted((HERE / "sources").glob("*.toml")):
        text = tomllib.loads(file.read_text(encoding="utf-8"))
        entries: list[Entry] = []
        tested: dict[str, list[str]] = {}
        for part in text["pack"]:
            view = _View(library, part["name"])
            entries += [view.entry(line) for line in part["provisions"].splitlines() if line]
            tested |= {f"{part['name']}:{clause}": titles for clause, titles in view.examples().items()}
        yield Source(text["title"], tuple(entries), tested)


def page(library: Library) -> str:
    """The page, as Markdown."""
    found = list(sources(library))
    missing = sum(entry.became == NOT_COVERED for source in found for entry in source.entries)
    lines = [
        "# What became of every provision",
        "",
        "Every article and paragraph of the source texts: what it became in the packs, the clauses and values that",
        "hold it, and examples that test these. `make docs` makes this page from the packs and `docs/sources`.",
        "",
        f"Provisions not yet covered: {missing}.",
    ]
    for source in found:
        lines += ["", f"## {source.title}", "", "| provision | what it became | held by | tested by |"]
        lines += ["|---|---|---|---|", *(_row(entry, source.tested) for entry in source.entries)]
    return "\n".join(lines) + "\n"


def _row(entry: Entry, tested: Mapping[str, Sequence[str]]) -> str:
    named = (title for name in entry.holds for title in tested.get(f"{entry.pack}:{name}", ()))
    titles = list(dict.fromkeys(named))
    more = len(titles) - _MOST_EXAMPLES
    cells = (
        f"`{entry.pack}` {entry.provision} {entry.title}".strip(),
        "; ".join((entry.became, *entry.reasons)),
        ", ".join(f"`{name}`" for name in entry.holds),
        "; ".join([*titles[:_MOST_EXAMPLES], *([f"and {more} more"] if more > 0 else [])]),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


class _View:
    """One pack, seen through all its versions and amendments."""

    def __init__(self, library: Library, name: str) -> None:
        self._pack = library.pack(name)
        self._trees = [edition.tree for edition in library.line(name).editions]
        self._references = self._referring()

    def entry(self, line: str) -> Entry:
        """What became of the provision that a line of the source's list names."""
        path = _path(line)
        stands = self._standing(path)
        inside = [stands, *(found for _, found in stands.walk())] if stands else []
        nodes = [node for item in inside for node in item.content]
        kinds = {unquote(node.text("NAME")): node.text("CLAUSE_KIND") for node in nodes if node.kind == "clause"}
        values = [unquote(node.text("NAME")) for node in nodes if node.kind in VALUES]
        elsewhere = self._references.get(path, [])
        return Entry(
            self._pack.name,
            line,
            stands.titles.ja if stands else "",
            _became(path, stands, nodes, elsewhere),
            tuple(dict.fromkeys([*kinds, *values, *elsewhere])),
            tuple(dict.fromkeys(unquote(node.text("STRING")) for node in nodes if node.kind == "text_only")),
        )

    def _standing(self, path: ProvisionPath) -> Provision | None:
        """The provision as it stands last; what it said before, where it was deleted."""
        found = [item for tree in reversed(self._trees) if (item := tree.find(path)) is not None]
        return next((item for item in found if not item.deleted), found[0] if found else None)

    def examples(self) -> dict[str, list[str]]:
        """The titles of the examples that expect something of a clause, by its name."""
        found: dict[str, list[str]] = defaultdict(list)
        for example in self._pack.examples:
            for node in _expectations(example):
                found[unquote(node.text("NAME"))].append(unquote(example.text("STRING")))
        for waiver, waived in self._waivers():
            found[waiver] += found[waived]
        return found

    def _waivers(self) -> Iterator[tuple[str, str]]:
        """Each waiver and the clause that it waives, whose amount is what examples expect."""
        clauses = {node for tree in self._trees for _, item in tree.walk() for node in item.content}
        for node in clauses:
            for waives in node.all("waives_days", "waives_month"):
                yield unquote(node.text("NAME")), unquote(waives.text("NAME"))

    def _referring(self) -> dict[ProvisionPath, list[str]]:
        """The clauses and values whose `see` names a provision, by its path."""
        found: dict[ProvisionPath, list[str]] = defaultdict(list)
        for content in (item.content for tree in self._trees for _, item in tree.walk()):
            for node in content:
                for ref in (ref for see in node.all("see") for ref in see.all("ref")):
                    found[path_of(ref)[0]].append(unquote(node.text("NAME")))
        return found


def _became(path: ProvisionPath, stands: Provision | None, nodes: Sequence[Node], elsewhere: Sequence[str]) -> str:
    kinds = {node.text("CLAUSE_KIND") for node in nodes if node.kind == "clause"}
    if kinds == {"duty"}:
        return "duty"
    if kinds or any(node.kind in (*VALUES, "transition") for node in nodes):
        return "computed"
    if elsewhere:
        return "computed elsewhere"
    if any(node.kind == "text_only" for node in nodes):
        return "text only"
    if stands is not None and stands.deleted:
        return "deleted"
    is_amendment = path[0].part == "supplement" and len(path) == 1
    return "amendment, by its day of effect" if is_amendment and stands else NOT_COVERED


def _expectations(node: Node) -> Iterator[Node]:
    for child in node.nodes():
        if child.kind.startswith("expect_") and child.text("NAME"):
            yield child
        elif child.kind == "example_reading":
            yield from _expectations(child)


def _path(line: str) -> ProvisionPath:
    """``article 8 para 3``; ``para 3 of NAME`` for what the amendment NAME itself says; ``amendment NAME``."""
    steps, _, owner = line.partition(" of ")
    words = steps.split()
    if words[0] == "amendment":
        return (Step("supplement", words[1]),)
    path = tuple(Step(part, number) for part, number in zip(words[::2], words[1::2], strict=True))
    return placed(path, owner)


if __name__ == "__main__":
    PAGE.write_text(page(Library.load()), encoding="utf-8")
