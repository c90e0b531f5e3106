"""What an OFD's own signatures tell: whether its files are those that were signed. Who signed is not looked into."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Final

from claimcheck.model.documents import Signal
from claimcheck.model.said import Said
from claimcheck.reading import xmltree
from claimcheck.reading.limits import Limits
from claimcheck.reading.ofd.archive import Archive, beside
from claimcheck.reading.xmltree import Node

DIGESTS: Final = {
    "1.2.156.10197.1.401": "sm3", "sm3": "sm3", "1.3.14.3.2.26": "sha1", "sha1": "sha1", "sha-1": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256", "sha256": "sha256", "sha-256": "sha256", "1.2.840.113549.2.5": "md5",
    "md5": "md5",
}  # fmt: skip
"""What a signature calls the sum that it holds of each file, and what Python does; SM3 where its OpenSSL knows it."""


def signals(archive: Archive, body: Node, drawn: tuple[str, ...], limits: Limits) -> Iterator[Signal]:
    """The files that are no longer what was signed, and those that were read and no signature speaks of.

    Args:
        archive: the open file, all of which was read that will be.
        body: its `DocBody`.
        drawn: names of the files with what is on the pages, in their order.
        limits: of what is unpacked.
    """
    listed = beside("OFD.xml", body.value("Signatures"))
    if not body.value("Signatures") or not archive.holds(listed):
        return
    used, covered = archive.used - {"OFD.xml"}, set[str]()  # which signatures there are changes with each
    for entry in xmltree.parse(archive.read(listed), limits).all("Signature"):
        place = beside(listed, entry.attribute("BaseLoc"))
        for sums in xmltree.parse(archive.read(place), limits).all("SignedInfo/References"):
            method = DIGESTS.get(sums.attribute("CheckMethod").strip().lower(), "")
            for one in sums.all("Reference"):
                name = beside(place, one.attribute("FileRef"))
                covered.add(name)
                if method in hashlib.algorithms_available and not _holds(archive, name, method, one):
                    yield _changed(name, drawn)
    for name in sorted(used - covered) if covered else ():
        yield _changed(name, drawn)


def _holds(archive: Archive, name: str, method: str, reference: Node) -> bool:
    """Whether a file has the sum that its signature holds."""
    try:
        wanted = base64.b64decode(reference.value("CheckValue"), validate=False)
    except (binascii.Error, ValueError):
        return False
    found = hashlib.new(method, archive.read(name), usedforsecurity=False) if archive.holds(name) else None
    return found is not None and found.digest() == wanted


def _changed(name: str, drawn: tuple[str, ...]) -> Signal:
    number = drawn.index(name) + 1 if name in drawn else None
    message = Said("The file “{name}” in the OFD is not the one that was signed.", name=name[-60:])
    return Signal("edited.signature", message, number)
