"""Between the parts of a document and the names they have in a sentence."""

from collections.abc import Iterator

from attrs import evolve

from tariff.compare.amending.names import steps
from tariff.compare.document import Key, Part, Place
from tariff.compare.normal import normal

_AROUND = ("chapter", "section")
_TABLED = ("appendix", "table", "section")
_NAMED = ("supplement", "appendix", "subitem", *_AROUND)


def standing(parent: Part, key: Key) -> list[Part]:
    """The parts below `parent` that bear a number; what is left out (略) counts only where nothing else bears it."""
    kind, number = key.kind, key.number  # far faster than comparing keys
    bearing = [child for child in parent.children if child.key.number == number and child.key.kind == kind]
    return [child for child in bearing if not child.omitted] or bearing


def part_at(root: Part, place: Place) -> Part | None:
    """The part at `place` below `root`, or None."""
    found: Part | None = root
    for key in place:
        found = next(iter(standing(found, key)), None) if found else None
    return found


def with_part(root: Part, place: Place, new: Part) -> Part:
    """`root` with the part at `place`, which exists, replaced."""
    if not place:
        return new
    old = standing(root, place[0])[0]
    inner = with_part(old, place[1:], new)
    return evolve(root, children=tuple(inner if child is old else child for child in root.children))


def spoken(root: Part, place: Place) -> Place:
    """The place as a sentence names it: a supplement by its heading, ア by its sign, an article without its chapter.

    Articles are numbered through all chapters; what stands in a table of charges is not, and is named with all of it.
    """
    said: list[Key] = []
    labels: list[str] = []
    part: Part | None = root
    for key in place:
        part = part_at(part, (key,)) if part else None
        said.append(_spoken(part, key) if part else key)
        if part and len(labels) == len(said) - 1 and key.kind in _TABLED and key != place[-1]:
            labels.append(_close(part.label))
    numbered_through = any(key.kind == "article" for key in said)
    short = tuple(key for key in said if not (numbered_through and key.kind in _AROUND))
    tabled = (Key("appendix", "".join(labels)), *said[len(labels) :]) if len(labels) > 1 else short
    return next((way for way in (tabled, short, tuple(said)) if found(root, way) == [place]), place)


def found(root: Part, place: Place) -> list[Place]:
    """Where in the document the part may stand that a sentence names so: one place where all is well."""
    if not place:
        return [()]
    ways = list(_standing(root, place[0]))
    return [(*way, *rest) for way, part in ways for rest in found(part, place[1:])]


def _standing(above: Part, key: Key) -> Iterator[tuple[Place, Part]]:
    """The parts below `above` that have that name; in its chapters only where none is its own."""
    own = standing(above, key)
    if not own and key.kind in _NAMED:
        own = [child for child in above.children if child.key.kind == key.kind and _called(child, key.number)]
    if own:
        yield from (((child.key,), child) for child in own)
        return
    if key.kind == "appendix":
        yield from _tables(above, key.number)
    for child in above.children:
        if child.key.kind in _AROUND and child.key.kind != key.kind:
            yield from (((child.key, *way), part) for way, part in _standing(child, key))


def _tables(above: Part, said: str) -> Iterator[tuple[Place, Part]]:
    """The parts of an appendix that the labels on the way to them say: 料金表第1表第1."""
    for child in above.children:
        label = _close(child.label)
        if child.key.kind in _TABLED and label and said.startswith(label):
            inner = _tables(child, said[len(label) :]) if said != label else [((), child)]
            yield from (((child.key, *way), part) for way, part in inner)


def _spoken(part: Part, key: Key) -> Key:
    """The key by which a sentence names `part`."""
    match key.kind:
        case "supplement":
            return Key("supplement", _close(part.title) or key.number)
        case "subitem" if part.label:
            return Key("subitem", _close(part.label))
        case "appendix" | "chapter" | "section" if part.label and steps(_close(part.label)) != (key,):
            return Key(key.kind, _close(part.label))
        case _:
            return key


def _called(part: Part, said: str) -> bool:
    """Whether a part goes by a name, which may give what its heading says in another order."""
    match part.key.kind:
        case "supplement":
            heading = _close(part.label + part.title)
            words = [word for word in said.replace(")", "(").split("(") if word]
            return all(word in heading for word in words)
        case "subitem" | "appendix" | "chapter" | "section":
            return _close(part.label) == said
        case _:
            return False


def _close(text: str) -> str:
    return normal(text).replace(" ", "")
