"""The README's commands print what the README shows. In it a line of `…` stands for any lines, a hash for any hash."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_HASH = re.compile(r"\b[0-9a-f]{12}\b")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _sessions() -> list[tuple[str, str]]:
    """Each command of the README's console blocks, in their order, with what is shown under it."""
    shown = []
    for block in _BLOCK.findall((_ROOT / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            shown.append((command, output))
    return shown


def _pattern(shown: str) -> str:
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line) + r" *\n" for line in shown.rstrip().splitlines()]
    return _HASH.sub("[0-9a-f]{12}", "".join(lines)) + r"\s*"


def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(_ROOT / "fixtures")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    sessions = _sessions()
    assert {shlex.split(command)[1] for command, _ in sessions} >= {"bill", "simulate", "explain"}
    for command, shown in sessions:
        done = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"$ {command}\n{printed}"
        assert re.fullmatch(_pattern(shown), printed), f"$ {command}\n{printed}"
