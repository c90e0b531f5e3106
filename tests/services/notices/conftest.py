"""A desk whose news somebody is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import Desk
from mails import DEALER

from claimcheck.services.context import Context
from claimcheck.services.people import accounts


@pytest.fixture
def linked(desk: Desk) -> Context:
    """The desk, with links that lead somewhere: only then is anything mailed."""
    settings = desk.context.settings.model_copy(update={"public_url": "https://claims.example.com"})
    return replace(desk.context, settings=settings)


@pytest.fixture
def told(linked: Context) -> Context:
    """That desk, with one person of dealer D1."""
    accounts.create(linked, maker_id="acme", email=DEALER, name="Dana", organisation="D1", role="dealer", language="en")
    return linked
