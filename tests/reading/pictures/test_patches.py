"""Paper without grain behind a word."""

import numpy as np
import pytest

from claimcheck.reading.pictures import patches


@pytest.mark.parametrize("size", [(8, 10), (7, 13), (9, 12), (20, 61)])
def test_the_grey_of_light_paper_is_the_eightieth_percentile(size: tuple[int, int]) -> None:
    """Computed in place of numpy, it is the same number to the last bit."""
    place = np.random.default_rng(4).integers(90, 256, size, np.uint8)
    assert patches._light(place) == np.percentile(place, 80)
