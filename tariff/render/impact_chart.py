"""How much contracts differ, drawn: an SVG with a bar for each step, and the same in words for who cannot see it."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from tariff.render.impact_tables import signed
from tariff.render.language import language, word

if TYPE_CHECKING:
    from tariff.compare.impact.result import Bin, Impact

_WIDTH, _HEIGHT = 960, 540
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 30, 110, 110
_TICKS = 6
_FONT = "'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', sans-serif"
# Both stand out on white, also for who does not see red or green.
_MORE, _LESS, _INK, _RULE = "#b3541e", "#1f6f8b", "#222222", "#d8d8d8"


def chart_of(result: "Impact") -> str:
    """The distribution of an impact as an SVG document that stands alone."""
    title = word("distribution")
    body = "\n".join([*_head(result, title), *(_bars(result) if result.distribution.bins else _nothing())])
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" \
aria-labelledby="title desc" lang="{language()}" font-family="{_FONT}" fill="{_INK}">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(_described(result))}</desc>
<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>
{body}
</svg>
"""


def _described(result: "Impact") -> str:
    """The whole chart in words."""
    digits = result.new.terms.minor_digits
    bins = (f"{_span(item, digits)}: {item.contracts:,}" for item in result.distribution.bins if item.contracts)
    return "; ".join([_sides(result), _counted(result), *bins])


def _sides(result: "Impact") -> str:
    old, new = (
        " · ".join([side.name, *(f"{key}={name}" for key, name in side.terms.readings)])
        for side in (result.old, result.new)
    )
    return f"{old} → {new}"


def _counted(result: "Impact") -> str:
    counts = result.counts
    shown = {"pays_more": counts.more, "pays_less": counts.less, "pays_same": counts.same}
    return " · ".join(f"{word(name)} {number:,}" for name, number in shown.items())


def _head(result: "Impact", title: str) -> Iterator[str]:
    yield _text(_LEFT, 36, title, size=20, weight="bold")
    yield _text(_LEFT, 62, _sides(result), size=14)
    yield _text(_LEFT, 84, _counted(result), size=14)


def _nothing() -> Iterator[str]:
    yield _text(_WIDTH // 2, _HEIGHT // 2, word("nobody_differs"), size=18, anchor="middle")


def _bars(result: "Impact") -> Iterator[str]:
    bins, digits = result.distribution.bins, result.new.terms.minor_digits
    most = max(item.contracts for item in bins)
    tick = _round_tick(most)
    top = -(-most // tick) * tick
    width, height, bottom = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM, _HEIGHT - _BOTTOM
    for count in range(0, top + 1, tick):
        y = bottom - height * count // top
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="{_RULE}"/>'
        yield _text(_LEFT - 10, y + 4, f"{count:,}", anchor="end")
    yield _text(20, _TOP + height // 2, word("contracts"), anchor="middle", turned=-90)
    places = [_LEFT + width * place // len(bins) for place in range(len(bins) + 1)]
    for (x, end), item in zip(pairwise(places), bins, strict=True):
        y = bottom + -height * item.contracts // top
        colour, said = _MORE if item.first > 0 else _LESS, escape(f"{_span(item, digits)}: {item.contracts:,}")
        box = f'x="{x + 2}" y="{y}" width="{end - x - 4}" height="{bottom - y}"'
        yield f'<rect {box} fill="{colour}"><title>{said}</title></rect>'
        if item.contracts:
            yield _text((x + end) // 2, y - 5, f"{item.contracts:,}", anchor="middle")
    for x, edge in zip(places, _edges(bins), strict=True):
        yield _text(x, bottom + 16, signed(edge, digits) or "0", anchor="end", turned=-35)
    yield _text(
        _LEFT + width // 2, _HEIGHT - 14, f"{word('difference')} ({result.new.terms.currency})", anchor="middle"
    )


def _edges(bins: "Sequence[Bin]") -> list[int]:
    """Where each bar begins, and the last ends: round numbers, but for the outermost."""
    return [item.first - (item.first > 0) for item in bins] + [bins[-1].last + (bins[-1].last < 0)]


def _round_tick(most: int) -> int:
    """The least of 1, 2, 5, 10, 20… of which a few come to `most`."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if _TICKS * step * power >= most:
                return step * power
        power *= 10


def _span(item: "Bin", digits: int) -> str:
    first, last = signed(item.first, digits), signed(item.last, digits)
    return first if first == last else f"{first} … {last}"


def _text(
    x: int,
    y: int,
    content: str,
    *,
    size: int = 12,
    weight: str = "normal",
    anchor: str = "start",
    turned: int = 0,
) -> str:
    turn = f' transform="rotate({turned} {x} {y})"' if turned else ""
    style = f'font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"{turn}'
    return f'<text x="{x}" y="{y}" {style}>{escape(content)}</text>'
