"""The recogniser made to read many strips in one call, side by side in one frame, as if each were alone.

A call costs as much as reading some hundred pixels, and as much again where its shape is another than that of the call
before. So strips of whatever widths stand in a frame of one of few widths, and whatever looks beyond a column sees
nothing of the neighbours:

* before each layer that looks at columns beside its own, what stands between strips is made nothing, as beyond the end
  of a picture;
* what is the mean over a whole strip is a mean over each;
* a column attends to those of its own strip.

In the exact format of numbers the answers are those of strips read alone, to the fifth figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openvino import Model, opset13

from claimcheck.reading.lines import Picture
from claimcheck.reading.networks.signs import Floats
from claimcheck.reading.networks.strips import GAP, MOST

COLUMN = 8
"""Pixels of a strip that become one column of what is told of it."""
BETWEEN = 3
"""Columns of nothing between strips, where the widest look is at three on either side."""
PART = 4
"""Pixels of a column where means are taken."""
FAR = -1e4
"""Added to how much a column attends to one of another strip."""
_CHAIN = ("Convolution", "Add", "Relu", "HardSigmoid", "Identity")


def columns(width: int) -> int:
    """How many columns the answer to a frame has."""
    return width // COLUMN + BETWEEN * MOST


class Packed:
    """Reads strips that stand side by side."""

    def __init__(self, request: Any, names: Sequence[str], width: int) -> None:
        """Take the network.

        Args:
            request: of a network that `side_by_side` made.
            names: of what it is given, in order.
            width: of its frame.
        """
        self._request, self._names, self._width = request, names, width

    def read(self, strips: Sequence[Picture]) -> list[tuple[Floats, Floats]]:
        """Logits of the usual signs and features, a row a column, of each strip; they fit into the frame together."""
        places = list(_places([strip.shape[1] for strip in strips]))
        frame = np.zeros((1, strips[0].shape[0], self._width, 3), np.uint8)
        for strip, place in zip(strips, places, strict=True):
            frame[0, :, place.left : place.right] = strip
        given = _given(places, self._width) | {"x": frame}
        self._request.infer([given[name] for name in self._names])
        told = [tensor.data[0] for tensor in self._request.output_tensors]
        logits, features = ([np.array(each[place.first : place.end]) for place in places] for each in told)
        return list(zip(logits, features, strict=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a strip stands in the frame, in pixels, and what is told of it, in columns."""

    left: int
    right: int
    first: int

    @property
    def end(self) -> int:
        return self.first + (self.right - self.left) // COLUMN


def _places(widths: Sequence[int]) -> Iterator[_Place]:
    left = first = 0
    for width in widths:
        yield _Place(left, left + width, first)
        left, first = left + width + GAP, first + width // COLUMN + BETWEEN


def _given(places: Sequence[_Place], width: int) -> dict[str, NDArray[Any]]:
    """What the network is told of where strips stand."""
    end = columns(width)
    masks = {part: np.zeros((1, 1, 1, width // part), np.float32) for part in (1, 2, PART)}
    told, source = np.zeros((1, 1, 1, end), np.float32), np.zeros(end, np.int32)
    owners, shares = np.zeros((width // PART, MOST), np.float32), np.ones((1, 1, MOST), np.float32)
    others = np.full((1, 1, end, end), FAR, np.float32)
    for number, place in enumerate(places):
        for part, mask in masks.items():
            mask[..., place.left // part : place.right // part] = 1
        own = slice(place.first, place.end)
        told[..., own], others[..., own, own] = 1, 0
        source[own] = np.arange(place.left // COLUMN, place.right // COLUMN)
        owners[place.left // PART : place.right // PART, number] = 1
        shares[..., number] = PART / (place.right - place.left)
    named = {f"mask{width // part}": mask for part, mask in masks.items()}
    return named | {f"mask{end}": told, "source": source, "owners": owners, "shares": shares, "others": others}


def side_by_side(body: Model, width: int) -> Model | None:
    """The recogniser up to its last layer, for strips side by side in a frame so wide; None of a model of another make.

    Args:
        body: from pictures to logits and features, for one strip or several of one width.
        width: of the frame, a multiple of 32.
    """
    model = body.clone()
    height = int(model.input().get_partial_shape()[2].get_length())
    model.reshape([1, 3, height, width])
    model.get_parameters()[0].set_friendly_name("x")
    pools = [node for node in model.get_ordered_ops() if node.get_type_name() == "AvgPool"]
    if len(pools) != 1 or model.output(0).get_partial_shape()[1].get_length() != width // COLUMN:
        return None
    given = {name: _parameter(name, each) for name, each in _given((), width).items()}
    model.add_parameters(list(given.values()))
    _spread(pools[0], given["source"])
    alone = [gated for node in _means(model) for gated in _weighed(node, given)]
    model.validate_nodes_and_infer_types()
    _kept_apart(model, given, alone)
    for node in model.get_ordered_ops():
        if node.get_type_name() == "Softmax":
            node.input(0).replace_source_output(opset13.add(node.input_value(0), given["others"]).output(0))
    model.validate_nodes_and_infer_types()
    return model


def _parameter(name: str, like: NDArray[Any]) -> Any:
    made = opset13.parameter(list(like.shape), like.dtype)
    made.set_friendly_name(name)
    return made


def _spread(pool: Any, source: Any) -> None:
    """Put more room between strips, for a layer that looks further."""
    after = list(pool.output(0).get_target_inputs())
    spread = opset13.gather(pool.output(0), source, opset13.constant(np.int32(3)))
    for each in after:
        each.replace_source_output(spread.output(0))


def _means(model: Model) -> list[Any]:
    """Layers that take the mean over all columns."""
    nodes = [node for node in model.get_ordered_ops() if node.get_type_name() == "ReduceMean"]
    return [node for node in nodes if len(node.input_value(0).get_partial_shape()) == 4]


def _weighed(mean: Any, given: dict[str, Any]) -> list[str]:
    """Have what is weighed by a mean weighed by that of each strip; the names of what is weighed.

    Between strips the weights are nothing.
    """
    source = mean.input_value(0)
    height = int(source.get_partial_shape()[2].get_length())
    down = opset13.avg_pool(source, [height, 1], [0, 0], [0, 0], [height, 1], True)
    sums = opset13.matmul(_flat(down), given["owners"], False, False)
    told = opset13.unsqueeze(opset13.multiply(sums, given["shares"]), _axis(2))
    node = mean
    while node.get_type_name() != "HardSigmoid":
        (after,) = node.output(0).get_target_inputs()
        node = after.get_node()
        told = _same(node, told)
    weights = opset13.matmul(_flat(told), given["owners"], False, True)
    weights = opset13.unsqueeze(weights, _axis(2))
    after = list(node.output(0).get_target_inputs())
    for each in after:
        each.replace_source_output(weights.output(0))
    return [each.get_node().get_friendly_name() for each in after]


def _same(node: Any, given: Any) -> Any:
    """The layer, of something else."""
    kind, rest = node.get_type_name(), [node.input_value(place) for place in range(1, len(node.inputs()))]
    if kind not in _CHAIN:
        raise ValueError(f"{kind} between a mean and what it weighs")
    if kind == "Convolution":
        return opset13.convolution(given, *rest, [1, 1], [0, 0], [0, 0], [1, 1])
    if kind == "Add":
        return opset13.add(given, *rest)
    if kind == "Relu":
        return opset13.relu(given)
    return given if kind == "Identity" else opset13.hard_sigmoid(given, *rest)


def _kept_apart(model: Model, given: dict[str, Any], alone: Sequence[str]) -> None:
    """Make nothing of what stands between strips, before each layer that looks at columns beside its own."""
    masked = dict[tuple[str, int], Any]()
    for node in model.get_ordered_ops():
        if not _looks_aside(node):
            continue
        source = node.input_value(0)
        while source.get_node().get_type_name() == "Identity":
            source = source.get_node().input_value(0)
        name = source.get_node().get_friendly_name()
        if name not in alone:
            key, wide = (name, source.get_index()), source.get_partial_shape()[3].get_length()
            masked[key] = masked.get(key) or opset13.multiply(source, given[f"mask{wide}"])
            node.input(0).replace_source_output(masked[key].output(0))


def _looks_aside(node: Any) -> bool:
    if node.get_type_name() in ("Convolution", "GroupConvolution"):
        return int(node.input_value(1).get_partial_shape()[-1].get_length()) > 1
    return bool(node.get_type_name() == "MaxPool")


def _flat(node: Any) -> Any:
    return opset13.squeeze(node, _axis(2))


def _axis(number: int) -> Any:
    return opset13.constant(np.array([number], np.int64))
