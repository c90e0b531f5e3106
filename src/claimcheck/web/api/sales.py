"""Sales records over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Response, UploadFile

from claimcheck.intake import safe_name
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.programs import sales
from claimcheck.services.tabular import MAX_BYTES
from claimcheck.store.programs.imports import SalesImport
from claimcheck.web.answers import After, Id, IdempotencyKey, Limit, answered, following, known_id
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import Fault, ImportOut, Imports

router = APIRouter(tags=["sales"])

_SOURCE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


@router.post(
    "/v1/sales/imports",
    summary="Import sales records",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BYTES + 65536,
    form_limits={"max_files": 1, "max_fields": 10},
)
def import_sales(
    actor: Caller,
    context: Here,
    file: Annotated[UploadFile, File(description="CSV or XLSX; its first line names the columns")],
    mode: Annotated[Literal["all", "partial"], Form(description="every row or none, or the good ones")] = "all",
    source: Annotated[str, Form(pattern=_SOURCE, description="the register that the ids are unique in")] = "default",
    encoding: Annotated[str, Form(max_length=32, pattern=r"^[A-Za-z0-9_-]*$")] = "",
    key: IdempotencyKey = None,
) -> Response:
    """Adds and changes sales by (source, sale_id, line). Lines that cannot be taken are listed with what is wrong."""
    data, name = file.file.read(), safe_name(file.filename or "sales")

    def act(context: Context) -> Answer:
        done = sales.import_sales(
            context, actor, data, filename=name, source=source, mode=mode, encoding=encoding
        )  # fmt: skip
        return Answer(201, _out(done).model_dump(mode="json"))

    request = fingerprint("sales", mode, source, encoding, sales.sha256(data))
    return answered(once(context, actor, key, request, act))


@router.get("/v1/sales/imports", summary="Imports of sales records")
def list_imports(actor: Caller, context: Here, after: After = None, limit: Limit = 50) -> Imports:
    """The newest first."""
    rows = sales.listed(context, actor, before=after, limit=limit + 1)
    return Imports(imports=[_out(row) for row in rows[:limit]], next=following(rows, limit))


@router.get("/v1/sales/imports/{import_id}", summary="One import")
def get_import(actor: Caller, context: Here, import_id: Id) -> ImportOut:
    """What became of the file's lines."""
    return _out(sales.one(context, actor, known_id(import_id)))


def _out(done: SalesImport) -> ImportOut:
    return ImportOut(
        id=done.id,
        source=done.source,
        filename=done.filename,
        mode=done.mode,
        created_at=done.created_at,
        counts=dict(done.counts),
        rejects=[Fault(line=one.line, column=one.column, message=str(one.message)) for one in done.rejects],
    )
