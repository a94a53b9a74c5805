"""Amendment texts as amendments of clause files: they do in the language what the sentences say."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.compare.align import align
from tariff.compare.amending.applying import apply
from tariff.compare.amending.between import operations_between
from tariff.compare.amending.coding import Heading, coded
from tariff.compare.amending.reading import read
from tariff.compare.amending.writing import write
from tariff.compare.changes import changes
from tariff.compare.comparison import compare
from tariff.compare.document import Document, Key, Part
from tariff.compare.editions import document_of
from tariff.compare.sources import Named, Origin, Shelf, sources
from tariff.diagnostics import InputError
from tariff.syntax.formatter import format_text
from tariff.syntax.nodes import Reading
from tariff.syntax.reader import read as read_clauses
from tariff.versions import Library
from tariff.versions.consolidate import consolidate
from tests.shipped import LIBRARY

_FIXTURES = Path(__file__).parents[2] / "fixtures/amending"
_SHELF = Shelf()
_AMENDMENTS = [item.name for name in LIBRARY.names for item in LIBRARY.pack(name).amendments]
_DAY = date(2030, 4, 1)


def _origin(name: str) -> tuple[Origin, Part, Part]:
    old, new = sources(Named(name, name), None, _SHELF)
    assert old.origin
    return old.origin, old.documents["ja"].root, new.documents["ja"].root


def _sentences(name: str) -> str:
    return write(operations_between(compare(*sources(Named(name, name), None, _SHELF), "ja")))


def _unit(origin: Origin, root: Part, text: str) -> str:
    tree = consolidate(origin.pack, origin.known_on).editions[-1].tree
    return coded(Heading("draft.made", origin.terms, _DAY, date(2030, 3, 1)), tree, root, read(text, "sentences"))


def _amended(origin: Origin, unit: str) -> Part:
    """The Japanese text of the terms under a unit of a clause file."""
    pack = origin.pack
    library = Library.of([*(Reading(file, ()) for file in pack.files), read_clauses("draft", unit)])
    assert library.findings == ()
    drafted = library.pack(pack.name).amendments[-1]
    line = consolidate(evolve(pack, amendments=(*pack.amendments, drafted)))
    assert line.faults == ()
    return _anonymous(document_of(pack.titles, line.editions[-1].tree, _DAY, "ja", "").root)


def _anonymous(part: Part) -> Part:
    """The part without what sentences do not say: identities, and the names of amendments."""
    key = Key("supplement", part.title) if part.key.kind == "supplement" else part.key
    return evolve(part, key=key, identity="", children=tuple(map(_anonymous, part.children)))


@pytest.mark.parametrize("name", _AMENDMENTS)
def test_amendments_of_the_packs_through_their_sentences(name: str, file_regression: FileRegressionFixture) -> None:
    origin, old, new = _origin(name)
    unit = _unit(origin, old, _sentences(name))
    assert format_text("draft", unit) == unit
    assert changes(align(_amended(origin, unit), _anonymous(new))) == ()
    file_regression.check(unit, fullpath=_FIXTURES / f"{name}.tariff.txt", encoding="utf-8")


_FORMS = """\
第32条の見出しを「利用の停止」に改め、同条第1項の柱書きを次のように改める。
　次のいずれかに当たるときは、利用を止めることがある。
第44条の見出し中「支払義務」を「支払い」に改め、第63条第1項の柱書き中「氏名、」を削る。
第32条第3項を第5項とし、同条第2項の次に次の2項を加える。
　3（期間）　停止は6か月までとする。
　　(1)　延長の要請があるときは、この限りでない。
　4　停止したときは、知らせる。
第44条第1項を次のように改める。
　１　料金は、月ごとに支払う。
第63条の次に次の1条を加える。
　第63条の2（通知）　通知は書面による。
別表2の4の項を次のように改める。
　4　迷惑電話を止める機能は、次の条件による。
　　(1)　契約者の申出があること。
別表2の5の項を削る。
"""


def test_every_form_of_sentence(file_regression: FileRegressionFixture) -> None:
    origin, old, _ = _origin("docomo.keiki2066.ip_voice")
    unit = _unit(origin, old, _FORMS)
    said = [item.operation for item in read(_FORMS, "sentences")]
    whole = apply(Document("", None, old, ""), said).root
    made = _amended(origin, unit)
    made = evolve(made, children=made.children[:-1])  # the amendment's own supplementary provisions
    assert changes(align(made, _anonymous(whole))) == ()
    file_regression.check(unit, fullpath=_FIXTURES / "forms.tariff.txt", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('第63条中「氏名」を「"氏名"」に改める。', "straight quote"),
        ("第63条の次に次の1章を加える。\n　第3章　雑則", "第3章 is no part of provisions in a clause file"),
        ("第32条第1項を第9項とし、第2項を第1項とし、第9項を第2項とする。", "change places"),
        ("第99条を削る。", "there is no 第99条"),
    ],
)
def test_what_the_language_cannot_say(text: str, message: str) -> None:
    origin, old, _ = _origin("docomo.keiki2066.ip_voice")
    with pytest.raises(InputError, match=message):
        _unit(origin, old, text)
