"""What every test in a real browser does."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page, ViewportSize

ROOM: Final[ViewportSize] = {"width": 1280, "height": 800}


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """Sign in as a person does."""
    page.goto(f"{address}/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main form button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)
