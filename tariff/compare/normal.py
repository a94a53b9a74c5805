"""How words are written, set aside: what is left is what texts are compared by; the texts stay as they are."""

import re
import unicodedata
from collections.abc import Iterator

# What NFKC leaves apart although it is one sign: wave dashes, and the hyphens and minus signs of different keyboards.
_SIGNS = {"〜": "~", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-", "\u200b": " ", "\ufeff": " "}
_APART = re.compile(f"[{''.join(_SIGNS)}]")

_LATIN = r"[0-9A-Za-zÀ-ɏ]"
_BLANKS = re.compile(r"\s+")
_LOOSE_BLANKS = re.compile(rf"(?<!{_LATIN})\s+|\s+(?!{_LATIN})")
_SPACED_LETTERS = re.compile(rf"(?<!{_LATIN})[A-Za-z](?: [A-Za-z])+(?!{_LATIN})")

# A sign with the voicing marks and accents that belong to it, which are folded together.
_MARKS = r"[\u3099\u309a\uff9e\uff9f\u0300-\u036f]"
_MARKED = re.compile(_MARKS)
_SIGN = re.compile(f".{_MARKS}*", re.DOTALL)


def normal(text: str) -> str:
    """`text` with all that is only its writing set aside: the width of signs, and blanks that part no two words.

    Blanks count between Latin words and numbers alone: ``d カード mini`` is ``dカードmini``, ``削　除`` is ``削除``.
    Single letters set apart from each other are one word: ``X i`` is ``Xi``. A line break is a blank.
    """
    folded = _fold(text)
    if not _BLANKS.search(folded):
        return folded
    close = _BLANKS.sub(" ", _LOOSE_BLANKS.sub("", folded))
    return _SPACED_LETTERS.sub(lambda letters: letters[0].replace(" ", ""), close)


def located(text: str) -> tuple[str, list[int]]:
    """``normal(text)``, and where in `text` each of its signs begins; one more place, the last, is the end of `text`.

    What is set aside belongs to the sign before it, at the beginning to the first.
    """
    kept, starts = _signs(text)
    if not _BLANKS.search(kept):
        return kept, [*starts, len(text)]
    for spans in (_loose, _repeated, _within_letters):
        gone = set(spans(kept))
        if gone:
            starts = [start for place, start in enumerate(starts) if place not in gone]
            kept = "".join(sign for place, sign in enumerate(kept) if place not in gone)
    return _BLANKS.sub(" ", kept), [0, *starts[1:], len(text)] if kept else [len(text)]


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return _APART.sub(lambda sign: _SIGNS[sign[0]], folded) if _APART.search(folded) else folded


def _signs(text: str) -> tuple[str, list[int]]:
    """The folded signs of `text`, and where each begins."""
    folded = _fold(text)
    if len(folded) == len(text) and not _MARKED.search(text):
        return folded, list(range(len(text)))
    pieces = [(_fold(sign[0]), sign.start()) for sign in _SIGN.finditer(text)]
    return "".join(piece for piece, _ in pieces), [start for piece, start in pieces for _ in piece]


def _loose(text: str) -> Iterator[int]:
    return (place for blanks in _LOOSE_BLANKS.finditer(text) for place in range(*blanks.span()))


def _repeated(text: str) -> Iterator[int]:
    return (place for blanks in _BLANKS.finditer(text) for place in range(blanks.start() + 1, blanks.end()))


def _within_letters(text: str) -> Iterator[int]:
    return (
        place
        for letters in _SPACED_LETTERS.finditer(text.replace("\n", " "))
        for place in range(*letters.span())
        if text[place].isspace()
    )
