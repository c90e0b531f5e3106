"""Worn copies of documents: drawn or photographed again at a poor resolution, so that readers make mistakes.

What stands on a copy is what stands on its original; which wear a copy gets hangs on its file's name alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from fixtures.degrade import EFFECTS
from fixtures.sheet import jpeg, pdf_of_pictures

DPI: Final = (85, 100, 120)
"""At which PDF pages are drawn; 200 is what a careful sender scans at."""
SHRINK: Final = (0.4, 0.5, 0.65)
MOST_PAGES: Final = 3
"""Longer documents are not copied: what their labels say would stand on pages that are not read."""


def is_short(file: Path) -> bool:
    """Whether a document has few enough pages to be copied."""
    return file.suffix.lower() != ".pdf" or len(pypdfium2.PdfDocument(file)) <= MOST_PAGES


def worn_copy(file: Path) -> tuple[str, bytes]:
    """Suffix and bytes of a worn copy of a picture or PDF."""
    random = Random(file.stem)
    effect = EFFECTS[random.choice([name for name in EFFECTS if name != "clean"])]
    dpi = random.choice(DPI)
    pictures = [effect(picture, {}, random)[0] for picture in _pictures(file, dpi, random.choice(SHRINK))]
    if len(pictures) == 1:
        return ".jpg", jpeg(pictures[0], random.choice((35, 50, 65)))
    return ".pdf", pdf_of_pictures(pictures, dpi)


def _pictures(file: Path, dpi: int, shrink: float) -> Iterator[npt.NDArray[np.uint8]]:
    if file.suffix.lower() != ".pdf":
        picture = cv2.imread(str(file), cv2.IMREAD_COLOR)
        if picture is None:
            raise ValueError(f"{file} is no picture")
        small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        yield np.ascontiguousarray(small[..., ::-1], dtype=np.uint8)
        return
    opened = pypdfium2.PdfDocument(file)
    opened.init_forms()
    for page in opened:
        yield np.array(page.render(scale=dpi / 72).to_numpy()[..., :3][..., ::-1], dtype=np.uint8)
