"""The second reader: Tesseract by its command line, on crops, and on whole pages where OpenVINO is absent.

Pictures go in and words come out over pipes: pytesseract would write each picture to a file, which the reader child
may not. What it would ask of the program (`image_to_data`: a table of words with boxes) is asked the same way.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import cv2
from PIL import Image

from claimcheck.errors import ConfigError
from claimcheck.leash import die_with
from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading import tesslib
from claimcheck.reading.lines import Picture, Reading, Strip, fraction_box, line_of
from claimcheck.reading.pictures import picture as pictures

LANGUAGES = "eng+chi_sim"
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Row:
    """One word of Tesseract's table; `line` tells which words stand together: page, block, paragraph, line."""

    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


def rows(picture: Picture, *, layout: int) -> tuple[Row, ...]:
    """The words that Tesseract finds on one picture; see `rows_of_each`."""
    (found,) = rows_of_each([picture], layout=layout)
    return found


def rows_of_each(strips: Sequence[Picture], *, layout: int, languages: str = LANGUAGES) -> tuple[tuple[Row, ...], ...]:
    """The words that Tesseract finds on each of several pictures.

    Where its library is loaded, it reads here; else the program is run, once for all of them, as pages of one file: it
    needs five times as long to load its model as to read a crop. All ways read the same.

    Args:
        strips: what to read, colour or grey.
        layout: its page segmentation mode: 3 a page, 6 a block, 7 one line.
        languages: its names of them, joined by plus signs.

    Raises:
        OSError, subprocess.SubprocessError: the program cannot be run.
    """
    if not strips:
        return ()
    engine = tesslib.load() if languages == tesslib.LANGUAGE else None
    if engine is not None:
        return tuple(tuple(_parse(engine.table(_grey(strip), layout))) for strip in strips)
    command = [_program(), "stdin", "stdout", "-l", languages, "--psm", str(layout), "tsv"]
    result = subprocess.run(
        command,
        input=_one_file(strips),
        capture_output=True,  # the sandbox opens no file for writing, not even /dev/null
        check=False,
        preexec_fn=partial(die_with, os.getpid()),  # The only place where a child can ask the kernel for it.
    )
    found = list(_parse(result.stdout.decode("utf-8", "replace")))
    return tuple(tuple(row for row in found if row.line[0] == str(page)) for page in range(1, len(strips) + 1))


class TesseractReader:
    """Reads whole pages with Tesseract."""

    name = "tesseract"

    def read(self, picture: Picture, *, detail: int = 0) -> Reading:
        """Read one page, turned upright where only that makes sense of it."""
        best = (picture, 0, rows(picture, layout=3))
        if _confidence(best[2]) < SURE:
            turns = ((90, cv2.ROTATE_90_CLOCKWISE), (180, cv2.ROTATE_180), (270, cv2.ROTATE_90_COUNTERCLOCKWISE))
            for degrees, how in turns:
                spun = cv2.rotate(picture, how)
                found = rows(spun, layout=3)
                if _evidence(found) > 1.5 * _evidence(best[2]) + 20:
                    best = (spun, degrees, found)
        upright, turned, words = best
        return Reading(upright, turned, tuple(_lines(words, upright.shape[1], upright.shape[0])))

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        """Read strips that hold one level line each."""
        found = rows_of_each(strips, layout=7)
        return tuple(Strip(" ".join(row.text for row in words), _confidence(words)) for words in found)


@cache
def load() -> TesseractReader:
    """The reader of this process.

    Raises:
        ConfigError: Tesseract is not installed.
    """
    _program()
    return TesseractReader()


@cache
def reader_version() -> str:
    """Name and version of the program."""
    text = subprocess.run([_program(), "--version"], capture_output=True, check=False).stdout.decode()
    return " ".join(text.split()[:2])


@cache
def _program() -> str:
    found = shutil.which("tesseract")
    if found is None:
        raise ConfigError("Tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-chi-sim.")
    return found


def _one_file(strips: Sequence[Picture]) -> bytes:
    pages = [Image.fromarray(_grey(strip)) for strip in strips]
    file = io.BytesIO()
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    return file.getvalue()


def _grey(picture: Picture) -> Picture:
    return pictures.grey(picture) if picture.ndim == 3 else picture


def _parse(table: str) -> Iterator[Row]:
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
            yield Row(tuple(cells[1:5]), left, top, width, height, confidence, cells[11].strip())


def _evidence(words: tuple[Row, ...]) -> float:
    return sum(row.confidence * len(row.text) for row in words if row.confidence > 0.5 and len(row.text) > 1)


def _confidence(words: tuple[Row, ...]) -> float:
    letters = sum(len(row.text) for row in words)
    return sum(row.confidence * len(row.text) for row in words) / letters if letters else 0.0


def _lines(words: tuple[Row, ...], width: int, height: int) -> Iterator[Line]:
    grouped: dict[tuple[str, ...], list[Word]] = {}
    for row in words:
        box: Box = fraction_box(row.left, row.top, row.left + row.width, row.top + row.height, width, height)
        grouped.setdefault(row.line, []).append(Word(row.text, box, round(row.confidence, 4)))
    found = [line_of(line) for line in grouped.values()]
    yield from sorted(found, key=lambda line: (line.box.top + line.box.bottom, line.box.left))
