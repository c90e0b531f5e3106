"""What was laid over a PDF's print, or written beside it, comes before a person: names and days as well as amounts."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reading import drawn
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.reading import document
from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import PageRead
from claimcheck.reading.pdf import structure

NAME, OTHER = "MAPLE TRADING LTD", "HARBOUR LAMPS LTD"


def codes(data: bytes) -> list[str]:
    """The signs of editing that a file gives."""
    pages: list[PageRead] = []
    whole = document.read(
        data, media_type="application/pdf", limits=Limits(), reader=drawn.EchoReader(data), page_done=pages.append
    )
    return [signal.code for found in (*pages, whole) for signal in found.signals]


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(70, 757, 200, 12, fill=1, stroke=0)
    canvas.setFillGray(0)


def thick_line(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setStrokeGray(1)
    canvas.setLineWidth(13)
    canvas.line(70, 763, 270, 763)
    canvas.restoreState()


def blank_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 4), "white")), 70, 757, 200, 12)


def form(canvas: Canvas) -> None:
    canvas.beginForm("cover")
    white(canvas)
    canvas.endForm()
    canvas.doForm("cover")


def nothing(_: Canvas) -> None:
    """Both texts stay to be seen, as where one cell of a table runs into the next."""


@pytest.mark.parametrize(
    ("cover", "upon", "told"),
    [
        (white, OTHER, True),
        (thick_line, OTHER, True),
        (blank_picture, OTHER, True),
        (form, OTHER, True),
        (nothing, OTHER, False),
        (nothing, NAME, False),  # set twice, for boldness
        (white, NAME, False),
    ],
)
def test_a_name_under_a_cover_with_another_upon_it_is_told(
    cover: Callable[[Canvas], None], upon: str, told: bool
) -> None:
    def page(canvas: Canvas) -> None:
        drawn.print_texts(canvas)
        cover(canvas)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 760, upon)

    assert codes(drawn.pdf(page)) == (["edited.covered_text"] if told else [])


@pytest.mark.parametrize(
    ("cover", "below", "upon", "told"),
    [
        (thick_line, "600.00", "1,600.00", True),
        (thick_line, "600.00", "8600.00", True),
        (thick_line, "1,600.00", "600.00", True),
        (thick_line, "316.00", "31600", True),
        (thick_line, "1600.00", "EUR1,600.00", False),  # the same, as a form sets it
        (nothing, "600.00", "1,600.00", False),
        (nothing, "600.00", "600.00", False),
    ],
)
@pytest.mark.parametrize("crowds", [0, 6], ids=["alone", "below words that run into each other"])
def test_an_amount_under_a_cover_with_one_more_digit_upon_it_is_told(
    cover: Callable[[Canvas], None], below: str, upon: str, told: bool, crowds: int
) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for row in range(crowds):
            canvas.drawString(72, 780 + 8 * row, ("alpha", "gamma", "delta")[row % 3] * (row + 1))
            canvas.drawString(73, 780 + 8 * row, ("omega", "kappa", "theta")[row % 3] * (row + 1))
        canvas.drawString(72, 760, below)
        cover(canvas)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(74, 760, upon)  # where signs fall upon the same signs, PDFium tells of them once

    assert codes(drawn.pdf(page)) == (["edited.covered_text"] if told else [])


def noted(kind: str, look: bytes, **more: object) -> bytes:
    """A page with a note upon it that looks as these instructions draw."""

    def note(opened: pikepdf.Pdf) -> None:
        shown = opened.make_stream(look, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        shown.BBox = pikepdf.Array([0, 0, 100, 14])
        one = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=pikepdf.Array([300, 600, 400, 614]),
            AP=pikepdf.Dictionary(N=shown), **more,
        )  # fmt: skip
        laid = pikepdf.Array([opened.make_indirect(one)])
        opened.pages[0].Annots = laid
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=laid)

    return drawn.changed(drawn.pdf(), note)


WRITTEN = b"BT /Helv 9 Tf (Harbour) Tj ET"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (noted("Stamp", WRITTEN), True),
        (noted("Stamp", b"/Im0 Do"), True),
        (noted("FreeText", b"", Contents="Harbour Lamps Ltd"), True),
        (noted("Widget", WRITTEN, FT=pikepdf.Name.Tx, V="Harbour"), True),
        (noted("Widget", b"", FT=pikepdf.Name.Tx, V=""), False),
        (noted("Widget", WRITTEN, FT=pikepdf.Name.Sig), False),  # how a signature looks
        (noted("Highlight", b"0 0 9 9 re f"), False),
        (noted("Stamp", WRITTEN, F=2), False),  # hidden
        (noted("Link", WRITTEN), False),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value),
)
def test_what_somebody_wrote_upon_a_page_is_told(data: bytes, told: bool) -> None:
    signals = structure.read(data, Limits()).signals
    assert [signal.code for signal in signals] == (["edited.note"] if told else [])


def test_a_form_that_a_later_revision_replaced_is_told() -> None:
    def page(canvas: Canvas) -> None:
        drawn.print_texts(canvas)
        canvas.beginForm("seal")
        canvas.drawString(300, 600, NAME)
        canvas.endForm()
        canvas.doForm("seal")

    data = drawn.pdf(page)
    with pikepdf.open(io.BytesIO(data)) as opened:
        (name,) = opened.pages[0].resources.XObject.keys()
        form = opened.pages[0].resources.XObject[name]
        number, root, size = form.objgen[0], opened.Root.objgen[0], int(opened.trailer.Size)
        body = form.read_bytes().replace(NAME.encode(), OTHER.encode())
    look = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length %d>>stream\n" % len(body)
    at, before = len(data), int(data[data.rindex(b"startxref") :].split()[1])
    data += b"%d 0 obj\n" % number + look + body + b"\nendstream\nendobj\n"
    start = len(data)
    data += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (
        number,
        at,
        size,
        root,
        before,
    )
    data += b"startxref\n%d\n%%%%EOF\n" % start
    assert [signal.code for signal in structure.read(data, Limits()).signals] == ["edited.revised"]


@pytest.mark.parametrize("at", [(72, 900), (-300, 700), (72, -40), (700, 700)], ids=str)
def test_what_stands_off_the_page_is_not_read(at: tuple[int, int]) -> None:
    def page(canvas: Canvas) -> None:
        drawn.print_texts(canvas)
        canvas.drawString(*at, OTHER)

    pages: list[PageRead] = []
    data = drawn.pdf(page)
    document.read(
        data, media_type="application/pdf", limits=Limits(), reader=drawn.EchoReader(data), page_done=pages.append
    )
    assert OTHER not in " ".join(line.text for line in pages[0].page.lines)
