"""What was laid upon the pages of an OFD file after they were made: its annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said
from claimcheck.reading import xmltree
from claimcheck.reading.archive import Archive, beside
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofdlook import Resources, numbers, style
from claimcheck.reading.xmltree import Node

PALE: Final = 0.5
"""How light letters are, or how little they hide, that are a watermark's."""


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation.

    Attributes:
        look: its appearance.
        watermark: whether it says that it is one.
    """

    look: Node
    watermark: bool


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
                        kept += [Note(look, note.attribute("Type") == "Watermark") for look in note.all("Appearance")]
    return found


def told(note: Note, number: int, width: float, height: float, known: Resources) -> Iterator[Signal]:
    """A note that says something: somebody typed it on the page, unless it is a watermark, which is pale.

    Args:
        note: what is shown.
        number: of its page.
        width: of the page, in millimetres.
        height: the same.
        known: resources of the file.
    """
    texts = [Node(each) for each in note.look.element.iter("{*}TextObject")]
    text = "".join(code.text for each in texts for code in each.all("TextCode"))
    hides = any(True for kind in ("ImageObject", "PathObject") for _ in note.look.element.iter(f"{{*}}{kind}"))
    if not any(map(str.isalnum, text)) or (note.watermark and not hides and all(_is_pale(t, known) for t in texts)):
        return
    left, top, wide, tall = numbers(note.look.attribute("Boundary"), 4)
    edges = (left / width, top / height, (left + wide) / width, (top + tall) / height)
    box = Box(*(round(min(max(edge, 0.0), 1.0), 4) for edge in edges))
    message = Said("On page {page} somebody typed a note: “{text}”.", page=number, text=text[:30])
    yield Signal("edited.note", message, number, box)


def _is_pale(text: Node, known: Resources) -> bool:
    look = style(text, "", known)
    return sum(look.colour("FillColor") or ()) >= 3 * PALE or look.opacity("FillColor") <= PALE
