"""What can be compared: versions, amendments and drafts, and what is said where there is no such thing."""

from datetime import date
from pathlib import Path

import pytest

from tariff.compare.comparison import compare
from tariff.compare.document import Key
from tariff.compare.sources import Named, Shelf, source, sources
from tariff.diagnostics import InputError

SHELF = Shelf()


def _numbers(named: Named, shelf: Shelf = SHELF) -> list[str]:
    """The articles and the supplementary provisions of a version."""
    return [part.key.number for part in source(named, shelf).documents["ja"].root.children]


def test_terms_on_a_day_and_as_they_are_left() -> None:
    before = source(Named("docomo.xi@2019-11-18", "docomo.xi", date(2019, 11, 18)), SHELF)
    last = source(Named("docomo.xi", "docomo.xi"), SHELF)
    assert [item.documents["ja"].day for item in (before, last)] == [date(2019, 11, 18), date(2019, 11, 20)]
    assert [item.name for item in (before, last)] == ["docomo.xi@2019-11-18", "docomo.xi@2019-11-20"]
    supplements = [
        [part.title for part in item.documents["ja"].root.children if part.key.kind == "supplement"]
        for item in (before, last)
    ]
    assert supplements == [
        ["令和元年10月18日経企第1812号"],
        ["令和元年10月18日経企第1812号", "令和元年11月14日経企第2066号", "令和元年11月18日経企第2085号"],
    ]


def test_headings_text_and_what_is_deleted() -> None:
    root = source(Named("docomo.xi", "docomo.xi"), SHELF).documents["ja"].root
    parts = {"/".join(f"{key.kind} {key.number}" for key in place): part for place, part in root.walk()}
    gone = parts["article 90"]
    assert (gone.label, gone.title, gone.deleted, gone.children) == ("第90条", "", True, ())
    branch = parts["article 78-3"]
    assert (branch.label, branch.title) == ("第78条の3", "iモード等を利用した請求方法等")
    assert [child.label for child in branch.children] == ["", "2", "3"]
    assert branch.children[0].identity == "article 78-3 para 2"
    charge = parts["appendix 1-1/para 1/item 1"]
    assert charge.text == ("料金種別ごとの月額（額は原文にない）。",)
    assert (charge.children[0].key.kind, charge.children[0].label, charge.children[0].title) == ("subitem", "サ", "")
    english = source(Named("docomo.xi", "docomo.xi"), SHELF).documents["en"].root
    assert [part.label for part in english.children[:4]] == ["Article 8", "Article 9", "Article 78-3", "Article 90"]


def test_an_amendment_is_before_and_after() -> None:
    old, new = sources(Named("docomo.keiki2066.ip_voice", "docomo.keiki2066.ip_voice"), None, SHELF)
    assert (old.name, new.name) == ("docomo.ip_voice@2019-11-19", "docomo.ip_voice@2019-11-20")
    assert [item.origin.amendments for item in (old, new) if item.origin] == [0, 1]
    assert old.documents["ja"].pin != new.documents["ja"].pin


def test_an_amendment_of_prior_terms_is_before_and_after_in_those() -> None:
    patches = Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "patches.tariff"
    named = Named("t.patches.4", "t.patches.4")
    old, new = sources(named, None, Shelf((patches,)))
    fee = (Key("article", "2"), Key("para", "1"))
    found = [item.documents["en"].root.find(fee) for item in (old, new)]
    assert [part and part.text for part in found] == [
        ("120 yen a visit before tax.",),
        ("130 yen a visit before tax.",),
    ]


def test_a_draft_is_terms_anew_or_an_amendment(tmp_path: Path) -> None:
    (tmp_path / "next.tariff").write_text(
        'amendment draft.next "案" / "Draft"\n  amends docomo.ip_voice\n  in force from 2030-01-01\n'
        '  insert article 64 "案" / "Draft"\n    ja| 案\n    en| draft\n'
    )
    named = Named(f"{tmp_path}:docomo.ip_voice", "docomo.ip_voice", folder=tmp_path)
    assert "64" in _numbers(named)
    assert "64" not in _numbers(Named("docomo.ip_voice", "docomo.ip_voice"))
    old, new = sources(Named(f"{tmp_path}:draft.next", "draft.next", folder=tmp_path), None, SHELF)
    assert [item.documents["ja"].day for item in (old, new)] == [date(2029, 12, 31), date(2030, 1, 1)]
    (tmp_path / "next.tariff").write_text(
        'terms docomo.ip_voice "案" / "Draft"\n  in force from 2020-01-01\narticle 1\n  ja| 案\n'
    )
    assert _numbers(named, Shelf()) == ["1"]


def test_an_amendment_of_a_draft_takes_the_place_of_the_one_of_its_name(tmp_path: Path) -> None:
    published = Path(__file__).resolve().parents[2] / "clauses" / "docomo" / "xi.keiki2085.tariff"
    text = published.read_text(encoding="utf-8")
    (tmp_path / "draft.tariff").write_text(text.replace("in force from 2019-11-20", "in force from 2020-01-15"))
    named = Named(f"{tmp_path}:docomo.xi", "docomo.xi", folder=tmp_path)
    assert source(named, SHELF).documents["ja"].day == date(2020, 1, 15)


@pytest.mark.parametrize(
    ("old", "code", "says"),
    [
        (Named("docomo.xi@2017-12-31", "docomo.xi", date(2017, 12, 31)), "E1031", "write @2018-01-01"),
        (Named("docomo.xl", "docomo.xl"), "E1201", "did you mean “docomo.xi”?"),
        (Named("docomo.keiki2066.xi", "docomo.keiki2066.xi"), "E1202", "tariff diff docomo.keiki2066.xi"),
        (Named("fixtures/none:docomo.xi", "docomo.xi", folder=Path("fixtures/none")), "E0103", "check the path"),
        (
            Named("fixtures/versions:docomo.xi", "docomo.xi", folder=Path("fixtures/versions")),
            "E1203",
            "it holds t.decisions, t.patches",
        ),
    ],
)
def test_what_cannot_be_compared(old: Named, code: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        sources(old, Named("docomo.xi", "docomo.xi"), SHELF)
    (finding,) = raised.value.findings
    assert finding.code == code
    assert says in finding.mend
    assert finding.where == old.text or finding.code == "E0103"


@pytest.mark.parametrize("text", ["docomo.xi", "docomo.xi@2019-11-20", "docomo.keiki2066.xi@2019-11-20"])
def test_a_version_alone_has_nothing_to_be_compared_with(text: str) -> None:
    name, _, day = text.partition("@")
    with pytest.raises(InputError, match="nothing to compare"):
        sources(Named(text, name, date.fromisoformat(day) if day else None), None, SHELF)


def test_a_plain_text_is_a_source_of_one_language(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_bytes("第1条（目的） この規約は、料金を定めます。\n".encode("cp932"))
    found = source(Named(str(path), file=path), SHELF)
    assert list(found.documents) == ["ja"]
    assert found.documents["ja"].name == "terms.txt"
    with pytest.raises(InputError, match="nothing to compare"):
        sources(Named(str(path), file=path), None, SHELF)
    with pytest.raises(InputError, match="a text in Japanese"):
        compare(found, found, "en")


def test_identities_hold_within_one_history_alone(tmp_path: Path) -> None:
    text = 'terms t.a "題" / "Title"\n  in force from 2020-01-01\n'
    (tmp_path / "a.tariff").write_text(
        f"{text}article 1\n  ja| 甲は乙に支払う。\narticle 2\n  ja| 丙は丁に知らせる。\n"
    )
    draft = tmp_path / "draft"
    draft.mkdir()
    (draft / "b.tariff").write_text(f"{text}article 1\n  ja| 丙は丁に知らせる。\narticle 2\n  ja| 甲は乙に支払う。\n")
    shelf = Shelf((tmp_path / "a.tariff",))
    old, new = Named("t.a", "t.a"), Named("draft:t.a", "t.a", folder=draft)
    pair = compare(*sources(old, new, shelf), "ja").pair
    numbers = [(item.old.key.number, item.new.key.number) for item in pair.children if item.old and item.new]
    assert ("2", "1") in numbers
    assert ("1", "1") not in numbers


def test_one_article_of_a_comparison() -> None:
    old, new = sources(Named("docomo.keiki2066.ip_voice", "docomo.keiki2066.ip_voice"), None, SHELF)
    pair = compare(old, new, "ja", "32").pair
    assert [(item.at_old, item.at_new) for item in pair.children] == [
        ((Key("article", "32"),), (Key("article", "32"),))
    ]
    with pytest.raises(InputError, match="there is no article 33"):
        compare(old, new, "ja", "33")
