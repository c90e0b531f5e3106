"""OFD files: read like a PDF's text, with the invoice that they carry, and safe to open whatever is in them."""

import base64
import hashlib
import io
import re
import zipfile
from pathlib import Path
from random import Random

import pypdfium2
import pytest
import reportlab
from reading import drawn

from claimcheck.core.extract import extract
from claimcheck.intake import sniff
from claimcheck.model.documents import Extracted, Pages
from claimcheck.reading import document
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd import fonts
from claimcheck.reading.ofd.conversion import convert as ofd_as_pdf
from claimcheck.reading.outcome import PageRead, Unreadable
from fixtures.chinese.first import sales
from fixtures.chinese.pools import TUNE
from fixtures.ofd import ofd, text_object
from fixtures.paper import Paper
from fixtures.sheet import Ink

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def paper() -> Paper:
    return sales.car_digital(Random(4), TUNE)


def read(data: bytes, limits: Limits | None = None) -> Pages:
    """A file read by one who sees what its text says."""
    pages: list[PageRead] = []
    try:
        reader = drawn.EchoReader(ofd_as_pdf(data, limits or Limits())[0])
    except Unreadable:
        reader = drawn.FakeReader()
    whole = document.read(
        data, media_type=sniff(data, "a.ofd"), limits=limits or Limits(), reader=reader, page_done=pages.append
    )
    problems = (*(p for page in pages for p in page.problems), *whole.problems)
    codes = tuple(code for page in pages for code in page.barcodes)
    return Pages("test", "application/ofd", tuple(p.page for p in pages), whole.structured, codes, problems)


def only(data: bytes) -> Extracted:
    (found,) = extract(read(data), locale="zh-CN", currency="CNY")
    return found


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, limits)
    return caught.value.problem.code


def page_of(*objects: str) -> dict[str, bytes]:
    """A page's content with these objects, to put into a file in place of its own."""
    body = f'<ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer></ofd:Content>'
    return {CONTENT: f"<ofd:Page {NAMES}>{body}</ofd:Page>".encode()}


def text(words: str, colour: tuple[int, int, int] = (0, 0, 0), more: str = "") -> str:
    """A text object; those that begin with 乙 stand below the others."""
    return text_object(Ink(100, 140 if words[0] == "乙" else 100, words, 10, "cjk", None, colour), 7, more)


def test_all_that_stands_on_the_page_is_read_in_its_place() -> None:
    drawn_paper = paper()
    found = only(ofd(drawn_paper.sheets))
    assert found.kind == "motor_vehicle_invoice"
    want = {name: value for name, value in drawn_paper.fields.items() if not name.endswith("_name")}
    assert {name: found.fields[name].value for name in want} == want
    (box,) = drawn_paper.sheets[0].boxes()["vin"]
    shown = found.fields["vin"].box
    assert shown is not None
    assert abs(shown.left - box[0]) < 0.02
    assert abs(shown.top - box[1]) < 0.02


def test_the_invoice_that_it_carries_supports_the_page() -> None:
    drawn_paper = paper()
    found = only(ofd(drawn_paper.sheets, carried=drawn_paper.fields))
    assert found.kind == "motor_vehicle_invoice"
    assert all("xml" in found.fields[name].supports for name in ("invoice_number", "total_amount", "buyer_name"))


def test_custom_tags_point_at_the_texts_that_are_the_values() -> None:
    drawn_paper = paper()
    (invoice,) = read(ofd(drawn_paper.sheets, tagged=True)).structured
    assert invoice.fields["total_amount"] == drawn_paper.fields["total_amount"]
    assert invoice.fields["seller_name"] == drawn_paper.fields["seller_name"]


def test_data_that_says_other_than_the_page_is_told() -> None:
    drawn_paper = paper()
    found = only(ofd(drawn_paper.sheets, carried=drawn_paper.fields | {"total_amount": "1.00"}))
    assert "layers.disagree" in found.fields["total_amount"].supports


def test_damaged_data_in_it_is_a_problem_and_not_passed_over() -> None:
    broken = {"Doc_0/Attachs/original_invoice.xml": b"<eInvoice><InvoiceNo>1</Inv"}
    assert [p.code for p in read(ofd(paper().sheets, more=broken)).problems] == ["file.unreadable"]


LISTED = (
    '<ofd:DrawParams><ofd:DrawParam ID="5"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
    '<ofd:DrawParam ID="6" Relative="5"/></ofd:DrawParams><ofd:Fonts><ofd:Font ID="9" FontName="Own">'
    "<ofd:FontFile>own.ttf</ofd:FontFile></ofd:Font></ofd:Fonts><ofd:MultiMedias>"
    '<ofd:MultiMedia ID="60" Type="Image"><ofd:MediaFile>a.jb2</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
)
WHITE_BOX = (
    '<ofd:PathObject ID="8" Boundary="20 28 90 12" Stroke="false" Fill="true"><ofd:FillColor Value="255 255 255"/>'
    "<ofd:AbbreviatedData>M 0 0 L 90 0 L 90 12 L 0 12 C</ofd:AbbreviatedData></ofd:PathObject>"
)
UNIT = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="77" Width="90" Height="40"><ofd:Content>'
    + WHITE_BOX.replace("20 28 90 12", "0 8 90 12")
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
GLYPHS = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'


def with_resources(files: dict[str, bytes], inside: str = "", boxes: str = "") -> dict[str, bytes]:
    """The files of a page with resources of the document, more in its root, and other areas to be shown."""
    root = (
        f"<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 241 152</ofd:PhysicalBox>{boxes}"
        "</ofd:PageArea><ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
        f'<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>{inside}</ofd:Document>'
    )
    listed = f"<ofd:Res {NAMES}>{LISTED}{UNIT}</ofd:Res>"
    more = {"Doc_0/Document.xml": root.encode(), "Doc_0/Res.xml": listed.encode(), "Doc_0/a.jb2": b"none"}
    return {**files, **more, "Doc_0/own.ttf": b"no font"}


def note(shown: str, kind: str = "Stamp") -> dict[str, bytes]:
    """The files of a note upon the page."""
    look = f'<ofd:Appearance Boundary="0 0 241 152">{shown}</ofd:Appearance>'
    return {
        "Doc_0/Notes.xml": f'<ofd:Annotations {NAMES}><ofd:Page PageID="1"><ofd:FileLoc>Note.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>".encode(),
        "Doc_0/Note.xml": f'<ofd:PageAnnot {NAMES}><ofd:Annot ID="1" Type="{kind}">{look}'
        "</ofd:Annot></ofd:PageAnnot>".encode(),
    }


def inked(words: str, colour: str) -> str:
    """A text object with another colour."""
    return text(words).replace('<ofd:FillColor Value="0 0 0"/>', colour)


def within(words: str, clips: str) -> str:
    """A text object of which only what lies in its clips is seen."""
    return text(words).replace("</ofd:TextObject>", f"<ofd:Clips>{clips}</ofd:Clips></ofd:TextObject>")


@pytest.mark.parametrize(
    "unseen",
    [
        text("甲12.00", (255, 255, 255)),
        text("甲12.00", more=' Visible="false"'),
        text("甲12.00", more=' Alpha="3"'),
        inked("甲12.00", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        inked("甲12.00", "").replace("<ofd:TextObject", '<ofd:TextObject DrawParam="5"'),
        inked("甲12.00", "").replace("<ofd:TextObject", '<ofd:TextObject DrawParam="6"'),
        within("甲12.00", '<ofd:Clip><ofd:Area><ofd:Path Boundary="90 0 1 1"><ofd:AbbreviatedData>M 0 0 L 1 0 L 1 1 C'
               "</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>"),
        within("甲12.00", "<ofd:Clip/>"),
        text("甲12.00").replace('X="0"', 'X="100"'),  # beyond the object's own frame
        text("甲12.00") + WHITE_BOX,
        text("甲12.00") + '<ofd:CompositeObject ID="8" ResourceID="77" Boundary="20 20 90 40"/>',
        text("甲12.00") + '<ofd:ImageObject ID="8" ResourceID="60" Boundary="0 0 241 152" CTM="90 0 0 40 20 20"/>',
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_not_read(unseen: str) -> None:
    pages = read(ofd(paper().sheets, more=with_resources(page_of(unseen, text("乙34.00")))))
    said = "".join(line.text for page in pages.pages for line in page.lines).replace(" ", "")
    assert "34.00" in said
    assert "12.00" not in said


def test_layers_lie_above_each_other_as_they_say_and_not_as_they_stand_in_the_file() -> None:
    front = f'<ofd:Layer ID="2" Type="Foreground">{WHITE_BOX}</ofd:Layer>'
    below = f'<ofd:Layer ID="1" Type="Body">{text("甲12.00")}{text("乙34.00")}</ofd:Layer>'
    content = f"<ofd:Page {NAMES}><ofd:Content>{front}{below}</ofd:Content></ofd:Page>".encode()
    (page,) = read(ofd(paper().sheets, more={CONTENT: content})).pages
    assert [line.text for line in page.lines] == ["乙34.00"]


def test_what_lies_outside_of_the_area_to_be_shown_is_not_read() -> None:
    low = with_resources(
        page_of(text("甲12.00"), text("乙34.00")), boxes="<ofd:ApplicationBox>0 40 241 100</ofd:ApplicationBox>"
    )
    (page,) = read(ofd(paper().sheets, more=low)).pages
    assert [line.text for line in page.lines] == ["乙34.00"]


def test_a_note_is_part_of_the_page_and_told_unless_it_is_a_watermark() -> None:
    inside = "<ofd:Annotations>Notes.xml</ofd:Annotations>"
    pale = text("甲12.00", (200, 200, 200))
    notes = [note(text("甲12.00")), note(WHITE_BOX + pale, "Watermark"), note(pale, "Watermark"), note(WHITE_BOX)]
    files = [ofd(paper().sheets, more=with_resources(page_of(text("乙34.00")), inside) | each) for each in notes]
    assert [line.text for line in read(files[0]).pages[0].lines] == ["甲12.00", "乙34.00"]
    assert [told(data) for data in files] == [[("edited.note", 1)], [("edited.note", 1)], [], []]


def test_letters_of_which_only_the_outline_is_inked_are_seen() -> None:
    outlined = inked("甲12.00", '<ofd:FillColor Value="0 0 0" Alpha="0"/><ofd:StrokeColor Value="0 0 0"/>')
    files = page_of(outlined.replace("<ofd:TextObject", '<ofd:TextObject Stroke="true"'), text("乙34.00"))
    (page,) = read(ofd(paper().sheets, more=files)).pages
    assert [line.text for line in page.lines] == ["甲12.00", "乙34.00"]


@pytest.mark.parametrize(
    "change",
    [
        ("6", "6", "1 2 3 4 5 ²"),
        ("²", "6", "1 2 3 4 5 6"),
        ("9" * 5000, "6", "1 2 3 4 5 6"),
        ("6", "6", "1 2 3 4 5 " + "9" * 5000),
    ],
    ids=["sign", "count", "long count", "long glyph"],
)
def test_glyphs_that_are_no_numbers_leave_the_page_to_a_person(change: tuple[str, str, str]) -> None:
    codes, count, said = change
    by = f'<ofd:CGTransform CodeCount="{codes}" GlyphCount="{count}"><ofd:Glyphs>{said}</ofd:Glyphs></ofd:CGTransform>'
    odd = text("119.00").replace('Font="3"', 'Font="9"').replace("</ofd:TextObject>", by + "</ofd:TextObject>")
    files = with_resources(page_of(odd)) | {"Doc_0/own.ttf": reportlab_font()}
    assert "layers.disagree" in [problem.code for problem in read(ofd(paper().sheets, more=files)).problems]


def test_a_step_that_goes_on_for_ever_ends_with_its_text() -> None:
    def file(times: str) -> bytes:
        odd = re.sub('DeltaX="[^"]*"', f'DeltaX="g {times} 2"', text("乙34.00"))
        return ofd(paper().sheets, more=page_of(odd))

    long, right = (ofd_as_pdf(file(times), Limits())[0] for times in ("9" * 5000, "5"))
    assert picture_of(long) == picture_of(right)
    assert code_of(file("²")) == "file.unreadable"


@pytest.mark.parametrize(
    "doubtful",
    [
        text("甲12.00").replace("</ofd:TextObject>", GLYPHS + "</ofd:TextObject>"),  # which they are the machine says
        text("甲12.00").replace('Font="3"', 'Font="9"'),  # a font that cannot be opened
        text("甲12.00", more=' CharDirection="180"'),
        inked("甲12.00", '<ofd:FillColor Index="1"/>'),
        inked("甲12.00", "<ofd:FillColor><ofd:Pattern/></ofd:FillColor>"),
    ],
)
def test_what_programs_show_differently_is_a_persons_to_see(doubtful: str) -> None:
    data = ofd(paper().sheets, more=with_resources(page_of(doubtful, text("乙34.00"))))
    assert "layers.disagree" in [problem.code for problem in read(data).problems]


def test_of_two_documents_in_one_file_none_is_taken_for_the_one_that_is_seen() -> None:
    two = ofd(paper().sheets)
    with zipfile.ZipFile(io.BytesIO(two)) as archive:
        root = archive.read("OFD.xml")
    body = root[root.index(b"<ofd:DocBody>") : root.index(b"</ofd:OFD>")]
    doubled = ofd(paper().sheets, more={"OFD.xml": root.replace(body, body + body)})
    assert [problem.code for problem in read(doubled).problems] == ["layers.disagree"]


def test_an_own_font_is_drawn_with_the_glyphs_that_the_file_says() -> None:
    font = reportlab_font()
    letters = fonts.face(font)
    assert letters is not None
    glyphs = " ".join(str(letters.letters[ord(sign)]) for sign in "919.00")
    change = f'<ofd:CGTransform CodeCount="6" GlyphCount="6"><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>'
    lying = text("119.00").replace('Font="3"', 'Font="9"').replace("</ofd:TextObject>", change + "</ofd:TextObject>")
    honest = text("919.00").replace('Font="3"', 'Font="9"')
    shown = {
        name: ofd_as_pdf(
            ofd(paper().sheets, more=with_resources(page_of(said)) | {"Doc_0/own.ttf": font}), Limits()
        )[0]
        for name, said in (("lying", lying), ("honest", honest))
    }  # fmt: skip
    assert {name: text_of(data) for name, data in shown.items()} == {"lying": "119.00", "honest": "919.00"}
    assert picture_of(shown["lying"]) == picture_of(shown["honest"])


def reportlab_font() -> bytes:
    """A TrueType font that is at hand wherever the tests run."""
    return (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as opened:
        return str(opened[0].get_textpage().get_text_range())


def picture_of(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as opened:
        return bytes(opened[0].render(scale=1).to_numpy().tobytes())


def test_a_document_type_is_refused() -> None:
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert code_of(ofd(paper().sheets, more={CONTENT: entity})) == "file.dtd"


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert code_of(ofd(paper().sheets, more={CONTENT: b" " * (9 << 20)})) == "file.too_large"


def test_more_files_than_any_document_has_are_refused() -> None:
    many = {f"Doc_0/Res/{i}": b"" for i in range(2001)}
    assert code_of(ofd(paper().sheets, more=many)) == "file.too_large"


def test_a_file_that_breaks_off_is_said_to() -> None:
    data = ofd(paper().sheets)
    assert code_of(data[: len(data) // 2]) == "file.truncated"


def test_two_files_of_one_name_are_refused_since_readers_differ_on_which_is_meant() -> None:
    out = io.BytesIO(ofd(paper().sheets))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("OFD.xml", b"<a/>")
    assert code_of(out.getvalue()) == "file.unreadable"


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml", CONTENT])
def test_a_part_that_says_nothing_is_damage(name: str) -> None:
    empty = f"<ofd:Nothing {NAMES}/>".encode()
    if name == CONTENT:
        assert [p.code for p in read(ofd(paper().sheets, more={name: empty})).problems] == ["page.blank"]
    else:
        assert code_of(ofd(paper().sheets, more={name: empty})) == "file.unreadable"


def signed(data: bytes, *, change: str = "", leave_out: str = "") -> bytes:
    """The file with a signature over its files, one of them changed or left out of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sums = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>{_sum(content)}</ofd:CheckValue></ofd:Reference>'
        for name, content in files.items()
        if name not in ("OFD.xml", leave_out)
    )
    files["OFD.xml"] = files["OFD.xml"].replace(
        b"</ofd:DocBody>", b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
    )
    files["Doc_0/Signs/Signatures.xml"] = (
        f'<ofd:Signatures {NAMES}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>'.encode()
    )
    files["Doc_0/Signs/Sign_0/Signature.xml"] = (
        f'<ofd:Signature {NAMES}><ofd:SignedInfo><ofd:References CheckMethod="1.2.156.10197.1.401">{sums}'
        "</ofd:References></ofd:SignedInfo></ofd:Signature>"
    ).encode()
    if change:
        files[change] += b" "
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _sum(content: bytes) -> str:
    return base64.b64encode(hashlib.new("sm3", content).digest()).decode()


def told(data: bytes) -> list[tuple[str, int | None]]:
    return [(signal.code, signal.page) for signal in ofd_as_pdf(data, Limits())[1].signals]


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL knows no SM3")
def test_a_file_that_was_changed_after_it_was_signed_is_told_with_its_page() -> None:
    data = ofd(paper().sheets)
    assert told(data) == told(signed(data)) == []
    assert told(signed(data, change=CONTENT)) == [("edited.signature", 1)]
    assert told(signed(data, leave_out=CONTENT)) == [("edited.signature", 1)]
    assert told(signed(data, change="Doc_0/Document.xml")) == [("edited.signature", None)]
    assert told(signed(data, leave_out="Doc_0/Document.xml")) == [("edited.signature", None)]
