"""What deaths left is set aside, and nothing that a row names or may come to name; all of it can be put back."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import SALE, Desk
from fakes import BreakingBlobs, Broken
from obstore.store import MemoryStore

from claimcheck.errors import Conflict
from claimcheck.services import audit_log
from claimcheck.services.audit_log import Sought
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.services.judging.sweep import PutBack, Swept, put_back, sweep
from claimcheck.store.blobs import FolderBlobs, ObjectBlobs, document_key, picture_key
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


@pytest.fixture(params=["a folder", "an object store"])
def stored(left: Desk, request: pytest.FixtureRequest) -> Desk:
    """The same, of which the files lie in the one or the other."""
    if request.param == "a folder":
        return left
    store = ObjectBlobs(MemoryStore())
    for key in files(left):
        store.put(key, left.context.blobs.get(key))
    desk = copy(left)
    desk.context = replace(left.context, blobs=store)
    return desk


def folder(desk: Desk) -> Path:
    assert isinstance(desk.context.blobs, FolderBlobs)
    return desk.context.blobs.root


def files(desk: Desk) -> set[str]:
    return set(desk.context.blobs.keys())


def aside(desk: Desk) -> int:
    return len(list(desk.context.blobs.keys(".swept/acme")))


def own(key: str) -> str:
    """Where a blob lay that lies aside."""
    _, maker_id, _, rest = key.split("/", 3)
    return f"{maker_id}/{rest}"


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
    assert noted(left, "blobs.swept") == [3, 0]  # the last is of the half file


def test_what_a_person_sent_stays_where_it_is_not_asked_for(left: Desk) -> None:
    found = swept(left, originals=False)
    assert (len(found.pictures), found.originals, len(found.left)) == (2, (), 1)
    assert left.context.blobs.get(found.left[0]) == b"cut off"


def test_a_dry_run_says_that_the_sweep_would_be_refused(left: Desk) -> None:
    found = sweep(left.context, left.admin, older_than=DAY, dry_run=True)
    assert (len(found.pictures), found.refused and found.refused.code) == (2, "sweep.many")
    with pytest.raises(Conflict, match="3 of 5 files"):
        sweep(left.context, left.admin, older_than=DAY)


def test_a_dry_run_moves_and_notes_nothing(left: Desk) -> None:
    before = files(left)
    assert len(swept(left, dry_run=True).pictures) == 2
    assert (files(left), aside(left), noted(left, "blobs.swept")) == (before, 0, [])


def test_what_was_set_aside_is_put_back_whole(left: Desk) -> None:
    before = files(left)
    found = swept(left)
    assert put_back(left.context, left.admin) == PutBack(tuple(sorted({*found.pictures, *found.originals})))
    assert (files(left), aside(left), noted(left, "blobs.put_back")) == (before, 0, [3])


def test_nothing_is_put_back_over_a_file_that_has_its_place(stored: Desk) -> None:
    """Somebody copied another paper there, by hand or from a backup: both stay, and it is told."""
    (key,) = swept(stored).originals
    stored.context.blobs.put(key, b"what is there now")
    done = put_back(stored.context, stored.admin)
    assert (len(done.keys), [own(one) for one in done.taken]) == (2, [key])
    assert stored.context.blobs.get(key) == b"what is there now"
    assert stored.context.blobs.get(done.taken[0]) == b"cut off"
    assert noted(stored, "blobs.put_back") == [2]


def test_what_was_set_aside_twice_is_put_back_once(stored: Desk) -> None:
    """A copy of the files was put there between two sweeps: the same bytes lie aside under two days."""
    (key,) = swept(stored).originals
    stored.context.blobs.put(key, b"cut off")
    stored.clock.now += DAY
    swept(stored)
    assert aside(stored) == 4
    done = put_back(stored.context, stored.admin)
    assert (len(done.keys), done.taken, aside(stored)) == (3, (), 0)
    assert stored.context.blobs.get(key) == b"cut off"


def test_of_two_papers_that_were_set_aside_from_one_place_neither_is_lost(stored: Desk) -> None:
    (key,) = swept(stored).originals
    stored.context.blobs.put(key, b"another")
    stored.clock.now += DAY
    swept(stored)
    (taken,) = put_back(stored.context, stored.admin).taken
    assert {stored.context.blobs.get(key), stored.context.blobs.get(taken)} == {b"cut off", b"another"}


@pytest.mark.parametrize("at", ["before move", "half of move", "after move"])
def test_a_death_while_putting_back_is_made_good_by_putting_back_again(stored: Desk, at: str) -> None:
    before = files(stored)
    swept(stored)
    dying = replace(stored.context, blobs=BreakingBlobs(stored.context.blobs, at))
    with pytest.raises(Broken):
        put_back(dying, stored.admin)
    assert put_back(stored.context, stored.admin).taken == ()
    assert (files(stored), aside(stored)) == (before, 0)


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
    found = swept(left)
    assert ([own(one) for one in found.returned], found.removed) == ([key], ())
    assert left.context.blobs.exists(key)
    assert (noted(left, "blobs.put_back"), noted(left, "blobs.removed")) == ([1], [])


def test_the_log_counts_a_half_written_file_once_however_many_go(left: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.services.judging.sweep._AT_ONCE", 1)
    swept(left)
    entries = audit_log.look(left.context, left.admin, Sought(action="blobs.swept"))
    assert sorted((one["details"]["blobs"], one["details"]["unfinished"]) for one in entries) == [
        (0, 1), (1, 0), (1, 0), (1, 0),
    ]  # fmt: skip


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


@pytest.mark.parametrize("at", ["before move", "half of move", "after move"])
def test_a_death_while_sweeping_leaves_the_rest_for_the_next_time(stored: Desk, at: str) -> None:
    """The log says what goes before anything goes; what has both names is set aside the next time, too."""
    before = files(stored)
    dying = replace(stored.context, blobs=BreakingBlobs(stored.context.blobs, at))
    with pytest.raises(Broken):
        sweep(dying, stored.admin, older_than=DAY, originals=True, however_many=True)
    assert noted(stored, "blobs.swept")[0] == 3
    (report,) = reconcile(stored.context)
    assert (report.holds, report.orphans) == (True, 2 if at == "after move" else 3)
    stored.clock.now += DAY
    again = swept(stored)
    assert len(again.pictures + again.originals) == report.orphans
    assert reconcile(stored.context)[0].orphans == 0
    put_back(stored.context, stored.admin)
    assert (files(stored), aside(stored)) == (before, 0)


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
