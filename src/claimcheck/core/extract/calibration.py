"""What a confidence is worth: how often readings of a kind, layer and ground, at that confidence, were right.

Extraction states how sure it is by the reader's own confidence and by rule of thumb; `calibrated` turns that into the
measured share of right readings, so that a program's bar of 0.95 holds what it says. The shares stand in
`calibration_curves.py`, which `python -m bench.calibration --fit` writes. Where too little was measured, and where
extraction itself doubts a reading (repaired, or not above `DOUBTED`), its own figure stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from claimcheck.core.extract.calibration_curves import CURVES
from claimcheck.model.documents import Field, Kind, Layer

DOUBTED: Final = 0.5
"""A confidence up to this says that the print may mean something else: no measure makes it a reading to go by."""
DISAGREE: Final = "layers.disagree"
PROVING: Final = frozenset({"arithmetic", "words", "barcode"})
"""Grounds of another origin than the print of the value."""
Ground = Literal["xml", "proved", "label+repeat", "label", "none"]


def calibrated(fields: Mapping[str, Field], layers: Mapping[int, Layer]) -> dict[str, Field]:
    """The fields with the confidences that were measured.

    Args:
        fields: by name, as extraction states them.
        layers: of each page, by its number.
    """
    return {name: _one(field, layers.get(field.page or 0, "xml")) for name, field in fields.items()}


def calibrated_kind(kind: Kind, stated: float, layer: Layer) -> float:
    """How often a document that is told to be of some kind, this surely, was of that kind."""
    return _one(kind_told(kind, stated), layer).confidence


def kind_told(kind: Kind, stated: float) -> Field:
    """A document's kind as what is measured."""
    return Field("kind", kind, confidence=stated)


def class_of(field: Field, layer: Layer) -> str:
    """The class of readings that a field belongs to: `total_amount ocr proved`; what XML says is one class."""
    ground = _ground(field)
    return ground if ground == "xml" else f"{_what(field.name)} {layer} {ground}"


def measurable(field: Field) -> bool:
    """Whether the field is a plain reading, whose confidence can be measured."""
    return (
        field.value is not None and field.confidence > DOUBTED and not field.repaired and DISAGREE not in field.supports
    )


def share(points: tuple[tuple[float, float], ...], stated: float) -> float:
    """The share of right readings at a stated confidence, between the measured points; never beyond the last."""
    before = (DOUBTED, min(DOUBTED, points[0][1]))
    for point in points:
        if stated <= point[0]:
            part = (stated - before[0]) / (point[0] - before[0]) if point[0] > before[0] else 1.0
            return before[1] + part * (point[1] - before[1])
        before = point
    return before[1]


def _one(field: Field, layer: Layer) -> Field:
    points = CURVES.get(class_of(field, layer)) if measurable(field) else None
    return replace(field, confidence=round(share(points, field.confidence), 4)) if points else field


def _what(name: str) -> str:
    """Fields that are read alike are measured together."""
    if name in ("total_amount", "currency", "address", "seller_name", "buyer_name", "invoice_date", "kind"):
        return name
    if name.endswith("_amount"):
        return "part_amount"
    if name.endswith("_date"):
        return "other_date"
    if name.startswith("flight_"):
        return "flight"
    if name.endswith("_id"):
        return "party_id"
    return "number" if name in ("invoice_number", "invoice_code") else "identifier"


def _ground(field: Field) -> Ground:
    origins = {support.split(":", 1)[0] for support in field.supports}
    if "xml" in origins:
        return "xml"
    if origins & PROVING:
        return "proved"
    if "label" in origins:
        return "label+repeat" if "repeat" in origins else "label"
    return "none"
