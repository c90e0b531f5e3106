"""What deaths left is set aside, and nothing that a row names or may come to name; all of it can be put back."""

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
from claimcheck.services.judging.sweep import Swept, put_back, sweep
from claimcheck.store.blobs import FolderBlobs, document_key, picture_key
from claimcheck.store.ids import made_at, new_id

DAY = timedelta(days=1)


@pytest.fixture
def left(desk: Desk) -> Desk:
    """A desk with an approved claim, an original and two pictures that no row names, half a file; two days later."""
    desk.sales(SALE)
    desk.claim(desk.upload(), number="R-1")
    desk.work()
    desk.context.blobs.put(document_key("acme", "D1"), b"cut off")
    for _ in range(2):
        desk.context.blobs.put(picture_key("acme", "D1"), b"a page")
    folder(desk).joinpath("acme", "D1", f".{new_id()}.part").write_bytes(b"hal")
    desk.clock.now = datetime.now(UTC) + 2 * DAY
    return desk


def folder(desk: Desk) -> Path:
    assert isinstance(desk.context.blobs, FolderBlobs)
    return desk.context.blobs.root


def files(desk: Desk) -> set[str]:
    return set(desk.context.blobs.keys())


def aside(desk: Desk) -> int:
    return len(list(desk.context.blobs.keys(".swept/acme")))


def swept(desk: Desk, *, older_than: timedelta = DAY, dry_run: bool = False, originals: bool = True) -> Swept:
    """A sweep of files that are, here, always a large part of all."""
    return sweep(
        desk.context, desk.admin, older_than=older_than, dry_run=dry_run, originals=originals, however_many=True
    )


def noted(desk: Desk, action: str) -> list[int]:
    entries = audit_log.look(desk.context, desk.admin, Sought(action=action))
    assert all(len(one["details"]["ids"]) == one["details"]["blobs"] for one in entries)
    return [one["details"]["blobs"] for one in entries]


def test_what_no_row_names_is_set_aside_and_all_else_stays(left: Desk) -> None:
    before = files(left)
    found = swept(left)
    assert (len(found.pictures), len(found.originals), found.unfinished, found.kept) == (2, 1, 1, 0)
    assert files(left) == before - {*found.pictures, *found.originals}
    assert aside(left) == 3
    (report,) = reconcile(left.context)
    assert (report.holds, report.orphans) == (True, 0)
    assert swept(left) == Swept("acme")
    assert noted(left, "blobs.swept") == [3]


def test_what_a_person_sent_stays_where_it_is_not_asked_for(left: Desk) -> None:
    found = swept(left, originals=False)
    assert (len(found.pictures), found.originals, len(found.left)) == (2, (), 1)
    assert left.context.blobs.get(found.left[0]) == b"cut off"


def test_a_dry_run_moves_and_notes_nothing(left: Desk) -> None:
    before = files(left)
    assert len(swept(left, dry_run=True).pictures) == 2
    assert (files(left), aside(left), noted(left, "blobs.swept")) == (before, 0, [])


def test_what_was_set_aside_is_put_back_whole(left: Desk) -> None:
    before = files(left)
    found = swept(left)
    assert set(put_back(left.context, left.admin)) == {*found.pictures, *found.originals}
    assert (files(left), aside(left), noted(left, "blobs.put_back")) == (before, 0, [3])


def test_what_has_lain_aside_for_a_month_is_removed(left: Desk) -> None:
    swept(left)
    left.clock.now += 30 * DAY
    assert (swept(left).removed, aside(left)) == ((), 3)
    left.clock.now += DAY
    assert len(swept(left, dry_run=True).removed) == 3
    assert (len(swept(left).removed), aside(left), noted(left, "blobs.removed")) == (3, 0, [3])


def test_what_a_row_names_after_all_is_put_back_when_it_would_be_removed(left: Desk) -> None:
    """Their own database came back while they lay aside."""
    would = swept(left, dry_run=True)
    key = min(files(left) - {*would.pictures, *would.originals})
    left.context.blobs.move(key, f".swept/acme/2020-01-01/{key.partition('/')[2]}")
    swept(left)
    assert left.context.blobs.exists(key)


def test_what_may_be_on_its_way_stays(left: Desk) -> None:
    left.clock.now = datetime.now(UTC) + DAY / 2
    assert swept(left) == Swept("acme", kept=3)
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


@pytest.mark.parametrize("at", ["before move", "after move"])
def test_a_death_while_sweeping_leaves_the_rest_for_the_next_time(left: Desk, at: str) -> None:
    """The log says what goes before anything goes."""
    dying = replace(left.context, blobs=BreakingBlobs(left.context.blobs, at))
    with pytest.raises(Broken):
        sweep(dying, left.admin, older_than=DAY, originals=True, however_many=True)
    assert noted(left, "blobs.swept") == [3]
    (report,) = reconcile(left.context)
    assert (report.holds, report.orphans) == (True, 3 if at == "before move" else 2)
    again = swept(left)
    assert len(again.pictures + again.originals) == report.orphans
    assert reconcile(left.context)[0].orphans == 0


def test_beside_an_empty_database_nothing_is_swept_whatever_is_asked(left: Desk) -> None:
    """Three files, or three thousand: another's database speaks of none of them."""
    other = replace(left.admin, maker_id="other")
    left.context.blobs.put(document_key("other", "D1"), b"the only copy")
    with pytest.raises(Conflict) as error:
        sweep(left.context, other, older_than=DAY, originals=True, however_many=True)
    assert error.value.code == "sweep.nothing_named"
    assert len(list(left.context.blobs.keys("other"))) == 1


def test_what_came_after_a_copy_of_the_database_is_not_taken_for_leavings(desk: Desk) -> None:
    """Five papers are known to the copy that was put back; two more came later, and nobody has them but we."""
    for number in range(5):
        desk.upload(name=f"{number}")
    later = {document_key("acme", "D1") for _ in range(2)}
    for key in later:
        desk.context.blobs.put(key, b"the only copy")
    desk.clock.now = datetime.now(UTC) + 8 * DAY
    with pytest.raises(Conflict) as error:
        sweep(desk.context, desk.admin, older_than=7 * DAY, originals=True)
    assert error.value.code == "sweep.many"
    assert later < files(desk)


@pytest.mark.parametrize("name", ["notes.txt", "", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"])
def test_only_our_own_ids_say_when_they_were_made(name: str) -> None:
    assert made_at(name) is None
    assert abs(made_at(new_id()) - datetime.now(UTC)) < timedelta(minutes=1)  # type: ignore[operator]
