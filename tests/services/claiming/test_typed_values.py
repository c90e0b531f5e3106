"""Amounts and days as people type them, where the program's country settles what they mean."""

from __future__ import annotations

import pytest
from desk import PROGRAM

from claimcheck.core.rules.programfile import parse
from claimcheck.services.claiming.typed_values import understood


@pytest.mark.parametrize(
    ("locale", "currency", "name", "typed", "value", "doubtful"),
    [
        ("ms-MY", "MYR", "total_amount", "1234.50", "1234.50", False),
        ("ms-MY", "MYR", "total_amount", "RM 1,234.50", "1234.50", False),
        ("fr-FR", "EUR", "total_amount", "1.234,50 €", "1234.50", False),
        ("en-GB", "GBP", "total_amount", "1,234", "1234", True),
        ("fr-FR", "EUR", "total_amount", "1,234", "1.234", True),
        ("de-DE", "EUR", "total_amount", "1.234", "1234", True),
        ("ar-KW", "KWD", "total_amount", "3.255", "3.255", False),
        ("en-GB", "KWD", "total_amount", "3,255", "3255", True),
        ("en-GB", "GBP", "total_amount", "EUR 12.00", "EUR 12.00", False),  # not the program's money: refused later
        ("en-GB", "GBP", "invoice_date", "31/12/2025", "2025-12-31", False),
        ("en-GB", "GBP", "invoice_date", "03/04/2025", "2025-04-03", True),
        ("en-US", "USD", "invoice_date", "03/04/2025", "2025-03-04", True),
        ("zh-CN", "CNY", "invoice_date", "03/04/2025", "03/04/2025", False),  # nobody writes it so there
        ("zh-CN", "CNY", "invoice_date", "2025年4月3日", "2025-04-03", False),
        ("en-GB", "GBP", "seller_name", "1,234", "1,234", False),
    ],
)
def test_what_is_typed_is_read_as_the_country_writes_it(
    locale: str, currency: str, name: str, typed: str, value: str, doubtful: bool
) -> None:
    rules = parse(PROGRAM.replace("ms-MY", locale).replace("MYR", currency), filename="rebate.yaml")
    made = understood(rules, name, typed)
    assert (made.value, made.doubtful, made.changed) == (value, doubtful, value != typed)
