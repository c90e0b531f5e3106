"""Fonts that an OFD file brings along cost no more than any font does, whatever their tables say."""

import struct

import pytest

from claimcheck.reading.ofd import fonts


def font(*tables: bytes) -> bytes:
    """A font with nothing but a table of letters, which lists each of these once, and the last one twice."""
    start, listed, body = 4 + 8 * (len(tables) + 1), b"", b""
    for table in (*tables, b""):
        listed += struct.pack(">HHI", 3, 1, start + len(body) - (0 if table else len(tables[-1])))
        body += table
    letters = struct.pack(">HH", 0, len(tables) + 1) + listed + body
    head = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0)
    return head + struct.pack(">4sIII", b"cmap", 0, 28, len(letters)) + letters


def segments(*spans: tuple[int, int]) -> bytes:
    """A table of form 4 that maps each span to the glyphs of the same numbers."""
    count = len(spans)
    ends, starts = (struct.pack(f">{count}H", *(span[i] for span in spans)) for i in (1, 0))
    head = struct.pack(">HHHHHHH", 4, 0, 0, 2 * count, 0, 0, 0)
    return head + ends + b"\0\0" + starts + bytes(2 * count) + bytes(2 * count)


def groups(*spans: tuple[int, int]) -> bytes:
    """A table of form 12 that maps the first of each span to glyph 1."""
    return struct.pack(">HHIII", 12, 0, 0, 0, len(spans)) + b"".join(struct.pack(">III", *span, 1) for span in spans)


@pytest.mark.parametrize(
    ("data", "letters"),
    [
        (font(segments((0x41, 0x5A))), 26),
        (font(segments((0x4E00, 0xFFFE)), groups((0x4E00, 0xFFFE), (0x20000, 0x22000))), 0xFFFF - 0x4E00 + 0x2001),
        (font(*[segments((0x4E00, 0xFFFE))] * 5), 0xFFFF - 0x4E00),
        (font(segments(*[(0, 0xFFFE)] * 2000)), None),
        (font(groups(*[(0, 0xFFFFFFFF)] * 2000)), None),
        (font(*[segments((0, 0xFFFE))] * 30), None),
    ],
    ids=["latin", "Chinese", "Chinese five times", "segments", "groups", "tables"],
)
def test_a_font_maps_no_more_letters_than_any_has(data: bytes, letters: int | None) -> None:
    face = fonts.face(data)
    assert (face and len(face.letters)) == letters


def test_codes_end_where_two_bytes_do() -> None:
    face = fonts.Face(b"", {})
    codes = [face.code(glyph, sign) for sign in "ab" for glyph in range(40_000)]
    assert (codes[0], codes[fonts.MAX_CODE - 1], set(codes[fonts.MAX_CODE :])) == (1, fonts.MAX_CODE, {None})
    assert face.code(0, "a") == 1
