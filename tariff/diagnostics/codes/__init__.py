"""What each code of a finding means: `docs/diagnostics.md` is made from this, and a test sees that none is missing."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from tariff.diagnostics.codes.data import BOOKS, CASES, COMMANDS, COMPARISONS, EVALUATION, EXAMPLES, LEDGERS
from tariff.diagnostics.codes.packs import AMENDMENTS, CLAUSES, NAMES, TEXTS, TYPES
from tariff.diagnostics.codes.sentences import SENTENCES
from tariff.diagnostics.codes.writing import WRITING

_ENTRY = re.compile(r"^(?P<code>[EWN][0-9]{4}) (?P<title>.+)\n(?P<explanation>(?:  .+\n)+)", re.MULTILINE)


@frozen
class Meaning:
    """What a code stands for.

    title: the kind of fault, as a phrase. explanation: why it is one, and how it is mended, in a sentence or two.
    """

    title: str
    explanation: str


@frozen
class Group:
    """Codes that belong together, under a heading."""

    heading: str
    codes: Mapping[str, Meaning]


def _group(heading: str, entries: str) -> Group:
    found = _ENTRY.finditer(entries)
    codes = {entry["code"]: Meaning(entry["title"], " ".join(entry["explanation"].split())) for entry in found}
    return Group(heading, MappingProxyType(codes))


GROUPS = (
    _group("Clause files as text", WRITING),
    _group("Names and declarations", NAMES),
    _group("Types and values", TYPES),
    _group("Amendments and references", AMENDMENTS),
    _group("Clauses and tables", CLAUSES),
    _group("Text beside code", TEXTS),
    _group("Evaluation", EVALUATION),
    _group("Books and bills", BOOKS),
    _group("Ledgers", LEDGERS),
    _group("Cases", CASES),
    _group("Commands", COMMANDS),
    _group("Comparisons", COMPARISONS),
    _group("Amendment texts", SENTENCES),
    _group("Examples", EXAMPLES),
)

CODES: Mapping[str, Meaning] = MappingProxyType({code: item for group in GROUPS for code, item in group.codes.items()})
