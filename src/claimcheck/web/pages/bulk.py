"""Many claims at once: a sheet, its files, and the result row by row."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from claimcheck.errors import BadFile, Invalid, TooLarge
from claimcheck.intake import check_size, safe_name
from claimcheck.services.claiming import bulk, drafts
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, text
from claimcheck.web.pages.claim_forms import Refused, take_named_files
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/bulk")
def bulk_page(request: Request, visitor: Guest, context: Here) -> Response:
    """The three steps, and the sheets handed in so far."""
    return _start(request, visitor, context)


@router.get("/bulk/template/{program}")
def template(visitor: Guest, context: Here, program: str) -> Response:
    """An empty sheet of a program."""
    rules = drafts.program(context, visitor.actor, program)
    name = quote(f"{rules.name}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return Response(bulk.template(rules), media_type=_SHEET, headers=headers)


@router.post("/bulk")
def take_sheet(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Take in a filled sheet."""
    file = form.get("sheet")
    if not isinstance(file, UploadFile) or not file.filename:
        return _start(request, visitor, context, fault="Choose the sheet that you filled in.")
    try:
        name = safe_name(file.filename)
        check_size(file.size or 0, bulk.CAPS.size)
        made = bulk.take(context, visitor.actor, text(form, "program", 64), name, file.file.read())
    except (BadFile, TooLarge, Invalid) as error:
        return _start(request, visitor, context, fault=error.message)
    return go(f"/bulk/{made}")


@router.get("/bulk/{sheet_id}")
def sheet_page(request: Request, visitor: Guest, context: Here, sheet_id: str) -> Response:
    """What became of each row."""
    return _draw_sheet(request, visitor, context, sheet_id)


@router.post("/bulk/{sheet_id}/files")
def add_files(request: Request, visitor: Guest, context: Here, sheet_id: str, form: Trusted) -> Response:
    """Take in files that the rows name."""
    bulk.result(context, visitor.actor, known_id(sheet_id))  # whose sheet it is comes before any file is kept
    taken, refused = take_named_files(context, visitor.actor, form)
    bulk.add_files(context, visitor.actor, known_id(sheet_id), taken)
    if refused:
        return _draw_sheet(request, visitor, context, sheet_id, refused=refused, status=422)
    return go(f"/bulk/{known_id(sheet_id)}")


@router.post("/bulk/{sheet_id}/send")
def send(visitor: Guest, context: Here, sheet_id: str, _form: Trusted) -> Response:
    """Make a claim of every row that is complete."""
    bulk.send(context, visitor.actor, known_id(sheet_id))
    return go(f"/bulk/{known_id(sheet_id)}")


def _start(request: Request, visitor: Guest, context: Here, fault: str = "") -> Response:
    return page(
        request, "bulk", sheets=bulk.listed(context, visitor.actor), fault=fault, status=422 if fault else 200,
        programs=drafts.open_programs(context, visitor.actor),
    )  # fmt: skip


def _draw_sheet(
    request: Request, visitor: Guest, context: Here, sheet_id: str, *, refused: list[Refused] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    found = bulk.result(context, visitor.actor, known_id(sheet_id))
    busy = any(row.claim_state in ("waiting", "judging") for row in found.rows)
    counts: dict[str, int] = {}
    for row in found.rows:
        shown = row.claim_state or ("row.refused" if row.state == "refused" else "row.waiting")
        counts[shown] = counts.get(shown, 0) + 1
    return page(request, "bulk-sheet", status=status, found=found, refused=refused or [], busy=busy, counts=counts)
