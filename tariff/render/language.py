"""The reader's language, Japanese or English, and the few words of tables in both."""

import os

from tariff.model.records import Titles

LOCALES = {"ja": "ja_JP", "en": "en_US"}

WORDS = {
    "accrued_interest": Titles("未請求の遅延利息", "interest accrued"),
    "amount": Titles("金額", "amount"),
    "article": Titles("条", "article"),
    "as_it_is": Titles("現状", "as it is"),
    "assumption": Titles("前提", "assumption"),
    "axis": Titles("論点", "axis"),
    "balance": Titles("残高", "balance"),
    "base": Titles("税抜額", "base"),
    "book": Titles("台帳元", "book"),
    "cases": Titles("場合の数", "cases"),
    "clause": Titles("条項", "clause"),
    "clauses": Titles("条項別", "by clause"),
    "code": Titles("符号", "code"),
    "contract": Titles("契約", "contract"),
    "contracts": Titles("契約数", "contracts"),
    "date": Titles("日付", "date"),
    "decisions": Titles("判断", "decisions"),
    "default": Titles("既定", "default"),
    "difference": Titles("差", "difference"),
    "due_on": Titles("支払期限", "due"),
    "examples": Titles("例", "examples"),
    "failed": Titles("不一致", "failed"),
    "field": Titles("項目", "field"),
    "finished_at": Titles("終了", "finished"),
    "from": Titles("始期", "from"),
    "id": Titles("番号", "id"),
    "in_force": Titles("施行日", "in force from"),
    "invoice": Titles("請求書", "invoice"),
    "invoice_total": Titles("請求額（税込）", "invoice, with tax"),
    "invoices": Titles("請求書", "invoices"),
    "issued_on": Titles("発行日", "issued"),
    "issuer": Titles("事業者", "issuer"),
    "kind": Titles("種別", "kind"),
    "known_on": Titles("認識日", "known on"),
    "largest": Titles("高額の請求書", "largest invoices"),
    "lines": Titles("明細", "lines"),
    "mend": Titles("直し方", "mend"),
    "month": Titles("月", "month"),
    "name": Titles("名前", "name"),
    "none": Titles("なし", "none"),
    "not_closed": Titles("未締め", "not closed"),
    "outcome": Titles("結果", "outcome"),
    "overdue": Titles("うち期限経過", "of it overdue"),
    "owed": Titles("債務", "owed"),
    "paid": Titles("支払額", "paid"),
    "place": Titles("場所", "place"),
    "quantity": Titles("数量", "quantity"),
    "quarantine": Titles("保留", "quarantine"),
    "quarantined": Titles("保留", "quarantined"),
    "rate": Titles("税率", "tax rate"),
    "reading": Titles("解釈", "reading"),
    "readings": Titles("解釈", "readings"),
    "refers_to": Titles("訂正対象", "corrects"),
    "reason": Titles("理由", "reason"),
    "reasons": Titles("理由", "reasons"),
    "record": Titles("記録", "record"),
    "row": Titles("行", "row"),
    "rows": Titles("行数", "rows"),
    "run": Titles("実行", "run"),
    "runs": Titles("実行", "runs"),
    "subject": Titles("対象", "for"),
    "subtotal": Titles("小計", "subtotal"),
    "sum": Titles("計", "sum"),
    "table": Titles("表", "table"),
    "tax": Titles("税", "tax"),
    "terms": Titles("規約", "terms"),
    "title": Titles("名称", "title"),
    "to": Titles("終期", "to"),
    "total": Titles("合計", "total"),
    "type": Titles("型", "type"),
    "unchanged_month": Titles("1か月は変わりません", "1 month unchanged"),
    "unchanged_months": Titles("{}か月は変わりません", "{} months unchanged"),
    "until": Titles("基準日", "until"),
    "value": Titles("値", "value"),
    "version": Titles("版", "version"),
    "versions": Titles("版", "versions"),
    "why": Titles("明細の理由", "why a line is there"),
    "with": Titles("変更後", "with"),
}


def language() -> str:
    """``ja`` or ``en``, as the environment's locale says (LC_ALL, LC_MESSAGES, LANG in that order)."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next(filter(None, named), "").startswith("ja") else "en"


def word(name: str) -> str:
    """The heading of that name in the reader's language."""
    return WORDS[name].of(language())
