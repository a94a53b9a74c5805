"""E01: clause files as text, before names and types are asked about.

Each entry is a code and a title on one line, and below it, indented, why it is a fault and how it is mended.
"""

WRITING = """
E0101 Indentation with another sign than a half-width space
  A tab or a full-width space looks like some number of blanks and is none. Indent with half-width spaces, two
  for each level. The rest of the unit is read once this is mended.
E0102 Unknown sentence
  No sentence that may stand here begins with this word. The nearest word that may begin one is offered, or
  all of them.
E0103 No such file
  The path names no file or folder, or something that is neither, such as a pipe.
E0104 Not UTF-8
  Clause files are UTF-8, with or without a byte order mark. The place is that of the first byte that stands
  for no character; what comes before it is UTF-8.
E0105 File too large
  Clause files are read up to 5,000,000 bytes; terms are far smaller.
E0106 Unexpected word, or a part missing before it
  The sentence is right up to this word, and something else has to stand here.
E0107 Sentence ends early
  The line ends after this word, and the sentence needs more.
E0108 Word left over
  The sentence is complete before this word, and nothing that can follow begins with it.
E0109 Amount without a currency
  An amount of money is a number and a currency: `390 JPY`, `2,000 JPY`. 円 and yen are not read.
E0110 No such date or time
  A date is written year, month and day (`2016-04-25`), a month `2016-05`, a time `15:00`, and has to exist:
  2019 has no 29 February, and midnight at the end of a day is `00:00` of the next.
E0111 Full-width or typographic sign
  Between the words of a sentence, signs, digits and Latin letters are half-width and quotes are straight. In
  provision text, quoted text and comments, any sign may stand, and stays.
E0112 Sign without a meaning
  The language has no use for this sign. Comparisons are words: `is`, `under`, `at least`.
E0113 Invisible sign
  A control character, a mark of writing direction or an invisible blank can hide or turn around what stands
  in a file, so none may stand anywhere in it; between words, a tab may not either.
E0114 Quote not closed
  A text in quotes and a name in 「」 end on the line on which they begin.
E0115 No space between words
  A number and the word after it are two words: `390 JPY`, `10 days`.
E0116 Indentation that matches no line above
  A line that goes back has to go back to where a line above it begins.
E0117 Indented too far
  The line stands under a sentence that takes no such lines; often it belongs beside that sentence. Also: the
  first line of a file is indented.
E0118 Indented too little
  The line belongs under the sentence above it. A line that begins with `and` or `or` continues a sentence and
  is indented under it.
E0119 Nothing under a heading
  This sentence says what follows, and nothing follows: a clause without sentences, a table without rows.
E0120 Nothing to continue
  A line that begins with `and` or `or` continues the sentence above it, and none stands there.
E0121 Nested too deeply
  Provisions or expressions are nested more than 100 levels deep. Give parts of an expression names with
  `define`.
E0122 More faults
  The first 100 faults of a file are shown; more follow.
E0123 File cannot be read
  The system refused to open or read the file, for the reason given.
E0124 Too long
  No amount, rate or number of a provision has more than 30 signs, and no sentence beside its text more than 20,000.
"""
