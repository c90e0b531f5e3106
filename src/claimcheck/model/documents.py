"""Documents: what was read of them (`Pages`) and what stands on them (`Extracted`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from claimcheck.model.said import Said


class Box(NamedTuple):
    """A place on the upright page, as fractions of its width and height (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box) -> bool:
        """Whether the middle of this place lies in another."""
        across, down = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return other.left <= across <= other.right and other.top <= down <= other.bottom


Kind = Literal[
    "receipt", "invoice", "credit_note", "order", "motor_vehicle_invoice", "vat_invoice", "vehicle_licence",
    "registration_certificate", "business_licence", "insurance_statement", "contract", "customs_declaration",
    "delivery_confirmation", "other",
]  # fmt: skip
"""What a document is: `core.extract.papers.kinds` tells them. Proof-of-sale kinds are `PROOF_OF_SALE`."""

PROOF_OF_SALE: frozenset[str] = frozenset({"receipt", "invoice", "motor_vehicle_invoice", "vat_invoice"})
OF_THE_SALE: frozenset[str] = frozenset({
    "seller_name", "seller_id", "invoice_number", "invoice_code", "invoice_date", "total_amount", "net_amount",
    "tax_amount", "payable_amount", "currency",
})  # fmt: skip
"""Fields that one proof of sale tells for all: what another paper says of them is of another purchase."""

FIELDS: Final = (
    "seller_name", "seller_id", "buyer_name", "buyer_id", "invoice_number", "invoice_code", "invoice_date",
    "total_amount", "net_amount", "tax_amount", "payable_amount", "prepaid_amount", "rounding_amount", "currency",
    "vin", "engine_number", "plate_number", "model_name", "address", "serial_number", "registration_date", "issue_date",
    "due_date", "delivery_date", "flight_from", "flight_to", "quantity",
)  # fmt: skip
"""What a document, a claim, a sale and a program call the values that they speak of."""

Layer = Literal["text", "ocr", "xml", "barcode"]
"""Where a reading came from: a PDF's text layer, a picture, an embedded or plain XML, a barcode."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `confidence` is the reader's own, 0 to 1 (1.0 for a text layer)."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side, as the reader grouped them, left to right."""

    text: str
    box: Box
    confidence: float = 1.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second reader, or reading, made of one crop of a page; an empty text is silence, no contradiction."""

    page: int
    box: Box
    text: str
    confidence: float
    reader: str


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page.

    Attributes:
        number: 1-based, in the file.
        width, height: pixels of the stored page picture.
        layer: where the lines came from.
        reader: name and version of what read it.
        turned: degrees clockwise that the source was turned to stand upright (0, 90, 180, 270).
        picture_sha256: of the stored JPEG; empty where there is none (plain XML).
        picture_hash: 64-bit DCT hash of the picture, 16 hex digits; empty where there is none. It proposes
            duplicates, it never decides them.
        scan_hash: 256 bits of the printed part alone, 64 hex digits; empty where there is none. The same scan keeps it
            through cropping, scaling and saving again, and through a change in one place.
        looks: headings with print beyond their ends, and totals read without confidence, in even contrast: they may
            support what is claimed, for the first reading may have lost a word or a digit, and change nothing else.
    """

    number: int
    width: int
    height: int
    lines: tuple[Line, ...]
    layer: Layer = "ocr"
    reader: str = ""
    turned: int = 0
    picture_sha256: str = ""
    picture_hash: str = ""
    scan_hash: str = ""
    looks: tuple[SecondLook, ...] = ()


@dataclass(frozen=True, slots=True)
class Barcode:
    """A QR code or barcode as decoded; `symbology` is zxing's name for it."""

    page: int
    symbology: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a document, as a value: the machine never approves over one.

    Attributes:
        code: stable: `file.empty`, `file.truncated`, `file.encrypted`, `file.too_large`, `file.too_many_pages`,
            `file.too_many_pixels`, `file.unsupported`, `file.dtd`, `file.unreadable`, `read.timeout`, `read.memory`,
            `read.crashed`, `page.blank`, `page.blurred`, `layers.disagree`.
        message: a sentence that a dealer understands, saying what to do.
        page: 1-based, where it concerns one page.
    """

    code: str
    message: str | Said
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that editing leaves behind: it leads to a person's look with the place marked, never to a rejection.

    Attributes:
        code: stable: `edited.text_over_scan`, `edited.patch_over_scan`, `edited.note`, `edited.fonts_differ`,
            `edited.covered_text`, `edited.revised`, `edited.flat_patch`, `edited.other_history`, `edited.copied`,
            `edited.software`, `edited.signature`.
        message: a sentence that a reviewer understands.
        page, box: where; None where it concerns the whole file or page.
        strength: 0 to 1; from `STRONG` on it keeps the machine from approving.
    """

    code: str
    message: str | Said
    page: int | None = None
    box: Box | None = None
    strength: float = 1.0


STRONG = 0.8


@dataclass(frozen=True, slots=True)
class Advice:
    """How the sender could take a better picture, as a sentence; no `Problem`, so that it stops no approval.

    Attributes:
        code: stable: `quality.blurred`, `quality.small`, `quality.dark`, `quality.faint`, `quality.askew`.
    """

    code: str
    message: str | Said
    page: int


@dataclass(frozen=True, slots=True)
class StructuredInvoice:
    """An e-invoice's XML, mapped to our field names.

    Attributes:
        syntax: `CII`, `UBL`, `FatturaPA`, `ZUGFeRD1`.
        kind: `invoice`, `credit_note`, or `other` for what only offers or asks beforehand.
        fields: field name to value (dates ISO, amounts plain decimals).
        line_items: the same, a mapping per line.
        doubted: what it calls itself where a person must say whether it proves a sale: one of a part, or a correction.
    """

    syntax: str
    kind: Kind
    fields: Mapping[str, str]
    line_items: tuple[Mapping[str, str], ...] = ()
    doubted: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """All that reading a file yields, never dependent on any claim; cached by (sha256, reader version)."""

    reader_version: str
    media_type: str
    pages: tuple[Page, ...] = ()
    structured: tuple[StructuredInvoice, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    problems: tuple[Problem, ...] = ()
    signals: tuple[Signal, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One value that stands on a document, with its evidence.

    Attributes:
        name: EN 16931 name where it has one.
        value: normalised (dates ISO, amounts plain decimals, `1234.50`); None where the page leaves it open.
        raw: as printed.
        confidence: 0 to 1, that `value` is what the document says.
        page, box: where it stands; None for what has no place (XML).
        reader: what read it.
        supports: independent grounds, as short codes: `label`, `repeat:2`, `arithmetic:net+tax`, `xml`, `barcode`, …
        alternatives: other readings of the same print (an ambiguous date), never other places.
        repaired: whether a character was corrected to make sense of it; such a value proves nothing alone.
        rivals: other values that stand on the document with as good a claim to be this field (the total of a second
            receipt on the page, say): while there are any, the field proves nothing.
    """

    name: str
    value: str | None
    raw: str = ""
    confidence: float = 0.0
    page: int | None = None
    box: Box | None = None
    reader: str = ""
    supports: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    repaired: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineItem:
    """One line of an invoice; values normalised as in `Field`, missing ones absent."""

    values: Mapping[str, str]
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document as found in a file: one file may hold several.

    Attributes:
        pages: the 1-based page numbers that it spans.
        kind, kind_confidence: what it is, and how sure.
        fields: by name.
        fingerprint: the numbers printed on it (`core.values.fingerprints`), for the search of duplicates.
        region: the part of its page that it stands on, where others stand beside it; None for all of its pages.
    """

    pages: tuple[int, ...]
    kind: Kind
    kind_confidence: float
    fields: Mapping[str, Field] = field(default_factory=dict)
    line_items: tuple[LineItem, ...] = ()
    fingerprint: tuple[str, ...] = ()
    region: Box | None = None
