"""What a file is and whether we take it, before anything opens it: type by content, byte caps, names made safe.

Standard library and the model only, so that the web may use it.
"""

from __future__ import annotations

import re
import unicodedata

from claimcheck.errors import BadFile, TooLarge
from claimcheck.model.said import Said

HEAD_BYTES = 65536
"""How much of a file's beginning `sniff` may need."""
MAX_NAME = 120

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})

_XML_START = re.compile(r"\s*<(\?xml\b|!--|!DOCTYPE\b|([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*[\s/>])", re.IGNORECASE)
_HTML_START = re.compile(
    # Never taken apart again once matched: n comments could else be divided in 2ⁿ ways, all tried before we say no.
    r"(?>(?:<\?xml[^>]*>|<!--.*?-->|\s)*)<(!doctype\s+html|html|head|body|script|svg)\b",
    re.IGNORECASE | re.DOTALL,
)


_OFD = re.compile(rb"PK\x03\x04.{26}(?:OFD\.xml|Doc_\d+/(?:Document|DocumentRes|PublicRes)\.xml)", re.DOTALL)
"""A file in a ZIP that only OFD has."""


def sniff(head: bytes, filename: str) -> str:
    """The media type, told by the content; the name is only used to say what is wrong.

    Args:
        head: the file's first bytes, up to `HEAD_BYTES` (more is fine).
        filename: as the client called it.

    Raises:
        BadFile: `file.empty`, or `file.unsupported` for what we do not read.
    """
    if not head:
        raise BadFile("The file is empty. Choose the file again and send it anew.", code="file.empty")
    found = _by_magic(head) or ("application/xml" if _is_xml(head) else None)
    if found is None:
        shown = safe_name(filename)
        raise BadFile(
            Said(
                "{file} is {why}, which cannot be read. "
                "Send a PDF or OFD, a JPEG, PNG, WebP, HEIC or TIFF picture, or an e-invoice in XML.",
                file=shown,
                why=_what_else(head),
            ),
            code="file.unsupported",
        )
    return found


def check_size(size: int, cap: int) -> None:
    """Refuse an empty or oversized file.

    Raises:
        BadFile: `file.empty`.
        TooLarge: `file.too_large`.
    """
    if size <= 0:
        raise BadFile("The file is empty. Choose the file again and send it anew.", code="file.empty")
    if size > cap:
        raise TooLarge(
            Said(
                "The file has {size}; at most {most} can be taken. "
                "Scan it at 300 dpi or lower, or send fewer pages at a time.",
                size=_measured(size),
                most=_measured(cap),
            ),
            code="file.too_large",
        )


def safe_name(filename: str) -> str:
    """A name to show and to offer for download: one path part, no control or direction marks, not too long.

    It is data only; files are never stored under it.
    """
    name = unicodedata.normalize("NFC", filename.encode("utf-8", "replace").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    # C: control, format (direction marks, zero width), surrogate, private use, unassigned; Zl, Zp: line separators.
    kept = (" " if unicodedata.category(c) in ("Zl", "Zp", "Zs") else c for c in name)
    name = "".join(c for c in kept if not unicodedata.category(c).startswith("C"))
    name = re.sub(r"\s+", " ", re.sub(r'["<>:|?*;]', "_", name)).strip(" .")
    if not name:
        return "document"
    if len(name.encode()) <= MAX_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 10:
        stem, dot, ending = name, "", ""
    room = MAX_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + dot + ending


def _by_magic(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "image/tiff"
    if head.startswith(b"PK\x03\x04") and _OFD.search(head[:HEAD_BYTES]):
        return "application/ofd"
    # The standard lets other bytes stand before it, and readers accept it within the first kilobyte.
    return "application/pdf" if b"%PDF-" in head[:1024] else None


def _is_xml(head: bytes) -> bool:
    """Whether the first thing in the file is an XML declaration, comment, document type or element, and not HTML."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            text = head[: HEAD_BYTES - HEAD_BYTES % 2].decode(encoding, "ignore")
            break
    else:
        text = head[:HEAD_BYTES].decode("utf-8", "replace")
    return bool(_XML_START.match(text)) and not _HTML_START.match(text)


def _what_else(head: bytes) -> str:
    """What a file seems to be, for the sentence only."""
    known = (
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"GIF8", "a GIF picture"),
        (b"BM", "a BMP picture"),
        (b"MZ", "a program"),
        (b"\x7fELF", "a program"),
        (b"\x1f\x8b", "a compressed archive"),
        (b"7z\xbc\xaf", "a compressed archive"),
        (b"Rar!", "a compressed archive"),
        (b"{\\rtf", "an RTF text"),
    )
    for magic, name in known:
        if head.startswith(magic):
            return name
    if _HTML_START.match(head[:4096].decode("utf-8", "replace")):
        return "a web page"
    return "of a kind that we do not know"


def _measured(size: int) -> str:
    """A size as phones and desktops say it, a MB being a million bytes; rounded up, so that no limit seems just met."""
    return f"{-(-size // 100_000) / 10:.1f} MB" if size >= 100_000 else f"{size} bytes"
