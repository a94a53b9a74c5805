"""How much contracts differ: quantiles, and how many differ by how much."""

from tariff.billing.run_sql import Steps
from tariff.compare.impact.result import Bin, Distribution

PERCENTS = (0, 1, 5, 25, 50, 75, 95, 99, 100)
_MOST_BINS = 20

_PARTS = [f"{part // 100}.{part % 100:02d}" for part in PERCENTS]
_QUANTILES = f"SELECT quantile_disc(difference, {_PARTS}::DECIMAL(3, 2)[]) FROM _change"
# Bins do not hold 0: differences 1 to width are bin 0, -1 to -width bin -1.
_BINS = """
SELECT greatest($low, least($high, CASE WHEN difference > 0 THEN (difference - 1) // $width
    ELSE -1 - (-difference - 1) // $width END)) AS bin, count(*)
FROM _change GROUP BY bin ORDER BY bin
"""


def distribution(steps: Steps) -> Distribution:
    """The distribution of the differences of the contracts that differ; table _change has them.

    Bins are equally wide, a round number, such that most differences lie in them; the outermost reach to the least and
    the largest difference.
    """
    ((found,),) = steps.rows(_QUANTILES)
    if found is None:
        return Distribution()
    quantiles: dict[int, int] = dict(zip(PERCENTS, found, strict=True))
    width = _round_width(quantiles[99] - quantiles[1])
    low, high = _bin(quantiles[1], width), _bin(quantiles[99], width)
    counted = dict(steps.rows(_BINS, low=low, high=high, width=width))
    bins = []
    for number in range(low, high + 1):
        first = number * width + (1 if number >= 0 else 0)
        last = first + width - 1
        first = min(first, quantiles[0]) if number == low else first
        last = max(last, quantiles[100]) if number == high else last
        bins.append(Bin(first, last, counted.get(number, 0)))
    return Distribution(tuple(quantiles.items()), tuple(bins))


def _round_width(span: int) -> int:
    """The least of 1, 2, 5, 10, 20… with which so many bins take in a span, of either sign."""
    width, steps = 1, (2, 5, 10)
    power = 1
    while span > width * (_MOST_BINS - 1):
        for step in steps:
            width = step * power
            if span <= width * (_MOST_BINS - 1):
                return width
        power *= 10
    return width


def _bin(difference: int, width: int) -> int:
    return (difference - 1) // width if difference > 0 else -1 - (-difference - 1) // width
