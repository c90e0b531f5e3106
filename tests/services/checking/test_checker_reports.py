"""Reports on a checking company add up, and agree with the audit log or say where not."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from checking import REVIEWER, SOUTH, WU, answer, asked, pulled, with_companies
from desk import Desk
from sqlalchemy import update

from claimcheck.core.values.shares import interval
from claimcheck.errors import NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.checking import batch_clock, batches, checker_reports
from claimcheck.services.checking.checker_workbook import report_book
from claimcheck.services.people import organisations
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.reviewing import review
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.tables import batch_items


def decide(desk: Desk, claim_id: str, said: Resolution) -> None:
    """A reviewer answers what was recommended on."""
    task = next(t for t in review.listed(desk.context, REVIEWER, state="open", free=True) if t.claim_id == claim_id)
    leased = review.lease(desk.context, REVIEWER, task.id, seconds=60)
    review.resolve(desk.context, REVIEWER, task.id, fence=leased.fence, answer=said)


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Four claims given: two answered, of which a reviewer agrees with one; one returned; and one lay too long."""
    company = with_companies(desk)
    claims = asked(company, 4)
    batch, (first, second, _) = pulled(company, size=3)
    answer(company, batch, first)
    answer(company, batch, second)
    decide(company, claims[0].id, Resolution("return", ("sale.missing",)))
    decide(company, claims[1].id, Resolution("approve", ground="The dealer sent the contract."))
    batches.hand_back(company.context, WU, batch)
    company.clock.forward(24 * 3600)
    pulled(company, hours=1)
    company.clock.forward(2 * 3600)
    batch_clock.tend(company.context)
    return company


def test_a_report_adds_up_and_agrees_with_the_log(worked: Desk) -> None:
    made = checker_reports.report(worked.context, WU, "north")
    rows = {row.first: (row.assigned, row.done, row.returned, row.overdue, row.gone, row.open) for row in made.rows}
    assert rows[date(2024, 5, 1)] == (3, 2, 1, 0, 0, 0)
    assert rows[date(2024, 5, 2)] == (1, 0, 0, 1, 0, 0)
    total = made.total
    assert total.assigned == total.done + total.returned + total.overdue + total.gone + total.open == 4
    assert (total.looked, total.agreed, total.agreement) == (2, 1, 0.5)
    assert total.bounds == pytest.approx((0.0945, 0.9055), abs=1e-3)
    assert made.faults == ()
    weeks = checker_reports.report(worked.context, REVIEWER, "north", period="week")
    assert [row.assigned for row in weeks.rows][-1] == 4


def test_what_the_tables_say_otherwise_than_the_log_is_named(worked: Desk) -> None:
    with worked.context.database.transaction() as conn:
        conn.execute(update(batch_items).where(batch_items.c.state == "overdue").values(state="returned"))
    (fault,) = checker_reports.report(worked.context, WU, "north").faults
    assert "returned by the table, overdue by the log" in fault


def test_a_company_sees_its_own_report_alone(worked: Desk) -> None:
    assert checker_reports.report(worked.context, SOUTH, "south").total.assigned == 0
    for name in ("north", "none"):
        with pytest.raises(NotFound):
            checker_reports.report(worked.context, SOUTH, name)


def test_a_regional_office_counts_the_claims_of_its_region_alone(worked: Desk) -> None:
    said = Particulars("Dealer One", "North")
    organisations.create(worked.context, worked.admin, outside_id="D1", kind="dealer", said=said)
    seen = {}
    for region in ("North", "South"):
        office = Actor("acme", "office", "region", "olga", region=region)
        made = checker_reports.report(worked.context, office, "north")
        seen[region] = (made.total.assigned, made.total.looked, made.faults)
    assert seen == {"North": (4, 2, ()), "South": (0, 0, ())}


def test_the_workbook_holds_the_figures_and_no_formula(worked: Desk) -> None:
    made = checker_reports.report(worked.context, WU, "north")
    book = ZipFile(io.BytesIO(report_book(made, lambda said: f"={said}")))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>0.5</v>" in sheet
    assert "'=Agrees" in book.read("xl/sharedStrings.xml").decode()


def test_the_bounds_of_a_share_are_wilsons() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
