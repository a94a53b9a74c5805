"""Reading never fails, never passes anything over, and one mistake is one finding."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tariff.diagnostics import Severity, Span
from tariff.syntax.codes import Code
from tariff.syntax.layout import chunks, cleaned
from tariff.syntax.lines import Kind, lines, sentences
from tariff.syntax.reader import read
from tariff.syntax.values import MAX_DEPTH
from tests.syntax.sources import GOOD, words

_WORD = re.compile(r'"[^"]*"|「[^」]*」|[^\s,()|]+')


@cache
def _texts() -> list[str]:
    return [cleaned(path.read_text(encoding="utf-8")) for path in GOOD]


@cache
def _units() -> list[str]:
    return [chunk for text in _texts() for _, chunk in chunks(text) if chunk.lstrip()[:1] not in ("", "#")]


@given(data=st.data())
def test_one_wrong_word_is_one_finding_in_its_sentence(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(_units()))
    part = data.draw(st.sampled_from(sentences(lines(unit))[1:] or sentences(lines(unit))))
    line = data.draw(st.sampled_from(part.lines))
    if line.kind is not Kind.CODE:
        return
    word = data.draw(st.sampled_from(list(_WORD.finditer(unit, line.start, line.code_end))))
    wrong = data.draw(st.sampled_from(["qqq", "3", "「x」", '"x"', ",", "|", ";", "２", "2016-01-01", '"', "3x"]))
    findings = read("unit", unit[: word.start()] + wrong + unit[word.end() :]).findings
    first, last = (unit.count("\n", 0, offset) + 1 for offset in (part.start, part.end))
    assert len(findings) <= 1
    assert all(finding.span and first <= finding.span.line <= last for finding in findings)


_PIECES = [
    *[
        "\n",
        "\n  ",
        "\n      ",
        "\t",
        "　",
        "\x00",
        '"',
        "「",
        "」",
        "|",
        "#",
        "(",
        ")",
        ",",
        "and",
        "or",
        "３",
        "円",
        "\r",
        "\u2028",
    ],
    *[
        "article 1\n",
        "  means ",
        "plus tax",
        "from",
        "not ",
        "ja|",
        "2019-02-30",
        "\x1a",
        "が",
        "か\u3099",
        ";",
        "\n\n",
        "-",
        "/",
    ],
]


@given(
    source=st.sampled_from(_texts()),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(_PIECES)), min_size=1, max_size=4),
)
@example(source="", edits=[])
@example(source="\x1a", edits=[])
@example(source="  and x\n", edits=[])
@example(source="article 1\n  \x1a\n", edits=[])
def test_any_text_is_read_with_findings_inside_it(source: str, edits: list[tuple[float, int, str]]) -> None:
    for place, length, piece in edits:
        at = int(place * len(source))
        source = source[:at] + piece + source[at + length :]
    reading = read("any", source)
    rows = reading.file.text.split("\n")
    spans = [finding.span for finding in reading.findings if finding.span]
    assert len(spans) == len(reading.findings)
    for span in spans:
        assert (span.line, span.column) < (span.end_line, span.end_column)
        assert 1 <= span.line <= len(rows)
        assert span.end_column <= len(rows[span.end_line - 1]) + 1
    assert all(finding.message and finding.mend for finding in reading.findings)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_spans_are_exact(path: Path) -> None:
    text = cleaned(path.read_text(encoding="utf-8"))
    rows = text.split("\n")
    for unit in read(path.name, text).file.units:
        for word in words(unit):
            span = word.span
            written = rows[span.line - 1][span.column - 1 : span.end_column - 1]
            assert span.end_line == span.line
            assert " ".join(written.split()) == " ".join(word.text.split())


def test_a_sentence_ends_with_its_words() -> None:
    head = 'article 1 "料金" # 注\n  charge 月額 "月額"\n'
    text = head + "    amount 390 JPY plus tax  # 税別\n\n    # 余白\n    no proration\n"
    (article,) = read("x", text).file.units
    (charge,) = article.all("clause")
    amount = charge.first("amount")
    assert amount is not None
    assert amount.span == Span("x", 3, 5, 3, 28)
    assert charge.span == Span("x", 2, 3, 6, 17)
    assert article.span == Span("x", 1, 1, 6, 17)


def test_names_are_composed_and_texts_are_not() -> None:
    decomposed = "か\u3099"
    head = f'article 1 "{decomposed}"\n  ja| {decomposed}\n  charge {decomposed} "x"\n'
    text = head + f"    amount 「{decomposed}」 plus tax\n"
    (article,) = read("x", text).file.units
    assert [word.text for word in words(article) if word.type == "NAME"] == ["が", "「が」"]
    assert [word.text for word in words(article) if word.type in ("STRING", "TEXT")] == [
        f'"{decomposed}"',
        f"ja| {decomposed}",
        '"x"',
    ]


def test_windows_line_breaks_and_a_byte_order_mark_change_nothing() -> None:
    plain = GOOD[0].read_text(encoding="utf-8")
    marked = "\ufeff" + plain.replace("\n", "\r\n")
    assert read("x", marked) == read("x", plain)
    faulty = 'article 1 "x"\r\n  ja| 本文\r\n  qqq\r\n'
    assert [finding.span for finding in read("x", faulty).findings] == [Span("x", 3, 3, 3, 6)]


def test_a_line_break_alone_is_a_control_sign() -> None:
    (finding,) = read("x", 'article 1 "x"\n  ja| a\rb\n').findings
    assert (finding.code, finding.span) == (Code.CONTROL_SIGN, Span("x", 2, 8, 2, 9))


def test_a_comment_does_not_swallow_the_line_that_continues_its_sentence() -> None:
    split = "    when a is known # one\n      # two\n\n      and b is known\n"
    head = 'article 1 "x"\n  charge c "x"\n'
    assert read("x", head + split).file.units == read("x", head + "    when a is known and b is known\n").file.units


@pytest.mark.parametrize(
    "expression",
    ["not " * 1000 + "a", "the day after " * 1000 + "a", "(a + " * 1000 + "a" + ")" * 1000, "a or " * 1000 + "a"],
    ids=lambda expression: expression[:10],
)
def test_nesting_has_an_end(expression: str) -> None:
    text = f'article 1 "x"\n  define d as date\n    means {expression}\n'
    assert [finding.code for finding in read("x", text).findings] == [Code.TOO_DEEP]


def test_nesting_of_lines_has_an_end() -> None:
    text = 'article 1 "x"\n' + "".join(f"{'  ' * (level + 1)}item {level}\n" for level in range(2 * MAX_DEPTH))
    assert [finding.code for finding in read("x", text).findings] == [Code.TOO_DEEP]


def test_parentheses_alone_do_not_nest() -> None:
    text = 'article 1 "x"\n  define d as date\n    means ' + "(" * 5000 + "a" + ")" * 5000 + "\n"
    assert read("x", text).findings == ()


@pytest.mark.parametrize("expression", ["(" * 100_000, "not " * 100_000, "a\n      and " * 100_000, "1" * 100_000])
def test_a_sentence_has_an_end(expression: str) -> None:
    text = f'article 1 "x"\n  define d as date\n    means {expression}a\n  ja| {"長い本文。" * 10_000}\n'
    (finding,) = read("x", text).findings
    assert (finding.code, finding.span) == (Code.TOO_LONG, Span("x", 3, 5, 3, 10))


def test_a_fault_under_a_fault_does_not_end_the_reading() -> None:
    text = 'article 1 "x"\n  chrge c "x"\n    amount ３ JPY plus tax\n  see artcle 1\n'
    codes = [finding.code for finding in read("x", text).findings]
    assert codes == [Code.UNKNOWN_SENTENCE, Code.FULL_WIDTH, Code.UNEXPECTED_WORD]


def test_what_was_left_out_is_not_found_again_behind_a_comment() -> None:
    text = 'article 1 "x"\n  ja| x\n    # c\n    see article ３\n'
    assert [finding.code for finding in read("x", text).findings] == [Code.FULL_WIDTH]


def test_many_faults_have_an_end() -> None:
    text = "".join(f'article {number} "x"\n  qqq\n' for number in range(5000))
    findings = read("x", text).findings
    assert [finding.code for finding in findings[99:]] == [Code.UNKNOWN_SENTENCE, Code.TOO_MANY]
    assert findings[-1].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  qqq\n", Code.UNKNOWN_SENTENCE),
        ("\tpara 1\n", Code.INDENT_SIGN),
        ("  see article ３\n", Code.FULL_WIDTH),
        ("    para 1\n      ja| x\n   para 2\n", Code.NO_SUCH_LEVEL),
        ("  ja| x\n    ja| y\n", Code.INDENTED_TOO_FAR),
        ("  define d as date\n", Code.NOTHING_UNDER),
    ],
)
def test_a_chunk_full_of_faults_has_an_end(line: str, code: Code) -> None:
    findings = read("x", 'article 1 "x"\n' + line * 10_000).findings
    assert {finding.code for finding in findings} - {Code.TOO_MANY} == {code}
    assert len(findings) <= 101
