"""What a case file says before it is typed: scalars as text, lists and mappings, each with its place."""

from collections.abc import Iterator

from attrs import field, frozen, mutable

from tariff.billing.case.codes import Code
from tariff.diagnostics import Diagnostic, InputError, Span

MAX_DEPTH = 20


@frozen
class Scalar:
    """Text as written. `plain` is False for a quoted one, which is never the word ``null``."""

    text: str
    span: Span
    plain: bool = True

    @property
    def unknown(self) -> bool:
        """Whether it says nothing: empty, or a plain ``null`` or ``~``."""
        return self.text == "" or (self.plain and self.text in ("null", "~"))


@frozen
class ListNode:
    """A list and its items."""

    items: "tuple[Node, ...]"
    span: Span


@frozen
class MapNode:
    """A mapping and its entries, in the order of the file; keys are unique."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span

    def get(self, name: str) -> "Node | None":
        """The value of an entry, or None."""
        return next((value for key, value in self.entries if key.text == name), None)

    def __iter__(self) -> "Iterator[tuple[Scalar, Node]]":
        return iter(self.entries)


Node = Scalar | ListNode | MapNode


@mutable
class _Open:
    """A list or mapping that is still being read; `key` waits for its value."""

    span: Span
    mapping: bool
    items: list[Node] = field(factory=list)
    keys: dict[str, Scalar] = field(factory=dict)
    key: Scalar | None = None
    repeated: bool = False


@mutable
class Builder:
    """Builds nodes from a flat stream of events, so that no depth of nesting can exhaust the stack."""

    findings: list[Diagnostic]
    root: Node | None = None
    _stack: list[_Open] = field(factory=list)

    def begin(self, span: Span, *, mapping: bool) -> None:
        """A list or mapping begins. Raises InputError beyond MAX_DEPTH."""
        self._no_key_of(span)
        if len(self._stack) == MAX_DEPTH:
            raise InputError(
                [
                    Diagnostic(
                        Code.DEPTH,
                        f"nested more than {MAX_DEPTH} deep",
                        span,
                        mend="a case is three deep at most: a record, its rows, their fields",
                    )
                ]
            )
        self._stack.append(_Open(span, mapping))

    def end(self) -> None:
        """The innermost list or mapping ends."""
        done = self._stack.pop()
        if done.mapping:
            self._add(MapNode(tuple(zip(done.keys.values(), done.items, strict=True)), done.span))
        else:
            self._add(ListNode(tuple(done.items), done.span))

    def scalar(self, text: str, span: Span, *, plain: bool) -> None:
        """A scalar: an item, a key, or a key's value. Raises InputError where it is not Unicode text."""
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise InputError(
                [
                    Diagnostic(
                        Code.SYNTAX, "half of a surrogate pair is no character", span, mend="write the character itself"
                    )
                ]
            )
        top = self._stack[-1] if self._stack else None
        if top is not None and top.mapping and top.key is None:
            self._begin_entry(top, Scalar(text, span, plain))
            return
        if top is not None and top.key is not None and text == "" and plain:
            span = top.key.span
        self._add(Scalar(text, span, plain))

    def _begin_entry(self, top: _Open, key: Scalar) -> None:
        top.key = key
        first = top.keys.get(key.text)
        top.repeated = first is not None
        if first is None:
            top.keys[key.text] = key
        else:
            self.findings.append(
                Diagnostic(
                    Code.DUPLICATE_KEY,
                    f"“{key.text}” stands twice, first in line {first.span.line}",
                    key.span,
                    mend="keep one of them; several rows of one record are written as a list",
                )
            )

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if not top.repeated:
            top.items.append(node)
        top.key, top.repeated = None, False

    def _no_key_of(self, span: Span) -> None:
        if self._stack and self._stack[-1].mapping and self._stack[-1].key is None:
            raise InputError(
                [Diagnostic(Code.SYNTAX, "a list or a mapping cannot be a name", span, mend="write NAME: VALUE")]
            )
