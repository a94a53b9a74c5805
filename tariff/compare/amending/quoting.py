"""The changed words of one provision as phrases of a clause file, each once in all that stands there."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from tariff.compare.amending.operations import Add, Edit, Replace, Strike, Within
from tariff.compare.amending.phrases import Phrase, edit_of, edits, hunks
from tariff.compare.words import wording


def sentences(old: Sequence[str], new: Sequence[str], said: Sequence[Phrase], others: Sequence[str]) -> list[str]:
    """The sentences that make `new` of the paragraphs `old` of a provision in which `others` stand, too.

    The phrases `said` are taken where they do it, else the shortest that do. ValueError, which says why, where no
    phrases can.
    """
    if found := _as_said(old, new, said, others):
        return found
    if not old:
        raise ValueError("it has no text in the clause file that could be changed")
    whole = [*new[: len(old) - 1], " ".join(new[len(old) - 1 :])] if len(new) > len(old) else list(new)
    now, found = [*old, *others], list[str]()
    for before, after in zip_longest(old, whole, fillvalue=""):
        if before != after:
            found += map(_sentence, _edits(before, after, now))
            now[now.index(before)] = after
    return found


def _edits(before: str, after: str, standing: Sequence[str]) -> tuple[Edit, ...]:
    """The changes of one paragraph among those that stand there; the whole of it where its words are all new."""
    changed = hunks(wording((before,), (after,))) if after else None
    made = edits((), before, changed[0], standing) if changed else None
    if made is None and sum(text.count(before) for text in standing) != 1:
        raise ValueError(f"“{before}” stands there more than once")
    return made or (edit_of((), before, after, Within.ALL),)


def _as_said(old: Iterable[str], new: Iterable[str], said: Sequence[Phrase], others: Iterable[str]) -> list[str]:
    """The phrases as they are said; empty where they are not those of a clause file."""
    now, rest = list(old), "\n".join(others)
    found = []
    for before, after in said:
        standing = [text for text in now if before in text]
        if sum(text.count(before) for text in now) != 1 or before in rest or '"' in before + after:
            return []
        now[now.index(standing[0])] = standing[0].replace(before, after)
        found.append(_sentence(edit_of((), before, after, Within.ALL)))
    return found if [text for text in now if text] == list(new) else []


def _sentence(edit: Edit) -> str:
    match edit:
        case Replace(old=old, new=new):
            return f"replace {quoted(old)} with {quoted(new)}"
        case Add(after=after, words=words):
            return f"after {quoted(after)} add {quoted(words)}"
        case Strike(words=words):
            return f"strike {quoted(words)}"


def quoted(text: str) -> str:
    """A text in the quotes of a clause file. ValueError where it has some itself."""
    if '"' in text:
        raise ValueError(f"“{text}” has a straight quote in it, which no text of a clause file can quote")
    return f'"{text}"'
