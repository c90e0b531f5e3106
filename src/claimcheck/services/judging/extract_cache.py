"""A cache of what was extracted from readings, in this process: a reading never changes, and extracting takes time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from claimcheck.core.extract import extract
from claimcheck.model.documents import Extracted
from claimcheck.store.judging.readings import Reading

_MOST: Final = 256

_kept: OrderedDict[tuple[str, str, str], tuple[Extracted, ...]] = OrderedDict()
_lock = threading.Lock()


def extract_reading(reading: Reading, *, locale: str, currency: str = "") -> tuple[Extracted, ...]:
    """What `core.extract` finds in a reading for that locale and currency, from the cache where it is there."""
    key = (reading.id, locale, currency)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = extract(reading.pages, locale=locale, currency=currency)
    with _lock:
        _kept[key] = found
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found
