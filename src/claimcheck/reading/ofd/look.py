"""What the objects of an OFD page look like: colours, drawing parameters that they inherit, fonts, pictures, units.

Resources are listed for the whole file and for single pages; an object that names none has its layer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from claimcheck.reading import xmltree
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd.archive import Archive, beside
from claimcheck.reading.outcome import Unreadable
from claimcheck.reading.xmltree import Node

MAX_INHERITED: Final = 8
"""Drawing parameters that may stand upon each other, and units within units."""
NUMBER: Final = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(?:[eE][-+]?\d{1,2})?")
DAMAGED: Final = "The OFD file is damaged. Ask its issuer for it again, or send a PDF."
Matrix = tuple[float, float, float, float, float, float]
LEVEL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Resources:
    """What objects name by an id.

    Attributes:
        pictures: to the name of the picture's file.
        fonts: to the name of the font's file, empty where the machine's own is meant.
        parameters: drawing parameters.
        units: composite units.
    """

    pictures: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Node] = field(default_factory=dict)
    units: Mapping[str, Node] = field(default_factory=dict)


def resources(archive: Archive, lists: Iterator[tuple[str, str]], known: Resources, limits: Limits) -> Resources:
    """The resources of some lists beside those that are known.

    Args:
        archive: the open file.
        lists: the file that names each list, and the list's place as it says.
        known: those of the whole file.
        limits: of what is unpacked.
    """
    for base, place in lists:
        name = beside(base, place)
        if not archive.holds(name):
            continue
        listed = xmltree.parse(archive.read(name), limits)
        folder = listed.attribute("BaseLoc")
        pictures, fonts = dict(known.pictures), dict(known.fonts)
        for media in listed.all("MultiMedias/MultiMedia"):
            file = _file(name, folder, media.value("MediaFile"))
            if media.attribute("Type") == "Image" and archive.holds(file):
                pictures[media.attribute("ID")] = file
        for font in listed.all("Fonts/Font"):
            within = font.value("FontFile")
            fonts[font.attribute("ID")] = _file(name, folder, within) if within else ""
        known = replace(
            known, pictures=pictures, fonts=fonts,
            parameters={**known.parameters, **_by_id(listed, "DrawParams/DrawParam")},
            units={**known.units, **_by_id(listed, "CompositeGraphicUnits/CompositeGraphicUnit")},
        )  # fmt: skip
    return known


def _file(listed: str, folder: str, name: str) -> str:
    return beside(listed, f"{folder}/{name}" if folder else name)


def _by_id(listed: Node, path: str) -> dict[str, Node]:
    return {node.attribute("ID"): node for node in listed.all(path)}


@dataclass(frozen=True, slots=True)
class Style:
    """How one object is painted: what it says itself, else its drawing parameters, else its layer's."""

    sources: tuple[Node, ...]

    def colour(self, name: str) -> tuple[float, float, float] | None:
        """Red, green and blue from 0 to 1; black where none is said, None where it is no plain colour."""
        said = self._colour(name)
        if said is None:
            return 0.0, 0.0, 0.0
        words = said.attribute("Value").replace(",", " ").split()
        values = [_level(word) for word in words]
        if None in values or len(values) not in (1, 3, 4) or any(True for _ in said.children()):
            return None
        parts = [value for value in values if value is not None]
        if len(parts) == 4:  # cyan, magenta, yellow, black
            parts = [(1 - value) * (1 - parts[3]) for value in parts[:3]]
        red, green, blue = parts * 3 if len(parts) == 1 else parts
        return red, green, blue

    def opacity(self, name: str) -> float:
        """How much a colour hides of what is below, from 0 to 1."""
        said = self._colour(name)
        alphas = [self.sources[0].attribute("Alpha"), said.attribute("Alpha") if said is not None else ""]
        opacity = 1.0
        for alpha in alphas:
            value = float(alpha) / 255 if NUMBER.fullmatch(alpha) else 1.0
            opacity *= min(1.0, max(0.0, value))
        return round(opacity, 2)

    def width(self) -> float:
        """Of lines, in millimetres."""
        said = next((width for node in self.sources if (width := node.attribute("LineWidth"))), "0.35")
        return numbers(said, 1)[0]

    def _colour(self, name: str) -> Node | None:
        return next((colour for node in self.sources for colour in node.children(name)), None)


def style(node: Node, layer: str, known: Resources) -> Style:
    """What says how an object is painted, the first that speaks winning."""
    sources = [node]
    for first in (node.attribute("DrawParam"), layer):
        name, depth = first, 0
        while name in known.parameters and depth < MAX_INHERITED:
            sources.append(known.parameters[name])
            name, depth = known.parameters[name].attribute("Relative"), depth + 1
    return Style(tuple(sources))


def _level(word: str) -> float | None:
    if word.startswith("#"):
        return int(word[1:], 16) / 255 if re.fullmatch(r"#[0-9a-fA-F]{1,2}", word) else None
    return min(255.0, max(0.0, float(word))) / 255 if NUMBER.fullmatch(word) else None


def numbers(text: str, count: int) -> tuple[float, ...]:
    """So many numbers of an attribute.

    Raises:
        Unreadable: they are not there.
    """
    found = tuple(float(word) for word in text.split() if NUMBER.fullmatch(word))
    if len(found) < count:
        raise Unreadable("file.unreadable", DAMAGED)
    return found[:count]


def matrix(text: str) -> Matrix:
    """A transformation as it is written; none where nothing is."""
    if not text.strip():
        return LEVEL
    a, b, c, d, e, f = numbers(text, 6)
    return a, b, c, d, e, f


def across(by: Matrix, x: float, y: float) -> float:
    """Where a point comes to lie, from the left."""
    return by[0] * x + by[2] * y + by[4]


def down(by: Matrix, x: float, y: float) -> float:
    """Where a point comes to lie, from the top."""
    return by[1] * x + by[3] * y + by[5]
