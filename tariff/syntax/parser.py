"""The Lark parser and the building of nodes from its trees; the only module that knows how Lark works."""

import sys
from functools import cache
from io import BytesIO
from unicodedata import normalize

import lark
from lark import Lark, Token, Tree

from tariff.cache import cached
from tariff.resources import grammar_text
from tariff.syntax.layout import Layout, Places
from tariff.syntax.nodes import Node, Word


@cache
def parser() -> Lark:
    """The LALR parser of the language, made once a process; its tables come from the cache where it has them."""
    grammar = grammar_text("tariff.lark")
    built: list[Lark] = []

    def tables() -> bytes:
        built.append(build_parser(grammar))
        saved = BytesIO()
        built[0].save(saved)
        return saved.getvalue()

    saved = cached("grammar", f"{lark.__version__} {sys.version} {grammar}", tables)
    return built[0] if built else Lark.load(BytesIO(saved))


def build_parser(grammar: str, *, strict: bool = False) -> Lark:
    """A parser of `grammar`; LarkError where it has conflicts and, if `strict`, where terminals collide."""
    return Lark(
        grammar,
        start="chunk",
        parser="lalr",
        lexer="contextual",
        postlex=Layout(),
        propagate_positions=True,
        maybe_placeholders=False,
        strict=strict,
    )


def tokens(chunk: str) -> list[Token]:
    """The words of a chunk that parses, without line breaks and indentation."""
    layout = (Layout.NL_type, Layout.INDENT_type, Layout.DEDENT_type)
    return [token for token in parser().parse_interactive(chunk).exhaust_lexer() if token.type not in layout]


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
            # A composed name comes back as it went in, and a token is not equal to one of another type.
            return normalize("NFC", str(token))
        case "STRING" | "SCALAR":
            return str(token)
        case _:
            return " ".join(token.split())
