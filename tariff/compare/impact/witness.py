"""The smallest contract on which two versions differ, looked for among contracts drawn from what the terms declare."""

import random
from collections import Counter
from collections.abc import Iterator

from attrs import evolve, frozen

from tariff.billing.case.siblings import is_sibling
from tariff.billing.sample import Sampler
from tariff.billing.sample_days import DAYS_BEFORE_TERMS, Window
from tariff.compare.impact.onset import newest, onset
from tariff.compare.impact.records import merged_records
from tariff.compare.impact.result import Side
from tariff.compare.impact.shrink import Shrinker
from tariff.diagnostics import InputError
from tariff.interpret import Evaluation, Evaluator, Rules
from tariff.model.calendar import MAX_DAY
from tariff.model.facts import Facts
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT
from tariff.model.terms import Terms
from tariff.model.walk import versions_of

TRIES = 1_000
_BEFORE, _AFTER = 400, 3 * 366
_NAME = "K-1"


@frozen
class Witness:
    """A contract on which two versions differ by the day `until` (ordinal), and what each makes of it.

    in_money: whether they differ in an amount; else they differ in what they decide alone.
    """

    facts: Facts
    until: int
    old: Evaluation
    new: Evaluation
    in_money: bool


@frozen
class Search:
    """What a search came to: the contract, if one was found, and how many were drawn until then.

    tries: 0 where the versions have the same clauses, so that no contract can differ.
    """

    witness: Witness | None
    tries: int
    seed: int


def search(old: Side, new: Side, *, tries: int = TRIES, seed: int = 0) -> Search:
    """A small contract on which the versions differ, in money if one such is drawn.

    The same arguments give the same contract: one from which nothing more can be left out.
    """
    if onset(old.terms, new.terms) is None:
        return Search(None, 0, seed)
    pair = _Pair(old.terms, new.terms)
    decided: tuple[Facts, int, int] | None = None
    for number, (facts, until) in enumerate(pair.drawn(tries, seed), 1):
        if pair.differ(facts, until, in_money=True):
            return Search(pair.smallest(facts, until, in_money=True), number, seed)
        if decided is None and pair.differ(facts, until, in_money=False):
            decided = facts, until, number
            if not pair.charges:
                break
    if decided is None:
        return Search(None, tries, seed)
    facts, until, number = decided
    return Search(pair.smallest(facts, until, in_money=False), number, seed)


class _Pair:
    """Both versions, ready to evaluate contracts that fit the records of both."""

    def __init__(self, old: Terms, new: Terms) -> None:
        records = merged_records(old, new)
        self._terms = (evolve(old, records=records), evolve(new, records=records))
        self._evaluators = tuple(Evaluator(terms) for terms in self._terms)
        self._rules = Rules(self._terms[1])
        since = onset(old, new)
        self._since = newest(old, new) if since is None else since

    @property
    def charges(self) -> bool:
        """Whether either version has a clause that makes lines."""
        return any(version.clauses for terms in self._terms for version in versions_of(terms))

    def drawn(self, tries: int, seed: int) -> Iterator[tuple[Facts, int]]:
        """Contracts about the day on which the versions part, and in all of the terms' life; and the last day seen."""
        begin = min(terms.versions[0].since for terms in self._terms) - DAYS_BEFORE_TERMS
        around = Window(max(begin, self._since - _BEFORE), min(MAX_DAY, self._since + _AFTER))
        samplers = [Sampler(terms, window) for window in (around, None) for terms in self._terms]
        for number in range(tries):
            sampler = samplers[number % len(samplers)]
            facts = sampler.facts(random.Random(f"{seed}/{number}"), _NAME)
            yield self._payable(facts, sampler.window.last), sampler.window.last

    def differ(self, facts: Facts, until: int, *, in_money: bool) -> bool:
        """Whether the versions differ on a contract that could be one."""
        return self._sound(facts) and self._differ(facts, until, in_money=in_money)

    def smallest(self, facts: Facts, until: int, *, in_money: bool) -> Witness:
        """The contract without all that the versions differ without."""

        def differ(facts: Facts, until: int) -> bool:
            return self.differ(facts, until, in_money=in_money)

        facts, until = Shrinker(self._terms[1], self._since, differ).shrunk(facts, until)
        old, new = (evaluator.evaluate(facts, until) for evaluator in self._evaluators)
        return Witness(facts, until, old, new, in_money)

    def _payable(self, facts: Facts, until: int) -> Facts:
        """The contract without its payments where one of them pays for nothing under either version."""
        if any(evaluator.evaluate(facts, until).faults for evaluator in self._evaluators):
            return evolve(facts, rows=facts.rows | {PAYMENT.name: ()})
        return facts

    def _sound(self, facts: Facts) -> bool:
        """Whether the facts are those of a case that can be written down."""
        contract = facts.of(CONTRACT)[0]
        siblings = [(record, row) for record in self._terms[1].records for row in facts.of(record.name)]
        debts = [row.values["month"] for row in facts.of(BROUGHT_FORWARD.name)]
        return (
            all(is_sibling(record, row, contract) for record, row in siblings)
            and len(debts) == len(set(debts))
            and not any(self._rules.broken(facts))
        )

    def _differ(self, facts: Facts, until: int, *, in_money: bool) -> bool:
        try:
            old, new = (evaluator.evaluate(facts, until) for evaluator in self._evaluators)
        except InputError:  # what is left rests on a parameter that is not given
            return False
        if old.faults or new.faults:
            return False
        if in_money:
            return _amounts(old) != _amounts(new)
        return _decisions(old) != _decisions(new)


def _amounts(found: Evaluation) -> Counter[tuple[object, ...]]:
    """What is asked for; who asks, the version and the article, is left out."""
    lines = ((item.month, item.clause, item.subject, item.amount, item.rate) for item in found.lines)
    totals = ((item.month, item.total) for item in found.invoices)
    return Counter([*lines, *totals])


def _decisions(found: Evaluation) -> Counter[tuple[object, ...]]:
    return Counter(
        (item.clause, item.subject, item.from_, item.to, item.outcome, item.reasons, item.amount)
        for item in found.decisions
    )
