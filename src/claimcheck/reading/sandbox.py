"""Reads a file in a child process that can do nothing but read it, and watches the child from outside.

The child is forked, so that it has the OCR model warm; it answers over one pipe; whatever it does wrong, or is killed
for, becomes a `Problem`. Call from a process whose threads hold no locks that a reader needs: the pool's work-horse.
"""

from __future__ import annotations

import hashlib
import os
import select
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.model.documents import (
    Advice,
    Barcode,
    Box,
    Page,
    Pages,
    Problem,
    SecondLook,
    Signal,
    StructuredInvoice,
)
from claimcheck.model.wire import decode
from claimcheck.reading import asked, child, frames, netserver, ocr, secondlook
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Reader
from claimcheck.reading.netserver import Kept
from claimcheck.reading.outcome import ReadResult

LOOK_EVERY = 0.1
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def read(
    data: bytes,
    *,
    media_type: str,
    limits: Limits | None = None,
    reader: str,
) -> ReadResult:
    """Read one file. A bad document is a result with problems, never an exception.

    A reading is cached for every program, so nothing of one comes in here.

    Args:
        data: the whole file.
        media_type: as `intake.sniff` told it.
        limits: what the file may cost; None for the defaults.
        reader: `rapidocr` or `tesseract`; warm it before (`reading.warm`), or each child loads it anew.

    Raises:
        ConfigError: there is no such reader here.
        ClaimcheckError: `read.broken`, a part of the reader cannot be loaded: no verdict on the file.
        OSError: no process can be started.
    """
    limits = limits or Limits()
    version = ocr.reader_version(reader)
    watched = _read(partial(child.Work, data, media_type, limits), ocr.engine(reader), limits)
    for frame in watched.frames:
        if frame.kind == frames.BROKEN:
            said = f"a part of the reader cannot be loaded here: {str(frame.body)[:200]}"
            raise ClaimcheckError(said, code="read.broken")
    try:
        return _result(watched, version, media_type)
    except (TypeError, ValueError, KeyError, AttributeError):
        # Frames that are whole but not what we agreed on: the child was no longer itself.
        return ReadResult(Pages(version, media_type, problems=(_problem("read.crashed"),)))


def reread(
    pictures: Mapping[int, bytes], places: Sequence[tuple[int, Box]], *, limits: Limits | None = None
) -> tuple[SecondLook, ...]:
    """Look again at places on stored page pictures, with the second reader.

    Args:
        pictures: page number to the JPEG that `read` made.
        places: page number and box of each.
        limits: as for `read`.

    Returns:
        One look per place, in their order; an empty text where nothing was made out, or the child failed.
    """
    limits = limits or Limits()
    asked = tuple((number, box) for number, box in places if number in pictures)
    secondlook.warm()
    watched = _watch(lambda pipe: child.reread(pictures, asked, pipe), limits)
    seen = [decode(SecondLook, frame.body) for frame in watched.frames if frame.kind == frames.SECOND_LOOK]
    found = {(look.page, tuple(look.box)): look for look in seen}
    return tuple(
        found.get((number, tuple(box)), SecondLook(number, box, "", 0.0, "tesseract")) for number, box in places
    )


def walls() -> Mapping[str, bool]:
    """Which walls of the child hold on this machine, tried from inside: `files`, `network`, `programs`."""
    watched = _watch(child.probe, Limits(max_seconds=10))
    return {str(name): bool(held) for frame in watched.frames for name, held in frame.body.items()}


@dataclass(frozen=True, slots=True)
class Watched:
    """What a child sent, and why it ended early if it did: `read.timeout`, `read.memory` or `read.crashed`."""

    frames: tuple[frames.Frame, ...]
    failure: str = ""


def _read(work: Callable[[Reader], child.Work], engine: Reader | Kept, limits: Limits) -> Watched:
    if not isinstance(engine, Kept):
        return _watch(partial(child.read, work(engine)), limits)
    with netserver.line_to(engine.keeper, limits) as (line, server):
        watched = _watch(partial(_read_on_a_line, work, engine), limits, (line,), (server,))
    if watched.failure:
        netserver.end()
    return watched


def _read_on_a_line(work: Callable[[Reader], child.Work], engine: Kept, pipe: int, line: int) -> None:
    child.read(work(engine.asking(asked.Distant(line))), pipe)


def _result(watched: Watched, version: str, media_type: str) -> ReadResult:
    pages, pictures, barcodes = _pages(watched.frames)
    problems = [decode(Problem, row) for row in _rows(watched.frames, "problems")]
    problems += [_problem(watched.failure)] if watched.failure else []
    structured = tuple(decode(StructuredInvoice, row) for row in _rows(watched.frames, "structured"))
    signals = tuple(decode(Signal, row) for row in _rows(watched.frames, "signals"))
    advice = tuple(decode(Advice, row) for row in _rows(watched.frames, "advice"))
    return ReadResult(
        Pages(version, media_type, pages, structured, barcodes, tuple(problems), signals, advice), pictures
    )


def _rows(sent: Sequence[frames.Frame], name: str) -> Iterator[Any]:
    return (row for frame in sent for row in frame.body.get(name, ()))


def _watch(work: Callable[..., None], limits: Limits, kept: Sequence[int] = (), beside: Sequence[int] = ()) -> Watched:
    """Fork a child that does `work`, and see it to its end.

    Args:
        work: given a pipe to answer on, and what else the child keeps.
        limits: of time and memory.
        kept: descriptors that the child keeps.
        beside: processes that work for it, whose memory counts as its own.
    """
    ours, theirs = os.pipe()
    parent = os.getpid()
    walls = child.Walls.build(limits, parent, shutil.which("tesseract"))
    started = os.fork()
    if started == 0:
        child.run(work, (theirs, *kept), walls)
    os.close(theirs)
    try:
        return _follow((started, *beside), ours, limits)
    finally:
        os.close(ours)
        _end(started)


def _follow(working: Sequence[int], pipe: int, limits: Limits) -> Watched:
    inbox, seen = frames.Inbox(), list[frames.Frame]()
    begun = last = time.monotonic()
    ceiling = _memory(working) + limits.max_memory_bytes
    while True:
        ready, _, _ = select.select([pipe], [], [], LOOK_EVERY)
        now = time.monotonic()
        if ready:
            data = os.read(pipe, 1 << 20)
            if not data:
                whole = bool(seen) and seen[-1].kind == frames.END
                return Watched(tuple(seen), "" if whole else "read.crashed")
            try:
                seen += (fresh := list(inbox.take(data)))
            except (ValueError, RecursionError):
                return Watched(tuple(seen), "read.crashed")
            last = now if fresh else last
        if now - begun > limits.max_seconds or now - last > limits.seconds_per_page:
            return Watched(tuple(seen), "read.timeout")
        if _memory(working) > ceiling:
            return Watched(tuple(seen), "read.memory")


def _end(started: int) -> None:
    """Kill the child with all that it started, and take its leave."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(started, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(started, 0)


def _memory(working: Sequence[int]) -> int:
    """Resident bytes of processes and all below them."""
    total = 0
    for process in chain.from_iterable(map(_family, working)):
        with suppress(OSError, ValueError, IndexError):
            total += int(_told(f"/proc/{process}/statm").split()[1]) * PAGE_SIZE
    return total


def _told(file: str) -> bytes:
    """What the kernel tells in a file; by plain calls, for it is asked ten times a second."""
    opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(opened, 1 << 16)
    finally:
        os.close(opened)


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError, ValueError):
        for below in _told(f"/proc/{process}/task/{process}/children").split():
            yield from _family(int(below))


def _pages(sent: Sequence[frames.Frame]) -> tuple[tuple[Page, ...], dict[int, bytes], tuple[Barcode, ...]]:
    pages, pictures, barcodes = [], {}, []
    for frame in sent:
        if frame.kind != frames.PAGE:
            continue
        page = decode(Page, frame.body["page"])
        if frame.picture:
            page = replace(page, picture_sha256=hashlib.sha256(frame.picture).hexdigest())
            pictures[page.number] = frame.picture
        pages.append(page)
        barcodes += [decode(Barcode, row) for row in frame.body.get("barcodes", ())]
    return tuple(pages), pictures, tuple(barcodes)


FAILURES: Mapping[str, str] = {
    "read.timeout": "Reading the file took too long. Send fewer pages at a time, or a simpler scan.",
    "read.memory": "Reading the file took too much memory. Scan it at 300 dpi or lower and send it again.",
    "read.crashed": "The file could not be read to its end. Save it anew, or print and scan it, and send it again.",
}


def _problem(code: str) -> Problem:
    return Problem(code, FAILURES[code])
