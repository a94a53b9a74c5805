"""What comparing large texts costs: `python -m benchmarks.texts [LINES]` prints the times of `tariff diff`.

Texts of made-up articles, of 100,000 lines where no number is given, are compared with themselves with a few words
changed, with an article struck in front so that all are renumbered, with every line changed, and with another text.
"""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import run
from benchmarks.table import Row, write

_CLI = Path(__file__).parents[1] / "cli.py"
_PHRASES = (
    *(
        "当社は、",
        "契約者が",
        "料金表第1表に",
        "規定する",
        "料金を",
        "年14.5％の",
        "第2項の",
        "d カード miniを",
        "電気通信設備を",
    ),
    *(
        "（利用停止）",
        "支払う",
        "ことを要します。",
        "30日以内に",
        "あらかじめ",
        "通知して",
        "その旨を",
        "別に定める",
        "方法により",
    ),
    *(
        "利用可能額の",
        "範囲で",
        "端末設備を",
        "返還し、",
        "警察機関の",
        "付加機能を",
        "番号情報送出機能を",
        "提供し、",
        "廃止し、",
    ),
)


_ARTICLE_LINES = 21


def _articles(lines: int, seed: int) -> list[list[str]]:
    """Articles of a heading and five paragraphs with three items each, without their own numbers."""
    chance = random.Random(seed)

    def sentence() -> str:
        return "".join(chance.choices(_PHRASES, k=12)) + f"{chance.randrange(10_000)}円とします。"

    def article() -> Iterator[str]:
        yield f"（見出し{chance.randrange(1_000)}）"
        for paragraph in range(1, 6):
            yield f"{paragraph if paragraph > 1 else '第{}条'} {sentence()}"
            yield from (f"({item}) {sentence()}" for item in range(1, 4))

    return [list(article()) for _ in range(lines // _ARTICLE_LINES)]


def _few(articles: list[list[str]]) -> list[list[str]]:
    return [
        [line.replace("料金", "代金") for line in article] if place % 50 == 0 else article
        for place, article in enumerate(articles)
    ]


def _every(articles: list[list[str]]) -> list[list[str]]:
    return [[re.sub("[0-9]+円", "100円", line) for line in article] for article in articles]


def _write(path: Path, articles: list[list[str]]) -> Path:
    numbered = (line.replace("{}", str(place)) for place, lines in enumerate(articles, 1) for line in lines)
    path.write_text("\n".join(numbered), encoding="utf-8")
    return path


def main(lines: int) -> None:
    """Measure and print."""
    articles = _articles(lines, 1)
    others = {
        "itself": articles,
        "a few words changed": _few(articles),
        "an article struck in front": articles[1:],
        "every line changed": _every(articles),
        "another text": _articles(lines, 2),
    }
    rows = []
    with TemporaryDirectory() as name:
        old = _write(Path(name) / "old.txt", articles)
        for what, other in others.items():
            new = _write(Path(name) / "new.txt", other)
            taken = run([sys.executable, _CLI, "diff", old, new])
            wanted = "under 20 s" if lines <= 100_000 else ""
            measured = f"{taken.seconds:.1f} s, {taken.peak_mib:,.0f} MiB"
            rows.append(Row(f"`tariff diff`, {lines:,} lines, {what}", measured, wanted))
    write(rows, None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
