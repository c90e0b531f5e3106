"""A call under an idempotency key takes effect once, whatever dies when, and every repeat gets the same answer."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from asking import Client
from checking import asked, with_companies
from desk import PNG, PROGRAM, SALE, STATED, Desk
from sqlalchemy import Table, func, select

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, InProgress, once
from claimcheck.store import idempotency as kept
from claimcheck.store import tables as t

SHEET = f"sale_id,dealer,seller_name,invoice_date,total_amount,cancelled\n{SALE.replace('S1', 'S2')}\n".encode()
CALLER = Actor("acme", "D1", "dealer", "a-key")

EFFECTS: dict[str, tuple[str, Table, str, dict[str, Any]]] = {
    "documents": (
        "dealer", t.documents, "/v1/documents",
        {"files": [("files", (f"{name}.png", PNG + name.encode(), "image/png")) for name in ("left", "right")]},
    ),
    "claim": ("dealer", t.claims, "/v1/claims", {"json": {"program": "rebate", "fields": STATED, "documents": []}}),
    "inquiry": (
        "reviewer", t.inquiries, "/v1/claims/{claim}/inquiries", {"json": {"asked_of": "Law", "question": "Why?"}},
    ),
    "webhook": ("dealer", t.webhooks, "/v1/webhooks", {"json": {"url": "https://example.com/hook"}}),
    "batch": ("admin", t.batches, "/v1/batches", {"json": {"company": "north", "size": 1}}),
    "rule": ("admin", t.assignment_rules, "/v1/assignment-rules", {"json": {"company": "north", "share": 40}}),
    "import": ("admin", t.sales_imports, "/v1/sales/imports", {"files": {"file": ("s.csv", SHEET, "text/csv")}}),
    "program": (
        "manager", t.programs, "/v1/programs",
        {"content": PROGRAM.replace("rebate", "spring"), "headers": {"Content-Type": "application/yaml"}},
    ),
}  # fmt: skip
"""What one call makes: who may, where it stands, and the call."""


@pytest.mark.parametrize("effect", EFFECTS)
def test_what_dies_before_its_answer_is_kept_made_nothing_and_the_repeat_makes_it_once(
    client: Client, who: Callable[..., dict[str, str]], desk: Desk, here: Context, monkeypatch: pytest.MonkeyPatch,
    effect: str,
) -> None:  # fmt: skip
    role, table, path, sent = EFFECTS[effect]
    claim = asked(desk, 2)[0].id if effect in ("inquiry", "batch") else ""
    with_companies(desk)
    headers = {**who(role, "D1" if role == "dealer" else "maker"), "Idempotency-Key": "k", **sent.get("headers", {})}

    def call() -> Any:
        return client.post(path.format(claim=claim), **{**sent, "headers": headers})

    def count() -> int:
        with here.database.read() as conn:
            return conn.execute(select(func.count()).select_from(table)).scalar_one()

    before = count()
    with monkeypatch.context() as patched:
        patched.setattr(kept, "answer", _dies)
        client.faults = True
        assert call().status_code == 500
    assert count() == before
    first = call()
    assert first.status_code in (200, 201, 202)
    assert call().json() == first.json()
    assert count() - before == (2 if effect == "documents" else 1)


def test_a_second_call_at_the_same_moment_waits_for_the_first_and_gets_its_answer(context: Context) -> None:
    acts: list[str] = []
    under_way, answers = Event(), []

    def act(within: Context) -> Answer:
        with within.database.transaction():
            acts.append("done")
            under_way.set()
            second.join(0.3)
        return Answer(201, {"made": len(acts)})

    def call() -> None:
        answers.append(once(context, CALLER, "k", "asked", act))

    second = Thread(target=lambda: under_way.wait(5) and call())
    second.start()
    call()
    second.join()
    assert (len(acts), answers) == (1, [Answer(201, {"made": 1})] * 2)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_second_call_is_told_to_come_back_when_the_first_takes_long(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_WAIT", "'100ms'")

    def repeated() -> None:
        with pytest.raises(InProgress):
            once(context, CALLER, "k", "asked", lambda _: Answer(200, {}))

    def act(within: Context) -> Answer:
        with within.database.transaction():
            second = Thread(target=repeated)
            second.start()
            second.join()
        return Answer(201, {})

    assert once(context, CALLER, "k", "asked", act).status == 201


def _dies(*_: Any, **__: Any) -> None:
    raise RuntimeError("the process ends here")
