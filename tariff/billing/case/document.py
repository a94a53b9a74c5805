"""A case file to nodes: size, encoding and syntax are judged here, before anything is known about the terms."""

from pathlib import Path

from attrs import frozen

from tariff.billing.case.codes import Code
from tariff.billing.case.json_text import build_json
from tariff.billing.case.nodes import Builder, ListNode, MapNode, Node, Scalar
from tariff.billing.encodings import conversion
from tariff.diagnostics import Diagnostic, InputError, Span

MAX_BYTES = 10_000_000


@frozen
class Document:
    """One case as written: its file (for messages), its text and its top-level mapping."""

    file: str
    text: str
    root: MapNode

    def scalar(self, name: str) -> Scalar | None:
        """The text of a top-level entry, or None where there is none or it says nothing."""
        node = self.root.get(name)
        return node if isinstance(node, Scalar) and not node.unknown else None


def read_document(path: Path) -> Document:
    """The case in a file, JSON where its name ends so, else YAML 1.2. Raises InputError on a fault of the text."""
    return parse_document(read_text(path), str(path), json=path.suffix.lower() == ".json")


def read_text(path: Path) -> str:
    """The text of a file. Raises InputError where it cannot be read, is too large or is not UTF-8."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        mend = "a case is a file; one contract of a book is named BOOK#CONTRACT"
        raise _refusal(Code.UNREADABLE, "this is a folder", str(path), mend) from error
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise _refusal(
            Code.UNREADABLE, f"the case cannot be read: {problem}", str(path), "check the name of the file"
        ) from error
    if len(data) > MAX_BYTES:
        mend = "a case is one contract; bill many contracts from a book"
        raise _refusal(Code.TOO_LARGE, f"larger than {MAX_BYTES // 1_000_000} MB", str(path), mend)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        place = Span(str(path), line, column, line, column + 1)
        message = f"not UTF-8: byte 0x{data[error.start]:02X} is no character"
        raise InputError([Diagnostic(Code.NOT_UTF8, message, place, mend=conversion(path, error.start))]) from error


def parse_document(text: str, file: str, *, json: bool = False) -> Document:
    """The case that `text` holds. Raises InputError with every fault of the text."""
    root = parse_node(text, file, json=json)
    if root is None or (isinstance(root, Scalar) and root.unknown):
        mend = "write at least contract: and terms:, then the fields of the contract"
        raise InputError([Diagnostic(Code.EMPTY, "the case is empty", Span(file, 1, 1, 1, 1), mend=mend)])
    if not isinstance(root, MapNode):
        was = "a list" if isinstance(root, ListNode) else "a text"
        mend = "write NAME: VALUE lines, beginning with contract: and terms:"
        raise InputError([Diagnostic(Code.SHAPE, f"a case is a mapping, and this is {was}", root.span, mend=mend)])
    return Document(file, text, root)


def parse_node(text: str, file: str, *, json: bool = False) -> Node | None:
    """Any one value, None of an empty text. Raises InputError with every fault of the text."""
    builder = Builder([])
    if json:
        build_json(text, file, builder)
    else:
        from tariff.billing.case.yaml_text import build_yaml  # a JSON case has no need of ruamel

        build_yaml(text, file, builder)
    if builder.findings:
        raise InputError(builder.findings)
    return builder.root


def _refusal(code: Code, message: str, where: str, mend: str) -> InputError:
    return InputError([Diagnostic(code, message, where=where, mend=mend)])
