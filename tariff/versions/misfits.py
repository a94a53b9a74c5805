"""What an amendment says when it does not fit the text that it meets: what it looked for, and what stands there now."""

from collections.abc import Sequence

from tariff.diagnostics import Diagnostic, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.versions.provisions import Path, Provision, path_text, text_lines

_FIRST_KANA = "\u3000"


def nothing_there(tree: Provision, path: Path, amendment: str, span: Span) -> Diagnostic:
    """No provision stands at `path`."""
    message = f"there is no {path_text(path)} on the day {amendment} takes effect"
    above = next(at for at in (path[:depth] for depth in range(len(path) - 1, -1, -1)) if tree.find(at))
    parent = tree.find(above)
    moved = next((at for at, item in tree.walk() if item.identity == path_text(path)), None)
    standing = [str(item.step) for item in parent.children] if parent else []
    if moved is not None:
        mend = f"what was {path_text(path)} is {path_text(moved)} now"
    elif parent is not None and parent.deleted is not None:
        mend = _deleted(parent, above)
    else:
        mend = did_you_mean(
            str(path[len(above)]), standing, "name a provision that stands in the version being amended"
        )
    return Diagnostic("E0401", message, span, mend=mend)


def no_clause(item: Provision, path: Path, wanted: str, names: Sequence[str], span: Span) -> Diagnostic:
    """The provision holds no clause or definition of the name; `names` are those it holds."""
    message = f"there is no clause or definition {wanted} in {path_text(path)}"
    if item.deleted is not None:
        mend = _deleted(item, path)
    else:
        there = f"there are {', '.join(names)}; " if names else ""
        mend = did_you_mean(wanted, names, f"{there}name the provision that holds it")
    return Diagnostic("E0404", message, span, mend=mend)


def no_phrase(item: Provision, path: Path, phrase: str, count: int, span: Span) -> Diagnostic:
    """The phrase stands `count` times in the text of a provision, and not once."""
    what = "does not stand" if count == 0 else f"stands {count} times"
    message = f"“{phrase}” {what} in {path_text(path)}"
    below = [at for at, child in item.walk() if sum(line.text.count(phrase) for line in text_lines(child)) == 1]
    if item.deleted is not None:
        mend = _deleted(item, path)
    elif count == 0 and len(below) == 1:
        mend = f"it stands in {path_text((*path, *below[0]))}: name that provision"
    else:
        advice = "write more of the words around it; " if count else ""
        mend = f"{advice}there stands now{_since(item)}: {_standing(item, phrase)}"
    return Diagnostic("E0405", message, span, mend=mend)


def _standing(item: Provision, phrase: str) -> str:
    """The text in the language of a phrase, or in all where it is not there in that."""
    language = "ja" if any(sign >= _FIRST_KANA for sign in phrase) else "en"
    lines = tuple(text_lines(item))
    shown = [line.text for line in lines if line.language == language] or [line.text for line in lines]
    return " / ".join(shown) or "no text"


def _since(item: Provision) -> str:
    return f", since {item.changed_by}" if item.changed_by else ""


def _deleted(item: Provision, path: Path) -> str:
    return f"{item.changed_by} deleted {path_text(path)}: “{item.deleted}” stands there now"
