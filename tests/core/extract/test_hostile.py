import time

import pytest
from paper import page, pages

from claimcheck.core import prints
from claimcheck.core.extract import extract, parties

LOTS = 800


@pytest.mark.parametrize(
    "text",
    [
        "Total: 1.00 " + "." * 100_000,
        "1,234.56 " * 10_000,
        "(" * 5_000 + "SDN BHD" + ")" * 5_000,
        "\n".join(f"Net {i}.00     Tax {i}.10     Total {i}.20" for i in range(LOTS)),
        "\n".join(f"Date: {1 + i % 28:02d}/{1 + i % 12:02d}/20{10 + i % 20}" for i in range(LOTS)),
        "\n".join("seller bill to invoice no: " + "x" * 40 for _ in range(LOTS)),
        "NORTHWIND SDN BHD" + " -" * 20_000 + "x",
        "\x00\ufeff\u202e Total \u0660\u0661.\u0662\u0663 \ud7ff",
    ],
    ids=["punctuation", "one-line", "brackets", "amounts", "dates", "labels", "dashes", "odd-signs"],
)
def test_a_hostile_page_costs_seconds_at_the_most(text: str) -> None:
    started = time.process_time()
    extract(pages(page(text)))
    assert time.process_time() - started < 5


def test_a_registration_number_is_sought_in_time_that_grows_with_the_text() -> None:
    blank = "NORTHWIND" + " " * 2_000 + "x"
    started = time.process_time()
    assert not any(found.search(blank) for found in (parties._REGISTRATION, prints._REGISTRATION))
    assert time.process_time() - started < 1
