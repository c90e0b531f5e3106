"""Documents drawn for the reading tests: invented values, standard fonts."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.lines import Picture, Reading, Strip
from claimcheck.reading.pdf import pages as pdf_pages
from claimcheck.reading.pdf import textlayer

TEXTS = ("MAPLE TRADING LTD", "Invoice 4711", "Date 2024-03-05", "Net 100.00", "Tax 19.00", "Total 119.00")


class FakeReader:
    """Finds one line on any page that is not white, and reads every strip as it was told."""

    name = "fake"

    def __init__(self, strip: str = "", confidence: float = 0.99) -> None:
        self.strip, self.confidence = strip, confidence

    def read(self, picture: Picture, *, detail: int) -> Reading:
        box = Box(0.1, 0.1, 0.5, 0.2)
        lines = (Line("seen", box, 0.9, (Word("seen", box, 0.9),)),) if np.ptp(picture) > 50 else ()
        return Reading(picture, 0, lines)

    def recognise(self, strips: tuple[Picture, ...]) -> tuple[Strip, ...]:
        return tuple(Strip(self.strip, self.confidence) for _ in strips)


class EchoReader(FakeReader):
    """Reads a strip as the text of a PDF says that stands in its place, a page as `FakeReader` does."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        with pypdfium2.PdfDocument(data) as opened:
            opened.init_forms()
            self.pages = [_words(pdf_pages.load(opened, index)) for index in range(len(opened))]

    def recognise(self, strips: tuple[Picture, ...]) -> tuple[Strip, ...]:
        return tuple(Strip(self._at(strip), 0.99) for strip in strips)

    def _at(self, strip: Picture) -> str:
        left, top, right, bottom = _place(strip)
        for words in self.pages:
            found = [word.text for word in words if left < _middle(word)[0] < right and top < _middle(word)[1] < bottom]
            if found:
                return " ".join(found)
        return ""


def _words(page: pypdfium2.PdfPage) -> tuple[Word, ...]:
    if max(page.get_size()) > 2000:
        return ()
    image = np.asarray(page.render(scale=1).to_numpy()[..., :3], np.uint8)
    layer = textlayer.read(page, image, np.full_like(image, 127))
    return textlayer.turn(layer.visible, layer.turned)


def _middle(word: Word) -> tuple[float, float]:
    return (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2


def _place(strip: Picture) -> Box:
    """Where a strip lies on the page that it was cut from, without a copy."""
    page = strip.base
    assert isinstance(page, np.ndarray), "a strip is a view of its page"
    height, width = page.shape[:2]
    top, left = divmod((strip.ctypes.data - page.ctypes.data) // page.strides[1], width)
    return Box(left / width, top / height, (left + strip.shape[1]) / width, (top + strip.shape[0]) / height)


def picture(*, size: tuple[int, int] = (700, 700), texts: tuple[str, ...] = TEXTS) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for row, text in enumerate(texts):
        draw.text((60, 60 + 90 * row), text, "black", ImageFont.load_default(36))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options: object) -> bytes:
    return saved(picture(), "JPEG", quality=90, **options)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header declares a size that its data does not hold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def print_texts(canvas: Canvas, texts: tuple[str, ...] = TEXTS) -> None:
    canvas.setFont("Helvetica", 11)
    for row, text in enumerate(texts):
        canvas.drawString(72, 760 - 20 * row, text)


def print_scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(jpeg())), 0, 0, *A4)


def pdf(*pages: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages or (print_texts,):
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        change(opened)
        opened.save(out, **options)
    return out.getvalue()


def attached(name: str, content: bytes) -> bytes:
    def attach(opened: pikepdf.Pdf) -> None:
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, content, filename=name)

    return changed(pdf(), attach)


UBL = b"""<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:cac" xmlns:cbc="urn:cbc">
<cbc:ID>R-77</cbc:ID><cbc:IssueDate>2024-03-05</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Maple</cbc:Name></cac:PartyName>
 <cac:PartyTaxScheme><cbc:CompanyID>123</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
 <cac:PartyTaxScheme><cbc:CompanyID>DE111111125</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
 <cac:PartyLegalEntity><cbc:RegistrationName>Maple Trading GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Oak Ltd</cbc:Name></cac:PartyName></cac:Party></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">200.00</cbc:TaxAmount></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">100</cbc:TaxExclusiveAmount>
 <cbc:TaxInclusiveAmount currencyID="EUR">119.02</cbc:TaxInclusiveAmount><cbc:PrepaidAmount currencyID="EUR">50</cbc:PrepaidAmount>
 <cbc:PayableRoundingAmount currencyID="EUR">-0.02</cbc:PayableRoundingAmount><cbc:PayableAmount currencyID="EUR">69.00</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity>
 <cbc:LineExtensionAmount>100</cbc:LineExtensionAmount><cac:Item><cbc:Name>Widget</cbc:Name></cac:Item>
 <cac:Price><cbc:PriceAmount>50.1250</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""  # noqa: E501
