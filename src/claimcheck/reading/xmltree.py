"""XML from strangers as a plain tree: no document types, no entities, no network, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import Unreadable

MAX_ELEMENTS = 300_000
_DTD = re.compile(r"<!\s*(DOCTYPE|ENTITY)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Node:
    """One element, whatever prefix its names carry."""

    element: etree._Element

    @property
    def name(self) -> str:
        """The local name."""
        return str(etree.QName(self.element).localname)

    @property
    def text(self) -> str:
        """Its own text, blanks folded."""
        return " ".join((self.element.text or "").split())

    def attribute(self, name: str) -> str:
        """An attribute's value, empty where absent."""
        return str(self.element.get(name) or "")

    def children(self, name: str = "") -> Iterator[Node]:
        """The elements below, of a local name where one is given."""
        for below in self.element:
            if isinstance(below.tag, str) and (not name or etree.QName(below).localname == name):
                yield Node(below)

    def all(self, path: str) -> Iterator[Node]:
        """The elements at a path of local names, `A/B/C`, in the order of the document."""
        first, _, rest = path.partition("/")
        for below in self.children(first):
            if rest:
                yield from below.all(rest)
            else:
                yield below

    def value(self, *paths: str) -> str:
        """The text of the first path that has any."""
        return next((node.text for path in paths for node in self.all(path) if node.text), "")

    def only(self, *paths: str) -> str:
        """The text of the first path that has any, which may stand once: none where it says two things."""
        for path in paths:
            found = {node.text for node in self.all(path) if node.text}
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""

    def sole(self, path: str) -> Node | None:
        """The element at a path that may stand once: none where several stand there."""
        found = list(self.all(path))
        return found[0] if len(found) == 1 else None


def parse(data: bytes, limits: Limits) -> Node:
    """The root element.

    Raises:
        Unreadable: `file.dtd`, `file.truncated`, `file.too_large` or `file.unreadable`.
    """
    if len(data) > limits.max_attachment_bytes:
        raise Unreadable(
            "file.too_large", "The XML is larger than any invoice. Send the invoice as its issuer made it."
        )
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    if _DTD.search(data.decode(encoding, "replace")):
        raise _dtd()
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _why(error) from error
    # An encoding that hides the words from the search above does not hide them from the parser.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _dtd()
    _check_shape(root, limits)
    return Node(root)


def _check_shape(root: etree._Element, limits: Limits) -> None:
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > limits.max_xml_depth or count > 2 * MAX_ELEMENTS:
            raise Unreadable(
                "file.unreadable",
                "The XML is built in a way that no invoice is. Send the invoice as its issuer made it.",
            )


def _dtd() -> Unreadable:
    return Unreadable(
        "file.dtd",
        "The XML carries a document type definition, which an invoice never needs and which is not accepted. "
        "Send the invoice as its issuer made it.",
    )


def _why(error: Exception) -> Unreadable:
    text = str(error)
    if "Premature end" in text or "EndTag: '</' not found" in text or "Couldn't find end of" in text:
        return Unreadable("file.truncated", "The XML breaks off before its end. Send the whole file again.")
    return Unreadable(
        "file.unreadable", "The XML is damaged and cannot be read. Ask the issuer for the invoice again, or send a PDF."
    )
