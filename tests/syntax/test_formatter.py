"""The formatter changes blanks and nothing else, however a file was written, and comes to rest at once."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariff.diagnostics import InputError
from tariff.syntax.formatter import format_text
from tariff.syntax.layout import cleaned
from tariff.syntax.lines import Kind, lines
from tariff.syntax.reader import read
from tests.syntax.sources import GOOD

# Blanks between words, outside of what is quoted: where more blanks change nothing.
_GAP = re.compile(r'"[^"]*"|「[^」]*」|(?P<gap>[ ]+)')
_LOOSE = """\


# top
terms   x.y    "題"/"t"   # one
    issuer "z"
    # on languages
    languages ja,en
         # too deep
    billing
        # in billing
        issue on the   first day of the month after
      # between the levels

        due on day 25 of the month after


# beside the terms
    # still in the terms
# above the record
record contract
     a    "あ"   as date
     bcd  "いう" as yes or   no or  unknown


# above the article

article 1
   para 1
      charge c "料" / "f"
          table by whole months   from (a) to (  a+1  -  2 ) * 3 plus tax   # a table
             | under 13 months | 5,600 JPY |
             # between rows
             | from 13 months   under 25 months | 料金|  # a row
             |otherwise|2,800 JPY  |
          when a is known # first
               # between
               and a is unknown
            or a before 2016-01-01   # last
            assume "x   y"
          ja|  text   with   blanks \t
example "e"
  expect total is   -  390 JPY



"""
_LAID_OUT = """\
# top
terms x.y "題" / "t"  # one
  issuer "z"
  # on languages
  languages ja, en
  # too deep
  billing
    # in billing
    issue on the first day of the month after
    # between the levels

    due on day 25 of the month after

# beside the terms
  # still in the terms

# above the record
record contract
  a    "あ"   as date
  bcd  "いう" as yes or no or unknown

# above the article

article 1
  para 1
    charge c "料" / "f"
      table by whole months from (a) to (a + 1 - 2) * 3 plus tax  # a table
        | under 13 months                | 5,600 JPY |
        # between rows
        | from 13 months under 25 months | 料金      |  # a row
        | otherwise                      | 2,800 JPY |
      when a is known  # first
        # between
        and a is unknown
        or a before 2016-01-01  # last
        assume "x   y"
      ja|  text   with   blanks

example "e"
  expect total is -390 JPY
"""


def _comments(text: str) -> list[str]:
    text = cleaned(text)
    return [
        text[line.code_end : line.end].strip()
        for line in lines(text)
        if line.kind in (Kind.CODE, Kind.COMMENT) and text[line.code_end : line.end].strip()
    ]


def _check(written: str, tree_of: str) -> None:
    laid_out = format_text("x", written)
    assert read("x", laid_out).file.units == read("x", tree_of).file.units
    assert _comments(laid_out) == _comments(written)
    assert format_text("x", laid_out) == laid_out


def test_lays_out() -> None:
    assert format_text("x", _LOOSE) == _LAID_OUT
    _check(_LOOSE, _LOOSE)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files_are_laid_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(path.name, text) == text


# The long files say nothing that the short ones do not.
_SHORT = [path for path in GOOD if path.stat().st_size < 12_000]


@settings(max_examples=50)
@given(data=st.data(), path=st.sampled_from(_SHORT), step=st.integers(1, 5))
def test_any_spacing_comes_to_the_same(data: st.DataObject, path: Path, step: int) -> None:
    draw = data.draw
    original = path.read_text(encoding="utf-8")
    written = "\n" * draw(st.integers(0, 3))
    rows = original.split("\n")
    first = draw(st.integers(0, max(0, len(rows) - 12)))
    for number, row in enumerate(rows):
        # Drawing for every line of a long file would be slow, and would say no more.
        written += _respaced(row, step, data if first <= number < first + 12 else None) + "\n"
    assert read("x", written).findings == ()
    _check(written, original)


def _respaced(row: str, step: int, data: st.DataObject | None) -> str:
    body = row.lstrip(" ")
    indent = " " * ((len(row) - len(body)) // 2 * step)
    if data is None:
        return indent + body if body else ""
    (line,) = lines(row) if row else (None,)
    before = data.draw(st.sampled_from(["", "", "\n", "\n\n", "# 注\n", "      # 注\n", "  # 注\n\n"]))
    if line is None or line.kind is not Kind.CODE or body.startswith(("and ", "or ")):
        # A comment may stand before a line that continues a sentence; a blank line may, too.
        return before + indent + body + data.draw(st.sampled_from(["", "  "]))
    code, comment = row[line.start : line.code_end], row[line.code_end :]
    room = data.draw(st.sampled_from([" ", "   "]))
    code = _GAP.sub(lambda match: room if match["gap"] else match.group(), code)
    tight = data.draw(st.booleans())
    if tight and not code.startswith("given"):
        code = re.sub(r'(?<=["）)]) / (?=")', "/", code.replace(room + "|", "|"))
    after = comment or data.draw(st.sampled_from(["", "# 注", '  # 注 "引用', "   "]))
    return before + indent + code + (" " + after if after.startswith("#") else after)


def test_line_breaks_and_byte_order_mark_stay() -> None:
    assert format_text("x", "\ufeff" + _LOOSE.replace("\n", "\r\n")) == "\ufeff" + _LAID_OUT.replace("\n", "\r\n")


def test_text_of_provisions_stays() -> None:
    text = 'article 1 "a   b"\n  ja|全角　の  空白、"引用" # 注ではない\n  en|\n'
    assert format_text("x", text) == text


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "  # indented\n\n\n# more\n"])
def test_files_without_units(text: str) -> None:
    _check(text, "")


def test_a_file_with_faults_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        format_text("x", 'article 1 "a"\n   qqq\n')
    assert caught.value.findings == read("x", 'article 1 "a"\n   qqq\n').findings
