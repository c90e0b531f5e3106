"""Readings of files kept beside each other, so that an exam of extraction does not read every page again.

A file of the store is named by the sha256 of what was read and holds the wire form of `Pages`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.progress import track

from claimcheck.intake import sniff
from claimcheck.model.documents import Pages
from claimcheck.model.wire import decode, encode
from claimcheck.reading import reader_version, sandbox, warm


def readings(files: Iterable[Path], store: Path, *, reader: str, fresh: bool = False) -> Iterator[tuple[Path, Pages]]:
    """Each file with what was read on it: from the store, else read now and kept there.

    Args:
        files: what to read.
        store: folder of kept readings.
        reader: `rapidocr` or `tesseract`.
        fresh: read again what another version of the reader has read.
    """
    version = reader_version(reader)
    warmed = False
    for file in track(list(files), "reading", transient=True):
        data = file.read_bytes()
        kept = store / f"{hashlib.sha256(data).hexdigest()}.json"
        pages = decode(Pages, json.loads(kept.read_text("utf-8"))) if kept.exists() else None
        if pages is None or (fresh and pages.reader_version != version):
            if not warmed:
                warm(reader)
                warmed = True
            pages = sandbox.read(data, media_type=sniff(data, file.name), reader=reader).pages
            store.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(encode(pages), ensure_ascii=False), "utf-8")
        yield file, pages
