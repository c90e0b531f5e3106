"""The page pictures that a checking company sees, with what is hidden painted over.

A masked picture is made once from the stored page picture, and kept as a blob of its own; no document is opened.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

from claimcheck.core.personal.masking import Masked, shared
from claimcheck.errors import missing
from claimcheck.model.documents import Box
from claimcheck.services.checking.masking import Hidden, Sheet
from claimcheck.services.context import Context
from claimcheck.store.blobs import picture_key
from claimcheck.store.checking import masked
from claimcheck.store.checking.masked import Stored, Wanted

_UNSEEN, _OPAQUE = (236, 238, 241), (38, 42, 50)


def picture(context: Context, claim: Hidden, sheet: Sheet, part: str) -> bytes:
    """The masked picture of a page, or of a field cut out of it; a JPEG.

    Raises:
        NotFound: this page is not shown in that way.
    """
    if part not in sheet.parts or not sheet.picture:
        raise missing("picture")
    row = claim.found.row
    wanted = Wanted(row.maker_id, row.id, sheet.document_id, sheet.page.number, part, _recipe(sheet, part))
    with context.database.read() as conn:
        kept = masked.find(conn, wanted)
    if kept is not None:
        return context.blobs.get(kept.blob, sha256=kept.sha256)
    data = paint(context.blobs.get(sheet.picture, sha256=sheet.page.picture_sha256), sheet.masked, part)
    made = Stored(picture_key(row.maker_id, row.dealer), hashlib.sha256(data).hexdigest())
    context.blobs.put(made.blob, data)
    with context.database.transaction() as conn:
        masked.put(conn, wanted, made, context.clock())
    return data


def paint(data: bytes, how: Masked, part: str) -> bytes:
    """Draw anew what may be seen of a page picture: nothing else of it is in the bytes that are returned."""
    source = Image.open(io.BytesIO(data)).convert("RGB")
    cut = dict(how.crops).get(part) if part else None
    shown = [both for box in how.shown if (both := shared(box, cut))] if cut is not None else how.shown
    canvas = Image.new("RGB", source.size, _UNSEEN)
    for box in shown:
        at = _pixels(box, source.size)
        canvas.paste(source.crop(at), at[:2])
    brush = ImageDraw.Draw(canvas)
    for box in how.hidden:
        brush.rectangle(_pixels(box, source.size), fill=_OPAQUE)
    return _jpeg(canvas.crop(_pixels(cut, source.size)) if cut is not None else canvas)


def _recipe(sheet: Sheet, part: str) -> str:
    how = sheet.masked
    said: Mapping[str, Sequence[object]] = {
        "shown": [list(box) for box in how.shown], "hidden": [list(box) for box in how.hidden],
        "crops": [[name, list(box)] for name, box in how.crops], "of": [sheet.picture, part],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = int(box.left * width), int(box.top * height)
    return left, top, max(left + 1, round(box.right * width)), max(top + 1, round(box.bottom * height))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
