"""Documents at random, and others that come of them: words, numbers and whole parts changed."""

from random import Random

from attrs import evolve

from tariff.compare.document import Key, Part
from tariff.compare.labels import label_of

_BELOW = {
    "document": ("article", "article", "article", "chapter", "appendix", "supplement"),
    "chapter": ("article",),
    "appendix": ("table", "row", "para"),
    "supplement": ("para",),
    "table": ("row",),
    "row": ("item",),
    "article": ("para", "para", "text"),
    "para": ("item", "item", "table"),
    "item": ("subitem", "row"),
    "subitem": ("subitem",),
}
_NUMBERS = ("1", "2", "3", "4", "5", "4-2", "6")
_WORDS = (
    *("当社は、", "契約者", "が", "料金を", "年14.5％", "第2項", "第5号", "d カード mini", "dカードmini", "支払う。"),
    *("「申込」", "(5)　", "次のように改める。", "第3条中", "（利用停止）", "ア　", "30日以内に", "又は", "、", "2　"),
)
_TITLES = ("", "", "利用停止", "料金（月額）", "dカード mini")


def drawn(chance: Random, kind: str = "document", number: str = "", depth: int = 0) -> Part:
    """A part with parts below it, each with a number of its own among its siblings."""
    if kind not in ("document", "supplement", "text") and chance.random() < 0.06:
        return Part(Key(kind, number), label_of(kind, number, depth, "ja"), deleted=True)
    kinds = [chance.choice(_BELOW[kind]) for _ in range(chance.randrange(5))] if kind in _BELOW and depth < 5 else []
    keys = dict.fromkeys(_key(chance, below) for below in sorted(kinds))
    children = tuple(drawn(chance, key.kind, key.number, depth + 1) for key in keys)
    title = chance.choice(_TITLES) if kind != "supplement" else number
    return Part(Key(kind, number), _label(chance, kind, number, depth), title, _text(chance), children)


def amended(part: Part, chance: Random, share: float) -> Part:
    """The part with about that share of all that it holds changed."""
    children = [amended(child, chance, share) for child in part.children if chance.random() > share / 3]
    if part.key.kind in _BELOW and chance.random() < share:
        key = _key(chance, chance.choice(_BELOW[part.key.kind]))
        children.insert(chance.randrange(len(children) + 1), drawn(chance, key.kind, key.number, 5))
    if chance.random() < share:
        children = _renumbered(children, chance)
    if chance.random() < share / 3:
        chance.shuffle(children)
    text = tuple(_reworded(paragraph, chance) if chance.random() < share else paragraph for paragraph in part.text)
    title = chance.choice(_TITLES) if chance.random() < share / 3 and part.key.kind != "supplement" else part.title
    kept = tuple({child.key: child for child in children}.values())
    return evolve(part, title=title, text=() if part.deleted else text, children=() if part.deleted else kept)


def _renumbered(children: list[Part], chance: Random) -> list[Part]:
    """The parts with the numbers of each kind moved on by one, or exchanged."""
    by = chance.choice((1, 1, -1, 0))
    numbers = [child.key.number for child in children if child.key.number.isdecimal()]
    chance.shuffle(numbers)
    moved = []
    for child in children:
        number = child.key.number
        if number.isdecimal():
            number = numbers.pop() if by == 0 else str(max(int(number) + by, 1))
        moved.append(evolve(child, key=Key(child.key.kind, number)))
    return moved


def _reworded(paragraph: str, chance: Random) -> str:
    at = chance.randrange(len(paragraph))
    new = paragraph[:at] + chance.choice(("", chance.choice(_WORDS))) + paragraph[at + chance.randrange(3) :]
    return new.strip() or "甲"


def _key(chance: Random, kind: str) -> Key:
    if kind in ("table", "text"):
        return Key(kind, "")
    if kind == "supplement":
        return Key(kind, chance.choice(("経企第1号", "令和元年経企第2号(一部)")))
    plain = kind not in ("article", "para", "chapter")
    return Key(kind, chance.choice([number for number in _NUMBERS if not (plain and "-" in number)]))


def _label(chance: Random, kind: str, number: str, depth: int) -> str:
    if kind in ("document", "text", "table") or chance.random() < 0.1:
        return ""
    return "第" + number + "章" if kind == "chapter" else label_of(kind, number, max(depth - 2, 1), "ja")


def _text(chance: Random) -> tuple[str, ...]:
    count = chance.choice((0, 1, 1, 1, 2))
    return tuple("".join(chance.choices(_WORDS, k=chance.randint(1, 7))).strip() for _ in range(count))
