"""Strips that are read side by side are read as if each were alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from openvino import Model, opset13

from claimcheck.reading.networks.nets import EXACT, Recogniser, compiled

ALPHABET = ("", "a", "b", "c", "d")
WIDTHS = (64, 416, 32, 96, 1056)
"""Of strips that share a frame, and of one that is wider than all frames."""


def network() -> Model:
    """One that looks aside, weighs by a mean, attends and tells signs apart, as recognisers do."""
    random = np.random.default_rng(3)

    def numbers(*shape: int) -> Any:
        return opset13.constant(random.normal(0, 0.4, shape).astype(np.float32))

    def near(given: Any, weights: Any, strides: Sequence[int], aside: int) -> Any:
        return opset13.convolution(given, weights, strides, [1, aside], [1, aside], [1, 1])

    def within(given: Any, weights: Any) -> Any:
        return opset13.convolution(given, weights, [1, 1], [0, 0], [0, 0], [1, 1])

    x = opset13.parameter([-1, 3, 48, -1], np.float32)
    seen = opset13.relu(opset13.add(near(x, numbers(4, 3, 3, 3), [2, 2], 1), numbers(1, 4, 1, 1)))
    seen = opset13.add(near(seen, numbers(4, 4, 3, 3), [2, 2], 1), numbers(1, 4, 1, 1))
    mean = opset13.reduce_mean(seen, opset13.constant(np.array([2, 3])), True)
    weight = opset13.relu(opset13.add(within(mean, numbers(2, 4, 1, 1)), numbers(1, 2, 1, 1)))
    weight = opset13.add(within(weight, numbers(4, 2, 1, 1)), numbers(1, 4, 1, 1))
    weighed = opset13.multiply(seen, opset13.hard_sigmoid(weight, np.float32(0.2), np.float32(0.5)))
    looked = opset13.add(near(weighed, numbers(4, 4, 3, 3), [1, 1], 1), numbers(1, 4, 1, 1))
    pool = opset13.avg_pool(looked, [12, 2], [0, 0], [0, 0], [12, 2], True)
    further = opset13.convolution(pool, numbers(4, 4, 1, 7), [1, 1], [0, 3], [0, 3], [1, 1])
    columns = opset13.transpose(opset13.squeeze(further, opset13.constant(np.array([2]))), np.array([0, 2, 1]))
    heads = opset13.unsqueeze(columns, opset13.constant(np.array([1])))
    attending = opset13.softmax(opset13.matmul(heads, heads, False, True), 3)
    attended = opset13.squeeze(opset13.matmul(attending, heads, False, False), opset13.constant(np.array([1])))
    features = opset13.add(columns, attended)
    logits = opset13.add(opset13.matmul(features, numbers(4, len(ALPHABET)), False, False), numbers(len(ALPHABET)))
    return Model([opset13.result(opset13.softmax(logits, 2))], [x], "recogniser")


def test_strips_that_share_a_frame_are_read_as_if_each_were_alone() -> None:
    random = np.random.default_rng(5)
    strips = [random.integers(0, 255, (48, width, 3), dtype=np.uint8) for width in WIDTHS]
    alone = compiled(network(), EXACT)
    for strip, (best, odds) in zip(strips, Recogniser(network(), EXACT, ALPHABET).signs(strips), strict=True):
        given = (strip.transpose(2, 0, 1)[None].astype(np.float32) - 127.5) / 127.5
        told = alone([given])[0][0]
        assert best.tolist() == told.argmax(axis=1).tolist()
        signs = best != 0  # how likely no sign is, nobody asks
        assert odds[signs] == pytest.approx(told.max(axis=1)[signs], abs=1e-4)
        assert signs.any()
