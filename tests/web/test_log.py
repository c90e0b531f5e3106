"""What the web logs: a line where something is away, and never the address of a link that opens an account."""

from __future__ import annotations

import logging

import pytest
from asking import Client
from fastapi.testclient import TestClient

from claimcheck.errors import Unavailable
from claimcheck.services.people import accounts
from claimcheck.web.api import health


def test_what_is_away_is_a_line_and_no_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(_context: object) -> None:
        raise Unavailable("The database does not answer.") from OSError("the line is cut")

    monkeypatch.setattr(health, "answers", away)
    assert client.get("/readyz").status_code == 503
    (told,) = (one for one in caplog.records if one.name.startswith("claimcheck"))
    assert (told.levelno, told.exc_info) == (logging.WARNING, None)
    assert told.getMessage() == "GET /readyz: unavailable (the line is cut)"


def test_a_link_that_opens_an_account_stands_in_no_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(accounts, "invited", fail)
    client.faults = True
    assert client.get("/invite/a-secret-of-once").status_code == 500
    told = [one.getMessage() for one in caplog.records if one.name.startswith("claimcheck")]
    assert told == ["GET /invite/{token} failed"]
