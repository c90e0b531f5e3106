"""How the networks are made ready."""

from __future__ import annotations

from openvino import Model, Type, opset13

from claimcheck.reading.nets import EXACT, compiled


def test_networks_of_several_processes_may_use_every_core() -> None:
    """Bound to a core, each process would take the first one, and all of them share it."""
    given = opset13.parameter([1, 3], Type.f32)
    network = compiled(Model([opset13.result(opset13.relu(given))], [given], "small"), EXACT)
    assert network.get_property("ENABLE_CPU_PINNING") is False
    assert network.get_property("INFERENCE_NUM_THREADS") == 1
