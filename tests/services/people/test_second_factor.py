"""The second factor: codes work once, recovery codes too, and guessing is stopped."""

import pyotp
import pytest
from fakes import FakeClock

from claimcheck.errors import Conflict, Invalid, Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, second_factor, tries
from claimcheck.store.people import accounts as rows
from claimcheck.store.people.accounts import User
from claimcheck.store.tables import user_recovery_codes


def fresh(context: Context, user: User) -> User:
    with context.database.read() as conn:
        found = rows.by_id(conn, user.maker_id, user.id)
    assert found
    return found


@pytest.fixture
def wu(context: Context) -> User:
    made = accounts.create(context, maker_id="acme", email="wu@example.com", name="Wu", organisation="m", role="admin")
    return next(one for one in accounts.listed(context, maker_id="acme") if one.id == made.id)


def code_of(user: User, clock: FakeClock) -> str:
    return pyotp.TOTP(user.totp_secret or user.totp_pending or "").at(clock())


def enrolled(context: Context, user: User, clock: FakeClock) -> tuple[User, list[str]]:
    second_factor.begin(context, user)
    codes = second_factor.confirm(context, fresh(context, user), code_of(fresh(context, user), clock))
    clock.forward(30)
    return fresh(context, user), codes


def test_the_picture_and_the_secret_say_the_same(context: Context, wu: User) -> None:
    shown = second_factor.begin(context, wu)
    again = second_factor.begin(context, fresh(context, wu))
    assert again == shown
    assert shown.picture.count("M") > 200
    assert fresh(context, wu).totp_secret is None  # nothing counts before a code confirms it
    with pytest.raises(Invalid):
        second_factor.confirm(context, fresh(context, wu), "000000" if shown.secret else "")


def test_the_code_of_rfc_6238_is_the_one(context: Context) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of appendix B, as base32
    clock = FakeClock()
    clock.now = clock.now.fromtimestamp(1111111109, tz=clock.now.tzinfo)
    assert second_factor._matching(secret, "081 804", clock()) == 1111111109 // 30
    assert second_factor._matching(secret, "081805", clock()) is None
    for typed in ("", "81804", "0818040", "０８１８０４", "08180x"):
        assert second_factor._matching(secret, typed, clock()) is None, typed


def test_a_code_works_once_and_only_with_the_token_of_the_first_step(
    context: Context, wu: User, clock: FakeClock
) -> None:
    user, _ = enrolled(context, wu, clock)
    token, code = second_factor.ask(context, user), code_of(user, clock)
    with pytest.raises(Unauthorized) as error:
        second_factor.answer(context, "made up", code)
    assert error.value.code == "factor.token"
    assert second_factor.answer(context, token, code).id == user.id
    for again in (token, second_factor.ask(context, user)):
        with pytest.raises(Unauthorized):
            second_factor.answer(context, again, code)


def test_the_token_ends_after_minutes(context: Context, wu: User, clock: FakeClock) -> None:
    user, _ = enrolled(context, wu, clock)
    token = second_factor.ask(context, user)
    clock.forward(301)
    with pytest.raises(Unauthorized):
        second_factor.answer(context, token, code_of(user, clock))


def test_a_recovery_code_works_once_and_stands_as_a_hash(context: Context, wu: User, clock: FakeClock) -> None:
    user, codes = enrolled(context, wu, clock)
    with context.database.read() as conn:
        stored = str(list(conn.execute(user_recovery_codes.select())))
    assert not any(one in stored or one.replace("-", "") in stored for one in codes)
    assert second_factor.answer(context, second_factor.ask(context, user), f" {codes[0].upper()} ").id == user.id
    with pytest.raises(Unauthorized):
        second_factor.answer(context, second_factor.ask(context, user), codes[0])
    assert second_factor.recovery_left(context, user) == second_factor.RECOVERY_CODES - 1


def test_guessing_is_stopped_even_with_the_right_code(context: Context, wu: User, clock: FakeClock) -> None:
    user, _ = enrolled(context, wu, clock)
    for _ in range(tries.MOST):
        with pytest.raises(Unauthorized):
            second_factor.answer(context, second_factor.ask(context, user), "wrong")
    with pytest.raises(Unauthorized):
        second_factor.answer(context, second_factor.ask(context, user), code_of(user, clock))
    clock.forward(61)
    assert second_factor.answer(context, second_factor.ask(context, user), code_of(user, clock)).id == user.id


def test_switching_off_needs_a_code(context: Context, wu: User, clock: FakeClock) -> None:
    user, _ = enrolled(context, wu, clock)
    with pytest.raises(Unauthorized):
        second_factor.switch_off(context, user, "000000")
    second_factor.switch_off(context, user, code_of(user, clock))
    assert fresh(context, user).totp_secret is None
    assert second_factor.recovery_left(context, user) == 0
    with pytest.raises(Conflict):
        second_factor.switch_off(context, fresh(context, user), "000000")
