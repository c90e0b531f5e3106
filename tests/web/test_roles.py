"""Who may call what: every route is in the table, and the table holds."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from claimcheck.services.people.keys import AREAS
from claimcheck.web.roles import EVERYBODY, ROUTES

NOBODY = "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"


def served(client: TestClient) -> set[tuple[str, str]]:
    paths = client.get("/openapi.json").json()["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}


def test_every_route_is_in_the_table_and_the_table_has_no_other(client: TestClient) -> None:
    assert served(client) == set(ROUTES)


def call(client: TestClient, method: str, path: str, headers: dict[str, str]) -> Any:
    for name, value in (("number", "1"), ("document", "1"), ("page", "1"), ("name", "nothing"), ("company", "none")):
        path = path.replace("{" + name + "}", value)
    return client.request(method, re.sub(r"\{\w+\}", NOBODY, path), headers=headers)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_gets_in_exactly_where_the_table_says(
    client: TestClient, who: Callable[..., dict[str, str]], role: str
) -> None:
    headers = who(role, "D1")
    for (method, path), roles in ROUTES.items():
        answer = call(client, method, path, headers)
        if roles and role not in roles:
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), path
        else:
            assert answer.status_code not in (401, 403), path


def test_without_a_key_nothing_but_the_service_routes_answers(client: TestClient) -> None:
    for (method, path), roles in ROUTES.items():
        answer = call(client, method, path, {})
        assert (answer.status_code == 401) == bool(roles), path


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer cc_000000000000_" + "x" * 43])
def test_a_key_that_is_none_is_refused_the_same_way(client: TestClient, sent: str) -> None:
    answer = client.get("/v1/me", headers={"Authorization": sent})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_what_does_not_exist_is_answered_alike_whatever_it_is_called(
    client: TestClient, who: Callable[..., dict[str, str]]
) -> None:
    headers = who("reviewer")
    for path in (
        "/v1/documents/{}",
        "/v1/claims/{}",
        "/v1/tasks/{}",
        "/v1/sales/imports/{}",
        "/v1/documents/{}/pages/1",
        "/v1/programs/{}",
    ):
        for name in (NOBODY, "x", "..%2f..%2fetc", "%00", "' or 1=1"):
            answer = client.get(path.format(name), headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (path, name)


def test_keys_can_be_narrowed_to_every_part_of_the_api() -> None:
    assert {path.split("/")[2] for _, path in ROUTES if path.startswith("/v1/")} == {*AREAS, "me"}
