"""Where the parser stops in a chunk, and what it would have taken there."""

from copy import copy
from itertools import islice
from typing import cast

from attrs import frozen
from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from tariff.syntax.layout import RunTogetherError, run_together
from tariff.syntax.parser import parser

END, NEWLINE, INDENT, DEDENT, HOLE = "$END", "_NL", "_INDENT", "_DEDENT", "_HOLE"
HOLE_SIGN = "\x1a"
# Keywords that no one means as a name: one read as a name, in a sentence that fails, shows that a word is missing.
_CONNECTIVES = frozenset(
    (
        "and",
        "as",
        "at",
        "by",
        "from",
        "governed",
        "is",
        "of",
        "or",
        "over",
        "per",
        "plus",
        "tax",
        "to",
        "under",
        "unless",
    )
)


@frozen
class Stop:
    """The first word that the grammar does not take, or the end of a line or block.

    type: the terminal found there, ``""`` where none fits. start: its offset in the chunk. previous: the word before.
    run: the parser could read the first part of the word, such as ``when`` of ``whenever``, or ``390`` of ``390JPY``.
    state: the parser as it was before it.
    """

    type: str
    start: int
    previous: Token | None
    state: InteractiveParser
    run: bool = False

    @property
    def accepted(self) -> frozenset[str]:
        """The terminals that could stand here."""
        return frozenset(self.state.accepts()) - {HOLE}

    def accepted_after(self, *types: str) -> frozenset[str]:
        """The terminals that could follow if these stood here; none where these could not."""
        state = self.state.copy(deepcopy_values=False)
        # No trees are wanted from this look ahead.
        state.parser_state.parse_conf = copy(state.parser_state.parse_conf)
        state.parser_state.parse_conf.callbacks = {}
        try:
            for type_ in types:
                state.feed_token(Token(type_, ""))
        except UnexpectedToken:
            return frozenset()
        return frozenset(state.accepts()) - {HOLE}


def find_stop(chunk: str) -> Stop:
    """The stop of a chunk that does not parse."""
    current = parser().parse_interactive(chunk)
    found, start, fed = END, len(chunk), 0
    # The last word read, and the first of its sentence that was read as a name and is probably none.
    last, suspect = _NOTHING, _NOTHING
    try:
        for token in current.lexer_thread.lex(current.parser_state):
            current.feed_token(token)
            if token.type == NEWLINE:
                suspect = _NOTHING
            elif token.type not in (INDENT, DEDENT):
                last = _Read(token, fed, last.token)
                if token.type == "NAME" and token in _CONNECTIVES and not suspect.token:
                    suspect = last
            fed += 1
    except (UnexpectedToken, RunTogetherError) as error:
        found, start = error.token.type, error.token.start_pos or 0
    except UnexpectedCharacters as error:
        found, start = "", cast("int", error.pos_in_stream)
    if suspect.token:
        return suspect.stop(chunk)
    if last.token and run_together(chunk, last.token.end_pos or 0, start):
        return last.stop(chunk, run=True)
    return Stop(found, start, last.token, _after(chunk, fed))


@frozen
class _Read:
    """A word, the number of tokens before it, and the word before it."""

    token: Token | None
    before: int = 0
    previous: Token | None = None

    def stop(self, chunk: str, *, run: bool = False) -> Stop:
        """The stop at this word."""
        assert self.token is not None, "only a word is stopped at"
        return Stop(self.token.type, self.token.start_pos or 0, self.previous, _after(chunk, self.before), run)


_NOTHING = _Read(None)


def _after(chunk: str, count: int) -> InteractiveParser:
    """The parser after the first `count` tokens, read anew: a copy kept for each token would cost the depth of each."""
    current = parser().parse_interactive(chunk)
    for token in islice(current.lexer_thread.lex(current.parser_state), count):
        current.feed_token(token)
    return current
