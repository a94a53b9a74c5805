"""How a number is written before a provision, and which heading stays beside it: 第78条の3, (5), サ, Article 78-3."""

import re

KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"

_SIGN = re.compile(rf"[{KANA}]|[(（][{KANA}][)）]|[①-⑳]")
_NAMED = {"ja": re.compile(r"([^（]*表[^（]*)（(.+)）"), "en": re.compile(r"([^:]+): (.+)")}


def is_sign(title: str) -> bool:
    """Whether a heading is nothing but the sign of its place in a list (サ, (イ), ①)."""
    return bool(_SIGN.fullmatch(title))


def label_of(kind: str, number: str, depth: int, language: str) -> str:
    """The label of a provision of a kind and number; `depth` is how many lists it stands in, 1 for an item (号).

    The first paragraph (項) of a Japanese text bears no number.
    """
    japanese = language == "ja"
    first, *branches = number.split("-")
    if kind == "article" and japanese:
        return _branched(f"第{first}条", branches)
    if kind == "appendix" and japanese:
        return _branched(f"別表{first}", branches)
    if kind in ("article", "appendix"):
        return f"{kind.capitalize()} {number}"
    if kind == "supplement":
        return "附則" if japanese else "Supplementary provisions"
    if kind == "item":
        return _branched(_listed(int(first), depth), branches) if japanese else f"({number})"
    return "" if (kind, number, japanese) == ("para", "1", True) else number


def _branched(stem: str, branches: list[str]) -> str:
    return stem + "".join(f"の{branch}" for branch in branches)


def _listed(number: int, depth: int) -> str:
    """The sign of an item: (1), below it ア, below that (ア)."""
    if depth == 1 or number > len(KANA):
        return f"({number})"
    sign = KANA[number - 1]
    return sign if depth % 2 == 0 else f"({sign})"


def named(title: str, language: str) -> tuple[str, str] | None:
    """Label and heading of a provision whose title names it, such as 料金表第1表第1（基本使用料）; else None."""
    found = _NAMED[language].fullmatch(title)
    return (found[1], found[2]) if found else None
