"""Bytes of a Japanese text as text: UTF-8 and UTF-16 with their marks, UTF-8 without, EUC-JP, Shift_JIS."""

import codecs
import re

from tariff.diagnostics import Diagnostic, InputError, Span

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
_HIRAGANA = re.compile("[ぁ-ん]")


def decoded(data: bytes, name: str) -> str:
    """The text of a file called `name`. InputError, with the first byte that is wrong, where no encoding fits."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _in(codec, data[len(mark) :], name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not data[: error.start].isascii():  # the text so far is UTF-8, which no other encoding looks like
            raise InputError([_finding(data, error, "utf-8", name, "no text in UTF-8 throughout")]) from error
    found, failures = [], {}
    for codec in ("euc_jp", "cp932"):
        try:
            found.append(data.decode(codec))
        except UnicodeDecodeError as error:
            failures[codec] = error
    if found:
        # Hardly a text is both; read wrongly it has little of what every Japanese sentence is full of.
        return max(found, key=lambda text: len(_HIRAGANA.findall(text)))
    codec = max(failures, key=lambda codec: failures[codec].start)
    raise InputError([_finding(data, failures[codec], codec, name, "no text in UTF-8, UTF-16, Shift_JIS or EUC-JP")])


def _in(codec: str, data: bytes, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        tried = f"marked as {_NAMES[codec]}, and is not all of it"
        raise InputError([_finding(data, error, codec, name, tried)]) from error


def _finding(data: bytes, error: UnicodeDecodeError, codec: str, name: str, tried: str) -> Diagnostic:
    above = data[: error.start].decode(codec, errors="replace")
    line, column = above.count("\n") + 1, len(above) - above.rfind("\n")
    message = f"this is {tried}: read as {_NAMES[codec]}, byte 0x{data[error.start]:02X} stands for no character here"
    span = Span(name, line, column, line, column + 1)
    return Diagnostic("E1205", message, span, mend="save the text as UTF-8")
