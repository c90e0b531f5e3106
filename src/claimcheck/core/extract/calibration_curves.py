"""Measured shares of right readings, written by `python -m bench.calibration --fit`: see `calibration.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEASURED: Final = "2026-11-22, bench.calibration, the tuned half: 3323 fields of labelled documents"
CURVES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    # 12 readings
    "address ocr label": ((0.959, 0.979),),
    # 206 readings
    "address ocr none": (
        (0.671, 0.18),
        (0.741, 0.42),
        (0.758, 0.46),
        (0.768, 0.7),
        (0.78, 0.841),
        (0.787, 0.9),
        (0.793, 0.95),
    ),
    # 90 readings
    "buyer_name ocr label": ((0.878, 0.694), (0.912, 0.899), (0.957, 0.981)),
    # 127 readings
    "buyer_name text label": ((0.908, 0.945),),
    # 28 readings
    "buyer_name text none": ((0.8, 0.995),),
    # 90 readings
    "currency ocr none": ((0.926, 0.995), (0.979, 0.995), (0.98, 0.995)),
    # 110 readings
    "currency text none": ((0.96, 0.995),),
    # 73 readings
    "flight ocr label": ((0.931, 0.833), (0.955, 0.988), (0.959, 0.99)),
    # 91 readings
    "flight text label": ((0.937, 0.858), (0.958, 0.995)),
    # 60 readings
    "identifier ocr label": ((0.927, 0.995), (0.96, 0.995)),
    # 14 readings
    "identifier text label+repeat": ((0.936, 0.984),),
    # 133 readings
    "invoice_date ocr label": ((0.961, 0.957), (0.978, 0.995), (0.98, 0.995), (0.98, 0.995)),
    # 41 readings
    "invoice_date ocr label+repeat": ((0.966, 0.995), (0.98, 0.995)),
    # 107 readings
    "invoice_date ocr none": ((0.853, 0.956), (0.889, 0.995), (0.9, 0.995), (0.9, 0.995)),
    # 76 readings
    "invoice_date text label": ((0.98, 0.995),),
    # 23 readings
    "invoice_date text none": ((0.894, 0.95),),
    # 85 readings
    "number ocr label": ((0.898, 0.871), (0.954, 0.991), (0.96, 0.991), (0.97, 0.992)),
    # 14 readings
    "number ocr label+repeat": ((0.958, 0.984),),
    # 118 readings
    "number text label": ((0.932, 0.995), (0.949, 0.995), (0.958, 0.995), (0.97, 0.995)),
    # 18 readings
    "number text label+repeat": ((0.957, 0.989),),
    # 17 readings
    "other_date ocr label": ((0.957, 0.873),),
    # 82 readings
    "part_amount ocr proved": ((0.937, 0.995), (0.968, 0.995), (0.97, 0.995)),
    # 216 readings
    "part_amount text proved": ((0.97, 0.995),),
    # 21 readings
    "party_id ocr label": ((0.959, 0.992),),
    # 36 readings
    "party_id ocr none": ((0.895, 0.969),),
    # 19 readings
    "party_id text none": ((0.9, 0.99),),
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
    "seller_name text label": ((0.905, 0.995),),
    # 81 readings
    "seller_name text none": ((0.804, 0.975),),
    # 19 readings
    "total_amount ocr label": ((0.889, 0.474),),
    # 49 readings
    "total_amount ocr label+repeat": ((0.962, 0.995), (0.98, 0.995)),
    # 262 readings
    "total_amount ocr proved": ((0.964, 0.968), (0.98, 0.995), (0.98, 0.995)),
    # 145 readings
    "total_amount text proved": ((0.962, 0.993),),
    # 457 readings
    "xml": ((0.988, 0.995), (1.0, 0.995)),
}
"""Class of readings to points (stated confidence, share that was right), rising."""
