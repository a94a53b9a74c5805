"""A sentence for each change of meaning, in Japanese or English."""

from tariff.compare.meaning import Aspect, Change, Meaning
from tariff.compare.meaning.change import Reason, Shown
from tariff.interpret.why import wording
from tariff.model import expr as e
from tariff.model.records import CONTRACT, Titles
from tariff.model.terms import Branch
from tariff.render.meaning import patterns as p
from tariff.render.meaning.shown import Side

_MOST_DAYS = 5


class Sentences:
    """Says what changed in meaning, in one language."""

    def __init__(self, meaning: Meaning, language: str) -> None:
        old, new = meaning.old, meaning.new
        self._language = language
        self._items = {item.name: item for stand in (old, new) for item in stand.items}
        titles = {name: item.titles for name, item in self._items.items()}
        self._old, self._new = (Side(stand, language, titles) for stand in (old, new))

    def of(self, change: Change) -> str:
        """The sentence."""
        sentence = self._about(change)
        if change.kept and change.aspect is not Aspect.KEPT:
            sentence = self._say(p.UNDER_KEPT, amendment=change.kept) + sentence
        return sentence if self._language == "ja" else sentence[:1].upper() + sentence[1:]

    def old(self, change: Change) -> str | None:
        """What stood, in words; None for nothing."""
        return None if change.old is None else self._shown(self._over(self._old, change), change, change.old)

    def new(self, change: Change) -> str | None:
        """What stands, in words; None for nothing."""
        return None if change.new is None else self._shown(self._over(self._new, change), change, change.new)

    def cases(self, change: Change) -> list[str]:
        """The rows and cases in which it changes, from the outside in."""
        side = self._over(self._new, change)
        return [side.case(case).rstrip("、, ") for case in change.cases]

    def title(self, name: str) -> str:
        """The title of a clause."""
        return self._items[name].titles.of(self._language) or name.replace("_", " ")

    def article(self, name: str) -> str:
        """The number of the provision in which a clause stands."""
        return self._items[name].article

    def _over(self, side: Side, change: Change) -> Side:
        """The side, for what is said of the clauses that a change reaches."""
        return side.over([driver for name in change.clauses for driver in self._items[name].drivers])

    def _name(self, name: str) -> str:
        return self._say(p.CLAUSE_NAME, title=self.title(name), article=self.article(name))

    def _say(self, pattern: Titles, **parts: str | int) -> str:
        return self._new.say(pattern, **parts)

    def _about(self, change: Change) -> str:
        """The sentence with what it is about before it."""
        sentence = self._sentence(change)
        if not change.clauses or change.definition is not None or change.aspect is Aspect.CLAUSE:
            return sentence
        names = p.BETWEEN_CLAUSES.of(self._language).join(map(self._name, change.clauses))
        return self._say(p.ABOUT, subject=names, sentence=sentence)

    def _sentence(self, change: Change) -> str:
        match change.aspect, change.old, change.new:
            case Aspect.CLAUSE, None, new:
                return self._say(p.NEW_CLAUSE, clause=self._name(change.clauses[0]), what=self._new.shown(new))
            case Aspect.CLAUSE, old, None:
                return self._say(p.NO_CLAUSE, clause=self._name(change.clauses[0]), what=self._old.shown(old))
            case Aspect.NAME, old, new:
                return self._say(p.NAMED, old=str(old), new=str(new))
            case Aspect.ORDER, _, _:
                return p.ORDER.of(self._language)
            case Aspect.SHOWN_ORDER, _, _:
                return p.SHOWN_ORDER.of(self._language)
            case Aspect.LABEL, Titles() as old, Titles() as new:
                return self._say(p.RELABELLED, old=old.of(self._language), new=new.of(self._language))
            case Aspect.KEPT, old, new:
                return self._kept(old, new)
            case Aspect.FACTS | Aspect.FIELD, old, _:
                return self._say(p.DECLARED if old is None else p.NOT_DECLARED, what=self._what(change))
            case Aspect.CALENDAR, frozenset() as opened, frozenset() as closed:
                return self._calendar(str(change.subject), opened, closed)
            case _, bool() | None, bool() as on if change.aspect in p.FLAGS:
                return p.FLAGS[change.aspect][0 if on else 1].of(self._language)
            case _, bool(), None if change.aspect in p.FLAGS:
                return p.FLAGS[change.aspect][1].of(self._language)
        return self._changed(change)

    def _changed(self, change: Change) -> str:
        what, old, new = self._what(change), self.old(change), self.new(change)
        case = "".join(map(self._over(self._new, change).case, change.cases))
        if old is not None and new is not None:
            return case + self._say(
                p.CHANGED, what=what, old=old, new=new, moves=p.MOVES[change.effect].of(self._language)
            )
        so = p.CONSEQUENCES.get(change.effect, Titles()).of(self._language)
        came, went = p.CAME, p.WENT
        if change.definition is not None or isinstance(change.subject, Reason):
            came, went = p.GAINS, p.LOSES
        elif case:
            came, went = p.CASE_CAME, p.CASE_WENT
        return self._say(went if new is None else came, what=what, old=old or "", new=new or "", so=so, case=case)

    def _what(self, change: Change) -> str:
        """What it is that changes."""
        if change.definition is not None:
            clauses = p.BETWEEN_CLAUSES.of(self._language).join(map(self.title, change.clauses))
            return self._say(p.DEFINITION, title=self._new.phrases.of(change.definition), clauses=clauses)
        if isinstance(change.subject, Reason):
            reason = change.subject
            label = " ".join(filter(None, (reason.number, reason.titles.of(self._language))))
            aspect, label = p.ASPECTS[change.aspect].of(self._language), self._say(p.GROUND, title=label)
            return self._say(p.REASON_OF, aspect=aspect, reason=label)
        return self._say(p.ASPECTS[change.aspect], subject=self._subject(change.aspect, change.subject))

    def _subject(self, aspect: Aspect, name: str) -> str:
        record, _, field = name.partition(".")
        side = self._old if self._new.words.record(record) == record else self._new
        match aspect:
            case Aspect.TAX_RATE:
                return wording.term(self._language, name)
            case Aspect.FIELD | Aspect.FIELD_TYPE | Aspect.FIELD_MEANING:
                return side.words.field(record, field)
            case Aspect.FACTS | Aspect.ROWS | Aspect.SHARED | Aspect.RULE:
                return side.words.record(record)
            case _:
                return name

    def _shown(self, side: Side, change: Change, value: Shown) -> str:
        match change.aspect, value:
            case Aspect.LEFT_OUT, str() as name:
                return self._say(p.GROUND, title=self.title(name))
            case Aspect.SHARED, str() as name:
                return side.words.field(CONTRACT, name)
            case Aspect.FACTS | Aspect.FIELD, str() as name:
                return self._subject(change.aspect, str(change.subject))
            case Aspect.CALENDAR, frozenset() as days:
                return self._days(days)
            case Aspect.WAIVED_DAYS, e.Expr() as days_waived:
                return side.days_waived(days_waived)
        return side.shown(value)

    def _kept(self, old: Shown, new: Shown) -> str:
        before = self._old.rows(old) if isinstance(old, Branch) else ""
        if not isinstance(new, Branch):
            return self._say(p.NO_LONGER_KEEPS, rows=before)
        after = self._new.rows(new)
        if before and before != after:
            return self._say(p.KEEPS_OTHERWISE, old=before, new=after)
        pattern = p.KEEPS if new.frozen else p.KEEPS_LIVE
        return self._say(pattern, rows=after, day=self._new.day(new.prior_day))

    def _calendar(self, name: str, opened: frozenset[int], closed: frozenset[int]) -> str:
        told = ((p.CLOSES, closed), (p.OPENS, opened))
        found = [self._say(text, name=name, count=len(days), days=self._days(days)) for text, days in told if days]
        return ("" if self._language == "ja" else " ").join(found)

    def _days(self, days: frozenset[int]) -> str:
        shown = wording.listed(self._language, [self._new.day(day) for day in sorted(days)[:_MOST_DAYS]])
        return shown if len(days) <= _MOST_DAYS else self._say(p.AND_MORE, days=shown)
