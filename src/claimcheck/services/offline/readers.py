"""Processes that read a run's documents in order, while the caller judges; what one leaves undone, the caller does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

from claimcheck.leash import die_with
from claimcheck.reading import warm
from claimcheck.services.context import Context
from claimcheck.services.judging import jobs, process
from claimcheck.store.judging import work

_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Readers:
    """The running processes; each takes the next document that none has taken.

    Attributes:
        position: of each document in the order of reading.
        seconds: shared with the processes: what reading took, by position; below zero until it is done.
    """

    context: Context
    position: Mapping[str, int]
    seconds: Any
    processes: Sequence[BaseProcess]

    def wait_for(self, documents: Collection[str]) -> float:
        """Wait until documents are read or have failed for good; returns the seconds that their reading took."""
        places = [self.position[document] for document in documents]
        while any(self.seconds[place] < 0 for place in places) and any(p.is_alive() for p in self.processes):
            time.sleep(_LOOK_SECONDS)
        self._finish(documents)
        return float(sum(max(0.0, self.seconds[place]) for place in places))

    def _finish(self, documents: Collection[str]) -> None:
        # An attempt that failed, or whose process was killed, is open again after a while.
        while True:
            with self.context.database.read() as conn:
                left = work.open_ids(conn, work.READ, list(documents))
            if not left:
                return
            if not any(jobs.run(self.context, work_id, process.read_document) for work_id in left.values()):
                time.sleep(0.5)


@contextmanager
def reading(context: Context, documents: Sequence[str]) -> Iterator[Readers]:
    """Read documents with as many processes as the settings say; the model is loaded once, before they are forked.

    Args:
        context: of this process; each forked one opens the database anew.
        documents: our ids, in the order in which they are wanted.
    """
    if documents:
        warm(context.settings.reader)
    with context.database.read() as conn:
        open_work = work.open_ids(conn, work.READ, list(documents))
    order = [open_work[document] for document in documents]
    fork = multiprocessing.get_context("fork")
    taken = fork.Value("i", 0)
    seconds = fork.Array("d", [-1.0] * len(order), lock=False)

    parent = os.getpid()

    def read() -> None:
        die_with(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends us
        context.after_fork()
        while True:
            with taken.get_lock():
                place = taken.value
                taken.value += 1
            if place >= len(order):
                return
            began = time.perf_counter()
            jobs.run(context, order[place], process.read_document)
            seconds[place] = time.perf_counter() - began

    processes = [fork.Process(target=read, daemon=True) for _ in range(min(context.settings.workers, len(order)))]
    for one in processes:
        one.start()
    try:
        yield Readers(context, {document: place for place, document in enumerate(documents)}, seconds, processes)
    finally:
        for one in processes:
            one.terminate()
            one.join()
