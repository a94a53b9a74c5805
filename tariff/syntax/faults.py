"""Faults of grammar, said in words: what stands there, what was expected, what to write."""

import re

from attrs import frozen

from tariff.diagnostics import Diagnostic
from tariff.diagnostics.nearest import nearest
from tariff.syntax.codes import Code
from tariff.syntax.place import Place, shown
from tariff.syntax.stop import DEDENT, HOLE, INDENT, NEWLINE
from tariff.syntax.words import expected, fixed, keywords, keywords_of

_AMOUNT = re.compile(r"([0-9][0-9,]*)(円|yen|Yen|YEN)")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_MARGIN = re.compile(r"[a-z]{2}:.*")
_NUMBER = re.compile(r"[0-9][0-9,.]*%?")
_SIGNS_IN_WORDS = {
    "=": "is",
    "==": "is",
    "!=": "is not",
    "<": "under",
    "<=": "at most",
    ">": "over",
    ">=": "at least",
    "&&": "and",
    "!": "not",
    "[": "(",
    "]": ")",
}
_SIGNS = '|,()+-*/"「_'
_CONTINUING = ("and", "or")


@frozen
class Fault:
    """A finding, and what must be left out to read on.

    end: the sentences from the one it is about to before this one. cut: or only the words of that sentence from this
    offset on, because it is complete without them.
    """

    finding: Diagnostic
    end: int
    cut: int | None = None


def grammar_fault(place: Place) -> Fault:
    """The fault at a place where the parser stopped."""
    accepted = place.stop.accepted
    end = place.end_of(place.sentence.indent + 1)
    if place.stop.type == NEWLINE:
        return Fault(_ends_early(place, accepted), end)
    if place.stop.type == INDENT:
        # The lines beside it are indented as wrongly.
        return Fault(_indented_under_leaf(place), place.end_of(place.sentence.indent))
    if accepted == {INDENT}:
        return Fault(_nothing_under(place), _end_of_misplaced(place, end))
    if place.first:
        misplaced = _indented_too_far(place)
        if misplaced:
            return Fault(misplaced, place.end_of(place.sentence.indent))
        return Fault(_indented_too_little(place) or _unknown_sentence(place, accepted), end)
    return Fault(_unexpected_word(place, accepted), end, place.stop.start if NEWLINE in accepted else None)


def _end_of_misplaced(place: Place, end: int) -> int:
    """Where the lines end that were meant to stand under the sentence of `place`, and stand beside it."""
    fitting = fixed(place.stop.accepted_after(INDENT))
    while (
        end < len(place.sentences)
        and place.sentences[end].indent >= place.sentence.indent
        and (place.sentences[end].indent > place.sentence.indent or place.first_word(place.sentences[end]) in fitting)
    ):
        end += 1
    return end


def _ends_early(place: Place, accepted: frozenset[str]) -> Diagnostic:
    previous = place.stop.previous
    assert previous is not None, "a line break ends a sentence, which has a word"
    at = (previous.start_pos or 0, previous.end_pos or 0)
    if accepted == {"CURRENCY"}:
        return _no_currency(place, str(previous), at)
    phrase = expected(accepted, previous)
    return place.finding(
        Code.ENDS_EARLY, f"the sentence ends after “{place.previous}”; expected {phrase}", f"go on with {phrase}", at
    )


def _no_currency(place: Place, number: str, at: tuple[int, int]) -> Diagnostic:
    written = place.chunk[slice(*at)]
    return place.finding(Code.NO_CURRENCY, f"“{written}” has no currency", f"write “{number} JPY”", at)


def _indented_under_leaf(place: Place) -> Diagnostic:
    above = place.sentences[place.index - 1]
    if place.first_word(place.sentence) in _CONTINUING:
        return _continues_nothing(place)
    word, over = place.first_word(place.sentence), place.first_word(above)
    return place.finding(
        Code.INDENTED_TOO_FAR,
        f"“{word}” is indented under “{over}”, which takes no lines under it",
        f"indent it by {_blanks(above.indent)}, like “{over}”",
        place.extent_at(place.sentence.start),
    )


def _nothing_under(place: Place) -> Diagnostic:
    word = place.first_word(place.sentence)
    wanted = place.stop.accepted_after(INDENT)
    phrase = "rows such as | under 13 months | 390 JPY |" if wanted == {"VBAR"} else expected(wanted, None)
    return place.finding(
        Code.NOTHING_UNDER,
        f"“{word}” has no lines under it",
        f"write them below, indented by {_blanks(place.sentence.indent + 2)}: {phrase}",
        place.extent_at(place.sentence.start),
    )


def _unknown_sentence(place: Place, accepted: frozenset[str]) -> Diagnostic:
    word = place.word
    if word in _CONTINUING:
        return _continues_nothing(place)
    where = f"under “{place.first_word(place.above[0])}”" if place.above else "at the margin"
    mend = _did_you_mean(place, word, accepted)
    if "TEXT" in accepted and _MARGIN.fullmatch(word):
        mend = f"write “{word[:2]}|”"
    elif not mend and place.stop.run:
        begun = max((known for known in keywords(accepted) if word.startswith(known)), key=len)
        mend = f"write a space after “{begun}”"
    mend = mend or f"expected {expected(accepted - {DEDENT}, None)}"
    return place.finding(Code.UNKNOWN_SENTENCE, f"“{shown(word)}” begins no sentence {where}", mend)


def _continues_nothing(place: Place) -> Diagnostic:
    at = place.extent_at(place.sentence.start)
    message = f"“{place.first_word(place.sentence)}” continues a sentence, and none stands above it"
    return place.finding(Code.CONTINUES_NOTHING, message, "put it below its sentence", at)


def _indented_too_far(place: Place) -> Diagnostic | None:
    """The fault of a sentence that would be right one or more levels out."""
    word, above = place.word, place.above
    for empty in ((), (HOLE, NEWLINE)):
        for out in range(1, len(above)):
            if word in keywords(place.stop.accepted_after(*empty, *[DEDENT] * out)):
                beside = place.first_word(above[out - 1])
                return place.finding(
                    Code.INDENTED_TOO_FAR,
                    f"“{word}” is indented too far: it belongs beside “{beside}”",
                    f"indent it by {_blanks(above[out - 1].indent)}",
                )
    return None


def _indented_too_little(place: Place) -> Diagnostic | None:
    """The fault of a sentence that would be right under the one above it."""
    if place.word not in fixed(place.stop.accepted_after(INDENT)):
        return None
    over = place.sentences[place.index - 1]
    return place.finding(
        Code.INDENTED_TOO_LITTLE,
        f"“{place.word}” is indented too little: it belongs under “{place.first_word(over)}”",
        f"indent it by {_blanks(over.indent + 2)}",
    )


def _unexpected_word(place: Place, accepted: frozenset[str]) -> Diagnostic:
    word = place.word
    return (
        _written_otherwise(place, word, accepted)
        or _left_over(place, word, accepted)
        or place.finding(
            Code.UNEXPECTED_WORD,
            f"expected {expected(accepted, place.stop.previous)} after “{place.previous}”, found “{shown(word)}”",
            _mend(place, word, accepted) or f"write {expected(accepted, place.stop.previous)} here",
        )
    )


def _written_otherwise(place: Place, word: str, accepted: frozenset[str]) -> Diagnostic | None:
    """The fault of a value or sign that is understood, and written in another way here."""
    amount, day = _AMOUNT.fullmatch(word), _DATE.fullmatch(word)
    previous = place.stop.previous
    if amount:
        return place.finding(Code.NO_CURRENCY, f"“{word}” has no currency", f"write “{amount[1]} JPY”")
    if "CURRENCY" in accepted and previous is not None and word.isalpha() and not _did_you_mean(place, word, accepted):
        return _no_currency(place, str(previous), (previous.start_pos or 0, place.extent[1]))
    if day and "DATE" in accepted:
        iso = f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"
        return place.finding(Code.NO_DATE, f"“{word}” is no date as it stands", f"write “{iso}”")
    number = _NUMBER.match(word)
    if place.stop.run and number:
        rest = word[number.end() :]
        return place.finding(
            Code.RUN_TOGETHER, f"no space between “{number[0]}” and “{rest}”", f"write “{number[0]} {rest}”"
        )
    if not word[0].isalnum() and word[0] not in _SIGNS:
        meant = _SIGNS_IN_WORDS.get(word)
        mend = f"write “{meant}”" if meant else "delete it; a name that holds it is quoted: 「…」"
        return place.finding(Code.UNKNOWN_SIGN, f"“{shown(word)}” means nothing here", mend)
    return None


def _left_over(place: Place, word: str, accepted: frozenset[str]) -> Diagnostic | None:
    """The fault of a word after a sentence that is complete."""
    if NEWLINE not in accepted:
        return None
    mend = _mend(place, word, accepted) or (
        "separate them by a comma" if "COMMA" in accepted else f"end the sentence after “{place.previous}”"
    )
    return place.finding(Code.LEFT_OVER, f"“{shown(word)}” cannot follow “{place.previous}”", mend)


def _mend(place: Place, word: str, accepted: frozenset[str]) -> str:
    """What the word was probably meant to be, or ``""``."""
    near = _did_you_mean(place, word, accepted)
    if near:
        return near
    if "STRING" in accepted and word[0].isalpha() and not accepted & {"NAME", "SCALAR"}:
        return f'put it in quotes: "{word}"'
    if "NAME" in accepted and word in keywords_of(place.stop.type):
        return f"if it is a name, quote it: 「{word}」"
    return ""


def _did_you_mean(place: Place, word: str, accepted: frozenset[str]) -> str:
    """The nearest keyword, which may be of several words, or ``""``."""
    known = keywords(accepted)
    near = nearest(word, known)
    if not near:
        written = place.chunk[place.stop.start : place.sentence.end].split()
        several = (nearest(" ".join(written[: len(keyword.split())]), [keyword]) for keyword in known if " " in keyword)
        near = next(filter(None, several), None)
    return f"did you mean “{near}”?" if near else ""


def _blanks(count: int) -> str:
    return f"{count} space{'' if count == 1 else 's'}" if count else "nothing"
