"""Batches and masked tasks as the API shows them."""

from __future__ import annotations

from typing import Any

from claimcheck.services.checking.checker_desk import Checked, Listed
from claimcheck.services.checking.checker_reports import Report
from claimcheck.services.checking.checker_reports import Row as Figures
from claimcheck.services.checking.checker_rows import LineRow, Row
from claimcheck.services.checking.masking import Sheet
from claimcheck.store.checking.batches import Batch, Item, Rule
from claimcheck.store.checking.checker_questions import CheckerQuestion
from claimcheck.web import schemas_batches as out


def batch(made: Batch) -> out.BatchOut:
    """A batch with its counts."""
    return out.BatchOut(**_batch(made))


def with_tasks(made: Batch, tasks: list[Listed]) -> out.BatchWithTasks:
    """A batch with its tasks."""
    listed = [
        out.BatchTask(
            id=one.item.id, claim_id=one.number, program=one.program, code=one.code, state=one.item.state,
            paused=one.asked, due_at=one.item.due_at, verdict=one.item.verdict,
        )
        for one in tasks
    ]  # fmt: skip
    return out.BatchWithTasks(**_batch(made), tasks=listed)


def taken(item: Item) -> out.TakenOut:
    """A task after it was taken or answered."""
    return out.TakenOut(
        id=item.id, batch=item.batch_id, state=item.state, fence=item.fence, taken_until=item.taken_until,
        due_at=item.due_at, verdict=item.verdict, decides=not item.advice,
    )  # fmt: skip


def task(one: Checked) -> out.CheckTaskOut:
    """A task as its company sees it."""
    number = {sheet.document_id: sheet.document for sheet in one.sheets}
    whole = {(s.document, s.page.number) for s in one.sheets if s.masked.whole}
    marks = [
        out.MarkOut(field=row.name, document=number[at.document], page=at.page, box=[round(e, 5) for e in at.box])
        for row in one.rows
        for at in row.places
        if at.document in number and at.page and at.box and (number[at.document], at.page) in whole
    ]
    return out.CheckTaskOut(
        id=one.item.id, batch=one.batch.id, claim_id=one.number, program=one.program, code=one.code,
        question=one.question, field=one.asked_field, decides=not one.item.advice, state=one.item.state,
        due_at=one.item.due_at, paused=one.paused, mine=one.mine, fence=one.item.fence if one.mine else 0,
        taken_until=one.item.taken_until if one.mine else None, fields=[_row(row) for row in one.rows],
        lines=[_line(row) for row in one.lines],
        reasons=[out.WhyOut(code=r.code, field=r.field, message=r.message) for r in one.reasons],
        pictures=[picture for sheet in one.sheets for picture in _pictures(one, sheet)], marks=marks,
        questions=[question(said) for said in one.questions], shut=one.shut,
    )  # fmt: skip


def question(said: CheckerQuestion) -> out.QuestionOut:
    """A question to the maker."""
    return out.QuestionOut(
        id=said.id, text=said.text, asked_at=said.asked_at, open=said.open, answer=said.answer,
        answered_at=said.answered_at,
    )  # fmt: skip


def waiting(said: CheckerQuestion) -> out.WaitingQuestion:
    """A question as the maker's people see it."""
    return out.WaitingQuestion(
        **question(said).model_dump(), claim=said.claim_id, claim_id=said.outside_id, program=said.program,
        company=said.company, batch=said.batch,
    )  # fmt: skip


def rule(made: Rule) -> out.RuleOut:
    """A rule that is in force."""
    return out.RuleOut(
        id=made.id, company=made.company, program=made.program, region=made.region, size=made.size, hours=made.hours,
        share=made.share, created_at=made.created_at,
    )  # fmt: skip


def report(made: Report) -> out.ReportOut:
    """A report with its rows."""
    return out.ReportOut(
        company=made.company, name=made.name, period=made.period, first=made.first, last=made.last,
        rows=[_figures(row) for row in made.rows], total=_figures(made.total), agrees_with_log=not made.faults,
        faults=list(made.faults),
    )  # fmt: skip


def _figures(row: Figures) -> out.FiguresOut:
    return out.FiguresOut(
        first=row.first, last=row.last, assigned=row.assigned, done=row.done, returned=row.returned,
        overdue=row.overdue, gone=row.gone, open=row.open, looked=row.looked, agreed=row.agreed,
        agreement=row.agreement, bounds=row.bounds,
    )  # fmt: skip


def size_of(sheet: Sheet, part: str) -> tuple[int, int]:
    """The pixels of a picture, before it is asked for."""
    box = dict(sheet.masked.crops).get(part) if part else None
    width, height = sheet.page.width, sheet.page.height
    if box is None:
        return width, height
    return max(1, round((box.right - box.left) * width)), max(1, round((box.bottom - box.top) * height))


def _pictures(one: Checked, sheet: Sheet) -> list[out.PictureOut]:
    made = []
    for part in sheet.parts:
        width, height = size_of(sheet, part)
        url = f"/v1/batches/{one.batch.id}/tasks/{one.item.id}/pictures/{sheet.document}/{sheet.page.number}"
        made.append(
            out.PictureOut(
                document=sheet.document, page=sheet.page.number, part=part, url=f"{url}?part={part}" if part else url,
                width=width, height=height,
            )
        )  # fmt: skip
    return made


def _row(row: Row) -> out.RowOut:
    return out.RowOut(
        field=row.name, hidden=row.hidden, claimed=row.claimed, found=row.found, sold=row.sold,
        page_agrees=row.page_mark, sale_agrees=row.sale_mark, why=list(row.why),
    )  # fmt: skip


def _line(row: LineRow) -> out.LineRowOut:
    asked = None if row.asked is None else str(row.asked)
    return out.LineRowOut(line=row.number, fields=dict(row.fields), quantity=str(row.quantity), claimed_amount=asked)


def _batch(made: Batch) -> dict[str, Any]:
    counts = {name: made.counts.get(name, 0) for name in ("open", "done", "returned", "overdue", "gone")}
    return {
        "id": made.id, "number": made.number, "company": made.company, "program": made.program, "region": made.region,
        "state": made.state, "size": made.size, "due_at": made.due_at, "created_at": made.created_at,
        "pulled_at": made.pulled_at, "closed_at": made.closed_at, **counts,
    }  # fmt: skip
