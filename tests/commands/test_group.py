"""The command line itself: help, exit codes, and that nothing ends in a traceback."""

import os
import subprocess
import sys

import pytest

from tariff.commands.group import VERBS
from tests.commands.conftest import ROOT, Run


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_does(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0, result.output
    assert "--clauses DIR" in result.stdout
    assert "--format [" in result.stdout
    assert "json" in result.stdout


def test_help_names_every_verb_and_documents_completion(run: Run) -> None:
    text = run("--help").stdout
    assert [verb for verb in VERBS if f"\n  {verb} " not in text] == []
    assert "_TARIFF_COMPLETE=bash_source tariff" in text


def test_a_verb_that_is_none(run: Run) -> None:
    result = run("simulat")
    assert result.exit_code == 2
    assert "did you mean “simulate”?" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RuntimeError("x"), 2, "tariff: unexpected RuntimeError: x\nTARIFF_DEBUG=1 shows where\n"),
        (PermissionError(13, "Permission denied", "a.yaml"), 2, "tariff: a.yaml: permission denied\n"),
        (RecursionError("deep"), 2, "tariff: unexpected RecursionError: deep\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_traceback_reaches_a_reader(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("tariff.commands.terms.load_library", fail)
    result = run("terms")
    assert result.exit_code == code
    assert result.stderr.startswith(said)
    assert "Traceback" not in result.output


def test_debug_shows_the_trace(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr("tariff.commands.terms.load_library", fail)
    monkeypatch.setenv("TARIFF_DEBUG", "1")
    result = run("terms")
    assert result.exit_code == 2
    assert "Traceback" in result.stderr


def test_a_reader_who_closes_the_pipe_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "cli.py", "show", "kddi.nuisance_call_light"]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_narrow_terminal_encoding_is_no_fault() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "ja_JP.UTF-8"}
    command = [sys.executable, "cli.py", "terms"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u6d88" in done.stdout


def test_the_shell_completes_verbs_and_terms() -> None:
    def completed(*words: str) -> str:
        environment = {
            **os.environ,
            "_TARIFF_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["tariff", *words]),
            "COMP_CWORD": str(len(words)),
        }
        program = "from tariff.commands import main; main(prog_name='tariff')"
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout

    assert completed("simu") == "plain,simulate\n"
    assert completed("readings", "kddi.n") == "plain,kddi.nuisance_call_light\n"
