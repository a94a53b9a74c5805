"""Consolidated provisions: titles, text, and the clauses beside it as they are written."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from tariff.model.records import Titles
from tariff.render.language import language, word

if TYPE_CHECKING:
    from tariff.syntax.nodes import Node
    from tariff.versions.consolidate import Edition
    from tariff.versions.pack import Pack
    from tariff.versions.provisions import Provision

_INDENT = "  "


def edition_text(pack: "Pack", edition: "Edition", parts: Sequence["Provision"]) -> Text:
    """The provisions in the language of clause files, under a heading."""
    title, since = pack.titles.of(language()), f"{word('in_force')} {edition.since}"
    text = Text.assemble((f"{title} · {since}", "bold"), (_by(edition.by), "cyan"), "\n")
    for part in parts:
        text.append("\n")
        for line in _provision(pack, part, 0):
            text.append_text(line).append("\n")
    return text


def _by(amendments: Sequence[str]) -> str:
    return f" · {', '.join(amendments)}" if amendments else ""


def _provision(pack: "Pack", part: "Provision", depth: int) -> Iterator[Text]:
    indent = _INDENT * depth
    heading = Text(indent).append(f"{part.step} {_titles(part.titles)}".rstrip(), "bold")
    yield heading.append(f"  # {part.changed_by}", "cyan") if part.changed_by else heading
    if part.deleted is not None:
        yield Text(f"{indent}{_INDENT}{part.deleted}", "dim")
    for line in part.text:
        yield Text(f"{indent}{_INDENT}{line.language}| {line.text}", "green")
    for node in part.content:
        for depth_below, sentence in source(pack, node):
            yield Text(f"{indent}{_INDENT}{_INDENT * depth_below}{sentence}", "green" if sentence[2:3] == "|" else "")
    for child in part.children:
        yield from _provision(pack, child, depth + 1)


def _titles(titles: Titles) -> str:
    return " / ".join(f'"{title}"' for title in (titles.ja, titles.en) if title)


def source(pack: "Pack", node: "Node", depth: int = 0) -> Iterator[tuple[int, str]]:
    """The sentences of a clause or definition as written, with their depth; amended ones from where they stand.

    Text lines come from the node, since an amendment may have replaced a phrase in them.
    """
    if node.kind == "text":
        yield from ((depth, child.text) for child in node.words("TEXT"))
        return
    lines = next(file.text for file in pack.files if file.name == node.span.file).splitlines()
    first = node.span.line - 1
    yield depth, lines[first].strip()
    for line in lines[first + 1 : node.span.end_line]:
        if not line.lstrip().startswith(("and ", "or ")):
            break
        yield depth + 1, line.strip()
    # What an amendment changed stands at the end of the node; readings come after all else, as they are written.
    for child in sorted(node.nodes(), key=lambda child: child.kind == "reading"):
        if _is_sentence(pack, node, child):
            yield from source(pack, child, depth + 1)


def _is_sentence(pack: "Pack", node: "Node", child: "Node") -> bool:
    """Whether a part of a sentence is a sentence of its block: it begins a line, and another one than the sentence."""
    if (child.span.file, child.span.line) == (node.span.file, node.span.line):
        return False
    text = next(file.text for file in pack.files if file.name == child.span.file)
    return not text.splitlines()[child.span.line - 1][: child.span.column - 1].strip()


def edition_data(pack: "Pack", edition: "Edition", parts: Sequence["Provision"]) -> dict[str, Any]:
    """The provisions as plain data."""
    return {
        "terms": pack.name,
        "titles": _plain(pack.titles),
        "since": edition.since.isoformat(),
        "by": list(edition.by),
        "provisions": [_data(pack, part) for part in parts],
    }


def _data(pack: "Pack", part: "Provision") -> dict[str, Any]:
    text = [{"language": line.language, "text": line.text} for line in part.text]
    clauses = ["\n".join(_INDENT * depth + sentence for depth, sentence in source(pack, node)) for node in part.content]
    return {
        "part": part.step.part,
        "number": part.step.number,
        "titles": _plain(part.titles),
        "text": text,
        "clauses": clauses,
        "deleted": part.deleted,
        "changed_by": part.changed_by or None,
        "provisions": [_data(pack, child) for child in part.children],
    }


def _plain(titles: Titles) -> dict[str, str]:
    return {code: text for code, text in (("ja", titles.ja), ("en", titles.en)) if text}
