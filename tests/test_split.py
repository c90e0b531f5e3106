"""The halves of the exams: what is tuned on and what is kept."""

from __future__ import annotations

from bench.split import half_of


def test_a_document_belongs_to_one_half_wherever_it_lies_and_however_it_was_copied() -> None:
    assert half_of("docs/a17.pdf") == half_of("docs-picture/a17.pdf") == half_of("x\\a17.jpg")


def test_the_halves_are_about_as_large() -> None:
    tuned = sum(half_of(f"{number:03}.jpg") == "tune" for number in range(1000))
    assert 450 < tuned < 550
