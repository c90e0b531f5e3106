"""Signs of life: a process touches its file about once a second, and whoever asks looks at the file's age."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from claimcheck.settings import Settings

STALE_SECONDS = 60.0


def heartbeat(settings: Settings, name: str) -> Callable[[], None]:
    """Note that the process `name` is well; called again and again. A full disk does not end the process."""
    path = _file(settings, name)

    def beat() -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    return beat


def seconds_since(settings: Settings, name: str) -> float | None:
    """How long ago the process `name` was well; None if it never was."""
    try:
        # A sign from the future was given before the clock was set back: how old it is nobody knows.
        return abs(time.time() - _file(settings, name).stat().st_mtime)
    except FileNotFoundError:
        return None


def all_of(settings: Settings) -> list[tuple[str, float]]:
    """Every process of this machine that ever was well, and how long ago."""
    folder = settings.data_dir / "alive"
    names = sorted(file.name for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return [(name, age) for name in names for age in (seconds_since(settings, name),) if age is not None]


def _file(settings: Settings, name: str) -> Path:
    return settings.data_dir / "alive" / name
