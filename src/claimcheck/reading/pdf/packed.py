"""Packed streams of a PDF, unpacked under a cap, and whether they are whole; and its scans, which are JPEGs."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator

import pikepdf

from claimcheck.model.said import Said
from claimcheck.reading.limits import MEGABYTE
from claimcheck.reading.outcome import Unreadable
from claimcheck.reading.pictures import jpeg

CHUNK = 1 << 16
MAX_JPEG = 64 * MEGABYTE
FLATE = (["/FlateDecode"], ["/Fl"])


def filters(stream: pikepdf.Object) -> list[str]:
    """The names of how a stream is packed, outermost first."""
    packing = stream.get("/Filter")
    if packing is None:
        return []
    return [str(packing)] if isinstance(packing, pikepdf.Name) else [str(each) for each in packing]


def inflate(raw: bytes, cap: int) -> tuple[bytes, bool]:
    """What a packed stream holds, up to `cap` bytes, and whether it came to its end without damage."""
    engine = zlib.decompressobj()
    try:
        return engine.decompress(raw, cap), engine.eof
    except zlib.error:
        return b"", False


def measure(raw: bytes, cap: int) -> tuple[int, bool]:
    """How much a packed stream holds, as far as just beyond `cap`, and whether it came to its end without damage."""
    engine, size, waiting = zlib.decompressobj(), 0, raw
    try:
        while waiting and size <= cap and not engine.eof:
            size += len(engine.decompress(waiting, CHUNK))
            waiting = engine.unconsumed_tail
    except zlib.error:
        return size, False
    return size, engine.eof


def damaged_pages(opened: pikepdf.Pdf, cap: int) -> Iterator[int]:
    """Numbers of the pages whose drawing instructions break off or do not unpack: something on them is not shown.

    Raises:
        Unreadable: a page's instructions unpack to more than `cap` bytes.
    """
    for number, page in enumerate(opened.pages, start=1):
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        for stream in streams:
            if not isinstance(stream, pikepdf.Stream) or filters(stream) not in FLATE:
                continue
            raw = bytes(stream.read_raw_bytes())
            size, whole = measure(raw, cap)
            if size > cap:
                message = Said(
                    "Page {page} of the PDF is too complex to be a document. Print it to a new PDF or scan it.",
                    page=number,
                )  # fmt: skip
                raise Unreadable("file.too_large", message, number)
            if raw and not whole:
                yield number
                break


def damaged_scans(opened: pikepdf.Pdf, at_most: int) -> Iterator[int]:
    """Numbers of the pages with a JPEG that lacks data, in which decoders fill in something else without a word."""
    checked = set[tuple[int, int]]()
    for number, page in enumerate(opened.pages, start=1):
        for picture in page.get_images().values():
            if picture.objgen in checked or filters(picture)[-1:] != ["/DCTDecode"]:
                continue
            if len(checked) >= at_most:
                return
            checked.add(picture.objgen)
            data = _wrapped(picture)
            if data is None or jpeg.damage(data):
                yield number
                break


def _wrapped(picture: pikepdf.Object) -> bytes | None:
    """The JPEG in an image of a PDF; None where what it is wrapped in is damaged."""
    data = bytes(picture.read_raw_bytes())
    for name in filters(picture)[:-1]:
        if name == "/ASCII85Decode":
            try:
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            except ValueError:
                return None
        elif [name] in FLATE:
            data, whole = inflate(data, MAX_JPEG)
            if not whole:
                return None
    return data
