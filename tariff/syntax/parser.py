"""The Lark parser and the building of nodes from its trees; the only module that knows how Lark works."""

from functools import cache

from lark import Lark, Token, Tree

from tariff.resources import grammar_text
from tariff.syntax.layout import Layout, Places
from tariff.syntax.nodes import Node, Word


@cache
def parser() -> Lark:
    """The LALR parser of the language, built once a process."""
    return Lark(
        grammar_text("tariff.lark"),
        start="chunk",
        parser="lalr",
        lexer="contextual",
        postlex=Layout(),
        propagate_positions=True,
        maybe_placeholders=False,
    )


def build(tree: Tree[Token], places: Places, base: int, text: str) -> Node:
    """The node of a Lark tree whose text began at offset `base` of the file `text`."""
    children = tuple(
        build(child, places, base, text) if isinstance(child, Tree) else _word(child, places, base)
        for child in tree.children
    )
    start = base + (0 if tree.meta.empty else tree.meta.start_pos)
    end = base + (0 if tree.meta.empty else tree.meta.end_pos)
    return Node(str(tree.data), children, places.span(start, start + len(text[start:end].rstrip())))


def _word(token: Token, places: Places, base: int) -> Word:
    start, end = base + (token.start_pos or 0), base + (token.end_pos or 0)
    return Word(token.type, str(token), places.span(start, end))
