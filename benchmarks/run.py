"""Measure the product, and write the table in README.md beside this file: `python -m benchmarks.run --help`."""

import argparse
import os
import shutil
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import voice
from benchmarks.agreement import differences
from benchmarks.book import HISTORY, MONTH, TERMS, change_book, make_book, months_before
from benchmarks.measure import Contender, interleaved, run
from benchmarks.reference import contracts_per_second
from benchmarks.table import Row, write
from tariff.resources import clauses_dir

_CASE = Path(__file__).parent.parent / "fixtures" / "cases" / "k-1001.yaml"


class Bench:
    """Each method answers one question with rows of the table."""

    def __init__(self, folder: Path, rounds: int) -> None:
        """`folder` holds the books and ledgers; each figure is the median of `rounds` runs."""
        self._folder = folder
        self._rounds = rounds
        folder.mkdir(parents=True, exist_ok=True)

    def beside_hand_written(self, contracts: int) -> list[Row]:
        """One month by the product, into a fresh ledger and into one with a history, and by hand-written SQL."""
        book, month = make_book(self._folder, contracts), f"{MONTH:%Y-%m}"
        changed = change_book(book, percent=1)
        ours, theirs, checked, late, corrected = (
            self._folder / f"{name}.duckdb" for name in ("product", "baseline", "checked", "late", "corrected")
        )
        history, by_hand = self._history(book), self._history_by_hand(book)
        medians = interleaved(
            {
                "baseline": Contender(_by_hand(book, month, theirs), _without(theirs)),
                "checked": Contender(_by_hand(book, month, checked, "--checked"), _without(checked)),
                "product": Contender(_bill(book, month, ours), _without(ours)),
                "corrected": Contender(_by_hand(changed, month, corrected, "--onto"), _copied(by_hand, corrected)),
                "late": Contender(_bill(changed, month, late), _copied(history, late)),
            },
            self._rounds,
        )
        _agree(ours, theirs, decided=False)
        _agree(ours, checked, decided=True)
        _agree(late, corrected, decided=True)
        bare, fresh, onto = (medians[name].seconds for name in ("baseline", "checked", "corrected"))
        before = f"{HISTORY - 1} months billed, 1% of contracts changed"
        beside = {"the bare month": bare}
        return [
            Row(f"hand-written SQL, {contracts:,} contracts, one month", f"{bare:.2f} s", ""),
            _beside("with the product's checks, digests and decisions", fresh, beside, ""),
            _beside(f"with its corrections, {before}", onto, {"that on a fresh ledger": fresh} | beside, ""),
            _beside(
                "`tariff bill`, fresh ledger",
                medians["product"].seconds,
                {"the same by hand": fresh} | beside,
                "at most 1.3 times",
            ),
            _beside(
                f"`tariff bill`, {before}",
                medians["late"].seconds,
                {"the same by hand": onto, "that on a fresh ledger": fresh} | beside,
                "at most 1.6 times",
            ),
        ]

    def decided_by_hand(self, contracts: int) -> list[Row]:
        """One month of docomo.ip_voice, most of whose work is decisions and fees by the day, and the same by hand."""
        book, month = voice.make_book(self._folder, contracts), f"{voice.MONTH:%Y-%m}"
        ours, theirs = (self._folder / f"voice-{name}.duckdb" for name in ("product", "baseline"))
        medians = interleaved(
            {
                "baseline": Contender(
                    [sys.executable, "-m", "benchmarks.voice", book, month, theirs], _without(theirs)
                ),
                "product": Contender(_bill(book, month, ours), _without(ours)),
            },
            self._rounds,
        )
        _agree(ours, theirs, decided=True)
        by_hand = medians["baseline"].seconds
        return [
            Row(f"hand-written SQL, docomo.ip_voice, {contracts:,} contracts, one month", f"{by_hand:.2f} s", ""),
            _ratio("`tariff bill`, docomo.ip_voice", medians["product"].seconds, by_hand, "at most 3 times"),
        ]

    def growth(self, sizes: list[int]) -> list[Row]:
        """Time and peak memory of `tariff bill` over books of several sizes."""
        rows = []
        ledger = self._folder / "growth.duckdb"
        for size in sizes:
            book = make_book(self._folder, size)
            command = _bill(book, f"{MONTH:%Y-%m}", ledger)
            taken = interleaved({"bill": Contender(command, _without(ledger))}, max(1, self._rounds // 2))["bill"]
            rows.append(
                Row(
                    f"`tariff bill`, {size:,} contracts",
                    f"{taken.seconds:.2f} s, {1e6 * taken.seconds / size:.1f} µs a contract, {taken.peak_mib:,.0f} MiB",
                    "in proportion, under 4,096 MiB",
                )
            )
        return rows

    def impact(self, contracts: int) -> list[Row]:
        """Two readings over every contract of a book, beside two plain runs of the same month."""
        book, ledger = make_book(self._folder, contracts), self._folder / "impact.duckdb"
        month = f"{MONTH:%Y-%m}"
        asked = ["--from", month, "--to", month, "--reading", "late_interest.principal=before_tax"]
        medians = interleaved(
            {
                "bill": Contender([*_bill(book, month, ledger), "--dry-run"], _without(ledger)),
                "impact": Contender([_TARIFF, "impact", TERMS, "--book", book, *asked]),
            },
            self._rounds,
        )
        plain, both = medians["bill"].seconds, medians["impact"].seconds
        return [
            Row(f"`tariff bill --dry-run`, {contracts:,} contracts", f"{plain:.2f} s", ""),
            _ratio("`tariff impact`, beside two such runs", both, 2 * plain, "under 3 times"),
        ]

    def cold_start(self) -> list[Row]:
        """`tariff simulate` of one case beside an interpreter that only imports three of the libraries."""
        medians = interleaved(
            {
                "imports": Contender([sys.executable, "-c", "import lark, pendulum, click"]),
                "simulate": Contender([_TARIFF, "simulate", _CASE, "--until", "2017-06-30"]),
                "uncached": Contender(["env", "TARIFF_CACHE=", _TARIFF, "simulate", _CASE, "--until", "2017-06-30"]),
            },
            3 * self._rounds,
        )
        imports = medians["imports"].seconds
        return [
            Row("`python -c 'import lark, pendulum, click'`", f"{imports:.3f} s", ""),
            _ratio("`tariff simulate`, cold start", medians["simulate"].seconds, imports, "under 3 times"),
            _ratio("`tariff simulate`, cold start, packs not cached", medians["uncached"].seconds, imports, ""),
        ]

    def check(self) -> list[Row]:
        """`tariff check` of all packs, with nothing cached and with everything."""
        cache = self._folder / "cache"
        command: list[str | Path] = ["env", f"TARIFF_CACHE={cache}", _TARIFF, "check", clauses_dir()]
        medians = interleaved(
            {"cold": Contender(command, lambda: shutil.rmtree(cache, ignore_errors=True)), "warm": Contender(command)},
            self._rounds,
        )
        return [
            Row("`tariff check clauses/`, cold", f"{medians['cold'].seconds:.3f} s", ""),
            Row("`tariff check clauses/`, warm", f"{medians['warm'].seconds:.3f} s", "at most 1 s"),
        ]

    def reference(self, contracts: int) -> list[Row]:
        """The reference evaluator's pace."""
        book = make_book(self._folder, contracts)
        pace = statistics.median(contracts_per_second(book, contracts) for _ in range(self._rounds))
        return [Row("reference evaluator, two years of history", f"{pace:,.0f} contracts/s", "at least 3,000")]

    def _history(self, book: Path) -> Path:
        def fill(ledger: Path) -> None:
            run(_bill(book, f"{months_before(MONTH, HISTORY - 1):%Y-%m}..{months_before(MONTH, 1):%Y-%m}", ledger))

        return _kept(self._folder / f"{book.name}-history.duckdb", fill)

    def _history_by_hand(self, book: Path) -> Path:
        def fill(ledger: Path) -> None:
            for back in range(HISTORY - 1, 0, -1):
                how = "--onto" if ledger.exists() else "--checked"
                run(_by_hand(book, f"{months_before(MONTH, back):%Y-%m}", ledger, how))

        return _kept(self._folder / f"{book.name}-history-by-hand.duckdb", fill)


_TARIFF = Path(sys.executable).with_name("tariff")


def _bill(book: Path, months: str, ledger: Path) -> list[str | Path]:
    return [_TARIFF, "bill", book, "--month", months, "--ledger", ledger]


def _by_hand(book: Path, month: str, ledger: Path, *how: str) -> list[str | Path]:
    return [sys.executable, "-m", "benchmarks.baseline", book, month, ledger, *how]


def _agree(ours: Path, theirs: Path, *, decided: bool) -> None:
    if found := differences(ours, theirs, decided=decided):
        raise SystemExit(f"{ours} and {theirs} differ, rows by table: {found}")


def _kept(ledger: Path, fill: Callable[[Path], None]) -> Path:
    """The ledger at `ledger`; unless it is there already, as `fill` makes it."""
    if not ledger.exists():
        building = ledger.with_suffix(".building")
        building.unlink(missing_ok=True)
        fill(building)
        building.rename(ledger)
    return ledger


def _without(ledger: Path) -> Callable[[], object]:
    return lambda: ledger.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> Callable[[], object]:
    def copy() -> None:
        shutil.copyfile(source, target)
        # What is still to be written of the copy is not left to the run that is timed.
        with target.open("rb+") as file:
            os.fsync(file)

    return copy


def _beside(what: str, seconds: float, others: Mapping[str, float], wanted: str) -> Row:
    ratios = "; ".join(f"{seconds / other:.2f} times {name}" for name, other in others.items())
    return Row(what, f"{seconds:.2f} s, {ratios}", wanted)


def _ratio(what: str, seconds: float, base: float, wanted: str) -> Row:
    return Row(what, f"{seconds:.3f} s, {seconds / base:.2f} times", wanted)


def main() -> None:
    """Run what the command line asks for, print the table, and with `--write` put it into README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=1_000_000, help="size of the book beside hand-written SQL")
    parser.add_argument("--sizes", default="100000,1000000,5000000", help="sizes of the books whose growth is measured")
    parser.add_argument("--evaluated", type=int, default=5_000, help="contracts for the reference evaluator")
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each contender")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="where books and ledgers are kept")
    parser.add_argument("--no-write", action="store_true", help="print the table only")
    asked = parser.parse_args()
    bench = Bench(asked.folder, asked.rounds)
    rows = [
        *bench.beside_hand_written(asked.contracts),
        *bench.decided_by_hand(asked.contracts),
        *bench.growth([int(size) for size in asked.sizes.split(",")]),
        *bench.impact(asked.contracts),
        *bench.cold_start(),
        *bench.check(),
        *bench.reference(asked.evaluated),
    ]
    write(rows, None if asked.no_write else Path(__file__).with_name("README.md"))


if __name__ == "__main__":
    main()
