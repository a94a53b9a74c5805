"""The one place where what a command raises becomes a message and an exit code; no traceback reaches a reader."""

import atexit
import gc
import os
import sys
import traceback
from functools import cache
from typing import Any

import click

from tariff.diagnostics import InputError

FINE, FINDINGS, WRONG_INPUT = 0, 1, 2
INTERRUPTED = 130
_DEBUG = "TARIFF_DEBUG"
_VALUES_BETWEEN_COLLECTIONS = 200_000


class Guarded(click.Group):
    """A group whose commands may raise InputError, and return an exit code (None is fine)."""

    def invoke(self, ctx: click.Context) -> Any:
        _collect_rarely()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a name in Japanese must not fail on an ASCII terminal
                stream.reconfigure(errors="backslashreplace")
        ctx.exit(self._code(ctx))

    def _code(self, ctx: click.Context) -> int:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except InputError as error:
            return _refused(error)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise  # click's own: a wrong call, or its help
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            return INTERRUPTED
        except BrokenPipeError:
            return _closed()
        except OSError as error:
            named = f"{error.filename}: " if error.filename else ""
            return _failed(f"{named}{(error.strerror or str(error)).lower()}")
        except Exception as error:  # noqa: BLE001 - the last resort before a traceback
            return _failed(f"unexpected {type(error).__name__}: {error}")
        return code if isinstance(code, int) else FINE


@cache
def _collect_rarely() -> None:
    """Have Python look for garbage less often, and not at all as it ends.

    Packs, facts and plans are many small values that stay: to look through them took a fifth of a short command's time.
    """
    gc.set_threshold(_VALUES_BETWEEN_COLLECTIONS)
    atexit.register(gc.disable)


def _refused(error: InputError) -> int:
    from tariff.render.console import stderr
    from tariff.render.findings.text import findings_text

    sys.stdout.flush()
    stderr().print(findings_text(error.findings))
    _trace()
    return WRONG_INPUT


def _closed() -> int:
    """The reader has what it wants (``| head``); Python must not find the pipe closed once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE


def _failed(message: str) -> int:
    click.echo(f"tariff: {message}", err=True)
    if not _trace():
        click.echo(f"{_DEBUG}=1 shows where", err=True)
    return WRONG_INPUT


def _trace() -> bool:
    wanted = bool(os.environ.get(_DEBUG))
    if wanted:
        traceback.print_exc()
    return wanted
