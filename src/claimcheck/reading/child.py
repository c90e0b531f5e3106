"""The reader child: shuts itself in, reads, answers over its pipe, and leaves without coming back."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.leash import die_with
from claimcheck.model.documents import Box, Problem
from claimcheck.model.wire import encode
from claimcheck.reading import confine, document, frames, secondlook
from claimcheck.reading.libc import keep_memory
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Reader
from claimcheck.reading.outcome import FileRead, PageRead, Unreadable

KEPT_ENVIRONMENT = ("TESSDATA_PREFIX", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Work:
    """One file to read."""

    data: bytes
    media_type: str
    limits: Limits
    reader: Reader


@dataclass(frozen=True, slots=True)
class Walls:
    """What the child shuts itself in with, looked up before the fork."""

    parent: int
    seconds: float
    memory: int
    readable: tuple[str, ...]
    executable: tuple[str, ...]

    @classmethod
    def build(cls, limits: Limits, parent: int, tesseract: str | None) -> Walls:
        """The walls for one file."""
        places = confine.readable_places(), confine.executable_places(tesseract)
        return cls(parent, limits.max_seconds, limits.max_memory_bytes, *places)


def run(work: Callable[..., None], kept: Sequence[int], walls: Walls) -> None:
    """Be the child: never returns, and never runs anything of the process that it was forked from.

    Args:
        work: what it does, given the descriptors that it keeps.
        kept: these descriptors, by the numbers that they have in the parent.
        walls: what it is shut in with.
    """
    status = 1
    try:
        work(*_shut_in(kept, walls))
        status = 0
    except MemoryError:
        status = 2
    finally:
        # Neither exception handlers, exit hooks nor buffers of the parent's copy may run here.
        os._exit(status)


def _shut_in(kept: Sequence[int], walls: Walls) -> tuple[int, ...]:
    os.setsid()
    die_with(walls.parent)
    sys.setrecursionlimit(2000)
    # The parent's handlers know nothing of this process.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    known = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    os.environ.clear()
    os.environ.update(known, OMP_THREAD_LIMIT="1", LC_ALL="C.UTF-8")
    moved = confine.close_all_but(kept)
    keep_memory()
    confine.limit_resources(seconds=walls.seconds, memory=walls.memory)
    confine.drop_privileges()
    confine.restrict_files(walls.readable, walls.executable)
    confine.refuse_calls()
    return moved


def read(work: Work, pipe: int) -> None:
    """Read the file, sending each page as it is done and what concerns the whole file at the end.

    Where a part of the reader cannot be loaded, that is sent instead of an end.
    """

    def send(page: PageRead) -> None:
        names = ("page", "barcodes", "problems", "signals", "advice")
        body = {name: encode(getattr(page, name)) for name in names}
        frames.send(pipe, frames.PAGE, body, page.picture)

    try:
        done = document.read(
            work.data, media_type=work.media_type, limits=work.limits, reader=work.reader, page_done=send
        )
    except Unreadable as error:
        done = FileRead(problems=(error.problem,))
    except MemoryError:
        message = "Reading the file took too much memory. Scan it at 300 dpi or lower and send it again."
        done = FileRead(problems=(Problem("read.memory", message),))
    except ImportError as error:  # No file takes a module away: this is our own failure, and says nothing of the file.
        frames.send(pipe, frames.BROKEN, f"{type(error).__name__}: {error}")
        return
    except Exception:  # Any parser's failure is the document's.
        message = "The file is damaged and cannot be read. Save it anew, or print and scan it, and send it again."
        done = FileRead(problems=(Problem("file.unreadable", message),))
    frames.send(pipe, frames.END, {name: encode(getattr(done, name)) for name in ("structured", "problems", "signals")})


def reread(pictures: Mapping[int, bytes], places: Sequence[tuple[int, Box]], pipe: int) -> None:
    """Send a second look at each place, then the end."""
    for look in secondlook.looks(pictures, places):
        frames.send(pipe, frames.SECOND_LOOK, encode(look))
    frames.send(pipe, frames.END, {})


def probe(pipe: int) -> None:
    """Try the walls from inside and send which of them hold."""

    def held(act: Callable[[], object]) -> bool:
        try:
            act()
        except OSError:
            return True
        return False

    tried = {
        "files": held(lambda: os.close(os.open("/etc/hostname", os.O_RDONLY))),
        "network": held(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
        "programs": held(lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)),
    }
    frames.send(pipe, frames.END, tried)
