"""One page of an OFD file as drawing instructions of a PDF: its texts sign by sign, its lines and its pictures.

OFD counts in millimetres from the top left, PDF in points from the bottom left. What programs show differently is not
guessed at: the page is marked `unsure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import Final, TypeVar

from claimcheck.reading.ofd import fonts
from claimcheck.reading.ofd.look import (
    DAMAGED,
    MAX_INHERITED,
    NUMBER,
    Matrix,
    Resources,
    Style,
    across,
    down,
    matrix,
    numbers,
    style,
)
from claimcheck.reading.outcome import Unreadable
from claimcheck.reading.xmltree import Node

POINT = 72 / 25.4
MAX_SIGNS = 60_000
MAX_OBJECTS = 20_000
_STEPS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_ORDER: Final = {"Background": 0, "Foreground": 2}
"""Layers beneath and above the others, wherever they stand in the file."""
TOO_MUCH: Final = "A page of the OFD file holds more than any document. Send a PDF."
One = TypeVar("One")
Faces = Callable[[str], fonts.Face]
"""To the font in a file of the archive; raises `KeyError` where it cannot be drawn."""


@dataclass(slots=True)
class Drawing:
    """What a page becomes.

    Attributes:
        width, height: in millimetres.
        faces: the fonts that the file brings along.
        parts: drawing instructions.
        pictures: files of the pictures that they use.
        fonts: files of the fonts that they use, but for the machine's own.
        opacities: how much areas and lines hide of what is below, where not all is.
        texts: what each text object says, by its id.
        unsure: whether programs may show the page otherwise than it is drawn here.
    """

    width: float
    height: float
    faces: Faces
    parts: list[bytes] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    opacities: list[tuple[float, float]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    unsure: bool = False
    signs: int = 0
    objects: int = 0
    depth: int = 0

    def add(self, content: Node, known: Resources) -> None:
        """Draw what a `Page` element holds, layer by layer.

        Raises:
            Unreadable: there is more on it than on any page.
        """
        for layer in sorted(content.all("Content/Layer"), key=lambda layer: _ORDER.get(layer.attribute("Type"), 1)):
            self.block(layer, known, layer.attribute("DrawParam"))

    def block(self, block: Node, known: Resources, layer: str = "") -> None:
        """Draw the objects of a block.

        Raises:
            Unreadable: there is more on the page than on any.
        """
        for node in block.children():
            if node.attribute("Visible").lower() == "false" or node.name in ("Clips", "Actions"):
                continue
            self.objects += 1
            if self.objects > MAX_OBJECTS or self.signs > MAX_SIGNS:
                raise Unreadable("file.too_large", TOO_MUCH)
            if node.name == "PageBlock":
                self.block(node, known, layer)
                continue
            look = style(node, layer, known)
            with self._clipped(node):
                if node.name == "TextObject":
                    self._text(node, look, known)
                elif node.name == "PathObject":
                    self._path(node, look)
                elif node.name == "ImageObject":
                    self._picture(node, look, known)
                elif node.name == "CompositeObject":
                    self._unit(node, layer, known)

    @contextmanager
    def _clipped(self, node: Node) -> Iterator[None]:
        """Within the block, only what lies within an object's clips is drawn."""
        clips = [clip for listed in node.children("Clips") for clip in listed.children("Clip")]
        self.parts.append(b"q")
        left, top, _, _ = numbers(node.attribute("Boundary"), 4) if clips else (0.0, 0.0, 0.0, 0.0)
        for clip in clips:
            inside = list[bytes]()
            for area in clip.children("Area"):
                self.unsure = self.unsure or any(True for _ in area.children("Text"))
                for path in area.children("Path"):
                    x, y, _, _ = numbers(path.attribute("Boundary") or "0 0 0 0", 4)
                    data = path.value("AbbreviatedData")
                    inside += self._commands(data, left + x, top + y, matrix(area.attribute("CTM")))
            self.parts.append(b" ".join(inside or [b"0 0 m"]) + b" W n")
        yield
        self.parts.append(b"Q")

    def _text(self, node: Node, look: Style, known: Resources) -> None:
        left, top, wide, tall = numbers(node.attribute("Boundary"), 4)
        (size,) = numbers(node.attribute("Size"), 1)
        strokes, fills = node.attribute("Stroke").lower() == "true", node.attribute("Fill").lower() != "false"
        mode = (2 if strokes else 0) if fills else (1 if strokes else 3)
        codes = list(node.all("TextCode"))
        texts = [(code.element.text or "").strip("\n\r\t") for code in codes]
        own = self._glyphs(node, "".join(texts), known)
        font = b"/F" if own is None else b"/O%d" % _place(self.fonts, known.fonts[node.attribute("Font")])
        # What stands outside of an object's frame is cut off by some programs; frames are seldom drawn exactly.
        self.frame(left - size, top - size, wide + 2 * size, tall + 2 * size)
        self._paint(look, fills, strokes)
        self.parts.append(b"BT %d Tr %s %.3f Tf %s" % (mode, font, size * POINT, self._colours(look, fills, strokes)))
        shape, at = matrix(node.attribute("CTM")), 0
        upright = node.attribute("CharDirection") in ("", "0")
        self.unsure = self.unsure or (not upright and any(map(_is_latin, "".join(texts))))
        for code, text in zip(codes, texts, strict=True):
            self.signs += len(text)
            for sign, x, y, step in _places(code, text):
                to = left + across(shape, x, y), top + down(shape, x, y)
                drawn = b"%04x" % own[at] if own is not None else sign.encode("utf-16-be").hex().encode()
                if (ord(sign) < 0x10000 or own is not None) and not sign.isspace():
                    narrow = 1.0 if own is not None else _narrowed(sign, step, size)
                    self.parts.append(self._set(_turned(shape, node), narrow, to) + b" <" + drawn + b"> Tj")
                at += 1
        self.parts.append(b"ET")
        if node.attribute("ID") and not self.depth:
            self.texts[node.attribute("ID")] = "".join(texts)

    def _glyphs(self, node: Node, text: str, known: Resources) -> list[int] | None:
        """The codes of a text's glyphs in a font of the file; None where it is set in one of the machine's."""
        name, changed = node.attribute("Font"), any(True for _ in node.children("CGTransform"))
        try:
            own = self.faces(known.fonts[name]) if known.fonts.get(name) else None
        except KeyError:
            self.unsure = True
            return None
        if own is None:
            self.unsure = self.unsure or changed  # which glyphs those are depends on the machine
            return None
        found = fonts.glyphs(node, text, own.letters)
        if found is None:
            self.unsure = True
            return None
        codes = [own.code(glyph, sign) for glyph, sign in zip(found, text, strict=True)]
        self.unsure = self.unsure or None in codes
        return None if None in codes else [code for code in codes if code is not None]

    def _set(self, shape: Matrix, narrow: float, to: tuple[float, float]) -> bytes:
        a, b, c, d, _, _ = shape
        place = (to[0] * POINT, (self.height - to[1]) * POINT)
        return b"%.4f %.4f %.4f %.4f %.3f %.3f Tm" % (a * narrow, -b * narrow, -c, d, *place)

    def frame(self, left: float, top: float, wide: float, tall: float) -> None:
        """Draw from here on only what lies within a frame."""
        place = (left * POINT, (self.height - top - tall) * POINT, wide * POINT, tall * POINT)
        self.parts.append(b"%.3f %.3f %.3f %.3f re W n" % place)

    def _paint(self, look: Style, fills: bool, strokes: bool) -> None:
        """Set how much the next object hides of what is below, with its area and with its lines."""
        opacities = (look.opacity("FillColor") if fills else 1.0, look.opacity("StrokeColor") if strokes else 1.0)
        if min(opacities) < 1:
            self.parts.append(b"/G%d gs" % _place(self.opacities, opacities))

    def _colours(self, look: Style, fills: bool, strokes: bool) -> bytes:
        said = []
        for name, operator, asked in (("FillColor", b"rg", fills), ("StrokeColor", b"RG", strokes)):
            colour = look.colour(name) if asked else (0.0, 0.0, 0.0)
            self.unsure = self.unsure or colour is None
            said.append(b"%.3f %.3f %.3f " % (colour or (0.0, 0.0, 0.0)) + operator)
        return b" ".join(said)

    def _path(self, node: Node, look: Style) -> None:
        left, top, _, _ = numbers(node.attribute("Boundary"), 4)
        strokes, fills = node.attribute("Stroke").lower() != "false", node.attribute("Fill").lower() == "true"
        commands = list(self._commands(node.value("AbbreviatedData"), left, top, matrix(node.attribute("CTM"))))
        if not commands or not (strokes or fills):
            return
        was = self.unsure
        colours = self._colours(look, fills, strokes)
        self.unsure = was  # an area of shades says nothing, and hides what is below as one of ink does
        self._paint(look, fills, strokes)
        paint = b"B" if strokes and fills else b"S" if strokes else b"f"
        if node.attribute("Rule") == "Even-Odd" and fills:
            paint += b"*"
        self.parts.append(b"%.3f w %s %s %s" % (look.width() * POINT, colours, b" ".join(commands), paint))

    def _commands(self, data: str, left: float, top: float, by: Matrix) -> Iterator[bytes]:
        words = data.replace(",", " ").split()
        if len(words) > MAX_SIGNS:
            raise Unreadable("file.too_large", TOO_MUCH)
        at, last = 0, (0.0, 0.0)
        while at < len(words):
            step = _STEPS.get(words[at], -1)
            if step < 0:
                return
            values = numbers(" ".join(words[at + 1 : at + 1 + step]), step) if step else ()
            points = list(zip(values[::2], values[1::2], strict=False))
            if words[at] == "Q":
                points = _cubic(last, points[0], points[1])
            elif words[at] == "A":
                points = [(values[5], values[6])]  # an arc as its chord: stamps and rounded corners say nothing
            placed = [self._point(left + across(by, x, y), top + down(by, x, y)) for x, y in points]
            sign = {"S": b"m", "M": b"m", "L": b"l", "A": b"l", "Q": b"c", "B": b"c", "C": b"h"}[words[at]]
            yield b" ".join((*placed, sign))
            last = points[-1] if points else last
            at += 1 + step

    def _point(self, x: float, y: float) -> bytes:
        return b"%.3f %.3f" % (x * POINT, (self.height - y) * POINT)

    def _picture(self, node: Node, look: Style, known: Resources) -> None:
        left, top, wide, tall = numbers(node.attribute("Boundary"), 4)
        name, said = node.attribute("ResourceID"), node.attribute("CTM")
        if name not in known.pictures:
            return
        by = matrix(said) if said.strip() else (wide, 0.0, 0.0, tall, 0.0, 0.0)
        self.frame(left, top, wide, tall)
        self._paint(look, fills=True, strokes=False)
        x, y = left + by[2] + by[4], top + by[3] + by[5]  # the picture's lower left corner, where PDF begins
        place = (by[0], -by[1], -by[2], by[3], x, self.height - y)
        number = _place(self.pictures, known.pictures[name])
        self.parts.append(b"%.3f %.3f %.3f %.3f %.3f %.3f cm /I%d Do" % (*(v * POINT for v in place), number))

    def _unit(self, node: Node, layer: str, known: Resources) -> None:
        """Draw a unit that the resources define, where and as large as the object says."""
        unit = known.units.get(node.attribute("ResourceID"))
        if unit is None:
            return
        left, top, wide, tall = numbers(node.attribute("Boundary"), 4)
        self.frame(left, top, wide, tall)
        a, b, c, d, e, f = matrix(node.attribute("CTM"))
        self.within((a, b, c, d, e + left, f + top), [*unit.children("Content")], known, layer)

    def within(self, by: Matrix, blocks: Sequence[Node], known: Resources, layer: str = "") -> None:
        """Draw blocks in a place of their own.

        Raises:
            Unreadable: there is more on the page than on any.
        """
        if self.depth >= MAX_INHERITED:
            raise Unreadable("file.unreadable", DAMAGED)
        a, b, c, d, e, f = by
        high, place = self.height, (POINT * (c * self.height + e), POINT * (self.height - d * self.height - f))
        self.parts.append(b"q %.5f %.5f %.5f %.5f %.3f %.3f cm" % (a, -b, -c, d, *place))
        self.depth += 1
        for block in blocks:
            self.block(block, known, layer)
        self.depth -= 1
        self.height = high
        self.parts.append(b"Q")


def _place(listed: list[One], one: One) -> int:
    """Where a thing stands in a list, at whose end it is put if it is new."""
    if one not in listed:
        listed.append(one)
    return listed.index(one)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _turned(shape: Matrix, node: Node) -> Matrix:
    """How each sign is drawn: widened, and turned where it stands."""
    a, b, c, d, e, f = shape
    wider, turn = node.attribute("HScale"), node.attribute("CharDirection")
    scale = float(wider) if NUMBER.fullmatch(wider) else 1.0
    a, b = a * scale, b * scale
    angle = radians(float(turn)) if NUMBER.fullmatch(turn) else 0.0
    on, off = round(cos(angle), 6), round(sin(angle), 6)
    return on * a + off * c, on * b + off * d, on * c - off * a, on * d - off * b, e, f


def _cubic(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """The cubic curve that a quadratic one is."""
    first = tuple(s + 2 / 3 * (m - s) for s, m in zip(start, middle, strict=True))
    second = tuple(e + 2 / 3 * (m - e) for e, m in zip(end, middle, strict=True))
    return [(first[0], first[1]), (second[0], second[1]), end]


def _narrowed(sign: str, step: float, size: float) -> float:
    """How much narrower than its font has it a sign is drawn, so that it does not touch the next."""
    return min(1.0, max(0.3, step / size)) if sign in "¥￥" and step > 0 and size > 0 else 1.0


def _places(code: Node, text: str) -> Iterator[tuple[str, float, float, float]]:
    """Each sign of a text with its place in its object, and the step to the next."""
    (x,), (y,) = numbers(code.attribute("X") or "0", 1), numbers(code.attribute("Y") or "0", 1)
    along, below = _deltas(code.attribute("DeltaX"), len(text)), _deltas(code.attribute("DeltaY"), len(text))
    for i, sign in enumerate(text):
        step = along[i] if i < len(along) else 0.0
        yield sign, x, y, step
        x += step
        y += below[i] if i < len(below) else 0.0


def _deltas(text: str, count: int) -> Sequence[float]:
    """Steps between signs; `g 5 3.2` is five times 3.2."""
    words, found, at = text.split(), list[float](), 0
    while at < len(words) and len(found) < count:
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdecimal():
            step = numbers(words[at + 2], 1)[0]
            found += [step] * min(int(words[at + 1][: fonts.MAX_DIGITS]), count - len(found))
            at += 3
        else:
            found += numbers(words[at], 1)
            at += 1
    return found
