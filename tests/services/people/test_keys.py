from datetime import timedelta

import pytest
from fakes import FakeClock

from claimcheck.errors import ConfigError, NotFound, Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import keys
from claimcheck.services.rate_limits import Buckets


def make(context: Context, **options: object) -> keys.NewKey:
    given = {"maker_id": "acme", "organisation": "D1", "role": "dealer", **options}
    return keys.create(context, **given)  # type: ignore[arg-type]


def test_a_key_says_who_calls_and_is_stored_as_a_hash_only(context: Context) -> None:
    made = make(context)
    actor = keys.authenticate(context, made.secret)
    assert (actor.maker_id, actor.organisation, actor.role, actor.id) == ("acme", "D1", "dealer", made.id)
    with context.database.read() as conn:
        stored = str(conn.exec_driver_sql("SELECT * FROM api_keys").fetchall())
    assert made.secret not in stored
    assert made.secret.split("_", 2)[2] not in stored


def test_a_key_stops_when_it_expires_or_is_revoked(context: Context, clock: FakeClock) -> None:
    expiring, revoked = make(context, expires_at=clock() + timedelta(days=1)), make(context)
    keys.revoke(context, maker_id="acme", prefix=revoked.prefix)
    clock.forward(86_400)
    for made in (expiring, revoked):
        with pytest.raises(Unauthorized):
            keys.authenticate(context, made.secret)
    with pytest.raises(NotFound):
        keys.revoke(context, maker_id="acme", prefix=revoked.prefix)
    with pytest.raises(NotFound):
        keys.revoke(context, maker_id="other", prefix=expiring.prefix)


def test_a_secret_that_differs_in_one_letter_is_nobody(context: Context) -> None:
    made = make(context)
    last = "a" if made.secret[-1] != "a" else "b"
    for wrong in (made.secret[:-1] + last, made.secret + "x", made.prefix, "", "cc__", "cc_é_x"):
        with pytest.raises(Unauthorized):
            keys.authenticate(context, wrong)


@pytest.mark.parametrize("options", [{"role": "system"}, {"role": "boss"}, {"organisation": " "}])
def test_a_key_for_nobody_is_not_made(context: Context, options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        make(context, **options)


def test_a_bucket_fills_again_at_its_rate() -> None:
    now = [0.0]
    buckets = Buckets(rate=2.0, burst=2.0, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 0.5]
    assert buckets.take("b") == 0.0
    now[0] = 0.5
    assert buckets.take("a") == 0.0


def test_a_key_tells_whether_its_organisation_was_known(context: Context) -> None:
    assert make(context, organisation="D001").new_organisation
    assert not make(context, organisation="D001").new_organisation
    assert make(context, organisation="D0O1").new_organisation
