"""The way through every page: where people go, by what link or button, and what the picture is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from playwright.sync_api import Page

Act = Callable[[Page], object]


class Stop(NamedTuple):
    """One stop: the picture's name, where it begins, and what is done there to get on.

    Attributes:
        path: to go to; empty: it goes on from the stop before.
        phone: whether it is one of the main ones, shown on a phone too.
        window: whether its picture is what a window shows, not the whole page: where parts stay in view.
    """

    name: str
    path: str
    act: Act | None = None
    phone: bool = False
    window: bool = False


def first(found: str) -> Act:
    """Follow the first link or button of a kind."""
    return lambda page: page.locator(found).first.click()


def then(*acts: Act) -> Act:
    """One act after the other."""

    def both(page: Page) -> None:
        for act in acts:
            act(page)
            page.wait_for_load_state()

    return both


def press(keys: str) -> Act:
    """Press keys."""
    return lambda page: page.keyboard.press(keys)


def fill(found: str, text: str) -> Act:
    """Type into a field."""
    return lambda page: page.fill(found, text)


def there(found: str) -> Act:
    """Wait for what the stop is about: a picture of another page would pass unseen."""
    return lambda page: page.locator(found).first.wait_for()


CLAIM: Final = "main table a[href^='/claims/']"
WORK: Final = "form[action$='/next'] button"
VEHICLES: Final = ("LSVAA41Z8C2003417", "LSVAA41Z8C2003420", "LSVAA41Z8C2003425")
NEXT: Final = then(first("button[data-key=n]"), there("#asked"))

OPEN: Final = (
    Stop("sign-in", "/sign-in", phone=True),
    Stop("sign-in-refused", "/sign-in", then(
        fill("#email", "dan@example.com"), fill("#password", "not this one"), first("main form button.primary"),
    )),
    Stop("reset", "/reset"),
    Stop("invite", "{invite}"),
    Stop("unsubscribe", "{unsubscribe}"),
)  # fmt: skip

TOUR: Final[dict[str, tuple[Stop, ...]]] = {
    "dealer": (
        Stop("claims", "/claims", phone=True),
        Stop("claims-by-day", "/claims?state=approved&from=2026-01-01"),
        Stop("claims-none", "/claims?number=nothing"),
        Stop("claim-to-fix", "/claims?state=returned", first(CLAIM), phone=True, window=True),
        Stop("claim-approved", "/claims?state=approved", first(CLAIM), window=True),
        Stop("claim-in-review", "/claims?state=review", first(CLAIM), window=True),
        Stop("appeal-new", "/claims?state=returned", then(first(CLAIM), first("main a[href$='/appeal']"))),
        Stop("choose", "/claims/new"),
        Stop("new", "/claims/new/counter-uk", phone=True),
        Stop("new-checked", "/claims/new/counter-uk", first("button[value=check]")),
        Stop("new-empty", "/claims/new/trade-eu"),
        Stop("new-several", "/claims/new/fleet-cn", then(
            first("details:has(#several) summary"), fill("#several", "\n".join(VEHICLES)),
            first("button[value='line:several']"), there("[name='field.line.3.vin']"),
        )),
        Stop("bulk", "/bulk"),
        Stop("bulk-sheet", "/bulk", first("main table a"), phone=True),
        Stop("inbox", "/inbox", phone=True),
        Stop("me", "/me"),
        Stop("second-factor", "/me/second-factor"),
        Stop("nothing-here", "/claims/018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"),
    ),
    "reviewer": (
        Stop("queue", "/queue", phone=True),
        Stop("queue-none", "/queue?value=999999"),
        Stop("queue-act", "/queue", then(
            first("[name=task]"), first("tr:nth-child(2) [name=task]"), first("button[value=return]"),
        )),
        Stop("task-taken", "/queue", then(first("tr:has(.badge.waiting) a[href^='/tasks/']")), window=True),
        Stop("task", "/queue?code=amount.contradicted&show=free", NEXT, phone=True, window=True),
        Stop("task-field", "", then(press("j"), press("z")), window=True),
        Stop("task-return", "", then(press("z"), press("r")), window=True),
        Stop("task-sale", "/queue?code=sale.missing&show=free", NEXT, window=True),
        Stop(
            "pair", "/queue?code=document.duplicate&show=free", then(NEXT, first("[data-key=d]")), phone=True,
            window=True,
        ),
        Stop("reviewers-claims", "/claims"),
        Stop("claim-with-a-word", "/appeals", first("main a[href$='#words']"), window=True),
        Stop("appeals", "/appeals"),
        Stop("appeal", "/appeals?state=open", first("main table a[href^='/appeals/']")),
        Stop("appeal-decided", "/appeals?state=overturned", first("main table a[href^='/appeals/']")),
        Stop("questions", "/questions"),
        Stop("reviewers-inbox", "/inbox"),
        Stop("not-for-you", "/admin/people"),
    ),
    "checker": (
        Stop("batches", "/batches", phone=True),
        Stop("batch", "/batches", first("main table a"), phone=True),
        Stop("check", "/batches", then(first("main table a"), first(WORK)), phone=True, window=True),
        Stop("check-return", "", press("r"), window=True),
        Stop("report", "/reports/checkers/Clearview", phone=True),
    ),
    "admin": (
        Stop("admin", "/admin", phone=True),
        Stop("people", "/admin/people"),
        Stop("person", "/admin/people?role=dealer", first("main table a")),
        Stop("orgs", "/admin/orgs"),
        Stop("org", "/admin/orgs", first("main table a:has-text('D001')")),
        Stop("keys", "/admin/keys"),
        Stop("programs", "/admin/programs"),
        Stop("program-new", "/admin/programs/new"),
        Stop("program-draft", "/admin/programs/counter-uk/3", first("button[value=try]")),
        Stop("program", "/admin/programs/counter-uk/2"),
        Stop("imports", "/admin/imports"),
        Stop("import", "/admin/imports", first("main table a")),
        Stop("health", "/admin/health"),
        Stop("settings", "/admin/settings"),
        Stop("audit", "/admin/audit"),
        Stop("notices", "/admin/notices"),
        Stop("notice-texts", "/admin/notices/texts?program=counter-uk&kind=claim.return&language=en"),
        Stop("webhooks", "/admin/webhooks"),
        Stop("webhook", "/admin/webhooks", first("main table a")),
        Stop("assign", "/assign"),
        Stop("report-of-a-company", "/reports/checkers/Clearview?period=week"),
    ),
    "manager": (Stop("managers-programs", "/admin/programs"),),
    "region": (Stop("regions-claims", "/claims"),),
}  # fmt: skip

MAIN: Final = {
    role: (
        *(stop for stop in stops if stop.phone and stop.name not in ("task", "pair")),
        *((Stop("task", "/queue?show=free", NEXT),) if role == "reviewer" else ()),  # whichever is free by now
    )
    for role, stops in TOUR.items()
}
"""The main pages of each role."""
