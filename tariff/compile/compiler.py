"""The compiler: one terms' clauses, for whatever is demanded, as queries."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlglot import exp

from tariff.compile import acceleration, dates, expressions, gather, invoices, rules, rulings, siblings, trees, unbilled
from tariff.compile.caps import history, limited
from tariff.compile.clauses import LINE, lines, made
from tariff.compile.demand import MONTHS, Demand, MonthRange, Pairs
from tariff.compile.drivers import over_facts
from tariff.compile.plan import Plan
from tariff.compile.scope import ContractScope
from tariff.compile.versions import Group, groups, ruling_groups
from tariff.compile.walk import common
from tariff.model.calendar import MAX_DAY
from tariff.model.clause import Clause
from tariff.model.records import Record
from tariff.model.ruling import RulingKind
from tariff.model.terms import Terms

__all__ = ["Compiler", "dates", "expressions", "gather"]

_TYPES = {"month": "BIGINT", "date": "DATE", "version": "DATE", "quantity": "BIGINT", "amount": "BIGINT"}


class Compiler:
    """Makes queries out of one Terms. Every query reads clean facts and is a tree; `sql` prints it."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._rulings = ruling_groups(terms)
        self._common = common(group.clause for group in groups(terms))

    def lines(self, demand: Demand, paid_until: int, source: str = "facts") -> exp.Query:
        """The lines of the demanded months: all but interest, and the interest on what was paid late in them.

        demand: MonthRange or Pairs. paid_until: the last day (ordinal) whose payments are seen. source: the schema of
        the clean facts. Columns contract, month (BIGINT), date, kind, clause, article, version (DATE), subject,
        quantity and amount (BIGINT, signed), tax, rate.
        """
        plan, contracts = self._plan(paid_until, source)
        query = self._lines(contracts, groups(self.terms, interest=False), demand)
        interest = self._lines(contracts, groups(self.terms, interest=True), demand)
        return plan.printed(trees.union_all([item for item in (query, interest) if item is not None] or [_no_lines()]))

    def decisions(
        self, demand: Demand, paid_until: int, source: str = "facts", *, names: Collection[str] | None = None
    ) -> exp.Query:
        """What is decided from a day in the demanded months on; paid_until and source as for `lines`.

        demand: MonthRange or Pairs; Debts for rulings that run over arrears alone. names: only the rulings so called.
        Columns contract, month (BIGINT; of `from`), clause, article, version (DATE), subject, from, to (DATE), outcome,
        reasons (VARCHAR[]), amount (BIGINT).
        """
        plan, contracts = self._plan(paid_until, source)
        queries: list[exp.Query] = []
        wanted = dict.fromkeys(group.clause.name for group in self._rulings)
        for name in (name for name in wanted if names is None or name in names):
            found = [
                (group.clause.once_a_month, item)
                for group in self._rulings
                if group.clause.name == name
                for item in rulings.decided(group, demand, over_facts(contracts, demand))
            ]
            queries += [rulings.decisions(item) for once, item in found if not once]
            firsts = [item for once, item in found if once]
            queries += [rulings.first_of_months(plan, firsts)] if firsts else []
        return plan.printed(trees.union_all(queries or [rulings.none()]))

    def taxes(self, lines: str) -> exp.Query:
        """The taxes of a table of lines: contract, month, rate, base, tax; once per contract, month and rate."""
        return invoices.taxes(self.terms, trees.table(lines, alias=trees.PREVIOUS))

    def invoices(self, lines: str, taxes: str, paid_until: int, source: str = "facts") -> exp.Query:
        """The invoices of tables of lines and taxes: contract, month, issued_on, due_on, subtotal, total.

        paid_until and source as for `lines`: where all debts fell due early, the facts say so.
        """
        plan, _ = self._plan(paid_until, source)
        return plan.printed(invoices.invoices(plan, trees.table(lines, alias="l"), trees.table(taxes, alias="t")))

    def early_debts(self, paid_until: int, source: str = "facts") -> exp.Query | None:
        """The contracts whose debts fell due early; None where the terms have no such ruling.

        Columns contract, day, and month (BIGINT): the debts of the months up to it are due on the day, if not before.
        """
        plan, _ = self._plan(paid_until, source)
        table = plan.accelerated()
        return plan.printed(trees.select([trees.star()], trees.table(table, alias=trees.PREVIOUS))) if table else None

    def violations(self, source: str = "facts") -> exp.Query | None:
        """The rows that rules of their records make wrong; None where no record has any.

        Columns contract, record, id (NULL in a record without ids), rule (BIGINT, its place in the record's rules).
        """
        plan, contracts = self._plan(MAX_DAY, source)
        queries = list(rules.broken(contracts))
        return plan.printed(trees.union_all(queries)) if queries else None

    def siblings(self, record: Record, source: str = "facts") -> exp.Query:
        """The rows of a record of other contracts: contract, id (the other contract's name), and its fields.

        source: the schema that holds the records of the contracts themselves.
        """
        plan, contracts = self._plan(MAX_DAY, source)
        return plan.printed(siblings.siblings(contracts, record))

    def orphan_payments(self, paid_until: int, source: str = "facts") -> exp.Query:
        """Payments seen for months without an invoice and without a debt brought forward: contract, id, month."""
        plan, contracts = self._plan(paid_until, source)
        seen = unbilled.payments_seen(plan)
        left = self._not_plainly(contracts, trees.table(seen, alias="r"), unbilled.PAYMENT_KEYS)
        return plan.printed(self._unbilled(contracts, unbilled.without_carried(plan, left)))

    def unbilled(self, months: Pairs, paid_until: int, source: str = "facts") -> exp.Query:
        """Those of some months of contracts in which no clause makes a line: contract, month.

        Most are cleared by the facts of their contract alone, so this costs far less than their lines.
        """
        plan, contracts = self._plan(paid_until, source)
        asked = trees.table(months.table, months.schema, "r")
        return plan.printed(self._unbilled(contracts, self._not_plainly(contracts, asked, unbilled.MONTH_KEYS)))

    def not_plainly_billed(self, months: Pairs, source: str = "facts") -> exp.Query:
        """Those of some months of contracts that the facts of their contract alone do not clear: contract, month.

        Where there are none, which is the rule, `unbilled` has none either, and need not be asked.
        """
        plan, contracts = self._plan(MAX_DAY, source)
        asked = trees.table(months.table, months.schema, "r")
        left = self._not_plainly(contracts, asked, unbilled.MONTH_KEYS)
        return plan.printed(trees.select([trees.star()], trees.table(left, alias=trees.PREVIOUS)))

    def _not_plainly(self, contracts: ContractScope, asked: exp.Expr, keys: Sequence[str]) -> str:
        return unbilled.not_plainly_billed(contracts, groups(self.terms, interest=False), asked, keys)

    def _unbilled(self, contracts: ContractScope, asked: str) -> exp.Query:
        """The rows of `asked` in whose month there is no fee, and no interest either."""
        plan, left = contracts.plan, asked
        for interest in (False, True):
            pairs = Pairs(unbilled.months_of(plan, left))
            query = self._lines(contracts, groups(self.terms, interest=interest), pairs)
            if query is not None:
                left = unbilled.without(plan, left, query)
        return trees.select([trees.star()], trees.table(left, alias=trees.PREVIOUS))

    def _plan(self, paid_until: int, source: str) -> tuple[Plan, ContractScope]:
        plan = Plan(self.terms, source, paid_until)
        contracts = ContractScope(plan, self._common)

        def fees(names: frozenset[str], demand: Demand) -> exp.Query | None:
            return self._lines(contracts, groups(self.terms, names, interest=False), demand)

        plan.fees = fees
        plan.accelerated = cache(lambda: self._accelerated(contracts))
        return plan, contracts

    def _accelerated(self, contracts: ContractScope) -> str | None:
        """A common table of the contracts whose debts fall due early; None where the terms have no such ruling."""
        always = MonthRange(MONTHS.low, MONTHS.high)
        queries = [
            rulings.unopposed(item)
            for group in self._rulings
            if group.clause.kind is RulingKind.ACCELERATION
            for item in rulings.decided(group, always, over_facts(contracts, always))
        ]
        return acceleration.contracts(contracts.plan, trees.union_all(queries)) if queries else None

    def _lines(self, contracts: ContractScope, wanted: Sequence[Group[Clause]], demand: Demand) -> exp.Query | None:
        queries: list[exp.Query] = []
        for name in dict.fromkeys(group.clause.name for group in wanted):
            forms = [group for group in wanted if group.clause.name == name]
            queries += _of_one_name(contracts, forms, demand)
        return trees.union_all(queries) if queries else None


def _of_one_name(contracts: ContractScope, forms: Sequence[Group[Clause]], demand: Demand) -> list[exp.Query]:
    """The lines of one clause in all its forms; a cap counts over all of them, and over all time."""
    plan = contracts.plan
    capped = any(form.clause.cap is not None for form in forms)
    asked = history(plan, demand) if capped else demand
    rows = [(form.clause, item) for form in forms for item in made(form, asked, over_facts(contracts, asked))]
    if not capped:
        return [lines(item, clause) for clause, item in rows]
    return [limited(plan, rows, demand)] if rows else []


def _no_lines() -> exp.Query:
    columns = [trees.named(trees.cast(exp.null(), _TYPES.get(name, "VARCHAR")), name) for name in LINE]
    query = exp.Select(expressions=columns)
    query.set("where", exp.Where(this=exp.false()))
    return query
