"""The fields of a task as a checking company sees them."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from claimcheck.core.personal import Secrets
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision, Finding
from claimcheck.model.documents import Field
from claimcheck.services.checking.checker_rows import LineRow, line_rows, rows_of
from claimcheck.services.checking.masking import Hidden

SECRETS = Secrets({"buyer_name": ("Tan Mei Ling", "Ravi Kumar")}, frozenset({"buyer_name"}))


@pytest.mark.parametrize(
    ("code", "claimed", "read", "differs"),
    [
        ("number.contradicted", "For Tan Mei Ling", "For Ravi Kumar", True),  # hidden, they look alike
        ("number.malformed", "For Tan Mei Ling", "for Tan Mei Ling", False),
    ],
)
def test_a_value_that_the_page_contradicts_is_told_from_one_that_a_rule_is_against(
    code: str, claimed: str, read: str, differs: bool
) -> None:
    name = "model_name"
    decision = Decision("review", (), (Finding(code, "fail", name, ""),), (), {name: Field(name, read)})
    said: Any = SimpleNamespace(
        decision=decision, sales=(), secrets=SECRETS, revision=SimpleNamespace(fields={name: claimed}), looked_at=()
    )
    (row,) = rows_of(cast("Hidden", said), "")
    assert (row.page_mark, row.differs) == ("≠", differs)
    assert "Mei Ling" not in row.claimed


@pytest.mark.parametrize("code", ["sale.differs", "date.outside_window"])
def test_what_speaks_for_a_value_is_not_told_as_against_it_where_the_sale_or_a_rule_is(code: str) -> None:
    name = "invoice_date"
    findings = (
        Finding("field.proved", "pass", name, "", supports=("label",)),
        Finding(code, "fail", name, "", contradictions=() if code.startswith("sale.") else ("too late",)),
    )
    decision = Decision("review", (), findings, (), {name: Field(name, "2024-03-14")})
    fields = {name: "2024-03-14"}
    said: Any = SimpleNamespace(
        decision=decision, sales=(), secrets=SECRETS, revision=SimpleNamespace(fields=fields), looked_at=(name,)
    )
    (row,) = rows_of(cast("Hidden", said), "")
    assert row.supports == ("label",)
    assert row.contradictions == (() if code.startswith("sale.") else ("too late",))
    assert "≠" in (row.page_mark, row.sale_mark)


def test_each_line_of_a_claim_is_seen_without_what_is_hidden() -> None:
    lines = (
        ClaimLine(1, {"vin": "LSGJB84J2JY115551", "buyer_name": "Tan Mei Ling"}, Decimal(2), Decimal(300)),
        ClaimLine(2, {"model_name": "Ravi Kumar 7", "not_a_field": "Ravi Kumar"}),
    )
    said: Any = SimpleNamespace(
        secrets=SECRETS, revision=SimpleNamespace(lines=lines), looked_at=frozenset({"vin", "buyer_name"})
    )
    assert line_rows(cast("Hidden", said)) == (
        LineRow(1, {"vin": "LSGJB84J2JY115551", "buyer_name": "▇▇▇"}, Decimal(2), Decimal(300)),
        LineRow(2, {"model_name": "▇▇▇"}, Decimal(1), None),
    )
