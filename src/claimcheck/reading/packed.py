"""Packed streams of a PDF, unpacked under a cap, and whether they are whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf

CHUNK = 1 << 16
FLATE = (["/FlateDecode"], ["/Fl"])


def filters(stream: pikepdf.Object) -> list[str]:
    """The names of how a stream is packed, outermost first."""
    packing = stream.get("/Filter")
    if packing is None:
        return []
    return [str(packing)] if isinstance(packing, pikepdf.Name) else [str(each) for each in packing]


def inflate(raw: bytes, cap: int) -> tuple[bytes, bool]:
    """What a packed stream holds, up to `cap` bytes, and whether it came to its end without damage."""
    engine, out, size = zlib.decompressobj(), list[bytes](), 0
    try:
        waiting = raw
        while waiting and size <= cap and not engine.eof:
            piece = engine.decompress(waiting, CHUNK)
            waiting = engine.unconsumed_tail
            out.append(piece)
            size += len(piece)
    except zlib.error:
        return b"".join(out), False
    return b"".join(out)[:cap], engine.eof and size <= cap


def damaged_pages(opened: pikepdf.Pdf, cap: int) -> Iterator[int]:
    """Numbers of the pages whose drawing instructions break off or do not unpack: something on them is not shown."""
    for number, page in enumerate(opened.pages, start=1):
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        for stream in streams:
            if isinstance(stream, pikepdf.Stream) and filters(stream) in FLATE and not _is_whole(stream, cap):
                yield number
                break


def _is_whole(stream: pikepdf.Stream, cap: int) -> bool:
    raw = bytes(stream.read_raw_bytes())
    unpacked, whole = inflate(raw, cap)
    # Some programs leave the checksum off; what was drawn is complete then, and ends between two instructions.
    return whole or (bool(unpacked) and len(unpacked) >= cap) or not raw
