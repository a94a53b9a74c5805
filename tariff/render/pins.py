"""Which text a result rests on: every output names the content hash of its packs, so that it can be reproduced."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tariff.render.console import write
from tariff.render.language import word

if TYPE_CHECKING:
    from rich.text import Text

SHORT = 12
"""So many signs of a hash are shown to people."""

Packs = Mapping[str, str]
"""Names of terms, and the content hash of each with the packs that it uses, as `Library.digest` makes it."""


def short(digest: str) -> str:
    """A content hash as people are shown it."""
    return digest[:SHORT]


def print_data(data: Mapping[str, Any], packs: Packs) -> None:
    """Prints plain data as JSON, with the packs that it rests on under `packs`."""
    write(json.dumps({**data, "packs": dict(packs)}, ensure_ascii=False, indent=2))


def pins(packs: Packs) -> "Text":
    """The packs that what is shown rests on, as a line."""
    from rich.text import Text

    told = ", ".join(f"{name} {short(digest)}" for name, digest in sorted(packs.items()))
    return Text(f"{word('digest')}: {told}", "dim")
