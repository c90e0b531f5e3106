"""E-invoices that a PDF carries as embedded files. Nothing else that is embedded is unpacked, run or kept."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from claimcheck.model.documents import Problem, StructuredInvoice
from claimcheck.model.said import Said
from claimcheck.reading import einvoice
from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import FileRead, Unreadable
from claimcheck.reading.pdf import packed

INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml", "cii.xml", "ubl.xml"})


def find(opened: pikepdf.Pdf, limits: Limits) -> FileRead:
    """The invoices embedded in a PDF.

    An attachment that is named as an invoice but cannot be read is a problem; other attachments say nothing.
    """
    structured: list[StructuredInvoice] = []
    problems: list[Problem] = []
    try:
        for name, content in _xml_files(opened, limits):
            try:
                structured += einvoice.read(content, limits)
            except Unreadable as error:
                if name.lower() in INVOICE_NAMES or error.problem.code == "file.dtd":
                    message = Said(
                        "The invoice data embedded in the PDF ({file}): {why}",
                        file=name[:60], why=error.problem.message,
                    )  # fmt: skip
                    problems.append(Problem(error.problem.code, message))
    except Unreadable as error:
        problems.append(error.problem)
    return FileRead(tuple(structured), tuple(problems))


def _xml_files(opened: pikepdf.Pdf, limits: Limits) -> Iterator[tuple[str, bytes]]:
    for count, (key, spec) in enumerate(opened.attachments.items()):
        if count >= limits.max_attachments:
            raise Unreadable(
                "file.too_large",
                Said("The PDF carries more than {n} files. Send it without them.", n=limits.max_attachments),
            )
        name = str(spec.filename or key)
        if name.lower().endswith(".xml"):
            yield name, _unpacked(spec.get_file().obj, name, limits)


def _unpacked(stream: pikepdf.Object, name: str, limits: Limits) -> bytes:
    """The bytes of an embedded file, never more than the cap however small they were packed."""
    cap = limits.max_attachment_bytes
    content, names = bytes(stream.read_raw_bytes()), packed.filters(stream)
    if names in packed.FLATE:
        content, whole = packed.inflate(content, cap + 1)
        if not whole and len(content) <= cap:
            message = Said("The embedded file {file} is damaged. Ask the issuer for the invoice again.", file=name[:60])
            raise Unreadable("file.unreadable", message)
    elif names:
        message = Said(
            "The embedded file {file} is packed in a way that invoices are not. Send the PDF without it.",
            file=name[:60],
        )  # fmt: skip
        raise Unreadable("file.unreadable", message)
    if len(content) > cap:
        message = Said("The embedded file {file} is larger than any invoice. Send the PDF without it.", file=name[:60])
        raise Unreadable("file.too_large", message)
    return content
