"""The bare readers on the same files, two processes each: RapidOCR as it comes, and Tesseract on whole pages."""

from __future__ import annotations

import logging
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import cv2
import pytesseract
from openvino import Core
from PIL import Image
from rapidocr import EngineType, RapidOCR

PROCESSES = 2
Read = Callable[[Path], Any]


def rapidocr() -> Read:
    """RapidOCR with the settings that it comes with, on OpenVINO."""
    logging.disable(logging.WARNING)
    cv2.setNumThreads(-1)  # as many as it comes with: the service's reader, which may be imported here, takes one
    openvino = {f"{part}.engine_type": EngineType.OPENVINO for part in ("Det", "Cls", "Rec")}
    engine = RapidOCR(params={"Global.log_level": "error", **openvino})
    return lambda path: engine(cv2.imread(str(path)))


def rapidocr_f32() -> Read:
    """The same, computing as a processor without bf16 does. RapidOCR has no setting for it; OpenVINO has."""
    compile_model = Core.compile_model

    def exact(core: Core, model: Any, device_name: str = "CPU", config: dict[str, Any] | None = None) -> Any:
        return compile_model(core, model, device_name, {**(config or {}), "INFERENCE_PRECISION_HINT": "f32"})

    Core.compile_model = exact  # in this process only, which does nothing else
    return rapidocr()


def tesseract() -> Read:
    """Tesseract on the page as it is, with one thread, as it is fastest with two processes."""
    return lambda path: pytesseract.image_to_string(Image.open(path), lang="eng")


def _work(make: Callable[[], Read], first: Sequence[Path], files: Sequence[Path], barrier: Barrier, done: Any) -> None:
    read = make()
    for path in first:
        read(path)
    barrier.wait()
    started, before = time.monotonic(), _spent()
    for path in files:
        read(path)
    done.put((started, time.monotonic(), _spent() - before))


def _spent() -> float:
    """Seconds of processor time of this process, with all its threads, and of the programs that it ran."""
    return sum(os.times()[:4])


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages per second, and what a page takes of a processor: seconds of it in all processes together."""

    pages_per_second: float
    processor_seconds: float


def speed(make: Callable[[], Read], files: Sequence[Path], first: Sequence[Path]) -> Speed:
    """How fast two processes read these pictures, each of which has read the first ones before: nobody counts those."""
    spawn = multiprocessing.get_context("spawn")
    barrier, done = spawn.Barrier(PROCESSES), spawn.Queue()
    shares = [files[n::PROCESSES] for n in range(PROCESSES)]
    workers = [spawn.Process(target=_work, args=(make, first, share, barrier, done)) for share in shares]
    for worker in workers:
        worker.start()
    times: list[tuple[float, float, float]] = [done.get(timeout=1800) for _ in workers]
    for worker in workers:
        worker.join()
    took = max(end for _, end, _ in times) - min(start for start, _, _ in times)
    return Speed(len(files) / took, sum(spent for _, _, spent in times) / len(files))
