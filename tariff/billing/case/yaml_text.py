"""YAML 1.2 to nodes. Only its plain part: no anchors, aliases, tags, directives or second documents."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from tariff.billing.case.codes import Code
from tariff.billing.case.nodes import Builder
from tariff.diagnostics import Diagnostic, InputError, Span


def build_yaml(text: str, file: str, builder: Builder) -> None:
    """Feeds `builder` with the one document of `text`. Raises InputError at the first place that is no plain YAML."""
    try:
        _build(text, file, builder)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(
            Code.SYNTAX, f"not YAML: {error.problem or error.context}", _place(file, mark), _syntax_mend(error)
        ) from error
    except ReaderError as error:
        line, column = text.count("\n", 0, error.position) + 1, error.position - text.rfind("\n", 0, error.position)
        place = Span(file, line, column, line, column + 1)
        raise _refusal(Code.SYNTAX, "a control character stands in the text", place, "remove it") from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise _refusal(
            Code.SYNTAX, f"not YAML: {error}", Span(file, 1, 1, 1, 1), "write the characters themselves, not escapes"
        ) from error


def _build(text: str, file: str, builder: Builder) -> None:
    documents = 0
    for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
        span = _span(file, event)
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents == 2:
                raise _refusal(Code.SYNTAX, "a second document begins here", span, "write one case in a file")
        elif isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(Code.ANCHOR, "anchors and aliases are not used in a case", span, "write the value out")
        elif getattr(event, "tag", None):
            raise _refusal(
                Code.ANCHOR,
                "tags are not used in a case",
                span,
                "leave the tag out: the terms declare each field's type",
            )
        elif isinstance(event, ScalarEvent):
            builder.scalar(event.value, span, plain=event.style is None)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            builder.begin(span, mapping=isinstance(event, MappingStartEvent))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            builder.end()


def _span(file: str, event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _place(file: str, mark: Any) -> Span:
    if mark is None:
        return Span(file, 1, 1, 1, 1)
    return Span(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _syntax_mend(error: MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "\\t" in problem:
        return "indent and separate with spaces, not tabs"
    if "mapping values" in problem:
        return "quote a value that holds a colon and a space"
    return "check the indentation, and that every bracket and quote is closed"


def _refusal(code: Code, message: str, span: Span, mend: str) -> InputError:
    return InputError([Diagnostic(code, message, span, mend=mend)])
