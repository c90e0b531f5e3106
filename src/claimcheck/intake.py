"""What a file is and whether we take it, before anything opens it: type by content, byte caps, names made safe.

Standard library and the model only, so that the web may use it.
"""

from __future__ import annotations

import re
import struct
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


_OFD = re.compile(rb"OFD\.xml|Doc_\d+/(?:Document|DocumentRes|PublicRes)\.xml")
"""A file in a ZIP that only OFD has."""
_ENTRY = struct.Struct("<4s2xHH4x4xI4xHH")
"""What stands before each file of a ZIP: mark, flags, method, packed size, lengths of its name and of more about it."""
_SIZE_BEHIND, _STORED, _SIZE_ELSEWHERE = 8, 0, 0xFFFFFFFF
_BEHIND = b"PK\x07\x08"
"""What stands before the size of a file, behind it, where the size was not known before."""

_OFFICE = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|(?:xl|word|ppt)/[\w/.-]+\.xml"
    rb"|mimetypeapplication/vnd\.oasis\.opendocument)",
    re.DOTALL,
)
"""A ZIP whose first file only Office has; a later one may stand in a document within an archive."""
_HEADER = (
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|ARC-[\w-]+|Authentication-Results"
    rb"|From|To|Cc|Date|Subject|Reply-To|References|In-Reply-To|Content-[\w-]+|Thread-[\w-]+|X-[\w-]+):"
)
_MAIL = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:From [^\n]*\n)?" + _HEADER + rb"[^\n]*\n(?:[ \t][^\n]*\n)*" + _HEADER, re.IGNORECASE
)
"""How a mail that was saved begins: two headers, for a note may begin with a `Date:`."""
_ELSE = (
    (b"\xd0\xcf\x11\xe0", "file.office", "an old Office document"),
    (b"{\\rtf", "file.office", "an RTF text"),
    (b"\x1f\x8b", "file.archive", "a compressed archive"),
    (b"7z\xbc\xaf", "file.archive", "a compressed archive"),
    (b"Rar!", "file.archive", "a compressed archive"),
    (b"GIF8", "file.unsupported", "a GIF picture"),
    (b"BM", "file.unsupported", "a BMP picture"),
    (b"MZ", "file.unsupported", "a program"),
    (b"\x7fELF", "file.unsupported", "a program"),
)
_HOLDS_FILES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_TAR = slice(257, 262)
"""Where a TAR archive says what it is."""
_MENDED = {
    "file.archive": "{file} is {why}. Unpack it and send the files that are in it.",
    "file.office": "{file} is {why}. Save it as PDF and send that.",
    "file.mail": "{file} is {why}. Save what is attached to it and send that.",
    "file.unsupported": "{file} is {why}, which cannot be read. "
    "Send a PDF or OFD, a JPEG, PNG, WebP, HEIC or TIFF picture, or an e-invoice in XML.",
}


def sniff(head: bytes, filename: str) -> str:
    """The media type, told by the content; the name is only used to say what is wrong.

    Args:
        head: the file's first bytes, up to `HEAD_BYTES` (more is fine).
        filename: as the client called it.

    Raises:
        BadFile: `file.empty`; `file.archive`, `file.office` or `file.mail` for what can be made into something that we
            read; `file.unsupported` for anything else.
    """
    if not head:
        raise BadFile("The file is empty. Choose the file again and send it anew.", code="file.empty")
    found = _by_magic(head) or ("application/xml" if _is_xml(head) else None)
    if found is None:
        code, why = _what_else(head)
        raise BadFile(Said(_MENDED[code], file=safe_name(filename), why=why), code=code)
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
    if _is_ofd(head[:HEAD_BYTES]):
        return "application/ofd"
    # The standard lets other bytes stand before it, and readers accept it within the first kilobyte. An archive that
    # holds a PDF as it is begins like that, too: of the files in it one alone would be read.
    return "application/pdf" if b"%PDF-" in head[:1024] and not _holds_files(head) else None


def _holds_files(head: bytes) -> bool:
    return head.startswith(_HOLDS_FILES) or head[_TAR] == b"ustar"


def _is_ofd(head: bytes) -> bool:
    """Whether a file of the archive itself is one of OFD's; what is packed in one of its files is not looked at."""
    at = 0
    while head.startswith(b"PK\x03\x04", at) and at + _ENTRY.size <= len(head):
        _, flags, method, size, name_length, more = _ENTRY.unpack_from(head, at)
        begins = at + _ENTRY.size
        name, body = head[begins : begins + name_length], begins + name_length + more
        if _OFD.match(name):
            return True
        if not flags & _SIZE_BEHIND and size != _SIZE_ELSEWHERE:
            at = body + size
        else:  # how long it is stands behind it
            behind = _behind_stored if method == _STORED else _behind_packed
            at = behind(head, body)
            if at < 0:
                return False
    return False


def _behind_packed(head: bytes, body: int) -> int:
    """Where the file after a packed one begins, which does not look like the beginning of one; -1: not in here."""
    return head.find(b"PK\x03\x04", body)


def _behind_stored(head: bytes, body: int) -> int:
    """Where the file after one begins that is stored as it is, an archive perhaps: by its size, which stands behind."""
    at = head.find(_BEHIND, body)
    while at >= 0 and head[at + 8 : at + 16] != 2 * struct.pack("<I", at - body):
        at = head.find(_BEHIND, at + 1)
    return at + 16 if at >= 0 else -1


def _is_xml(head: bytes) -> bool:
    """Whether the first thing in the file is an XML declaration, comment, document type or element, and not HTML."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if head.startswith(mark):
            text = head[: HEAD_BYTES - HEAD_BYTES % 2].decode(encoding, "ignore")
            break
    else:
        text = head[:HEAD_BYTES].decode("utf-8", "replace")
    return bool(_XML_START.match(text)) and not _HTML_START.match(text)


def _what_else(head: bytes) -> tuple[str, str]:
    """The code of a file that is not read, and what it seems to be, for the sentence only."""
    if head.startswith(b"PK\x03\x04"):
        return ("file.office", "an Office document") if _OFFICE.match(head) else ("file.archive", "a ZIP archive")
    if _MAIL.match(head):
        return "file.mail", "a mail"
    for magic, code, name in _ELSE:
        if head.startswith(magic):
            return code, name
    if head[_TAR] == b"ustar":
        return "file.archive", "a TAR archive"
    if _HTML_START.match(head[:4096].decode("utf-8", "replace")):
        return "file.unsupported", "a web page"
    return "file.unsupported", "of a kind that we do not know"


def _measured(size: int) -> str:
    """A size as phones and desktops say it, a MB being a million bytes; rounded up, so that no limit seems just met."""
    return f"{-(-size // 100_000) / 10:.1f} MB" if size >= 100_000 else f"{size} bytes"
