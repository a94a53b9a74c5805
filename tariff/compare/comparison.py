"""Two versions side by side: what every form of a comparison is made of."""

from attrs import evolve, frozen

from tariff.compare.align import align
from tariff.compare.changes import Kind, changes
from tariff.compare.document import Document, Key, Part
from tariff.compare.normal import normal
from tariff.compare.pairs import Pair
from tariff.compare.sources import Source
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import did_you_mean

_IN_PARAGRAPHS = ("article", "supplement")
_FIRST = Key("para", "1")


@frozen
class Comparison:
    """Two sources in one language, and what stands in both in pairs.

    pair: narrowed to the article that is asked for. whole: all that stands in both.
    """

    old: Source
    new: Source
    language: str
    pair: Pair
    whole: Pair

    @property
    def documents(self) -> tuple[Document, Document]:
        """The texts that are compared."""
        return self.old.documents[self.language], self.new.documents[self.language]

    @property
    def differs(self) -> bool:
        """Whether anything that can be read changed."""
        return any(change.kind is not Kind.LEFT_OUT for change in changes(self.pair))


def compare(old: Source, new: Source, language: str, article: str = "") -> Comparison:
    """Both sides aligned; `article` narrows it to the article or appendix of a number on either side.

    Raises InputError where a side does not have the language, or neither has the article.
    """
    parts = [_document(source, language).root for source in (old, new)]
    if not _one_history(old, new):
        parts = [_as_a_text(part) for part in parts]
    pair = align(*parts)
    return Comparison(old, new, language, _narrowed(pair, article) if article else pair, pair)


def _document(source: Source, language: str) -> Document:
    if language not in source.documents:
        message, mend = f"{source.name} is a text in Japanese", "compare it with --language ja"
        raise InputError([Diagnostic("E1204", message, where=source.name, mend=mend)])
    return source.documents[language]


def _one_history(old: Source, new: Source) -> bool:
    """Whether identities mean the same on both sides: the terms were the same before all amendments."""
    return old.origin is not None and new.origin is not None and old.origin.pack.base == new.origin.pack.base


def _as_a_text(part: Part) -> Part:
    """A part as a text has it: without identities, the words of an article being its first paragraph (項)."""
    children = tuple(map(_as_a_text, part.children))
    bare = evolve(part, key=_key(part), identity="", children=children)
    if part.key.kind in _IN_PARAGRAPHS and part.text and not any(child.key.kind == "para" for child in children):
        return evolve(bare, text=(), children=(Part(_FIRST, text=part.text, children=children),))
    return bare


def _key(part: Part) -> Key:
    """What a text calls a part: a supplement goes by its heading, an appendix by what its label says of it, too."""
    kind, number = part.key.kind, part.key.number
    if kind == "supplement":
        return Key(kind, normal(part.title))
    before, appendix, _ = part.label.partition("別表")
    return Key(kind, before + number.removeprefix(before)) if kind == "appendix" and appendix else part.key


def _narrowed(pair: Pair, article: str) -> Pair:
    kept = _holding(pair, article)
    if not kept.children:
        numbers = list(dict.fromkeys(number for item in pair.walk() for number in _numbers(item)))
        mend = did_you_mean(article, numbers, "there are " + ", ".join(numbers))
        raise InputError([Diagnostic("E1032", f"there is no article {article}", where=article, mend=mend)])
    return kept


def _holding(pair: Pair, article: str) -> Pair:
    """The pair with those below it that are the article or hold it: without them it would seem to have moved."""
    below = (item if article in _numbers(item) else _holding(item, article) for item in pair.children)
    return evolve(pair, children=tuple(item for item in below if item.children or article in _numbers(item)))


def _numbers(pair: Pair) -> tuple[str, ...]:
    sides = (pair.old, pair.new)
    return tuple(part.key.number for part in sides if part is not None and part.key.kind in ("article", "appendix"))
