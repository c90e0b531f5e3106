"""What an administrator is told to look after."""

from datetime import UTC, datetime, timedelta

import pytest

from claimcheck.services.running.health import Health, Process, advice
from claimcheck.store.running.backlog import Dead, Depth

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
LATE, DEAD = NOW - timedelta(minutes=20), Dead("w", "read", "d", 1, 3, "x", NOW)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Health((), 0, None, (), (Process("web", 1.0),)), ()),
        (Health((Depth("read", 3, 0, 0, NOW),), 0, None, (), ()), ()),
        (Health((Depth("read", 3, 0, 0, LATE),), 0, None, (), ()), ("stuck",)),
        (Health((Depth("read", 3, 0, 1, LATE),), 0, None, (), ()), ("behind",)),
        (Health((), 2, NOW - timedelta(days=4), (DEAD,), (Process("web", 999.0),)), ("silent", "dead", "people")),
    ],
)
def test_what_is_out_of_order_is_told_with_what_to_do(found: Health, told: tuple[str, ...]) -> None:
    assert advice(found, NOW) == told
