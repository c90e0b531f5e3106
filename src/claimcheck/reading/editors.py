"""Programs that edit pictures, by the name that they leave in the files they save."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model.documents import Signal

EDITORS = re.compile(
    rb"photoshop|\bgimp\b|canva\b|pixelmator|picsart|snapseed|affinity photo|paint\.net|photoscape|fotor\b|pixlr|"
    rb"polarr|facetune|meitu|photopea|coreldraw|corel photo|inkscape|adobe illustrator|krita",
    re.IGNORECASE,
)
"""Programs that change pictures; cameras, scanners and viewers that only turn them are not among them."""
NAMES = tuple(re.findall(rb"[a-z]{4,}", EDITORS.pattern.replace(rb"\b", b" ")))
"""A word of each: looked for first, for a search regardless of case takes a hundredth of a page's time."""


def signals(data: bytes) -> Iterator[Signal]:
    """A picture editor that signed the picture file: in its EXIF, XMP or Photoshop blocks, near the beginning."""
    start = data[: 1 << 16].lower()
    if not any(name in start for name in NAMES):
        return
    found = EDITORS.search(data[: 1 << 16])
    if found is not None:
        name = found[0].decode("ascii", "replace")
        yield Signal(
            "edited.software", f"The picture was saved by a program that edits pictures ({name}).", strength=0.8
        )
