"""People sign in, and whoever tries learns nothing of who has an account."""

from pathlib import Path

import pytest
from fakes import FakeClock

from claimcheck.errors import ConfigError, Invalid, NotFound, Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, sessions
from claimcheck.services.people.hashes import hashed
from claimcheck.store.people.accounts import User
from claimcheck.store.tables import user_sessions, users

PASSWORD = "correct horse battery"


def person(context: Context, email: str = "wu@example.com", password: str = PASSWORD) -> User:
    made = accounts.create(
        context, maker_id="acme", email=email, name="Wu", organisation="maker", role="reviewer", language="en"
    )
    return accounts.accept(context, made.link.removeprefix("/invite/"), password)


def proves(context: Context, email: str, password: str, address: str = "192.0.2.1") -> User:
    return accounts.prove(context, email=email, password=password, address=address)


def refused(context: Context, email: str, password: str, address: str = "192.0.2.1") -> str:
    with pytest.raises(Unauthorized) as error:
        proves(context, email, password, address)
    return error.value.message


def test_a_person_sets_a_password_by_a_link_that_works_once(context: Context) -> None:
    made = accounts.create(context, maker_id="acme", email=" Wu@Example.com", name="Wu", organisation="m", role="admin")
    token = made.link.removeprefix("/invite/")
    with pytest.raises(Invalid):
        accounts.accept(context, token, "short")
    accounts.accept(context, token, PASSWORD)
    with pytest.raises(NotFound):
        accounts.accept(context, token, PASSWORD)
    assert proves(context, "WU@example.com ", PASSWORD).role == "admin"


def test_a_link_ends_after_days_and_when_another_is_made(context: Context, clock: FakeClock) -> None:
    made = accounts.create(context, maker_id="acme", email="a@example.com", name="A", organisation="m", role="admin")
    other = accounts.renew_link(context, maker_id="acme", email="a@example.com")
    with pytest.raises(NotFound):
        accounts.invited(context, made.link.removeprefix("/invite/"))
    assert accounts.invited(context, other.removeprefix("/invite/")).email == "a@example.com"
    clock.forward(accounts.LINK_WORKS.total_seconds())
    with pytest.raises(NotFound):
        accounts.invited(context, other.removeprefix("/invite/"))


def test_every_way_to_fail_is_answered_in_the_same_words(context: Context) -> None:
    person(context)
    accounts.create(context, maker_id="acme", email="new@example.com", name="N", organisation="m", role="admin")
    said = {
        refused(context, "wu@example.com", "wrong"),
        refused(context, "nobody@example.com", "wrong"),
        refused(context, "new@example.com", ""),
        refused(context, "wu@example.com", PASSWORD * 20),
        refused(context, "\ud800", "x"),
    }
    assert len(said) == 1


def test_an_unknown_address_costs_a_hash_like_a_known_one(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    person(context)
    verified: list[str] = []
    real = accounts._HASHER.verify

    class Counting:
        hash = staticmethod(accounts._HASHER.hash)

        @staticmethod
        def verify(password: bytes, hashed: str) -> bool:
            verified.append(hashed)
            return real(password, hashed)

    monkeypatch.setattr(accounts, "_HASHER", Counting)
    for email in ("wu@example.com", "nobody@example.com"):
        refused(context, email, "wrong")
    assert len(verified) == 2
    assert all(hashed.startswith("$argon2id$") for hashed in verified)


@pytest.mark.parametrize("email", ["wu@example.com", "nobody@example.com"])
def test_after_five_tries_an_account_waits_whether_or_not_it_exists(
    context: Context, clock: FakeClock, email: str
) -> None:
    person(context)
    for _ in range(accounts.OWN_TRIES):
        refused(context, email, "wrong")
    with context.database.read() as conn:
        assert accounts.accounts.blocked(conn, hashed(f"account:{email}"), clock())
    if email.startswith("wu"):
        refused(context, email, PASSWORD, "198.51.100.7")  # from any address
        clock.forward(61)
        assert proves(context, email, PASSWORD)


def test_an_address_that_tries_many_accounts_is_stopped(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    person(context)
    monkeypatch.setattr(accounts, "OWN_TRIES", 1)
    for number in range(10):
        refused(context, f"{number}@example.com", "wrong")
    refused(context, "wu@example.com", PASSWORD)
    assert proves(context, "wu@example.com", PASSWORD, "198.51.100.7")


def test_an_account_of_ones_own_does_not_help_to_guess_at_others(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(context)
    monkeypatch.setattr(accounts, "OWN_TRIES", 1)
    for number in range(9):
        refused(context, f"{number}@example.com", "wrong")
        proves(context, "wu@example.com", PASSWORD)
        with context.database.transaction() as conn:  # the limit of one's own account is not what is shown here
            accounts.accounts.forget_tries(conn, hashed("account:wu@example.com"))
    refused(context, "9@example.com", "wrong")
    refused(context, "wu@example.com", PASSWORD)


def test_a_session_ends_by_sign_out_by_time_and_with_its_account(context: Context, clock: FakeClock) -> None:
    wu = person(context)
    one, two, three = (sessions.begin(context, wu) for _ in range(3))
    sessions.end(context, one)
    assert sessions.whose(context, one) is None
    clock.forward(6 * 3600)
    assert sessions.whose(context, two)
    clock.forward(7 * 3600)
    assert sessions.whose(context, two)
    assert sessions.whose(context, three) is None  # idle for thirteen hours
    accounts.disable(context, maker_id="acme", email=wu.email)
    assert sessions.whose(context, two) is None
    refused(context, wu.email, PASSWORD)


def test_the_database_holds_no_secret_that_opens_anything(context: Context) -> None:
    token = sessions.begin(context, person(context))
    with context.database.read() as conn:
        stored = [*conn.execute(user_sessions.select()), *conn.execute(users.select())]
    assert token not in str(stored)
    assert PASSWORD not in str(stored)


def test_an_account_of_another_maker_cannot_be_touched(context: Context, tmp_path: Path) -> None:
    person(context)
    for act in (accounts.disable, accounts.renew_link):
        with pytest.raises(NotFound):
            act(context, maker_id="other", email="wu@example.com")
    with pytest.raises(ConfigError, match="already"):
        person(context)
