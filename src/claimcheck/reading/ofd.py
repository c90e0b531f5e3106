"""OFD, China's own page format (GB/T 33190): a ZIP of XML, drawn as a PDF and read as one.

Drawing it ourselves gives the web its picture, and puts every text through the same questions as a PDF's: is it seen
where it stands, and does its print say what its text says. The invoice that a file carries as XML, or points out by
custom tags, is a structured source. Files that were changed after they were signed are told; scripts and actions
never run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import pikepdf
from PIL import Image

from claimcheck.model.documents import Problem, StructuredInvoice
from claimcheck.model.said import Said
from claimcheck.reading import einvoice, einvoice_chinese, ofdsigned, xmltree
from claimcheck.reading.archive import DAMAGED, Archive, beside, open_archive
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofdpage import POINT, Drawing, numbers
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
    body = next(xmltree.parse(archive.read("OFD.xml"), limits).all("DocBody"), None)
    root = beside("OFD.xml", body.value("DocRoot")) if body is not None else ""
    if not archive.holds(root):
        raise Unreadable("file.unreadable", DAMAGED)
    document = xmltree.parse(archive.read(root), limits)
    drawings = list(_drawings(archive, root, document, limits))
    structured, problems = _carried(archive, root, document, drawings, limits)
    places = tuple(beside(root, page.attribute("BaseLoc")) for page in document.all("Pages/Page"))
    signs = tuple(ofdsigned.signals(archive, body, places, limits)) if body is not None else ()
    drawn = _pdf(archive, _pictures(archive, root, document, limits), drawings, limits)
    return drawn, FileRead(structured, problems, signs)


def _drawings(archive: Archive, root: str, document: Node, limits: Limits) -> Iterator[Drawing]:
    """The pages in their order, templates beneath and above what is on them."""
    templates = {
        node.attribute("ID"): beside(root, node.attribute("BaseLoc"))
        for node in document.all("CommonData/TemplatePage")
    }
    known = _pictures(archive, root, document, limits)
    pages = list(document.all("Pages/Page"))
    if not pages:
        raise Unreadable("file.unreadable", DAMAGED)
    if len(pages) > limits.max_pages:
        message = Said(
            "The file has {n} pages; at most {most} can be read. Send only the pages needed.",
            n=len(pages), most=limits.max_pages,
        )  # fmt: skip
        raise Unreadable("file.too_many_pages", message)
    usual = document.value("CommonData/PageArea/PhysicalBox")
    for page in pages:
        content = xmltree.parse(archive.read(beside(root, page.attribute("BaseLoc"))), limits)
        _, _, width, height = numbers(content.value("Area/PhysicalBox") or usual, 4)
        if not (0 < width <= MAX_SIDE_MM and 0 < height <= MAX_SIDE_MM):
            raise Unreadable("file.too_many_pixels", "A page of the OFD file is too large. Send it at its real size.")
        drawing = Drawing(width, height)
        under, over = list[Node](), list[Node]()
        for use in content.all("Template"):
            place = templates.get(use.attribute("TemplateID"), "")
            if archive.holds(place):
                layer = over if use.attribute("ZOrder") == "Foreground" else under
                layer.append(xmltree.parse(archive.read(place), limits))
        for part in (*under, content, *over):
            drawing.add(part, known.__contains__)
        yield drawing


def _pictures(archive: Archive, root: str, document: Node, limits: Limits) -> dict[str, str]:
    """Pictures among the resources: id to the name of the file."""
    found: dict[str, str] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for node in document.all(f"CommonData/{kind}"):
            place = beside(root, node.text)
            if not archive.holds(place):
                continue
            resources = xmltree.parse(archive.read(place), limits)
            folder = resources.attribute("BaseLoc")
            for media in resources.all("MultiMedias/MultiMedia"):
                name = beside(place, f"{folder}/{media.value('MediaFile')}" if folder else media.value("MediaFile"))
                if media.attribute("Type") == "Image" and archive.holds(name):
                    found[media.attribute("ID")] = name
    return found


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


def _pdf(archive: Archive, known: dict[str, str], drawings: list[Drawing], limits: Limits) -> bytes:
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
    made: dict[str, pikepdf.Object | None] = {}
    for drawing in drawings:
        page = pdf.add_blank_page(page_size=(drawing.width * POINT, drawing.height * POINT))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary())
        for number, name in enumerate(drawing.pictures):
            if name not in made:
                made[name] = _image(pdf, archive.read(known[name]), limits)
            picture = made[name]
            if picture is not None:
                page.Resources.XObject[f"/I{number}"] = picture
        page.Contents = pdf.make_stream(b"\n".join(drawing.parts))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _image(pdf: pikepdf.Pdf, data: bytes, limits: Limits) -> pikepdf.Object | None:
    """A picture for the page; None for one that cannot be drawn: what stands in it is then not seen either."""
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
    return None
