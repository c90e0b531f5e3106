"""What one file may cost us: every cap of the reader child, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one file. Those on size are checked before anything is decoded.

    Attributes:
        max_bytes: of the file as uploaded.
        max_pages: pages of a PDF, frames of a TIFF.
        max_pixels: of one picture as its header declares it, and of one PDF page as rendered for reading.
        max_seconds: wall clock for the whole file, watched from outside.
        seconds_per_page: wall clock from one page to the next.
        max_memory_bytes: what the reader child and its tesseract may add to the memory of the process
            that they were forked from, watched from outside.
        max_attachment_bytes: of one file embedded in a PDF, unpacked.
        max_attachments: embedded files that are looked at.
        max_xml_depth: nesting of an e-invoice's elements.
        max_picture_side: longest side of a stored page picture.
        picture_quality: JPEG quality of a stored page picture.
    """

    max_bytes: int = 30 * MEGABYTE
    max_pages: int = 60
    max_pixels: int = 60_000_000
    max_seconds: float = 300.0
    seconds_per_page: float = 60.0
    max_memory_bytes: int = 1536 * MEGABYTE
    max_attachment_bytes: int = 10 * MEGABYTE
    max_attachments: int = 20
    max_xml_depth: int = 60
    max_picture_side: int = 2200
    picture_quality: int = 85
