"""Records of other contracts: a row for each contract that shares a field with this one."""

from sqlglot import exp

from tariff.compile import rationals, trees
from tariff.compile.rationals import Value
from tariff.compile.rows import KEY
from tariff.compile.scope import ContractScope, RowScope
from tariff.compile.walk import repeated
from tariff.model.expr import Field as FieldOf
from tariff.model.records import CONTRACT, Field, Record
from tariff.model.types import Kind


def siblings(contracts: ContractScope, record: Record) -> exp.Query:
    """The rows of a record of other contracts: contract, id (the other's name), and the record's fields."""
    plan, same = contracts.plan, record.same
    assert same is not None
    scope = RowScope(contracts, CONTRACT, repeated(field.means for field in record.fields if field.means is not None))
    shared = scope.share(scope.field(_own(contracts, same)))
    values = [(field.name, _value(scope, contracts, field)) for field in record.fields]
    kin = plan.name("same")
    others = plan.define("others", scope.rows.result([("id", scope.key), (kin, shared), *values]))
    met = [
        trees.binary(exp.EQ, trees.column(kin, "o"), trees.column(same, "c")),
        trees.binary(exp.NEQ, trees.column("id", "o"), trees.column(KEY, "c")),
    ]
    columns = [trees.named(trees.column(KEY, "c"), KEY), trees.named(trees.column("id", "o"), "id")]
    columns += [trees.named(trees.column(name, "o"), name) for name, _ in values]
    joins = [trees.join(trees.table(others, alias="o"), "inner", met)]
    return trees.select(columns, plan.facts(CONTRACT, "c"), joins)


def _value(scope: RowScope, contracts: ContractScope, field: Field) -> Value:
    """What a field holds: what it means over the other contract, or that contract's field of the same name."""
    value = scope.value(field.means) if field.means is not None else scope.field(_own(contracts, field.name))
    return rationals.whole(value) if field.type.kind in (Kind.MONEY, Kind.NUMBER) else value


def _own(contracts: ContractScope, name: str) -> FieldOf:
    declared = contracts.plan.terms.record(CONTRACT)
    field = declared.field(name) if declared is not None else None
    assert field is not None, f"contracts have a field {name}"
    return FieldOf(CONTRACT, name, field.type)
