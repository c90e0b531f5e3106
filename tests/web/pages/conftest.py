"""A browser at the desk: people with accounts who are signed in, and forms that carry their token."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from asking import Client
from fastapi import FastAPI
from fastapi.testclient import TestClient

from claimcheck.services.context import Context
from claimcheck.services.people import accounts, sessions
from claimcheck.store.people.accounts import User


@dataclass
class Browser:
    """One person's browser."""

    client: TestClient
    user: User
    token: str

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(path, data={"form": self.token, **(data or {})}, **more)


SignIn = Callable[..., Browser]


@pytest.fixture
def sign_in(app: FastAPI, here: Context) -> Iterator[SignIn]:
    """A browser signed in as `sign_in("dealer", "D1")`; no password is hashed for it."""
    with ExitStack() as open_ones:

        def made(role: str, organisation: str = "maker", *, language: str = "en", maker: str = "acme") -> Browser:
            email = f"{role}-{organisation}-{maker}-{len(accounts.listed(here, maker_id=maker))}@example.com".lower()
            accounts.create(
                here, maker_id=maker, email=email, name=email, organisation=organisation, role=role, language=language
            )
            user = next(one for one in accounts.listed(here, maker_id=maker) if one.email == email)
            token = sessions.begin(here, user)
            client = open_ones.enter_context(Client(app, cookies={"claimcheck": token}, follow_redirects=False))
            return Browser(client, user, sessions.form_token(token))

        yield made
