"""Timing of whole processes: wall-clock time and peak memory of a child, medians over interleaved runs."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import frozen


@frozen
class Run:
    """One run of a child process: wall-clock seconds and its greatest resident memory in MiB."""

    seconds: float
    peak_mib: float


@frozen
class Contender:
    """A command that is measured, and what is laid ready, untimed, before each of its runs."""

    command: Sequence[str | Path]
    prepare: Callable[[], object] = lambda: None


def run(command: Sequence[str | Path]) -> Run:
    """Run a command to its end; RuntimeError with what it printed when it fails."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        result = Path(folder, "result")
        alone = [sys.executable, "-I", "-S", Path(__file__).with_name("alone.py"), result, *command]
        subprocess.run(alone, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=True)
        seconds, kib, code = result.read_text(encoding="utf-8").split()
        if int(code):
            output.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{output.read().decode(errors='replace')}")
    return Run(float(seconds), int(kib) / 1024)


def interleaved(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Run]:
    """The medians of `rounds` runs of each contender, taken in turn, after one of each that is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, contender in contenders.items():
            contender.prepare()
            taken = run(contender.command)
            if turn:
                runs[name].append(taken)
    return {
        name: Run(statistics.median(one.seconds for one in taken), statistics.median(one.peak_mib for one in taken))
        for name, taken in runs.items()
    }
