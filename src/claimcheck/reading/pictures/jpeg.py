"""Whether a JPEG is whole. Its decoders fill up what is missing without a word, and Pillow hides their warnings.

Told by two witnesses: the warnings of libjpeg, which writes them to descriptor 2 when OpenCV decodes, and the file's
own list of scans, since a progressive JPEG can lose whole ones. What neither sees: a gap of a few bytes inside one
block of eight pixels, after which the decoder finds its step again; it garbles that block alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Literal

import cv2
import numpy as np

START_OF_SCAN, END, PROGRESSIVE, TABLES = 0xDA, 0xD9, 0xC2, 0xC4
BRIGHTNESS = 0x10
BLOT = 64
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PADDING = re.compile(rb"[\x00\xff]*\Z")
_EXTRANEOUS = re.compile(rb"(\d+) extraneous bytes before marker 0xd9")

Damage = Literal["", "cut", "damaged"]


def damage(data: bytes) -> Damage:
    """What a JPEG lacks: nothing, its end (`cut`), or something in between (`damaged`).

    Run in the reader child, whose descriptor 2 is its own.
    """
    decoded, said = _warnings(data)
    if not decoded or b"premature end of JPEG file" in said:
        return "cut"
    if said.strip() and not _is_padding(data, said):
        return "damaged"
    return "" if _scans_are_complete(data) and not _is_blotted(data) else "damaged"


def _warnings(data: bytes) -> tuple[bool, bytes]:
    """Whether OpenCV decodes the picture (small, since only the reading of its data matters), and what libjpeg says."""
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    os.set_blocking(theirs, False)
    kept = os.dup(2)
    os.dup2(theirs, 2)
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
    except cv2.error:
        picture = None
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(theirs)
    try:
        said = os.read(ours, 1 << 16)
    except BlockingIOError:
        said = b""
    finally:
        os.close(ours)
    return picture is not None, said


def _is_padding(data: bytes, said: bytes) -> bool:
    """Whether the only complaint is of filling bytes at the end, which some cameras write."""
    found = _EXTRANEOUS.search(said)
    end = data.rfind(b"\xff\xd9")
    if found is None or said.count(b"\n") > 1 or end < 0:
        return False
    return _PADDING.match(data[max(0, end - int(found[1])) : end]) is not None


def _scans_are_complete(data: bytes) -> bool:
    """Whether the scans of a progressive JPEG bring each wave of each colour to its last bit; others have one scan."""
    left: dict[int, list[int]] = {}
    progressive = False
    for marker, body, _ in _segments(data):
        if marker == PROGRESSIVE and len(body) >= 6:
            progressive = True
            left = {colour: [99] * 64 for colour in body[6 : 6 + 3 * body[5] : 3]}
        elif marker == START_OF_SCAN and progressive and len(body) >= 4 + 2 * body[0]:
            first, last, bits = body[1 + 2 * body[0] : 4 + 2 * body[0]]
            for colour in body[1 : 1 + 2 * body[0] : 2]:
                waves = left.setdefault(colour, [99] * 64)
                waves[first : min(last, 63) + 1] = [bits & 15] * (min(last, 63) + 1 - first)
    return not any(any(waves) for waves in left.values())


def _is_blotted(data: bytes) -> bool:
    """Whether a stretch of a sequential JPEG was overwritten with zeros, as storage that failed does.

    Zeros mean something to the decoder. They are a plain white area only where the shortest code of the table for
    brightness says "nothing more in this block" (symbol 0), which is so in no JPEG with the usual tables.
    """
    segments = list(_segments(data))
    if any(marker == PROGRESSIVE for marker, _, _ in segments):
        return False
    tables = {name: symbols for marker, body, _ in segments if marker == TABLES for name, symbols in _tables(body)}
    ends_at_once = tables.get(BRIGHTNESS, b"\0")[:1] == b"\0"
    begun = next((at for marker, _, at in segments if marker == START_OF_SCAN), len(data))
    ended = next((at for marker, _, at in segments if marker == END), len(data))
    return not ends_at_once and bytes(BLOT) in data[begun:ended].rstrip(b"\0\xff")


def _tables(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Name and symbols, shortest codes first, of the Huffman tables in a segment."""
    while len(body) >= 17:
        size = 17 + sum(body[1:17])
        yield body[0], body[17:size]
        body = body[size:]


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker, body and place of each segment of the first picture, its end included, data of the scans left out."""
    found = _NEXT.search(data, 2)
    while found is not None:
        at, marker = found.start(), data[found.end() - 1]
        if marker == END:
            yield marker, b"", at
            return
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + size], at
        found = _NEXT.search(data, at + 2 + max(size, 2))
