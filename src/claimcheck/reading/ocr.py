"""Which OCR engine reads: RapidOCR on OpenVINO, or Tesseract where that is absent or asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from claimcheck.errors import ConfigError
from claimcheck.reading.lines import Reader

READERS = {
    "rapidocr": ("claimcheck.reading.paddle", "load"),
    "rapidocr-f32": ("claimcheck.reading.paddle", "load_exact"),
    "tesseract": ("claimcheck.reading.tesseract", "load"),
}
"""The module of each reader, and its function that loads it."""


def load(reader: str) -> Reader:
    """The engine of that name, loaded once a process.

    Raises:
        ConfigError: there is no such reader, or its library is not installed.
    """
    return cast("Reader", getattr(_module(reader), READERS[reader][1])())


def warm(reader: str) -> None:
    """Load the engine in this process, before any fork, so that no child has to."""
    load(reader)


def reader_version(reader: str) -> str:
    """What a stored reading depends on; another version is another reading.

    Raises:
        ConfigError: there is no such reader, or its library is not installed.
    """
    return f"{_module(reader).reader_version()} reading {READING_VERSION}"


READING_VERSION = 5
"""Of this package: raised whenever it would read the same file differently."""


def _module(reader: str) -> Any:
    if reader not in READERS:
        raise ConfigError(f"There is no reader {reader!r}; choose one of: {', '.join(sorted(READERS))}.")
    # By name, so that a machine without OpenVINO can run the Tesseract reader.
    try:
        return import_module(READERS[reader][0])
    except ImportError as error:
        raise ConfigError(f"The reader {reader!r} is not installed here: {error}.") from error
