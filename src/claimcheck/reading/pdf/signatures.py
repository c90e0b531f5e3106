"""What a PDF's own signatures tell: whether they cover the file, and whether it is the one that was signed.

Who signed is not looked into, and a signature that holds proves nothing of what the page says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import pikepdf
import pypdfium2

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said
from claimcheck.reading.pdf.revised import difference, drawn

MAX_SIGNATURES: Final = 16
MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")
"""How a signature of the kind that PDFs carry names the sum that it holds of what it covers."""
SUMS: Final = ("sha256", "sha1", "sha384", "sha512", "sha224", "md5", "sm3", "sha3_256", "sha3_384", "sha3_512")
MOST_PAGES: Final = 120
"""Pages that are drawn as they were and as they are: more than a file may have unless its limits are raised."""


def signals(opened: pikepdf.Pdf, data: bytes) -> Iterator[Signal]:
    """Signatures that leave a part of the file out, or hold the sum of another, and what changed since the first.

    Args:
        opened: the file.
        data: its bytes.
    """
    if b"ByteRange" not in data:
        return
    ends = list[int]()
    for signature in list(_signatures(opened))[:MAX_SIGNATURES]:
        end = _covered(signature, data)
        if end is None:
            yield Signal("edited.signature", "A signature in the PDF does not cover the whole of what it was put to.")
        elif not _holds(signature, data, end):
            yield Signal("edited.signature", "The PDF is not the one that was signed.")
        else:
            ends.append(end)
    if ends and data[min(ends) :].strip():
        yield from _changes(data[: min(ends)], data)


def _signatures(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Signatures wherever they hang: a viewer finds them by the form's fields, an attacker need not."""
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one:
            yield one
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/FT") == "/Sig":
            value = one.get("/V")
            if isinstance(value, pikepdf.Dictionary) and not value.is_indirect and "/ByteRange" in value:
                yield value


def _covered(signature: pikepdf.Object, data: bytes) -> int | None:
    """Where what a signature covers ends; None where it is not all from the beginning but the signature itself."""
    ranges = signature.get("/ByteRange")
    if not isinstance(ranges, pikepdf.Array) or len(ranges) != 4:
        return None
    try:
        start, first, second, length = (int(number) for number in ranges)
    except (TypeError, ValueError):
        return None
    if start != 0 or not 0 < first < second <= second + length <= len(data):
        return None
    gap = data[first:second].strip()
    plain = gap[:1] == b"<" and gap[-1:] == b">" and all(sign in b"0123456789abcdefABCDEF \r\n" for sign in gap[1:-1])
    return second + length if plain else None


def _holds(signature: pikepdf.Object, data: bytes, end: int) -> bool:
    """Whether a signature holds the sum of what it covers; one of a kind that holds none is not asked."""
    held = bytes(signature.Contents)
    if MESSAGE_DIGEST not in held:
        return True
    _, first, second, _ = (int(number) for number in signature.ByteRange)
    known = (name for name in SUMS if name in hashlib.algorithms_available)
    for name in known:
        found = hashlib.new(name, data[:first], usedforsecurity=False)
        found.update(data[second:end])
        if found.digest() in held:
            return True
    return False


def _changes(before: bytes, after: bytes) -> Iterator[Signal]:
    """The pages that look otherwise than they did, those that came or went, and what was not looked at."""
    with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(before) as old, pypdfium2.PdfDocument(after) as new:
        for opened in (old, new):
            opened.init_forms()
        most = max(len(old), len(new))
        for number in range(1, min(most, MOST_PAGES) + 1):
            is_changed, box = _difference(old, new, number)
            if is_changed:
                message = Said("Page {page} of the PDF was changed after it was signed.", page=number)
                yield Signal("edited.signature", message, number, box)
        if most > MOST_PAGES:
            form = "The PDF was added to after it was signed, and its pages after page {page} were not compared."
            yield Signal("edited.signature", Said(form, page=MOST_PAGES))


def _difference(old: pypdfium2.PdfDocument, new: pypdfium2.PdfDocument, number: int) -> tuple[bool, Box | None]:
    """Whether a page looks otherwise than it did, came or went; with the place where it has one."""
    if number > min(len(old), len(new)):
        return True, None
    one, other = drawn(old, number), drawn(new, number)
    box = difference(one, other)
    return one.shape != other.shape or box is not None, box
