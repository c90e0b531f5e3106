"""The pipe between reader child and parent: one frame a page, one at the end; anything less is a failure.

A child that cannot read anything, because a part of the reader itself is not there, says so in a frame of its own.

A frame is a letter, the length of its JSON, the length of the picture behind it, and both.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HEAD = struct.Struct(">cII")
PAGE, SECOND_LOOK, END, BROKEN = b"P", b"S", b"E", b"B"
MAX_JSON = 64 * 1024 * 1024
MAX_PICTURE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of the child."""

    kind: bytes
    body: Any
    picture: bytes


def send(pipe: int, kind: bytes, body: Any, picture: bytes = b"") -> None:
    """Write one frame, whole."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    waiting = memoryview(HEAD.pack(kind, len(text), len(picture)) + text + picture)
    while waiting:
        waiting = waiting[os.write(pipe, waiting) :]


class Inbox:
    """Bytes as they come from the child, cut into frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def take(self, data: bytes) -> Iterator[Frame]:
        """The frames that `data` completes.

        Raises:
            ValueError: the child sends what it should not.
        """
        self._waiting += data
        while len(self._waiting) >= HEAD.size:
            kind, text_size, picture_size = HEAD.unpack_from(self._waiting)
            if kind not in (PAGE, SECOND_LOOK, END, BROKEN) or text_size > MAX_JSON or picture_size > MAX_PICTURE:
                raise ValueError("not a frame")
            whole = HEAD.size + text_size + picture_size
            if len(self._waiting) < whole:
                return
            text = bytes(self._waiting[HEAD.size : HEAD.size + text_size])
            picture = bytes(self._waiting[HEAD.size + text_size : whole])
            del self._waiting[:whole]
            yield Frame(kind, json.loads(text.decode("utf-8", "replace")), picture)
