"""How the parts of a document are called in a sentence: 第78条の3, 第2項, 別表2の7の項, and what such names mean."""

import re

from attrs import frozen

from tariff.compare.document import KINDS, Key, Place
from tariff.compare.normal import normal

WORDS = {
    "appendix": "別表",
    "supplement": "附則",
    "chapter": "章",
    "section": "節",
    "article": "条",
    "para": "項",
    "item": "号",
    "subitem": "細目",
    "table": "表",
    "row": "行",
    "text": "段落",
}
_KIND_OF = {word: kind for kind, word in WORDS.items()}
COUNTED = ("chapter", "section", "article", "para", "item", "row")

# All of this reads normal text. A branch is no row of a table: 第3号の3の項 is row 3 in item 3.
_BRANCHES = r"(?:の[0-9]+(?![0-9]|の項))*"
_ANY = "|".join(sorted(WORDS.values(), key=len, reverse=True))
_BRACKETED = rf"〔(?P<word>{_ANY})(?P<free>[^〕]*)〕"
_STEPS = (
    rf"第(?P<number>[0-9]+)(?P<counter>[条項号章節])(?P<branches>{_BRANCHES})",
    _BRACKETED,
    rf"(?P<division>第[0-9]+(?:[編款]|(?![0-9条項号章節表])){_BRANCHES})",
    r"(?P<page>目次|通則)",
    r"(?P<note>注[0-9]*)",
    r"の?(?P<row>[0-9]+(?:の[0-9]+(?![0-9]))*)の項",
    r"の?(?:第(?P<table>[0-9]+))?(?P<tables>表)",
    r"の?(?:第(?P<text>[0-9]+))?(?P<texts>段落)",
    r"(?P<sign>[ア-ヲン](?![ァ-ヶー])|\([ア-ヲン]\))",
)
_FIRST = (
    rf"別表(?P<appendix>第?[0-9]+(?![0-9条項号章節表]|の項){_BRANCHES}|)(?![0-9])",
    r"(?P<named>[^\s第同表の「」、。〔〕]+表(?:[0-9]+|第[0-9]+表|第[0-9]+(?![0-9条項号章節表]))*)",
    r"附則(?P<supplement>\((?:[^()]|\([^()]*\))*\)|)",
    rf"同(?P<same>{_ANY})",
)
_LAST_RESORT = (r"(?P<law>[一-鿿]{2}[^第同、。「」〔〕]*第[0-9]+号(?:\([^()]*\))?)(?:附則)?",)
_STEP = re.compile("|".join(_STEPS))
_BEGINNING = re.compile("|".join((*_FIRST, *_STEPS, *_LAST_RESORT)))


@frozen
class Same:
    """同条, 同項: the part of that kind that was named last."""

    kind: str


Steps = tuple[Key | Same, ...]


def name(key: Key) -> str:
    """A part's name among its siblings; one that would be read as another part stands in brackets, as 〔項ア〕."""
    said = _usual_name(key)
    return said if steps(said) == (key,) else _bracketed(key)


def _bracketed(key: Key) -> str:
    return f"〔{WORDS[key.kind]}{key.number}〕"


def _usual_name(key: Key) -> str:
    first, *branches = key.number.split("-")
    tail = "".join(f"の{branch}" for branch in branches)
    match key.kind:
        case _ if key.number in ("目次", "通則") or key.number.startswith("注"):
            return key.number
        case "chapter" | "section" if first.startswith("第"):
            return key.number
        case "chapter" | "section" | "article" | "para" | "item":
            return f"第{first}{WORDS[key.kind]}{tail}"
        case "appendix":
            return f"別表{first}{tail}" if first.isdigit() or not first else key.number
        case "supplement":
            return f"附則（{key.number}）" if key.number else "附則"
        case "row":
            return f"{first}{tail}の項"
        case "table" | "text":
            return (f"第{first}" if first else "") + WORDS[key.kind]
        case _:
            return key.number


def named(place: Place) -> str:
    """A place as it is said from the outside in: 第44条第3項第3号の3の項."""
    said = ""
    for key in place:
        said += "の" * (bool(said) and key.kind in ("row", "table", "text")) + name(key)
    return said if steps(said) == place else "".join(map(_bracketed, place))


def steps(said: str) -> Steps | None:
    """What an address names, step by step; None where it is none."""
    said = normal(said).replace(" ", "")
    found: list[Key | Same] = []
    position = 0
    while position < len(said):
        match = (_STEP if found else _BEGINNING).match(said, position)
        if match is None:
            return None
        found.append(_step(match))
        position = match.end()
    return tuple(found) or None


def _step(match: re.Match[str]) -> Key | Same:
    got = {kind: text for kind, text in match.groupdict().items() if text is not None}
    match got:
        case {"number": number, "counter": counter, "branches": branches}:
            return Key(_KIND_OF[counter], number + branches.replace("の", "-"))
        case {"word": word, "free": free}:
            return Key(_KIND_OF[word], free)
        case {"row": number}:
            return Key("row", number.replace("の", "-"))
        case {"tables": _} | {"texts": _}:
            return Key("table", got.get("table", "")) if "tables" in got else Key("text", got.get("text", ""))
        case {"division": label}:
            return Key("chapter" if "編" in label else "section", label)
        case {"page": page}:
            return Key("text" if page == "目次" else "section", page)
        case {"note": note}:
            return Key("text", note)
        case {"sign": sign}:
            return Key("subitem", sign)
        case {"appendix": number}:
            return Key("appendix", number.removeprefix("第").replace("の", "-"))
        case {"named": free}:
            return Key("appendix", free)
        case {"supplement": free}:
            return Key("supplement", free[1:-1])
        case {"same": word}:
            return Same(_KIND_OF[word])
        case _:
            return Key("supplement", got["law"])


def placed(found: Steps, near: Place) -> Place | None:
    """The place that steps lead to from the one that was named last, `near`; None where they lead nowhere.

    同項 goes back to the last part of its kind, a row of a table being a 項, too; any other beginning is looked for
    under the part of `near` that stands above its kind.
    """
    first, *rest = found
    if isinstance(first, Same):
        kinds = (first.kind, "row") if first.kind == "para" else (first.kind,)
        ends = [index for index, key in enumerate(near, 1) if key.kind in kinds]
        above, below = (near[: ends[-1]] if ends else None), tuple(rest)
    else:
        rank = KINDS.index(first.kind)
        ends = [index for index, key in enumerate(near) if KINDS.index(key.kind) >= rank]
        above, below = near[: ends[0]] if ends else near, found
    keys = tuple(key for key in below if isinstance(key, Key))
    return (*above, *keys) if above is not None and len(keys) == len(below) else None
