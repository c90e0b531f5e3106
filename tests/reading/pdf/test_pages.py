"""PDF pages: the text layer only where it is what a person sees."""

import io
import zlib
from collections.abc import Callable

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from reading import drawn
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.documents import Box, Line, Page
from claimcheck.reading import document
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reading
from claimcheck.reading.outcome import FileRead, PageRead, Unreadable


def read(
    data: bytes, *, reader: drawn.FakeReader | None = None, limits: Limits | None = None
) -> tuple[list[PageRead], FileRead]:
    """A file read by one who sees what its text says, unless another reader is given."""
    pages: list[PageRead] = []
    reader = reader or _echo(data)
    done = document.read(
        data, media_type="application/pdf", limits=limits or Limits(), reader=reader, page_done=pages.append
    )
    return pages, done


def _echo(data: bytes) -> drawn.FakeReader:
    try:
        return drawn.EchoReader(data)
    except pypdfium2.PdfiumError:
        return drawn.FakeReader()  # a file that cannot be opened has no text


def only_page(data: bytes, *, reader: drawn.FakeReader | None = None) -> tuple[Page, list[str]]:
    (page,), _ = read(data, reader=reader)
    return page.page, [problem.code for problem in page.problems]


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, limits=limits)
    return caught.value.problem.code


def codes(data: bytes) -> set[str]:
    """The codes of a file, whether it could be opened or not."""
    try:
        _, done = read(data)
    except Unreadable as error:
        return {error.problem.code}
    return {problem.code for problem in done.problems}


def test_a_born_digital_page_is_read_by_its_text_in_its_places() -> None:
    page, problems = only_page(drawn.pdf())
    assert page.layer == "text"
    assert [line.text for line in page.lines] == list(drawn.TEXTS)
    total = page.lines[-1]
    assert [word.text for word in total.words] == ["Total", "119.00"]
    assert abs(total.box.left - 72 / 595) < 0.005
    assert total.box.top < 1 - 660 / 842 < total.box.bottom
    assert problems == []


def test_words_stand_where_pdfplumber_sees_them() -> None:
    data = drawn.pdf()
    page, _ = only_page(data)
    ours = [(word.text, word.box) for line in page.lines for word in line.words]
    with pdfplumber.open(io.BytesIO(data)) as opened:
        sheet = opened.pages[0]
        oracle = sheet.extract_words(x_tolerance_ratio=0.15)
        width, height = float(sheet.width), float(sheet.height)
    assert [text for text, _ in ours] == [word["text"] for word in oracle]
    for (text, box), word in zip(ours, oracle, strict=True):
        assert abs(box.left - word["x0"] / width) < 0.01, text
        assert word["top"] / height - 0.01 < (box.top + box.bottom) / 2 < word["bottom"] / height + 0.01, text


def test_columns_far_apart_are_lines_of_their_own() -> None:
    def two_columns(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Subtotal due")
        canvas.drawString(400, 700, "119.00")

    page, _ = only_page(drawn.pdf(two_columns))
    assert [line.text for line in page.lines] == ["Subtotal due", "119.00"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_is_turned_upright(degrees: int) -> None:
    upright, _ = only_page(drawn.pdf())
    turned = drawn.changed(drawn.pdf(), lambda opened: opened.pages[0].rotate(degrees, relative=False))
    page, _ = only_page(turned)
    assert page.turned == 360 - degrees
    assert (page.width, page.height) == (upright.width, upright.height)
    assert page.lines[-1].text == "Total 119.00"
    assert all(abs(a - b) < 0.01 for a, b in zip(page.lines[-1].box, upright.lines[-1].box, strict=True))


def test_scanned_and_mixed_files_are_told_page_by_page() -> None:
    pages, done = read(drawn.pdf(drawn.print_texts, drawn.print_scan, drawn.print_texts))
    assert [page.page.layer for page in pages] == ["text", "ocr", "text"]
    assert done.problems == ()


@pytest.mark.parametrize(
    ("across", "ruled", "told"), [(70, False, ["quality.small"]), (700, False, []), (70, True, [])],
    ids=["tiny", "large", "tiny, under sharp print"],
)  # fmt: skip
def test_a_tiny_picture_is_told_however_large_its_page_is(across: int, ruled: bool, told: list[str]) -> None:
    def tiny(canvas: Canvas) -> None:
        small = drawn.picture().resize((across, across))
        canvas.drawImage(ImageReader(io.BytesIO(drawn.saved(small, "PNG"))), 0, 0, *A4)
        for row in range(200 if ruled else 0):
            canvas.line(72, 40 + 4 * row, 500, 40 + 4 * row)

    (page,), _ = read(drawn.pdf(tiny))
    assert [advice.code for advice in page.advice] == told


class Measuring(drawn.FakeReader):
    """Says how many pixels the picture has across that it was given."""

    def read(self, picture: Picture, *, detail: int) -> Reading:
        box = Box(0.1, 0.1, 0.5, 0.2)
        return Reading(picture, 0, (Line(str(picture.shape[1]), box, 0.9),))


def test_a_page_with_a_tiny_picture_is_read_as_large_as_others_and_kept_as_small_as_it_is() -> None:
    """So its letters count as small wherever they are looked at, and it is not read twice."""

    def tiny(canvas: Canvas) -> None:
        small = drawn.picture().resize((70, 70))
        canvas.drawImage(ImageReader(io.BytesIO(drawn.saved(small, "PNG"))), 0, 0, *A4)

    (page,), _ = read(drawn.pdf(tiny), reader=Measuring())
    assert ([line.text for line in page.page.lines], page.page.width) == (["1556"], 50)


def hidden_white(canvas: Canvas) -> None:
    drawn.print_texts(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(300, 500, "Total 919.00")


def hidden_small(canvas: Canvas) -> None:
    drawn.print_texts(canvas)
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(300, 500, "Total 919.00")


def hidden_outside(canvas: Canvas) -> None:
    drawn.print_texts(canvas)
    canvas.drawString(3000, 500, "Total 919.00")


def hidden_mode(canvas: Canvas) -> None:
    drawn.print_texts(canvas)
    text = canvas.beginText(300, 500)
    text.setTextRenderMode(3)
    text.textLine("Total 919.00")
    canvas.drawText(text)


def hidden_over_print(canvas: Canvas) -> None:
    """Seen through, where a picture gives the place its ink."""
    drawn.print_texts(canvas)
    canvas.drawImage(ImageReader(drawn.picture()), 300, 480, 100, 100)
    canvas.setFillAlpha(0)
    canvas.drawString(310, 560, "Total 919.00")


def hidden_behind(canvas: Canvas) -> None:
    """Under a box that shows something of its own."""
    canvas.drawString(300, 500, "Total 919.00")
    canvas.setFillGray(1)
    canvas.rect(295, 495, 90, 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.line(300, 503, 380, 503)
    drawn.print_texts(canvas)


def hidden_digit(canvas: Canvas) -> None:
    """With the first digit of an amount painted over."""
    drawn.print_texts(canvas)
    canvas.drawString(300, 500, "91919.00")
    canvas.setFillGray(1)
    canvas.rect(300, 498, 6.2, 12, stroke=0, fill=1)


@pytest.mark.parametrize(
    "hide",
    [hidden_white, hidden_small, hidden_outside, hidden_mode, hidden_over_print, hidden_behind, hidden_digit],
)
def test_an_amount_that_nobody_sees_is_left_out_and_reported(hide: Callable[[Canvas], None]) -> None:
    page, problems = only_page(drawn.pdf(hide))
    assert problems == ["layers.disagree"]
    assert not any(lie in line.text for line in page.lines for lie in (" 919.00", "91919"))


def test_an_amount_that_is_printed_otherwise_than_its_text_is_reported() -> None:
    _, problems = only_page(drawn.pdf(), reader=drawn.FakeReader("919.00"))
    assert problems == ["layers.disagree"]


def test_a_page_whose_print_nobody_can_read_is_read_as_a_picture() -> None:
    page, problems = only_page(drawn.pdf(), reader=drawn.FakeReader(""))
    assert (page.layer, problems) == ("ocr", [])


def test_invisible_text_over_a_scan_counts_for_nothing() -> None:
    def searchable(canvas: Canvas) -> None:
        drawn.print_scan(canvas)
        text = canvas.beginText(72, 660)
        text.setTextRenderMode(3)
        for _ in range(20):
            text.textLine("Total 919.00 and more words so that it looks like a real page")
        canvas.drawText(text)

    page, problems = only_page(drawn.pdf(searchable))
    assert (page.layer, problems) == ("ocr", [])
    assert [line.text for line in page.lines] == ["seen"]


def test_text_behind_a_picture_counts_for_nothing() -> None:
    def covered(canvas: Canvas) -> None:
        for row in range(20):
            canvas.drawString(72, 760 - 20 * row, "Total 919.00 and more words so that it looks like a real page")
        drawn.print_scan(canvas)

    assert only_page(drawn.pdf(covered))[0].layer == "ocr"


def test_form_fields_and_notes_are_part_of_the_page() -> None:
    def form(canvas: Canvas) -> None:
        drawn.print_texts(canvas)
        canvas.acroForm.textfield(name="total", value="SN 5551", x=300, y=600, width=200, height=24)

    page, _ = only_page(drawn.pdf(form))
    assert any("5551" in line.text for line in page.lines)


def test_locked_files_are_told_and_empty_passwords_are_none() -> None:
    locked = drawn.changed(drawn.pdf(), lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o"))
    assert code_of(locked) == "file.encrypted"
    signed = drawn.changed(drawn.pdf(), lambda _: None, encryption=pikepdf.Encryption(user="", owner="o"))
    assert only_page(signed)[0].lines[0].text == drawn.TEXTS[0]


def test_pages_and_page_sizes_are_checked_before_rendering() -> None:
    assert code_of(drawn.pdf(*[drawn.print_texts] * 5), Limits(max_pages=4)) == "file.too_many_pages"

    def enlarge(opened: pikepdf.Pdf) -> None:
        opened.pages[0].MediaBox = [0, 0, 10_000_000, 10_000_000]

    assert only_page(drawn.changed(drawn.pdf(), enlarge))[1] == ["file.too_many_pixels"]


@pytest.mark.parametrize("part", [0.2, 0.6, 0.98])
def test_a_pdf_that_breaks_off_says_so_even_where_it_can_be_opened(part: float) -> None:
    data = drawn.pdf()
    assert codes(data[: int(len(data) * part)]) == {"file.truncated"}


def test_a_page_whose_drawing_breaks_off_is_not_taken_for_whole() -> None:
    def cut(opened: pikepdf.Pdf) -> None:
        whole = zlib.compress(opened.pages[0].Contents.read_bytes() * 20)
        opened.pages[0].Contents = opened.make_stream(whole[: len(whole) // 2], Filter=pikepdf.Name.FlateDecode)

    assert "file.unreadable" in codes(drawn.changed(drawn.pdf(), cut))


def test_a_page_that_unpacks_to_gigabytes_is_not_drawn() -> None:
    def swell(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Contents = opened.make_stream(b"0 0 m\n" * 10_000_000)

    assert codes(drawn.changed(drawn.pdf(), swell)) == {"file.too_large"}


def test_an_embedded_invoice_is_read_and_nothing_else_is_unpacked() -> None:
    _, done = read(drawn.attached("factur-x.xml", drawn.UBL))
    assert done.structured[0].fields["invoice_number"] == "R-77"
    _, done = read(drawn.attached("run.exe", b"MZ" * 100))
    assert (done.structured, done.problems) == ((), ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "file.dtd"),
        (b"<a>" + b" " * 12_000_000 + b"</a>", "file.too_large"),
        (b"<Invoice><ID>", "file.truncated"),
    ],
)
def test_a_bad_embedded_invoice_is_a_problem(content: bytes, code: str) -> None:
    _, done = read(drawn.attached("factur-x.xml", content))
    assert [problem.code for problem in done.problems] == [code]


def test_scripts_and_launch_actions_change_nothing() -> None:
    def arm(opened: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        opened.Root.OpenAction = script
        opened.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/touch"))

    armed, _ = only_page(drawn.changed(drawn.pdf(), arm))
    plain, _ = only_page(drawn.pdf())
    assert armed.lines == plain.lines


def test_deep_and_circular_page_trees_end() -> None:
    def nest(opened: pikepdf.Pdf) -> None:
        node = opened.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array([opened.pages[0].obj]), Count=1)
        )
        for _ in range(3000):
            node = opened.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array([node]), Count=1)
            )
        opened.Root.Pages = node

    pages, _ = read(drawn.changed(drawn.pdf(), nest))
    assert [problem.code for problem in pages[0].problems] == ["file.unreadable"]


@pytest.mark.slow
def test_bytes_changed_at_random_never_raise_anything_else() -> None:
    data = bytearray(drawn.pdf())
    seed = zlib.crc32(data)
    for _ in range(40):
        broken = bytearray(data)
        for _ in range(20):
            seed = (seed * 1103515245 + 12345) % 2**31
            broken[seed % len(broken)] = seed >> 16 & 255
        assert all(code.startswith(("file.", "page.", "layers.")) for code in codes(bytes(broken)))
