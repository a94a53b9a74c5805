"""What an amendment does to a document, one small step each: made in order, each on what the last one left.

A place is named as sentences name it, so the chapters and sections above an article may be left out.
"""

from enum import Enum

from attrs import frozen

from tariff.compare.document import Key, Part, Place


class Within(Enum):
    """Where in a part a phrase is looked for: in its text and all below it, in its heading, in its own text alone."""

    ALL = ""
    HEADING = "の見出し"
    LEAD = "の柱書き"


@frozen
class Replace:
    """「old」を「new」に改める, in the part at `at` or below it; `old` stands there once."""

    at: Place
    old: str
    new: str
    within: Within = Within.ALL


@frozen
class Add:
    """「after」の下に「words」を加える, in the part at `at` or below it; `after` stands there once."""

    at: Place
    after: str
    words: str
    within: Within = Within.ALL


@frozen
class Strike:
    """「words」を削る, in the part at `at` or below it, where they stand once."""

    at: Place
    words: str
    within: Within = Within.ALL


@frozen
class Rewrite:
    """柱書きを次のように改める: the part's own paragraphs become `text`; its heading and what is below it stay."""

    at: Place
    text: tuple[str, ...]


@frozen
class Retitle:
    """見出しを「title」に改める; ``""`` takes the heading away."""

    at: Place
    title: str


@frozen
class Substitute:
    """次のように改める: the part and all below it become `part`, which has its number, and may be 削除."""

    at: Place
    part: Part


@frozen
class Insert:
    """次の1項を加える: `parts`, of one kind, stand below `parent`, right after or before one there, or last."""

    parent: Place
    parts: tuple[Part, ...]
    after: Key | None = None
    before: Key | None = None


@frozen
class Delete:
    """削る: the part and all below it go, and nothing stands in its place; the others keep their numbers."""

    at: Place


@frozen
class Renumber:
    """第X項を第Y項とする: the part gets the number `to`.

    last: where it is not ``""``, the parts from that at `at` to the one of this number move by as much as that; all
    their numbers are whole (no branches).
    """

    at: Place
    to: str
    last: str = ""


Edit = Replace | Add | Strike
Structural = Insert | Delete | Renumber
Operation = Edit | Rewrite | Retitle | Substitute | Structural


def edited(edit: Edit) -> tuple[str, str]:
    """The words that an edit looks for, and those that it leaves in their place."""
    match edit:
        case Replace(old=old, new=new):
            return old, new
        case Add(after=old, words=words):
            return old, old + words
        case Strike(words=old):
            return old, ""


def scope(address: str, within: Within) -> str:
    """What a sentence calls the part of a part in which a phrase stands; the document itself has no address."""
    whole = {Within.HEADING: "題名", Within.LEAD: "前文"}
    return f"{address}{within.value}" if address else whole.get(within, "")


def place_of(operation: Operation) -> Place:
    """The part that an operation changes; of an insertion the one that it stands next to, or under."""
    if not isinstance(operation, Insert):
        return operation.at
    beside = operation.after or operation.before
    return (*operation.parent, beside) if beside else operation.parent
