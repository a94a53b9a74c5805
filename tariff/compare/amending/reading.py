"""The sentences of an amendment text as operations: as `writing` writes them, and as people do."""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from tariff.compare.amending.blocks import parts_of
from tariff.compare.amending.clauses import Clauses, UnreadError, Wanting
from tariff.compare.amending.operations import Operation
from tariff.compare.amending.signs import label_at
from tariff.compare.amending.skeleton import skeleton
from tariff.diagnostics import Diagnostic, InputError, Span

_INDENT = " \u3000\t"
# What stands before a sentence in a list: the sign of the entry, the number of a paragraph of a supplement.
_ENTRY = re.compile(r"(?:[-*・]\s*)?(?:[0-9０-９]+[\s\u3000]+(?=[^\s\u3000]))?")
_BLOCK_BELOW = re.compile(r"次の[^、]*加え|次のように(?:改|変更|加え)")
_PREAMBLE = re.compile(r".+の一部を次のとおり|.+の一部を次のように(?:改正|変更)(?:する|します)")


@frozen
class Said:
    """An operation, and the sentence that says it."""

    operation: Operation
    span: Span


def read(text: str, file: str) -> tuple[Said, ...]:
    """The operations that the sentences of `text` say, in order; `file` is its name for findings.

    InputError with each sentence that is none of an amendment, and each block that is missing or cannot be read.
    """
    found: list[Said] = []
    findings: list[Diagnostic] = []
    for sentence in _sentences(text.splitlines(), file):
        try:
            found.extend(Said(operation, sentence.span) for operation in _operations(sentence))
        except UnreadError as fault:
            findings.append(Diagnostic(fault.code, fault.message, sentence.span, mend=fault.mend))
    if findings:
        raise InputError(findings)
    return tuple(found)


@frozen
class _Sentence:
    """A sentence, and the lines of the block below it as they are written."""

    text: str
    block: tuple[str, ...]
    span: Span


def _sentences(lines: Sequence[str], file: str) -> Iterator[_Sentence]:
    """Each sentence with its block: the lines below it that stand in or, if the first does not, all to the next."""
    index = 0
    while index < len(lines):
        start, said = index, lines[index].strip(_INDENT)
        index += 1
        while said and not _ended(said) and index < len(lines) and lines[index].strip(_INDENT):
            said += lines[index].strip(_INDENT)
            index += 1
        preamble = _PREAMBLE.match(skeleton(said).text)
        end = _block_end(lines, index) if not preamble and _BLOCK_BELOW.search(skeleton(said).text) else index
        if said and not preamble:
            span = Span(file, start + 1, 1, index, len(lines[index - 1]) + 1)
            yield _Sentence(_entry(said), tuple(filter(_written, lines[index:end])), span)
        index = end


def _written(line: str) -> bool:
    return bool(line.strip(_INDENT))


def _ended(said: str) -> bool:
    """Whether a sentence is whole; of one whose quotation is open, the end of the line decides."""
    found = skeleton(said)
    return (found.text if found.closed else said).endswith(("。", "."))


def _entry(said: str) -> str:
    """What is said in an entry of a list, without the sign of the entry."""
    sign = _ENTRY.match(said)
    return said[sign.end() :] if sign else said


def _block_end(lines: Sequence[str], start: int) -> int:
    """Before which line a block ends."""
    first = next(filter(_written, lines[start:]), "")
    if _is_sentence(first) and not label_at(first.strip(_INDENT)):
        return start
    indented = first[:1] in tuple(_INDENT)
    for index in range(start, len(lines)):
        ends = lines[index][:1] not in tuple(_INDENT) if indented else index > start and _is_sentence(lines[index])
        if _written(lines[index]) and ends:
            return index
    return len(lines)


def _is_sentence(line: str) -> bool:
    """Whether a line by itself says operations, so that it is not part of a block."""
    try:
        return any(True for _ in Clauses(skeleton(_entry(line.strip(_INDENT)))).said())
    except UnreadError:
        return False


def _operations(sentence: _Sentence) -> Iterator[Operation]:
    """The operations of a sentence, one of which may be completed by the block."""
    said = tuple(Clauses(skeleton(sentence.text)).said())
    wanting = [item for item in said if isinstance(item, Wanting)]
    if len(wanting) > 1:
        raise UnreadError("E1302", "two changes of this sentence need words below it", "write a sentence for each")
    if wanting and not sentence.block:
        raise UnreadError(
            "E1302", "the words that are to stand there are missing", "write them below, each line indented"
        )
    for item in said:
        yield from _completed(item, sentence.block) if isinstance(item, Wanting) else (item,)


def _completed(wanting: Wanting, lines: Sequence[str]) -> tuple[Operation, ...]:
    """What the block makes of an operation."""
    if wanting.plain:
        return (wanting.plain(tuple(line.strip(_INDENT) for line in lines)),)
    try:
        return wanting.make(parts_of(lines, wanting.kind))
    except ValueError as fault:
        message = f"“{fault}” has no number before it"
        raise UnreadError("E1302", message, "begin the block with a number, such as 第4条の2, 2 or (5)") from fault
