"""The last layer of the recogniser is asked for all signs only where the usual ones do not settle a column."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.reading.networks.signs import COLUMNS, Floats, Head, usual

ALPHABET = ("blank", "A", "7", "車", "龍")
"""Three usual signs and two others; every feature below is the logit of one of them."""
SURE, UNSURE = 20.0, 5.0


class LastLayer:
    """Answers features, which are logits already, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.data = np.zeros((0, 0), np.float32)

    def infer(self, rows: list[Floats]) -> None:
        """Take the rows."""
        assert rows[0].shape == (COLUMNS, len(ALPHABET))
        self.asked += int(np.count_nonzero(rows[0].any(axis=1)))
        self.data = rows[0]

    def get_output_tensor(self) -> LastLayer:
        """Itself: it has the data."""
        return self


def strip(*columns: dict[str, float]) -> tuple[Floats, Floats]:
    """Columns by the logits of their signs."""
    features = np.array([[column.get(sign, -9.0) for sign in ALPHABET] for column in columns], np.float32)
    return features[:, usual(ALPHABET)], features


@pytest.mark.parametrize(
    ("columns", "text", "asked"),
    [
        ([{"A": SURE}, {"blank": SURE}, {"7": SURE}], "A_7", 0),
        ([{"A": SURE}, {"7": UNSURE}], "A7", 1),
        ([{"A": SURE}, {"7": UNSURE, "車": SURE}], "A車", 2),  # where one is rare, its neighbours are looked at too
        ([{"7": 15.0, "龍": 16.0}, {"車": SURE}], "龍車", 2),
    ],
)
def test_usual_signs_settle_a_column_unless_another_stands_on_its_line(
    columns: list[dict[str, float]], text: str, asked: int
) -> None:
    """Signs found and columns asked for all of them."""
    layer = LastLayer()
    [(best, _)] = Head(layer, usual(ALPHABET)).read([strip(*columns)])
    assert "".join(ALPHABET[sign].replace("blank", "_") for sign in best) == text
    assert layer.asked == asked


def test_sureness_counts_every_sign_where_all_were_asked() -> None:
    """Two signs of one logit are each as likely."""
    [(_, sure)] = Head(LastLayer(), usual(ALPHABET)).read([strip({"車": SURE, "龍": SURE})])
    assert sure[0] == pytest.approx(0.5, abs=0.01)
