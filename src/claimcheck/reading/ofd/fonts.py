"""Fonts that an OFD file brings along, put into the PDF that it becomes: the glyphs that a viewer shows.

What text each glyph is meant to be goes beside it, so that print can be held against text, as in any PDF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from claimcheck.reading.xmltree import Node

MAX_GLYPHS: Final = 65_000
MAX_LETTERS: Final = 4 * MAX_GLYPHS
"""Code points of all tables of a font: those for Chinese list each sign twice."""
MAX_CODE: Final = 0xFFFF
MAX_DIGITS: Final = 9
COUNTS: Final = ("CodeCount", "GlyphCount")
TRUETYPE, OPENTYPE = (b"\x00\x01\x00\x00", b"true"), b"OTTO"


@dataclass(slots=True)
class Face:
    """One font that the file brings along.

    Attributes:
        data: its bytes.
        letters: code point to glyph, as its own table has it.
        used: glyph and its text, in the order in which they were first used: their places are their codes.
    """

    data: bytes
    letters: Mapping[int, int]
    used: dict[tuple[int, str], int] = field(default_factory=dict)

    def code(self, glyph: int, text: str) -> int | None:
        """The code under which a glyph is drawn that stands for a text; None where all codes are taken."""
        if len(self.used) >= MAX_CODE and (glyph, text) not in self.used:
            return None
        return self.used.setdefault((glyph, text), len(self.used) + 1)


def face(data: bytes) -> Face | None:
    """A font; None where it is of a kind that cannot be drawn."""
    if data[:4] not in (*TRUETYPE, OPENTYPE):
        return None
    try:
        return Face(data, dict(_letters(data)))
    except (struct.error, IndexError):
        return None


def glyphs(node: Node, text: str, letters: Mapping[int, int]) -> list[int] | None:
    """The glyph of each sign of a text object; None where signs and glyphs do not go one by one.

    Args:
        node: the text object, whose transformations say which glyphs are drawn, whatever its signs are.
        text: all its signs.
        letters: as its font maps them.
    """
    found = [letters.get(ord(sign), 0) for sign in text]
    for change in node.children("CGTransform"):
        words = [change.attribute("CodePosition") or "0", *(change.attribute(name) or "1" for name in COUNTS)]
        words += change.value("Glyphs").split()
        if not all(word.isdecimal() and len(word) <= MAX_DIGITS for word in words):
            return None
        start, codes, count, *said = map(int, words)
        if codes != count or len(said) != count or start + codes > len(found):
            return None
        found[start : start + codes] = said
    return found if all(glyph < MAX_GLYPHS for glyph in found) else None


def embedded(pdf: pikepdf.Pdf, font: Face) -> pikepdf.Object:
    """The font as the PDF's own."""
    name, is_open = pikepdf.Name("/OFDOWN+Face"), font.data[:4] == OPENTYPE
    file = pdf.make_stream(font.data)
    if is_open:
        file.Subtype = pikepdf.Name.OpenType
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=4, Ascent=880, Descent=-120, CapHeight=700,
        ItalicAngle=0, StemV=80, FontBBox=pikepdf.Array([-500, -300, 1500, 1000]),
    )  # fmt: skip
    descriptor["/FontFile3" if is_open else "/FontFile2"] = file
    places = bytearray(2 * (len(font.used) + 1))
    for (glyph, _), code in font.used.items():
        struct.pack_into(">H", places, 2 * code, glyph)
    below = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, DW=1000,
            FontDescriptor=descriptor,
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=pdf.make_stream(bytes(places)), W=_widths(font),
        )
    )  # fmt: skip
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([below]), ToUnicode=pdf.make_stream(_to_unicode(font.used)),
        )
    )  # fmt: skip


def _widths(font: Face) -> pikepdf.Array:
    """The width of each code, in thousandths of the font's size."""
    try:
        tables = dict(_tables(font.data))
        (per_em,) = struct.unpack_from(">H", font.data, tables[b"head"] + 18)
        (count,) = struct.unpack_from(">H", font.data, tables[b"hhea"] + 34)
        places = [tables[b"hmtx"] + 4 * min(glyph, count - 1) for glyph, _ in font.used]
        widths = [struct.unpack_from(">H", font.data, place)[0] * 1000 // per_em for place in places]
    except (struct.error, KeyError, ZeroDivisionError):
        return pikepdf.Array()
    return pikepdf.Array([1, pikepdf.Array(widths)])


def _to_unicode(used: Mapping[tuple[int, str], int]) -> bytes:
    rows = [b"<%04x> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for (_, text), code in used.items()]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    blocks = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n" + blocks + b"\nendcmap end end"
    )


def _letters(data: bytes) -> Iterator[tuple[int, int]]:
    """Code points and glyphs of a font's tables, the better known table last.

    Raises:
        IndexError: there are more than any font has.
    """
    start = dict(_tables(data)).get(b"cmap")
    if start is None:
        return
    (count,) = struct.unpack_from(">H", data, start + 2)
    places = [struct.unpack_from(">HHI", data, start + 4 + 8 * number)[2] for number in range(min(count, 32))]
    left = iter(range(MAX_LETTERS))
    for place in reversed(dict.fromkeys(reversed(places))):  # a table that is listed twice counts where it is last
        yield from _table(data, start + place, left)
        if next(left, None) is None:
            raise IndexError(MAX_LETTERS)


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The tables of a font and where they begin."""
    (count,) = struct.unpack_from(">H", data, 4)
    for at in range(12, 12 + 16 * min(count, 64), 16):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, at)
        yield tag, start


def _table(data: bytes, at: int, left: Iterator[int]) -> Iterator[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 4:
        yield from _segments(data, at, left)
    elif form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for number in range(min(groups, MAX_GLYPHS)):
            first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
            for code, _ in zip(range(first, min(last, first + MAX_GLYPHS) + 1), left, strict=False):
                yield code, glyph + code - first


def _segments(data: bytes, at: int, left: Iterator[int]) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    ends: Sequence[int] = struct.unpack_from(f">{count}H", data, at + 14)
    starts: Sequence[int] = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas: Sequence[int] = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    for i in range(count):
        (jump,) = struct.unpack_from(">H", data, ranges_at + 2 * i)
        for code, _ in zip(range(starts[i], min(ends[i], 0xFFFE) + 1), left, strict=False):
            glyph = code
            if jump:
                (glyph,) = struct.unpack_from(">H", data, ranges_at + 2 * i + jump + 2 * (code - starts[i]))
            if not jump or glyph:
                yield code, (glyph + deltas[i]) & 0xFFFF
