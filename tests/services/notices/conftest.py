"""A desk whose news somebody is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import Desk
from mails import DEALER

from claimcheck.services.context import Context
from claimcheck.services.people import accounts


@pytest.fixture
def told(desk: Desk) -> Context:
    """The desk with one person of dealer D1, and with links that lead somewhere."""
    settings = desk.context.settings.model_copy(update={"public_url": "https://claims.example.com"})
    accounts.create(
        desk.context, maker_id="acme", email=DEALER, name="Dana", organisation="D1", role="dealer", language="en"
    )
    return replace(desk.context, settings=settings)
