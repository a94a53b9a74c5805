"""How a house lays out its old-and-new tables: which side is new, what is underlined, what is left out, which words."""

from attrs import frozen

from tariff.model.records import Titles


@frozen
class Style:
    """A house's layout of old-and-new tables.

    new_head, old_head: the headings of both columns.
    note: the sentence above the table that says what an underline means.
    omitted, inserted, deleted: what stands for parts left out because they are the same, and in the empty cell beside a
        part that is new or was deleted; ``""`` leaves that cell empty.
    emptied: what stands in place of a part that lost its content and kept its number.
    joint, span: what joins the numbers of two parts left out together, and of the first and the last of more.
    brackets: what stands around the heading of an article.
    after_label: what stands between a number and the text.
    new_first: whether the new text stands on the left.
    underline_old: whether words of the old text are underlined, too.
    abbreviate: whether parts that are the same are left out.
    lead: whether a part above a changed one keeps its text, though that is the same, so that the change reads in its
        sentence.
    gap: how many underlined blanks at most stand where words were deleted or will be added; 0 for none.
    meaning: whether what the change means for the clauses stands above the table.
    remarks: whether a third column says what kind of change it is, and by which amendment.
    """

    new_head: Titles
    old_head: Titles
    note: Titles
    omitted: Titles
    inserted: Titles
    deleted: Titles
    emptied: Titles
    joint: Titles
    span: Titles
    after_label: Titles
    brackets: tuple[str, str] = ("（", "）")
    new_first: bool = True
    underline_old: bool = True
    abbreviate: bool = True
    lead: bool = False
    gap: int = 0
    meaning: bool = True
    remarks: bool = False


# As ministries print the amendments of orders: full-width signs, （新設） and （削る） beside what has no counterpart.
MINISTRY = Style(
    new_head=Titles("改正後", "As amended"),
    old_head=Titles("改正前", "Before amendment"),
    note=Titles("（傍線部分は改正部分）", "(The amended parts are underlined.)"),
    omitted=Titles("（略）", "(omitted)"),
    inserted=Titles("（新設）", "(new)"),
    deleted=Titles("（削る）", "(deleted)"),
    emptied=Titles("削除", "deleted"),
    joint=Titles("・", " and "),
    span=Titles("～", " to "),
    after_label=Titles("　", " "),
    gap=5,
)

# As carriers print the amendments of their terms: half-width signs, the sentence around a change, empty cells.
CARRIER = Style(
    new_head=Titles("[改 正]", "[Amended]"),
    old_head=Titles("[現 行]", "[Current]"),
    note=Titles("(下線部分は改正箇所)", "(Amended parts are underlined.)"),
    omitted=Titles("(略)", "(omitted)"),
    inserted=Titles(),
    deleted=Titles(),
    emptied=Titles("削除", "deleted"),
    joint=Titles("～", " to "),
    span=Titles("～", " to "),
    after_label=Titles(" ", " "),
    brackets=("(", ")"),
    lead=True,
)

PRESETS = {"ministry": MINISTRY, "carrier": CARRIER}
