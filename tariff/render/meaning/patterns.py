"""The words of sentences on what changed in meaning, in both languages."""

from tariff.compare.meaning import Aspect, Effect, Weight
from tariff.model.clause import LineKind, TaxClass
from tariff.model.records import Cardinality, Titles
from tariff.model.ruling import Outcome, RulingKind
from tariff.model.types import Kind

HEADINGS = {
    Weight.MONEY: Titles("金額", "Money"),
    Weight.TIME: Titles("時期", "Time"),
    Weight.ENTITLEMENT: Titles("権利", "Entitlement"),
    Weight.DUTY: Titles("義務", "Duty"),
    Weight.WORDING: Titles("表示のみ", "Only what is shown"),
}
TITLE = Titles("意味の変更", "What changes in meaning")
WORDING_ONLY = Titles("文言のみの変更（計算の内容は変わりません）。", "Wording only: nothing that is computed changes.")

ASPECTS = {
    Aspect.KIND: Titles("種別", "the kind"),
    Aspect.RECORD: Titles("対象", "what it is about"),
    Aspect.RHYTHM: Titles("発生のしかた", "when it arises"),
    Aspect.ALTERNATIVE: Titles("発生の場合", "an alternative"),
    Aspect.ON: Titles("日付", "the date"),
    Aspect.GOVERNED: Titles("適用版を決める日", "the day that picks the version"),
    Aspect.FROM: Titles("始期", "the start"),
    Aspect.TO: Titles("終期", "the end"),
    Aspect.CONDITION: Titles("条件", "the condition"),
    Aspect.GRACE: Titles("利息を要しない支払いの最終日", "the last day of grace"),
    Aspect.AMOUNT: Titles("金額", "the amount"),
    Aspect.MEASURE: Titles("表の区分に用いる値", "what the table goes by"),
    Aspect.GATHERED: Titles("集計の対象", "what is gathered"),
    Aspect.CASE: Titles("場合を分ける条件", "the condition of a case"),
    Aspect.RATE: Titles("年利率", "the yearly rate"),
    Aspect.YEAR: Titles("1年の日数", "the length of a year"),
    Aspect.PARTS: Titles("部分ごとの端数処理", "the rounding of each part"),
    Aspect.CAP: Titles("上限額", "the cap"),
    Aspect.CAP_WHEN: Titles("上限のかかる条件", "the condition for the cap"),
    Aspect.PRORATION: Titles("日割りの日数", "the part of a month that is charged"),
    Aspect.WAIVER: Titles("支払いを要しない条件", "the waiver"),
    Aspect.WAIVED_DAYS: Titles("支払いを要しない日数", "the waiver"),
    Aspect.TAX: Titles("税区分", "the tax class"),
    Aspect.ROUNDING: Titles("端数処理", "the rounding"),
    Aspect.LEAST_PIECES: Titles("必要な24時間の数", "the least number of 24 hours"),
    Aspect.QUANTITY: Titles("明細の数量", "the quantity that lines show"),
    Aspect.LEFT_OUT: Titles("利息の対象外とする料金", "a fee on which no interest runs"),
    Aspect.OUTCOME: Titles("判断の結果", "the outcome"),
    Aspect.GROUND: Titles("事由", "the ground"),
    Aspect.REASON: Titles("認める事由", "the reason"),
    Aspect.TOLD: Titles("通知・回答の内容", "what is told"),
    Aspect.UNTIL: Titles("最終日", "the last day"),
    Aspect.MATTER: Titles("判断の対象額", "the amount that is decided on"),
    Aspect.CURRENCY: Titles("通貨", "the currency"),
    Aspect.ZONE: Titles("時間帯", "the time zone"),
    Aspect.ISSUE: Titles("請求書の発行日", "the day on which invoices are issued"),
    Aspect.DUE: Titles("支払期限", "the day on which invoices are due"),
    Aspect.TAX_RATE: Titles("{subject}税率", "the {subject} rate of tax"),
    Aspect.ROWS: Titles("記録「{subject}」の件数", "the number of rows of {subject}"),
    Aspect.SHARED: Titles("記録「{subject}」の共有項目", "the field that {subject} shares"),
    Aspect.FIELD_TYPE: Titles("項目「{subject}」の型", "the type of {subject}"),
    Aspect.FIELD_MEANING: Titles("項目「{subject}」の値", "the value of {subject}"),
    Aspect.FACTS: Titles("記録「{subject}」", "the record {subject}"),
    Aspect.FIELD: Titles("項目「{subject}」", "the field {subject}"),
    Aspect.RULE: Titles("記録「{subject}」の誤りとされる場合", "what makes a row of {subject} wrong"),
    Aspect.READING: Titles("選べる解釈「{subject}」", "the reading {subject}"),
}

# What is so or is not: what is said where it becomes so, and where it ceases to be.
FLAGS = {
    Aspect.PRORATION: (
        Titles("日割りになる。", "it is prorated by days of the month from now on."),
        Titles("日割りがなくなり、月の全額になる。", "it is no longer prorated: a month is charged whole."),
    ),
    Aspect.CAP_IN_ALL: (
        Titles(
            "上限が契約のすべての明細の合計にかかるようになる。",
            "the cap is on all lines of a contract together from now on.",
        ),
        Titles("上限が明細ごとにかかるようになる。", "the cap is on each line by itself from now on."),
    ),
    Aspect.TAX_INCLUDED: (
        Titles("金額が税込みになる。", "the amount includes tax from now on."),
        Titles("金額が税抜きになる。", "the amount no longer includes tax."),
    ),
    Aspect.WAIVED_PART: (
        Titles("免除する部分の端数を別に処理するようになる。", "the part waived is rounded by itself from now on."),
        Titles("免除する部分の端数を別には処理しなくなる。", "the part waived is no longer rounded by itself."),
    ),
    Aspect.PIECES: (
        Titles("24時間ごとの計算になる。", "it is counted by pieces of 24 hours from now on."),
        Titles("24時間ごとの計算ではなくなる。", "it is no longer counted by pieces of 24 hours."),
    ),
    Aspect.PRINCIPAL: (
        Titles("利息が税込みの額にかかるようになる。", "interest runs on amounts with tax from now on."),
        Titles("利息が税抜きの額にかかるようになる。", "interest runs on amounts before tax from now on."),
    ),
    Aspect.MONTHLY: (
        Titles("月に1回だけになる。", "it is decided once a month at most from now on."),
        Titles("月に1回という限りがなくなる。", "it is no longer limited to once a month."),
    ),
    Aspect.FIRST_REASON: (
        Titles("最初に当てはまるものだけを示すようになる。", "only the first reason that holds counts from now on."),
        Titles("当てはまるものすべてを示すようになる。", "every reason that holds counts from now on."),
    ),
}
ORDER = Titles("当てはめの順序が変わる。", "the order in which its cases are tried changes.")

SHOWN_ORDER = Titles("理由を示す順序が変わる。", "its reasons are shown in another order.")
RELABELLED = Titles("事由「{old}」は「{new}」として示される。", "the reason “{old}” is shown as “{new}”.")

MOVES = {
    Effect.HIGHER: Titles("上がる", "rises"),
    Effect.LOWER: Titles("下がる", "falls"),
    Effect.LATER: Titles("遅くなる", "moves later"),
    Effect.EARLIER: Titles("早くなる", "moves earlier"),
    Effect.WIDER: Titles("広がる", "widens"),
    Effect.NARROWER: Titles("狭まる", "narrows"),
    Effect.NONE: Titles("変わる", "changes"),
}
CONSEQUENCES = {
    Effect.WIDER: Titles("（対象が広がる）", " (it reaches more)"),
    Effect.NARROWER: Titles("（対象が狭まる）", " (it reaches less)"),
}

CHANGED = Titles("{what}が「{old}」から「{new}」に{moves}。", "{what} {moves} from “{old}” to “{new}”.")
CAME = Titles("{what}が加わる：{new}{so}。", "{what} is added: {new}{so}.")
WENT = Titles("{what}がなくなる：{old}{so}。", "{what} is gone: {old}{so}.")
DECLARED = Titles("{what}が加わる。", "{what} is added.")
NOT_DECLARED = Titles("{what}がなくなる。", "{what} is gone.")
CASE_CAME = Titles("場合が加わる：{case}{new}。", "a case is added: {case}{new}.")
CASE_WENT = Titles("場合がなくなる：{case}{old}。", "a case is gone: {case}{old}.")
GAINS = Titles("{what}に加わる：{new}{so}。", "{what} gains: {new}{so}.")
LOSES = Titles("{what}から除かれる：{old}{so}。", "{what} loses: {old}{so}.")
NAMED = Titles(
    "名前が{old}から{new}に変わり、明細もその名前になる。", "it is called {new} instead of {old}, also on its lines."
)
NEW_CLAUSE = Titles("{clause}が新設される（{what}）。", "{clause} is new: {what}.")
NO_CLAUSE = Titles("{clause}がなくなる（{what}）。", "{clause} is gone: {what}.")
ABOUT = Titles("{subject}：{sentence}", "{subject}: {sentence}")
CLAUSE_NAME = Titles("「{title}」（{article}）", "“{title}” ({article})")
DEFINITION = Titles("「{title}」（{clauses}で用いる）", "“{title}” (used by {clauses})")
UNDER_KEPT = Titles("{amendment}により従前の例による場合、", "under the prior terms kept by {amendment}, ")
CASE = Titles("{test}とき、", "where {test}, ")
OTHERWISE_CASE = Titles("その他のとき、", "otherwise, ")
FROM_TO = Titles("{subject}が{low}以上{high}未満のとき", "for {subject} from {low} to under {high}")
FROM_DAY_TO = Titles("{subject}が{low}以後{high}より前のとき", "for {subject} from {low} to before {high}")
DATED_FROM_TO = Titles("{low}以後{high}より前", "from {low} to before {high}")
DATED_FROM = Titles("{low}以後", "from {low} on")
DATED_BEFORE = Titles("{high}より前", "before {high}")
UNDER = Titles("{subject}が{high}未満のとき", "for {subject} under {high}")
BEFORE = Titles("{subject}が{high}より前のとき", "for {subject} before {high}")
FROM = Titles("{subject}が{low}以上のとき", "for {subject} from {low}")
FROM_DAY = Titles("{subject}が{low}以後のとき", "for {subject} from {low} on")
ALWAYS = Titles("常に", "always")
SPLIT = Titles("（行の区切りが変わる）、", " (the rows are split otherwise), ")
KEEPS = Titles("{rows}は従前の例によることになる。", "the prior terms as they stood on {day} are kept for {rows}.")
KEEPS_LIVE = Titles(
    "{rows}には従前の規定がなお効力を有し、以後の改正も受けることになる。",
    "the prior terms remain in force for {rows}, as later amended.",
)
NO_LONGER_KEEPS = Titles("{rows}が従前の例によることがなくなる。", "prior terms are no longer kept for {rows}.")
KEEPS_OTHERWISE = Titles(
    "従前の例による対象が{old}から{new}に変わる。", "prior terms are kept for {new} instead of {old}."
)
ROWS_WHERE = Titles("{record}（{where}ものに限る）", "{record} where {where}")
UNTIL_DAY = Titles("{rows}（{day}より前に限る）", "{rows}, before {day}")
CLOSES = Titles(
    "カレンダー「{name}」の休みが{count}日増える：{days}。",
    "the calendar {name} closes on more days ({count}): {days}.",
)
OPENS = Titles(
    "カレンダー「{name}」の休みが{count}日減る：{days}。", "the calendar {name} closes on fewer days ({count}): {days}."
)
AND_MORE = Titles("{days}ほか", "{days} and more")

ONCE = Titles("{record}ごとに{on}に発生", "once per {record} on {on}")
EVERY = Titles("{record}ごとに{first}から毎月発生", "each month per {record} from {first}")
EVERY_TO = Titles("{record}ごとに{first}から{last}まで毎月発生", "each month per {record} from {first} to {last}")
WHERE = Titles("{what}（{where}ものに限る）", "{what} where {where}")
MADE = Titles("{amount}の{kind}、{drivers}", "{kind} of {amount}, {drivers}")
DECIDED = Titles("{kind}、{drivers}", "{kind}, {drivers}")
DAYS_OF = Titles("「{title}」の日数", "the days of “{title}”")
ALTERNATELY = Titles("、又は", ", or ")
ROW_WHERE = Titles("{test}とき{value}", "{value} where {test}")
ROW_OTHERWISE = Titles("その他のとき{value}", "{value} otherwise")
BETWEEN_ROWS = Titles("、", "; ")
BETWEEN_CLAUSES = Titles("、", ", ")
GROUND = Titles("「{title}」", "“{title}”")
REASON_OF = Titles("{aspect}{reason}", "{aspect} {reason}")
GROUND_WHEN = Titles("「{title}」（{when}とき）", "“{title}” where {when}")
NO_SUCH = Titles("定めなし", "nothing stated")
PERCENT = Titles("{number}%", "{number}%")
DAY_OF_MONTH = Titles("{month}の{day}日", "day {day} of {month}")
LAST_DAY = Titles("{month}の末日", "the last day of {month}")
MONTHS = {
    0: Titles("当月", "the month"),
    1: Titles("翌月", "the month after"),
    2: Titles("翌々月", "the second month after"),
}
ROUNDED = Titles("{unit}単位で{mode}", "{mode} to {unit}")
LEAP_YEAR = Titles("{common}日（2月29日を含むときは{leap}日）", "{common} days, or {leap} with a 29 February")
CALENDAR_YEAR = Titles("暦年ごとの日数", "that of each calendar year")
YEAR = Titles("{days}日", "{days} days")
OR_UNKNOWN = Titles("{kind}（不明のことがある）", "{kind} or unknown")
ONE_OF = Titles("{choices}のいずれか", "one of {choices}")

KINDS: dict[LineKind | RulingKind, Titles] = {
    LineKind.CHARGE: Titles("料金", "charge"),
    LineKind.REFUND: Titles("返金", "refund"),
    LineKind.INTEREST: Titles("利息", "interest"),
    LineKind.PENALTY: Titles("違約金", "penalty"),
    LineKind.COMPENSATION: Titles("補償", "compensation"),
    LineKind.ADJUSTMENT: Titles("調整", "adjustment"),
    RulingKind.ELIGIBILITY: Titles("承諾の可否", "eligibility"),
    RulingKind.ENTITLEMENT: Titles("権利", "entitlement"),
    RulingKind.SUSPENSION: Titles("利用停止", "suspension"),
    RulingKind.ENDING: Titles("終了", "ending"),
    RulingKind.ALERT: Titles("通知", "alert"),
    RulingKind.DUTY: Titles("義務", "duty"),
    RulingKind.HOURS: Titles("受付時間", "opening hours"),
    RulingKind.LOOKUP: Titles("該当する区分", "answer"),
    RulingKind.ACCELERATION: Titles("期限の利益の喪失", "acceleration"),
    RulingKind.CAP: Titles("上限", "cap"),
}
TAX = {
    TaxClass.STANDARD: Titles("課税（標準税率）", "taxed at the standard rate"),
    TaxClass.REDUCED: Titles("課税（軽減税率）", "taxed at the reduced rate"),
    TaxClass.METERED: Titles("課税（使用量に応じた料金の税率）", "taxed at the rate of fees for use"),
    TaxClass.EXEMPT: Titles("非課税", "exempt"),
    TaxClass.OUTSIDE: Titles("不課税", "outside tax"),
}
OUTCOMES = {
    Outcome.GRANTED: Titles("認める", "granted"),
    Outcome.REFUSED: Titles("拒む", "refused"),
    Outcome.SUSPENDED: Titles("停止", "suspended"),
    Outcome.ENDED: Titles("終了", "ended"),
    Outcome.NOTIFIED: Titles("通知", "notified"),
    Outcome.CAPPED: Titles("上限適用", "capped"),
    Outcome.COVERED: Titles("補償の対象", "covered"),
    Outcome.NOT_COVERED: Titles("補償の対象外", "not covered"),
    Outcome.OPEN: Titles("受付中", "open"),
    Outcome.CLOSED: Titles("受付時間外", "closed"),
    Outcome.DUTY: Titles("義務", "duty"),
}
ROWS = {
    Cardinality.ONE: Titles("1件", "just one"),
    Cardinality.AT_MOST_ONCE: Titles("1件まで", "at most one"),
    Cardinality.MANY: Titles("何件でも", "any number"),
}
TYPES = {
    Kind.DATE: Titles("日付", "date"),
    Kind.INSTANT: Titles("日時", "instant"),
    Kind.MONTH: Titles("月", "month"),
    Kind.MONEY: Titles("金額", "amount of money"),
    Kind.NUMBER: Titles("数", "number"),
    Kind.TEXT: Titles("文字列", "text"),
    Kind.CHOICE: Titles("選択肢", "choice"),
    Kind.YESNO: Titles("はい・いいえ", "yes or no"),
}
