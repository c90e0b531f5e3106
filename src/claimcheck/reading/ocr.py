"""Which OCR engine reads: RapidOCR on OpenVINO, or Tesseract where that is absent or asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from claimcheck.errors import ConfigError
from claimcheck.reading.lines import Reader
from claimcheck.reading.netserver import Kept

READERS = {
    "rapidocr": ("claimcheck.reading.paddle", "load", "kept"),
    "rapidocr-f32": ("claimcheck.reading.paddle", "load_exact", "kept_exact"),
    "tesseract": ("claimcheck.reading.tesseract", "load", "load"),
}
"""The module of each reader, its function that loads it in this process, and the one that loads it beside this one."""


def load(reader: str) -> Reader:
    """The engine of that name in this process, loaded once.

    Raises:
        ConfigError: there is no such reader, or its library is not installed.
    """
    return cast("Reader", getattr(_module(reader), READERS[reader][1])())


def engine(reader: str) -> Reader | Kept:
    """The engine of that name, its networks in a process of their own if it has any; loaded once.

    Raises:
        ConfigError: there is no such reader, or its library is not installed.
    """
    return cast("Reader | Kept", getattr(_module(reader), READERS[reader][2])())


def warm(reader: str) -> None:
    """Load the engine before any fork, so that no child has to."""
    engine(reader)


def attend(reader: str) -> None:
    """See that what `warm` started still runs; call it from the same process now and then."""
    warmed = engine(reader)
    if isinstance(warmed, Kept):
        warmed.keeper.attend()


def reader_version(reader: str) -> str:
    """What a stored reading depends on; another version is another reading.

    Raises:
        ConfigError: there is no such reader, or its library is not installed.
    """
    return f"{_module(reader).reader_version()} reading {READING_VERSION}"


READING_VERSION = 8
"""Of this package: raised whenever it would read the same file differently."""


def _module(reader: str) -> Any:
    if reader not in READERS:
        raise ConfigError(f"There is no reader {reader!r}; choose one of: {', '.join(sorted(READERS))}.")
    # By name, so that a machine without OpenVINO can run the Tesseract reader.
    try:
        return import_module(READERS[reader][0])
    except ImportError as error:
        raise ConfigError(f"The reader {reader!r} is not installed here: {error}.") from error
