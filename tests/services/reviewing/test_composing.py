"""A dealer is written to in the language that it reads."""

from __future__ import annotations

import pytest
from desk import Desk

from claimcheck.services.people import accounts, organisations
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.reviewing import composing


@pytest.mark.parametrize(
    ("own", "people", "contact", "expected"),
    [
        ("zh-Hans", [], False, "zh-Hans"),
        ("en", ["zh-Hans", "zh-Hans", "en"], False, "zh-Hans"),
        ("en", ["zh-Hans", "en"], False, "en"),
        ("zh-Hans", ["zh-Hans", "en"], False, "zh-Hans"),
        ("en", ["zh-Hans"], True, "en"),
    ],
    ids=["nobody has an account", "most of its people", "half", "the other half", "its contact"],
)
def test_a_letter_is_in_the_language_of_whoever_gets_it(
    desk: Desk, own: str, people: list[str], contact: bool, expected: str
) -> None:
    context, said = desk.context, Particulars("East 9", "", own)
    dealer = organisations.create(context, desk.admin, outside_id="D9", kind="dealer", said=said)
    for number, language in enumerate(people):
        accounts.create(
            context, maker_id="acme", email=f"p{number}@d9.example.com", name="P", organisation="D9", role="dealer",
            language=language,
        )  # fmt: skip
    if contact:
        organisations.add_contact(
            context, desk.admin, dealer, purpose="claims", name="Office", email="office@d9.example.com",
            from_day=desk.clock().date(),
        )  # fmt: skip
    assert composing.language_of_dealer(context, desk.admin, "D9") == expected
