"""JSON to nodes, with the places that the standard library's parser does not keep."""

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from attrs import define, field

from tariff.billing.case.codes import Code
from tariff.billing.case.nodes import Builder
from tariff.diagnostics import Diagnostic, InputError, Span

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null")


def build_json(text: str, file: str, builder: Builder) -> None:
    """Feeds `builder` with the value that `text` holds. Raises InputError at the first place that is no JSON."""
    _Reader(text, file, builder).run()


@define
class _Reader:
    text: str
    file: str
    builder: Builder
    at: int = 0
    line: int = 1
    line_start: int = 0
    closers: list[str] = field(factory=list)
    fresh: bool = False

    def run(self) -> None:
        """A loop over the text and a stack of closing signs, where a grammar would recurse."""
        self.skip()
        if self.at == len(self.text):
            return
        self.value()
        while self.closers:
            self.skip()
            if self.peek() == self.closers[-1]:
                self.close()
            else:
                if not self.fresh:
                    self.take(",", f"“,” or “{self.closers[-1]}”")
                    self.skip()
                self.item()
        self.skip()
        if self.at < len(self.text):
            raise self.fault("text stands after the end of the case")

    def item(self) -> None:
        self.fresh = False
        if self.closers[-1] == "}":
            if self.peek() != '"':
                raise self.fault("a name in double quotes is expected here")
            self.string()
            self.skip()
            self.take(":", "“:”")
            self.skip()
        self.value()

    def value(self) -> None:
        sign = self.peek()
        if sign in ("{", "["):
            self.open("}" if sign == "{" else "]")
        elif sign == '"':
            self.string()
        else:
            match = _WORD.match(self.text, self.at)
            if match is None:
                raise self.fault("a value is expected here")
            self.builder.scalar(match.group(), self.span(match.end()), plain=True)
            self.at = match.end()

    def open(self, closer: str) -> None:
        self.builder.begin(self.span(self.at + 1), mapping=closer == "}")
        self.closers.append(closer)
        self.at += 1
        self.fresh = True

    def close(self) -> None:
        self.closers.pop()
        self.builder.end()
        self.at += 1
        self.fresh = False

    def string(self) -> None:
        try:
            value, end = scanstring(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            raise self.fault((error.msg[:1].lower() + error.msg[1:]).removesuffix(" at")) from error
        self.builder.scalar(value, self.span(end), plain=False)
        self.at = end

    def skip(self) -> None:
        end = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # the pattern matches nothing, too
        breaks = self.text.count("\n", self.at, end)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rfind("\n", self.at, end) + 1
        self.at = end

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, sign: str, expected: str) -> None:
        if self.peek() != sign:
            raise self.fault(f"{expected} is expected here")
        self.at += 1

    def span(self, end: int) -> Span:
        column = self.at - self.line_start + 1
        return Span(self.file, self.line, column, self.line, column + end - self.at)

    def fault(self, problem: str) -> InputError:
        return InputError(
            [
                Diagnostic(
                    Code.SYNTAX,
                    f"not JSON: {problem}",
                    self.span(self.at + 1),
                    mend="mend the JSON, or write the case as YAML",
                )
            ]
        )
