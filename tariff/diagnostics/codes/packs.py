"""E02 to E06, with warnings and notes: names, types, amendments, clauses, and the text beside them.

Each entry is a code and a title on one line, and below it, indented, why it is a fault and how it is mended.
"""

NAMES = """
E0201 No owner
  The file has no `terms` header, so no pack owns what stands in it.
E0202 Terms declared twice
  One file declares one set of terms, and no two packs have the same name.
E0203 Amendment of nothing
  An amendment says what it amends: `amends TERMS`.
E0204 Amendment without a day of effect
  An amendment says from which day it holds: `in force from DATE`.
E0205 Unknown terms
  No pack at hand has this name. `tariff terms` lists them; `--clauses DIR` adds more.
E0206 Name declared twice
  Within one version, clauses and definitions each have a name of their own.
E0207 Unknown name
  No clause, definition or field that can be seen from here has this name.
E0208 One row of many
  A record with many rows can only be asked for a field where the clause is about one row of it.
E0209 Unknown field
  The record has no field of this name.
E0210 Definition in a circle
  A definition that rests on itself, over others or at once, has no value.
E0211 Definition without a meaning
  A definition says what it means: `means …`.
E0212 Unknown calendar
  No calendar of this name is declared in these terms or in terms they `use`.
E0213 Unknown record
  The terms declare no record of this name.
E0214 Unknown holidays
  The holidays of this country are not known.
E0215 Record or field declared twice
  Each record has one declaration, and each of its fields one line.
E0216 No contract
  Terms declare the record `contract`: the fields that every contract has.
E0217 Reserved field
  Every row has an `id` and belongs to a `contract`; these cannot be declared again.
E0218 Record without a number of rows
  A record other than `contract` is `many` or `at most once`.
E0219 Unknown currency
  The header names no currency, or one that is not known.
E0220 Unknown time zone
  The header names no time zone, or one that is not known.
E0221 Unknown reading
  No clause has readings of this name. `tariff readings TERMS` lists them.
"""

TYPES = """
E0301 Wrong type
  A value of one type stands where another is needed, such as a date for an amount.
E0302 May be unknown
  A value that may be unknown stands where it has to be known. Guard it with `when … is known`, or declare
  what rests on it `or unknown`.
E0303 Another currency
  Terms have one currency, and all their amounts are in it.
E0304 Fraction of the smallest unit
  The currency has no coin so small.
E0306 Not a choice
  The field is compared with a word that is not among those it may hold.
E0307 Months or years added to a day
  The sum does not say whether the first day counts. Write `the last of N months after …` or `… counting from
  …`.
E0308 Divisor
  A divisor is a number other than 0, or the days of a month.
E0309 Length of a period
  A period is a whole number of days, months or years, from a day to a hundred years.
E0311 Days added
  What is added to a day is a number of days written in the sentence, at most a hundred years.
"""

AMENDMENTS = """
E0401 No such provision to amend
  On its day of effect, no provision stands where the amendment wants to change one.
E0402 Number taken
  A provision of this number stands already.
E0403 Range of branch numbers
  Branch numbers such as 78-3 are renumbered one by one.
E0404 No such clause to change
  The provision that is amended holds no clause or definition of this name.
E0405 Phrase not found once
  A phrase to be replaced stands exactly once in the version that is amended; what stands there now is shown.
E0406 Two amendments of one name
  Each amendment has a name of its own.
W0407 In force before issued
  The amendment takes effect before the day on which it was issued.
W0408 In force too early
  The amendment takes effect no later than the terms it amends, so it never changes them.
E0409 Reference to nothing
  From the day named, the provision referred to does not exist.
W0410 Reference to a deleted provision
  From the day named, only the number of the provision referred to is left.
N0411 Reference in the text
  The text names an article that is deleted, or not there, in the version named. Only a reader can say whether
  it means one of these terms.
"""

CLAUSES = """
E0501 Nothing drives the clause
  A clause says when it makes a line: `once per …`, `every month per …`, `on bills`.
E0502 Proration not said
  A monthly amount says `no proration` or `prorate by days of the month`.
E0503 One worth
  A clause has one `amount`, one `table`, or one `each day worth`.
E0504 Worth of uncounted time
  `each day worth` needs `count whole 24 hours from … to …`.
E0505 Pieces of 24 hours
  Only whole pieces of 24 hours can be counted.
E0506 Interest without rate or days
  Interest needs `rate …` and the days it runs, `from … to …`.
E0507 Tax not said
  An amount says how tax treats it: `plus tax`, `tax included`, `tax exempt`, `outside tax`.
E0508 Outside tax
  Interest and compensation are no price of a service, so they bear no tax.
E0509 Governing day not clear
  The date of the line rests on several facts, so it does not say which version of the terms holds. Name the
  day with `governed by …`.
E0510 Days of a year
  A rate is for a year of 365 or of 366 days.
E0511 Gap in a table
  No row holds for some values, so they would have no amount.
E0512 Rows overlap
  Two rows hold for the same values.
W0513 Row never reached
  The rows above hold for all values of this one.
E0514 Governed by another day
  Two versions of a clause are governed by different days, so a row could fall under both, or under none.
E0515 Lines of one name
  A line is named by its clause, row and month; two sentences of the clause would make lines of one name.
E0516 Nothing to prorate
  Proration needs the days of one monthly sentence, and this clause has another sentence or none.
"""

TEXTS = """
W0601 Number in the text only
  The text names an amount, rate or length that the clause beside it does not use.
W0602 Number in the clause only
  The clause uses an amount, rate or length that the text beside it does not name.
W0603 Text missing in a language
  Beside text in one declared language stands none in another.
W0604 Undeclared language
  The margin names a language that the terms do not declare.
W0605 Title in one language
  A title stands in each declared language: `"日本語" / "English"`.
W0606 Unused record
  No clause or definition uses the record.
W0607 Unused definition
  No clause or definition uses the definition.
"""
