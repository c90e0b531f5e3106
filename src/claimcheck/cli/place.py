"""Where commands work: the installation that the settings name, and files that the caller names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimcheck.errors import ConfigError
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


def read_bytes(file: Path) -> bytes:
    """A file's bytes.

    Raises:
        ConfigError: where it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from None


def read_text(file: Path) -> str:
    """A file's text, which must be UTF-8.

    Raises:
        ConfigError: where it cannot be read.
    """
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8 text (byte {error.start})") from None
