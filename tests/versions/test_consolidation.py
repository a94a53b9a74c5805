"""Amendments: every kind of patch, as golden text; and the law that their order of application does not matter."""

from datetime import date
from pathlib import Path

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.interpret import Evaluator
from tariff.model.facts import Facts, Row
from tariff.syntax.reader import read
from tariff.versions import Library
from tariff.versions.consolidate import Edition, consolidate
from tariff.versions.pack import Pack, assemble
from tariff.versions.provisions import Provision

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "patches.tariff"
LIBRARY = Library.load([FIXTURE])


def shown(item: Provision, depth: int = 0) -> str:
    """A provision with its text and what lies below it."""
    indent = "  " * depth
    title = f" {item.titles.ja} / {item.titles.en}" if item.titles.ja else ""
    head = f"{indent}{item.step}{title}{f' [{item.changed_by}]' if item.changed_by else ''}\n"
    own = [f"{indent}  {item.deleted}\n"] if item.deleted else []
    own += [f"{indent}  {line.language}| {line.text}\n" for line in item.text]
    own += [f"{indent}  ({node.kind} {node.text('NAME')})\n" for node in item.content if node.text("NAME")]
    return head + "".join(own) + "".join(shown(child, depth + 1) for child in item.children)


def edition_text(edition: Edition) -> str:
    """An edition with the day from which it is in force."""
    return f"== from {edition.since}: {', '.join(edition.by)}\n" + "".join(map(shown, edition.tree.children))


def test_every_kind_of_patch(file_regression: FileRegressionFixture) -> None:
    line = LIBRARY.line("t.patches")
    assert line.faults == ()
    file_regression.check("".join(map(edition_text, line.editions)), fullpath=FIXTURE.with_suffix(".txt"))


def test_as_known_on_a_day() -> None:
    known = [item.since for item in LIBRARY.line("t.patches", date(2021, 5, 1)).editions]
    assert known == [date(2020, 4, 1), date(2021, 1, 1), date(2021, 6, 1)]
    assert len(LIBRARY.line("t.patches", date(2021, 4, 30)).editions) == 2


def fee(accepted_on: date, done_on: date) -> int:
    """What one visit costs, before tax."""
    terms = LIBRARY.terms("t.patches")
    rows: dict[str, tuple[Row, ...]] = {
        "contract": (Row("", {"accepted_on": accepted_on.toordinal()}),),
        "visit": (Row("v", {"done_on": done_on.toordinal()}),),
    }
    facts = Facts("c", "t.patches", rows)
    return sum(line.amount for line in Evaluator(terms).evaluate(facts, date(2024, 1, 1).toordinal()).lines)


def test_prior_terms_stay_as_they_were_or_live_on() -> None:
    late, early = date(2020, 8, 1), date(2020, 5, 1)
    assert fee(late, date(2020, 12, 31)) == 100
    assert fee(late, date(2021, 7, 1)) == 120
    assert fee(late, date(2022, 4, 1)) == 150
    assert fee(early, date(2021, 7, 1)) == 120
    assert fee(early, date(2022, 4, 1)) == 130  # the prior terms were amended too


def test_prior_terms_kept_are_not_amended_later() -> None:
    branches = LIBRARY.terms("t.patches").branches
    assert [(item.amendment, item.frozen, len(item.versions)) for item in branches] == [
        ("t.patches.1", True, 0),
        ("t.patches.2", False, 2),
    ]


OPERATIONS = st.sampled_from(
    (
        '  delete article {n} leaving "削除"',
        "  strike article {n} and close up",
        "  insert article {n} and renumber the rest\n    ja| 新設\n    en| new",
        "  substitute article {n}\n    ja| 差替え\n    en| substituted",
        '  retitle article {n} "題" / "Title {n}"',
        '  in article {n}\n    replace "本文" with "本文本文"',
    )
)
PATCHES = st.lists(
    st.tuples(st.lists(st.tuples(OPERATIONS, st.integers(1, 6)), max_size=4), st.integers(0, 3)), max_size=5
)


def pack_of(patches: list[tuple[list[tuple[str, int]], int]]) -> Pack:
    """Terms of five articles with amendments made of these operations."""
    text = 'terms t.random "題" / "Title"\n  in force from 2020-01-01\n'
    text += "".join(f"article {n}\n  ja| 本文{n}\n" for n in range(1, 6))
    for index, (operations, months) in enumerate(patches):
        text += f'amendment t.random.{index} "改正" / "Amendment"\n  amends t.random\n'
        text += f"  in force from 2020-{2 * index + 1 + months % 2:02d}-02\n"
        text += "".join(operation.replace("{n}", str(number)) + "\n" for operation, number in operations)
    packs, findings = assemble([read("random.tariff", text).file])
    assert findings == []
    return packs["t.random"]


@given(PATCHES)
def test_one_by_one_or_at_once(patches: list[tuple[list[tuple[str, int]], int]]) -> None:
    pack = pack_of(patches)
    at_once = consolidate(pack).editions[-1].tree
    step = evolve(pack, amendments=())
    for amendment in pack.amendments:
        editions = consolidate(evolve(step, amendments=(amendment,))).editions
        step = evolve(step, base=editions[-1].tree)
    assert [item for _, item in step.base.walk() if item.step.part != "supplement"] == [
        item for _, item in at_once.walk() if item.step.part != "supplement"
    ]


@given(PATCHES)
def test_no_two_provisions_are_one(patches: list[tuple[list[tuple[str, int]], int]]) -> None:
    """An identity belongs to one provision of an edition, and does not come back once that is gone."""
    gone, before = set[str](), set[str]()
    for edition in consolidate(pack_of(patches)).editions:
        identities = [item.identity for _, item in edition.tree.walk()]
        assert len(identities) == len(set(identities))
        assert not gone & set(identities)
        gone |= before - set(identities)
        before = set(identities)


def test_an_identity_outlives_the_number() -> None:
    first, second, third, last = (edition.tree for edition in LIBRARY.line("t.patches").editions)
    article, para = first.children[1], first.children[1].children[1]
    assert [item.identity for item in (article, para)] == ["article 2", "article 2 para 2"]
    assert [item.identity for item in second.children[1].children] == [
        "article 2 para 1",
        "t.patches.1:article 2 para 2",
        "article 2 para 2",
        "article 2 para 3",
    ]
    assert [item.identity for item in third.children[3:5]] == ["t.patches.2:article 4", "article 4"]
    assert last.children[1].children[0].identity == "article 2 para 1"  # substituted


RETOLD = """
amendment t.patches.5 "経過措置の改正" / "Amendment of a transition"
  amends t.patches
  in force from 2023-01-01
  delete para 2 of t.patches.1 leaving "削除"
"""


def test_a_transition_holds_for_the_days_on_which_it_stands(tmp_path: Path) -> None:
    """Striking a transition changes what is governed by later days, never what was governed before."""
    changed = tmp_path / "patches.tariff"
    changed.write_text(FIXTURE.read_text() + RETOLD)
    before = LIBRARY.terms("t.patches").branches[0]
    after = Library.load([changed]).terms("t.patches").branches[0]
    assert (after.since, after.prior_day) == (before.since, before.prior_day) == (737791, 737790)
    assert (before.until, after.until) == (None, date(2023, 1, 1).toordinal())


def test_terms_after_some_of_their_amendments() -> None:
    """What later ones declare, their transitions too, is left out; with the last of them the terms are whole."""
    pack, whole = LIBRARY.pack("t.patches"), LIBRARY.terms("t.patches")
    cuts = [LIBRARY.terms("t.patches", amendments=number) for number in range(len(pack.amendments) + 1)]
    assert cuts[-1] is whole
    assert len({terms.digest for terms in cuts}) == len(cuts)
    for number, terms in enumerate(cuts):
        days = {item.in_force for item in pack.amendments[:number] if not item.amends_prior}
        assert [version.since for version in terms.versions] == sorted(
            day.toordinal() for day in {pack.in_force, *days}
        )
        assert {branch.amendment for branch in terms.branches} <= {item.name for item in pack.amendments[:number]}
