"""How tests are run: which come first, and when memory is looked through. What they share is in `provided`."""

from __future__ import annotations

import atexit
import gc
import os
from pathlib import Path

import pytest

# Tests leave few cycles behind: to look for them as often as a long-lived process must took an eighth of all time.
gc.set_threshold(100_000, 50, 50)
gc.disable()  # until all tests are found: what is imported on the way stays


def pytest_configure(config: pytest.Config) -> None:
    """The shared fixtures stand in a plugin of their own, which imports nearly all of the product.

    The process that leads others runs no test: without it, they start two seconds earlier.
    """
    if hasattr(config, "workerinput"):
        # What is registered first runs last: all is told by then, and to free all objects one by one takes 4 s.
        atexit.register(os._exit, 0)
    if not config.getoption("numprocesses", None) or hasattr(config, "workerinput"):
        config.pluginmanager.import_plugin("provided")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests the long files come first: who is done early then takes short ones.

    A file may take as long as the longest limit of its slow tests; of equal ones goes first what has more of them.
    """
    if not hasattr(config, "workerinput"):
        return
    weights: dict[Path, tuple[float, int]] = {}
    for item in items:
        if item.get_closest_marker("slow"):
            limit = item.get_closest_marker("timeout")
            most = (limit.args or (limit.kwargs.get("timeout", 0.0),))[0] if limit else 0.0
            longest, tests = weights.get(item.path, (0.0, 0))
            weights[item.path] = max(longest, float(most)), tests + 1
    items.sort(key=lambda item: weights.get(item.path, (0.0, 0)), reverse=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is imported by now stays for good: the garbage collector need not walk it again and again.

    The process that leads others, which collect for it, comes here too.
    """
    gc.freeze()
    gc.enable()
