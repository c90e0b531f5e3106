"""Documents over HTTP: upload, what was read, page pictures, originals."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Response, UploadFile

from claimcheck.errors import BadFile, ClaimcheckError, Invalid
from claimcheck.intake import check_size, safe_name
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming import upload as uploading
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.store.claiming.documents import Document
from claimcheck.web import shown
from claimcheck.web.answers import INERT, Id, IdempotencyKey, answered, as_uploaded, known_id
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import Problem, UploadResult, Uploads
from claimcheck.web.schemas_claims import DocumentOut

router = APIRouter(tags=["documents"])


@router.post(
    "/v1/documents",
    summary="Upload documents",
    status_code=202,
    response_model=Uploads,
    responses={415: {"description": "None of the files is of a kind that is read"}},
    form_limits={"max_files": 100, "max_fields": 10},
)
def upload_documents(
    actor: Caller,
    context: Here,
    files: Annotated[list[UploadFile], File(description="PDF, OFD, JPEG, PNG, WebP, HEIC, TIFF or e-invoice XML")],
    locale: Annotated[str, Form(max_length=16, description="of the documents, such as ms-MY, where known")] = "",
    key: IdempotencyKey = None,
) -> Response:
    """Takes each file on its own. Those accepted are durable when this is answered; the others say what is wrong.

    The status is 202 when at least one file was accepted, else that of the first file's problem.
    """
    if len(files) > context.settings.max_files:
        raise Invalid(f"At most {context.settings.max_files} files at a time.", code="request.too_many_files")

    def act(context: Context) -> Answer:
        durable = [_take(context, actor, file, locale) for file in files]
        uploading.record(context, actor, [taken for taken in durable if isinstance(taken, Document)])
        results = [_result(taken) for taken in durable]
        refused = next((r.problem for r in results if r.problem is not None), None)
        body = Uploads(documents=results).model_dump(mode="json", exclude_none=True)
        if refused is None or any(result.status == "accepted" for result in results):
            return Answer(202, body)
        return Answer(refused.status, {**refused.model_dump(exclude_none=True), **body})

    return answered(once(context, actor, key, fingerprint("documents", locale, [_shape(f) for f in files]), act))


@router.get("/v1/documents/{document_id}", summary="A document and what was read of it")
def get_document(actor: Caller, context: Here, document_id: Id) -> DocumentOut:
    """Its state, its problems, its pages, and each document found in the file with fields and places."""
    return shown.document(claims.document(context, actor, known_id(document_id)))


@router.get(
    "/v1/documents/{document_id}/pages/{number}",
    summary="The picture of one page",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}},
)
def get_page(
    actor: Caller, context: Here, document_id: Id,
    number: Annotated[int, Path(ge=1, le=100_000, description="of the page, from 1")],
) -> Response:  # fmt: skip
    """A JPEG of the upright page, as it was read; boxes are fractions of it."""
    picture = claims.picture(context, actor, known_id(document_id), number)
    kept = {"Cache-Control": "private, max-age=86400", "Vary": "Authorization"}
    return Response(picture, media_type="image/jpeg", headers={**INERT, **kept})


@router.get(
    "/v1/documents/{document_id}/original",
    summary="The file as it was uploaded",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def get_original(actor: Caller, context: Here, document_id: Id) -> Response:
    """Always an attachment, never shown in the browser."""
    return as_uploaded(*claims.original(context, actor, known_id(document_id)))


def _take(context: Context, actor: Actor, file: UploadFile, locale: str) -> Document | UploadResult:
    name = file.filename or ""
    try:
        check_size(file.size or 0, context.settings.max_file_bytes)  # before it is brought into memory
        return uploading.store(context, actor, name, file.file.read(), locale=locale)
    except BadFile as error:
        return UploadResult(filename=safe_name(name), status="refused", problem=_problem(error))


def _result(taken: Document | UploadResult) -> UploadResult:
    if isinstance(taken, UploadResult):
        return taken
    return UploadResult(filename=taken.filename, status="accepted", id=taken.id, sha256=taken.sha256)


def _problem(error: ClaimcheckError) -> Problem:
    return Problem(
        type=f"urn:claimcheck:problem:{error.code}",
        title=HTTPStatus(error.status).phrase,
        status=error.status,
        code=error.code,
        detail=error.message,
    )


def _shape(file: UploadFile) -> list[str]:
    digest = hashlib.sha256()
    while block := file.file.read(1 << 20):
        digest.update(block)
    file.file.seek(0)
    return [safe_name(file.filename or ""), digest.hexdigest()]
