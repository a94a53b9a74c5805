"""The Lark parser and the building of nodes from its trees; the only module that knows how Lark works."""

from functools import cache
from unicodedata import normalize

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


def build(tree: Tree[Token], places: Places, base: int, chunk: str) -> Node:
    """The node of a Lark tree of `chunk`, which began at offset `base` of its file."""
    children = tuple(
        build(child, places, base, chunk) if isinstance(child, Tree) else _word(child, places, base)
        for child in tree.children
    )
    start, end = (0, 0) if tree.meta.empty else (tree.meta.start_pos, tree.meta.end_pos)
    return Node(str(tree.data), children, places.span(base + start, base + start + len(chunk[start:end].rstrip())))


def _word(token: Token, places: Places, base: int) -> Word:
    start, end = base + (token.start_pos or 0), base + (token.end_pos or 0)
    return Word(token.type, _text(token), places.span(start, end))


def _text(token: Token) -> str:
    """The text of a word: names composed (NFC), keywords of several words with single blanks, the rest as written."""
    match token.type:
        case "TEXT":
            return token.rstrip(" \t")
        case "NAME" | "FACT_NAME":
            return normalize("NFC", token)
        case "STRING" | "SCALAR":
            return str(token)
        case _:
            return " ".join(token.split())
