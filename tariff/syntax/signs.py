"""Faults of single signs, found before the grammar is asked: full-width forms, open quotes, controls, tabs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tariff.diagnostics import Diagnostic
from tariff.syntax.codes import Code
from tariff.syntax.layout import Places
from tariff.syntax.lines import Kind, Line

_BAD_INDENT = re.compile(r"[^ ]+")
# Never seen by a reader, and able to turn what is seen: controls, line separators, and marks of writing direction.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]+")
_INVISIBLE = "[\t\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+"
_TYPOGRAPHIC = {
    "\u3000": " ",
    "\u00a0": " ",
    "、": ",",
    "。": ".",
    "￥": "JPY",
    "¥": "JPY",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "—": "-",
}
_WIDE = "[\uff01-\uff5e" + "".join(_TYPOGRAPHIC) + "]"
_PIECE = re.compile(
    r'(?P<quoted>"[^"\n]*"|「[^」\n]*」)'
    r'|(?P<open>["「].*)'
    r"|(?P<comment>[#＃].*)"
    r"|(?P<margin>^[a-zａ-ｚ]{2}[|｜].*)"
    r'|(?P<curly>[“”„＂][^“”„＂"\n]*[“”„＂"]?)'
    rf"|(?P<wide>[0-9]{{0,15}}{_WIDE}(?:[0-9A-Za-z.,%]{{0,15}}{_WIDE}+)*)"
    rf"|(?P<invisible>{_INVISIBLE})"
)


def indent_fault(chunk: str, line: Line, base: int, places: Places) -> Diagnostic | None:
    """A sign in the line's indentation that is no half-width space."""
    found = _BAD_INDENT.search(chunk, line.begin, line.start)
    if not found:
        return None
    sign = {"\t": "a tab", "\u3000": "a full-width space"}.get(found.group()[0], "an unusual space")
    return Diagnostic(
        Code.INDENT_SIGN,
        f"{sign} in the indentation",
        places.span(base + found.start(), base + found.end()),
        mend="indent with half-width spaces, two for each level",
    )


def sign_faults(chunk: str, line: Line, base: int, places: Places) -> Iterator[Diagnostic]:
    """Signs of a line that cannot be read, or that would be read otherwise than they look."""
    for found in _CONTROL.finditer(chunk, line.start, line.end):
        message = f"a control character (U+{ord(found.group()[0]):04X}) that no reader sees"
        yield Diagnostic(
            Code.CONTROL_SIGN, message, places.span(base + found.start(), base + found.end()), mend="delete it"
        )
    if line.kind is not Kind.CODE:
        return
    # The pattern's ^ is to see the line, not the chunk.
    body = chunk[line.start : line.end]
    pieces = list(_PIECE.finditer(body))
    is_open = bool(pieces) and pieces[-1].lastgroup == "open"
    # What stands outside of quotes, and what within, is not known where a quote is missing.
    faults = [_open_quote(pieces[-1], pieces)] if is_open else map(_piece_fault, pieces)
    for fault in filter(None, faults):
        start = base + line.start + fault.start
        yield Diagnostic(fault.code, fault.message, places.span(start, start + fault.length), mend=fault.mend)


class _Fault(NamedTuple):
    code: Code
    message: str
    mend: str
    start: int
    length: int


def _piece_fault(found: re.Match[str]) -> _Fault | None:
    """The fault of a piece of a line, if it is one."""
    written = found.group().rstrip()
    start = found.start()
    match found.lastgroup:
        case "comment" if written[0] == "＃":
            return _Fault(Code.FULL_WIDTH, "“＃” is full-width", "begin a comment with “#”", start, 1)
        case "margin":
            half = half_width(written[:3])
            return _Fault(Code.FULL_WIDTH, f"the margin “{written[:3]}” is full-width", f"write “{half}”", start, 3)
        case "curly":
            inner = written.strip('“”„＂"')
            return _Fault(Code.FULL_WIDTH, "typographic quotes", f'write "{inner}"', start, len(written))
        case "wide":
            half = half_width(written).strip()
            if not half:
                message, mend = "a full-width space between words", "write a half-width space"
                return _Fault(Code.FULL_WIDTH, message, mend, start, len(found.group()))
            return _Fault(Code.FULL_WIDTH, f"“{written}” is full-width", f"write “{half}”", start, len(written))
        case "invisible":
            sign = "a tab" if found.group()[0] == "\t" else f"an invisible sign (U+{ord(found.group()[0]):04X})"
            return _Fault(Code.CONTROL_SIGN, f"{sign} between words", "write a space", start, len(found.group()))
    return None


def _open_quote(found: re.Match[str], pieces: list[re.Match[str]]) -> _Fault:
    """The fault of a line with a quote too many or too few."""
    # In "A / "B" it is A's quote that is open, though B's is the last: A's piece ends with the blank before B.
    swallowing = (piece for piece in pieces if piece.lastgroup == "quoted" and piece.group().endswith(' "'))
    first = next(swallowing, found) if found.group()[0] == '"' else found
    word = first.group().split()[0]
    close = '"' if word[0] == '"' else "」"
    message = f"the quote {word[0]} is not closed on its line"
    return _Fault(Code.UNCLOSED_QUOTE, message, f"close it with {close}", first.start(), len(word))


def half_width(text: str) -> str:
    """`text` with full-width and typographic signs in the form that the language has."""
    return "".join(
        _TYPOGRAPHIC.get(sign, chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign) for sign in text
    )
