"""Reads files with no claim at hand, several at once, each in its sandbox."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

from claimcheck.core.extract import extract
from claimcheck.errors import BadFile
from claimcheck.intake import check_size, sniff
from claimcheck.model.documents import Problem
from claimcheck.reading import sandbox, warm
from claimcheck.reading.limits import Limits
from claimcheck.services.offline.output import reading_line


def read_files(
    files: Sequence[Path], *, locale: str, reader: str, workers: int, limits: Limits
) -> Iterator[dict[str, Any]]:
    """What stands on each file, in the order given; a file that is missing or bad gives a line with its problem.

    Args:
        files: paths, as they are named in the lines.
        locale: in which ambiguous dates and amounts are read.
        reader: `rapidocr` or `tesseract`; loaded once, before the processes are forked.
        workers: how many processes read at once.
        limits: what one file may cost.
    """
    warm(reader)
    read = partial(read_file, locale=locale, reader=reader, limits=limits)
    if workers == 1 or len(files) == 1:
        yield from map(read, files)
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(max_workers=min(workers, len(files)), mp_context=fork) as pool:
        asked = [(file, pool.submit(read, file)) for file in files]
        for file, future in asked:
            try:
                line = future.result()
            except BrokenProcessPool:  # one of the processes was killed, and took the pool with it
                line = read(file)
            yield line


def read_file(file: Path, *, locale: str, reader: str, limits: Limits) -> dict[str, Any]:
    """What stands on one file, as a line of `claimcheck read`; never raises for a bad file."""
    began = time.perf_counter()
    try:
        size = file.stat().st_size
        check_size(size, limits.max_bytes)
        data = file.read_bytes()
        media_type = sniff(data, file.name)
    except BadFile as error:
        return reading_line(str(file), (), None, [Problem(error.code, error.message)], 0.0)
    except OSError as error:
        problem = Problem("file.missing", f"{file} cannot be opened: {error.strerror}.")
        return reading_line(str(file), (), None, [problem], 0.0)
    pages = sandbox.read(data, media_type=media_type, limits=limits, reader=reader).pages
    extracted = extract(pages, locale=locale)
    return reading_line(str(file), extracted, pages, pages.problems, time.perf_counter() - began)
