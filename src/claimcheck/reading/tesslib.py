"""Tesseract as a library: its model is loaded once, before any fork.

A crop then costs a tenth of what it costs to start the program for it. Only the C interface that libtesseract 4 and
5 share is used. Where the library is not found, `load` says so by None, and the program is run; both read the same.
"""

from __future__ import annotations

import atexit
import ctypes
import ctypes.util
import os
from functools import cache
from typing import Any

from claimcheck.reading.lines import Picture

LANGUAGE = "eng"


class Tesseract:
    """One engine with its model loaded. Not for use by two threads at once."""

    def __init__(self, library: Any, engine: int) -> None:
        self._library, self._engine = library, ctypes.c_void_p(engine)

    def table(self, picture: Picture, layout: int) -> str:
        """The words on a grey picture, in the program's table (`tsv`).

        Args:
            picture: height × width.
            layout: the page segmentation mode: 6 a block, 7 one line.
        """
        height, width = picture.shape
        pixels = picture.tobytes()
        self._library.TessBaseAPISetPageSegMode(self._engine, layout)
        self._library.TessBaseAPISetImage(self._engine, pixels, width, height, 1, width)
        told = self._library.TessBaseAPIGetTsvText(self._engine, 0)
        if not told:
            return ""
        text = ctypes.string_at(told).decode("utf-8", "replace")
        self._library.TessDeleteText(ctypes.c_void_p(told))
        self._library.TessBaseAPIClear(self._engine)
        return text


@cache
def load() -> Tesseract | None:
    """The engine of this process; None where there is no such library, or it finds no model."""
    name = ctypes.util.find_library("tesseract")
    if name is None:
        return None
    os.environ["OMP_THREAD_LIMIT"] = "1"  # read once, when the library is loaded; its threads would not survive a fork
    try:
        library = ctypes.CDLL(name)
        library.TessBaseAPICreate.restype = ctypes.c_void_p
        library.TessBaseAPIGetTsvText.restype = ctypes.c_void_p
        engine = library.TessBaseAPICreate()
    except (OSError, AttributeError):
        return None
    folder = os.environ.get("TESSDATA_PREFIX")
    where = folder.encode() if folder else None
    if library.TessBaseAPIInit3(ctypes.c_void_p(engine), where, LANGUAGE.encode()) != 0:
        return None
    atexit.register(library.TessBaseAPIDelete, ctypes.c_void_p(engine))  # it complains where it is merely left behind
    return Tesseract(library, engine)
