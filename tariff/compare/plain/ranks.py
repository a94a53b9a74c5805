"""What the numbers of a text stand for: the kind of part that each begins, and what may stand in what."""

from tariff.compare.plain.signs import Style

# From the outside in. A contents page, an appendix and supplementary provisions hold all that follows them; each list
# within a list adds one; words that belong to no number hold nothing.
WHOLE = 10
BELOW_CONTENTS = 15
ARTICLE = 60
PARAGRAPH = 70
NOTE = PARAGRAPH
LIST = 80
LOOSE = 1000

RANKS = {
    Style.CONTENTS: WHOLE,
    Style.APPENDIX: WHOLE,
    Style.SUPPLEMENT: WHOLE,
    Style.PART: 20,
    Style.CHAPTER: 30,
    Style.TABLE: 30,
    Style.GENERAL: 30,
    Style.SECTION: 40,
    Style.TABLE_PART: 40,
    Style.DIVISION: 50,
    Style.ARTICLE: ARTICLE,
    Style.PARAGRAPH: PARAGRAPH,
    Style.NOTE: NOTE,
}

KINDS = {
    Style.CONTENTS: "text",
    Style.APPENDIX: "appendix",
    Style.SUPPLEMENT: "supplement",
    Style.PART: "chapter",
    Style.CHAPTER: "chapter",
    Style.TABLE: "table",
    Style.GENERAL: "section",
    Style.SECTION: "section",
    Style.TABLE_PART: "section",
    Style.DIVISION: "section",
    Style.ARTICLE: "article",
    Style.PARAGRAPH: "para",
    Style.NOTE: "text",
    Style.ROW: "row",
}
"""The kind of part; signs of lists, which are not here, begin an item, and one below an item a subitem."""
