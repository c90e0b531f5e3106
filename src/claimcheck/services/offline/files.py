"""Files that the caller of a command names."""

from __future__ import annotations

from pathlib import Path

from claimcheck.errors import ConfigError


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
    """A file's text, which must be UTF-8; a mark of the order of bytes is left out.

    Raises:
        ConfigError: where it cannot be read.
    """
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8 text (byte {error.start})") from None
