"""The clauses of one sentence, each with its verb, and the places that they name one after another."""

import re
from collections.abc import Callable, Iterator

from attrs import define, field, frozen

from tariff.compare.amending.names import WORDS, name, placed, steps
from tariff.compare.amending.operations import (
    Add,
    Delete,
    Edit,
    Insert,
    Operation,
    Renumber,
    Replace,
    Retitle,
    Rewrite,
    Strike,
    Substitute,
    Within,
)
from tariff.compare.amending.skeleton import QUOTED, Skeleton
from tariff.compare.document import Key, Part, Place

_Q = QUOTED
_QUOTES = rf"{_Q}(?:(?:及び|並びに|、|と){_Q})*"
_AMENDED = r"(?:改め(?:る|ます)?|改正し|改正する|改正します|変更し|変更する|変更します)"
_ADDED = r"(?:加え(?:る|ます)?|追加し|追加する|追加します)"
_STRUCK = r"(?:削(?:り|る|ります)|削除し|削除する|削除します)"
_MADE = r"と(?:し|する|します)"
_LEAD = r"(?:の?(?:柱書き?|各号列記以外の部分)|前文)"
_HEADING = r"(?:の?見出し|題名)"
_WHAT = rf"次の(?:ように|(?P<count>[0-9]*)(?P<word>{'|'.join(WORDS.values())})を)"

_EDITS = {
    "replace": rf"(?P<old>{_QUOTES})を{_Q}に(?P<verb>{_AMENDED})?",
    "add": rf"{_Q}の(?:下|次|後)に{_Q}を{_ADDED}",
    "put": rf"{_Q}の(?:前|上)に{_Q}を{_ADDED}",
    "strike": rf"(?P<old>{_QUOTES})を{_STRUCK}",
}
_CHANGES = {
    "retitle": rf"(?P<at>.*?)(?:の?見出し|題名)を{_Q}に{_AMENDED}",
    "entitle": rf"(?P<at>.*?)(?:[のに]?見出し|題名)として{_Q}を(?:付し|付する|付します|付け(?:る|ます)?|{_ADDED})",
    "untitle": rf"(?P<at>.*?)(?:の?見出し|題名)を{_STRUCK}",
    "rewrite": rf"(?P<at>.*?){_LEAD}を次のように{_AMENDED}",
    "unwrite": rf"(?P<at>.*?){_LEAD}を{_STRUCK}",
    "substitute": rf"(?P<at>.+)を次のように{_AMENDED}",
    "delete": rf"(?P<at>.+)を{_STRUCK}",
    "empty": rf"(?P<at>.+)を削除{_MADE}",
    "insert": rf"(?P<at>.*?)(?:の?(?P<side>次|前|後))?(?P<into>に){_WHAT}{_ADDED}",
    "append": rf"(?P<at>){_WHAT}{_ADDED}",
    "shift": r"(?P<at>.+)を(?P<by>[0-9]+)\D{0,2}ずつ繰り?(?P<way>上げ|下げ)(?:る|ます)?",
    "renumber": rf"(?P<at>.+)を(?P<to>.+){_MADE}",
}
_OF_DOCUMENT = ("題名", "前文")
# What can be done to the document itself, which no sentence names.
_OF_THE_WHOLE = ("insert", "rewrite", "unwrite", "retitle", "entitle", "untitle")
_SEPARATOR = re.compile(r"及び|並びに|、")
_RANGE = re.compile(r"(?P<first>.+)から(?P<last>.+)まで")
_FORMS = "write 第2条第1項中「A」を「B」に改める。, 第3条を削る。, 第4条の次に次の1条を加える。, 第5条を第6条とする。"


@frozen
class UnreadError(Exception):
    """A sentence that says no amendment."""

    code: str
    message: str
    mend: str


@frozen
class Wanting:
    """An operation that the block below the sentence completes: `make` takes the parts, or the paragraphs, in it.

    kind: that of the parts on top, ``""`` where only their labels say it. plain: the block is plain paragraphs.
    """

    kind: str
    make: Callable[[tuple[Part, ...]], tuple[Operation, ...]]
    plain: Callable[[tuple[str, ...]], Operation] | None = None


@frozen
class _Clause:
    """A clause whose words are understood.

    near: the places in which it works, ``(place,)`` as a rule. places: those that it names as its object. within: where
    a phrase is looked for.
    """

    form: str
    words: re.Match[str]
    near: tuple[Place, ...]
    places: tuple[Place, ...]
    within: Within


@define
class Clauses:
    """One sentence while it is read: the place that was named last, and the phrases that are still to come."""

    sentence: Skeleton
    near: Place = ()
    within: Within = Within.ALL
    phrases: Iterator[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.phrases = iter(self.sentence.phrases)

    def said(self) -> Iterator[Operation | Wanting]:
        """What the clauses say, in order; UnreadError where one says nothing."""
        if not self.sentence.closed:
            raise UnreadError("E1301", "a 「 in this sentence has no 」", "close the quotation")
        words, open_end = "", False
        for piece in self.sentence.text.removesuffix("。").split("、"):
            words = f"{words}、{piece}" if words else piece
            clause = _clause(words, (self.near,), self.within)
            if clause is None:
                continue
            yield from self._edits(clause) if clause.form in _EDITS else self._changes(clause)
            words, open_end = "", clause.form == "replace" and not clause.words["verb"]
        if words or open_end:
            quoted = (words or self.sentence.text).replace(_Q, "「…」")
            raise UnreadError("E1301", f"“{quoted}” says no change that is understood", _FORMS)

    def _edits(self, clause: _Clause) -> Iterator[Edit]:
        """Changes of phrases."""
        self.near, self.within = clause.near[-1], clause.within
        count = clause.words["old"].count(_Q) if clause.form in ("replace", "strike") else 1
        old = [next(self.phrases) for _ in range(count)]
        new = next(self.phrases) if clause.form != "strike" else ""
        if not all(old):
            raise UnreadError("E1301", "a phrase to change is empty", "quote the words that stand there")
        for at in clause.near:
            for phrase in old:
                match clause.form:
                    case "replace":
                        yield Replace(at, phrase, new, clause.within)
                    case "add":
                        yield Add(at, phrase, new, clause.within)
                    case "put":
                        yield Replace(at, phrase, new + phrase, clause.within)
                    case _:
                        yield Strike(at, phrase, clause.within)

    def _changes(self, clause: _Clause) -> Iterator[Operation | Wanting]:
        """Changes of whole parts, their numbers and headings."""
        places, self.near, self.within = clause.places, clause.places[-1], Within.ALL
        match clause.form:
            case "retitle" | "entitle":
                title = next(self.phrases)
                yield from (Retitle(at, _bare(title)) for at in places)
            case "untitle":
                yield from (Retitle(at, "") for at in places)
            case "rewrite":
                yield Wanting("", lambda _: (), lambda text: Rewrite(places[-1], text))
            case "unwrite":
                yield from (Rewrite(at, ()) for at in places)
            case "substitute":
                yield Wanting(places[-1][-1].kind, lambda parts: _substitutes(places, parts))
            case "delete":
                yield from map(Delete, places)
            case "empty":
                yield from (Substitute(at, Part(at[-1], _label(at[-1]), deleted=True)) for at in places)
            case "insert" | "append":
                yield _insertion(clause.words, places[-1])
            case _:
                yield from self._numbers(clause)

    def _numbers(self, clause: _Clause) -> Iterator[Renumber]:
        """New numbers; what they are called from then on is the place that was named last."""
        first, last = clause.places[0], clause.places[-1]
        if clause.form == "shift":
            by = int(clause.words["by"]) * (1 if clause.words["way"] == "下げ" else -1)
            goal = str(int(first[-1].number) + by)
        else:
            goal = _goal(clause.words["to"], first)[0]
        yield Renumber(first, goal, last[-1].number if last != first else "")
        self.near = (*first[:-1], Key(first[-1].kind, goal))


def _clause(words: str, near: tuple[Place, ...], within: Within) -> _Clause | None:
    """The clause that the words are, which work in the places `near`; None where they are no whole clause (yet)."""
    forms = _EDITS if words[:1] == _Q else _CHANGES
    for form, pattern in forms.items():
        if found := re.fullmatch(pattern, words):
            places = () if form in _EDITS else _object(form, found, near[-1])
            if places is not None:
                return _Clause(form, found, near, places, within)
    for scope in re.finditer("中", words.partition(_Q)[0]):
        inner, at = _scope(words[: scope.start()])
        inside = ((),) if words.startswith(_OF_DOCUMENT) else _places(at, near[-1])
        if inside and (clause := _clause(words[scope.end() :].removeprefix("の"), inside, inner)):
            return clause
    return None


def _scope(said: str) -> tuple[Within, str]:
    """Where in a part a phrase is looked for, and the name of the part."""
    for within, ending in ((Within.LEAD, _LEAD), (Within.HEADING, _HEADING)):
        if found := re.search(f"{ending}$", said):
            return within, said[: found.start()]
    return Within.ALL, said


def _object(form: str, found: re.Match[str], near: Place) -> tuple[Place, ...] | None:
    """The places that a change names; None where it names none."""
    said = found["at"]
    if form in _OF_THE_WHOLE and form != "insert" and found[0].startswith(_OF_DOCUMENT):
        return ((),)
    if form == "append":
        return ((),) if (found["word"] or "") in ("別表", "附則") or near == () else (near,)
    places = _places(said, near) if said else (near,)
    if places is None or (form not in _OF_THE_WHOLE and not all(places)):
        return None
    if form == "insert" and found["side"] and not places[-1]:
        return None
    if form in ("shift", "renumber"):
        first, last = places[0][-1], places[-1][-1]
        whole = first.number.isdecimal() and last.number.isdecimal()
        if form == "shift" and not whole:
            return None
        if form == "renumber" and (not _goal(found["to"], places[0]) or (len(places) > 1 and not whole)):
            return None
    return places


def _goal(said: str, first: Place) -> tuple[str, ...]:
    """The number that a part is to have, in a tuple; empty where what is said is none of its kind."""
    found = _RANGE.fullmatch(said)
    places = _places(found["first"] if found else said, first)
    goal = places[-1] if places else ()
    return (goal[-1].number,) if goal and goal[-1].kind == first[-1].kind else ()


def _places(said: str, near: Place) -> tuple[Place, ...] | None:
    """The places that a list names: 第2項及び第4項, 第2項から第4項まで; None where it names anything else."""
    if said in ("", "本則"):
        return (near if not said else (),)
    found: list[Place] = []
    for item in _SEPARATOR.split(said):
        ends = _RANGE.fullmatch(item)
        for word in (ends["first"], ends["last"]) if ends else (item,):
            way = steps(word)
            place = placed(way, near) if way else None
            if place is None:
                return None
            near = place
            found.append(place)
        if ends and not _fill(found):
            return None
    return tuple(found)


def _fill(found: list[Place]) -> bool:
    """Put the places between the last two, whose numbers are whole, between them; whether that can be done."""
    first, last = found[-2:]
    numbers = first[-1].number, last[-1].number
    if first[:-1] != last[:-1] or first[-1].kind != last[-1].kind or not all(map(str.isdecimal, numbers)):
        return False
    between = range(int(numbers[0]) + 1, int(numbers[1]))
    found[-1:-1] = [(*first[:-1], Key(first[-1].kind, str(number))) for number in between]
    return True


def _insertion(words: re.Match[str], place: Place) -> Wanting:
    """An insertion next to or under a place."""
    kind = next((kind for kind, word in WORDS.items() if word == words["word"]), "")
    side = words.groupdict().get("side")
    parent, beside = (place[:-1], place[-1]) if side else (place, None)
    after, before = (None, beside) if side == "前" else (beside, None)
    return Wanting(kind, lambda parts: (Insert(parent, parts, after, before),))


def _substitutes(places: tuple[Place, ...], parts: tuple[Part, ...]) -> tuple[Operation, ...]:
    """Each part in place of what stands at the place of its number."""
    if len(places) != len(parts):
        message = f"provisions below: {len(parts)}, in place of {len(places)}"
        raise UnreadError("E1302", message, "write each of them below the sentence, with its number")
    return tuple(Substitute(at, part) for at, part in zip(places, parts, strict=True))


def _label(key: Key) -> str:
    """What stands before a part of a kind whose name is written out before it."""
    return name(key) if key.kind in ("chapter", "section", "article") else ""


def _bare(title: str) -> str:
    """A heading without brackets around it."""
    return title[1:-1] if title[:1] in ("（", "(") and title[-1:] in ("）", ")") else title
