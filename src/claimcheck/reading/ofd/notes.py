"""What was laid upon the pages of an OFD file after they were made: its annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said
from claimcheck.reading import xmltree
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd.archive import Archive, beside
from claimcheck.reading.ofd.look import Resources, numbers, style
from claimcheck.reading.xmltree import Node

UNIT: Final = "{*}CompositeObject"
PALE: Final = 0.5
"""How light letters are, or how little they hide, that are a watermark's."""


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation.

    Attributes:
        look: its appearance.
        kind: what it says that it is: `Stamp`, `Watermark`, `Highlight`, `Path` or `Link`.
    """

    look: Node
    kind: str


Notes = Mapping[int, Sequence[Note]]
"""Page number to its notes, in their order."""


def notes(archive: Archive, root: str, document: Node, limits: Limits) -> Notes:
    """What is shown upon the pages; what is hidden is left out."""
    numbered = {page.attribute("ID"): number for number, page in enumerate(document.all("Pages/Page"), start=1)}
    found: dict[int, list[Note]] = {}
    for listed in document.all("Annotations"):
        place = beside(root, listed.text)
        if not archive.holds(place):
            continue
        for page in xmltree.parse(archive.read(place), limits).all("Page"):
            name = beside(place, page.value("FileLoc"))
            if archive.holds(name) and page.attribute("PageID") in numbered:
                kept = found.setdefault(numbered[page.attribute("PageID")], [])
                for note in xmltree.parse(archive.read(name), limits).all("Annot"):
                    if note.attribute("Visible").lower() != "false":
                        kept += [Note(look, note.attribute("Type")) for look in note.all("Appearance")]
    return found


def told(note: Note, number: int, width: float, height: float, known: Resources) -> Iterator[Signal]:
    """A note that says something: somebody typed it on the page, unless it is a watermark, which is pale.

    A picture may say something too, but for a stamp's, which is how the tax authority seals its invoices.

    Args:
        note: what is shown.
        number: of its page.
        width: of the page, in millimetres.
        height: the same.
        known: resources of the file.
    """
    shown = list(_shown(note.look, known))
    text = "".join(code.text for each in shown for code in each.all("TextCode") if each.name == "TextObject")
    pictured = note.kind != "Stamp" and any(each.name == "ImageObject" for each in shown)
    is_pale = note.kind == "Watermark" and all(_is_pale(each, known) for each in shown)
    if is_pale or not (pictured or any(map(str.isalnum, text))):
        return
    left, top, wide, tall = numbers(note.look.attribute("Boundary"), 4)
    edges = (left / width, top / height, (left + wide) / width, (top + tall) / height)
    box = Box(*(round(min(max(edge, 0.0), 1.0), 4) for edge in edges))
    message = Said("On page {page} somebody typed a note: “{text}”.", page=number, text=text[:30] or "…")
    yield Signal("edited.note", message, number, box)


def _shown(look: Node, known: Resources) -> Iterator[Node]:
    """The texts, pictures and lines of a note, and of the units that it uses, each unit once."""
    blocks, units = [look], set[str]()
    while blocks:
        for element in blocks.pop().element.iter("{*}TextObject", "{*}ImageObject", "{*}PathObject", UNIT):
            node = Node(element)
            name = node.attribute("ResourceID")
            if node.name != "CompositeObject":
                yield node
            elif name in known.units and name not in units:
                units.add(name)
                blocks.append(known.units[name])


def _is_pale(shown: Node, known: Resources) -> bool:
    look = style(shown, "", known)
    if shown.name != "TextObject":
        return shown.name == "ImageObject" and look.opacity("FillColor") <= PALE
    return sum(look.colour("FillColor") or ()) >= 3 * PALE or look.opacity("FillColor") <= PALE
