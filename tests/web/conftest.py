"""The app at the desk: a key for each role, a canned reader, a clock that stands still, and small caps."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from desk import Desk

from claimcheck.services.context import Context
from claimcheck.services.people import keys
from claimcheck.web.app import create_app, stand_on

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from asking import Client
    from fastapi import FastAPI

Who = Callable[..., dict[str, str]]
SMALL = {"max_file_bytes": 100_000, "max_request_bytes": 300_000, "rate_burst": 1000}


@pytest.fixture
def here(desk: Desk) -> Context:
    """What the app stands on: the desk's own, with small caps."""
    return replace(desk.context, settings=desk.context.settings.model_copy(update=SMALL))


@pytest.fixture(scope="session")
def standing() -> Callable[[Context], FastAPI]:
    """The one app of this test process, on a test's context: FastAPI builds the routes of each new app again."""
    built: list[FastAPI] = []

    def on(context: Context) -> FastAPI:
        if built:
            stand_on(built[0], context)
        else:
            built.append(create_app(context=context))
        return built[0]

    return on


@pytest.fixture
def app(here: Context, standing: Callable[[Context], FastAPI]) -> FastAPI:
    """The app of this test."""
    return standing(here)


@pytest.fixture
def client(app: FastAPI) -> Iterator[Client]:
    """The app, asked by whoever brings a key."""
    with Client(app) as made:
        yield made


@pytest.fixture
def who(here: Context) -> Who:
    """Headers of a fresh key: `who("dealer", "D1")`."""

    def header(role: str, organisation: str = "maker", maker: str = "acme") -> dict[str, str]:
        made = keys.create(here, maker_id=maker, organisation=organisation, role=role)
        return {"Authorization": f"Bearer {made.secret}"}

    return header
