"""E07 to E11: evaluation, books, ledgers, cases, commands and examples.

Each entry is a code and a title on one line, and below it, indented, why it is a fault and how it is mended.
"""

EVALUATION = """
E0701 No such line or decision
  The evaluation made no line or decision with this id.
E0702 Payment without an invoice
  A payment names a month that has no invoice and no debt brought forward, so it settles nothing. A debt of 0 brought
  forward for the month makes it a credit.
E0703 Parameter not given
  What the terms leave to the provider to set is a parameter. A line or decision that rests on one needs its value.
"""

BOOKS = """
E0801 No month that can be billed
  A month is written `2016-05` and lies between the bounds named.
E0802 Range that ends before it begins
  The first month of a range comes first: `2016-05..2016-08`.
E0803 Folder of no terms
  A folder or schema of the book has the name of no pack at hand that has contracts, and is left aside. Packs of tax
  rates or holidays have none.
E0804 File in no table's place
  A file of the book is not where a table would be, and is left aside.
E0805 Book cannot be read
  The folder or file is not there, or is not what a book is made of.
E0806 Book without tables
  A book has a folder or schema for each of its terms, with their tables in it.
E0807 Column of no field
  The record declares no field of this name, and the column is left aside.
E0808 No table contract
  Every contract of a book has a row in table `contract`; without it there is none.
E0809 Table of no record
  The terms declare no record of this name, and the table is left aside.
E0810 Terms not in the book
  The ledger bills terms of which the book has no tables. Their contracts are left as they are.
E0811 Names of columns
  The first line of a CSV file names its columns, each with a name of its own.
E0812 Line that is no row
  Every line has as many fields as the first, and every quote is closed. Where a line with too few or too many begins
  with the contract that it names, that contract is set apart; else it could be anyone's, and the book is refused. So it
  is where the file ends within a line.
E0813 Table cannot be read
  The file is not of the format that its name says, or is damaged.
E0814 Not UTF-8
  CSV files are UTF-8, with or without a byte order mark.
E0815 Column missing
  The table has no column for a field that has to be known.
E0816 Type of a column
  The column holds values of a type that cannot stand for the field's.
E0817 Other separator
  The columns of a CSV file are separated by commas.
E0818 Table not there
  A record whose table is not in the book has no rows. `tariff bill --strict` refuses such a book.
E0820 Value missing
  The field is not declared `or unknown`, so every row has to have it.
E0821 Wrong form
  The value is not written as a value of the field's type is, or is a month beyond the bounds named.
E0822 Time that clocks skipped or repeated
  Write the offset that is meant, such as `+09:00`.
E0823 Out of bounds
  Dates and instants lie between the bounds named.
E0824 Negative amount
  Facts hold amounts without a sign; the terms say what is owed and what is given back.
E0825 Amount too large
  Amounts are bounded, so that sums of them are exact everywhere.
E0826 Not a choice
  The field holds one of the words that its declaration lists.
E0827 Row of no contract
  Every row names the contract that it belongs to.
E0830 Contract twice
  A contract has one row in table `contract`.
E0831 Several rows
  The record has at most one row for each contract.
E0832 Row of an unknown contract
  The row names a contract that is not in table `contract`.
E0833 Second debt
  A contract has at most one debt brought forward for each month.
E0834 Id twice
  Rows of one record of a contract have ids of their own, or none.
E0835 Payment without an invoice
  A payment names a month that has no invoice and no debt brought forward, so it settles nothing. That an
  invoice of the month was billed before the facts changed makes no difference. The first run looks at what was paid
  since the month began and, of earlier payments, at the first and the last month they name; later runs look at the
  payments that are new to them, and at those of contracts whose facts changed. A debt of 0 brought forward for the
  month makes the payment a credit.
E0836 Contract that left the book
  The ledger has invoices for a contract that the book no longer holds. They stand: a contract ends by its facts, such
  as a cancellation, and not by its absence from an export.
E0837 Row that is ruled out
  The record has a rule, `never when …`, that holds for this row.
E0838 Rows at once
  The record has a rule, `never two at once …`, and this row begins while another one runs.
E0840 No such contract
  Table `contract` of the book has no row of this name. What was billed to a contract that has left the book since is
  explained from a book that still holds it.
E0841 Contract of several terms
  The contract stands under several terms: name those that are meant.
E0842 Several rows of parameters
  What the provider sets holds for all contracts, and stands in one row.
E0843 Parameter not given
  A clause reads what the terms leave to the provider, and the book does not say it.
E0844 Too many siblings
  A field that contracts share is the same in so many that it cannot be what they have in common.
E0890 Out of memory
  The machine ran out of memory, or of space for temporary files; nothing was written.
E0891 Amount beyond what can be held
  Amounts are whole numbers of 64 bits. One that grows beyond them stops the run: it is never cut off.
"""

LEDGERS = """
E0901 No ledger
  The path names no file. `tariff bill` makes the ledger that it is given.
E0902 Ledger in use
  Another run holds the ledger; it is written by one run at a time.
E0903 Ledger of another version
  Another version of the program, or of its engine, wrote the ledger.
E0904 Not a ledger
  The file is something else, and is left as it is.
E0905 Ledger cannot be opened
  The system refused to open the file, for the reason given.
E0906 Ledger cannot be written
  The disk is full or refused the write; the ledger is as it was before.
E0910 Month before the opening month
  A ledger begins with the first month billed into it, and never reaches back.
E0911 Gap of months
  Months are billed without a gap, so that no debt is passed over.
E0912 Other readings
  The packs, or the amendments known (`--known-on`), have changed since the ledger was billed; `--rebase` corrects it.
E0913 Other texts
  The packs have changed since the ledger was billed; `--rebase` corrects it to the new ones.
E0920 No such line
  The ledger holds no line with this id. `tariff ledger FILE lines --format csv` lists them.
E0921 No such contract
  No run has billed a contract of this name, and none is in quarantine.
"""

CASES = """
E1001 Case cannot be read
  The file is not there, is a folder, or the system refuses to read it.
E1002 Case too large
  A case is one contract; no contract has a file of this size.
E1003 Not UTF-8
  Cases are UTF-8.
E1004 Not YAML or JSON
  The file breaks a rule of its format at the place named.
E1005 Empty case
  The file holds nothing.
E1006 Nested too deeply
  A case is a mapping of records, which are lists of rows: no more levels than that.
E1007 Anchor or tag
  Anchors, aliases and tags of YAML are not used in a case: values are written out.
E1008 Key twice
  A mapping has each key once.
E1009 Wrong shape
  A mapping, a list or a single value stands where another of them belongs.
E1010 Unknown terms
  No pack at hand has the name that the case gives. `tariff terms` lists them.
E1011 Unknown field or record
  The terms declare no such field or record. `tariff schema TERMS` prints them.
E1012 Value missing
  The field is not declared `or unknown`, so it has to be there.
E1013 Wrong type
  The value is not of the type that the field is declared as.
E1014 Impossible date or time
  No calendar or clock shows it.
E1015 Out of bounds
  Dates and instants lie between the bounds named.
E1016 Negative amount
  Facts hold amounts without a sign; the terms say what is owed and what is given back.
E1017 Amount too large
  Amounts are bounded, so that sums of them are exact everywhere.
E1018 Fraction of the smallest unit
  The currency has no coin so small.
E1019 Not a choice
  The field holds one of the words that its declaration lists.
E1020 Time that clocks skipped or repeated
  Write the offset that is meant, such as `+09:00`.
E1021 Id twice
  Rows of one record have ids of their own, or none.
E1022 Second row
  The record has at most one row.
E1023 Second debt
  A month has at most one debt brought forward.
E1024 Override
  A `--with FIELD=VALUE` cannot be read, or names nothing that can be changed.
E1025 No sibling
  A record of other contracts lists those that share a field with the contract, and no others.
E1026 Row that is ruled out
  The record has a rule, `never when …`, that holds for this row.
E1027 Rows at once
  The record has a rule, `never two at once …`, and this row begins while another one runs.
"""

COMMANDS = """
E1030 Book there already
  A sample book is written where none of the same terms is yet.
E1031 Not in force
  The terms are not in force on the day named.
E1032 No such article
  The version of the terms has no article of this number.
E1033 Terms without contracts
  A pack of tax rates or holidays declares no record `contract`: other packs use it, and no book is made of it.
E1040 Book not there
  A line of a ledger is explained from the book of the last run, and that is not where it was.
W1042 Text has changed
  The packs have changed since the line was billed; what is explained is what they say now.
E1043 No id of a line
  A line is named by `TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH`, with `-` for no row. A clause alone names many.
"""

COMPARISONS = """
E1201 Nothing of this name
  What is compared is some terms on a day (`TERMS@DATE`), an amendment, a draft (`DIR:TERMS@DATE`) or a text file.
E1202 Nothing to compare with
  Two versions or texts are compared. An amendment stands alone, without a date: it is the terms before it and after it.
E1203 Draft of something else
  The folder of a draft holds the terms that are asked for, or an amendment of them.
E1204 Text in one language
  Plain texts are in Japanese, so they are compared in it.
E1205 Text that cannot be read
  A plain text is in UTF-8, UTF-16 with its mark, Shift_JIS or EUC-JP.
E1206 Text without articles
  The structure of a plain text is read from its numbers: 第1条, 2, (3), 附則, 別表1. One that has none is no terms.
E1220 Terms not in the book
  The book has no table of contracts under the terms that are compared.
E1221 No month to compare
  The last month lies before the first. By default the first is that in which the two versions first differ, and the
  last that in which the book has its last payment, or without payments its last row.
E1222 Records that do not fit
  Two versions are compared over the rows of one book, so a record or field of both is declared alike in both.
E1223 Versions of different terms
  Two versions of the same terms are compared in money: a contract is under one of them or the other.
E1224 Text without clauses
  Money is compared between terms with clauses; a plain text computes nothing.
"""

EXAMPLES = """
E1101 Unknown record
  The terms of the example declare no such record. `tariff schema TERMS` prints them.
E1102 Unknown field
  The record has no field of this name.
E1103 Value missing
  The field is not declared `or unknown`, so it has to be given.
E1104 Said twice
  A record that has one row, its field, the last day or a reading is said once.
E1105 Unknown clause
  The terms of the example have no clause of this name.
E1106 Unknown reading
  The terms of the example have no reading of this name.
E1107 Expected after the last day
  The example ends before the month or day for which something is expected.
E1108 Nothing expected
  An example that expects nothing shows nothing.
E1109 Number of rows
  A row is given a whole number of times, and only a record of `many` rows more than once.
E1110 Another currency
  Amounts are expected in the currency of the terms.
E1111 Unknown reason
  The clause has no ground of this number or title, in any version.
"""
