"""Pictures as files: JPEG, PNG, WebP, HEIC and TIFF with several frames, each frame a page."""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pi_heif
from PIL import Image, ImageOps

from claimcheck.model.documents import Page, Problem, Signal
from claimcheck.model.said import Said
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reader, Reading
from claimcheck.reading.outcome import PageRead, Unreadable
from claimcheck.reading.pictures import (
    barcodes,
    copied,
    history,
    jpeg,
    levelling,
    missed,
    patches,
    picture,
    quality,
    seals,
)
from claimcheck.reading.pictures.laid import AS_GIVEN, QUARTERS
from claimcheck.reading.pictures.saved import Saved

RECEIPT_DETAIL, SHEET_DETAIL = 960, 1248
"""Longest side, in pixels, at which text is looked for: on sheets of A4's shape the smaller lost a line in fifty."""
SHEET_SHAPE, SHEET_SIDE = 0.55, 1600
HURRY = 0.25
"""Part of a page's time from which on, spent on one reading of it, it is not read again to be level."""

FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
    "image/tiff": ("TIFF",),
}

pi_heif.register_heif_opener(thumbnails=False)
Image.init()  # here, before any fork: else each child would import the formats anew
# Here, before any threads were made that a fork would lack. They wait by asking again and again, which takes more of
# the processors than they share of the work; as many files are read at once as there are cores.
cv2.setNumThreads(1)
# Our own cap is checked on the header; Pillow's warning would only repeat it.
Image.MAX_IMAGE_PIXELS = None
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


def read(data: bytes, *, media_type: str, limits: Limits, reader: Reader) -> Iterator[PageRead]:
    """Read a picture file, a page per frame.

    Raises:
        Unreadable: the whole file cannot be read; the problem says why.
    """
    for number, frame in enumerate(_frames(data, media_type, limits), start=1):
        saved = Saved(picture.grey(frame), _last_quality(data)) if max(frame.shape) <= limits.max_picture_side else None
        yield read_page(frame, number=number, limits=limits, reader=reader, saved=saved)


def _last_quality(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as opened:
        return history.last_quality(getattr(opened, "quantization", {}))


def read_page(frame: Picture, *, number: int, limits: Limits, reader: Reader, saved: Saved | None = None) -> PageRead:
    """Read one page picture: turned upright and level, with its words, barcodes, JPEG and hash.

    Args:
        frame: the picture.
        number: of the page.
        limits: on its size and time.
        reader: that reads it.
        saved: the picture as its file holds it; None where it was drawn, or is scaled here.
    """
    fitted = picture.fit(frame, limits.max_picture_side)
    if picture.is_bare(fitted):
        return _bare(fitted, number, limits, reader)
    detail = _detail(fitted)
    began = time.monotonic()
    first = reader.read(fitted, detail=detail)
    reading, level = first, AS_GIVEN
    if time.monotonic() - began < HURRY * limits.seconds_per_page:
        reading, level = levelling.levelled(reader, first, detail, limits.max_picture_side)
    upright = reading.picture
    grey = picture.grey(upright)
    lines = missed.complete(reader, upright, seals.complete(reader, upright, reading.lines, detail))
    # What was changed is told by pixels as they were given: turning by anything but quarters blends them.
    seen = replace(reading, lines=lines) if reading is first else first
    page = Page(
        number=number,
        width=upright.shape[1],
        height=upright.shape[0],
        lines=lines,
        layer="ocr",
        reader=reader.name,
        turned=reading.turned,
        picture_hash=picture.picture_hash(upright),
        scan_hash=picture.scan_hash(grey, lines),
        looks=(*missed.headings(reader, grey, lines, number), *missed.totals(reader, grey, lines, number)),
    )
    return PageRead(
        page,
        picture.encode(upright, limits.picture_quality),
        barcodes=barcodes.find(upright, number),
        problems=() if lines else _why_empty(upright, number),
        signals=level.signals(_edited(seen, number, None if first.turned else saved)),
        advice=quality.advice(grey, lines, number),
        laid=QUARTERS[first.turned].then(level),
    )


def _bare(page: Picture, number: int, limits: Limits, reader: Reader) -> PageRead:
    """What comes of a page with nothing on it, without looking: files of hundreds of them kept a worker for minutes."""
    height, width = page.shape[:2]
    told = Page(number, width, height, (), "ocr", reader.name, picture_hash=picture.picture_hash(page))
    return PageRead(told, picture.encode(page, limits.picture_quality), problems=_why_empty(page, number))


def _edited(reading: Reading, number: int, saved: Saved | None) -> tuple[Signal, ...]:
    """Signs of editing: those of the picture as it was read, and those of one that is still as it was saved."""
    painted = patches.signals(picture.grey(reading.picture), reading.lines, number)
    if saved is None:
        return painted
    lines = saved.upon(reading.lines)
    parts = history.lacks(saved.picture, lines, saved.last)
    found = history.signals(parts, lines, number)
    found += copied.signals(saved.picture, parts, lines, number) if not saved.last else ()
    return (*painted, *saved.on_page(found))


def _detail(frame: Picture) -> int:
    short, long = sorted(frame.shape[:2])
    return SHEET_DETAIL if long >= SHEET_SIDE and short > SHEET_SHAPE * long else RECEIPT_DETAIL


def _why_empty(frame: Picture, number: int) -> tuple[Problem, ...]:
    if picture.is_blank(frame):
        message = Said(
            "Nothing can be made out on page {page}. Check that the printed side was scanned or photographed, in focus "
            "and in good light, and send it again.",
            page=number,
        )  # fmt: skip
        return (Problem("page.blank", message, number),)
    if picture.is_blurred(frame):
        message = Said(
            "Page {page} is too blurred to read. Take the picture again, in focus and in good light.", page=number
        )
        return (Problem("page.blurred", message, number),)
    return ()


def _frames(data: bytes, media_type: str, limits: Limits) -> Iterator[Picture]:
    try:
        _check_length(data, media_type)
        with Image.open(io.BytesIO(data), formats=FORMATS[media_type]) as image:
            frames = getattr(image, "n_frames", 1) if media_type == "image/tiff" else 1
            if frames > limits.max_pages:
                raise Unreadable(
                    "file.too_many_pages",
                    Said(
                        "The file has {n} pages; at most {most} can be read. Send only the pages needed.",
                        n=frames,
                        most=limits.max_pages,
                    ),
                )
            for index in range(frames):
                if frames > 1:
                    image.seek(index)
                _check_pixels(image.size, limits, index + 1)
                yield _decode(image, limits)
    except Unreadable:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError) as error:
        raise _why_undecodable(error) from error


def _check_pixels(size: tuple[int, int], limits: Limits, number: int) -> None:
    if size[0] * size[1] > limits.max_pixels:
        millions = limits.max_pixels // 1_000_000
        raise Unreadable(
            "file.too_many_pixels",
            Said(
                "The picture is {width} × {height} pixels; at most {millions} million can be read. "
                "Scan it at 300 dpi or lower, or let the camera take a smaller picture.",
                width=size[0],
                height=size[1],
                millions=millions,
            ),
            number,
        )


def _decode(image: Image.Image, limits: Limits) -> Picture:
    if image.format in ("JPEG", "MPO"):
        # A JPEG can be decoded at a half, a quarter or an eighth, as long as that is still larger than what we keep.
        image.draft("RGB", (limits.max_picture_side, limits.max_picture_side))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        # Transparent paper is white paper.
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright.convert("RGBA"))
        upright = paper
    elif upright.mode.startswith("I") or upright.mode == "F":
        upright = _to_eight_bits(upright)
    coloured = upright if upright.mode == "RGB" else upright.convert("RGB")  # which would copy it
    return np.ascontiguousarray(cv2.cvtColor(np.asarray(coloured), cv2.COLOR_RGB2BGR))


def _to_eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, dtype=np.float32)
    top = float(values.max()) if values.size else 0.0
    # Sixteen-bit scans fill their range; anything else is stretched to it.
    scale = 255.0 / (65535.0 if 255 < top <= 65535 else max(top, 1.0))
    return Image.fromarray(np.clip(values * scale, 0, 255).astype(np.uint8))


def _check_length(data: bytes, media_type: str) -> None:
    """Whether the file is whole, as far as it says itself: decoders make up for what is missing, or only say "bad"."""
    said = 0
    if media_type == "image/jpeg":
        _check_jpeg(data)
    elif media_type == "image/webp":
        said = 8 + int.from_bytes(data[4:8], "little")
    elif media_type == "image/tiff":
        said = int.from_bytes(data[4:8], "little" if data[:2] == b"II" else "big") + 2
    elif media_type == "image/heic":
        said = _boxes_end(data)
    if said > len(data):
        raise _breaks_off()


def _check_jpeg(data: bytes) -> None:
    lacks = jpeg.damage(data)
    if lacks == "cut":
        raise _breaks_off()
    if lacks == "damaged":
        message = "Part of the picture's data is missing or damaged. Send the file again, or take the picture again."
        raise Unreadable("file.truncated", message)


def _boxes_end(data: bytes) -> int:
    """Where the last of the boxes that make up a HEIC file ends."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:  # 0: to the end of the file
            return len(data)
        at += size
    return at


def _breaks_off(page: int | None = None) -> Unreadable:
    return Unreadable("file.truncated", "The picture breaks off before its end. Send the whole file again.", page)


def _why_undecodable(error: Exception) -> Unreadable:
    text = str(error).lower()
    if "truncat" in text or "not enough" in text or "unexpected end" in text or "end of" in text:
        return _breaks_off()
    return Unreadable(
        "file.unreadable", "The picture is damaged and cannot be opened. Save or photograph it again and send it anew."
    )
