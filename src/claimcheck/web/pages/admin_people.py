"""People, organisations and keys, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request, Response

from claimcheck.errors import ConfigError, Conflict, Invalid, missing
from claimcheck.model.languages import LANGUAGES
from claimcheck.services.context import Context
from claimcheck.services.people import keys, organisations, people
from claimcheck.services.people.accounts import ROLES
from claimcheck.services.people.keys import AREAS, NewKey
from claimcheck.services.people.organisations import KINDS, PURPOSES, Particulars
from claimcheck.services.people.people import Invited
from claimcheck.store.people.organisations import Organisation
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, Visitor, day_of, text
from claimcheck.web.pages.admin import Typed
from claimcheck.web.pages.draw import PageRoute, go, page, query_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_A_PAGE: Final = 100
_SUGGESTED: Final = 500
_INVITE: Final = ("email", "name", "organisation", "role", "language")
_KEY: Final = ("organisation", "role", "label", "days")


@router.get("/admin/people")
def people_page(
    request: Request, visitor: Guest, context: Here, role: Typed = "", organisation: Typed = "", named: Typed = "",
    after: Typed = "",
) -> Response:  # fmt: skip
    """Who may do what."""
    asked = {"role": role, "organisation": organisation, "named": named}
    return _people(request, context, visitor, asked=asked, after=after)


@router.post("/admin/people", max_body_size=SMALL)
def invite(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Invite a person; the link is shown once."""
    typed = {name: text(form, name, 300).strip() for name in _INVITE}
    try:
        owner = _named(context, visitor, typed["organisation"])
        made = people.invite(
            context, visitor.actor, email=typed["email"], name=typed["name"], organisation_id=owner.id,
            role=typed["role"], language=typed["language"],
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        return _people(request, context, visitor, status=422, typed=typed, fault=error.code)
    return _link(request, made)


@router.get("/admin/people/{user_id}")
def person(request: Request, visitor: Guest, context: Here, user_id: str, done: str = "") -> Response:
    """One person, and what can be done."""
    return _person(request, context, visitor, known_id(user_id), done=done)


@router.post("/admin/people/{user_id}", max_body_size=SMALL)
def change_person(request: Request, visitor: Guest, context: Here, user_id: str, form: Trusted) -> Response:
    """Change the role, send a new link, shut or open, end sessions, drop the second step."""
    known, act, actor = known_id(user_id), text(form, "act", 20), visitor.actor
    try:
        match act:
            case "role":
                people.change_role(context, actor, known, text(form, "role", 20))
            case "link":
                return _link(request, people.renew(context, actor, known))
            case "shut":
                people.shut(context, actor, known)
            case "reopen":
                people.reopen(context, actor, known)
            case "sign-out":
                people.sign_out(context, actor, known)
            case "drop-factor":
                people.drop_second_factor(context, actor, known)
            case _:
                raise missing("act")
    except (Invalid, Conflict) as error:
        return _person(request, context, visitor, known, status=error.status, fault=error.code)
    return go(f"/admin/people/{known}", done=act)


@router.get("/admin/orgs")
def orgs(
    request: Request, visitor: Guest, context: Here, kind: Typed = "", region: Typed = "", named: Typed = "",
    after: Typed = "",
) -> Response:  # fmt: skip
    """The maker's organisations."""
    return _orgs(request, context, visitor, asked={"kind": kind, "region": region, "named": named}, after=after)


@router.post("/admin/orgs", max_body_size=SMALL)
def create_org(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Add an organisation."""
    typed = {name: text(form, name, 300).strip() for name in ("outside_id", "kind", "name", "region", "language")}
    said = Particulars(typed["name"], typed["region"], typed["language"] or "en")
    try:
        made = organisations.create(
            context, visitor.actor, outside_id=typed["outside_id"], kind=typed["kind"], said=said
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        return _orgs(request, context, visitor, status=error.status, typed=typed, fault=error.code)
    return go(f"/admin/orgs/{made}", done="created")


@router.get("/admin/orgs/{organisation_id}")
def org(request: Request, visitor: Guest, context: Here, organisation_id: str, done: str = "") -> Response:
    """One organisation with its contacts."""
    return _org(request, context, visitor, known_id(organisation_id), done=done)


@router.post("/admin/orgs/{organisation_id}", max_body_size=SMALL)
def change_org(request: Request, visitor: Guest, context: Here, organisation_id: str, form: Trusted) -> Response:
    """Change name, region and language; close and reopen; name and end contacts."""
    known, act, actor = known_id(organisation_id), text(form, "act", 20), visitor.actor
    try:
        match act:
            case "save":
                said = Particulars(
                    text(form, "name", 300), text(form, "region", 300), text(form, "language", 20),
                    second_factor=text(form, "second_factor", 3) == "yes",
                )  # fmt: skip
                organisations.change(context, actor, known, said)
            case "close":
                organisations.close(context, actor, known)
            case "reopen":
                organisations.reopen(context, actor, known)
            case "contact":
                first = day_of(text(form, "from_day", 20))
                if first is None:
                    raise Invalid("Give the first day.", code="contact.day")
                organisations.add_contact(
                    context, actor, known, purpose=text(form, "purpose", 20), name=text(form, "name", 300),
                    email=text(form, "email", 300), from_day=first,
                )  # fmt: skip
            case "end-contact":
                last = day_of(text(form, "last", 20))
                if last is None:
                    raise Invalid("Give the last day.", code="contact.day")
                organisations.end_contact(context, actor, known, known_id(text(form, "contact", 40)), last)
            case _:
                raise missing("act")
    except (Invalid, Conflict) as error:
        return _org(request, context, visitor, known, status=error.status, fault=error.code)
    return go(f"/admin/orgs/{known}", done=act)


@router.get("/admin/keys")
def keys_page(request: Request, visitor: Guest, context: Here, done: str = "") -> Response:
    """Keys of machines."""
    return _keys(request, context, visitor, done=done)


@router.post("/admin/keys", max_body_size=SMALL)
def create_key(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Make a key; it is shown once."""
    typed = {name: text(form, name, 300).strip() for name in _KEY}
    scopes = [str(one)[:40] for one in form.getlist("scopes") if isinstance(one, str)]
    days = typed["days"]
    try:
        if days and not (days.isascii() and days.isdigit() and 0 < int(days[:9]) <= 3660):
            raise Invalid("Days are a whole number.", code="key.days")
        owner = _named(context, visitor, typed["organisation"])
        if organisations.kind_of(typed["role"]) != owner.kind:
            raise Invalid("This role does not suit the organisation.", code="user.role")
        made = keys.create(
            context, maker_id=visitor.actor.maker_id, organisation=owner.outside_id, role=typed["role"],
            label=typed["label"][:200], scopes=scopes, actor=visitor.actor,
            expires_at=context.clock() + timedelta(days=int(days)) if days else None,
        )  # fmt: skip
    except (Invalid, ConfigError) as error:
        return _keys(request, context, visitor, status=422, typed=typed, fault=error.code, ticked=scopes)
    return _keys(request, context, visitor, made=made)


@router.post("/admin/keys/{prefix}/revoke", max_body_size=SMALL)
def revoke_key(visitor: Guest, context: Here, prefix: str, _form: Trusted) -> Response:
    """Make a key useless from now on."""
    keys.revoke(context, maker_id=visitor.actor.maker_id, prefix=prefix[:20], actor=visitor.actor)
    return go("/admin/keys", done="revoked")


def _named(context: Context, visitor: Visitor, outside_id: str) -> Organisation:
    found = organisations.listed(context, visitor.actor, named=outside_id) if outside_id else []
    same = next((one for one in found if one.outside_id == outside_id), None)
    if same is None:
        raise Invalid("There is no such organisation. Add it first.", code="user.organisation")
    return same


def _link(request: Request, made: Invited) -> Response:
    base = request.app.state.context.settings.public_url or str(request.base_url).rstrip("/")
    return page(request, "admin-link", made=made, link=f"{base}{made.path}", address=f"/admin/people/{made.user_id}")


def _people(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, asked: dict[str, str] | None = None,
    after: str = "", typed: dict[str, str] | None = None, fault: str = "",
) -> Response:  # fmt: skip
    asked = asked or {"role": "", "organisation": "", "named": ""}
    found = people.listed(context, visitor.actor, **asked, after=after, limit=_A_PAGE + 1)
    return page(
        request, "admin-people", status=status, people=found[:_A_PAGE], asked=asked, filtered=any(asked.values()),
        roles=ROLES, languages=LANGUAGES, typed=dict.fromkeys(_INVITE, "") | (typed or {}), fault=fault,
        suggested=organisations.listed(context, visitor.actor, limit=_SUGGESTED),
        next=query_of({**asked, "after": found[_A_PAGE - 1].email}) if len(found) > _A_PAGE else "",
        standings=people.standings(context, found[:_A_PAGE]), now=context.clock(),
    )  # fmt: skip


def _person(
    request: Request, context: Context, visitor: Visitor, user_id: str, *, status: int = 200, done: str = "",
    fault: str = "",
) -> Response:  # fmt: skip
    found = people.one(context, visitor.actor, user_id)
    owner, _contacts = organisations.one(context, visitor.actor, found.organisation_id)
    suits = [role for role in ROLES if organisations.kind_of(role) == owner.kind]
    return page(
        request, "admin-person", status=status, person=found, owner=owner, roles=suits, done=done, fault=fault,
        own=found.id == visitor.actor.id, how=people.standings(context, [found])[found.id], now=context.clock(),
    )  # fmt: skip


def _orgs(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, asked: dict[str, str] | None = None,
    after: str = "", typed: dict[str, str] | None = None, fault: str = "",
) -> Response:  # fmt: skip
    asked = asked or {"kind": "", "region": "", "named": ""}
    found = organisations.listed(context, visitor.actor, **asked, after=after, limit=_A_PAGE + 1)
    return page(
        request, "admin-orgs", status=status, orgs=found[:_A_PAGE], asked=asked, filtered=any(asked.values()),
        kinds=KINDS, regions=organisations.regions(context, visitor.actor),
        people=organisations.people(context, visitor.actor), languages=LANGUAGES, fault=fault,
        typed={"outside_id": "", "kind": "dealer", "name": "", "region": "", "language": "en"} | (typed or {}),
        next=query_of({**asked, "after": found[_A_PAGE - 1].outside_id}) if len(found) > _A_PAGE else "",
    )  # fmt: skip


def _org(
    request: Request, context: Context, visitor: Visitor, organisation_id: str, *, status: int = 200, done: str = "",
    fault: str = "",
) -> Response:  # fmt: skip
    found, contacts = organisations.one(context, visitor.actor, organisation_id)
    return page(
        request, "admin-org", status=status, org=found, contacts=contacts, today=context.clock().date(),
        purposes=PURPOSES, languages=LANGUAGES, regions=organisations.regions(context, visitor.actor), done=done,
        fault=fault, own=found.outside_id == visitor.actor.organisation,
    )  # fmt: skip


def _keys(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, done: str = "",
    typed: dict[str, str] | None = None, fault: str = "", ticked: Sequence[str] = (), made: NewKey | None = None,
) -> Response:  # fmt: skip
    return page(
        request, "admin-keys", status=status, keys=keys.listed(context, maker_id=visitor.actor.maker_id),
        now=context.clock(), roles=ROLES, areas=AREAS, typed=dict.fromkeys(_KEY, "") | (typed or {}), fault=fault,
        ticked=ticked, made=made, done=done, suggested=organisations.listed(context, visitor.actor, limit=_SUGGESTED),
    )  # fmt: skip
