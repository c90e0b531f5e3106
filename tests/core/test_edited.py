"""A total that two other parts of its page deny leads to a person with the total marked."""

import pytest
from factory import case, document, receipt_lines

from claimcheck.core.judge import judge


def edited(*lines: str) -> list[str]:
    changed = [line for line in receipt_lines() if not line.startswith(("Total", "CASH", "CHANGE"))]
    at = changed.index("THANK YOU")
    return [*changed[:at], *lines, *changed[at:]]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Total (RM)   85.90", "CASH   50.00", "CHANGE   4.10"), True),  # the lines come to 45.90, as the payment does
        (("Total (RM)   45.90", "CASH   50.00", "CHANGE   4.10"), False),
        (("Voucher   -5.00", "Total (RM)   40.90", "CASH   50.00", "CHANGE   9.10"), False),
        (("Total (RM)   85.90", "THANKS   0.00"), False),  # one part alone may be misread, or not be all of it
    ],
)
def test_a_total_that_lines_and_payment_deny_is_marked(lines: tuple[str, ...], told: bool) -> None:
    found = [f for f in judge(case(documents=(document(edited(*lines)),))).findings if f.code == "document.edited"]
    assert bool(found) == told
    assert all(f.place is not None and f.place.box is not None and f.outcome == "unknown" for f in found)
