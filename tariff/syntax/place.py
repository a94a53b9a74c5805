"""A stop of the parser as its reader sees it: the word, its sentence, and the sentences around it."""

import re

from attrs import frozen

from tariff.diagnostics import Diagnostic
from tariff.syntax.codes import Code
from tariff.syntax.layout import Places
from tariff.syntax.lines import Sentence
from tariff.syntax.stop import Stop

_WORD = re.compile(
    r'"[^"\n]*"|「[^」\n]*」|[a-z]{2}\|'
    r"|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
    r"|[0-9]+(?:,[0-9]+)+\w*"
    r"|\w[^\s,()|\"「」#+*/]*"
    r"|[^\w\s,()|\"「」#+*/]+"
    r"|."
)
_LONGEST_SHOWN = 40


@frozen
class Place:
    """A stop in a chunk that begins at offset `base` of its file; `index` is the number of the sentence it is in."""

    chunk: str
    sentences: list[Sentence]
    index: int
    stop: Stop
    base: int
    places: Places

    @property
    def sentence(self) -> Sentence:
        """The sentence in which the parser stopped."""
        return self.sentences[self.index]

    @property
    def extent(self) -> tuple[int, int]:
        """Offsets of the whole word at the stop."""
        return self.extent_at(self.stop.start)

    @property
    def word(self) -> str:
        """The whole word at the stop, as written."""
        start, end = self.extent
        return self.chunk[start:end]

    @property
    def first(self) -> bool:
        """Whether the word begins its sentence."""
        return self.stop.start == self.sentence.start

    @property
    def previous(self) -> str:
        """The word before the stop."""
        return shown(str(self.stop.previous or ""))

    @property
    def above(self) -> list[Sentence]:
        """The sentences under which this one stands, the innermost first."""
        found: list[Sentence] = []
        indent = self.sentence.indent
        for sentence in reversed(self.sentences[: self.index]):
            if sentence.indent < indent:
                found.append(sentence)
                indent = sentence.indent
        return found

    def end_of(self, indent: int) -> int:
        """The index after this sentence and those that follow it indented by `indent` or more."""
        end = self.index + 1
        while end < len(self.sentences) and self.sentences[end].indent >= indent:
            end += 1
        return end

    def first_word(self, sentence: Sentence) -> str:
        """The word with which a sentence begins."""
        start, end = self.extent_at(sentence.start)
        return self.chunk[start:end]

    def extent_at(self, start: int) -> tuple[int, int]:
        """Offsets of the whole word that begins at `start`."""
        found = _WORD.match(self.chunk, start)
        return start, found.end() if found else start + 1

    def finding(self, code: Code, message: str, mend: str, at: tuple[int, int] | None = None) -> Diagnostic:
        """A diagnostic at the offsets `at`, or else at the word of the stop."""
        start, end = at or self.extent
        return Diagnostic(code, message, self.places.span(self.base + start, self.base + end), mend=mend)


def shown(word: str) -> str:
    """A word as messages quote it: cut where it is long."""
    return word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + "…"
