"""Measured shares of right readings, written by `python -m bench.calibration --fit`: see `calibration.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEASURED: Final = "2026-11-22, bench.calibration, the tuned half: 3827 fields of labelled documents"
CURVES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    # 12 readings
    "address ocr label": ((0.959, 0.929),),
    # 207 readings
    "address ocr none": (
        (0.671, 0.181),
        (0.741, 0.421),
        (0.758, 0.461),
        (0.768, 0.701),
        (0.78, 0.841),
        (0.787, 0.901),
        (0.795, 0.951),
    ),
    # 90 readings
    "buyer_name ocr label": ((0.878, 0.694), (0.912, 0.899), (0.957, 0.981)),
    # 127 readings
    "buyer_name text label": ((0.908, 0.945),),
    # 28 readings
    "buyer_name text none": ((0.8, 0.967),),
    # 90 readings
    "currency ocr none": ((0.926, 0.989), (0.979, 0.989), (0.98, 0.989)),
    # 110 readings
    "currency text none": ((0.96, 0.991),),
    # 73 readings
    "flight ocr label": ((0.931, 0.833), (0.955, 0.987), (0.959, 0.987)),
    # 91 readings
    "flight text label": ((0.937, 0.858), (0.958, 0.989)),
    # 60 readings
    "identifier ocr label": ((0.927, 0.984), (0.96, 0.984)),
    # 14 readings
    "identifier text label+repeat": ((0.936, 0.938),),
    # 132 readings
    "invoice_date ocr label": ((0.962, 0.957), (0.979, 0.993), (0.98, 0.993)),
    # 41 readings
    "invoice_date ocr label+repeat": ((0.966, 0.977), (0.98, 0.977)),
    # 106 readings
    "invoice_date ocr none": ((0.852, 0.956), (0.891, 0.991), (0.9, 0.991), (0.9, 0.991)),
    # 75 readings
    "invoice_date text label": ((0.98, 0.987),),
    # 23 readings
    "invoice_date text none": ((0.894, 0.95),),
    # 320 readings
    "kind ocr none": (
        (0.598, 0.922),
        (0.714, 0.958),
        (0.77, 0.995),
        (0.792, 0.995),
        (0.816, 0.995),
        (0.862, 0.995),
        (0.944, 0.995),
        (0.99, 0.995),
    ),
    # 122 readings
    "kind text none": ((0.979, 0.992),),
    # 37 readings
    "kind xml none": ((0.99, 0.974),),
    # 104 readings
    "number ocr label": ((0.881, 0.872), (0.943, 0.991), (0.956, 0.991), (0.967, 0.991)),
    # 14 readings
    "number ocr label+repeat": ((0.958, 0.938),),
    # 118 readings
    "number text label": ((0.932, 0.992), (0.949, 0.992), (0.958, 0.992), (0.97, 0.992)),
    # 18 readings
    "number text label+repeat": ((0.957, 0.95),),
    # 17 readings
    "other_date ocr label": ((0.958, 0.947),),
    # 82 readings
    "part_amount ocr proved": ((0.937, 0.988), (0.968, 0.988), (0.97, 0.988)),
    # 216 readings
    "part_amount text proved": ((0.97, 0.995),),
    # 21 readings
    "party_id ocr label": ((0.959, 0.957),),
    # 36 readings
    "party_id ocr none": ((0.895, 0.969),),
    # 19 readings
    "party_id text none": ((0.9, 0.952),),
    # 25 readings
    "seller_name ocr label": ((0.913, 0.954),),
    # 274 readings
    "seller_name ocr none": (
        (0.652, 0.616),
        (0.752, 0.817),
        (0.9, 0.92),
        (0.939, 0.945),
        (0.949, 0.979),
        (0.95, 0.986),
    ),
    # 29 readings
    "seller_name text label": ((0.905, 0.968),),
    # 81 readings
    "seller_name text none": ((0.804, 0.975),),
    # 19 readings
    "total_amount ocr label": ((0.889, 0.474),),
    # 49 readings
    "total_amount ocr label+repeat": ((0.962, 0.98), (0.98, 0.98)),
    # 262 readings
    "total_amount ocr proved": ((0.964, 0.968), (0.98, 0.995), (0.98, 0.995)),
    # 145 readings
    "total_amount text proved": ((0.962, 0.993),),
    # 457 readings
    "xml": ((0.988, 0.995), (1.0, 0.995)),
}
"""Class of readings to points (stated confidence, share that was right), rising."""
