"""A ZIP from a stranger, its files by name: nothing is written anywhere, and nothing unpacks to more than it may."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from claimcheck.reading.limits import MEGABYTE, Limits
from claimcheck.reading.outcome import Unreadable

MAX_ENTRIES = 2000
MAX_UNPACKED = 64 * MEGABYTE
"""Bytes that all files read from one archive may unpack to."""
MAX_RATIO = 200
"""Times that a file may be larger than it was packed, from a megabyte on."""
DAMAGED = "The OFD file is damaged. Ask its issuer for it again, or send a PDF."
TOO_LARGE = "The OFD file unpacks to more than any document holds. Send it as a PDF."


@dataclass(slots=True)
class Archive:
    """An open archive; counts what was unpacked of it, and remembers which files."""

    files: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    limits: Limits
    unpacked: int = field(default=0)
    used: set[str] = field(default_factory=set)

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""
        return _plain(name) in self.names

    def read(self, name: str) -> bytes:
        """A file's bytes.

        Raises:
            Unreadable: it is not there, damaged, locked, or larger than it may be.
        """
        entry = self.names.get(_plain(name))
        if entry is None:
            raise Unreadable("file.unreadable", DAMAGED)
        if entry.flag_bits & 1:
            raise Unreadable(
                "file.encrypted", "The OFD file is locked. Save it without the password and send it again."
            )
        cap = min(self.limits.max_attachment_bytes, MAX_UNPACKED - self.unpacked)
        if entry.file_size > cap or entry.file_size > max(MEGABYTE, MAX_RATIO * max(1, entry.compress_size)):
            raise Unreadable("file.too_large", TOO_LARGE)
        try:
            with self.files.open(entry) as packed:
                data = packed.read(cap + 1)  # the size that is declared may be a lie
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise Unreadable("file.unreadable", DAMAGED) from error
        if len(data) > cap:
            raise Unreadable("file.too_large", TOO_LARGE)
        self.unpacked += len(data)
        self.used.add(_plain(name))
        return data


def open_archive(data: bytes, limits: Limits) -> Archive:
    """Open an archive.

    Raises:
        Unreadable: it is cut off, damaged, or has too many files, or two of one name.
    """
    try:
        files = zipfile.ZipFile(io.BytesIO(data))
        entries = files.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        if data.rfind(b"PK\x05\x06", max(0, len(data) - 70_000)) < 0:
            message = "The OFD file breaks off before its end. Send the whole file again."
            raise Unreadable("file.truncated", message) from error
        raise Unreadable("file.unreadable", DAMAGED) from error
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("file.too_large", TOO_LARGE)
    names = {_plain(entry.filename): entry for entry in entries if not entry.is_dir()}
    if len(names) != sum(not entry.is_dir() for entry in entries):
        raise Unreadable("file.unreadable", DAMAGED)  # which of two files is meant, readers do not agree on
    return Archive(files, names, limits)


def beside(name: str, other: str) -> str:
    """The place of `other` as a file at `name` speaks of it: from its own folder, or from the top."""
    if other.startswith("/"):
        return _plain(other)
    return _plain(posixpath.join(posixpath.dirname(name), other))


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").removeprefix("../")
