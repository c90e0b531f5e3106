"""A dealer's claims, and one claim: verdict, what to fix, history."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from claimcheck.errors import Conflict, Invalid
from claimcheck.model.parties import Actor
from claimcheck.services import naming
from claimcheck.services.checking import checker_answers
from claimcheck.services.claiming import appealing, claims, draft_lines, drafts
from claimcheck.services.claiming.submission_days import place_of
from claimcheck.services.claiming.submit import withdraw
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.programs import programs
from claimcheck.services.reviewing import composing, inquiring, review
from claimcheck.store.reviewing.desk import Message
from claimcheck.web.answers import INERT, as_uploaded, known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, day_of, is_still, no_days, text
from claimcheck.web.pages.claim_forms import take_files, unseen_of
from claimcheck.web.pages.claim_lines import lines_of
from claimcheck.web.pages.desk_rows import differing
from claimcheck.web.pages.draw import PageRoute, go, page, query_of
from claimcheck.web.pages.line_forms import focus_after
from claimcheck.web.pages.mending import (
    Attempt,
    after_line_act,
    documents_of,
    form_to_draw,
    meanings,
    send,
    sent_values,
)
from claimcheck.web.pages.sheet import Mark, sheet
from claimcheck.web.roles import PAGES
from claimcheck.web.stream import Hub

router = APIRouter(route_class=PageRoute, include_in_schema=False)

STATES = ("returned", "review", "waiting", "judging", "approved", "rejected", "withdrawn")
_A_PAGE = 50
_Typed = Annotated[str, Query(max_length=128, pattern=r"^[^\x00-\x1f]*$")]


@router.get("/claims")
def list_claims(
    request: Request,
    visitor: Guest,
    context: Here,
    state: _Typed = "",
    program: _Typed = "",
    number: _Typed = "",
    dealer: _Typed = "",
    first: Annotated[_Typed, Query(alias="from")] = "",
    last: Annotated[_Typed, Query(alias="to")] = "",
    after: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """Find a claim and its next step; the filters stand in the address."""
    days = [day_of(first), day_of(last)]
    if None not in days:
        days.sort()  # the wrong way round means the same days
    found = claims.in_list(
        context, visitor.actor, state=state or None, program=program or None, outside_id=number.strip() or None,
        dealer=dealer.strip() or None, first=days[0], last=days[1], after=after, limit=_A_PAGE + 1,
    )  # fmt: skip
    asked = {"state": state, "program": program, "number": number, "dealer": dealer, "from": first, "to": last}
    behind = place_of(found[_A_PAGE - 1], *days) if len(found) > _A_PAGE else None
    return page(
        request, "claims", claims=found[:_A_PAGE], states=STATES, asked=asked, filtered=any(asked.values()),
        no_days=no_days(asked, "from", "to"),
        programs=[one.name for one in programs.listed(context, visitor.actor)], number_of=_number,
        begun=drafts.begun(context, visitor.actor) if visitor.actor.role == "dealer" else {},
        next=query_of({**asked, "after": behind}) if behind else "",
    )  # fmt: skip


@router.get("/claims/{claim_id}")
def one_claim(
    request: Request, visitor: Guest, context: Here, claim_id: str,
    doc: _Typed = "", sheet_page: Annotated[int, Query(alias="page", ge=1)] = 1, zoom: int = 100,
) -> Response:  # fmt: skip
    """Verdict, every reason with what mends it, the page it speaks of."""
    return _draw_claim(request, context, visitor.actor, known_id(claim_id), document=doc, number=sheet_page, zoom=zoom)


@router.post("/claims/{claim_id}/revise")
def revise_claim(request: Request, visitor: Guest, context: Here, claim_id: str, form: Trusted) -> Response:
    """Send a returned claim again: values changed, documents added; or do an act on its lines before.

    The form carries the revision that it shows: one that was drawn before another was sent overwrites nothing.
    """
    actor, known = visitor.actor, known_id(claim_id)
    claim = claims.claim(context, actor, known)
    rules = naming.rules(context, actor.maker_id).get(claim.program)
    values = sent_values(form, claim, rules)
    away = draft_lines.taken_away(values)
    claimed = {name: value for name, value in values.items() if name not in away}  # in the form's order
    meant = meanings(context, actor, claim.program, claimed)
    act = text(form, "act")
    attempt = Attempt(values, note=text(form, "note", 2000))
    again = partial(_draw_claim, request, context, actor, known)
    if claim.state != "returned":  # before files are taken in for nothing
        return again(replace(attempt, status=409, conflict="state"))
    lined = act.startswith("line:")
    unseen = unseen_of(form, meant) if not lined else []
    taken, refused = take_files(context, actor, form)
    before = (known_id(one) for one in form.getlist("added") if isinstance(one, str))
    attempt = replace(attempt, added=list(dict.fromkeys([*before, *taken])))
    if text(form, "revision", 9) != str(claim.revision):
        return again(replace(attempt, status=409, conflict="revision" if "revision" in form else "update"))
    if refused or unseen:
        return again(replace(attempt, status=422, refused=refused, unseen=unseen))
    several = text(form, "several")
    try:
        if lined:
            act = act.removeprefix("line:")
            changed = after_line_act(context, actor, claim, rules, values, act, several)
            return again(replace(attempt, values=changed, focus=focus_after(act)))
        understood = {name: one.value for name, one in meant.items()}
        send(context, actor, claim, rules, understood, attempt.added, attempt.note)
    except Invalid as error:
        return again(replace(attempt, status=422, fault=error, several=several))
    except Conflict as error:
        if error.code not in ("claim.revised", "state.not_possible"):  # in another window, since it was looked at above
            raise
        return again(replace(attempt, status=409, conflict="revision"))
    return go(f"/claims/{known}")


@router.post("/claims/{claim_id}/withdraw")
def withdraw_claim(visitor: Guest, context: Here, claim_id: str, _form: Trusted) -> Response:
    """Take a claim back."""
    known = known_id(claim_id)
    withdraw(context, visitor.actor, known)
    return go(f"/claims/{known}")


@router.get("/pictures/{document_id}/{number}")
def picture(visitor: Guest, context: Here, document_id: str, number: int) -> Response:
    """A page of a document as a picture."""
    found = claims.picture(context, visitor.actor, known_id(document_id), number)
    headers = {**INERT, "Cache-Control": "private, max-age=3600"}
    headers["Vary"] = "Cookie"  # who signs in next at this browser is asked anew
    return Response(found, media_type="image/jpeg", headers=headers)


@router.get("/originals/{document_id}")
def original(visitor: Guest, context: Here, document_id: str) -> Response:
    """The file as it was uploaded, to be saved."""
    return as_uploaded(*claims.original(context, visitor.actor, known_id(document_id)))


def _number(typed: str) -> Decimal | None:
    """An amount as somebody typed it, where it is a plain number."""
    try:
        said = Decimal(typed.strip())
    except InvalidOperation:
        return None
    return said if said.is_finite() and abs(said) < 10**14 else None


def _seen(visitor: Guest, context: Here, claim_id: str) -> ClaimView:
    return claims.claim(context, visitor.actor, known_id(claim_id))


@router.get("/claims/{claim_id}/events", response_class=EventSourceResponse)
async def claim_events(
    request: Request,
    claim: Annotated[ClaimView, Depends(_seen)],
    visitor: Guest,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    last: Annotated[str | None, Header(alias="Last-Event-ID", pattern=r"^\d{1,18}$")] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Live events of a claim: that its state changed, and nothing more."""
    hub: Hub = request.app.state.hub
    still = partial(is_still, request, visitor)
    async for event in hub.listen(visitor.actor.maker_id, claim.id, int(last or after), still=still):
        yield ServerSentEvent(data={"state": event.data.get("state", "")}, event="change", id=str(event.id))


def _draw_claim(
    request: Request, context: Context, actor: Actor, claim_id: str, attempt: Attempt | None = None, *,
    document: str = "", number: int = 1, zoom: int = 100,
) -> Response:  # fmt: skip
    """Draw a claim's page.

    Args:
        request: what is answered.
        context: database, blobs, settings and clock.
        actor: who looks at the claim.
        claim_id: our id of it.
        attempt: the form to mend it that was not sent, to be drawn again.
        document: id of the document that is shown; empty: that of the first mark.
        number: of the page that is shown.
        zoom: of its picture, in percent.
    """
    claim = claims.claim(context, actor, claim_id)
    own = actor.organisation == claim.dealer and actor.role == "dealer"
    may_mend = own and claim.state == "returned"
    rules = naming.rules(context, actor.maker_id).get(claim.program) if may_mend else None
    documents = documents_of(context, actor, claim, extracted=bool(rules and draft_lines.things(rules)))
    made = claim.decision
    of_revision = made.decision if made and made.revision == claim.revision else None
    proved = _proved(claim)
    return page(
        request, "claim", status=attempt.status if attempt else 200, claim=claim, own=own, documents=documents,
        reasons=made.decision.reasons if made else (), apart=differing, proved=proved,
        sheet=sheet(documents, _marks(claim, proved), document=document, page=number, zoom=zoom),
        link=lambda d, n, z: f"/claims/{claim.id}?doc={d}&page={n}&zoom={z}#sheet",
        may_mend=may_mend, **form_to_draw(context, actor, claim, rules, documents, attempt),
        may_withdraw=own and _withdrawable(claim),
        lines=lines_of(claim.current.lines, of_revision),
        messages=_written(context, actor, claim, own=own), **_around(context, actor, claim, own=own),
        checker_questions=() if own else checker_answers.of_claim(context, actor, claim.id),
        live=claim.state in ("waiting", "judging"), trail=claims.trail(context, actor, claim.id),
    )  # fmt: skip


def _proved(claim: ClaimView) -> list[tuple[int, str, str]]:
    """What the documents of an approved claim say: the number of its mark, the field, the value; claimed fields first.

    Nothing where a reason was given: then the page shows the reasons.
    """
    made = claim.decision
    if made is None or claim.verdict != "approve" or made.decision.reasons:
        return []
    decision = made.decision
    order = dict.fromkeys([*claim.current.fields, *sorted(decision.places)])
    known = [name for name in order if name in decision.places and name in decision.fields]
    return [(n, name, decision.fields[name].value or "") for n, name in enumerate(known, 1)]


def _marks(claim: ClaimView, proved: Sequence[tuple[int, str, str]]) -> list[Mark]:
    """The boxes on the page picture: of what is proved, else of what the reasons speak of."""
    if claim.decision is None:
        return []
    decision = claim.decision.decision
    if proved:
        return [Mark(n, "value", decision.places[name]) for n, name, _ in proved]
    return [Mark(n, "differs", r.place) for n, r in enumerate(decision.reasons, 1) if r.place is not None]


def _withdrawable(claim: ClaimView) -> bool:
    """Whether its claimant may withdraw it: not once it was approved, for then it may have been paid."""
    approved_once = any(made.decision.verdict == "approve" for made in claim.decisions)
    return claim.state in ("waiting", "judging", "review", "returned") and not approved_once


def _written(context: Context, actor: Actor, claim: ClaimView, *, own: bool) -> list[Message]:
    """What was written to the dealer of the decision that stands; to the dealer only what its reasons do not say."""
    made = claim.decision
    if made is None:
        return []
    written = [one for one in composing.messages(context, actor, claim.id) if one.decision_id == made.id]
    said = made.decision
    return composing.in_words(written, claim.outside_id, said.verdict, said.reasons) if own else written


def _around(context: Context, actor: Actor, claim: ClaimView, *, own: bool) -> dict[str, Any]:
    """Whether the decision may be appealed, its appeals, and for the maker's people what was asked of others."""
    standing = appealing.standing(context, actor, claim.id) if own else None
    return {
        "appealable": standing if standing and standing.until else None,
        "appeals": appealing.of_claim(context, actor, claim.id),
        "words": [] if actor.role == "dealer" else inquiring.of_claim(context, actor, claim.id),
        "task": review.open_on(context, actor, claim.id) if actor.role in PAGES["GET", "/tasks/{task_id}"] else None,
    }
