"""Every route x role x own, foreign and missing object: another's answers exactly like one that does not exist."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from asking import Client
from desk import PNG, PROGRAM, Desk
from fakes import receipt
from fastapi import FastAPI
from sqlalchemy import insert

from claimcheck.model.parties import Actor, Role
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.upload import upload
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, keys, organisations, sessions
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs.programs import publish
from claimcheck.services.programs.sales import import_sales
from claimcheck.services.reviewing import review
from claimcheck.store.tables import work
from claimcheck.web.roles import PAGES, ROUTES, Roles

NOBODY = "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"
ELSEWHERE = {
    "batch_id", "item_id", "document", "page", "question_id", "rule_id", "company",  # test_batches
    "webhook_id", "delivery_id", "notice_id",  # test_notices
    "sheet_id",  # test_bulk
    "token",  # nobody's object: whoever has it
    "act_id", "other_id", "appeal_id", "inquiry_id",  # of the desk
}  # fmt: skip
"""What stands for an object in a path and is acted out in another test, with its own and foreign ones."""

BODIES: dict[str, Any] = {
    "/v1/claims/{claim_id}/revisions": {"note": "x"},
    "/v1/tasks/{task_id}/renew": {"fence": 1},
    "/v1/tasks/{task_id}/release": {"fence": 1},
    "/v1/tasks/{task_id}/resolve": {"fence": 1, "verdict": "approve", "ground": "x"},
}
"""What a call must carry to get as far as looking for its object."""


@dataclass
class World:
    """What one dealer of one maker has, by the names that stand in paths, and how to get in there."""

    objects: dict[str, str]
    region: str


def world(context: Context, desk: Desk, maker: str, dealer: str, region: str) -> World:
    """One dealer with a claim in review, and one of everything that administrators see."""
    admin, claimant = Actor(maker, "HQ", "admin", "admin-key"), Actor(maker, dealer, "dealer", "dealer-key")
    owner = organisations.create(context, admin, outside_id=dealer, kind="dealer", said=Particulars(dealer, region))
    name = f"only-{maker}"  # what another maker calls alike would not be foreign
    publish(context, admin, PROGRAM.replace("program: rebate", f"program: {name}"), filename="f")
    data = PNG + f"{maker} {dealer}".encode()
    desk.reader.canned[data] = receipt(number=f"{maker}-{dealer}")
    document = upload(context, claimant, "1.png", data)
    claim = submit(context, claimant, program=name, fields={"total_amount": "99.00"}, documents=[document.id])
    desk.work()
    (task,) = [t for t in review.listed(context, admin, state="open") if t.claim_id == claim.id]
    made = import_sales(context, admin, f"sale_id,dealer\nS-{dealer},x\n".encode(), filename="s.csv", source=dealer)
    email = f"{dealer}-{maker}@example.com".lower()
    user = accounts.create(context, maker_id=maker, email=email, name="x", organisation=dealer, role="dealer")
    key = keys.create(context, maker_id=maker, organisation=dealer, role="dealer")
    dead = str(uuid.uuid4())
    with context.database.transaction() as conn:
        conn.execute(
            insert(work).values(
                id=dead, maker_id=maker, stage="judge", subject_id=str(uuid.uuid4()), generation=1, state="dead",
                attempts=3, fence=3, not_before=context.clock(), created_at=context.clock(),
            )
        )  # fmt: skip
    found = next(one for one in accounts.listed(context, maker_id=maker) if one.id == user.id)
    sessions.begin(context, found)
    objects = {
        "claim_id": claim.id, "document_id": document.id, "task_id": task.id, "import_id": made.id, "name": name,
        "program": name, "version": "1", "number": "1", "user_id": user.id, "organisation_id": owner,
        "prefix": key.prefix, "work_id": dead, "session_id": sessions.listed(context, found)[0].id,
    }  # fmt: skip
    return World(objects, region)


@dataclass
class Asking:
    """Somebody of maker acme who asks, on the pages and by a key; `own` and `foreign` are theirs and others' worlds."""

    client: Client
    form: str
    header: dict[str, str]
    own: World
    foreign: tuple[World, ...]


@pytest.fixture
def worlds(here: Context, desk: Desk) -> tuple[World, World, World]:
    """Dealer D1 of acme, dealer D2 of acme in another region, and a D1 of another maker."""
    return (
        world(here, desk, "acme", "D1", "North"), world(here, desk, "acme", "D2", "South"),
        world(here, desk, "other", "D1", "North"),
    )  # fmt: skip


@pytest.fixture(params=["dealer", "region", "reviewer", "manager", "admin"])
def asking(
    request: pytest.FixtureRequest, app: FastAPI, here: Context, worlds: tuple[World, ...]
) -> Iterator[tuple[Role, Asking]]:
    role: Role = request.param
    own, neighbour, other = worlds
    number = "D1" if role == "dealer" else "OFF"
    if role != "dealer":
        admin = Actor("acme", "HQ", "admin", "a")
        organisations.create(here, admin, outside_id="OFF", kind="maker", said=Particulars("Office", own.region))
    accounts.create(here, maker_id="acme", email="me@example.com", name="Me", organisation=number, role=role)
    user = next(one for one in accounts.listed(here, maker_id="acme") if one.email == "me@example.com")
    token = sessions.begin(here, user)
    key = keys.create(here, maker_id="acme", organisation=number, role=role, scopes=keys.SCOPES)  # as none at all
    foreign = (neighbour, other) if role in ("dealer", "region") else (other,)
    with Client(app, cookies={"claimcheck": token}, follow_redirects=False) as client:
        header = {"Authorization": f"Bearer {key.secret}"}
        yield role, Asking(client, sessions.form_token(token), header, own, foreign)


def call(asking: Asking, method: str, path: str, objects: dict[str, str]) -> tuple[int, str]:
    """Status, and what is said, with what names the object itself left out."""
    there = re.sub(r"\{(\w+)\}", lambda m: objects[m[1]], path)
    if path.startswith("/v1/"):
        body = BODIES.get(path) if method == "POST" else None
        answer = asking.client.request(method, there, headers=asking.header, json=body)
    else:
        answer = asking.client.request(method, there, data={"form": asking.form} if method == "POST" else None)
    said = answer.text + answer.headers.get("location", "")
    for one in objects.values():
        said = said.replace(one, "·") if len(one) > 3 else said
    return answer.status_code, said


def concerned(role: Role) -> list[tuple[str, str]]:
    """Routes and pages that the role may call and that name an object of those acted out here."""
    tables: tuple[dict[tuple[str, str], Roles], ...] = (ROUTES, PAGES)
    found = [at for table in tables for at, roles in table.items() if role in roles and "{" in at[1]]
    return [at for at in found if not set(re.findall(r"\{(\w+)\}", at[1])) & ELSEWHERE]


def missing(objects: dict[str, str]) -> dict[str, str]:
    kept = {"number", "version"}
    return {name: value if name in kept else NOBODY for name, value in objects.items()}


def test_own_objects_answer_and_anothers_answer_like_none_and_are_left_as_they_were(
    asking: tuple[Role, Asking], here: Context
) -> None:
    role, one = asking
    for method, path in concerned(role):
        named = set(re.findall(r"\{(\w+)\}", path))
        assert named <= set(one.own.objects), f"{path}: say what stands there, here or in ELSEWHERE"
        none = call(one, method, path, missing(one.own.objects))
        for foreign in one.foreign:
            if {"user_id", "organisation_id", "prefix", "work_id", "import_id", "name", "program"} & named and (
                foreign.objects["name"] == one.own.objects["name"]
            ):
                continue  # of the maker, not of one dealer
            assert call(one, method, path, foreign.objects) == none, (method, path)
        if method == "GET":
            assert none[0] == 404, path
            events = path.endswith("/events")  # a stream that does not end
            assert events or call(one, method, path, one.own.objects)[0] in (200, 303), path
    assert keys.listed(here, maker_id="other")[0].revoked_at is None
    assert accounts.listed(here, maker_id="other")[0].disabled_at is None
    assert [t.state for t in review.listed(here, Actor("other", "HQ", "admin", "a"), state="open")] == ["open"]
