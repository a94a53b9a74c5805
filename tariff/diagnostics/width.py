"""How wide text stands in a terminal: Japanese signs take two columns, combining marks none."""

import unicodedata


def width(text: str) -> int:
    """The columns that `text` takes."""
    return sum(map(sign_width, text))


def sign_width(sign: str) -> int:
    """The columns that one character takes: 2 where it is wide or full-width, 0 where it combines, else 1."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
