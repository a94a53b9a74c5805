"""Consolidated provisions: titles, text, and the clauses beside it as they are written."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from tariff.model.records import Titles
from tariff.render.language import language, word
from tariff.render.pins import Packs, pins
from tariff.versions.addresses import place_text
from tariff.versions.provisions import Path

if TYPE_CHECKING:
    from tariff.syntax.nodes import Node
    from tariff.versions.pack import Pack
    from tariff.versions.provisions import Provision
    from tariff.versions.standing import Change, Standing, View

_INDENT = "  "


def edition_text(pack: "Pack", view: "View", parts: Sequence["Standing"], packs: Packs, *, whole: bool) -> Text:
    """The provisions in the language of clause files, under a heading that names what the text does not have yet.

    whole: with the header, the records and the parameters before them.
    """
    edition = view.edition
    title, since = pack.titles.of(language()), f"{word('in_force')} {edition.since}"
    text = Text.assemble((f"{title} · {since}", "bold"), (_by(edition.by), "cyan"), "\n", pins(packs), "\n")
    for change in view.changes:
        text.append(f"{_coming(change)}\n", "yellow")
    for node in _declarations(pack) if whole else ():
        text.append("\n")
        for depth, sentence in source(pack, node):
            text.append(f"{_INDENT * depth}{sentence}\n", _style(sentence))
    for part in parts:
        text.append("\n")
        for line in _provision(pack, part, part.path, part.provision, 0):
            text.append_text(line).append("\n")
    return text


def _by(amendments: Sequence[str]) -> str:
    return f" · {', '.join(amendments)}" if amendments else ""


def _declarations(pack: "Pack") -> "tuple[Node, ...]":
    return (pack.header, *pack.parameters, *pack.records)


def _coming(change: "Change") -> str:
    return (
        f"{word(f'status_{change.status}')} ({word('in_force')} {change.amendment.in_force}): {change.amendment.name}"
    )


def _provision(pack: "Pack", standing: "Standing", path: Path, part: "Provision", depth: int) -> Iterator[Text]:
    indent, marks = _INDENT * depth, "; ".join(_marks(standing, path, part))
    named = place_text(path) if path == standing.path else str(part.step)
    heading = Text(indent).append(f"{named} {_titles(part.titles)}".rstrip(), "bold")
    yield heading.append(f"  # {marks}", "cyan") if marks else heading
    if part.deleted is not None:
        yield Text(f"{indent}{_INDENT}{part.deleted}", "dim")
    for line in part.text:
        yield Text(f"{indent}{_INDENT}{line.language}| {line.text}", "green")
    for node in part.content:
        for depth_below, sentence in source(pack, node):
            yield Text(f"{indent}{_INDENT}{_INDENT * depth_below}{sentence}", _style(sentence))
    for child in part.children:
        yield from _provision(pack, standing, (*path, child.step), child, depth + 1)


def _marks(standing: "Standing", path: Path, part: "Provision") -> Iterator[str]:
    """What a reader has to know of a provision: what made it so, unless that is the original, and what is to come."""
    if path == standing.path and standing.elsewhere:
        yield f"{word(f'status_{standing.status}')} ({word('from')} {standing.since}): {standing.by}"
    elif part.changed_by and part.changed_by != path[0].number:
        yield part.changed_by
    yield from map(_coming, standing.to_come.get(path, ()))


def _style(sentence: str) -> str:
    return "green" if sentence[2:3] == "|" else ""


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


def edition_data(
    pack: "Pack", view: "View", parts: Sequence["Standing"], known_on: date | None, *, whole: bool
) -> dict[str, Any]:
    """The provisions as plain data; with `whole` the header, the parameters and the records before them."""
    data = {
        "terms": pack.name,
        "titles": _plain(pack.titles),
        "date": view.day.isoformat(),
        "known_on": known_on.isoformat() if known_on else None,
        "since": view.edition.since.isoformat(),
        "by": list(view.edition.by),
        "to_come": list(map(_change, view.changes)),
    }
    if whole:
        declared = (("header", (pack.header,)), ("parameters", pack.parameters), ("records", pack.records))
        data |= {name: [_source(pack, node) for node in nodes] for name, nodes in declared}
    return data | {"provisions": [_data(pack, part, part.path, part.provision) for part in parts]}


def _change(change: "Change") -> dict[str, str]:
    amendment = change.amendment
    return {"amendment": amendment.name, "in_force": amendment.in_force.isoformat(), "status": change.status}


def _source(pack: "Pack", node: "Node") -> str:
    return "\n".join(_INDENT * depth + sentence for depth, sentence in source(pack, node))


def _data(pack: "Pack", standing: "Standing", path: Path, part: "Provision") -> dict[str, Any]:
    return {
        "part": part.step.part,
        "number": part.step.number,
        "place": place_text(path),
        "titles": _plain(part.titles),
        "status": standing.status_of(path, part),
        "text": [{"language": line.language, "text": line.text} for line in part.text],
        "clauses": [_source(pack, node) for node in part.content],
        "deleted": part.deleted,
        "changed_by": part.changed_by or None,
        "to_come": list(map(_change, standing.to_come.get(path, ()))),
        "provisions": [_data(pack, standing, (*path, child.step), child) for child in part.children],
    }


def _plain(titles: Titles) -> dict[str, str]:
    return {code: text for code, text in (("ja", titles.ja), ("en", titles.en)) if text}
