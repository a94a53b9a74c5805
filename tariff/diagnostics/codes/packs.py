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
  Within one version, no two clauses, definitions or lists have the same name, nor that of a parameter or of a field of
  the contract.
E0207 Unknown name
  No clause, definition or field that can be seen from here has this name.
E0208 One row of many
  A field of a record with many rows can only be named where the sentence is about one of them: in a clause that is
  `once per` or `every month per` that record, or where all are looked at: `the sum of …`, `any … where (…)`.
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
  No holidays are known under these two letters. Japan is `JP`.
E0215 Record or field declared twice
  Each record and parameter has one declaration, and each field one line. Some records are declared in all terms.
E0216 No contract
  Terms declare the record `contract`: the fields that every contract has.
E0217 Reserved field
  Every row has an `id` and belongs to a `contract`; these cannot be declared again.
E0218 Record without a number of rows
  A record other than `contract` is `many` or `at most once`.
E0219 No currency or no time zone
  Terms with records say in their header what currency amounts are in and in what zone days begin: `currency JPY`,
  `zone Asia/Tokyo`.
E0220 Unknown time zone
  The tz database has no time zone of the name that the header gives.
E0221 Unknown reading
  Nothing in these terms has a reading of this name. `tariff readings TERMS` lists them.
E0222 Unknown list
  No list of this name stands in this version of the terms.
E0223 Nothing to gather from
  What is summed up, counted or compared over rows rests on one declared record that has many rows.
E0224 No other row beside this one
  `this RECORD.FIELD` is the row that a clause is about, beside one that is looked at in `where (…)`; elsewhere there
  is no other.
E0225 Unknown suspension
  Only the days of a suspension of this version of the terms can be counted, one that is `once per` one record.
E0231 Unknown schedule
  No schedule of this name is declared in these terms or in terms they `use`.
E0232 Schedule out of order
  The rows of a schedule begin on later and later days, each of which ends the row before.
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
  An amount is a whole number of its currency's smallest unit: there is no half yen.
E0306 Not a choice
  The field is compared with a word that is not among those it may hold.
E0307 Months or years added to a day
  The sum does not say whether the first day counts. Write `the last of N months after …` or `… counting from
  …`.
E0308 Not a divisor
  A divisor is a number other than 0 that is written in the sentence, or the days of a month.
E0309 Not the length of a period
  A period is a whole number of days, months or years, from a day to a hundred years.
E0311 Not a number of days
  What is added to a day, or taken from it, is a whole number of days that is written in the sentence, at most a
  hundred years of them.
E0312 Multiple of nothing
  Amounts are multiples of an amount over 0.
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
  The amendment takes effect before the day on which it was issued. It changes no clause, or only to the customer's
  advantage.
W0408 In force too early
  The amendment takes effect no later than the terms it amends, so these never hold as they are written.
E0409 Reference to nothing
  From the day named, the provision referred to does not exist.
W0410 Reference to a deleted provision
  From the day named, only the number of the provision referred to is left.
N0411 Reference in the text
  The text names an article, paragraph or item that is deleted, or not there, in the version named. Only a reader can
  say whether it means one of these terms.
N0412 Number standing twice
  Two provisions beside each other have one number, so that references cannot tell them apart. A source may have it so.
N0413 Worded otherwise under another number
  An amendment gives a provision another number and another wording at once, which a table of changes easily hides.
W0414 Change in force before it was public
  The amendment takes effect before it was issued and changes what clauses come to, other than to lower a fixed amount
  that is billed, raise one that is given back, drop a clause that bills or add one that gives. A change of standard
  terms to the customer's disadvantage has no effect unless it was made public before (Civil Code 548-4).
W0415 Not sound as it was known
  On the day named, when an amendment was issued that others were to follow, an amendment did not apply or a reference
  led to nothing. Whoever asks what was known then gets terms that do not hold together.
W0416 Clause gone for a while
  An amendment, or the end of kept terms, takes a clause away, and a later amendment brings one of its name back.
  Nothing governs what falls in between.
W0417 Follower governed by another day
  An amendment puts one clause in place of another of its kind, and the day of another fact picks its version. A row
  with one of these days before the amendment and the other after it falls under both clauses, or under neither.
W0418 Transition that keeps nothing
  Prior terms are kept until a day on which they still hold for everybody.
N0419 Kept facts and day of effect apart
  The facts that keep prior terms are told by another day than that on which the amendment takes effect. A source may
  have it so.
"""

CLAUSES = """
E0501 Nothing drives the clause
  A clause says when it makes a line: `once per …`, `every month per …`, `on bills`.
E0502 Proration not said
  A monthly amount says `no proration` or `prorate by days of the month`.
E0503 No worth, or several
  A clause says once what its lines are worth: by `amount`, by `table by`, or by `each day worth`.
E0504 Worth of uncounted time
  `each day worth` needs `count whole 24 hours from … to …`.
E0505 Pieces of 24 hours
  Only whole pieces of 24 hours can be counted.
E0506 Interest without rate or days
  Interest needs `rate …` and the days it runs, `from … to …`.
E0507 Tax not said
  An amount says how tax treats it: `plus tax`, `tax included`, `tax exempt`, `outside tax`.
E0508 Tax on interest or compensation
  Interest and compensation are no price of a service, so they bear no tax.
E0509 Governing day not clear
  The date of the line rests on several facts, so it does not say which version of the terms holds. Name the
  day with `governed by …`.
E0510 Days of a year
  A rate is for a year of a whole number of days, such as 365.
E0511 Gap in a table
  No row holds for some values, so they would have no amount; or that cannot be told, because a bound is no number and
  the next row does not begin at the same one.
E0512 Rows overlap
  Two rows hold for the same values.
W0513 Row never reached
  The rows above hold for all values of this one.
E0514 Governed by another day
  Two versions of a clause are governed by different days, so a row could fall under both, or under none.
E0515 Lines of one name
  A line is named by its clause, row and month, and two sentences of this clause can make lines for one row and month.
E0516 Cannot be prorated
  Proration goes by the days of the one `every month per` of its clause; this clause has none, or says more than that.
E0517 Sentence out of place
  Each kind of clause has sentences of its own: a charge no `refuse`, an alert no `amount`.
E0518 Row without a day
  `the month's total` and `the total … in the month before` need to know which day a row belongs to: of a clause with
  one sentence `once per … on …` over the record.
E0519 Maximum without an end
  `at most … unless …` shortens what lasts `until …`; without that nothing is said where the condition holds.
E0520 Decision left open
  Hours say when they are open, a lookup has rows, an acceleration that all debts fall due, a waiver what it waives.
E0521 Nothing to waive
  A waiver lowers the amount of a clause that makes lines by `amount` or `table`; by days, only of a monthly one.
E0522 Rule about more than a row
  What makes a row wrong, or gives the field of another contract, rests on the row, its contract and what that has at
  most once.
E0523 Ground of one number
  In a clause each item refuses once. Join the conditions with `or`.
E0524 Line of unpaid debts
  Arrears follow from what is billed, so only rulings are `once per arrears`.
E0525 Meaning of a given field
  Only the fields of a record `from contracts with the same …` are derived; those of others are given.
W0526 No such item
  The number of a ground is that of no item which stands in the article of the clause, in the version named.
W0527 Hours overlap
  Two sentences open a desk at the same times of the same days.
W0528 Rate over what law allows
  The terms use a pack that caps interest on late payment, and their rate is higher, reckoned over a year of 365 days.
"""

TEXTS = """
W0601 Number in the text only
  The text names an amount, rate or length that the clause beside it does not use.
W0602 Number in the clause only
  The clause uses an amount, rate or length that the text beside it does not name.
W0603 Text missing in a language
  The text stands in one declared language, and not in another.
W0604 Undeclared language
  The margin names a language that the terms do not declare.
W0605 Title in one language
  A title stands in each declared language: `"日本語" / "English"`.
W0606 Unused record
  No clause, definition or transition uses the record.
W0607 Unused definition
  No clause, definition or transition uses the definition.
W0608 Unused parameter
  No clause or definition reads the parameter.
W0609 Unused list
  No clause or definition asks whether something is on the list.
N0610 Word twice on a list
  A list names a word twice. A source may have it so.
W0611 Text only, and computing
  The provision is said to move nothing that computes, and holds a clause, a definition or the like.
W0612 Nothing to accept
  `accept ‹code› because …` stands where nothing of this code is found, or no longer: what it excused has been mended.
"""
