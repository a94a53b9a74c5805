"""E13: the sentences of an amendment text."""

SENTENCES = """
E1301 Sentence not understood
  An amendment text says what becomes of which provision: 第8条第3項中「A」を「B」に改める。, 同項第5号を削る。,
  第32条中第2項を第3項とし、第1項の次に次の1項を加える。, and others that end so.
E1302 Words that are missing below a sentence
  What is inserted, or stands in place of something, is written below the sentence, each line indented, with its number.
E1303 Nothing there
  The sentence names a provision that the text does not have, or that it has more than once.
E1304 Words do not match
  A phrase that is changed stands exactly once in the provision that the sentence names. Longer phrases are unique.
E1305 Number taken
  A provision can only get a number that no other has at that point: it is deleted or renumbered first.
E1306 Cannot be said
  Two provisions that no name tells apart, or a change that a clause file has no operation for.
"""
