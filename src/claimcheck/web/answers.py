"""What endpoints share: idempotent answers, cursors, files."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import Header, Path, Query
from fastapi.responses import JSONResponse, Response

from claimcheck.errors import missing
from claimcheck.services.claiming.views import DocumentView
from claimcheck.services.idempotency import Answer

INERT: Final = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
"""Headers of what comes out of a document: nothing in it acts, whatever a browser takes it for."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Repeat a call under the same key, and it takes effect once; kept for 24 hours.",
        examples=["8f14e45f-ceea-467f-9b0b-1a2c3d4e5f60"],
    ),
]


Id = Annotated[str, Path(description="our id, a UUID", examples=["018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"])]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
Filter = Annotated[str | None, Query(max_length=128, pattern=r"^[^\x00-\x1f]*$", description="exactly this alone")]
After = Annotated[str | None, Query(max_length=64, pattern=r"^[0-9A-Za-z-]+$", description="`next` of the page before")]


def known_id(text: str) -> str:
    """An id as it may be looked up; what is no id is answered like one that does not exist.

    Raises:
        NotFound: for anything but a UUID.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise missing("object") from None


def known_name(text: str) -> str:
    """A name as it may be looked up; a database may refuse what no name holds, so it is answered before.

    Raises:
        NotFound: for a name with control characters.
    """
    if not text.isprintable():
        raise missing("object")
    return text


def answered(answer: Answer) -> JSONResponse:
    """An answer that may have been given before."""
    media_type = "application/problem+json" if answer.status >= 400 else None
    return JSONResponse(answer.body, answer.status, media_type=media_type)


def attachment(filename: str) -> str:
    """A Content-Disposition for a name that a client chose (RFC 6266, 8187): nothing in it can end the header."""
    ascii_name = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in filename)[:100] or "file"
    encoded = quote(filename[:200].encode(errors="replace"), safe="")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"


def as_uploaded(document: DocumentView, data: bytes) -> Response:
    """A document's own bytes, always to be saved and never shown: a browser opens nothing that somebody sent in."""
    headers = {**INERT, "Content-Disposition": attachment(document.filename)}
    return Response(data, media_type="application/octet-stream", headers=headers)


def following(rows: list[Any], limit: int) -> str | None:
    """The cursor behind a page that was read with one row more than asked for."""
    return str(rows[limit - 1].id) if len(rows) > limit else None
