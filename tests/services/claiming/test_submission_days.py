"""Claims of a day or a span of days: whose day it is, and pages of them that neither lose nor repeat one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from desk import PROGRAM, Desk

from claimcheck.errors import Invalid
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.submission_days import place_of
from claimcheck.services.claiming.submit import submit
from claimcheck.services.programs.programs import publish

MAY_12 = date(2025, 5, 12)


def numbers(desk: Desk, first: date | None, last: date | None, **asked: str) -> list[str]:
    found = claims.claims(desk.context, desk.admin, first=first, last=last, **asked)
    assert [one.id for one in found] == [
        one.id for one in claims.in_list(desk.context, desk.admin, first=first, last=last, **asked)
    ]
    return [one.outside_id for one in found]


def at(desk: Desk, hour: int, minute: int = 0, *, day: int = 12) -> None:
    desk.clock.now = datetime(2025, 5, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def three(desk: Desk) -> Desk:
    """One claim in the last minute of 11 May in Kuala Lumpur, and one in the first and the last of the 12th."""
    at(desk, 15, 59, day=11)
    desk.claim(number="before")
    at(desk, 16, day=11)
    desk.claim(number="first", by="D2")
    at(desk, 15, 59)
    desk.claim(number="last")
    at(desk, 16)
    desk.claim(number="after")
    return desk


def test_a_day_is_that_of_the_program(three: Desk) -> None:
    assert numbers(three, MAY_12, MAY_12) == ["last", "first"]
    assert numbers(three, MAY_12, None) == ["after", "last", "first"]
    assert numbers(three, None, MAY_12) == ["last", "first", "before"]
    assert numbers(three, MAY_12, MAY_12, dealer="D2") == ["first"]
    assert numbers(three, MAY_12, MAY_12, state="approved") == []


def test_each_program_counts_its_own_days(three: Desk) -> None:
    far = PROGRAM.replace("program: rebate", "program: far").replace("Asia/Kuala_Lumpur", "America/New_York")
    at(three, 1)
    publish(three.context, three.admin, far, filename="far.yaml")
    for hour, number in ((3, "far, the 11th"), (4, "far, the 12th")):
        at(three, hour)
        submit(three.context, three.dealer(), program="far", fields={}, outside_id=number)
    assert numbers(three, MAY_12, MAY_12) == ["last", "far, the 12th", "first"]
    assert numbers(three, MAY_12, MAY_12, program="far") == ["far, the 12th"]


NEW_YORK = PROGRAM.replace("Asia/Kuala_Lumpur", "America/New_York").replace('"1"', '"2"')


def test_a_later_version_with_another_zone_moves_no_earlier_claim(three: Desk) -> None:
    at(three, 12, day=13)
    publish(three.context, three.admin, NEW_YORK, filename="rebate.yaml")
    assert numbers(three, MAY_12, MAY_12) == ["last", "first"]
    for hour, number in ((3, "New York, the 13th"), (4, "New York, the 14th")):
        at(three, hour, day=14)
        three.claim(number=number)
    assert numbers(three, MAY_12 + timedelta(days=2), None) == ["New York, the 14th"]
    assert numbers(three, None, MAY_12 + timedelta(days=1)) == [
        "New York, the 13th", "after", "last", "first", "before"
    ]  # fmt: skip


def test_a_version_that_begins_later_counts_days_from_then_on(three: Desk) -> None:
    at(three, 12, day=13)
    later = NEW_YORK.replace("from: 2024-01-01", "from: 2025-06-01")
    publish(three.context, three.admin, later, filename="rebate.yaml")
    at(three, 16, day=20)
    three.claim(number="Kuala Lumpur, the 21st")
    assert numbers(three, date(2025, 5, 21), date(2025, 5, 21)) == ["Kuala Lumpur, the 21st"]


def test_a_dealer_finds_its_own_alone(three: Desk) -> None:
    found = claims.claims(three.context, three.dealer("D2"), first=MAY_12, last=MAY_12)
    assert [one.outside_id for one in found] == ["first"]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_too(three: Desk, day: date) -> None:
    assert numbers(three, day, day) == []
    assert len(numbers(three, date.min, date.max)) == 4


def test_days_the_wrong_way_round_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as error:
        claims.claims(desk.context, desk.admin, first=MAY_12, last=MAY_12 - timedelta(days=1))
    assert error.value.code == "claims.days"


@pytest.mark.parametrize("after", ["3", "x", "1.2.3", "-1.5", "٣.1"])
def test_a_place_in_another_list_is_refused_whosever_claims_there_are(three: Desk, after: str) -> None:
    with pytest.raises(Invalid) as error:
        claims.claims(three.context, three.dealer("D2"), first=MAY_12, last=MAY_12, after=after)
    assert error.value.code == "claims.after"


def test_a_place_tells_nothing_of_others_claims(three: Desk) -> None:
    """The first of the day is D2's, submitted after one of D1's and before another: what D1 has changes nothing."""
    (own,) = claims.claims(three.context, three.dealer("D2"), first=MAY_12, last=MAY_12)
    moment = int(place_of(own, MAY_12, None).partition(".")[0])
    for number in (own.submission - 1, own.submission, own.submission + 1, own.submission + 99):
        behind = claims.claims(three.context, three.dealer("D2"), first=MAY_12, after=f"{moment + 1}.{number}")
        assert [one.id for one in behind] == [own.id]


def test_pages_of_a_day_follow_each_other_while_claims_come_in(desk: Desk) -> None:
    """A clock that went back between two claims, two claims of one moment, and new ones in between."""
    for minute, number in ((5, "1"), (4, "2"), (4, "3"), (6, "4")):
        at(desk, 2, minute)
        desk.claim(number=number)
    seen: list[str] = []
    after = None
    while page := claims.claims(desk.context, desk.admin, first=MAY_12, last=MAY_12, after=after, limit=1):
        seen += [one.outside_id for one in page]
        after = place_of(page[-1], MAY_12, MAY_12)
        at(desk, 3)
        desk.claim(number=f"new {len(seen)}")
    assert seen == ["4", "1", "3", "2"]
