"""Views of documents and claims as the API shows them."""

from __future__ import annotations

from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Place, Reason
from claimcheck.model.documents import Box, Extracted
from claimcheck.model.documents import Field as Read
from claimcheck.services.claiming.views import ClaimView, DecisionView, DocumentView, PageView, RevisionView
from claimcheck.web import schemas_claims as out


def document(view: DocumentView) -> out.DocumentOut:
    """A document with what was read of it."""
    return out.DocumentOut(
        id=view.id,
        filename=view.filename,
        media_type=view.media_type,
        size=view.size,
        sha256=view.sha256,
        state=view.state,
        created_at=view.created_at,
        read_at=view.read_at,
        problems=[out.ProblemOut(code=p.code, message=p.message, page=p.page) for p in view.problems],
        pages=[_page(view.id, page) for page in view.pages],
        documents=[_found(one) for one in view.extracted],
        advice=[out.AdviceOut(code=a.code, message=a.message, page=a.page) for a in view.advice],
    )


def summary(view: ClaimView) -> out.ClaimSummary:
    """A claim as a list shows it."""
    return out.ClaimSummary(
        id=view.id,
        claim_id=view.outside_id,
        program=view.program,
        dealer=view.dealer,
        submission=view.submission,
        revision=view.revision,
        state=view.state,
        verdict=view.verdict,
        reasons=[_reason(reason) for reason in view.decision.decision.reasons] if view.decision else [],
        created_at=view.created_at,
        changed_at=view.changed_at,
        decided_at=view.decided_at,
    )


def claim(view: ClaimView) -> out.ClaimOut:
    """A claim with its revisions and decisions."""
    return out.ClaimOut(
        **summary(view).model_dump(),
        lines=[_line(line) for line in view.current.lines],
        documents=list(view.current.documents),
        revisions=[_revision(revision) for revision in view.revisions],
        decision=_decision(view.decision) if view.decision else None,
        decisions=[_decision(decision) for decision in view.decisions],
    )


def _page(document_id: str, page: PageView) -> out.PageOut:
    return out.PageOut(
        number=page.number,
        width=page.width,
        height=page.height,
        layer=page.layer,
        reader=page.reader,
        picture=f"/v1/documents/{document_id}/pages/{page.number}" if page.picture else None,
    )


def _found(one: Extracted) -> out.FoundDocument:
    return out.FoundDocument(
        pages=list(one.pages),
        kind=one.kind,
        kind_confidence=one.kind_confidence,
        fields={name: _field(field) for name, field in one.fields.items()},
        line_items=[
            out.LineItemOut(values=dict(item.values), page=item.page, box=_box(item.box)) for item in one.line_items
        ],
    )


def _field(field: Read, place: Place | None = None) -> out.FieldOut:
    return out.FieldOut(
        value=field.value,
        raw=field.raw,
        confidence=round(field.confidence, 4),
        page=place.page if place and place.page else field.page,
        box=_box(place.box if place and place.page else field.box),
        reader=field.reader,
        supports=list(field.supports),
        alternatives=list(field.alternatives),
        document=place.document if place else None,
    )


def _decision(view: DecisionView) -> out.DecisionOut:
    said = view.decision
    return out.DecisionOut(
        id=view.id,
        revision=view.revision,
        sequence=view.sequence,
        by=view.by,
        verdict=said.verdict,
        reasons=[_reason(reason) for reason in said.reasons],
        question=said.question.text if said.question else None,
        lines=[
            out.LineVerdictOut(
                line=line.line,
                verdict=line.verdict,
                sale_id=line.sale_id,
                quantity=str(line.quantity),
                payable=None if line.payable is None else str(line.payable),
            )
            for line in said.lines
        ],
        fields={name: _field(field, said.places.get(name)) for name, field in said.fields.items()},
        sale_id=said.sale_id,
        duplicate_of=said.duplicate_of,
        program_version=said.program_version,
        engine_version=said.engine_version,
        seconds=view.seconds,
        created_at=view.created_at,
    )


def _reason(reason: Reason) -> out.ReasonOut:
    place = reason.place
    return out.ReasonOut(
        code=reason.code,
        field=reason.field,
        message=reason.message,
        verdict=reason.verdict,
        claimed=reason.claimed,
        found=reason.found,
        place=out.PlaceOut(document=place.document, page=place.page, box=_box(place.box)) if place else None,
        fix=reason.fix,
    )


def _revision(view: RevisionView) -> out.RevisionOut:
    return out.RevisionOut(
        revision=view.revision,
        fields=dict(view.fields),
        lines=[_line(line) for line in view.lines],
        documents=list(view.documents),
        note=view.note,
        created_at=view.created_at,
    )


def _line(line: ClaimLine) -> out.LineOut:
    return out.LineOut(
        number=line.number,
        fields=dict(line.fields),
        quantity=str(line.quantity),
        claimed_amount=None if line.claimed_amount is None else str(line.claimed_amount),
        sale_id=line.sale_id,
    )


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [round(edge, 5) for edge in box]
