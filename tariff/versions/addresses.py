"""Addresses of provisions as people write them: ``20.2``, ``article 20 para 2``, ``第20条第2項``."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from tariff.versions.provisions import Path, Provision, Step, path_text

_SHORT = re.compile(r"\d+(?:-\d+)*(?:\.\d+(?:-\d+)*)*")
_WORDS = re.compile(r"(article|appendix|para|item|row)\s+(\d+(?:-\d+)*)")
_JAPANESE = re.compile(
    r"(?:別表\s*第?\s*(?P<appendix>\d+)|第?\s*(?P<number>\d+)\s*(?P<part>[条項号]))(?P<branch>(?:の\d+)*)"
)
_PARTS = {"条": "article", "項": "para", "号": "item"}
# Of a line, or of a paragraph asked for in short, the part is not said: any of that number is meant.
ANY = ""


def address(text: str, amendments: Collection[str] = ()) -> Path:
    """The steps that an address names, those of kind `ANY` by their number alone; () where it is none.

    A name among `amendments` stands for its supplementary provisions (附則), and ``para 4 of NAME`` for one of them.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).split())
    below, _, owner = written.rpartition(" of ")
    if owner in amendments:
        steps = _steps(below) if below else ()
        return (Step("supplement", owner), *steps) if steps or not below else ()
    return _steps(written)


def _steps(written: str) -> Path:
    if _SHORT.fullmatch(written):
        return tuple(Step(ANY, number) for number in written.split("."))
    if not _WORDS.sub("", written).strip(" ,"):
        return tuple(Step(*match.groups()) for match in _WORDS.finditer(written))
    if not _JAPANESE.sub("", written).strip():
        return tuple(map(_japanese, _JAPANESE.finditer(written)))
    return ()


def _japanese(match: re.Match[str]) -> Step:
    number = "-".join([match["appendix"] or match["number"], *match["branch"].split("の")[1:]])
    return Step("appendix" if match["appendix"] else _PARTS[match["part"]], number)


def places(tree: Provision, wanted: Path) -> tuple[Path, ...]:
    """The paths in a tree that an address may mean, in order."""
    return tuple(_places(tree, wanted))


def _places(tree: Provision, wanted: Path) -> Iterator[Path]:
    if not wanted:
        yield ()
        return
    first, *rest = wanted
    for item in tree.children:
        if item.step.number == first.number and first.part in (ANY, item.step.part):
            yield from ((item.step, *below) for below in _places(item, tuple(rest)))


def place_text(path: Path) -> str:
    """A path in words, as an address: ``article 19 para 3``, ``para 4 of docomo.keiki1812.xi``."""
    if path and path[0].part == "supplement":
        below = path_text(path[1:])
        return f"{below} of {path[0].number}" if below else path[0].number
    return path_text(path)
