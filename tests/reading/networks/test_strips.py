import pytest

from claimcheck.reading.networks.strips import BATCHES, frame, shapes, together


@pytest.mark.parametrize(
    ("widths", "size"),
    [
        ([320], 1),
        ([320, 288], 1),
        ([320, 320, 320], 2),
        ([320] * 9, 4),
        ([192] * 9, 8),
        ([800, 800], 1),
    ],
)
def test_lines_of_one_width_are_read_together_while_they_fit(widths: list[int], size: int) -> None:
    assert together(widths) == size


def test_what_is_read_of_usual_lines_was_met_before() -> None:
    met = set(shapes())
    widths = sorted((frame(width) for width in (790, 410, 400, 390, 250, 250, *[60] * 21, 3)), reverse=True)
    while widths:
        size = together(widths[: max(BATCHES)])
        assert (size, widths[0]) in met
        del widths[:size]
