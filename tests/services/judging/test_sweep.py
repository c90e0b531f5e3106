"""What deaths left is swept away, and nothing that a row names or may come to name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import SALE, Desk
from fakes import BreakingBlobs, Broken

from claimcheck.errors import Conflict
from claimcheck.services import audit_log
from claimcheck.services.audit_log import Sought
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.services.judging.sweep import Swept, sweep
from claimcheck.store.blobs import FolderBlobs, document_key
from claimcheck.store.ids import made_at, new_id

DAY = timedelta(days=1)


@pytest.fixture
def left(desk: Desk) -> Desk:
    """A desk with an approved claim, three orphans and half a file; two days later."""
    desk.sales(SALE)
    desk.claim(desk.upload(), number="R-1")
    desk.work()
    for _ in range(3):
        desk.context.blobs.put(document_key("acme", "D1"), b"cut off")
    folder(desk).joinpath("acme", "D1", f".{new_id()}.part").write_bytes(b"hal")
    desk.clock.now = datetime.now(UTC) + 2 * DAY
    return desk


def folder(desk: Desk) -> Path:
    assert isinstance(desk.context.blobs, FolderBlobs)
    return desk.context.blobs.root


def files(desk: Desk) -> int:
    return sum(1 for one in folder(desk).rglob("*") if one.is_file())


def swept(desk: Desk, *, older_than: timedelta = DAY, dry_run: bool = False, however_many: bool = False) -> Swept:
    return sweep(desk.context, desk.admin, older_than=older_than, dry_run=dry_run, however_many=however_many)


def test_what_no_row_names_goes_and_all_else_stays(left: Desk) -> None:
    before = files(left)
    found = swept(left)
    assert (len(found.blobs), found.unfinished, found.kept) == (3, 1, 0)
    assert files(left) == before - 4
    (report,) = reconcile(left.context)
    assert (report.holds, report.orphans) == (True, 0)
    assert swept(left) == Swept("acme", (), 0, 0)


def test_a_dry_run_removes_and_notes_nothing(left: Desk) -> None:
    before = files(left)
    assert len(swept(left, dry_run=True).blobs) == 3
    assert files(left) == before
    assert audit_log.look(left.context, left.admin, Sought(action="blobs.swept")) == []


def test_what_may_be_on_its_way_stays(left: Desk) -> None:
    left.clock.now = datetime.now(UTC) + DAY / 2
    found = swept(left)
    assert (found.blobs, found.unfinished, found.kept) == ((), 0, 3)
    with pytest.raises(ValueError, match="younger"):
        swept(left, older_than=timedelta(hours=23))


def test_a_file_that_somebody_else_put_there_stays(left: Desk) -> None:
    folder(left).joinpath("acme", "D1", "notes.txt").write_text("mine")
    assert swept(left).kept == 1
    assert folder(left).joinpath("acme", "D1", "notes.txt").exists()


def test_another_makers_files_stay(left: Desk) -> None:
    left.context.blobs.put(document_key("other", "D1"), b"theirs")
    swept(left)
    assert len(list(left.context.blobs.keys("other"))) == 1


@pytest.mark.parametrize("at", ["before delete", "after delete"])
def test_a_death_while_sweeping_leaves_the_rest_for_the_next_time(left: Desk, at: str) -> None:
    """The log says what goes before anything goes."""
    dying = replace(left.context, blobs=BreakingBlobs(left.context.blobs, at))
    with pytest.raises(Broken):
        sweep(dying, left.admin, older_than=DAY)
    (entry,) = audit_log.look(left.context, left.admin, Sought(action="blobs.swept"))
    assert entry["details"]["blobs"] == 3
    (report,) = reconcile(left.context)
    assert (report.holds, report.orphans) == (True, 3 if at == "before delete" else 2)
    assert len(swept(left).blobs) == report.orphans
    assert reconcile(left.context)[0].orphans == 0


def test_files_of_another_database_are_not_taken_for_leavings(left: Desk) -> None:
    for _ in range(30):
        left.context.blobs.put(document_key("acme", "D1"), b"of a later day")
    before = files(left)
    with pytest.raises(Conflict) as error:
        swept(left)
    assert (error.value.code, files(left)) == ("sweep.many", before)
    assert len(swept(left, however_many=True).blobs) == 33


@pytest.mark.parametrize("name", ["notes.txt", "", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"])
def test_only_our_own_ids_say_when_they_were_made(name: str) -> None:
    assert made_at(name) is None
    assert abs(made_at(new_id()) - datetime.now(UTC)) < timedelta(minutes=1)  # type: ignore[operator]
