"""Words are compared by legal tokens, in whole phrases; how they are written does not count, and is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariff.compare.normal import located, normal
from tariff.compare.tokens import norms, tokens
from tariff.compare.words import words

_WRITTEN = st.text(alphabet="第90条の２項 　dカードｶﾞmini(（)年14.5％、①㈱又はX i\n及び円1,050", max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第97条の2第2項前2項第1号(5)", "第97条の2 第2項 前2項 第1号 (5)"),
        ("第九十七条の二及び第 68 条又は同条件", "第九十七条の二 及び 第68条 又は 同条件"),
        ("令和元年 11 月 14 日から2019年11月20日まで", "令和元年11月14日 から 2019年11月20日 まで"),
        ("2019-11-20の10:00、11月末", "2019-11-20 の 10:00 、 11月 末"),
        ("利率年14.5％又は14.5%", "利率 年14.5% 又は 14.5%"),
        ("１，０５０円を24時間、61日以前、6 か月", "1,050円 を 24時間 、 61日 以前 、 6か月"),
        ("X i サービスのd カード mini", "Xi サービス の d カード mini"),
        ("暗証番号等を利用し、契約者が支払う", "暗証番号等 を 利用 し 、 契約者 が 支払 う"),
        ("the fee of Article 9-2 is 300 yen", "the fee of Article 9-2 is 300 yen"),
    ],
)
def test_cuts_into_legal_tokens(text: str, expected: str) -> None:
    assert " ".join(norm for norm in norms(normal(text)) if norm.strip()) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("X i", "Xi"),
        ("Ｆ Ｏ Ｍ Ａ 契約者", "FOMA契約者"),
        ("d カード mini (当社が定めるもの)", "ｄカードmini（当社が定めるもの）"),
        ("削　除", "削除"),
        ("第 10 条～第 16 条", "第10条〜第16条"),
        ("monthly\nfee", "monthly fee"),
        ("ﾊﾟｹｯﾄ", "パケット"),
    ],
)
def test_sets_aside_how_words_are_written(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert [run.same for run in words(one, other)] == [True]


@pytest.mark.parametrize(
    ("one", "other"), [("削除", "削 減"), ("monthly fee", "monthlyfee"), ("1 0円", "10円"), ("第1項", "第2項")]
)
def test_keeps_words_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("次の(1)から(5)の条件", "次の(1)から(4)の条件", "次の(1)から[(5)|(4)]の条件"),
        (
            "第68条、第85条、第90条及び第91条において",
            "第68条及び第85条において",
            "第68条[、第85条、第90条及び第91条|及び第85条]において",
        ),
        ("契約者が次のいずれかに該当する", "契約者がいずれかに該当する", "契約者が[次の|]いずれかに該当する"),
        ("暗証番号等を利用", "暗証番号を利用", "[暗証番号等|暗証番号]を利用"),
        ("割合は年14.5％とします。", "割合は年 14.6% とします。", "割合は[年14.5％|年 14.6% ]とします。"),
        ("A が B を C に譲渡", "A が D を E に譲渡", "A が [B を C|D を E] に譲渡"),
        ("The fee is 300 yen a month.", "The fee is 350 yen a month.", "The fee is [300 yen|350 yen] a month."),
        ("料金は無料です。", "契約者は解約できます。", "[料金は無料です。|契約者は解約できます。]"),
        ("", "新設", "[|新設]"),
    ],
)
def test_shows_whole_phrases(old: str, new: str, expected: str) -> None:
    assert "".join(run.new if run.same else f"[{run.old}|{run.new}]" for run in words(old, new)) == expected


@given(_WRITTEN, _WRITTEN)
def test_raw_text_comes_back_and_sides_can_be_exchanged(old: str, new: str) -> None:
    runs = words(old, new)
    assert ("".join(run.old for run in runs), "".join(run.new for run in runs)) == (old, new)
    assert [(run.new, run.old, run.same) for run in runs] == [(run.old, run.new, run.same) for run in words(new, old)]
    assert all(run.same for run in runs) == (normal(old) == normal(new))


@given(_WRITTEN)
def test_every_sign_has_its_place(text: str) -> None:
    close, starts = located(text)
    assert close == normal(text)
    assert starts == sorted(starts)
    assert "".join(token.raw for token in tokens(text)) == (text if close else "")
    assert normal(close) == close


def test_a_paragraph_of_any_length_shows_the_phrases_that_changed() -> None:
    clauses = [f"契約者は第{number}条の料金{number}円を、" for number in range(300)]
    old, new = (f"{first}{''.join(clauses)}{last}" for first, last in (("当社は、", "払う"), ("弊社は、", "要しない")))
    differing = [(run.old, run.new) for run in words(old, new) if not run.same]
    assert differing == [("当社", "弊社"), ("払う", "要しない")]
