"""Files that cannot be opened as clause files say why, and never raise."""

import os
from pathlib import Path

import pytest

from tariff.diagnostics import InputError, Span
from tariff.syntax.codes import Code
from tariff.syntax.files import MAX_BYTES, file_text, read_file


def _only(path: Path) -> tuple[str, Span | None]:
    reading = read_file(path)
    assert reading.file.units == ()
    (finding,) = reading.findings
    return finding.code, finding.span


def test_a_file_of_the_largest_size_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "large.tariff"
    path.write_bytes(b"#" + b" " * (MAX_BYTES - 1))
    assert len(file_text(path)) == MAX_BYTES
    path.write_bytes(b"#" + b" " * MAX_BYTES)
    assert _only(path) == (Code.TOO_LARGE, Span(str(path), 1, 1, 1, 1))


def test_a_byte_that_is_not_utf8_is_found_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "sjis.tariff"
    path.write_bytes('# 日本語\narticle 1 "'.encode() + "料金".encode("shift_jis"))
    assert _only(path) == (Code.NOT_UTF8, Span(str(path), 2, 12, 2, 13))


def test_utf16_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "utf16.tariff"
    path.write_bytes("article 1".encode("utf-16"))
    assert _only(path) == (Code.NOT_UTF8, Span(str(path), 1, 1, 1, 2))


@pytest.mark.parametrize("name", [".", "nothing.tariff", "pipe"])
def test_what_is_no_file_is_not_opened(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _only(tmp_path / name)[0] == Code.NOT_THERE


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.tariff"
    path.touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert _only(path)[0] == Code.UNREADABLE
    with pytest.raises(InputError, match="Permission denied"):
        file_text(path)


def test_paths_are_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "terms" / "bad.tariff"
    path.parent.mkdir()
    path.write_text("qqq\n", encoding="utf-8")
    assert _only(path) == (Code.UNKNOWN_SENTENCE, Span("terms/bad.tariff", 1, 1, 1, 4))
