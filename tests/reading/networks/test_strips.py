from itertools import chain
from random import Random

import pytest

from claimcheck.reading.networks.strips import FRAMES, GAP, MOST, frame, groups, room


@pytest.mark.parametrize(
    ("widths", "together"),
    [
        ([320], [[0]]),
        ([96, 480, 512], [[2, 1], [0]]),  # with what stands between them, the three are wider than a frame
        ([64, 480, 448], [[1, 2, 0]]),
        ([800, 800], [[0], [1]]),
        ([2400, 96], [[0], [1]]),
    ],
)
def test_strips_share_a_frame_while_they_fit(widths: list[int], together: list[list[int]]) -> None:
    assert groups(widths) == together


def test_no_more_strips_share_a_frame_than_it_has_places_for() -> None:
    assert [len(group) for group in groups([32] * (MOST + 3))] == [MOST, 3]


def test_each_strip_is_read_once_and_fits() -> None:
    random = Random(7)
    widths = [frame(random.randint(1, 1400)) for _ in range(60)]
    found = groups(widths)
    assert sorted(chain(*found)) == list(range(60))
    for group in found:
        together = [widths[number] for number in group]
        assert room(together) is not None or (len(group) == 1 and together[0] > FRAMES[-1])


def test_the_narrowest_frame_that_has_room_is_taken() -> None:
    half = FRAMES[0] // 2
    assert room([half, half - GAP]) == FRAMES[0]
    assert room([half, half]) == FRAMES[1]
    assert room([FRAMES[1] + 32]) is None
