"""Writes what the reference pages take from the code: ``python docs/pages.py``; a test fails while a page is behind.

``language.md`` holds the sentences of ``grammar/tariff.lark`` between ``<!-- grammar: SECTION -->`` and
``<!-- end -->``, with their meanings from ``meanings.toml``; the rest of it is written by hand. ``diagnostics.md``
lists the codes of findings.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from attrs import frozen

from tariff.diagnostics.codes import GROUPS
from tariff.resources import grammar_text

HERE = Path(__file__).resolve().parent

_SECTION = re.compile(r"^// ---- (\w+) -+$", re.MULTILINE)
_RULE = re.compile(r"^(?P<inline>\??)(?P<name>_?[a-z_]+): (?P<body>.*(?:\n[ ]+.*)*)", re.MULTILINE)
_ALIAS = re.compile(r"\s*->\s*(\w+)\s*$")
_TOKEN = re.compile(r'"([^"]+)"|(_block\{\w+\}|\w+)|([][()|*+])')
_LEAD = re.compile(r"ja\||[a-z]+(?: [a-z]+)*|‹[^›]*›|\([^)]*\)|\S+")
_PLACE = re.compile(r"(<!-- grammar: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
# How names of terminals and rules are shown within a sentence; the others stand as ‹name›.
_SHOWN = {
    "NAME": "‹name›", "FACT_NAME": "‹field›", "SCALAR": "‹value›", "STRING": '"…"', "TEXT": "ja| …",
    "DATE": "‹date›", "MONTH": "‹month›", "MONTH_DAY": "‹mm-dd›", "TIME": "‹hh:mm›", "PERCENT": "‹n›%",
    "NUMBER": "‹n›", "NUMERAL": "‹number›", "CURRENCY": "‹currency›", "COUNTRY": "‹country›", "ZONE": "‹zone›",
    "LANGUAGE": "‹language›", "WEEKDAY": "‹weekday›", "BILLS": "bills", "FEBRUARY_29": "29 February",
    "CODE": "‹code›", "UNIT": "(days|months|years)", "ORDINAL": "(first|last)", "CARDINALITY": "(many|at most once)",
    "DIRECTION": "(down|up|half up|half even)", "OR_UNKNOWN": "or unknown", "CLOSE_UP": "and close up",
    "SCALAR_TYPE": "(date|instant|month|money|number|text|yes or no)", "RENUMBER_REST": "and renumber the rest",
    "CLAUSE_KIND": "(charge|penalty|refund|interest|compensation|waiver|eligibility|entitlement|suspension|ending|alert"
    "|duty|hours|lookup|acceleration)",
    "OUTCOME": "(granted|refused|suspended|ended|notified|capped|covered|not covered|open|closed|duty)",
    "MULTIPLE_OF": "a multiple of", "PART": "(article|appendix|para|item|row)",
    "_sum": "‹value›", "sum": "‹value›", "product": "‹value›", "factor": "‹value›", "atom": "‹value›",
    "_expr": "‹value›", "either": "‹condition›", "both": "‹condition›", "denial": "‹condition›",
    "ref": "‹provision›", "ref_step": "‹step›", "money": "‹amount›", "quantity": "‹length›", "day_period": "‹period›",
    "gathered": "‹value›", "rows_where": "where (‹condition›)", "siblings": "from contracts with the same ‹name›",
    "open_days": "on open days of ‹name›", "for_row": 'for (‹value›|"…")', "reasons": "‹reason› [, ‹reason› …]",
    "_reason": '(item ‹number›|"…")', "decided": "(on ‹date›|from ‹date› [to ‹date›])",
}  # fmt: skip


# Blocks that many sentences have: the one that lists what stands in them, and what the others say.
_BLOCKS = {
    "_content": ("article", "what stands in an article"),
    "_sentence": ("clause", "what stands in a clause"),
    "_reading": ("", "what stands in a clause, or `means`"),
}


@frozen
class Form:
    """One form of a rule: its key (the alias, or the rule's name), its sentence, and what stands under it."""

    key: str
    sentence: str
    below: str


def sections() -> dict[str, list[Form]]:
    """The forms of the grammar by section, in order."""
    _, *parts = _SECTION.split(grammar_text("tariff.lark"))
    rules = {match["name"]: match for match in _RULE.finditer(grammar_text("tariff.lark"))}
    found: dict[str, list[Form]] = {}
    for section, text in zip(parts[::2], parts[1::2], strict=True):
        names = [match["name"] for match in _RULE.finditer(text) if not match["name"].startswith("_")]
        found[section] = list(_merged(form for name in names for form in _forms(rules, name)))
    return {section: forms for section, forms in found.items() if forms}


def language(page: str, meanings: Mapping[str, Mapping[str, str]]) -> str:
    """The page with its grammar parts as they follow from the grammar; KeyError for a rule without a meaning."""
    forms = sections()

    def part(place: re.Match[str]) -> str:
        lines = (_line(form, meanings[place[2]][form.key]) for form in forms[place[2]])
        return f"{place[1]}\n{''.join(lines)}\n{place[3]}"

    return _PLACE.sub(part, page)


def diagnostics() -> str:
    """The page of all codes."""
    lines = [
        "# Findings",
        "",
        "Every finding has a code that stays the same. `E` is an error: what it concerns is not computed. `W` is a",
        "warning and `N` a note. Exit codes: 1 where a check failed, 2 where the call or its input is wrong.",
        "",
        "This page is made by `docs/pages.py` from `tariff/diagnostics/codes`.",
    ]
    for group in GROUPS:
        lines += ["", f"## {group.heading}", "", "| code | finding | what it means |", "|---|---|---|"]
        lines += [f"| {code} | {item.title} | {_cell(item.explanation)} |" for code, item in group.codes.items()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _line(form: Form, meaning: str) -> str:
    below = f" {form.below}" if form.below else ""
    return f"- `{form.sentence}`<br>\n  {meaning}{below}\n"


def _merged(forms: Iterator[Form]) -> Iterator[Form]:
    """The forms, those of one key as one."""
    for key, group in groupby(forms, key=lambda form: form.key):
        first, *others = group
        yield Form(key, "` or `".join([first.sentence, *(form.sentence for form in others)]), first.below)


def _forms(rules: Mapping[str, re.Match[str]], name: str) -> Iterator[Form]:
    """The forms of a rule; of a rule that the tree leaves out where it holds one part, only those with a name."""
    for alternative in _alternatives(rules[name]["body"]):
        alias = _ALIAS.search(alternative)
        if alias or not rules[name]["inline"]:
            sentence, below = _sentence(rules, _ALIAS.sub("", alternative))
            key = alias[1] if alias else name
            yield Form(key, sentence, _below(rules, below, key))


def _alternatives(body: str) -> list[str]:
    """The alternatives of a rule's body, which stand apart by bars outside of brackets and quotes."""
    parts, depth, quoted = [""], 0, False
    for sign in body:
        quoted ^= sign == '"'
        depth += 0 if quoted else (sign in "([") - (sign in ")]")
        if sign == "|" and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _sentence(rules: Mapping[str, re.Match[str]], alternative: str) -> tuple[str, str]:
    """The sentence of an alternative as a reader writes it, and the block under it (in brackets where optional)."""
    shown = ""
    block = re.search(r"\[?_block\{\w+\}\]?", alternative)
    for literal, name, sign in _TOKEN.findall(alternative.replace(block[0], "") if block else alternative):
        if name == "_NL":
            continue
        if name.startswith("_") and name not in _SHOWN:
            inner = [_sentence(rules, item)[0] for item in _alternatives(rules[name]["body"])]
            shown += " " + (inner[0] if len(inner) == 1 else f"({'|'.join(inner)})")
        elif sign in ("*", "+"):
            shown += " …"
        elif sign == "|":
            shown += "¦"
        elif sign:
            shown += f" {sign}"
        else:
            shown += " " + (literal or _SHOWN.get(name) or f"‹{name.replace('_', ' ')}›")
    tidy = re.sub(r"(?<=[(\[¦]) | (?=[)\],])", "", shown.strip()).replace("¦", "|")
    repeated = re.sub(r"\((,?) ?([^()|]*)\) …", r"[\1 \2 …]", tidy).replace("[ ", "[")
    conditional = re.sub(r"\b(when |unless |where |where \(|if )‹value›", r"\1‹condition›", repeated)
    return conditional, block[0] if block else ""


def _below(rules: Mapping[str, re.Match[str]], block: str, key: str) -> str:
    """What stands under the sentence `key`, in words."""
    if not block:
        return ""
    name = re.sub(r"\W|_block", "", block)
    owner, in_words = _BLOCKS.get(name, (key, ""))
    listed = ", ".join(f"`{lead}`" for lead in dict.fromkeys(_leads(rules, name)))
    return f"Under it {'may stand' if block[0] == '[' else 'stands'}: {listed if owner == key else in_words}."


def _leads(rules: Mapping[str, re.Match[str]], name: str) -> Iterator[str]:
    """The words with which the sentences of a rule begin."""
    for alternative in _alternatives(rules[name]["body"]):
        if re.fullmatch(r"_?[a-z_]+", alternative):
            yield from _leads(rules, alternative)
        else:
            sentence = _sentence(rules, _ALIAS.sub("", alternative))[0]
            words = _LEAD.match(sentence)
            yield words[0] if words else sentence


def main() -> None:
    """Write both pages."""
    page = HERE / "language.md"
    meanings = tomllib.loads((HERE / "meanings.toml").read_text(encoding="utf-8"))
    page.write_text(language(page.read_text(encoding="utf-8"), meanings), encoding="utf-8")
    (HERE / "diagnostics.md").write_text(diagnostics(), encoding="utf-8")


if __name__ == "__main__":
    main()
