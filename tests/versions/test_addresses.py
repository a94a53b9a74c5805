"""Addresses of provisions, however people write them."""

import pytest

from tariff.versions.addresses import ANY, address
from tariff.versions.provisions import Step


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("20", [(ANY, "20")]),
        ("78-3.1", [(ANY, "78-3"), (ANY, "1")]),
        ("article 20 para 2", [("article", "20"), ("para", "2")]),
        ("appendix 1-1, para 1 item 3", [("appendix", "1-1"), ("para", "1"), ("item", "3")]),
        ("第78条の3第1項第２号", [("article", "78-3"), ("para", "1"), ("item", "2")]),
        ("97条の2", [("article", "97-2")]),
        ("別表第1の2第3項", [("appendix", "1-2"), ("para", "3")]),
        ("t.1", [("supplement", "t.1")]),
        ("para 4 item 4 of t.1", [("supplement", "t.1"), ("para", "4"), ("item", "4")]),
        ("para 4 of t.2", []),
        ("the fees of t.1", []),
        ("20.", []),
        ("", []),
    ],
)
def test_what_an_address_names(written: str, steps: list[tuple[str, str]]) -> None:
    assert address(written, ["t.1"]) == tuple(Step(*step) for step in steps)
