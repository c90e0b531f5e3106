"""The two networks of the main reader, compiled for one thread, with what a page does not need cut away.

* The detector ends in a transposed convolution of two by two pixels and a sigmoid over the whole frame. Told as a
  convolution with four outputs it is the same numbers, and the layers before it may compute in the short format too.
* The recogniser ends in a layer for 18,710 signs and a softmax over them. It is parted into one for the usual signs and
  one for all, which is asked where the usual ones do not settle it (`reading/networks/signs.py`).
* Strips of any widths are read side by side in frames of two widths (`reading/networks/packed.py`).
* For frames that occur every day the detector is compiled for just that size: its memory is planned, and what a child
  touches of it is a third.

A model of another make, that does not end like this, is used as it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import Core, Layout, Model, Type, opset13
from openvino.preprocess import PrePostProcessor

from claimcheck.reading.libc import give_back_memory
from claimcheck.reading.lines import Picture
from claimcheck.reading.networks.packed import Packed, side_by_side
from claimcheck.reading.networks.signs import COLUMNS, Floats, Head, Signs, usual
from claimcheck.reading.networks.strips import FRAMES, groups, room

SHORT, EXACT = "bf16", "f32"
"""Number formats."""
TURNS = 5
"""So many times each number format is tried before one is chosen."""


class Detector:
    """Finds where text stands: a picture to a map of how likely each pixel is part of a line."""

    def __init__(self, model: Any, precision: str, frames: Sequence[tuple[int, int]]) -> None:
        model, self._cut = _with_short_end(model)
        self._any = compiled(_fed_with_pictures(model), precision)
        self._made = {frame: compiled(_fed_with_pictures(model, frame), precision) for frame in frames}
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

    def __init__(self, model: Any, precision: str, alphabet: Sequence[str]) -> None:
        numbers = usual(alphabet)
        body, last = _parted(model, numbers)
        self._made = [compiled(_fed_with_pictures(body), precision)]
        self._alone = self._made[0].create_infer_request()
        self._packed, self._head = dict[int, Packed](), None
        if last is not None:
            self._made.append(compiled(last, precision))
            self._head = Head(self._made[-1].create_infer_request(), numbers)
            self._packed = {width: each for width in FRAMES if (each := self._beside(body, precision, width))}

    def _beside(self, body: Any, precision: str, width: int) -> Packed | None:
        model = side_by_side(body, width)
        if model is None:
            return None
        fed = _fed_with_pictures(model)
        self._made.append(compiled(fed, precision))
        return Packed(
            self._made[-1].create_infer_request(), [each.get_friendly_name() for each in fed.get_parameters()], width
        )

    def signs(self, strips: Sequence[Picture]) -> list[Signs]:
        """What stands in each column of each strip, in the order of the strips."""
        found = list[tuple[Floats, ...]]([()] * len(strips))
        for group in groups([strip.shape[1] for strip in strips]):
            for number, told in zip(group, self._read([strips[number] for number in group]), strict=True):
                found[number] = told
        if self._head is not None:
            return self._head.read([(logits, features) for logits, features in found])
        return [(odds.argmax(axis=1), odds.max(axis=1)) for (odds,) in found]

    def _read(self, strips: Sequence[Picture]) -> Iterator[tuple[Floats, ...]]:
        packed = self._packed.get(room([strip.shape[1] for strip in strips]) or 0)
        if packed is not None:
            yield from packed.read(strips)
            return
        for strip in strips:
            self._alone.infer([strip[None]])
            yield tuple(np.array(tensor.data[0]) for tensor in self._alone.output_tensors)

    def warm(self) -> None:
        """Run once for every frame, so that forked children find all prepared."""
        for width in FRAMES:
            self.signs([np.zeros((48, width, 3), np.uint8)])

    def release(self) -> None:
        """Give back what the last strips passed through."""
        for made in self._made:
            made.release_memory()


@dataclass(frozen=True, slots=True)
class Local:
    """Both networks in this process."""

    detector: Detector
    recogniser: Recogniser

    def likelihood(self, frame: Picture) -> Floats:
        """How likely each pixel of a frame is part of a line."""
        return self.detector.likelihood(frame)

    def signs(self, strips: Sequence[Picture]) -> list[Signs]:
        """What stands in each column of each strip."""
        return self.recogniser.signs(strips)

    def release(self) -> None:
        """Give back to the system what the last pictures passed through: a forked process would copy what it writes."""
        self.detector.release()
        self.recogniser.release()
        give_back_memory()


def fastest(model: Any, alphabet: Sequence[str]) -> str:
    """The number format in which this processor runs a recogniser fastest, measured.

    Both formats read the same. bf16 is a candidate only where OpenVINO would take it unasked: there the processor
    multiplies it in hardware (`avx512_bf16`, AMX), in half to two thirds of the time. Where it would be emulated it
    takes six times as long, so that is not even tried.
    """
    if Core().get_property("CPU", "INFERENCE_PRECISION_HINT") != Type.bf16:
        return EXACT
    body, _ = _parted(model, usual(alphabet))
    strips = np.full((4, 48, 320, 3), 127, np.uint8)
    made = {precision: compiled(_fed_with_pictures(body), precision) for precision in (SHORT, EXACT)}
    requests = {precision: each.create_infer_request() for precision, each in made.items()}
    return quickest({precision: partial(request.infer, [strips]) for precision, request in requests.items()})


def quickest(works: Mapping[str, Callable[[], object]], clock: Callable[[], float] = time.process_time) -> str:
    """Which of these takes the least of a processor.

    They take turns, and the best turn of each counts: whatever else the machine does for a while slows all of them,
    and spoils no choice that is made for months.
    """
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(TURNS):
        for name, work in works.items():
            started = clock()
            work()
            spent[name].append(clock() - started)
    return min(works, key=lambda name: min(spent[name]))


def compiled(model: Any, precision: str) -> Any:
    """A model made ready for one thread that may run on any core, computing in this number format."""
    config = {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "INFERENCE_PRECISION_HINT": precision,
        # OpenVINO binds the only thread of each process to the first core: all servers would share that one.
        "ENABLE_CPU_PINNING": False,
    }
    return Core().compile_model(model, "CPU", config)


def _fed_with_pictures(model: Any, frame: tuple[int, int] | None = None) -> Any:
    """The model taking pictures as they are, bytes with the colours last; for frames of one size, if that is given."""
    fed = model.clone()
    steps = PrePostProcessor(fed)
    steps.input(0).tensor().set_element_type(Type.u8).set_layout(Layout("NHWC"))
    steps.input(0).model().set_layout(Layout("NCHW"))
    steps.input(0).preprocess().convert_element_type(Type.f32).mean(127.5).scale(127.5)
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


def _parted(model: Any, numbers: NDArray[np.int64]) -> tuple[Any, Any]:
    """The recogniser up to the logits of these signs, with the features below them, and its last layer for itself.

    Of a model that ends otherwise there is no such layer, and the model is as it was.
    """
    node = _last(model)
    if node.get_type_name() != "Softmax":
        return model, None
    found = [node]
    while found[-1].get_type_name() in ("Softmax", "Identity", "Add"):
        found.append(found[-1].input_value(0).get_node())
    if found[-1].get_type_name() != "MatMul" or sum(each.get_type_name() == "Add" for each in found) != 1:
        return model, None
    weights, features = _constant(found[-1], 1), found[-1].input_value(0)
    bias = next(_constant(each, 1).reshape(-1) for each in found if each.get_type_name() == "Add")
    if weights.shape[1] != len(bias):
        return model, None
    few = _logits(features, weights[:, numbers], bias[numbers])
    body = Model([opset13.result(few), opset13.result(features)], model.get_parameters(), "recogniser")
    rows = opset13.parameter([COLUMNS, len(weights)], np.float32)
    return body, Model([opset13.result(_logits(rows, weights, bias))], [rows], "signs")


def _logits(features: Any, weights: Floats, bias: Floats) -> Any:
    product = opset13.matmul(features, opset13.constant(np.ascontiguousarray(weights)), False, False)
    return opset13.add(product, opset13.constant(np.ascontiguousarray(bias)))


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
