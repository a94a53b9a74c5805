"""Plain texts of Japanese terms: read in whatever encoding they are, with the structure that their numbers show."""

from hashlib import sha256
from pathlib import Path

from tariff.compare.document import Document
from tariff.compare.plain.builder import structure
from tariff.compare.plain.decoding import decoded
from tariff.diagnostics import Diagnostic, InputError

__all__ = ["read_document"]

_HOLDS_PROVISIONS = ("article", "appendix", "supplement")


def read_document(path: Path) -> Document:
    """The document that a text file holds. InputError where it cannot be read, or has no articles."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the text cannot be read: {error.strerror}"
        raise InputError([Diagnostic("E1205", message, where=str(path), mend="make it readable")]) from error
    text = decoded(data, str(path))
    root = structure(text)
    if not any(part.key.kind in _HOLDS_PROVISIONS for _, part in root.walk()):
        message = "this text has no articles"
        mend = "begin each with its number, on a line of its own or before its text: 第1条（目的） …"
        raise InputError([Diagnostic("E1206", message, where=str(path), mend=mend)])
    return Document(path.name, None, root, sha256(text.encode()).hexdigest())
