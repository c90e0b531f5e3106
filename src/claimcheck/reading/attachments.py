"""E-invoices that a PDF carries as embedded files. Nothing else that is embedded is unpacked, run or kept."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from claimcheck.model.documents import Problem, StructuredInvoice
from claimcheck.reading import einvoice
from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import FileRead, Unreadable

INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml", "cii.xml", "ubl.xml"})


def read(data: bytes, limits: Limits) -> FileRead:
    """The invoices embedded in a PDF.

    An attachment that is named as an invoice but cannot be read is a problem; other attachments say nothing.
    """
    structured: list[StructuredInvoice] = []
    problems: list[Problem] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            for name, content in _xml_files(opened, limits):
                try:
                    structured += einvoice.read(content, limits)
                except Unreadable as error:
                    if name.lower() in INVOICE_NAMES or error.problem.code == "file.dtd":
                        message = f"The invoice data embedded in the PDF ({name[:60]}): {error.problem.message}"
                        problems.append(Problem(error.problem.code, message))
    except Unreadable as error:
        problems.append(error.problem)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError):
        message = "The files embedded in the PDF are damaged. Save or print it to a new PDF and send that."
        problems.append(Problem("file.unreadable", message))
    return FileRead(tuple(structured), tuple(problems))


def _xml_files(opened: pikepdf.Pdf, limits: Limits) -> Iterator[tuple[str, bytes]]:
    for count, (key, spec) in enumerate(opened.attachments.items()):
        if count >= limits.max_attachments:
            raise Unreadable(
                "file.too_large", f"The PDF carries more than {limits.max_attachments} files. Send it without them."
            )
        name = str(spec.filename or key)
        if name.lower().endswith(".xml"):
            yield name, _unpacked(spec.get_file().obj, name, limits)


def _unpacked(stream: pikepdf.Object, name: str, limits: Limits) -> bytes:
    """The bytes of an embedded file, never more than the cap however small they were packed."""
    cap = limits.max_attachment_bytes
    raw = bytes(stream.read_raw_bytes())
    packing = stream.get("/Filter")
    names = [str(packing)] if isinstance(packing, pikepdf.Name) else [str(each) for each in packing or ()]
    if names in (["/FlateDecode"], ["/Fl"]):
        try:
            raw = zlib.decompressobj().decompress(raw, cap + 1)
        except zlib.error as error:
            message = f"The embedded file {name[:60]} is damaged. Ask the issuer for the invoice again."
            raise Unreadable("file.unreadable", message) from error
    elif names:
        message = f"The embedded file {name[:60]} is packed in a way that invoices are not. Send the PDF without it."
        raise Unreadable("file.unreadable", message)
    if len(raw) > cap:
        message = f"The embedded file {name[:60]} is larger than any invoice. Send the PDF without it."
        raise Unreadable("file.too_large", message)
    return raw
