"""OFD files: read like a PDF's text, with the invoice that they carry, and safe to open whatever is in them."""

import base64
import hashlib
import io
import zipfile
from random import Random

import pytest
from reading import drawn

from claimcheck.core.extract import extract
from claimcheck.intake import sniff
from claimcheck.model.documents import Extracted, Pages
from claimcheck.reading import document
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd import convert as ofd_as_pdf
from claimcheck.reading.outcome import PageRead, Unreadable
from fixtures.chinese import tune_sales
from fixtures.chinese.facts import TUNE
from fixtures.ofd import ofd, text_object
from fixtures.paper import Paper
from fixtures.sheet import Ink

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def paper() -> Paper:
    return tune_sales.car_digital(Random(4), TUNE)


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


@pytest.mark.parametrize("unseen", [text("甲12.00", (255, 255, 255)), text("甲12.00", more=' Visible="false"')])
def test_what_cannot_be_seen_is_not_read(unseen: str) -> None:
    pages = read(ofd(paper().sheets, more=page_of(text("乙34.00"), unseen)))
    said = "".join(line.text for page in pages.pages for line in page.lines)
    assert "34.00" in said
    assert "12.00" not in said


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
