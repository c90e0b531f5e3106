"""Notes, stamps and form fields on a PDF's pages: what somebody other than its issuer may have put there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said

SHOWS_TEXT: Final = re.compile(rb"[\])>]\s*(?:Tj|TJ|'|\")(?![A-Za-z])")
SHOWS: Final = re.compile(SHOWS_TEXT.pattern + rb"|/[^\s/]*\s+Do(?![A-Za-z])|(?<![A-Za-z])BI\s")
"""Text or a picture, in drawing instructions."""
Place = tuple[int, int]
"""Of an object in its file: number and generation."""
SAY_NOTHING: Final = frozenset({"/Link", "/Popup"})
HIDDEN: Final = 2 | 32
"""Flags of a note that no screen shows."""
DEEPEST: Final = 6
"""Form fields within each other."""
MOST_LOOKS: Final = 2000
"""Drawing instructions of a page's notes that are looked into: what comes after them is taken to show something."""


def signals(page: pikepdf.Page, number: int) -> Iterator[Signal]:
    """The notes of a page that show text or a picture, and the form fields that hold a text; with their places."""
    left = iter(range(MOST_LOOKS))
    for note in laid_upon(page):
        said, kind = _said(note), note.get("/Subtype")
        if (said and kind in ("/Widget", "/FreeText")) or (kind != "/Widget" and _shows(note, left)):
            message = Said("On page {page} somebody typed a note: “{text}”.", page=number, text=said[:30] or "…")
            yield Signal("edited.note", message, number, _place(note, page), 0.9)


def laid_upon(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    """Whatever is laid upon a page and seen, but for links, buttons and signatures."""
    listed = page.obj.get("/Annots")
    for note in listed if isinstance(listed, pikepdf.Array) else ():
        if not isinstance(note, pikepdf.Dictionary) or str(note.get("/Subtype")) in SAY_NOTHING:
            continue
        flags = note.get("/F", 0)
        if isinstance(flags, int) and flags & HIDDEN:
            continue
        if note.get("/Subtype") != "/Widget" or str(_of_field(note, "/FT")) in ("/Tx", "/Ch"):
            yield note


def _shows(note: pikepdf.Dictionary, left: Iterator[int]) -> bool:
    """Whether a note shows text or a picture; `left` ends where no more is looked into."""
    return any(next(left, None) is None or SHOWS.search(each) for each in appearances(note))


def _said(note: pikepdf.Dictionary) -> str:
    """What a note or a form field says, where it is more than signs."""
    said = _of_field(note, "/V") if note.get("/Subtype") == "/Widget" else note.get("/Contents")
    text = str(said).strip() if isinstance(said, pikepdf.String) else ""
    return text if any(map(str.isalnum, text)) else ""


def _of_field(note: pikepdf.Dictionary, name: str) -> object:
    """What a form field says of itself, or the field that it is a part of."""
    for _ in range(DEEPEST):
        if name in note:
            return note.get(name)
        parent = note.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            break
        note = parent
    return None


def appearances(note: pikepdf.Dictionary) -> Iterator[bytes]:
    """The drawing instructions of what a note looks like."""
    looks = note.get("/AP")
    shown = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(shown, pikepdf.Stream):
        yield from _with_forms([shown])
    elif isinstance(shown, pikepdf.Dictionary):
        yield from _with_forms([each for each in shown.values() if isinstance(each, pikepdf.Stream)])


def forms(resources: object) -> Iterator[bytes]:
    """The drawing instructions of the forms that resources list, and of those within them."""
    yield from _with_forms(_listed(resources, set()))


def _with_forms(waiting: list[pikepdf.Stream]) -> Iterator[bytes]:
    """The drawing instructions of forms and of those that they use, each once however they name each other."""
    waiting, seen = waiting[::-1], set[Place]()
    while waiting:
        form = waiting.pop()
        if form.objgen not in seen:
            seen.add(form.objgen)
            yield bytes(form.read_bytes()).strip()
            waiting += reversed(_listed(form.get("/Resources"), seen))


def _listed(resources: object, seen: set[Place]) -> list[pikepdf.Stream]:
    """The forms that resources list; none where the same list was seen."""
    listed = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(resources, pikepdf.Dictionary) or not isinstance(listed, pikepdf.Dictionary):
        return []
    places = {each.objgen for each in (resources, listed) if each.is_indirect}
    if places & seen:
        return []
    seen |= places
    return [each for each in listed.values() if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]


def _place(note: pikepdf.Object, page: pikepdf.Page) -> Box | None:
    if not isinstance(note.get("/Rect"), pikepdf.Array) or len(note.Rect) != 4:
        return None
    x0, y0, x1, y1 = (float(value) for value in note.Rect)
    left, bottom, right, top = (float(value) for value in page.cropbox)
    width, height = right - left, top - bottom
    if int(page.obj.get("/Rotate", 0)) % 360 or width <= 0 or height <= 0:
        return None
    across, along = sorted((x0 - left, x1 - left)), sorted((top - y0, top - y1))
    edges = (across[0] / width, along[0] / height, across[1] / width, along[1] / height)
    return Box(*(round(min(max(edge, 0.0), 1.0), 4) for edge in edges))
