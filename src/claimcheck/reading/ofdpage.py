"""One page of an OFD file as drawing instructions of a PDF: its texts sign by sign, its lines and its pictures.

OFD counts in millimetres from the top left, PDF in points from the bottom left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from claimcheck.reading.outcome import Unreadable
from claimcheck.reading.xmltree import Node

POINT = 72 / 25.4
MAX_SIGNS = 60_000
MAX_OBJECTS = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(?:[eE][-+]?\d{1,2})?")
_STEPS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Matrix = tuple[float, float, float, float, float, float]
LEVEL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What a page becomes.

    Attributes:
        width, height: in millimetres.
        parts: drawing instructions.
        pictures: resource ids of the pictures that they use.
        texts: what each text object says, by its id.
    """

    width: float
    height: float
    parts: list[bytes] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    signs: int = 0
    objects: int = 0

    def add(self, content: Node, is_picture: Callable[[str], bool]) -> None:
        """Draw what a `Page` element holds, layer by layer.

        Raises:
            Unreadable: there is more on it than on any page.
        """
        for layer in content.all("Content/Layer"):
            self._block(layer, is_picture)

    def _block(self, block: Node, is_picture: Callable[[str], bool]) -> None:
        for node in block.children():
            if node.attribute("Visible").lower() == "false":
                continue
            self.objects += 1
            if self.objects > MAX_OBJECTS or self.signs > MAX_SIGNS:
                raise Unreadable("file.too_large", "A page of the OFD file holds more than any document. Send a PDF.")
            if node.name == "PageBlock":
                self._block(node, is_picture)
            elif node.name == "TextObject":
                self._text(node)
            elif node.name == "PathObject":
                self._path(node)
            elif node.name == "ImageObject" and is_picture(node.attribute("ResourceID")):
                self._picture(node)

    def _text(self, node: Node) -> None:
        left, top, _, _ = numbers(node.attribute("Boundary"), 4)
        (size,) = numbers(node.attribute("Size"), 1)
        matrix, said = _matrix(node.attribute("CTM")), []
        mode = 3 if node.attribute("Alpha") == "0" or node.attribute("Fill").lower() == "false" else 0
        self.parts.append(b"q BT %d Tr /F %.3f Tf %s" % (mode, size * POINT, _colour(node, "FillColor", b"rg")))
        for code in node.all("TextCode"):
            text = (code.element.text or "").strip("\n\r\t")
            self.signs += len(text)
            for sign, x, y, step in _places(code, text):
                across, down = left + _x(matrix, x, y), top + _y(matrix, x, y)
                a, b, c, d, _, _ = matrix
                a, b = a * _narrowed(sign, step, size), b * _narrowed(sign, step, size)
                shape = b"%.4f %.4f %.4f %.4f %.3f %.3f Tm" % (
                    a, -b, -c, d, across * POINT, (self.height - down) * POINT,
                )  # fmt: skip
                if ord(sign) < 0x10000 and not sign.isspace():
                    self.parts.append(shape + b" <" + sign.encode("utf-16-be").hex().encode() + b"> Tj")
            said.append(text)
        self.parts.append(b"ET Q")
        if node.attribute("ID"):
            self.texts[node.attribute("ID")] = "".join(said)

    def _path(self, node: Node) -> None:
        left, top, _, _ = numbers(node.attribute("Boundary"), 4)
        matrix = _matrix(node.attribute("CTM"))
        strokes, fills = node.attribute("Stroke").lower() != "false", node.attribute("Fill").lower() == "true"
        width = numbers(node.attribute("LineWidth") or "0.35", 1)[0]
        commands = list(self._commands(node.value("AbbreviatedData"), left, top, matrix))
        if not commands or not (strokes or fills):
            return
        paint = b"B" if strokes and fills else b"S" if strokes else b"f"
        colours = _colour(node, "StrokeColor", b"RG") + b" " + _colour(node, "FillColor", b"rg")
        self.parts.append(b"q %.3f w %s %s %s Q" % (width * POINT, colours, b" ".join(commands), paint))

    def _commands(self, data: str, left: float, top: float, matrix: Matrix) -> Iterator[bytes]:
        words = data.replace(",", " ").split()
        if len(words) > MAX_SIGNS:
            raise Unreadable("file.too_large", "A page of the OFD file holds more than any document. Send a PDF.")
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
            placed = [self._point(left + _x(matrix, x, y), top + _y(matrix, x, y)) for x, y in points]
            sign = {"S": b"m", "M": b"m", "L": b"l", "A": b"l", "Q": b"c", "B": b"c", "C": b"h"}[words[at]]
            yield b" ".join((*placed, sign))
            last = points[-1] if points else last
            at += 1 + step

    def _point(self, across: float, down: float) -> bytes:
        return b"%.3f %.3f" % (across * POINT, (self.height - down) * POINT)

    def _picture(self, node: Node) -> None:
        left, top, wide, tall = numbers(node.attribute("Boundary"), 4)
        name = node.attribute("ResourceID")
        if name not in self.pictures:
            self.pictures.append(name)
        place = (wide * POINT, tall * POINT, left * POINT, (self.height - top - tall) * POINT)
        self.parts.append(b"q %.3f 0 0 %.3f %.3f %.3f cm /I%d Do Q" % (*place, self.pictures.index(name)))


def numbers(text: str, count: int) -> tuple[float, ...]:
    """So many numbers of an attribute.

    Raises:
        Unreadable: they are not there.
    """
    found = tuple(float(word) for word in text.split() if _NUMBER.fullmatch(word))
    if len(found) < count:
        raise Unreadable("file.unreadable", "The OFD file is damaged. Ask its issuer for it again, or send a PDF.")
    return found[:count]


def _matrix(text: str) -> Matrix:
    if not text.strip():
        return LEVEL
    a, b, c, d, e, f = numbers(text, 6)
    return a, b, c, d, e, f


def _x(matrix: Matrix, x: float, y: float) -> float:
    return matrix[0] * x + matrix[2] * y + matrix[4]


def _y(matrix: Matrix, x: float, y: float) -> float:
    return matrix[1] * x + matrix[3] * y + matrix[5]


def _cubic(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """The cubic curve that a quadratic one is."""
    first = tuple(s + 2 / 3 * (m - s) for s, m in zip(start, middle, strict=True))
    second = tuple(e + 2 / 3 * (m - e) for e, m in zip(end, middle, strict=True))
    return [(first[0], first[1]), (second[0], second[1]), end]


def _colour(node: Node, name: str, operator: bytes) -> bytes:
    """The operator that sets a colour; black where none is given."""
    words = next((colour.attribute("Value").split() for colour in node.children(name)), [])
    values = [min(255.0, max(0.0, float(word))) / 255 for word in words if _NUMBER.fullmatch(word)]
    if len(values) == 1:
        values = values * 3
    if len(values) == 4:  # cyan, magenta, yellow, black
        values = [(1 - value) * (1 - values[3]) for value in values[:3]]
    red, green, blue = values if len(values) == 3 else (0.0, 0.0, 0.0)
    return b"%.3f %.3f %.3f " % (red, green, blue) + operator


def _narrowed(sign: str, step: float, size: float) -> float:
    """How much narrower than its font has it a sign is drawn, so that it does not touch the next."""
    return min(1.0, max(0.3, step / size)) if sign in "¥￥" and step > 0 and size > 0 else 1.0


def _places(code: Node, text: str) -> Iterator[tuple[str, float, float, float]]:
    """Each sign of a text with its place in its object, and the step to the next."""
    (x,), (y,) = numbers(code.attribute("X") or "0", 1), numbers(code.attribute("Y") or "0", 1)
    across, down = _deltas(code.attribute("DeltaX"), len(text)), _deltas(code.attribute("DeltaY"), len(text))
    for i, sign in enumerate(text):
        step = across[i] if i < len(across) else 0.0
        yield sign, x, y, step
        x += step
        y += down[i] if i < len(down) else 0.0


def _deltas(text: str, count: int) -> Sequence[float]:
    """Steps between signs; `g 5 3.2` is five times 3.2."""
    words, found, at = text.split(), list[float](), 0
    while at < len(words) and len(found) < count:
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdigit():
            step = numbers(words[at + 2], 1)[0]
            found += [step] * min(int(words[at + 1]), count - len(found))
            at += 3
        else:
            found += numbers(words[at], 1)
            at += 1
    return found
