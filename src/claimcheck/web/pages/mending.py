"""The form by which a dealer mends a returned claim: its values and lines, what is sent, and why nothing was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from starlette.datastructures import FormData

from claimcheck.errors import Invalid
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.services import naming
from claimcheck.services.claiming import claims, draft_lines, drafts
from claimcheck.services.claiming.submit import revise
from claimcheck.services.claiming.typed_values import Understood, all_understood
from claimcheck.services.claiming.views import ClaimView, DocumentView
from claimcheck.services.context import Context
from claimcheck.web.pages.access import text
from claimcheck.web.pages.claim_forms import Refused
from claimcheck.web.pages.line_forms import (
    LineForms,
    act_of,
    faults_of,
    fillable,
    line_forms,
    on_papers,
    values_of_lines,
)

Conflicting = Literal["", "state", "revision", "update"]
"""Why a form came too late: the claim is not returned any more, another window sent it, or the service was updated."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A filled-in form that was not sent, with the reason; the page is drawn again with everything that it held.

    Attributes:
        values: what the form holds, by field name.
        note: to whoever looks at the claim.
        added: ids of documents that were uploaded with the form and do not belong to the claim yet.
        status: of the answer.
        conflict: why the form came too late, if it did.
        refused: the files that were not taken.
        unseen: names of values that can be read in two ways, to be looked at before they are sent.
        fault: what is wrong with a value.
        several: the numbers typed into the box that adds several lines at once.
        focus: the line to be shown first.
    """

    values: Mapping[str, str]
    note: str = ""
    added: Sequence[str] = ()
    status: int = 200
    conflict: Conflicting = ""
    refused: Sequence[Refused] = ()
    unseen: Sequence[str] = ()
    fault: Invalid | None = None
    several: str = ""
    focus: str = ""


def documents_of(context: Context, actor: Actor, claim: ClaimView, *, extracted: bool = False) -> list[DocumentView]:
    """The documents of a claim's current revision; `extracted` adds what stands on them, which takes time."""
    return [claims.document(context, actor, one, extracted=extracted) for one in claim.current.documents]


def meanings(context: Context, actor: Actor, program: str, typed: Mapping[str, str]) -> dict[str, Understood]:
    """How the values of a form are understood: as the country of the claim's program writes them."""
    rules = naming.rules(context, actor.maker_id).get(program)
    return all_understood(rules, typed) if rules else {name: Understood(value, value) for name, value in typed.items()}


def sent_values(form: FormData, claim: ClaimView, rules: Program | None) -> dict[str, str]:
    """The values of a sent form by field name: those of the claim, and those of its lines where the form shows them."""
    asked = draft_lines.asked(rules) if rules and draft_lines.things(rules) else ()
    of_lines = (name for line in claim.current.lines for name in line.fields)
    names = tuple(dict.fromkeys((*claim.current.fields, *asked, *of_lines, *draft_lines.OWN)))
    whole = {name: text(form, f"field.{name}", 2000).strip() for name in names if f"field.{name}" in form}
    return {**whole, **values_of_lines(form, names)}


def after_line_act(
    context: Context, actor: Actor, claim: ClaimView, rules: Program | None, values: Mapping[str, str], act: str,
    several: str,
) -> dict[str, str]:  # fmt: skip
    """The values of a form after an act on its lines (add, take away, fill in); nothing is stored before it is sent."""
    if rules is None:
        return dict(values)
    shown = on_papers(draft_lines.things(rules), documents_of(context, actor, claim, extracted=True))
    return draft_lines.acted(values, act_of(act, shown), rules, several=several, found=fillable(rules, shown))


def send(
    context: Context, actor: Actor, claim: ClaimView, rules: Program | None, values: Mapping[str, str],
    added: Sequence[str], note: str,
) -> None:  # fmt: skip
    """Open the claim's next revision with the values of its form.

    Raises:
        Invalid, Conflict: as `services.claiming.submit.revise`.
    """
    before = claim.current.lines
    if rules is not None:
        drafts.vetted(rules, values, before)
    fields, lines = drafts.entered(values, before)
    has_lines = any(name in values for name in draft_lines.OWN) or draft_lines.lines(values)
    revise(
        context, actor, claim.id, fields=fields, lines=lines if has_lines else None, add_documents=added, note=note,
        after=claim.revision,
    )  # fmt: skip


def form_to_draw(
    context: Context, actor: Actor, claim: ClaimView, rules: Program | None, documents: Sequence[DocumentView],
    attempt: Attempt | None,
) -> dict[str, Any]:  # fmt: skip
    """What the template needs of the form: as it was filled in, else with what the claim states.

    Args:
        context: database, blobs, settings and clock.
        actor: who looks at the claim.
        claim: as it stands.
        rules: the claim's program where the actor may mend it; None where the form is not shown.
        documents: of the claim.
        attempt: the form that was not sent; None where the page was only opened.
    """
    stated = draft_lines.stated(claim.current.fields, claim.current.lines)
    shown = attempt or Attempt(stated)
    typed = {
        name: value
        for name, value in shown.values.items()
        if name not in draft_lines.OWN and not draft_lines.is_of_line(name)
    }
    return {
        "values": shown.values,
        "typed": typed,
        "meant": meanings(context, actor, claim.program, typed),
        "entering": _line_forms(rules, claim, shown, documents),
        "note": shown.note,
        "added": [(one, claims.document(context, actor, one, extracted=False).filename) for one in shown.added],
        "conflict": shown.conflict,
        "lost": _lost(stated, shown) if shown.conflict else (),
        "refused": shown.refused,
        "unseen": shown.unseen,
        "fault": shown.fault,
        "focus": shown.focus,
    }


def _line_forms(
    rules: Program | None, claim: ClaimView, shown: Attempt, documents: Sequence[DocumentView]
) -> LineForms:  # fmt: skip
    """The lines to be mended; none where the form is not shown, or claim and program know of one thing only."""
    if rules is None:
        return LineForms(())
    more = [name for line in claim.current.lines for name in line.fields]
    faults = faults_of(shown.fault, shown.values)
    return line_forms(rules, shown.values, documents, faults=faults, more=more, again=shown.several)


def _lost(stated: Mapping[str, str], shown: Attempt) -> list[tuple[int, str, str]]:
    """What was entered and not sent: the number of its line (0: of the whole claim), the field, the value."""
    typed = shown.values
    known = draft_lines.spoken(typed.keys() - draft_lines.taken_away(typed).keys())
    new = [(*known[name], value) for name, value in typed.items() if name in known and value != stated.get(name, "")]
    return [*new, *([(0, "", shown.note)] if shown.note else [])]
