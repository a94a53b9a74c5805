"""The wheel works where there is no checkout: its packs and grammar travel with it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, and the running one's libraries: no network is needed."""
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", home, cwd=_ROOT)
    (wheel,) = home.glob("tariff-*.whl")
    venv.create(home / "venv", with_pip=False)
    python = home / "venv" / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=home)
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    # A path file's entry is searched last and its own path files are not read: an editable install stays out.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "venv" / "bin"


def test_package_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = "import tariff, tariff.resources as r; print(tariff.__file__); print(r.clauses_dir())"
    module, clauses = _run(installed / "python", "-c", program, cwd=tmp_path).splitlines()
    assert Path(module).is_relative_to(installed.parent)
    assert Path(clauses) == Path(module).parent / "_data" / "clauses"


def test_lists_the_shipped_packs(installed: Path, tmp_path: Path) -> None:
    printed = _run(installed / "tariff", "terms", cwd=tmp_path)
    assert "kddi.nuisance_call_light" in printed
    assert "softbank.call_recording" in printed


def test_every_shipped_file_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = "import tariff.resources as r; print(r.clauses_dir().parent)"
    data = Path(_run(installed / "python", "-c", program, cwd=tmp_path).strip())
    for folder, pattern in (("clauses", "*.tariff"), ("grammar", "*.lark")):
        shipped = {path.relative_to(_ROOT) for path in (_ROOT / folder).rglob(pattern)}
        assert shipped
        assert {path.relative_to(data) for path in (data / folder).rglob(pattern)} == shipped
    package = Path(
        _run(installed / "python", "-c", "import tariff; print(tariff.__file__)", cwd=tmp_path).strip()
    ).parent
    beside_code = {path.relative_to(_ROOT / "tariff") for path in (_ROOT / "tariff").rglob("*.css")}
    assert beside_code
    assert {path.relative_to(package) for path in package.rglob("*.css")} == beside_code
