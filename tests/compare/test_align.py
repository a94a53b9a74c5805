"""Two trees of parts become pairs; what is done to a part is found, whatever its number is now."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from tariff.compare.align import align
from tariff.compare.changes import Change, Kind, changes
from tariff.compare.document import Key, Part
from tariff.compare.normal import normal
from tariff.compare.pairs import Pair, Words
from tariff.compare.plain import read_document
from tests.compare.parts import article, document, item, para, parts

_TURNED = {
    Kind.INSERTED: Kind.DELETED,
    Kind.DELETED: Kind.INSERTED,
    Kind.EMPTIED: Kind.FILLED,
    Kind.FILLED: Kind.EMPTIED,
}


# Enough to meet every kind of change; trees are dear to draw.
_FEW = settings(max_examples=30)


def _seen(old: Part, new: Part) -> list[str]:
    """Each change as ``kind 3/2 > 3/1: -old+new``, in short."""
    return [_line(change) for change in changes(align(old, new))]


def _line(change: Change) -> str:
    places = ("/".join(key.number for key in place) for place in (change.at_old, change.at_new))
    words = change.pair.title if change.kind == Kind.RETITLED else change.pair.text
    differing = [f"-{run.old.strip()}+{run.new.strip()}" for run in words if not run.same]
    return " ".join(
        [change.kind, " > ".join(places), *(differing if change.kind in (Kind.RETITLED, Kind.REWORDED) else [])]
    )


REQUESTS = "当社が定める方法により暗証番号を利用して、氏名、住所その他の情報の開示に関する請求を行うことができます。"
SAVING = (
    "開示された情報を、当社が定める方法により、当社が設置した電気通信設備において保存、編集又は削除することができます。"
)


def test_finds_the_words_that_changed_inside_a_renumbering() -> None:
    old = document(
        article(
            "91-4",
            para(
                "1",
                "FOMA契約者は、当社が定める方法により暗証番号を利用して第97条の2(dカードmini)に規定する請求等を行うことができます。",
            ),
            para("2", f"前項の規定によるほか、FOMA契約者は、{REQUESTS.replace('暗証番号', '暗証番号等')}"),
            para("3", "当社は、前2項の規定により請求等があったときは、その請求等を契約者からの請求とみなします。"),
            para("4", f"FOMA契約者は、第2項の規定により{SAVING}"),
            para("5", "", omitted=True),
        )
    )
    new = document(
        article(
            "91-4",
            para("1", f"F O M A 契約者は、{REQUESTS}"),
            para("2", "当社は、前項の規定により請求等があったときは、その請求等を契約者からの請求とみなします。"),
            para("3", f"FOMA契約者は、第 1 項の規定により{SAVING}"),
            para("4", "", omitted=True),
        )
    )
    assert _seen(old, new) == [
        "deleted 91-4/1 > ",
        "renumbered 91-4/2 > 91-4/1",
        "reworded 91-4/2 > 91-4/1 -前項の規定によるほか、+ -暗証番号等+暗証番号",
        "renumbered 91-4/3 > 91-4/2",
        "reworded 91-4/3 > 91-4/2 -前2項+前項",
        "renumbered 91-4/4 > 91-4/3",
        "reworded 91-4/4 > 91-4/3 -第2項+第 1 項",
        "renumbered 91-4/5 > 91-4/4",
    ]


STOPPED = "音声利用IP通信網サービスの利用停止をするときは、あらかじめそのことを契約者に通知します。"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            document(article("90", para("1", "当社は、dカードminiを提供します。"), title="d カード mini")),
            document(article("90", deleted=True)),
            ["emptied 90 > 90"],
            id="emptied",
        ),
        pytest.param(
            document(article("90", deleted=True)),
            document(article("90", para("1", "当社は、dカードminiを提供します。"), title="d カード mini")),
            ["filled 90 > 90"],
            id="filled",
        ),
        pytest.param(
            document(
                article(
                    "32",
                    para("1", "当社は停止することがあります。"),
                    para("2", f"当社は、前項第1号から第8号の規定により{STOPPED}"),
                )
            ),
            document(
                article(
                    "32",
                    para("1", "当社は停止することがあります。"),
                    para(
                        "2",
                        "当社は、前項の規定によるほか、警察機関から利用停止の要請があったときは、番号情報送出機能を停止することがあります。",
                    ),
                    para("3", f"当社は、前2項の規定により{STOPPED}"),
                )
            ),
            [" > 32/2", "renumbered 32/2 > 32/3", "reworded 32/2 > 32/3 -前項第1号から第8号+前2項"],
            id="inserted before one that is reworded",
        ),
        pytest.param(
            document(
                article("5", text="料金は月額390円とします。", title="料金"),
                article("6", text="解約は書面により行います。", title="解約"),
            ),
            document(
                article("5", text="当社は別に定める事項を公表します。", title="公表"),
                article("6", text="解約は書面により行います。", title="解約"),
            ),
            [
                "retitled 5 > 5 -料金+公表",
                "reworded 5 > 5 -料金は月額390円とします。+当社は別に定める事項を公表します。",
            ],
            id="replaced under its number",
        ),
        pytest.param(
            document(article("1", text="この規約は本サービスに適用します。", title="X i の 適 用")),
            document(article("1", text="この規約は、本サービスに適用します。".replace("、", ""), title="Xiの適用")),
            [],
            id="blanks",
        ),
        pytest.param(
            document(article("78-4", omitted=True, last="93"), article("94", text="契約者は支払いを要します。")),
            document(article("91-5", omitted=True, last="93"), article("94", text="契約者は支払いを要します。")),
            ["left_out 78-4 > 91-5"],
            id="a passage left out from elsewhere",
        ),
        pytest.param(
            document(article("5", item("1", omitted=True, last="5"))),
            document(
                article(
                    "5",
                    item("1", omitted=True, last="4"),
                    item("5", "追加番号の付与に係る請求を承諾しないことがあります。"),
                )
            ),
            ["left_out 5/1 > 5/1", "inserted  > 5/5"],
            id="a passage left out up to elsewhere",
        ),
        pytest.param(
            document(
                article("7", item("イ", omitted=True, last="カ"), item("キ", "廃止します。"), item("ク", omitted=True))
            ),
            document(
                article("7", item("イ", omitted=True, last="カ"), item("キ", "廃止します。"), item("カ", omitted=True))
            ),
            ["left_out 7/ク > 7/カ"],
            id="a label that slipped",
        ),
    ],
)
def test_finds(old: Part, new: Part, expected: list[str]) -> None:
    found = _seen(old, new)
    assert len(found) == len(expected)
    assert all(line.endswith(end) for line, end in zip(found, expected, strict=True)), found


_LONG = read_document(Path(__file__).parents[2] / "fixtures/texts/docomo-2019-11-foma-before.txt").root.find(
    (Key("chapter", "14"), Key("article", "97-2"))
)


@pytest.mark.parametrize("struck", range(22))
def test_a_struck_paragraph_renumbers_those_after_it(struck: int) -> None:
    assert _LONG is not None
    before, after = _LONG.children[:struck], _LONG.children[struck + 1 :]
    closed = (
        evolve(part, key=Key("para", str(int(part.key.number) - 1))) for part in after if part.key.number.isdigit()
    )
    note = tuple(part for part in after if not part.key.number.isdigit())
    shorter = evolve(_LONG, children=(*before, *closed, *note))
    renumbered = [f"renumbered 97-2/{number} > 97-2/{number - 1}" for number in range(struck + 2, 23)]
    assert _seen(document(_LONG), document(shorter)) == [f"deleted 97-2/{struck + 1} > ", *renumbered]


def test_an_identity_outweighs_number_and_words() -> None:
    old = document(
        article("1", text="料金は月額390円とします。", identity="fee"),
        article("2", text="解約は書面で行います。", identity="end"),
    )
    new = document(
        article("1", text="解約は書面で行います。", identity="fee"),
        article("2", text="料金は月額390円とします。", identity="end"),
    )
    assert [line.split()[0] for line in _seen(old, new)] == ["reworded", "reworded"]


def test_an_article_that_went_to_another_chapter_is_one_pair() -> None:
    moved = "契約者は、当社が定める方法により、当社が設置した電気通信設備を利用することができます。"
    chapter = [Part(Key("chapter", number), f"第{number}章", title) for number, title in (("1", "総則"), ("2", "雑則"))]
    old = document(
        _with(chapter[0], article("1", text="適用"), article("2", text=moved)),
        _with(chapter[1], article("3", text="雑則")),
    )
    new = document(
        _with(chapter[0], article("1", text="適用")),
        _with(chapter[1], article("3", text="雑則"), article("4", text=moved)),
    )
    assert _seen(old, new) == ["moved 1/2 > 2/4", "renumbered 1/2 > 2/4"]


def _with(part: Part, *children: Part) -> Part:
    return evolve(part, children=children)


@given(parts())
@_FEW
def test_a_document_does_not_differ_from_itself(part: Part) -> None:
    assert changes(align(part, part)) == ()


@given(parts(), parts())
@_FEW
def test_what_was_inserted_one_way_is_deleted_the_other(old: Part, new: Part) -> None:
    there = Counter((change.kind, change.at_old, change.at_new) for change in changes(align(old, new)))
    back = Counter(
        (_TURNED.get(change.kind, change.kind), change.at_new, change.at_old) for change in changes(align(new, old))
    )
    moved = [sum(times for (kind, *_), times in side.items() if kind == Kind.MOVED) for side in (there, back)]
    assert moved[0] == moved[1]
    assert {key: times for key, times in there.items() if key[0] != Kind.MOVED} == {
        key: times for key, times in back.items() if key[0] != Kind.MOVED
    }


@given(parts(), parts())
@_FEW
def test_every_part_is_in_one_pair_and_its_words_are_as_they_were(old: Part, new: Part) -> None:
    pairs = list(align(old, new).walk())
    _each_once(old, [pair.old for pair in pairs])
    _each_once(new, [pair.new for pair in pairs])
    for pair in pairs:
        _rebuilds(pair, pair.old, lambda words: "".join(run.old for run in words))
        _rebuilds(pair, pair.new, lambda words: "".join(run.new for run in words))


def _each_once(root: Part, paired: list[Part | None]) -> None:
    found = Counter(id(part) for part in paired if part)
    assert found == Counter([id(root), *(id(part) for _, part in root.walk())])


def _rebuilds(pair: Pair, part: Part | None, side: Callable[[Words], str]) -> None:
    assert side(pair.title) == (part.title if part else "")
    assert side(pair.text) == "".join(f"{paragraph}\n" for paragraph in (part.text if part else ()))


@given(parts(), parts())
@_FEW
def test_no_change_goes_unseen(old: Part, new: Part) -> None:
    assert (changes(align(old, new)) == ()) == (_read(old) == _read(new))


def _read(root: Part) -> list[object]:
    """All that can be read in a document, however it is written."""
    return [
        (place, normal(part.title), normal("\n".join(part.text)), part.deleted, part.omitted, part.last)
        for place, part in (((), root), *root.walk())
    ]
