"""Which of the printed days is that of the sale: by label, nearness to a time of day, repetition, then by place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.core.extract.days.dates import PrintedDate, dates_in
from claimcheck.core.extract.days.home import NOWHERE, Home, home_of
from claimcheck.core.extract.days.labels import GENERIC, joined, leading, named_otherwise, one_of_several, score_of
from claimcheck.core.extract.days.words import ALONE
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.model.documents import Field

_CLOCK = re.compile(r"\d{1,2}:\d\d")
_CLOCK_BETWEEN = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b)?", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:[-~\u2013\u2014/&,;+]|to|till|until|bis|au|al|a|hingga|and|und|et|y|e|en|dan|\u81f3|\u5230)\s*",
    re.IGNORECASE,
)
"""What stands between the first and the last day of a period, or between two days that one label names."""
_WITH_DIGITS = re.compile(r"\S*\d{3}\S*")
_DIGITS3 = re.compile(r"\d{3}")
_FLUSH = 0.01
"""How far dates of one column begin apart at the most, as a fraction of the page's width."""
LETTER = 2.9
"""Score of a day as German letters begin: behind the town, `Köln, den`."""
SURE = 3.0
"""Score of a label that says that it is the invoice's, which beats such a day."""


def invoice_date(printed: Sequence[PrintedDate], rows: Sequence[Row]) -> Field | None:
    """The day of the sale among all dates: by label, nearness to a time of day, repetition, then by place."""
    if not printed:
        return None
    home = home_of(rows)
    times = Counter(p.values for p in printed)
    scored = [(_score(p, times[p.values], rows, home), -i, p) for i, p in enumerate(printed)]
    best_score, _, best = max(scored, key=lambda s: (s[0], s[1]))
    if best_score <= -1.5:
        return None
    field = date_field("invoice_date", best, printed, strength=best_score)
    named = named_otherwise(best, rows, home, timed=_timed(best))
    unsure = (
        _among_days(best, printed, rows) or _in_a_column(best, printed) or _beside_another(best, printed, rows, home)
    )
    if named or unsure:
        field = replace(field, confidence=round(field.confidence / 2, 4), supports=(NAMED_OTHERWISE,))
    return replace(field, rivals=_rivals(best, [(score, p) for score, _, p in scored], rows, home))


def _beside_another(best: PrintedDate, printed: Sequence[PrintedDate], rows: Sequence[Row], home: Home) -> bool:
    """Whether a day that is the sale's only where it is alone stands beside one that nothing says is another's."""
    others = (p for p in printed if not set(p.values) & set(best.values))
    return label_score(best, rows, home) == ALONE and any(label_score(p, rows, home) >= 0 for p in others)


def _among_days(best: PrintedDate, printed: Sequence[PrintedDate], rows: Sequence[Row]) -> bool:
    """Whether another day stands beside it that its own label may as well mean.

    Such is the other end of a period, or a day under heads that read as one or behind labels that are joined.
    """
    for p in printed:
        if p.row.index != best.row.index or p is best or set(p.values) & set(best.values):
            continue
        first, second = sorted((best, p), key=lambda one: one.start)
        between = _CLOCK_BETWEEN.sub("", p.row.text[first.end : second.start])
        if _TO.fullmatch(between):
            return True
        together = p.row.cell_at(p.start) == p.row.cell_at(best.start) or joined(p.row.text[: first.start])
        if not any(map(str.isalpha, between)) and (together or set(_above(p, rows)) & set(_above(best, rows))):
            return True
    return False


def _in_a_column(best: PrintedDate, printed: Sequence[PrintedDate]) -> bool:
    """Whether a date without a label of its own is one of a table's: three days under each other, not all the same."""
    column = {
        p.row.index: p.values
        for p in printed
        if p.row.page == best.row.page
        and abs(p.box.left - best.box.left) < _FLUSH
        and _own_score(p, NOWHERE) < GENERIC
        and not _has_own_words(p)
    }
    here = best.row.index
    near = [column[at] for at in range(here - 2, here + 3) if at in column]
    return here in column and not _timed(best) and len(near) >= 3 and len(set(near)) > 1


def _has_own_words(p: PrintedDate) -> bool:
    """Whether words lead to a date that ends its row: they say which day it is, as `Delivery` does."""
    before, behind = p.row.text[: p.start], p.row.text[p.end :]
    return any(map(str.isalpha, before)) and not any(map(str.isalnum, behind))


def _timed(p: PrintedDate) -> bool:
    """Whether a time of day stands beside it, as a till prints it."""
    return bool(_CLOCK.search(p.row.text[p.end : p.end + 14]) or _CLOCK.search(p.row.text[: p.start]))


def clock_of(p: PrintedDate) -> tuple[int, int] | None:
    """The hour and minute printed beside a date, behind it first; None where there is none."""
    found = _CLOCK.search(p.row.text[p.end : p.end + 14]) or _CLOCK.search(p.row.text[: p.start][-14:])
    hour, _, minute = found.group().partition(":") if found else ("", "", "")
    return (int(hour), int(minute)) if found else None


def _rivals(
    best: PrintedDate, scored: Sequence[tuple[float, PrintedDate]], rows: Sequence[Row], home: Home
) -> tuple[str, ...]:
    """Other days that are named as well as the best: by a label of their own, or by a time of day as its.

    To a day behind a town any labelled one is a rival; a town is none to a day that is labelled the invoice's.
    """
    digits, letter = _only_digits(best.raw), _in_letter(best, home)
    enough = next(score for score, p in scored if p is best) - 0.6
    enough = min(enough, GENERIC) if letter else enough
    labelled = not letter and label_score(best, rows, home) >= SURE
    found = {
        p.certain.isoformat()
        for score, p in scored
        if p.certain is not None
        and p.certain != best.certain
        and not p.repaired
        and p.row.index != best.row.index
        and score >= enough
        and (_own_score(p, home) >= GENERIC or (_timed(p) and _own_score(best, home) < GENERIC))
        and not (labelled and _in_letter(p, home))
        and not (_only_digits(p.raw) in digits or digits in _only_digits(p.raw))  # one of the two was cut short
    }
    return tuple(sorted(found))


def _in_letter(p: PrintedDate, home: Home) -> bool:
    """Whether it stands behind the town where the paper was written."""
    return home.heads(_place(p), p.row)


def _place(p: PrintedDate) -> str:
    """The words before a date in its cell, else the cell before it."""
    cell = p.row.cell_at(p.start)
    own = p.row.text[p.row.starts[cell] : p.start]
    return own if own.strip() or not cell else p.row.cells[cell - 1].text


def _own_score(p: PrintedDate, home: Home) -> float:
    """How well the words in its own row name it an invoice's date."""
    text = leading(p.row.text[: p.start])[-60:]
    return GENERIC if _in_letter(p, home) else score_of(text) or 0.0


def _only_digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def date_field(name: str, best: PrintedDate, printed: Sequence[PrintedDate], *, strength: float) -> Field:
    """A field for one printed date, with its repeats as support and its readings where it stays open."""
    certain = best.certain
    repeats = sum(
        1 for p in printed if p.certain is not None and p.certain == certain and p.row.index != best.row.index
    )
    supports = (("label",) if strength >= 1.5 else ()) + ((f"repeat:{repeats + 1}",) if repeats else ())
    rivals = {p.certain for p in printed if p.certain not in (None, certain)}
    sure = (
        best.confidence
        * (0.98 if strength >= 1.5 else 0.9)
        * (0.97 if rivals and not repeats and strength < 1.5 else 1.0)
    )
    if best.repaired:
        sure *= 0.6
    if certain is None:
        sure *= 0.5
    return Field(
        name=name,
        value=certain.isoformat() if certain else None,
        raw=best.raw,
        confidence=round(sure, 4),
        page=best.row.page,
        box=best.box,
        reader=best.row.reader,
        supports=supports,
        alternatives=tuple(day.isoformat() for day in best.values) if certain is None else (),
        repaired=best.repaired,
    )


def _score(p: PrintedDate, times: int, rows: Sequence[Row], home: Home) -> float:
    """How well a date stands that is printed so many times."""
    score = label_score(p, rows, home)
    after = p.row.text[p.end : p.end + 14]
    if _CLOCK.search(after) or _CLOCK.search(p.row.text[: p.start]):
        score += 0.7
    score += 0.5 * min(2, times - 1)
    if p.repaired:
        score -= 1.0
    if not p.certain and len(p.values) > 1:
        score -= 0.1
    if p.row.box.top > 0.92 and re.search(r"seite|page|pagina", low(p.row.text)):
        score -= 2.0  # when it was printed
    return score - 0.4 * (p.confidence < 0.6)


def label_score(p: PrintedDate, rows: Sequence[Row], home: Home = NOWHERE) -> float:
    """How well the words to the left, else above, name an invoice's date; below zero they name another one."""
    left = p.row.text[: p.start]
    own = leading(left[p.row.starts[p.row.cell_at(p.start)] :])
    left = _WITH_DIGITS.sub(" ", leading(left))  # a number such as INV-1234 beside a date is not its label
    over = list(_above(p, rows))
    if _in_letter(p, home):
        return LETTER if _place(p).rstrip(" :").endswith("den") else GENERIC
    for text in (own, left, *over):
        score = score_of(text, heads=text in over and one_of_several(p))
        if score is not None:
            return 0.0 if score > 0 and text in over and _goes_on_below(p, rows) else score
    return 0.0


def _goes_on_below(p: PrintedDate, rows: Sequence[Row]) -> bool:
    """Whether another date stands right under it: the label over both heads a column of a table."""
    here = p.row.index - rows[0].index
    below = (q for row in rows[here + 1 : here + 2] if row.page == p.row.page for q in dates_in((row,)))
    return any(q.box.left < p.box.right and p.box.left < q.box.right for q in below)


def _above(p: PrintedDate, rows: Sequence[Row]) -> Iterator[str]:
    """Cells right above the date, in the same column."""
    here = p.row.index - rows[0].index
    for row in rows[max(0, here - 1) : here]:
        if row.page != p.row.page or p.box.top - row.box.bottom > 1.5 * p.row.height:
            continue
        for cell in row.cells:
            if (
                cell.box.left < p.box.right
                and p.box.left < cell.box.right
                and len(cell.text) < 28
                and not _DIGITS3.search(cell.text)
            ):
                yield cell.text
