"""A checking company for tests: its people, claims that a person must look at, batches that it pulls and answers."""

from __future__ import annotations

from desk import Desk
from fakes import receipt

from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches, checker_desk
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.people import keys
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.checking.batches import Item

WU, LI = Actor("acme", "north", "checker", "wu"), Actor("acme", "north", "checker", "li")
SOUTH = Actor("acme", "south", "checker", "chen")
REVIEWER = Actor("acme", "maker", "reviewer", "ruth")
RETURN = Resolution("return", ("sale.missing",))


def with_companies(desk: Desk) -> Desk:
    """The maker, with two checking companies: north and south."""
    for name in ("north", "south"):
        keys.create(desk.context, maker_id="acme", organisation=name, role="checker")
    return desk


def asked(desk: Desk, count: int = 1) -> list[ClaimView]:
    """Claims that no sale agrees with: a person must look at each."""
    made = [
        desk.claim(
            desk.upload(receipt(number=f"INV-7{n:04}", total=f"{n + 20}.00"), name=f"{n}"),
            number=f"R-{n}", total_amount=f"{n + 20}.00",
        )
        for n in range(count)
    ]  # fmt: skip
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    desk.work()
    return [desk.see(one) for one in made]


def pulled(desk: Desk, by: Actor = WU, **more: int) -> tuple[str, list[str]]:
    """A batch that the company holds: our ids of it and of what is open in it."""
    batches.assign(desk.context, desk.admin, Assignment(by.organisation, **more))
    batch = batches.pull(desk.context, by)
    _, found = checker_desk.listed(desk.context, by, batch.id)
    return batch.id, [one.item.id for one in found]


def answer(desk: Desk, batch: str, item: str, said: Resolution = RETURN, by: Actor = WU) -> Item:
    taken = checker_desk.take(desk.context, by, batch, item)
    return checker_desk.answer(desk.context, by, batch, item, fence=taken.fence, said=said)
