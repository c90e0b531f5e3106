"""OFD, China's own page format (GB/T 33190): a ZIP of XML, drawn as a PDF and read as one.

Drawing it ourselves gives the web its picture, and puts every text through the same questions as a PDF's: is it seen
where it stands, and does its print say what its text says. The invoice that a file carries as XML, or points out by
custom tags, is a structured source. Files that were changed after they were signed are told; scripts and actions
never run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Final

import pikepdf
from PIL import Image

from claimcheck.model.documents import Problem, Signal, StructuredInvoice
from claimcheck.model.said import Said
from claimcheck.reading import einvoice, einvoice_chinese, xmltree
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd import fonts, notes, signatures
from claimcheck.reading.ofd.archive import DAMAGED, Archive, beside, open_archive
from claimcheck.reading.ofd.look import Resources, numbers, resources
from claimcheck.reading.ofd.page import POINT, Drawing, Faces
from claimcheck.reading.outcome import FileRead, Unreadable
from claimcheck.reading.xmltree import Node

FONT = "/STSong-Light"
"""Not embedded: the renderer takes the machine's Chinese font for it."""
INVOICE_FILES = frozenset({"original_invoice.xml", "einvoice.xml", "invoice.xml"})
MAX_SIDE_MM: Final = 5000.0
PICTURES: Final = ("PNG", "JPEG", "BMP", "GIF", "TIFF")


def convert(data: bytes, limits: Limits) -> tuple[bytes, FileRead]:
    """The file drawn as a PDF, and what it carries as data.

    Raises:
        Unreadable: it is no OFD file, damaged, or larger than any document.
    """
    archive = open_archive(data, limits)
    if not archive.holds("OFD.xml"):
        raise Unreadable("file.unreadable", DAMAGED)
    bodies = list(xmltree.parse(archive.read("OFD.xml"), limits).all("DocBody"))
    root = beside("OFD.xml", bodies[0].value("DocRoot")) if bodies else ""
    if not archive.holds(root):
        raise Unreadable("file.unreadable", DAMAGED)
    document = xmltree.parse(archive.read(root), limits)
    faces = _faces(archive)
    drawings = list(_drawings(archive, root, document, faces, limits))
    structured, problems = _carried(archive, root, document, drawings, limits)
    places = tuple(beside(root, page.attribute("BaseLoc")) for page in document.all("Pages/Page"))
    laid = notes.notes(archive, root, document, limits)
    signs = tuple(_noted(drawings, laid, _known(archive, root, document, limits)))
    drawn = _pdf(archive, drawings, faces, limits)
    signs += tuple(signatures.signals(archive, bodies[0], places, limits))
    problems += (*_several(bodies), *_unsure(drawings))
    return drawn, FileRead(structured, problems, signs)


def _several(bodies: Sequence[Node]) -> Iterator[Problem]:
    """Whether there is more than one document to be shown, or more than one version of it."""
    if len(bodies) > 1 or any(True for _ in bodies[0].all("Versions/Version")):
        message = "The OFD file holds more than one document or version, of which a reader sees one. Send each alone."
        yield Problem("layers.disagree", message)


def _unsure(drawings: Sequence[Drawing]) -> Iterator[Problem]:
    for number, drawing in enumerate(drawings, start=1):
        if drawing.unsure:
            form = (
                "Page {page} of the OFD file sets text in a way that programs show differently. "
                "Send it as a PDF, or a scan of the print."
            )
            yield Problem("layers.disagree", Said(form, page=number), number)


def _faces(archive: Archive) -> Faces:
    """The fonts of the file, each opened once; `KeyError` for one that cannot be drawn."""

    @cache
    def opened(name: str) -> fonts.Face | None:
        return fonts.face(archive.read(name)) if archive.holds(name) else None

    def of(name: str) -> fonts.Face:
        found = opened(name)
        if found is None:
            raise KeyError(name)
        return found

    return of


def _known(archive: Archive, root: str, document: Node, limits: Limits) -> Resources:
    """The resources of the whole file."""
    lists = ((root, node.text) for kind in ("PublicRes", "DocumentRes") for node in document.all(f"CommonData/{kind}"))
    return resources(archive, lists, Resources(), limits)


def _drawings(archive: Archive, root: str, document: Node, faces: Faces, limits: Limits) -> Iterator[Drawing]:
    """The pages in their order, templates beneath and above what is on them."""
    templates = {
        node.attribute("ID"): beside(root, node.attribute("BaseLoc"))
        for node in document.all("CommonData/TemplatePage")
    }
    known = _known(archive, root, document, limits)
    pages = list(document.all("Pages/Page"))
    if not pages:
        raise Unreadable("file.unreadable", DAMAGED)
    if len(pages) > limits.max_pages:
        message = Said(
            "The file has {n} pages; at most {most} can be read. Send only the pages needed.",
            n=len(pages), most=limits.max_pages,
        )  # fmt: skip
        raise Unreadable("file.too_many_pages", message)
    for page in pages:
        place = beside(root, page.attribute("BaseLoc"))
        content = xmltree.parse(archive.read(place), limits)
        drawing = _blank(content, document, faces)
        under, over = list[tuple[str, Node]](), list[tuple[str, Node]]()
        for use in content.all("Template"):
            name = templates.get(use.attribute("TemplateID"), "")
            if archive.holds(name):
                layer = over if use.attribute("ZOrder") == "Foreground" else under
                layer.append((name, xmltree.parse(archive.read(name), limits)))
        for name, part in (*under, (place, content), *over):
            lists = ((name, node.text) for node in part.all("PageRes"))
            drawing.add(part, resources(archive, lists, known, limits))
        yield drawing


def _blank(content: Node, document: Node, faces: Faces) -> Drawing:
    """An empty page of the size that it says; what lies outside of the area to be shown is cut off."""
    areas = [
        area for node in (content, document) for path in ("Area", "CommonData/PageArea") for area in node.all(path)
    ]
    paper = next((said for area in areas if (said := area.value("PhysicalBox"))), "")
    left, top, width, height = numbers(paper, 4)
    if not (0 < width <= MAX_SIDE_MM and 0 < height <= MAX_SIDE_MM):
        raise Unreadable("file.too_many_pixels", "A page of the OFD file is too large. Send it at its real size.")
    drawing = Drawing(width, height, faces)
    drawing.parts.append(b"1 0 0 1 %.3f %.3f cm" % (-left * POINT, top * POINT))
    shown = next((said for area in areas if (said := area.value("ApplicationBox"))), "")
    if shown:
        drawing.frame(*numbers(shown, 4))
    return drawing


def _noted(drawings: Sequence[Drawing], laid: notes.Notes, known: Resources) -> Iterator[Signal]:
    """Draw what was laid upon the pages, and tell of what was written there."""
    for number, drawing in enumerate(drawings, start=1):
        for note in laid.get(number, ()):
            left, top, _, _ = numbers(note.look.attribute("Boundary"), 4)
            drawing.within((1.0, 0.0, 0.0, 1.0, left, top), [note.look], known)
            yield from notes.told(note, number, drawing.width, drawing.height, known)


def _carried(
    archive: Archive, root: str, document: Node, drawings: list[Drawing], limits: Limits
) -> tuple[tuple[StructuredInvoice, ...], tuple[Problem, ...]]:
    """The invoice as data: the attached XML, else what the custom tags point out."""
    for name in archive.names:
        if name.rsplit("/", 1)[-1].lower() in INVOICE_FILES:
            try:
                return einvoice.read(archive.read(name), limits), ()
            except Unreadable as error:
                message = Said("The invoice data in the OFD file: {why}", why=error.problem.message)
                return (), (Problem(error.problem.code, message),)
    texts = {key: text for drawing in drawings for key, text in drawing.texts.items()}
    said: dict[str, str] = {}
    for listed in document.all("CustomTags"):
        for place in _tag_files(archive, beside(root, listed.text), limits):
            for node in _leaves(xmltree.parse(archive.read(place), limits)):
                pointed = "".join(texts.get(ref.text, "") for ref in node.children("ObjectRef"))
                if pointed:
                    said.setdefault(node.name, pointed)
    invoice = einvoice_chinese.tagged(said)
    return ((invoice,) if "invoice_number" in invoice.fields else ()), ()


def _tag_files(archive: Archive, place: str, limits: Limits) -> Iterator[str]:
    if archive.holds(place):
        for tag in xmltree.parse(archive.read(place), limits).all("CustomTag"):
            name = beside(place, tag.value("FileLoc"))
            if archive.holds(name):
                yield name


def _leaves(node: Node) -> Iterator[Node]:
    """The elements that point at objects, however deep they lie."""
    for below in node.children():
        if any(True for _ in below.children("ObjectRef")):
            yield below
        else:
            yield from _leaves(below)


def _pdf(archive: Archive, drawings: Sequence[Drawing], faces: Faces, limits: Limits) -> bytes:
    pdf = pikepdf.new()
    face = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=pikepdf.Name(FONT), DW=1000,
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=4),
            FontDescriptor=pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(FONT), Flags=6, Ascent=880, Descent=-120,
                CapHeight=880, ItalicAngle=0, StemV=93, FontBBox=pikepdf.Array([-25, -254, 1000, 880]),
            ),
            W=pikepdf.Array([1, pikepdf.Array([500] * 95), 814, pikepdf.Array([500] * 126)]),
        )
    )  # fmt: skip
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name(FONT + "-UniGB-UTF16-H"),
            Encoding=pikepdf.Name("/UniGB-UTF16-H"), DescendantFonts=pikepdf.Array([face]),
        )
    )  # fmt: skip
    made: dict[str, pikepdf.Object] = {}
    for drawing in drawings:
        page = pdf.add_blank_page(page_size=(drawing.width * POINT, drawing.height * POINT))
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(), ExtGState=pikepdf.Dictionary()
        )
        for number, name in enumerate(drawing.pictures):
            if name not in made:
                made[name] = _image(pdf, archive.read(name), limits)
            page.Resources.XObject[f"/I{number}"] = made[name]
        for number, name in enumerate(drawing.fonts):
            if name not in made:
                made[name] = fonts.embedded(pdf, faces(name))
            page.Resources.Font[f"/O{number}"] = made[name]
        for number, (area, line) in enumerate(drawing.opacities):
            page.Resources.ExtGState[f"/G{number}"] = pikepdf.Dictionary(ca=area, CA=line)
        page.Contents = pdf.make_stream(b"\n".join(drawing.parts))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _image(pdf: pikepdf.Pdf, data: bytes, limits: Limits) -> pikepdf.Object:
    """A picture for the page; one that cannot be drawn hides what is below it all the same."""
    pixels = Image.new("RGB", (1, 1), "grey")
    with suppress(OSError, ValueError, SyntaxError, KeyError), Image.open(io.BytesIO(data), formats=PICTURES) as opened:
        if opened.width * opened.height > limits.max_pixels // 4:
            raise Unreadable("file.too_many_pixels", "A picture in the OFD file is too large. Send the file as a PDF.")
        paper = Image.new("RGBA", opened.size, "white")
        paper.alpha_composite(opened.convert("RGBA"))
        pixels = paper.convert("RGB")
    return pdf.make_stream(
        pixels.tobytes(),
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=pixels.width, Height=pixels.height,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        ),
    )  # fmt: skip
