"""The fields of a task as a checking company sees them."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from claimcheck.core.personal import Secrets
from claimcheck.model.decisions import Decision, Finding
from claimcheck.model.documents import Field
from claimcheck.services.checking.checker_rows import rows_of
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
