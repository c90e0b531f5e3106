"""Where on a page somebody stands whose data has no form of its own."""

import pytest
from paper import put

from claimcheck.core.personal.blocks import lines_about
from claimcheck.core.personal.secrets import Secrets

PERSON = Secrets({}, frozenset({"person"}))


@pytest.mark.parametrize("label", ["Customer", "Bill to"])
def test_a_label_announces_who_stands_below_it_and_not_what_stands_above(label: str) -> None:
    page = put(("Acorn Rooms", 0.1, 0.1), (label, 0.1, 0.2), ("Nora Nobody", 0.1, 0.23))
    assert {line.text for line in lines_about(page, PERSON)} == {"Nora Nobody"}
