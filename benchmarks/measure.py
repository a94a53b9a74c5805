"""Timing of whole processes: wall-clock time and peak memory of a child, medians over interleaved runs."""

import os
import statistics
import subprocess
import tempfile
import time
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
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        # wait4 tells this child's memory; getrusage would tell the greatest of all children so far.
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{output.read().decode(errors='replace')}")
    return Run(seconds, usage.ru_maxrss / 1024)


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
