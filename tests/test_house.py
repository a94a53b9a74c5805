"""What surrounds the code keeps its promises: pinned dependencies, and a fast start."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_constraints_pin_every_dependency_and_hold_no_addresses() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_name(item) for item in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    lines = [
        line
        for line in (_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.!+]+", line)] == []
    assert wanted - {_name(line) for line in lines} == set()


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], ("duckdb", "sqlglot", "holidays", "babel", "rich", "lark", "pendulum")),
        (["bill", "--help"], ("duckdb", "sqlglot", "holidays", "babel", "rich", "lark", "pendulum")),
        (["simulate", "fixtures/cases/k-1001.yaml", "--until", "2016-08-31"], ("duckdb", "sqlglot", "holidays")),
    ],
    ids=lambda value: value[0],
)
def test_starts_without_the_heavy_libraries(arguments: list[str], heavy: tuple[str, ...], tmp_path: Path) -> None:
    program = (
        "import sys; from tariff.commands import main\n"
        f"sys.argv = ['tariff', *{arguments!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = os.environ | {"TARIFF_CACHE": str(tmp_path)}
    imported = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        imported.append(done.stderr.splitlines()[-1])
    # Only the first call, which finds nothing cached, may look up holidays.
    assert imported[0] in ("[]", "['holidays']")
    assert imported[1] == "[]"
