import re
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from tariff.commands import main

ROOT = Path(__file__).parents[2]
PHONE = ("--clauses", "fixtures/commands/phone.tariff")


# Content hashes as they are printed, in full and in short.
_HASH = re.compile(r"\b[0-9a-f]{64}\b|(?<= )[0-9a-f]{12}(?=[ ,\n]|$)")


class Run(Protocol):
    def __call__(self, *arguments: str) -> Result: ...


def unpinned(printed: str) -> str:
    """What is printed, the same whatever is written in the packs that it rests on."""
    return _HASH.sub("<hash>", printed)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="tariff")


def settle(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """The root of the checkout, an English reader and no terminal."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TARIFF_CACHE", str(cache))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "TARIFF_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Run:
    """Calls `tariff`."""
    settle(monkeypatch, cache)
    return call
