"""Where the grammar and the shipped clause packs lie: inside an installed package, or at the root of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# The wheel carries both folders under _data (pyproject.toml, force-include); a checkout has them beside the package.
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def grammar_text(name: str) -> str:
    """The text of ``grammar/<name>``, such as ``tariff.lark``; FileNotFoundError when there is none."""
    return (_ROOT / "grammar" / name).read_text(encoding="utf-8")


def clauses_dir() -> Path:
    """The folder of the shipped clause packs."""
    return _ROOT / "clauses"
