"""Where commands work: the installation that the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from claimcheck.services.context import Context, open_context
from claimcheck.settings import load_settings


@contextmanager
def opened() -> Iterator[Context]:
    """The installation, for the length of a command."""
    context = open_context(load_settings())
    try:
        yield context
    finally:
        context.close()
