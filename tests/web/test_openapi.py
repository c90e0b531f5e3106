"""The description of the API is complete: whoever reads it alone can call it."""

import re
from typing import Any

from fastapi.testclient import TestClient

from claimcheck.web.roles import ROUTES


def operations(client: TestClient) -> list[tuple[str, str, dict[str, Any]]]:
    paths = client.get("/openapi.json").json()["paths"]
    return [(method.upper(), path, one) for path, methods in paths.items() for method, one in methods.items()]


def test_every_route_says_what_it_does_and_what_it_answers(client: TestClient) -> None:
    for method, path, one in operations(client):
        assert one["summary"], path
        assert one["description"], path
        good = [answer for status, answer in one["responses"].items() if status.startswith("2")]
        assert good, path
        assert good[0].get("content"), path
        assert list(one["responses"]["422"]["content"]) == ["application/problem+json"], path
        assert bool(one.get("security")) == bool(ROUTES[(method, path)]), path


def test_every_parameter_says_what_it_is(client: TestClient) -> None:
    named = [(path, one) for _, path, op in operations(client) for one in op.get("parameters", ())]
    assert [(path, one["name"]) for path, one in named if not one.get("description")] == []


def test_every_body_has_an_example_and_every_post_an_idempotency_key(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for method, path, one in operations(client):
        if method != "POST":
            continue
        assert path.endswith("validate") or "Idempotency-Key" in [p["name"] for p in one["parameters"]], path
        for media, content in one.get("requestBody", {}).get("content", {}).items():
            if media == "application/json":
                schema = str(content["schema"])
                named = [name for name in schemas if f"/{name}'" in schema]
                assert any(schemas[name].get("examples") for name in named), path


def test_the_page_that_explains_the_api_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    scripts = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert scripts
    assert all(address.startswith("/") for address in scripts)
    assert all(client.get(address).status_code == 200 for address in scripts)
