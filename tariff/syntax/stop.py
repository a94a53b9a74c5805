"""Where the parser stops in a chunk, and what it would have taken there."""

from copy import copy
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
    before = current.copy(deepcopy_values=False)
    state = before
    words: list[Token] = []
    suspect: Stop | None = None
    found: str = END
    start: int = len(chunk)
    try:
        for token in current.lexer_thread.lex(current.parser_state):
            state = current.copy(deepcopy_values=False)
            current.feed_token(token)
            if token.type == NEWLINE:
                suspect = None
            elif token.type not in (INDENT, DEDENT):
                if token.type == "NAME" and token in _CONNECTIVES and suspect is None and words:
                    suspect = Stop(token.type, token.start_pos or 0, words[-1], state)
                before = state
                words.append(token)
            state = current
    except (UnexpectedToken, RunTogetherError) as error:
        found, start = error.token.type, error.token.start_pos or 0
    except UnexpectedCharacters as error:
        found, start = "", cast("int", error.pos_in_stream)
    if suspect:
        return suspect
    if words and run_together(chunk, words[-1].end_pos or 0, start):
        return Stop(words[-1].type, words[-1].start_pos or 0, words[-2] if words[1:] else None, before, run=True)
    return Stop(found, start, words[-1] if words else None, state)
