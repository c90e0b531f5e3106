"""A new claim: pick a program, add files, check what was read of them, send once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from claimcheck.errors import Conflict, Invalid, NotFound
from claimcheck.model.decisions import Place
from claimcheck.model.documents import OF_THE_SALE, PROOF_OF_SALE, Extracted, Field
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.services.claiming import claims, draft_lines, drafts, trial
from claimcheck.services.claiming.trial import Trial
from claimcheck.services.claiming.typed_values import Understood, all_understood, understood
from claimcheck.services.claiming.views import DocumentView
from claimcheck.services.context import Context
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, text
from claimcheck.web.pages.claim_forms import Refused, take_files, unseen_of
from claimcheck.web.pages.draw import PageRoute, go, page
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
from claimcheck.web.pages.papers import apart, filling, printed
from claimcheck.web.pages.sheet import Mark, number_in, sheet

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value to enter: what stands in it, where it was read if it was, and the number of its box on the page.

    Attributes:
        said: what is made of the value.
    """

    name: str
    value: str
    said: Understood
    read: Field | None
    filename: str
    document: str = ""
    number: int = 0


@router.get("/claims/new")
def choose(request: Request, visitor: Guest, context: Here) -> Response:
    """Pick a program."""
    begun = drafts.begun(context, visitor.actor)
    programs = drafts.open_programs(context, visitor.actor)
    over = {one.name for one in programs if drafts.purchases_over(context, one)}
    return page(request, "choose", programs=programs, begun=begun, over=over)


@router.get("/claims/new/{program}")
def new_claim(request: Request, visitor: Guest, context: Here, program: str) -> Response:
    """The draft as it stands."""
    return _draw_draft(request, context, visitor.actor, drafts.program(context, visitor.actor, program))


@router.post("/claims/new/{program}")
def change(request: Request, visitor: Guest, context: Here, program: str, form: Trusted) -> Response:
    """Add files, take one away, add and take away lines, keep what was typed, throw the draft away, or send the claim.

    `typed` is what the page does by itself while somebody types: it keeps the values and answers nothing.
    """
    rules, act = drafts.program(context, visitor.actor, program), text(form, "act")
    if act == "drop":
        drafts.drop(context, visitor.actor, rules.name)
        return go("/claims/new")
    token = text(form, "draft", 36)
    sent = drafts.became(context, visitor.actor, rules.name, token) if act in ("send", "typed") else None
    if sent is not None:
        return go(f"/claims/{sent.id}")
    taken, refused = take_files(context, visitor.actor, form)
    values, documents = _kept(context, visitor.actor, rules, form, act, taken)
    if act == "typed":
        return Response(status_code=409 if _elsewhere(context, visitor.actor, rules, values) else 204)
    if refused:
        return _draw_draft(request, context, visitor.actor, rules, status=422, refused=refused)
    if act.startswith("line:") and draft_lines.things(rules):
        return _lined(request, context, visitor.actor, rules, form, act.removeprefix("line:"), values)
    if act not in ("send", "check"):
        return go(f"/claims/new/{rules.name}")
    try:
        return _checked_or_sent(request, context, visitor.actor, rules, form, act, values, documents)
    except (Invalid, Conflict) as error:
        return _draw_draft(request, context, visitor.actor, rules, status=error.status, fault=error)


def _checked_or_sent(
    request: Request, context: Context, actor: Actor, rules: Program, form: FormData, act: str,
    values: Mapping[str, str], documents: Sequence[str],
) -> Response:  # fmt: skip
    said = all_understood(rules, values)
    values = {name: one.value for name, one in said.items()}
    stands = drafts.draft(context, actor, rules.name).fields
    if draft_lines.lines(stands).keys() != draft_lines.lines(values).keys():
        raise Conflict("Lines were added or removed in another window.", code="claim.lines_elsewhere")
    drafts.vetted(rules, values)
    if act == "check":
        return _draw_draft(
            request, context, actor, rules, tried=trial.check(context, actor, rules.name, values, documents)
        )
    unseen = unseen_of(form, said)
    if unseen:
        raise Invalid("Look at what was understood first.", code="claim.understood", fields=unseen)
    if not documents and any(asked.required for asked in rules.documents):
        raise Invalid("Add the documents first.", code="claim.no_documents")  # it would ask a person for nothing
    made = drafts.send(context, actor, rules.name, values, documents, token=text(form, "draft", 36))
    return go(f"/claims/{made.id}")


def _elsewhere(context: Context, actor: Actor, rules: Program, values: Mapping[str, str]) -> bool:
    """Whether a window shows a line, or the one thing, that was taken away in another: what it says waits there."""
    stands = drafts.draft(context, actor, rules.name).fields
    said = {name: value for name, value in values.items() if value or draft_lines.is_of_line(name)}
    return bool(draft_lines.taken_away(draft_lines.placed(said, stands)))


def _kept(
    context: Context, actor: Actor, rules: Program, form: FormData, act: str, taken: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Keep what a form holds; returns its values and the documents of the draft."""
    removed = act.removeprefix("remove:") if act.startswith("remove:") else ""
    names = draft_lines.asked(rules)
    values = {name: text(form, f"field.{name}", 2000).strip() for name in (*names, *drafts.OWN)}
    typed = {name: value for name, value in values.items() if value and value != text(form, f"read.{name}", 2000)}
    of_lines = values_of_lines(form, (*names, *draft_lines.OWN))
    values, typed = {**values, **of_lines}, {**typed, **of_lines}
    left = {name for name, value in values.items() if _untouched(form, name, value)}
    token = text(form, "draft", 36)
    documents = drafts.keep(context, actor, rules.name, typed, taken, removed=removed, token=token, left=left)
    if act == "check":  # the page that comes back shows what another window filled: it is looked at too
        kept = drafts.draft(context, actor, rules.name).fields
        values |= {name: kept[name] for name in left if name in kept}
    return values, documents


def _lined(
    request: Request, context: Context, actor: Actor, rules: Program, form: FormData, act: str,
    values: Mapping[str, str],
) -> Response:  # fmt: skip
    """Do an act on the lines, and lead to the line that it made."""
    several = text(form, "several")
    documents = _present(context, actor, drafts.draft(context, actor, rules.name).documents)
    shown = on_papers(draft_lines.things(rules), documents)
    act, found = act_of(act, shown), fillable(rules, shown)
    try:
        drafts.change_lines(context, actor, rules, act, shown=values, several=several, found=found)
    except Invalid as error:
        return _draw_draft(request, context, actor, rules, status=422, fault=error, several=several)
    return go(f"/claims/new/{quote(rules.name, safe='')}", line=focus_after(act))


def _untouched(form: FormData, name: str, value: str) -> bool:
    """Whether nobody changed a field in this window: it is not sent, or as it stood when it was drawn or kept last."""
    return f"field.{name}" not in form or (f"was.{name}" in form and value == text(form, f"was.{name}", 2000).strip())


def _draw_draft(
    request: Request, context: Context, actor: Actor, rules: Program, *, status: int = 200,
    refused: Sequence[Refused] = (), fault: Invalid | Conflict | None = None,
    tried: Trial | None = None, several: str = "",
) -> Response:  # fmt: skip
    draft = drafts.draft(context, actor, rules.name)
    documents = _present(context, actor, draft.documents)
    of_lines = draft_lines.things(rules) if draft_lines.lines(draft.fields) else ()
    names = [name for name in draft_lines.asked(rules) if name not in of_lines]
    paper = filling(draft_lines.asked(rules), documents)
    entries = [
        replace(_entry(rules, name, draft.fields, documents, paper), number=n) for n, name in enumerate(names, 1)
    ]
    seen = {**draft.fields, **{one.name: one.value for one in entries}}
    forms = line_forms(rules, seen, documents, faults=faults_of(fault, draft.fields), again=several)
    asked = request.query_params
    marks = [
        Mark(
            e.number,
            "support" if e.read.value == e.said.value else "differs",
            Place(e.document, e.read.page, e.read.box),
        )
        for e in entries
        if e.read and e.read.page
    ]
    shown = sheet(
        documents, marks, document=asked.get("doc", ""), page=number_in(asked.get("page", ""), 1),
        zoom=number_in(asked.get("zoom", ""), 100),
    )  # fmt: skip
    at = f"/claims/new/{quote(rules.name, safe='')}"
    return page(
        request, "new", status=status, program=rules, draft=draft, token=drafts.token_of(draft),
        documents=documents, entries=entries, refused=refused, fault=fault, tried=tried,
        sheet=shown, link=lambda document, n, zoom: f"{at}?doc={document}&page={n}&zoom={zoom}#sheet",
        own={name: draft.fields.get(name, "") for name in drafts.OWN},
        asked_for=understood(rules, "claimed_amount", draft.fields.get("claimed_amount", "")),
        reading=any(d.state == "received" for d in documents), missing=_missing(rules, documents, entries, forms),
        lines=forms, focus=asked.get("line", ""),
        apart=apart(documents, several=bool(of_lines)),
        filled_from=next((d.filename for d in documents if paper in d.extracted), ""),
    )  # fmt: skip


def _present(context: Context, actor: Actor, ids: Sequence[str]) -> list[DocumentView]:
    found = []
    for one in ids:
        try:
            found.append(claims.document(context, actor, one))
        except NotFound:
            continue
    return found


def _entry(
    rules: Program, name: str, typed: Mapping[str, str], documents: Sequence[DocumentView], paper: Extracted | None
) -> Entry:
    found = [
        ((one is paper, one.kind in PROOF_OF_SALE, field.confidence), field, document)
        for document in documents
        for one in document.extracted
        for field in (printed(one, name),)
        if field and (one is paper or name not in OF_THE_SALE or one.kind not in PROOF_OF_SALE)
    ]
    best = max(found, key=lambda f: f[0], default=None)
    read = best[1] if best else None
    value = typed.get(name, "") or (read.value if read and read.value else "")
    said = understood(rules, name, value)
    return Entry(name, value, said, read, best[2].filename if best else "", best[2].id if best else "")


def _missing(
    rules: Program, documents: Sequence[DocumentView], entries: Sequence[Entry], lines: LineForms
) -> list[tuple[str, str]]:
    """What is still to do before the claim can pass: kinds of document, unreadable files, empty values."""
    if any(d.state == "received" for d in documents):
        return []
    kinds = {one.kind for d in documents for one in d.extracted}
    lacking = [
        ("document", asked.kind)
        for asked in rules.documents
        if asked.required and not (kinds & PROOF_OF_SALE if asked.kind == "proof_of_sale" else asked.kind in kinds)
    ]
    broken = [("file", d.filename) for d in documents if d.problems]
    empty = [("value", e.name) for e in entries if not e.value and e.name in rules.verify and not lines.all_say(e.name)]
    of_lines = [p.id for row in lines.rows for p in row.parts if not p.value and p.name in lines.things[:1]]
    return lacking + broken + empty + [("value", name) for name in of_lines]
