"""The two networks of the main reader, compiled for one thread, with what a page does not need cut away.

* The detector ends in a transposed convolution of two by two pixels and a sigmoid over the whole frame. Told as a
  convolution with four outputs it is the same numbers, and the layers before it may compute in the short format too.
* The recogniser ends in a softmax over its 18,710 signs. Which is the likeliest shows without it, and how likely is
  asked only where a sign stands.
* For frames that occur every day the detector is compiled for just that size: its memory is planned, and what a child
  touches of it is a third.

A model of another make, that does not end like this, is used as it is.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import Core, Layout, Model, Type, opset13
from openvino.preprocess import PrePostProcessor

from claimcheck.reading.lines import Picture

Floats = NDArray[np.float32]
SHORT, EXACT = "bf16", "f32"
"""Number formats."""

_libc = ctypes.CDLL(None)
_FAR = np.float32(16.0)
"""Logits that are this much below the highest add nothing to the sum of likelihoods: at most 18,710 × e⁻¹⁶ = 0.002."""


class Detector:
    """Finds where text stands: a picture to a map of how likely each pixel is part of a line."""

    def __init__(self, model: Any, precision: str, frames: Sequence[tuple[int, int]]) -> None:
        model, self._cut = _with_short_end(model)
        self._any = _compiled(_fed_with_pictures(model), precision)
        self._made = {frame: _compiled(_fed_with_pictures(model, frame), precision) for frame in frames}
        requests = {frame: made.create_infer_request() for frame, made in self._made.items()}
        self._requests, self._request = requests, self._any.create_infer_request()

    def likelihood(self, frame: Picture) -> Floats:
        """Height × width, between 0 and 1; both sides of the frame are multiples of 32 pixels."""
        request = self._requests.get((frame.shape[0], frame.shape[1]), self._request)
        request.infer([frame[None]])
        found: Floats = request.get_output_tensor().data
        if not self._cut:
            return np.asarray(found[0, 0], np.float32)
        _, _, height, width = found.shape
        logits = found[0].reshape(2, 2, height, width).transpose(2, 0, 3, 1).reshape(2 * height, 2 * width)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)

    def warm(self) -> None:
        """Run once for every frame, so that forked children find all prepared."""
        for height, width in self._requests:
            self.likelihood(np.zeros((height, width, 3), np.uint8))

    def release(self) -> None:
        """Give back what the last pictures passed through."""
        for made in (self._any, *self._made.values()):
            made.release_memory()


class Recogniser:
    """Reads strips of one line each, 48 pixels high."""

    def __init__(self, model: Any, precision: str) -> None:
        model, self._cut = _without_softmax(model)
        self._made = _compiled(_fed_with_pictures(model), precision)
        self._request = self._made.create_infer_request()

    def signs(self, strip: Picture) -> tuple[NDArray[np.int64], Floats]:
        """For each column of the strip the number of the likeliest sign, and how likely it is."""
        self._request.infer([strip[None]])
        odds: Floats = self._request.get_output_tensor().data[0]
        best = odds.argmax(axis=1)
        top = odds[np.arange(len(best)), best]
        if not self._cut:
            return best, top.copy()
        sure = np.ones(len(best), np.float32)
        for column in np.flatnonzero(best):  # 0 is no sign, whose likelihood nobody asks for
            others = odds[column] - top[column]
            sure[column] = 1.0 / float(np.exp(others[others > -_FAR]).sum(dtype=np.float64))
        return best, sure

    def release(self) -> None:
        """Give back what the last strips passed through."""
        self._made.release_memory()


def give_back() -> None:
    """Return freed memory to the system: a forked child would copy what it writes over."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)


def fastest(model: Any) -> str:
    """The number format in which this processor runs a recogniser fastest, measured.

    Both formats read the same. bf16 is a candidate only where the processor multiplies it in hardware (AMX), and is
    twice as fast there; where it would be emulated it takes six times as long, so that is not even tried.
    """
    if "amx_bf16" not in _cpu_flags():
        return EXACT
    return min((SHORT, EXACT), key=lambda precision: _seconds(Recogniser(model, precision)))


def _seconds(recogniser: Recogniser) -> float:
    strip, spent = np.full((48, 320, 3), 127, np.uint8), list[float]()
    for _ in range(4):
        started = time.process_time()
        recogniser.signs(strip)
        spent.append(time.process_time() - started)
    return min(spent)


def _compiled(model: Any, precision: str) -> Any:
    config = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": precision}
    return Core().compile_model(model, "CPU", config)


def _fed_with_pictures(model: Any, frame: tuple[int, int] | None = None) -> Any:
    """The model taking pictures as they are, bytes with the colours last; for frames of one size, if that is given."""
    fed = model.clone()
    steps = PrePostProcessor(fed)
    steps.input().tensor().set_element_type(Type.u8).set_layout(Layout("NHWC"))
    steps.input().model().set_layout(Layout("NCHW"))
    steps.input().preprocess().convert_element_type(Type.f32).mean(127.5).scale(127.5)
    fed = steps.build()
    if frame is not None:
        fed.reshape([1, *frame, 3])
    return fed


def _with_short_end(model: Any) -> tuple[Any, bool]:
    """The detector up to the logits of each pixel's four quarters, and whether it was cut."""
    node, bias = _last(model), 0.0
    if node.get_type_name() != "Sigmoid":
        return model, False
    while node.get_type_name() in ("Sigmoid", "Identity", "Add"):
        if node.get_type_name() == "Add":
            bias += float(_constant(node, 1).reshape(-1)[0])
        node = node.input_value(0).get_node()
    if node.get_type_name() != "ConvolutionBackpropData" or list(node.get_attributes()["strides"]) != [2, 2]:
        return model, False
    weights = _constant(node, 1)  # channels × 1 × 2 × 2
    if weights.shape[1:] != (1, 2, 2):
        return model, False
    quarters = np.ascontiguousarray(weights.reshape(-1, 4).T[:, :, None, None], np.float32)
    found = opset13.convolution(node.input_value(0), opset13.constant(quarters), [1, 1], [0, 0], [0, 0], [1, 1])
    found = opset13.add(found, opset13.constant(np.full((1, 4, 1, 1), bias, np.float32)))
    return Model([opset13.result(found)], model.get_parameters(), "detector"), True


def _without_softmax(model: Any) -> tuple[Any, bool]:
    """The recogniser up to its logits, and whether it was cut."""
    node = _last(model)
    if node.get_type_name() != "Softmax":
        return model, False
    return Model([opset13.result(node.input_value(0))], model.get_parameters(), "recogniser"), True


def _last(model: Any) -> Any:
    node = model.get_results()[0].input_value(0).get_node()
    while node.get_type_name() == "Identity":
        node = node.input_value(0).get_node()
    return node


def _constant(node: Any, index: int) -> NDArray[np.float32]:
    source = node.input_value(index).get_node()
    while source.get_type_name() != "Constant":
        source = source.input_value(0).get_node()
    return np.asarray(source.get_data(), np.float32)


def _cpu_flags() -> frozenset[str]:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(next((row for row in text.splitlines() if row.startswith("flags")), "").split())
