"""The patterns in which expressions are put into words, in both languages."""

from collections.abc import Sequence

from tariff.model.records import Titles

# By the name of a pattern; what stands in braces is filled in. The first is Japanese.
PATTERNS = {
    "rounded": Titles("{value}（{unit}単位で{mode}）", "{value} rounded {mode} to {unit}"),
    "first_case": Titles("最初に当てはまる場合の値", "the first case that holds"),
    "if": Titles("{test}ときは{then}、その他のときは{other}", "{then} where {test}, else {other}"),
    "extreme": Titles("{items}のうち{extreme}", "the {extreme} of {items}"),
    "extreme_of_these": Titles("次のうち{extreme}", "the {extreme} of these"),
    "in_month": Titles("{month}の{fees}", "{fees} in {month}"),
    "tax_rate": Titles("{day}の{tax_class}税率", "the {tax_class} tax rate on {day}"),
    "all": Titles("次のすべて", "all of these"),
    "one": Titles("次のいずれか", "one of these"),
    "not_all": Titles("次のすべてではない", "not all of these"),
    "none": Titles("次のいずれでもない", "none of these"),
    "come_to": Titles("次の計算の結果", "what these come to"),
    "rows": Titles("{record}", "rows of {record}"),
    "gathered": Titles("{values}の{gathering}", "the {gathering} {values}"),
    "gathered_where": Titles("{values}（{where}ものに限る）の{gathering}", "the {gathering} {values} where {where}"),
    "rows_of_these": Titles("次の{record}の件数", "the number of these rows of {record}"),
    "over_these": Titles("次の行の{value}の{gathering}", "the {gathering} {value} over these rows"),
    "multiple": Titles("{value}が{unit}の倍数である", "{value} is a multiple of {unit}"),
    "not_multiple": Titles("{value}が{unit}の倍数でない", "{value} is not a multiple of {unit}"),
    "open_day": Titles("{day}が{calendar}の休みの日でない", "{calendar} leaves {day} open"),
    "closed_day": Titles("{day}が{calendar}の休みの日である", "{calendar} does not leave {day} open"),
    "known": Titles("{value}が判明している", "{value} is known"),
    "unknown": Titles("{value}が不明である", "{value} is unknown"),
    "one_of": Titles("{value}が{options}のいずれかである", "{value} is one of {options}"),
    "none_of": Titles("{value}が{options}のいずれでもない", "{value} is none of {options}"),
    "not": Titles("（{value}）ではない", "not ({value})"),
    "bracketed": Titles("（{value}）", "({value})"),
    "always": Titles("常に成り立つものである", "always"),
    "never": Titles("成り立つことがない", "never"),
    "is_yes": Titles("{value}に当たる", "{value} is yes"),
    "is_not_yes": Titles("{value}に当たらない", "{value} is not yes"),
    "line_month": Titles("その月", "the month of the line"),
    "line_date": Titles("その日", "the date of the line"),
    "unit_month": Titles("24時間の始まる月", "the month in which the 24 hours began"),
    "day_of": Titles("{value}の日", "the day of {value}"),
    "instant_at": Titles("{day}の{hours:02d}:{minutes:02d}", "{hours:02d}:{minutes:02d} on {day}"),
    "last_of_span": Titles("{first}から起算して{span}の末日", "the last day of {span} counted from {first}"),
    "after_span": Titles("{first}から起算して{span}を経過した日", "the day after {span} counted from {first}"),
    "days_after": Titles("{day}の{days}日後", "{days} days after {day}"),
    "same_day_after": Titles("{day}の{span}後の応当日", "the same day {span} after {day}"),
    "same_day_before": Titles("{day}の{span}前の応当日", "the same day {span} before {day}"),
    "annual": Titles("{day}以後の最初の{month}月{number}日", "the first {month:02d}-{number:02d} on or after {day}"),
    "between": Titles("{first}から{last}までの{count}", "{count} from {first} to {last}"),
    "hours": Titles("{start}から{end}までの満時間数", "whole hours from {start} to {end}"),
    "month_of": Titles("{day}の属する月", "the month of {day}"),
    "months_apart": Titles("{earlier}から{later}までの月数", "months from {earlier} to {later}"),
    "first_day": Titles("{month}の初日", "the first day of {month}"),
    "last_day": Titles("{month}の末日", "the last day of {month}"),
    "days_of_month": Titles("{month}の日数", "the days of {month}"),
    "next_open": Titles(
        "{day}（{calendar}の休みの日のときはその翌日以後）", "{day}, or the next day that {calendar} leaves open"
    ),
    "next_day": Titles("{place}の翌日", "the day after {place}"),
    "previous_day": Titles("{place}の前日", "the day before {place}"),
    "later_days": Titles("{place}の{count}日後", "{count} days after {place}"),
    "earlier_days": Titles("{place}の{count}日前", "{count} days before {place}"),
    "next_month": Titles("{place}の翌月", "the month after {place}"),
    "previous_month": Titles("{place}の前月", "the month before {place}"),
    "later_months": Titles("{place}の{count}か月後", "{count} months after {place}"),
    "earlier_months": Titles("{place}の{count}か月前", "{count} months before {place}"),
    "more": Titles("{shown}ほか{count}", "{shown} and {count} more"),
    "a_year": Titles("1年", "1 year"),
    "years": Titles("{count}年", "{count} years"),
    "a_month": Titles("1か月", "1 month"),
    "months": Titles("{count}か月", "{count} months"),
    "earliest": Titles("最も早いもの", "earliest"),
    "latest": Titles("最も遅いもの", "latest"),
    "least": Titles("最も小さいもの", "least"),
    "greatest": Titles("最も大きいもの", "greatest"),
}

# Comparisons in time and in size, as they hold and as they do not, by their sign.
_IN_TIME = {
    "<": Titles("{left}が{right}より前", "{left} {verb} before {right}"),
    "<=": Titles("{left}が{right}以前", "{left} {verb} on or before {right}"),
    ">": Titles("{left}が{right}より後", "{left} {verb} after {right}"),
    ">=": Titles("{left}が{right}以後", "{left} {verb} on or after {right}"),
    "==": Titles("{left}が{right}", "{left} {verb} {right}"),
}
_IN_SIZE = {
    "<": Titles("{left}が{right}未満", "{left} {verb} under {right}"),
    "<=": Titles("{left}が{right}以下", "{left} {verb} at most {right}"),
    ">": Titles("{left}が{right}超", "{left} {verb} over {right}"),
    ">=": Titles("{left}が{right}以上", "{left} {verb} at least {right}"),
    "==": Titles("{left}が{right}", "{left} {verb} {right}"),
}

# Words of the core that stand in phrases; English says them as the core does unless it is said here.
TERMS = {
    "down": Titles("切捨て", "down"),
    "up": Titles("切上げ", "up"),
    "half up": Titles("四捨五入", "half up"),
    "half even": Titles("端数が半分のときは偶数への丸め", "half even"),
    "standard": Titles("標準", "standard"),
    "reduced": Titles("軽減", "reduced"),
    "metered": Titles("使用量に応じた料金の", "metered"),
    "days": Titles("日数", "days"),
    "whole months": Titles("満月数", "whole months"),
    "whole years": Titles("満年数", "whole years"),
    "remaining days in common years": Titles("平年に属する残りの日数", "remaining days in common years"),
    "remaining days in leap years": Titles("うるう年に属する残りの日数", "remaining days in leap years"),
    "29 Februaries": Titles("2月29日の数", "29 Februaries"),
    "sum": Titles("合計", "sum of"),
    "number": Titles("件数", "number of"),
    "earliest": Titles("最も早いもの", "earliest"),
    "latest": Titles("最も遅いもの", "latest"),
}

# How a Japanese condition ends when another follows it: 「…であり、かつ…」.
_GOING_ON = {"当たらない": "当たらず", "である": "であり", "ない": "なく", "当たる": "当たり", "いる": "おり"}


def say(language: str, pattern: str, **parts: str | int) -> str:
    """The pattern of that name with its parts filled in."""
    return PATTERNS[pattern].of(language).format(**parts)


def term(language: str, word: str) -> str:
    """A word of the core."""
    return TERMS[word].of(language)


def compared(language: str, op: str, left: str, right: str, *, in_time: bool, holds: bool) -> str:
    """A comparison, or that it does not hold."""
    pattern = (_IN_TIME if in_time else _IN_SIZE)[op].of(language)
    if language == "ja":
        return pattern.format(left=left, right=right) + ("である" if holds else "でない")
    return pattern.format(left=left, right=right, verb="is" if holds else "is not")


def every_one(language: str, conditions: Sequence[str]) -> str:
    """All of some conditions."""
    if language == "en" or not conditions:
        return " and ".join(conditions)
    return "、かつ".join([*map(_going_on, conditions[:-1]), conditions[-1]])


def any_one(language: str, conditions: Sequence[str]) -> str:
    """One of some conditions."""
    if language == "en" or not conditions:
        return " or ".join(conditions)
    return "、又は".join([*(f"{item}か" for item in conditions[:-1]), conditions[-1]])


def listed(language: str, items: Sequence[str]) -> str:
    """Several things in a row."""
    if language == "ja":
        return "、".join(items)
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def _going_on(condition: str) -> str:
    ending = next((ending for ending in _GOING_ON if condition.endswith(ending)), None)
    return condition if ending is None else condition.removesuffix(ending) + _GOING_ON[ending]
