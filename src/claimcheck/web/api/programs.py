"""Programs over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Response

from claimcheck.errors import Invalid
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.programs import programs
from claimcheck.store.programs.programs import StoredProgram
from claimcheck.web.answers import IdempotencyKey, answered, known_name
from claimcheck.web.auth import Caller, Here, caller
from claimcheck.web.schemas import ProgramOut, Programs, ProgramVersions

router = APIRouter(tags=["programs"])

_EXAMPLE = """program: spring-rebate
version: "1"
currency: EUR
verify: [seller_name, invoice_date, total_amount]
window: {field: invoice_date, from: 2024-03-01, to: 2024-05-31}
documents: [{kind: proof_of_sale, required: true}]
match: {total_amount: 0.00, invoice_date: 3 days}
"""
_File = Annotated[bytes, Body(media_type="application/yaml", examples=[_EXAMPLE])]
_LARGEST = 256 * 1024


@router.get("/v1/programs", summary="Programs, in their last published version")
def list_programs(actor: Caller, context: Here) -> Programs:
    """All programs of the maker."""
    return Programs(programs=[_out(stored) for stored in programs.listed(context, actor)])


@router.get("/v1/programs/{name}", summary="One program, in all its versions")
def get_program(
    actor: Caller, context: Here, name: Annotated[str, Path(description="as the program file states it")]
) -> ProgramVersions:  # fmt: skip
    """The versions with their text, the last published first."""
    return ProgramVersions(
        versions=[_out(stored, text=True) for stored in programs.one(context, actor, known_name(name))]
    )


@router.post(
    "/v1/programs/validate",
    summary="Check a program file",
    max_body_size=_LARGEST,
    dependencies=[Depends(caller)],
)
def validate_program(body: _File) -> dict[str, str]:
    """Says whether the file could be published; errors name line and column."""
    program = programs.validate(_text(body), filename="program.yaml")
    return {"program": program.name, "version": program.version, "status": "valid"}


@router.post(
    "/v1/programs", summary="Publish a program file", status_code=201, response_model=ProgramOut, max_body_size=_LARGEST
)
def publish_program(actor: Caller, context: Here, body: _File, key: IdempotencyKey = None) -> Response:
    """Adds a version; claims made from now on are judged by it. The very same version again changes nothing."""

    def act(context: Context) -> Answer:
        stored = programs.publish(context, actor, _text(body), filename="program.yaml")
        return Answer(201, _out(stored).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("programs", _text(body)), act))


def _text(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("The program file is not UTF-8 text.", code="program.encoding") from None
    if "\0" in text:
        raise Invalid("The program file is not text.", code="program.encoding")
    return text


def _out(stored: StoredProgram, *, text: bool = False) -> ProgramOut:
    return ProgramOut(
        name=stored.name,
        version=stored.version,
        published_at=stored.published_at,
        superseded_at=stored.superseded_at,
        sha256=stored.text_sha256,
        text=stored.text if text else None,
    )
