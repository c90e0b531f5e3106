"""Workbooks for checking companies and who pays them: the report, and the list of a batch. No cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import xlsxwriter

from claimcheck.core.values.sheet_cells import neutral
from claimcheck.services.checking.checker_desk import Listed
from claimcheck.services.checking.checker_reports import Report
from claimcheck.services.checking.checker_reports import Row as Figures
from claimcheck.store.checking.batches import Batch

Word = Callable[[str], str]
COLUMNS = ("From", "To", "Assigned", "Done", "Returned", "Overdue", "Went on", "Still open", "Second looks", "Agreed",
           "Agreement", "95 % from", "95 % to")  # fmt: skip


def report_book(report: Report, t: Word) -> bytes:
    """A report as XLSX: a row a period, the total, and whether the audit log agrees.

    Args:
        report: the report.
        t: says a word in the reader's language.
    """
    lines: list[Sequence[str | float]] = [_figures(row) for row in report.rows]
    lines += [(t("Total"), "", *_figures(report.total)[2:])]
    lines += [(), (t("Agrees with the log") if not report.faults else t("Does not agree with the log"),)]
    lines += [(fault,) for fault in report.faults]
    return _book(report.name, [t(name) for name in COLUMNS], lines)


def batch_book(batch: Batch, tasks: Sequence[Listed], question: Callable[[str], str], t: Word) -> bytes:
    """A batch as XLSX: its tasks with number, question and state; no personal data is in it."""
    lines = [
        (one.number, one.program, question(one.code), t(f"item.{one.item.state}"), f"{one.item.due_at:%Y-%m-%d %H:%M}",
         one.item.verdict or "")
        for one in tasks
    ]  # fmt: skip
    names = ("Claim", "Program", "Question", "State", "Due, UTC", "Answer")
    return _book(f"B-{batch.number}", [t(name) for name in names], lines)


def _figures(row: Figures) -> tuple[str | float, ...]:
    counts = (row.assigned, row.done, row.returned, row.overdue, row.gone, row.open, row.looked, row.agreed)
    shares: tuple[str | float, ...] = ("", "", "") if row.agreement is None else (row.agreement, *row.bounds)
    return (row.first.isoformat(), row.last.isoformat(), *counts, *shares)


def _book(title: str, names: Sequence[str], lines: Sequence[Sequence[str | float]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("".join(c for c in title if c not in "[]:*?/\\'")[:31] or None)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, column, neutral(value))
            else:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(names) - 1), 14)
    book.close()
    return out.getvalue()
