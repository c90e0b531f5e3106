"""A stated confidence becomes the share of readings of its kind that were right."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bench.calibration import Sample, fitted
from claimcheck.core.extract.calibration import calibrated, calibrated_kind, share
from claimcheck.core.extract.calibration_curves import CURVES
from claimcheck.model.documents import Field

TOTAL = Field("total_amount", "45.90", confidence=0.93, page=1, supports=("label",))


def confidence(field: Field) -> float:
    return calibrated({field.name: field}, {1: "ocr"})[field.name].confidence


def test_a_total_that_only_a_label_names_is_worth_less_than_one_that_the_sums_prove() -> None:
    proved = replace(TOTAL, confidence=0.97, supports=("label", "arithmetic:net+tax"))
    assert confidence(TOTAL) < 0.6 < 0.95 < confidence(proved)


def test_what_extraction_doubts_stays_doubted() -> None:
    repaired = replace(TOTAL, confidence=0.58, repaired=True)
    open_ = Field("invoice_date", None, confidence=0.45, page=1, alternatives=("2024-03-05", "2024-05-03"))
    assert (confidence(repaired), confidence(open_)) == (0.58, 0.45)


def test_a_class_of_which_too_little_was_measured_keeps_its_own_figure() -> None:
    assert confidence(Field("engine_number", "AB12", confidence=0.77, page=1, supports=("layout",))) == 0.77


@pytest.mark.parametrize("kind", sorted(CURVES))
def test_a_surer_reading_never_counts_for_less(kind: str) -> None:
    shares = [share(CURVES[kind], stated / 100) for stated in range(51, 101)]
    assert all(low <= high for low, high in pairwise(shares)), shares
    assert max(shares) < 1


def test_no_class_is_surer_than_so_many_readings_can_show() -> None:
    sample = Sample("tune", "ocr", replace(TOTAL, confidence=0.97), right=True)
    ((_, share_of_many),) = fitted([sample] * 30)[sample.kind]
    assert share_of_many == pytest.approx(31 / 32, abs=0.001)


def test_the_kind_of_a_document_has_a_measured_confidence_too() -> None:
    points = CURVES["kind ocr none"]
    assert calibrated_kind("receipt", 0.8, "ocr") == pytest.approx(share(points, 0.8), abs=0.001)
    assert calibrated_kind("other", 0.5, "ocr") == 0.5
