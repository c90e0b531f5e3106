"""Signs of editing: a person looks, with the place marked; nobody is rejected for one."""

from dataclasses import replace

from factory import case, document

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


def test_a_weak_sign_stops_nothing() -> None:
    assert judged(0.4).verdict == "approve"
