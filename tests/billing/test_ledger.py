"""The ledger as a file: what cannot be used is refused in words, and a run is written whole or not at all."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tariff.billing.engine import engine
from tariff.billing.ledger import FORMAT, write_ledger
from tariff.billing.ledger_query import Listing, list_ledger
from tariff.billing.months import parse_month
from tariff.diagnostics import InputError
from tests.billing.books import write_sheets
from tests.billing.runs import KDDI, bill_into, rows, sheets

LIFE = ("contract K-1 2016-05-20 2016-05-20 a-1", "contract K-2 2016-06-02 2016-06-02 a-2")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sheets(tmp_path_factory.mktemp("book"), KDDI, sheets(*LIFE))


@pytest.fixture
def ledger(book: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    bill_into(path, book, "2016-05..2016-06")
    return path


def refused(ledger: Path, book: Path, months: str = "2016-07", **options: object) -> str:
    with pytest.raises(InputError) as refusal:
        bill_into(ledger, book, months, **options)  # type: ignore[arg-type]
    (finding,) = refusal.value.findings
    assert finding.mend
    return finding.code


def test_a_month_before_the_opening_month_is_refused(ledger: Path, book: Path) -> None:
    assert refused(ledger, book, "2016-04") == "E0910"


def test_a_gap_is_refused(ledger: Path, book: Path) -> None:
    assert refused(ledger, book, "2016-08") == "E0911"
    assert refused(ledger, book, "2016-08..2016-09") == "E0911"


def test_other_readings_are_refused_until_told_to_rebase(ledger: Path, book: Path) -> None:
    readings = {"billing_start": "civil_code"}
    assert refused(ledger, book, "2016-07", readings=readings) == "E0912"
    bill_into(ledger, book, "2016-07", readings, rebase=True)
    assert refused(ledger, book, "2016-07") == "E0912"
    assert rows(ledger, "SELECT readings FROM run ORDER BY id DESC LIMIT 1") == [('{"billing_start": "civil_code"}',)]


def test_other_packs_are_refused_until_told_to_rebase(ledger: Path, book: Path) -> None:
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("UPDATE run SET packs = 'an earlier text'")
    assert refused(ledger, book) == "E0913"
    assert bill_into(ledger, book, "2016-07", rebase=True).runs[0].id == 3


def test_another_format_is_refused(ledger: Path, book: Path) -> None:
    with duckdb.connect(str(ledger)) as connection:
        connection.execute(f"UPDATE meta SET value = '{FORMAT + 1}'")
    assert refused(ledger, book) == "E0903"
    with pytest.raises(InputError, match=f"format {FORMAT + 1}"), list_ledger(ledger, Listing.RUNS):
        pass


def test_what_is_no_ledger_is_refused(book: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("no database " * 1000)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    before = text.read_bytes(), other.read_bytes()
    assert refused(text, book) == "E0904"
    assert refused(other, book) == "E0904"
    assert refused(tmp_path, book) == "E0905"
    assert refused(tmp_path / "gone" / "ledger.duckdb", book) == "E0905"
    assert (text.read_bytes(), other.read_bytes()) == before


def test_a_damaged_ledger_is_refused(ledger: Path, book: Path) -> None:
    data = bytearray(ledger.read_bytes())
    data[4096:12288] = bytes(8192)  # both of the headers that say where its tables lie
    ledger.write_bytes(data)
    assert refused(ledger, book) in ("E0904", "E0905")


HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_ledger_that_another_run_holds_is_refused(ledger: Path, book: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(ledger)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert refused(ledger, book) == "E0902"
        with pytest.raises(InputError, match="held by another run"), list_ledger(ledger, Listing.RUNS):
            pass
        holder.communicate(b"")
    with engine() as first, write_ledger(first, ledger):
        assert refused(ledger, book) == "E0902"
    bill_into(ledger, book, "2016-07")


# Bills in a process of its own that dies, or may write no more, at a step of the last month: LEDGER BOOK STEP HOW.
DOOMED = """
import os, resource, signal, sys
from pathlib import Path
from tariff.billing import run_month, corrections
from tests.billing.runs import bill_into
ledger, book, step, how = sys.argv[1:]
doomed = getattr(run_month.MonthRun, step)
def dying(self, *arguments, **named):
    result = doomed(self, *arguments, **named)
    if self._target.month == 2016 * 12 + 6:
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (256, 256))
    return result
setattr(run_month.MonthRun, step, dying)
bill_into(Path(ledger), Path(book), "2016-05..2016-07")
"""


def doomed(ledger: Path, book: Path, step: str, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DOOMED, str(ledger), str(book), step, how]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)


@pytest.mark.parametrize("step", ["_compute", "_write", "_record"])
def test_a_kill_leaves_nothing_of_the_run(ledger: Path, book: Path, tmp_path: Path, step: str) -> None:
    before = {table: rows(ledger, f"FROM {table} ORDER BY ALL") for table in ("run", "line", "invoice", "fingerprint")}
    assert doomed(ledger, book, step, "kill").returncode == -9
    assert {table: rows(ledger, f"FROM {table} ORDER BY ALL") for table in before} == before
    assert [run.id for run in bill_into(ledger, book, "2016-07").runs] == [3]

    fresh = tmp_path / "fresh.duckdb"
    assert doomed(fresh, book, step, "kill").returncode == -9
    assert [run.id for run in bill_into(fresh, book, "2016-05..2016-07").runs] == [1, 2, 3]
    assert rows(fresh, "SELECT * EXCLUDE run FROM line ORDER BY id") == rows(
        ledger, "SELECT * EXCLUDE run FROM line ORDER BY id"
    )


def test_a_full_disk_leaves_nothing_of_the_run(ledger: Path, book: Path, tmp_path: Path) -> None:
    before = rows(ledger, "SELECT id, run FROM line ORDER BY ALL")
    for path in (ledger, tmp_path / "fresh.duckdb"):
        ended = doomed(path, book, "_record", "full")
        assert ended.returncode == 1
        assert "cannot be written" in ended.stderr
        assert "nothing was written" in ended.stderr
    assert rows(ledger, "SELECT id, run FROM line ORDER BY ALL") == before
    assert not (tmp_path / "fresh.duckdb").exists()
    assert [run.id for run in bill_into(ledger, book, "2016-07").runs] == [3]


def test_a_bill_that_is_refused_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with pytest.raises(InputError):
        bill_into(path, tmp_path / "no book", "2016-05")
    assert not path.exists()
    with pytest.raises(InputError, match="there is no ledger"), list_ledger(path, Listing.RUNS):
        pass


def test_listings_are_filtered(ledger: Path) -> None:
    def listed(listing: Listing, **wanted: object) -> list[tuple[object, ...]]:
        with list_ledger(ledger, listing, **wanted) as found:  # type: ignore[arg-type]
            names = [
                name for name in ("month", "contract", "total", "amount", "paid", "balance") if name in found.columns
            ]
            places = [found.columns.index(name) for name in names]
            return [tuple(row[place] for place in places) for row in found.rows]

    june = 12 * 2016 + 5
    assert listed(Listing.RUNS) == [("2016-05",), ("2016-06",)]
    assert listed(Listing.RUNS, month=june) == [("2016-06",)]
    assert listed(Listing.INVOICES, contract="K-1") == [
        ("2016-05", "K-1", 2160, 0, 2160),
        ("2016-06", "K-1", 421, 0, 421),
    ]
    assert listed(Listing.INVOICES, month=june) == [("2016-06", "K-1", 421, 0, 421), ("2016-06", "K-2", 2160, 0, 2160)]
    assert listed(Listing.LINES, contract="K-2", month=june) == [("2016-06", "K-2", 2000)]
    assert listed(Listing.QUARANTINE) == []


def test_decisions_are_listed_by_contract_and_by_the_month_of_their_first_day(ledger: Path) -> None:
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("DELETE FROM decision")
        connection.execute(
            """
            INSERT INTO decision VALUES
                (1, 'K-2', $terms, 'stop', '12', '2015-05-26', 'request:1', '2016-06-30', '2016-07-31', 'suspended',
                 [], 5),
                (1, 'K-1', $terms, 'admission', '5', '2015-05-26', NULL, '2016-05-20', NULL, 'refused', ['3 x'], NULL)
            """,
            {"terms": KDDI},
        )
    with list_ledger(ledger, Listing.DECISIONS) as found:
        ids = [dict(zip(found.columns, row, strict=True))["id"] for row in found.rows]
    assert ids == [f"{KDDI}/K-1/admission/-/2016-05", f"{KDDI}/K-2/stop/request:1/2016-06"]
    with list_ledger(ledger, Listing.DECISIONS, contract="K-2", month=parse_month("2016-06")) as found:
        assert len(list(found.rows)) == 1
    with list_ledger(ledger, Listing.DECISIONS, contract="K-2", month=parse_month("2016-07")) as found:
        assert list(found.rows) == []
