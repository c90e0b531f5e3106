"""A rejection says until when it may be appealed, where the program lets a dealer appeal."""

import pytest
from desk import PROGRAM, SALE, Desk

from claimcheck.services.notices import mailing
from claimcheck.services.people import accounts
from claimcheck.services.programs.programs import publish


@pytest.mark.parametrize(
    ("days", "language", "said"),
    [
        ("10", "en", "If you think that this is wrong, you may appeal until "),
        ("10", "zh-Hans", "前（含当日）申诉。"),
        ("0", "en", None),
    ],
)
def test_a_rejection_tells_until_when_it_may_be_appealed(
    days: str, language: str, said: str | None, desk: Desk
) -> None:
    accounts.create(
        desk.context, maker_id="acme", email="d@example.com", name="Dana", organisation="D1", role="dealer",
        language=language,
    )  # fmt: skip
    strict = PROGRAM.replace('"1"', '"2"').replace("duplicates: review", "duplicates: reject")
    publish(desk.context, desk.admin, f"{strict}appeal: {{days: {days}}}\n", filename="p.yaml")
    desk.sales(SALE)
    for number in ("R-1", "R-2"):
        desk.claim(desk.upload(), number=number)
        desk.work()
    sent: list[str] = []
    desk.clock.forward(61)
    mailing.send_due(desk.context, lambda mail: sent.append(mail.get_content()))
    (rejected,) = [text for text in sent if "is rejected" in text or "已驳回" in text]
    assert said in rejected if said else "appeal" not in rejected
