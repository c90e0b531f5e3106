"""Text of a PDF that says other than its print: what was drawn with fonts, marks and layers that lie."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reading import drawn

from claimcheck.model.documents import Box, Pages
from claimcheck.reading import sandbox
from claimcheck.reading.lines import Strip
from claimcheck.reading.pdf.layers import Asked, Role, Verdict, judge

GLYPHS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", " ": "space", "-": "hyphen", ".": "period",
}  # fmt: skip
LIES = {
    "MAPLE TRADING LTD": "POPLAR LAMP CO LTD",
    "Invoice 4711": "Invoice 9714",
    "Date 2024-03-05": "Date 2024-08-05",
    "Total 119.00": "Total 919.00",
}


@pytest.mark.parametrize(
    ("role", "text", "seen", "confidence", "verdict"),
    [
        ("number", "Date 2024-03-05", "Date 2024-03-05", 0.99, "so"),
        ("number", "N\u00ba 4711", "N\u00b0 4711", 0.99, "so"),
        ("number", "Date 2024-08-05", "Date 2024-03-05", 0.99, "otherwise"),
        ("number", "05 Jun 2024", "05 Jan 2024", 0.99, "unclear"),
        ("number", "Total 919.00", "", 0.99, "unclear"),
        ("number", "Total 919.00", "Total 119.00", 0.5, "unclear"),
        ("name", "Maple Trading Ltd", "MAPLE TRADING LTD.", 0.99, "so"),
        ("name", "Maple (East) Ltd", "Maple (West) Ltd", 0.99, "unclear"),
        ("name", "Poplar Lamp Co", "Maple Trading Ltd", 0.99, "otherwise"),
        ("other", "Invoice", "Quotation", 0.99, "unclear"),
        ("other", "Invoice", "lnvoice", 0.99, "so"),
        ("other", "Invoice", "~~", 0.4, "so"),
    ],
)
def test_print_is_held_against_text_by_what_the_text_is(
    role: Role, text: str, seen: str, confidence: float, verdict: Verdict
) -> None:
    assert judge(Asked(text, Box(0, 0, 1, 1), role), Strip(seen, confidence)) == verdict


def with_text(shown: str, said: str, how: str) -> bytes:
    """The drawn invoice with one line set anew: it shows one text and says another."""
    row = drawn.TEXTS.index(shown)

    def change(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0]
        place = f"1 0 0 1 72 {760 - 20 * row} Tm"
        if how == "retold":
            drawing = f"/Span <</ActualText ({said})>> BDC BT /F1 11 Tf {place} ({shown}) Tj ET EMC".encode()
        else:
            page.Resources.Font["/Lies"] = opened.make_indirect(lying_font(opened, shown, said))
            codes = "".join(f"{33 + i:02x}" for i in range(len(said)))
            drawing = f"BT /Lies 11 Tf {place} <{codes}> Tj ET".encode()
        page.contents_add(opened.make_stream(drawing))
        page.obj.Rotate = 90 if how == "sideways" else 0

    texts = tuple("" if text == shown else text for text in drawn.TEXTS)
    return drawn.changed(drawn.pdf(lambda canvas: drawn.print_texts(canvas, texts)), change)


def lying_font(opened: pikepdf.Pdf, shown: str, said: str) -> Dictionary:
    """A font whose signs, in their order, print one text and are read as another."""
    signs = [Name("/" + GLYPHS.get(sign, sign)) for sign in shown.ljust(len(said))]
    pairs = "\n".join(f"<{33 + i:02x}> <{ord(sign):04x}>" for i, sign in enumerate(said))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(said)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=33,
        Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([33, *signs])),
        ToUnicode=opened.make_stream(table.encode()),
    )  # fmt: skip


def read(data: bytes) -> Pages:
    return sandbox.read(data, media_type="application/pdf", reader="rapidocr").pages


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("font", "Date 2024-03-05"),
        ("font", "Total 119.00"),
        ("retold", "MAPLE TRADING LTD"),
        ("sideways", "Invoice 4711"),
    ],
)
def test_text_that_is_printed_otherwise_is_never_taken_for_the_page(how: str, shown: str) -> None:
    found = read(with_text(shown, LIES[shown], how))
    lines = [line.text for page in found.pages for line in page.lines]
    assert "layers.disagree" in {problem.code for problem in found.problems} or LIES[shown] not in lines


@pytest.mark.slow
def test_an_honest_page_is_read_by_its_text() -> None:
    found = read(drawn.pdf())
    assert (found.pages[0].layer, found.problems) == ("text", ())
