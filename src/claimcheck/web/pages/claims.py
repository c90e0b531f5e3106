"""A dealer's claims, and one claim: verdict, what to fix, history."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.datastructures import FormData, UploadFile

from claimcheck.errors import BadFile, Conflict, Invalid
from claimcheck.intake import check_size, safe_name
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.services import naming
from claimcheck.services.checking import checker_answers
from claimcheck.services.claiming import appealing, claims, draft_lines, drafts
from claimcheck.services.claiming.days import place_of
from claimcheck.services.claiming.submit import revise, withdraw
from claimcheck.services.claiming.typed import Understood, all_understood
from claimcheck.services.claiming.upload import upload
from claimcheck.services.claiming.views import ClaimView, DocumentView
from claimcheck.services.context import Context
from claimcheck.services.programs import programs
from claimcheck.services.reviewing import composing, inquiring, review
from claimcheck.store.reviewing.desk import Message
from claimcheck.web.answers import INERT, as_uploaded, known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, day_of, is_still, no_days, text
from claimcheck.web.pages.claim_lines import lines_of
from claimcheck.web.pages.desk_rows import differing
from claimcheck.web.pages.draw import PageRoute, go, page, query_of
from claimcheck.web.pages.line_forms import (
    LineForms,
    act_of,
    faults_of,
    fillable,
    focus_after,
    line_forms,
    on_papers,
    values_of_lines,
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
    return _drawn(request, context, visitor.actor, known_id(claim_id), doc=doc, number=sheet_page, zoom=zoom)


@router.post("/claims/{claim_id}/revise")
def revise_claim(request: Request, visitor: Guest, context: Here, claim_id: str, form: Trusted) -> Response:
    """Send a returned claim again: values changed, documents added; or do an act on its lines before.

    The form carries the revision that it shows: one that was drawn before another was sent overwrites nothing.
    """
    known = known_id(claim_id)
    said = claims.claim(context, visitor.actor, known)
    rules = naming.rules(context, visitor.actor.maker_id).get(said.program)
    changed = _sent(form, said, rules)
    away = draft_lines.taken_away(changed)
    claimed = {name: value for name, value in changed.items() if name not in away}  # in the form's order
    meant = meanings(context, visitor.actor, said.program, claimed)
    act, note = text(form, "act"), text(form, "note", 2000)
    again = partial(_drawn, request, context, visitor.actor, known, typed=changed, note=note)
    if said.state != "returned":  # before files are taken in for nothing
        return again(status=409, conflict="state")
    lined = act.startswith("line:")
    unseen = unseen_of(form, meant) if not lined else []
    taken, refused = take_files(context, visitor.actor, form)
    before = (known_id(one) for one in form.getlist("added") if isinstance(one, str))
    added = list(dict.fromkeys([*before, *taken]))
    again = partial(again, added=added)
    if text(form, "revision", 9) != str(said.revision):
        return again(status=409, conflict="revision" if "revision" in form else "update")
    if refused or unseen:
        return again(status=422, refused=refused, unseen=unseen)
    try:
        if lined:
            act = act.removeprefix("line:")
            return again(typed=_lined(context, visitor.actor, said, rules, changed, act, form), focus=focus_after(act))
        _revised(context, visitor.actor, said, rules, {n: v.value for n, v in meant.items()}, added, note)
    except Invalid as error:
        return again(status=422, fault=error, several=text(form, "several"))
    except Conflict as error:
        if error.code not in ("claim.revised", "state.not_possible"):  # in another window, since it was looked at above
            raise
        return again(status=409, conflict="revision")
    return go(f"/claims/{known}")


def _revised(
    context: Context, actor: Actor, said: ClaimView, rules: Program | None, values: Mapping[str, str],
    added: Sequence[str], note: str,
) -> None:  # fmt: skip
    """Open the next revision of a claim with what its form holds."""
    before = said.current.lines
    if rules is not None:
        drafts.vetted(rules, values, before)
    fields, lines = drafts.entered(values, before)
    told = any(name in values for name in draft_lines.OWN) or draft_lines.lines(values)
    revise(
        context, actor, said.id, fields=fields, lines=lines if told else None, add_documents=added, note=note,
        after=said.revision,
    )  # fmt: skip


def _sent(form: FormData, said: ClaimView, rules: Program | None) -> dict[str, str]:
    """What the form of a returned claim holds: fields, and its lines where it shows them."""
    asked = draft_lines.asked(rules) if rules and draft_lines.things(rules) else ()
    of_lines = (name for line in said.current.lines for name in line.fields)
    names = tuple(dict.fromkeys((*said.current.fields, *asked, *of_lines, *draft_lines.OWN)))
    whole = {name: text(form, f"field.{name}", 2000).strip() for name in names if f"field.{name}" in form}
    return {**whole, **values_of_lines(form, names)}


def _lined(
    context: Context, actor: Actor, said: ClaimView, rules: Program | None, values: Mapping[str, str], act: str,
    form: FormData,
) -> dict[str, str]:  # fmt: skip
    """What the form holds after an act on its lines; nothing is kept before it is sent."""
    if rules is None:
        return dict(values)
    shown = on_papers(draft_lines.things(rules), documents_of(context, actor, said, extracted=True))
    found = fillable(rules, shown)
    return draft_lines.acted(values, act_of(act, shown), rules, several=text(form, "several"), found=found)


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


def take_files(context: Context, actor: Actor, form: FormData) -> tuple[list[str], list[tuple[str, str]]]:
    """Take in the files of a form, each on its own: ids of those taken, name and fault of the others."""
    taken, refused = [], []
    for file in form.getlist("files"):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        try:
            check_size(file.size or 0, context.settings.max_file_bytes)
            taken.append(upload(context, actor, file.filename, file.file.read()).id)
        except BadFile as error:
            refused.append((safe_name(file.filename), error.code))
    return taken, refused


def unseen_of(form: FormData, said: Mapping[str, Understood]) -> list[str]:
    """The values that could be read in two ways, and of which the page did not say yet how they were understood."""
    return [name for name, one in said.items() if one.doubtful and text(form, f"understood.{name}", 64) != one.value]


def meanings(context: Context, actor: Actor, program: str, typed: Mapping[str, str]) -> dict[str, Understood]:
    """What is made of the values of a form, as the country of a claim's program writes them."""
    rules = naming.rules(context, actor.maker_id).get(program)
    return all_understood(rules, typed) if rules else {name: Understood(value, value) for name, value in typed.items()}


def documents_of(context: Context, actor: Actor, claim: ClaimView, *, extracted: bool = False) -> list[DocumentView]:
    """The documents of a claim's current revision; `extracted`: with what stands on them, which takes its time."""
    return [claims.document(context, actor, one, extracted=extracted) for one in claim.current.documents]


def _drawn(
    request: Request, context: Context, actor: Actor, claim_id: str, *, status: int = 200, doc: str = "",
    number: int = 1, zoom: int = 100, conflict: str = "", refused: list[tuple[str, str]] | None = None,
    typed: dict[str, str] | None = None, note: str = "", unseen: Sequence[str] = (), added: Sequence[str] = (),
    fault: Invalid | None = None, several: str = "", focus: str = "",
) -> Response:  # fmt: skip
    claim = claims.claim(context, actor, claim_id)
    own = actor.organisation == claim.dealer and actor.role == "dealer"
    may_mend, values = own and claim.state == "returned", typed
    if values is None:
        values = draft_lines.stated(claim.current.fields, claim.current.lines)
    rules = naming.rules(context, actor.maker_id).get(claim.program) if may_mend else None
    documents = documents_of(context, actor, claim, extracted=bool(rules and draft_lines.things(rules)))
    made = claim.decision
    entering = _entering(rules, claim, values, documents, fault, several)
    reasons = claim.decision.decision.reasons if claim.decision else ()
    marks = [Mark(n, "differs", r.place) for n, r in enumerate(reasons, 1) if r.place is not None]
    proved = []
    if claim.decision and claim.verdict == "approve" and not reasons:
        said = claim.decision.decision
        first = dict.fromkeys([*claim.current.fields, *sorted(said.places)])  # what was claimed, then what else is said
        known = [name for name in first if name in said.places and name in said.fields]
        proved = [(n, name, said.fields[name].value or "") for n, name in enumerate(known, 1)]
        marks = [Mark(n, "value", said.places[name]) for n, name, _ in proved]
    approved_once = any(made.decision.verdict == "approve" for made in claim.decisions)
    shown = {name: value for name, value in values.items() if name not in draft_lines.OWN}
    shown = {name: value for name, value in shown.items() if not draft_lines.is_of_line(name)}
    return page(
        request, "claim", status=status, claim=claim, documents=documents, reasons=reasons, conflict=conflict,
        sheet=sheet(documents, marks, document=doc, page=number, zoom=zoom), refused=refused or [], note=note,
        typed=shown, unseen=unseen, meant=meanings(context, actor, claim.program, shown),
        proved=proved, may_mend=may_mend, entering=entering, values=values, fault=fault,
        lost=_lost(claim, typed or {}, note) if conflict else (),
        focus=focus,
        added=[(one, claims.document(context, actor, one, extracted=False).filename) for one in added],
        may_withdraw=own and claim.state in ("waiting", "judging", "review", "returned") and not approved_once,
        lines=lines_of(claim.current.lines, made.decision if made and made.revision == claim.revision else None),
        apart=differing, own=own, messages=_written(context, actor, claim, own=own),
        **_around(context, actor, claim, own=own),
        checker_questions=() if own else checker_answers.of_claim(context, actor, claim.id),
        live=claim.state in ("waiting", "judging"), trail=claims.trail(context, actor, claim.id),
        link=lambda d, n, z: f"/claims/{claim.id}?doc={d}&page={n}&zoom={z}#sheet",
    )  # fmt: skip


def _lost(claim: ClaimView, typed: Mapping[str, str], note: str) -> list[tuple[int, str, str]]:
    """What was entered and not sent: the line that it is of (0: none), the field, the value."""
    stands = draft_lines.stated(claim.current.fields, claim.current.lines)
    known = draft_lines.spoken(typed.keys() - draft_lines.taken_away(typed).keys())
    said = [(*known[name], value) for name, value in typed.items() if name in known and value != stands.get(name, "")]
    return [*said, *([(0, "", note)] if note else [])]


def _entering(
    rules: Program | None, claim: ClaimView, values: Mapping[str, str], documents: Sequence[DocumentView],
    fault: Invalid | None, several: str,
) -> LineForms:  # fmt: skip
    """The lines to be mended; none where nobody mends, or the claim and its program know of one thing only."""
    if rules is None:
        return LineForms(())
    more = [name for line in claim.current.lines for name in line.fields]
    return line_forms(rules, values, documents, faults=faults_of(fault, values), more=more, again=several)


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
