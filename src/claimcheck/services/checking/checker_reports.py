"""Reports on a checking company by day or week: what it was given and what became of that, proved by the audit log.

A row speaks of the claims that were given to the company in that period: each of them is done, returned, overdue, gone
or still open, so that the columns of a row add up. Days are those of UTC.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from claimcheck.core.values.shares import interval
from claimcheck.errors import Invalid, missing
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store.checking import batches, checker_figures
from claimcheck.store.checking.checker_figures import Given

Period = Literal["day", "week"]
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Row:
    """What a company was given in a period, and what became of it.

    Attributes:
        looked, agreed: answers that another person answered too, and those with the same verdict.
    """

    first: date
    last: date
    assigned: int
    done: int
    returned: int
    overdue: int
    gone: int
    open: int
    looked: int
    agreed: int

    @property
    def agreement(self) -> float | None:
        """The share of second looks that came to the same verdict; None without any."""
        return self.agreed / self.looked if self.looked else None

    @property
    def bounds(self) -> tuple[float, float]:
        """The 95 % interval of `agreement`."""
        return interval(self.agreed, self.looked)


@dataclass(frozen=True, slots=True)
class Report:
    """A company's report.

    Attributes:
        faults: where the tables and the audit log do not say the same; empty: they agree.
    """

    company: str
    name: str
    period: Period
    first: date
    last: date
    rows: tuple[Row, ...]
    total: Row
    faults: tuple[str, ...]


def report(
    context: Context, actor: Actor, company: str, *, period: Period = "day", first: date | None = None,
    last: date | None = None,
) -> Report:  # fmt: skip
    """The report on a company; by default on the last seven days, or eight weeks.

    A regional office gets the figures of its own region's claims.

    Raises:
        NotFound: no such company, or not the caller's own.
        Invalid: `report.days`, more than a year or the wrong way round.
    """
    today = context.clock().astimezone(UTC).date()
    last = last or today
    first = first or (last - timedelta(days=6) if period == "day" else last - timedelta(weeks=7))
    if first > last or last - first > LONGEST:
        raise Invalid("A report covers up to a year, from its first to its last day.", code="report.days")
    if period == "week":
        first = first - timedelta(days=first.weekday())
    with context.database.read() as conn:
        name = dict(batches.companies(conn, actor.maker_id)).get(company)
        if name is None or (actor.role == "checker" and actor.organisation != company):
            raise missing("report")
        given = checker_figures.given_between(conn, actor, company, _start(first), _start(last + timedelta(days=1)))
        looks = checker_figures.second_looks(conn, actor.maker_id, [one for one in given if one.state == "done"])
        faults = differences(conn, actor, company, first, last, given)
    by_day: dict[date, list[Given]] = defaultdict(list)
    for one in given:
        by_day[one.created_at.astimezone(UTC).date()].append(one)
    rows = tuple(_row(start, end, by_day, looks) for start, end in _periods(period, first, last))
    return Report(company, name, period, first, last, rows, _row(first, last, by_day, looks), faults)


def differences(
    conn: Connection, actor: Actor, company: str, first: date, last: date, found: Sequence[Given]
) -> tuple[str, ...]:
    """Where tables and audit log do not say the same of what a company was given in some days, and what became of it.

    Each claim given stands in the log as given, to the same company in the same batch; each that is closed stands there
    as closed, in the same way; none stands there that the tables do not know.
    """
    start, end = _start(first), _start(last + timedelta(days=1))
    given = {one.id: one for one in found}
    logged = Counter(checker_figures.assigned_in_log(conn, actor, company, start, end))
    closed = checker_figures.closed_in_log(conn, actor, start)
    faults = [f"item {one}: given by the table, {logged[one]} times by the log" for one in given if logged[one] != 1]
    faults += [f"item {one}: given by the log alone" for one in logged if one not in given]
    for item in given.values():
        said, verdict = closed.get(item.id, ("open", None))
        if said != item.state:
            faults.append(f"item {item.id}: {item.state} by the table, {said} by the log")
        elif item.state == "done" and verdict != item.verdict:
            faults.append(f"item {item.id}: {item.verdict} by the table, {verdict} by the log")
    return tuple(faults)


def companies(context: Context, actor: Actor) -> list[tuple[str, str]]:
    """Checking companies that the caller may see reports of: outside id and name."""
    with context.database.read() as conn:
        found = batches.companies(conn, actor.maker_id)
    return [one for one in found if actor.role != "checker" or one[0] == actor.organisation]


def _row(first: date, last: date, by_day: Mapping[date, Sequence[Given]], looks: Mapping[str, str]) -> Row:
    mine = [one for day, given in by_day.items() if first <= day <= last for one in given]
    counts = Counter(one.state for one in mine)
    looked = [one for one in mine if one.id in looks]
    agreed = sum(1 for one in looked if looks[one.id] == one.verdict)
    return Row(
        first, last, len(mine), counts["done"], counts["returned"], counts["overdue"], counts["gone"], counts["open"],
        len(looked), agreed,
    )  # fmt: skip


def _periods(period: Period, first: date, last: date) -> list[tuple[date, date]]:
    step = timedelta(days=1 if period == "day" else 7)
    starts = [first + n * step for n in range((last - first) // step + 1)]
    return [(start, min(start + step - timedelta(days=1), last)) for start in starts]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
