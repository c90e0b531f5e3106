"""A person at the desk's pages, who takes the next task and answers by its form."""

import re
from typing import Any


def fence(page: str) -> str:
    found = re.search(r'name="fence" value="(\d+)"', page)
    assert found, page[:400]
    return found[1]


def take(browser: Any, **form: str) -> tuple[str, str]:
    """The next task: its address and its page."""
    at = browser.post("/queue/next", form).headers["location"]
    assert at.startswith("/tasks/"), at
    return at.split("?")[0], browser.get(at).text
