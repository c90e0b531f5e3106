"""How the networks are made ready."""

from __future__ import annotations

from collections.abc import Callable

from openvino import Model, Type, opset13

from claimcheck.reading.networks.nets import EXACT, TURNS, compiled, quickest


def test_networks_of_several_processes_may_use_every_core() -> None:
    """Bound to a core, each process would take the first one, and all of them share it."""
    given = opset13.parameter([1, 3], Type.f32)
    network = compiled(Model([opset13.result(opset13.relu(given))], [given], "small"), EXACT)
    assert network.get_property("ENABLE_CPU_PINNING") is False
    assert network.get_property("INFERENCE_NUM_THREADS") == 1


def test_the_quicker_number_format_is_chosen_though_it_was_held_up_in_all_turns_but_one() -> None:
    took = {"slow": [0.08] * TURNS, "quick": [*[0.3] * (TURNS - 1), 0.05]}
    now = 0.0

    def working(name: str) -> Callable[[], None]:
        def work() -> None:
            nonlocal now
            now += took[name].pop()

        return work

    assert quickest({name: working(name) for name in ("slow", "quick")}, lambda: now) == "quick"
