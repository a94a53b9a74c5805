"""Parts of documents for tests: short to write down, and drawn by chance."""

from hypothesis import strategies as st

from tariff.compare.document import Key, Part

_KINDS_BELOW = {
    "document": ("chapter", "article", "appendix"),
    "chapter": ("article",),
    "appendix": ("table", "text"),
    "table": ("row",),
    "article": ("para", "text"),
    "para": ("item",),
    "item": ("subitem",),
}
_WORDS = (
    "当社は、",
    "契約者",
    "が",
    "料金を",
    "年14.5％",
    "第2項",
    "d カード mini",
    "dカードmini",
    "（利用停止）",
    "(利用停止)",
    "支払う。",
    "30日以内に",
)


def document(*children: Part) -> Part:
    return Part(Key("document", ""), children=children)


def article(number: str, *children: Part, title: str = "", text: str = "", **fields: object) -> Part:
    return _part(
        "article",
        number,
        f"第{number.replace('-', '条の', 1)}" + ("" if "-" in number else "条"),
        text,
        children,
        title=title,
        **fields,
    )


def para(number: str, text: str, *children: Part, **fields: object) -> Part:
    return _part("para", number, number, text, children, **fields)


def item(number: str, text: str = "", *children: Part, **fields: object) -> Part:
    return _part("item", number, f"({number})", text, children, **fields)


def _part(kind: str, number: str, label: str, text: str, children: tuple[Part, ...], **fields: object) -> Part:
    return Part(Key(kind, number), label, text=(text,) if text else (), children=children, **fields)  # type: ignore[arg-type]


@st.composite
def parts(draw: st.DrawFn, kind: str = "document") -> Part:
    """A part with parts below it: numbers may repeat and leave gaps, some stand for what is left out or deleted."""
    number = "" if kind in ("document", "table", "text") else draw(st.sampled_from(("1", "2", "3", "4-2")))
    bare = draw(st.sampled_from(("", "", "", "", "omitted", "deleted"))) if kind not in ("document", "text") else ""
    if bare:
        return Part(Key(kind, number), number, **{bare: True})  # type: ignore[arg-type]
    paragraph = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map("".join)
    text = draw(st.lists(paragraph, max_size=2))
    below = _KINDS_BELOW.get(kind, ())
    children = draw(st.lists(st.sampled_from(below).flatmap(parts), max_size=4)) if below else []
    title = draw(st.sampled_from(("", "利用停止", "dカード mini")))
    return Part(Key(kind, number), number, title, tuple(text), tuple(children))
