from checking import asked
from desk import Desk

from claimcheck.services.notices import inbox
from claimcheck.services.people import accounts
from claimcheck.services.reviewing import inquiring


def test_who_is_asked_by_name_is_told_but_not_who_asks_themselves(desk: Desk) -> None:
    for name in ("Ada", "Bea"):
        email = f"{name}@example.com".lower()
        accounts.create(desk.context, maker_id="acme", email=email, name=name, organisation="maker", role="reviewer")
    ada, bea = sorted(accounts.listed(desk.context, maker_id="acme"), key=lambda one: one.name)
    (claim,) = asked(desk)
    for name in ("Ada", "Bea"):
        inquiring.ask(desk.context, ada.actor(), claim.id, asked_of=name, question="Was it sold?")
    told = [[one.kind for one in inbox.look(desk.context, who)].count("claim.word_asked") for who in (ada, bea)]
    assert told == [0, 1]
