"""Nobody learns by the clock who has an account: known and unknown addresses cost the same work."""

import statistics
import time
from collections.abc import Callable

import pytest

from claimcheck.errors import Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, resets

pytestmark = pytest.mark.slow
TURNS = 9


def work(act: Callable[[], object]) -> float:
    """Seconds of this process's own work: what its neighbours do does not count."""
    began = time.process_time()
    act()
    return time.process_time() - began


def tried(context: Context, email: str, turn: int) -> None:
    with pytest.raises(Unauthorized):
        accounts.prove(context, email=email, password="wrong", address=f"192.0.2.{turn}")


@pytest.mark.parametrize("what", ["sign-in", "reset"])
def test_known_and_unknown_addresses_cost_the_same(context: Context, what: str) -> None:
    for turn in range(TURNS + 1):
        made = accounts.create(
            context, maker_id="acme", email=f"known{turn}@example.com", name="K", organisation="m", role="admin"
        )
        if turn % 3 == 0 and what == "sign-in":
            accounts.accept(context, made.link.removeprefix("/invite/"), "correct horse battery")

    def act(email: str, turn: int) -> Callable[[], object]:
        if what == "reset":
            return lambda: resets.ask(context, email=email, address=f"192.0.2.{turn}")
        return lambda: tried(context, email, turn)

    act("warm@example.com", 200)()
    known, unknown = [], []
    for turn in range(TURNS):  # in turns, so that a slow moment hits both
        known.append(work(act(f"known{turn}@example.com", turn)))
        unknown.append(work(act(f"other{turn}@example.com", 100 + turn)))
    ratio = statistics.median(known) / statistics.median(unknown)
    assert 0.75 < ratio < 1.33, f"known {known}, unknown {unknown}"
