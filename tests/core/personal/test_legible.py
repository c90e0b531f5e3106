"""What was read for what stands there: not print that is turned or mirrored, nor what lies between words."""

import pytest

from claimcheck.core.personal.legible import legible, read_boxes, stepped
from claimcheck.model.documents import Box, Line, Page, Word


def line(text: str, top: float, confidence: float, *, wide: float = 0.4, high: float = 0.02) -> Line:
    return Line(text, Box(0.1, top, 0.1 + wide, top + high), confidence)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ((line("Total 9.00", 0.1, 0.99), line("Gr0ss 9.OO", 0.13, 0.75), line("Thank you", 0.16, 0.98)), [0, 1, 2]),
        ((line("Margr Aggorth", 0.5, 0.78), line("2e Hil", 0.53, 0.7), line("Lee oT", 0.56, 0.72)), []),
        ((line("Total 9.00", 0.1, 0.99), line("Kolja", 0.13, 0.65)), [0]),
        ((line("Total 9.00", 0.1, 0.99), line("Margaret", 0.5, 0.95, wide=0.02, high=0.2)), [0]),
    ],
)
def test_only_what_was_read_upright_and_with_certainty_around_it_is_legible(
    lines: tuple[Line, ...], shown: list[int]
) -> None:
    page = Page(1, 1000, 1000, lines)
    assert [at for at, one in enumerate(lines) if legible(page, one)] == shown


def test_what_lies_between_the_words_of_a_line_was_not_read() -> None:
    words = (Word("Customer:", Box(0.1, 0.1, 0.2, 0.12)), Word("Date:", Box(0.6, 0.1, 0.65, 0.12)),
             Word("14/03/2024", Box(0.66, 0.1, 0.78, 0.12)))  # fmt: skip
    read = Line("Customer: Date: 14/03/2024", Box(0.1, 0.1, 0.8, 0.12), 0.99, words)
    boxes = read_boxes(Page(1, 1000, 1000, (read,)), read)
    assert boxes == [*(word.box for word in words), Box(0.65, 0.1, 0.66, 0.12)]


def test_on_a_page_askew_a_row_of_words_is_no_box_that_reaches_over_the_next_line() -> None:
    words = (Box(0.1, 0.1, 0.2, 0.12), Box(0.21, 0.11, 0.3, 0.13), Box(0.31, 0.12, 0.4, 0.14))
    assert not any(box.left < 0.2 and box.bottom > 0.13 for box in stepped(words))
    assert all(any(box.left <= 0.01 * x <= box.right for box in stepped(words)) for x in range(10, 41))


def test_what_a_text_layer_has_on_its_side_is_not_legible() -> None:
    page = Page(1, 1000, 1000, (line("55501234", 0.5, 1.0, wide=0.02, high=0.06),), layer="text")
    assert not legible(page, page.lines[0])
