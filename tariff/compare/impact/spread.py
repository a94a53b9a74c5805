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

    Bins are equally wide, a round number, such that most differences lie in them; the outermost reach on to the least
    and the largest difference.
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
        first = _first(_bin(quantiles[0], width) if number == low else number, width)
        last = _first(_bin(quantiles[100], width) if number == high else number, width) + width - 1
        bins.append(Bin(first, last, counted.get(number, 0)))
    return Distribution(tuple(quantiles.items()), tuple(bins))


def _first(number: int, width: int) -> int:
    """The least difference of a bin."""
    return number * width + (number >= 0)


def _round_width(span: int) -> int:
    """The least of 1, 2, 5, 10, 20… with which so many bins take in a span that may include both signs."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if span <= step * power * (_MOST_BINS - 1):
                return step * power
        power *= 10


def _bin(difference: int, width: int) -> int:
    return (difference - 1) // width if difference > 0 else -1 - (-difference - 1) // width
