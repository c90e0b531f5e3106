"""What may come in: told by content, with names made safe."""

import io
import tarfile
import time
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from claimcheck import intake
from claimcheck.errors import BadFile, TooLarge


def packed(files: Mapping[str, bytes], how: int = ZIP_STORED) -> bytes:
    """A ZIP of these files."""
    made = io.BytesIO()
    with ZipFile(made, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


class Stream(io.BytesIO):
    """A file that is sent as it is made: what is in it tells its size behind."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A TAR archive of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return made.getvalue()


def streamed(files: Mapping[str, bytes]) -> bytes:
    """The same, made while it is sent."""
    made = Stream()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"II*\x00\x08\x00\x00\x00", "image/tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "image/tiff"),
        (b"junk before\n%PDF-1.7\n", "application/pdf"),
        (b"<?xml version='1.0'?><Invoice/>", "application/xml"),
        (b"\xef\xbb\xbf  <rsm:CrossIndustryInvoice xmlns:rsm='x'>", "application/xml"),
        ("<?xml version='1.0'?><Invoice/>".encode("utf-16"), "application/xml"),
        (b"<!-- a note --><Invoice/>", "application/xml"),
        (packed({"OFD.xml": b"<ofd:OFD/>"}), "application/ofd"),
        (packed({"Doc_0/": b"", "Doc_0/Document.xml": b"<x/>"}, ZIP_DEFLATED), "application/ofd"),
        (streamed({"Doc_0/Attachs/a.zip": streamed({"a": b"1"}), "OFD.xml": b"<ofd:OFD/>"}), "application/ofd"),
    ],
)
def test_the_content_tells_the_type_whatever_the_name_says(head: bytes, media_type: str) -> None:
    assert intake.sniff(head, "holiday.exe") == media_type


@pytest.mark.parametrize(
    ("head", "code", "said"),
    [
        (b"PK\x03\x04rest", "file.archive", "a ZIP archive. Unpack it"),
        (b"Rar!\x1a\x07", "file.archive", "a compressed archive. Unpack it"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "file.office", "an Office document. Save it as PDF"),
        (b"\xd0\xcf\x11\xe0", "file.office", "an old Office document. Save it as PDF"),
        (b"Return-Path: <a@b>\r\nSubject: Invoice", "file.mail", "a mail. Save what is attached"),
        (b"PK\x03\x04" + bytes(26) + b"docProps/app.xml<", "file.office", "an Office document"),
        (b"PK\x03\x04" + bytes(26) + b"a.pdf%PDF", "file.archive", "a ZIP archive"),
        (packed({"a.pdf": b"%PDF-1.7 one", "b.pdf": b"%PDF-1.7 two"}), "file.archive", "a ZIP archive. Unpack it"),
        (tarred({"a.pdf": b"%PDF-1.7 one"}), "file.archive", "a TAR archive. Unpack it"),
        (packed({"invoice.ofd": packed({"OFD.xml": b"<ofd:OFD/>"})}), "file.archive", "a ZIP archive. Unpack it"),
        (streamed({"invoice": streamed({"OFD.xml": b"<ofd:OFD/>"})}), "file.archive", "a ZIP archive. Unpack it"),
        (
            b"PK\x03\x04" + bytes(26) + b"a.xlsxPK\x03\x04" + bytes(26) + b"[Content_Types].xml",
            "file.archive",
            "a ZIP archive",
        ),
        (b"\xef\xbb\xbf\r\nReceived: by x;\r\n\tat night\r\nFrom: a@b\r\n", "file.mail", "a mail"),
        (b"Date: 12/03/2024\nTotal: 16.00\nFrom Kuala Lumpur", "file.unsupported", "of a kind"),
        (b"MZ\x90\x00", "file.unsupported", "a program"),
        (b"<html><body>", "file.unsupported", "a web page"),
        (b"<!DOCTYPE html><html>", "file.unsupported", "a web page"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "file.unsupported", "a web page"),
        (b"GIF89a", "file.unsupported", "a GIF picture"),
        (b"just words", "file.unsupported", "of a kind"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "file.unsupported", "of a kind"),
    ],
)
def test_what_we_do_not_read_is_refused_and_named(head: bytes, code: str, said: str) -> None:
    with pytest.raises(BadFile, match=said) as caught:
        intake.sniff(head, "invoice.pdf")
    assert (caught.value.code, caught.value.status) == (code, 415)
    assert "invoice.pdf" in caught.value.message


def test_a_file_of_many_comments_is_told_at_once() -> None:
    with pytest.raises(BadFile):
        intake.sniff(b"<!---->" * 2000 + b"<html>", "a.xml")
    began = time.process_time()
    assert intake.sniff(b"<!---->" * 2000 + b"<Invoice/>", "a.xml") == "application/xml"
    assert time.process_time() - began < 1


def test_empty_and_oversized_files_have_codes_of_their_own() -> None:
    with pytest.raises(BadFile) as empty:
        intake.sniff(b"", "a.pdf")
    assert empty.value.code == "file.empty"
    with pytest.raises(BadFile) as nothing:
        intake.check_size(0, 10)
    assert nothing.value.code == "file.empty"
    with pytest.raises(TooLarge, match=r"20\.1 MB.*20\.0 MB") as large:
        intake.check_size(20_000_001, 20_000_000)
    assert (large.value.code, large.value.status) == ("file.too_large", 413)
    intake.check_size(10, 10)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\bill.pdf", "bill.pdf"),
        ("in\u202evoice\u200b.pdf\r\nX: y", "invoice.pdfX_ y"),
        ('a"b<c>.jpg', "a_b_c_.jpg"),
        ("  发票 2024.pdf ", "发票 2024.pdf"),
        ("..", "document"),
        ("", "document"),
        ("\x00\x1b[31m.png", "[31m.png"),
        ("bad\udcff.pdf", "bad_.pdf"),
    ],
)
def test_names_are_made_safe_to_show(given: str, safe: str) -> None:
    assert intake.safe_name(given) == safe


def test_long_names_keep_their_ending() -> None:
    name = intake.safe_name("发" * 300 + ".pdf")
    assert name.endswith("发.pdf")
    assert len(name.encode()) <= intake.MAX_NAME
