"""Signs of editing: a person looks, with the place marked; nobody is rejected for one."""

from dataclasses import replace

import pytest
from factory import case, document, receipt_lines

from claimcheck.core.judge import judge
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Box, Signal

PLACE = Box(0.6, 0.7, 0.8, 0.72)


def judged(strength: float) -> Decision:
    read = document()
    signal = Signal("edited.text_over_scan", "On page 1 the text '45.90' is laid over the scan.", 1, PLACE, strength)
    return judge(case(documents=(replace(read, pages=replace(read.pages, signals=(signal,))),)))


def test_a_strong_sign_of_editing_asks_a_person_about_its_place() -> None:
    decision = judged(0.9)
    assert decision.verdict == "review"
    assert decision.question is not None
    assert (decision.question.code, decision.question.field) == ("document.edited", "document")
    assert decision.question.place is not None
    assert decision.question.place.box == PLACE


def test_of_several_signs_a_person_is_shown_one_that_has_a_place() -> None:
    read = document()
    placeless = Signal("edited.by_program", "The file was saved by an editor.", 1, None, 0.9)
    placed = Signal("edited.text_over_scan", "On page 1 the text '45.90' is laid over the scan.", 1, PLACE, 0.9)
    decision = judge(case(documents=(replace(read, pages=replace(read.pages, signals=(placeless, placed))),)))
    assert decision.question is not None
    assert decision.question.place is not None
    assert decision.question.place.box == PLACE


def test_a_weak_sign_stops_nothing() -> None:
    assert judged(0.4).verdict == "approve"


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
