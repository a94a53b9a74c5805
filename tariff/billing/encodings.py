"""Text files that are not UTF-8: where it shows, what they are likely to be, and how they are made UTF-8."""

import codecs
import shlex
from pathlib import Path

from attrs import frozen

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_LONGEST = 4  # bytes of a character
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# EUC-JP comes first: hardly a text of CP932 is well formed in it, and many the other way about.
_OTHERS = (("EUC-JP", "euc_jp"), ("CP932", "cp932"))


@frozen
class BadByte:
    """The first byte of a file that is not UTF-8: its offset from 0, its line from 1, its value."""

    offset: int
    line: int
    value: int


def first_bad_byte(path: Path) -> BadByte | None:
    """Where a file stops being UTF-8; None where it never does, or cannot be read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset, line = 0, 1
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                held = decoder.getstate()[0]
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    data = held + chunk
                    before = data.count(b"\n", 0, error.start)
                    return BadByte(offset - len(held) + error.start, line + before, data[error.start])
                offset += len(chunk)
                line += chunk.count(b"\n")
    except OSError:
        return None
    held = decoder.getstate()[0]
    return BadByte(offset - len(held), line, held[0]) if held else None


def conversion(path: Path, offset: int) -> str:
    """How to make a file UTF-8, as an instruction: by its mark, or by how it reads about its first bad byte."""
    with path.open("rb") as stream:
        if stream.read(2) in _UTF16_MARKS:
            return f"it is UTF-16: {_iconv('UTF-16', path)}"
        stream.seek(max(0, offset - _SAMPLE))
        before = stream.read(min(offset, _SAMPLE))
        sample = stream.read(_SAMPLE)
    if len(sample) < _LONGEST and _is_cut_off(sample):
        return "it ends within a character: write it again, to its end"
    if not before.isascii():
        return "the lines above are UTF-8: correct this one, and save it as UTF-8"
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    for encoding, codec in _OTHERS:
        try:
            whole.decode(codec)
        except UnicodeDecodeError:
            continue
        return f"it reads as {encoding}: {_iconv(encoding, path)}"
    return "save it as UTF-8"


def _is_cut_off(sample: bytes) -> bool:
    """Whether it is the beginning of a character in UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(sample) == ""
    except UnicodeDecodeError:
        return False


def _iconv(encoding: str, path: Path) -> str:
    name = shlex.quote(path.name)
    return f"save it as UTF-8, or `iconv -f {encoding} -t UTF-8 {name} > utf8 && mv utf8 {name}`"
