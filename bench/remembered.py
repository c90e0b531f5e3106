"""A reader that remembers what it recognised on a picture, so that a bench runs all of reading but the networks again.

Signs of editing, hashes, advice, problems and splitting are made anew each time; only the lines of a picture that was
read before come from the store. Delete the store where the recogniser itself has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np

from claimcheck.intake import sniff
from claimcheck.model.documents import Advice, Barcode, Line, Page, Pages, Problem, Signal
from claimcheck.model.wire import decode, encode
from claimcheck.reading import document, ocr
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reader, Reading, Strip
from claimcheck.reading.outcome import PageRead, ReadResult, Unreadable

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class RememberingReader:
    """Reads what it never saw with the real reader, which is loaded only then."""

    def __init__(self, store: Path, reader: str = "rapidocr") -> None:
        self.store, self.reader, self.name = store, reader, reader
        store.mkdir(parents=True, exist_ok=True)

    @cached_property
    def _engine(self) -> Reader:
        return ocr.load(self.reader)

    def read(self, picture: Picture, *, detail: int) -> Reading:
        """The lines of a page, remembered or read."""
        kept = self._place(picture, f"page {detail}")
        if kept.exists():
            told = json.loads(kept.read_text("utf-8"))
            turned = int(told["turned"])
            upright = np.ascontiguousarray(cv2.rotate(picture, TURNS[turned])) if turned else picture
            return Reading(np.asarray(upright, np.uint8), turned, tuple(decode(Line, line) for line in told["lines"]))
        reading = self._engine.read(picture, detail=detail)
        told = {"turned": reading.turned, "lines": encode(reading.lines)}
        same = (reading.picture.shape == picture.shape) != bool(reading.turned % 180)
        if same:  # a reader that also straightens the page gives another picture, which is not kept
            kept.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        return reading

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        """Strips of one line each, remembered or read."""
        found: list[Strip] = []
        for strip in strips:
            kept = self._place(strip, "strip")
            if not kept.exists():
                (read,) = self._engine.recognise([strip])
                kept.write_text(json.dumps([read.text, read.confidence]), "utf-8")
            found.append(Strip(*json.loads(kept.read_text("utf-8"))))
        return tuple(found)

    def _place(self, picture: Picture, what: str) -> Path:
        digest = hashlib.sha256(f"{what} {picture.shape}".encode() + np.ascontiguousarray(picture).tobytes())
        return self.store / f"{digest.hexdigest()[:40]}.json"


def read(data: bytes, name: str, reader: RememberingReader, limits: Limits | None = None) -> ReadResult:
    """Read a file as the sandbox does, in this process: for files that the bench drew itself."""
    pages: list[Page] = []
    pictures: dict[int, bytes] = {}
    barcodes: list[Barcode] = []
    problems: list[Problem] = []
    signals: list[Signal] = []
    advice: list[Advice] = []

    def take(done: PageRead) -> None:
        page = done.page
        if done.picture:
            page = replace(page, picture_sha256=hashlib.sha256(done.picture).hexdigest())
            pictures[page.number] = done.picture
        pages.append(page)
        barcodes.extend(done.barcodes)
        problems.extend(done.problems)
        signals.extend(done.signals)
        advice.extend(done.advice)

    media_type, version = sniff(data, name), ocr.reader_version(reader.reader)
    try:
        whole = document.read(data, media_type=media_type, limits=limits or Limits(), reader=reader, page_done=take)
    except Unreadable as error:
        return ReadResult(Pages(version, media_type, problems=(error.problem,)))
    return ReadResult(
        Pages(
            version, media_type, tuple(pages), whole.structured, tuple(barcodes), (*problems, *whole.problems),
            (*signals, *whole.signals), tuple(advice),
        ),
        pictures,
    )  # fmt: skip
