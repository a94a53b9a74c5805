"""Whether a number in a text begins a part: only where it continues the sequence that stands open."""

import re

from tariff.compare.plain.nodes import BRACKETED, DELETED, OMITTED, Node, Open, is_title
from tariff.compare.plain.ranks import ARTICLE, BELOW_CONTENTS, NOTE, PARAGRAPH, RANKS, WHOLE
from tariff.compare.plain.signs import BLANK, Sign, Style, follows

_REFERS = re.compile(
    "の|に|を|は|が|で|と|へ|も|や|、|，|及|又|若|並|から|まで|各|前|後|中|以|等|項|号|第|規|[0-9０-９～〜~]"
)
_REFERS_APART = re.compile("の|を|、|，|及び|又は")
# A number before these counts or refers, and begins no paragraph; words that only begin like them are let pass.
_POINTS = "の|条(?![件項例文])|項(?!目)|号(?![室機数])"
_POINTS_TO = re.compile(_POINTS)
_COUNTS = re.compile(
    f"{_POINTS}|章|節|[かヶカヵ][月所国年]|箇所|年(?![齢少金度])|月(?![額次末])|日(?![本割常])|時(?![間効期刻点])"
    "|分(?![割別離析担])|秒|円(?!滑)|回(?![線答収復])|個(?![人別々])|件(?![数名])|名(?![称義前刺])|つ|％|%|[+*/]"
)
_BLANKS = re.compile(f"{BLANK}*")
# So many signs are looked at to see what follows a number: a line may be as long as a whole text.
WINDOW = 400
_DEEPEST = 6  # lists within lists

_HEADINGS = frozenset({Style.PART, Style.CHAPTER, Style.SECTION, Style.DIVISION})
# What is a number of a list even on a line of its own; a bare number is one of a page.
_STANDS_ALONE = frozenset({Style.BRACKETED, Style.BRACKETED_KANA, Style.CIRCLED, Style.LETTERED})
_IN_APPENDIX = frozenset({Style.TABLE, Style.TABLE_PART, Style.GENERAL})


def rank_of(sign: Sign, text: str, opened: Open, *, run_on: bool, titled: bool) -> int | None:
    """The rank of the part that a sign in `text` begins, or None where it is only words; contents end before the text.

    run_on: it stands within a line. titled: a heading in brackets stands before it.
    """
    place = _Place(sign, text, opened, run_on, titled)
    if sign.is_range and not place.closed:
        return None
    if place.leaves_contents:
        opened.leave(WHOLE)
    if opened.base > 1 and sign.style not in _LISTS and sign.style is not Style.NOTE:
        return None
    if sign.style in _LISTS:
        return place.of_list()
    if sign.style is Style.ARTICLE:
        return ARTICLE if place.is_article() else None
    if sign.style is Style.PARAGRAPH:
        return PARAGRAPH if place.is_paragraph() else None
    if sign.style is Style.NOTE:
        return None if place.refers else NOTE if opened.base == 1 else opened.ranks[opened.base - 1] + 1
    return place.of_heading()


_LISTS = frozenset(Style) - RANKS.keys()


def numbers_paragraphs(sign: Sign, opened: Open) -> bool:
    """Whether a number with a dot is that of a paragraph, as in terms that begin their articles with ``1.``."""
    within = opened.within(PARAGRAPH)
    if sign.style is not Style.DOTTED or within.style is not Style.ARTICLE:
        return False
    if any(node.style is Style.DOTTED for _, node in opened.lists()):
        return False
    if not within.children:
        return sign.number == (1,)
    last = within.children[-1]
    return last.style is Style.PARAGRAPH and last.label[-1:] in _DOTS and follows(sign.number, last.number)


_DOTS = frozenset(("", ".", "．"))  # the first paragraph may bear no number


class _Place:
    """A sign where it stands."""

    def __init__(self, sign: Sign, text: str, opened: Open, run_on: bool, titled: bool) -> None:
        self.sign, self.opened, self.run_on, self.titled = sign, opened, run_on, titled
        self.start = _BLANKS.match(text, sign.end).end()  # type: ignore[union-attr]  # it matches anywhere
        self.rest = text[self.start : self.start + WINDOW]
        self.apart = self.start > sign.end or not self.rest
        omitted = OMITTED.match(self.rest)
        self.closed = bool(omitted or DELETED.fullmatch(self.rest))

    @property
    def refers(self) -> bool:
        """Whether what follows shows that the number is only referred to."""
        if self.closed:
            return False
        rest, apart = self.rest, self.apart
        if bracket := BRACKETED.match(rest):
            rest, apart = rest[bracket.end() :], rest[bracket.end() :][:1].isspace()
        return bool((_REFERS_APART if apart else _REFERS).match(rest.lstrip()))

    @property
    def contents(self) -> Node | None:
        """The contents page that stands open."""
        return self.opened.contents

    @property
    def leaves_contents(self) -> bool:
        """Whether the text itself begins: numbers start again, or a sentence follows."""
        if self.contents is None or self.run_on or self.sign.style not in (*_HEADINGS, Style.ARTICLE):
            return False
        again = self.sign.number <= self.contents.seen.get(self.sign.style, ())
        return again or (self.sign.style is Style.ARTICLE and (self.titled or not is_title(self.rest)))

    def of_heading(self) -> int | None:
        style = self.sign.style
        if self.refers or not (self.apart or self.rest[:1] in "(（" or style in _HEADINGS):
            return None
        if not self.closed and not is_title(self.rest.split("　第")[0].split(" 第")[0]):
            return None
        inside = self.contents
        if style in _IN_APPENDIX:
            return RANKS[style] if self._fits_appendix() else None
        if self.run_on and self.opened.top.key.kind not in ("chapter", "section") and not inside and not self.closed:
            return None
        if style not in _HEADINGS and not self.opened.ended:
            return None
        return BELOW_CONTENTS if inside and RANKS[style] == WHOLE and style is not Style.CONTENTS else RANKS[style]

    def _fits_appendix(self) -> bool:
        nodes = self.opened.nodes
        if not any(node.style is Style.APPENDIX for node in nodes):
            return False
        if self.sign.style is Style.TABLE_PART:
            seen = self.opened.within(RANKS[Style.TABLE_PART]).seen.get(Style.TABLE_PART, (0,))
            return follows(self.sign.number, seen) and self.apart
        return True

    def is_article(self) -> bool:
        if self.contents:
            return True
        if self.closed and not self.run_on:
            return True
        strong = self.titled or self.apart or bool(BRACKETED.match(self.rest))
        if self.refers or (self.run_on and not strong):
            return False
        last = self.scope.seen.get(Style.ARTICLE)
        if last is None:
            return strong and not self.run_on
        if follows(self.sign.number, last):
            return True
        return strong and (self.sign.number > last or self.titled) and (self.titled or self.opened.ended)

    @property
    def scope(self) -> Node:
        """What articles are numbered in: the document, its contents page, or supplementary provisions."""
        return self.opened.within(WHOLE + 1)

    def is_paragraph(self) -> bool:
        within = self.opened.within(PARAGRAPH)
        if not self.rest or self.contents or within.style is None or within.style in _HEADINGS:
            return False
        last = within.seen.get(Style.PARAGRAPH)
        if self.closed:
            return last is None or self.sign.number >= last
        amid = self.run_on or not self.opened.ended
        if (_COUNTS if amid else _POINTS_TO).match(self.rest):
            return False
        if last is None:
            return not self.run_on and (self.sign.number == (1,) or within.style is not Style.ARTICLE)
        return follows(self.sign.number, last)

    def of_list(self) -> int | None:
        """The rank of an item: that of the list that it continues, or of a new list in what stands open."""
        alone = not self.rest and self.sign.style not in _STANDS_ALONE
        if self.refers or alone or self.contents or self.opened.ranks[-1] == 0:
            return None
        sign, lists = self.sign, self.opened.lists()
        for rank, node in lists:
            if node.style is sign.style and (
                follows(sign.number, node.number) or self.closed or sign.style is Style.ROW
            ):
                return rank
        if len(lists) >= _DEEPEST:
            return None
        first = sign.number == (1,) or sign.style is Style.ROW
        return self.opened.next_list() if first or self._shows_the_rest_of_a_list() else None

    def _shows_the_rest_of_a_list(self) -> bool:
        """Whether an excerpt begins in the middle of a list."""
        anew = not any(node.style is self.sign.style for _, node in self.opened.lists())
        return self.sign.style is Style.BRACKETED and anew and not self.run_on and self.apart and self.opened.ended
