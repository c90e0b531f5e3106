"""Claims over HTTP: submit, follow, withdraw, mend."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from claimcheck.errors import Conflict
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.submission_days import place_of
from claimcheck.services.claiming.submit import revise, submit, withdraw
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.notices.discretion import INNER_ACTS
from claimcheck.web import shown
from claimcheck.web.answers import Filter, Id, IdempotencyKey, Limit, answered, known_id
from claimcheck.web.auth import Caller, Here, is_still
from claimcheck.web.schemas import ClaimIn, LineIn, RevisionIn
from claimcheck.web.schemas_claims import ClaimOut, Claims
from claimcheck.web.stream import Hub

router = APIRouter(tags=["claims"])

_LARGEST = 2 * 1024 * 1024
_State = Annotated[
    str | None,
    Query(pattern="^(waiting|judging|approved|rejected|returned|review|withdrawn)$", description="only in it"),
]
_First = Annotated[date | None, Query(alias="from", description="submitted on this day or later; program's zone")]
_Last = Annotated[date | None, Query(alias="to", description="submitted on this day or earlier; program's zone")]
_After = Annotated[str | None, Query(max_length=40, description="`next` of the page before")]


@router.post("/v1/claims", summary="Submit a claim", status_code=201, response_model=ClaimOut, max_body_size=_LARGEST)
def submit_claim(actor: Caller, context: Here, body: ClaimIn, key: IdempotencyKey = None) -> Response:
    """Durable when this is answered; it is decided when its documents have been read."""

    def act(context: Context) -> Answer:
        view = _submitted(context, actor, body, key)
        return Answer(201, shown.claim(view).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("claims", body.model_dump(mode="json")), act))


@router.get("/v1/claims", summary="Claims")
def list_claims(
    actor: Caller,
    context: Here,
    state: _State = None,
    program: Filter = None,
    dealer: Filter = None,
    claim_id: Filter = None,
    first: _First = None,
    last: _Last = None,
    after: _After = None,
    limit: Limit = 50,
) -> Claims:
    """The last submitted first; of the caller's own organisation, or of all for those who check them.

    `from` and `to` name days of submission, both included, as the claim's program counts them: in its own zone.
    """
    found = claims.claims(
        context, actor, state=state, program=program, dealer=dealer, outside_id=claim_id, first=first, last=last,
        after=after, limit=limit + 1,
    )  # fmt: skip
    behind = place_of(found[limit - 1], first, last) if len(found) > limit else None
    return Claims(claims=[shown.summary(view) for view in found[:limit]], next=behind)


@router.get("/v1/claims/{claim_id}", summary="One claim")
def get_claim(actor: Caller, context: Here, claim_id: Id) -> ClaimOut:
    """Its state and verdict, every reason with its place and what would mend it, its revisions and decisions."""
    return shown.claim(claims.claim(context, actor, known_id(claim_id)))


@router.post("/v1/claims/{claim_id}/withdraw", summary="Take a claim back", response_model=ClaimOut)
def withdraw_claim(actor: Caller, context: Here, claim_id: Id, key: IdempotencyKey = None) -> Response:
    """Possible until it is approved or rejected; twice is once."""
    known = known_id(claim_id)

    def act(context: Context) -> Answer:
        return Answer(200, shown.claim(withdraw(context, actor, known)).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("withdraw", known), act))


@router.post(
    "/v1/claims/{claim_id}/revisions",
    summary="Mend a returned claim",
    status_code=201,
    response_model=ClaimOut,
    max_body_size=_LARGEST,
)
def revise_claim(actor: Caller, context: Here, claim_id: Id, body: RevisionIn, key: IdempotencyKey = None) -> Response:
    """Opens the next revision: documents added, fields corrected. It is judged anew; what was stays visible."""
    known = known_id(claim_id)

    def act(context: Context) -> Answer:
        view = revise(
            context, actor, known, fields=body.fields, lines=None if body.lines is None else _lines(body.lines),
            documents=body.documents, add_documents=tuple(body.add_documents), note=body.note,
        )  # fmt: skip
        return Answer(201, shown.claim(view).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("revise", known, body.model_dump(mode="json")), act))


def _seen(actor: Caller, context: Here, claim_id: Id) -> ClaimView:
    return claims.claim(context, actor, known_id(claim_id))


@router.get("/v1/claims/{claim_id}/events", summary="Live events of a claim", response_class=EventSourceResponse)
async def claim_events(
    request: Request,
    claim: Annotated[ClaimView, Depends(_seen)],
    actor: Caller,
    last: Annotated[
        str | None, Header(alias="Last-Event-ID", pattern=r"^\d{1,18}$", description="of the last event that came")
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: all that happened, then what happens; `Last-Event-ID` continues where a stream broke off."""
    hub: Hub = request.app.state.hub
    still = partial(is_still, request, actor)
    async for event in hub.listen(actor.maker_id, claim.id, int(last or 0), still=still):
        if actor.role == "dealer" and event.data.get("action") in INNER_ACTS:
            continue
        data: dict[str, Any] = {**event.data, "claim": claim.id, "at": event.created_at.isoformat()}
        yield ServerSentEvent(data=data, event=event.kind, id=str(event.id))


def _submitted(context: Context, actor: Actor, body: ClaimIn, key: str | None) -> ClaimView:
    """The claim, new; or the one that an earlier call under this key made, whose answer is not kept any more."""
    try:
        return submit(
            context, actor, program=body.program, fields=body.fields, lines=_lines(body.lines),
            documents=tuple(body.documents), outside_id=body.claim_id or _own_number(key),
        )  # fmt: skip
    except Conflict as error:
        if key is None or error.code != "claim.exists":
            raise
        made = claims.claim(context, actor, str(error.details["claim"]))
        first = made.revisions[0]
        if (made.program, list(first.documents)) != (body.program, body.documents) or not body.documents:
            raise
        return made


def _lines(lines: Sequence[LineIn]) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(number, dict(line.fields), line.quantity, line.claimed_amount, line.sale_id)
        for number, line in enumerate(lines, start=1)
    )


def _own_number(key: str | None) -> str | None:
    # A call that is repeated because its answer was lost must not make a second claim: the key names the claim.
    return f"key-{fingerprint('claim number', key)[:24]}" if key else None
