"""Appeals, words asked of others, and claims opened again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from claimcheck.errors import Invalid
from claimcheck.services.claiming import appealing, claims
from claimcheck.services.claiming.views import ClaimView, DecisionView
from claimcheck.services.reviewing import desk, inquiring, review, taking_back
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, text
from claimcheck.web.pages.claim_forms import Refused, take_files
from claimcheck.web.pages.draw import PageRoute, go, page
from claimcheck.web.pages.sheet import Mark, number_in, sheet
from claimcheck.web.roles import DECIDERS

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_A_PAGE = 50
_Typed = Annotated[str, Query(max_length=128, pattern=r"^[^\x00-\x1f]*$")]
STATES = ("open", "upheld", "overturned", "withdrawn")


@router.get("/claims/{claim_id}/appeal")
def write(request: Request, visitor: Guest, context: Here, claim_id: str) -> Response:
    """Ask another person to look at a decision; on the claim itself, what was asked already is seen."""
    known = known_id(claim_id)
    if any(one.state == "open" for one in appealing.of_claim(context, visitor.actor, known)):
        return go(f"/claims/{known}")
    return _draw_appeal(request, visitor, context, known)


@router.post("/claims/{claim_id}/appeal")
def send(request: Request, visitor: Guest, context: Here, claim_id: str, form: Trusted) -> Response:
    """Send the appeal, with the files that were added."""
    known, said = known_id(claim_id), text(form, "text", 4000)
    claims.claim(context, visitor.actor, known)
    if not said.strip() or not appealing.standing(context, visitor.actor, known).open:
        fault = "appeal.text" if not said.strip() else "appeal.late"
        return _draw_appeal(request, visitor, context, known, status=422, fault=fault, said=said)
    added, refused = take_files(context, visitor.actor, form)
    if refused:
        return _draw_appeal(request, visitor, context, known, status=422, refused=refused, said=said)
    appealing.appeal(context, visitor.actor, known, text=said, add_documents=added)
    return go(f"/claims/{known}")


@router.get("/appeals")
def appeals(
    request: Request, visitor: Guest, context: Here, state: _Typed = "", program: _Typed = "",
    after: Annotated[str, Query(max_length=64, pattern=r"^[0-9A-Za-z-]*$")] = "",
) -> Response:  # fmt: skip
    """Appeals with how they ended, and words that are waited for."""
    found = appealing.listed(
        context, visitor.actor, state=state or None, program=program or None, after=after or None, limit=_A_PAGE + 1
    )
    people = [one for appeal in found for one in (appeal.by, appeal.decided_by, appeal.decider) if one]
    return page(
        request, "appeals", appeals=found[:_A_PAGE], counted=appealing.counted(context, visitor.actor), state=state,
        program=program, states=STATES, words=inquiring.waiting(context, visitor.actor),
        names=desk.names(context, visitor.actor, people), more=found[_A_PAGE - 1].id if len(found) > _A_PAGE else "",
    )  # fmt: skip


@router.get("/appeals/{appeal_id}")
def appeal(request: Request, visitor: Guest, context: Here, appeal_id: str) -> Response:
    """One appeal: the old decision, what it brings, and what came of it."""
    found = appealing.one(context, visitor.actor, known_id(appeal_id))
    claim = claims.claim(context, visitor.actor, found.claim_id)
    made = {one.id: one for one in claim.decisions}
    words = inquiring.of_claim(context, visitor.actor, claim.id)
    people = [found.by, found.decider, found.decided_by or "", *(word.by for word in words)]
    people += [word.answered_by or "" for word in words]
    before = made.get(found.decision_id)
    return page(
        request, "appeal", appeal=found, claim=claim, before=before, outcome=made.get(found.outcome_id or ""),
        words=words,
        **_pictured(request, visitor, context, claim, before, f"/appeals/{found.id}", added=found.documents),
        documents=[claims.document(context, visitor.actor, one) for one in found.documents],
        task=review.open_on(context, visitor.actor, claim.id) if visitor.actor.role in DECIDERS else None,
        names=desk.names(context, visitor.actor, people),
    )  # fmt: skip


@router.post("/claims/{claim_id}/ask")
def ask(visitor: Guest, context: Here, claim_id: str, form: Trusted) -> Response:
    """Ask somebody a word on a claim."""
    known = known_id(claim_id)
    inquiring.ask(
        context, visitor.actor, known, asked_of=text(form, "asked_of", 128), question=text(form, "question", 4000)
    )
    return _onward(form, f"/claims/{known}")


@router.post("/inquiries/{inquiry_id}/answer")
def answer(visitor: Guest, context: Here, inquiry_id: str, form: Trusted) -> Response:
    """Answer what was asked."""
    told = inquiring.answer(context, visitor.actor, known_id(inquiry_id), text=text(form, "answer", 4000))
    return _onward(form, f"/claims/{told.claim_id}")


@router.post("/claims/{claim_id}/reopen")
def reopen(visitor: Guest, context: Here, claim_id: str, form: Trusted) -> Response:
    """Put a decided claim before a person again."""
    made = taking_back.reopen(context, visitor.actor, known_id(claim_id), ground=text(form, "ground", 2000))
    return go(f"/tasks/{made.id}")


def _pictured(
    request: Request, visitor: Guest, context: Here, claim: ClaimView, decision: DecisionView | None, at: str,
    added: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """The page that a decision speaks of, with the places of its reasons; behind it, those of what was added."""
    asked = request.query_params
    reasons = decision.decision.reasons if decision else ()
    marks = [Mark(n, "differs", one.place) for n, one in enumerate(reasons, 1) if one.place is not None]
    attached = next((one.documents for one in claim.revisions if decision and one.revision == decision.revision), ())
    shown = sheet(
        [claims.document(context, visitor.actor, one, extracted=False) for one in (*attached, *added)], marks,
        document=asked.get("doc", ""), page=number_in(asked.get("page", ""), 1),
        zoom=number_in(asked.get("zoom", ""), 100),
    )  # fmt: skip
    return {"sheet": shown, "link": lambda document, n, zoom: f"{at}?doc={document}&page={n}&zoom={zoom}#sheet"}


def _onward(form: Trusted, otherwise: str) -> Response:
    """Back to the task or appeal that the form was on, else to the claim."""
    for name in ("tasks", "appeals"):
        at = text(form, name, 36)
        if at:
            return go(f"/{name}/{known_id(at)}")
    return go(otherwise)


def _draw_appeal(
    request: Request, visitor: Guest, context: Here, claim_id: str, *, status: int = 200, fault: str = "",
    refused: list[Refused] | None = None, said: str = "",
) -> Response:  # fmt: skip
    claim = claims.claim(context, visitor.actor, claim_id)
    if claim.dealer != visitor.actor.organisation:
        raise Invalid("Only the claimant appeals.", code="appeal.own")
    return page(
        request, "appeal-new", status=status, claim=claim, fault=fault, refused=refused or [], said=said,
        standing=appealing.standing(context, visitor.actor, claim.id),
        reasons=claim.decision.decision.reasons if claim.decision else (),
        **_pictured(request, visitor, context, claim, claim.decision, f"/claims/{claim.id}/appeal"),
    )  # fmt: skip
