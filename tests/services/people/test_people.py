"""What administrators do with people, organisations, keys and settings; all of it stands in the audit log."""

from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeClock

from claimcheck.errors import ConfigError, Conflict, Forbidden, Invalid, NotFound, Unauthorized
from claimcheck.model.parties import Actor
from claimcheck.services import audit_log
from claimcheck.services.audit_log import Sought
from claimcheck.services.context import Context
from claimcheck.services.notices import inbox
from claimcheck.services.people import accounts, keys, organisations, people, sessions
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs import settings_of_maker
from claimcheck.services.programs.settings_of_maker import MakerSettings
from claimcheck.store.people import organisations as rows
from claimcheck.store.tables import audit_entries

PASSWORD = "correct horse battery"


@pytest.fixture
def admin(context: Context) -> Actor:
    made = accounts.create(
        context, maker_id="acme", email="ada@example.com", name="Ada", organisation="HQ", role="admin"
    )
    return Actor("acme", "HQ", "admin", made.id)


@pytest.fixture
def dealer(context: Context, admin: Actor) -> str:
    return organisations.create(context, admin, outside_id="D1", kind="dealer", said=Particulars("Dealer One", "North"))


def invited(
    context: Context, admin: Actor, organisation: str, role: str = "dealer", email: str = "d@example.com"
) -> str:
    made = people.invite(
        context, admin, email=email, name="Dan", organisation_id=organisation, role=role, language="en"
    )  # fmt: skip
    accounts.accept(context, made.path.removeprefix("/invite/"), PASSWORD)
    return made.user_id


def logged(context: Context, admin: Actor) -> list[str]:
    return [str(one["action"]) for one in audit_log.look(context, admin, Sought())]


def test_a_person_is_invited_into_an_organisation_that_suits(context: Context, admin: Actor, dealer: str) -> None:
    invited(context, admin, dealer)
    for role, code in (("admin", "user.role"), ("checker", "user.role"), ("system", "user.role")):
        with pytest.raises(Invalid) as error:
            invited(context, admin, dealer, role, email="e@example.com")
        assert error.value.code == code
    with pytest.raises(Invalid, match="already"):
        invited(context, admin, dealer)
    with pytest.raises(NotFound):
        invited(context, replace(admin, maker_id="other"), dealer)
    assert "user.invited" in logged(context, admin)


def test_a_regional_office_must_have_a_region(context: Context, admin: Actor) -> None:
    office = organisations.create(context, admin, outside_id="OFF", kind="maker", said=Particulars("Office"))
    with pytest.raises(Invalid) as error:
        invited(context, admin, office, "region")
    assert error.value.code == "user.region"
    organisations.change(context, admin, office, Particulars("Office", "North"))
    invited(context, admin, office, "region")


def test_a_role_a_session_and_an_account_end_at_once(context: Context, admin: Actor) -> None:
    office = organisations.create(context, admin, outside_id="OFF", kind="maker", said=Particulars("Office"))
    user_id = invited(context, admin, office, "reviewer")
    token = sessions.begin(context, people.one(context, admin, user_id))
    people.change_role(context, admin, user_id, "manager")
    whose = sessions.whose(context, token)
    assert whose
    assert whose.role == "manager"
    people.sign_out(context, admin, user_id)
    assert sessions.whose(context, token) is None
    people.shut(context, admin, user_id)
    with pytest.raises(Unauthorized):
        accounts.prove(context, email="d@example.com", password=PASSWORD, address="192.0.2.1")
    with pytest.raises(Conflict):
        people.renew(context, admin, user_id)
    people.reopen(context, admin, user_id)
    assert accounts.prove(context, email="d@example.com", password=PASSWORD, address="192.0.2.1").id == user_id
    assert [one for one in logged(context, admin) if one.startswith("user.")] == [
        "user.enabled", "user.disabled", "user.sessions_ended", "user.role_changed", "user.invited",
    ]  # fmt: skip


def test_nobody_changes_their_own_account_here(context: Context, admin: Actor) -> None:
    for act in (people.shut, people.reopen, people.sign_out, people.drop_second_factor):
        with pytest.raises(Conflict, match="own"):
            act(context, admin, admin.id)
    with pytest.raises(Conflict):
        people.change_role(context, admin, admin.id, "reviewer")


def test_a_closed_organisation_keeps_its_people_and_keys_out(context: Context, admin: Actor, dealer: str) -> None:
    user_id = invited(context, admin, dealer)
    key = keys.create(context, maker_id="acme", organisation="D1", role="dealer", actor=admin)
    token = sessions.begin(context, people.one(context, admin, user_id))
    organisations.close(context, admin, dealer)
    assert sessions.whose(context, token) is None
    for act in (
        lambda: accounts.prove(context, email="d@example.com", password=PASSWORD, address="192.0.2.1"),
        lambda: keys.authenticate(context, key.secret),
    ):
        with pytest.raises(Unauthorized):
            act()
    organisations.reopen(context, admin, dealer)
    assert sessions.whose(context, token) is None
    assert keys.authenticate(context, key.secret).region == "North"
    own = next(one for one in organisations.listed(context, admin) if one.outside_id == "HQ")
    with pytest.raises(Conflict, match="own"):
        organisations.close(context, admin, own.id)


def test_letters_follow_the_contact_of_the_day(context: Context, admin: Actor, dealer: str) -> None:
    for name, day in (("Lin", date(2026, 1, 1)), ("Zhou", date(2026, 9, 1)), ("Between", date(2026, 5, 1))):
        organisations.add_contact(
            context, admin, dealer, purpose="claims", name=name, email=f"{name}@example.com", from_day=day
        )
    last = organisations.one(context, admin, dealer)[1][0]
    organisations.end_contact(context, admin, dealer, last.id, date(2026, 12, 31))

    def whom(day: date) -> str | None:
        with context.database.read() as conn:
            found = rows.contact(conn, "acme", "D1", on=day)
        return found.name if found else None

    days = (date(2025, 12, 31), date(2026, 4, 30), date(2026, 8, 31), date(2026, 12, 31), date(2027, 1, 1))
    assert [whom(day) for day in days] == [None, "Lin", "Between", "Zhou", None]
    with pytest.raises(NotFound):
        organisations.end_contact(context, admin, dealer, last.id, date(2027, 1, 31))


def test_an_organisation_is_of_its_maker_only(context: Context, admin: Actor, dealer: str) -> None:
    stranger = replace(admin, maker_id="other")
    for act in (organisations.close, organisations.reopen, organisations.one):
        with pytest.raises(NotFound):
            act(context, stranger, dealer)
    with pytest.raises(Conflict):
        organisations.create(context, admin, outside_id="D1", kind="dealer", said=Particulars("Again"))
    assert (
        organisations.create(context, stranger, outside_id="D1", kind="dealer", said=Particulars("Another's")) != dealer
    )


def test_a_key_is_narrowed_to_its_scopes(context: Context, admin: Actor, dealer: str) -> None:
    made = keys.create(context, maker_id="acme", organisation="D1", role="dealer", scopes=("claims:read", "documents"))
    for method, path, may in (
        ("GET", "/v1/claims/{claim_id}", True), ("POST", "/v1/claims", False), ("POST", "/v1/documents", True),
        ("GET", "/v1/programs", False), ("GET", "/v1/me", True),
    ):  # fmt: skip
        if may:
            keys.authenticate(context, made.secret, method=method, path=path)
        else:
            with pytest.raises(Forbidden):
                keys.authenticate(context, made.secret, method=method, path=path)
    with pytest.raises(ConfigError):
        keys.create(context, maker_id="acme", organisation="D1", role="dealer", scopes=("everything",))


def test_settings_are_typed_and_all_or_nothing(context: Context, admin: Actor) -> None:
    settings_of_maker.change(context, admin, {"hold_minutes": "30", "skip_hours": "4"})
    assert settings_of_maker.current(context, admin) == MakerSettings(hold_minutes=30)
    for wrong in ("", "0", "ten", "1.5", "99999999999", "-3"):
        with pytest.raises(Invalid) as error:
            settings_of_maker.change(context, admin, {"skip_hours": "2", "hold_minutes": wrong})
        assert [one["field"] for one in error.value.details["errors"]] == ["hold_minutes"]  # type: ignore[attr-defined]
    assert settings_of_maker.current(context, replace(admin, maker_id="other")) == MakerSettings()
    (entry,) = audit_log.look(context, admin, Sought(action="settings.changed"))
    assert entry["details"] == {"name": "hold_minutes", "before": 15, "after": 30}


def test_the_log_is_found_proved_and_taken_away_as_text(
    context: Context, admin: Actor, dealer: str, clock: FakeClock
) -> None:
    clock.forward(86_400)
    organisations.change(context, admin, dealer, Particulars("Dealer One", "=cmd()"))
    tomorrow = clock().date()
    assert [one["action"] for one in audit_log.look(context, admin, Sought(first=tomorrow))] == ["organisation.changed"]
    assert len(audit_log.look(context, admin, Sought(action="organisation.", subject=dealer))) == 2
    assert audit_log.look(context, replace(admin, maker_id="other"), Sought()) == []
    assert audit_log.verify(context, admin) == []
    lines = list(audit_log.export(context, admin, Sought()))
    assert lines[0].startswith("time,action,actor,subject,")
    assert len(lines) == len(audit_log.look(context, admin, Sought())) + 1
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line.split(","))
    with context.database.transaction() as conn:
        conn.execute(audit_entries.update().values(action="organisation.nothing"))
    assert audit_log.verify(context, admin)


def test_a_new_link_is_mailed_to_the_person_alone_and_told_in_the_inbox(
    context: Context, admin: Actor, dealer: str
) -> None:
    user_id = invited(context, admin, dealer)
    mailing = replace(context, settings=context.settings.model_copy(update={"smtp_url": "smtp://localhost"}))
    made = people.renew(mailing, admin, user_id)
    assert (made.path, made.mailed) == ("", True)
    (told,) = inbox.look(context, people.one(context, admin, user_id))
    assert (told.kind, told.data) == ("user.link_renewed", {"at": "/me"})
    assert audit_log.look(context, admin, Sought())[0]["details"] == {"shown": False}


def test_no_administrator_is_shown_a_link_of_another_or_of_oneself(context: Context, admin: Actor) -> None:
    office = organisations.create(context, admin, outside_id="OFF", kind="maker", said=Particulars("Office"))
    other = people.invite(
        context, admin, email="eve@example.com", name="Eve", organisation_id=office, role="admin", language="en"
    )
    again = people.renew(context, admin, other.user_id)  # who never had a password has decided nothing
    accounts.accept(context, again.path.removeprefix("/invite/"), PASSWORD)
    for whose, code in ((other.user_id, "user.link_of_admin"), (admin.id, "user.own")):
        with pytest.raises(Conflict) as error:
            people.renew(context, admin, whose)
        assert error.value.code == code
