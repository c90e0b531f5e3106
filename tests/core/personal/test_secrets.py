"""Personal data in text: found whole, in part, misread, by form; and nothing else is."""

import time

import pytest
from factory import program

from claimcheck.core.personal import HIDDEN, Secrets, redact, redact_value, whole
from claimcheck.core.personal.masking import secrets_of
from claimcheck.core.personal.secrets import covered, forms
from claimcheck.core.rules.programfile import parse
from claimcheck.errors import ConfigError
from claimcheck.model.documents import Extracted, Field
from claimcheck.model.programs import MASK
from claimcheck.model.said import Said

SECRETS = Secrets({"buyer_name": ("Tan Mei Ling", "张伟"), "buyer_id": ("880214-14-5566",)}, frozenset(MASK))


@pytest.mark.parametrize(
    "text",
    [
        "TAN MEI LING", "tan  mei-ling", "Tan Mel Ling", "Ms Ling", "买方：张伟", "880214145566", "tel: 03-5550 1234",
        "+60 12 345 6789", "mei.ling@example.com", "13912345678", "IBAN DE89 3704 0044 0532 0130 00",
        "6222 0212 3456 7890 123", "身份证号11010519491231002X", "Passport: K1234567", "Mr Lim Wei Ling",
        "(012) 345-6789", "01234 567890", "880214 14 5566", "Dear Ms. Ling", "geb. 31.12.1949", "5140 1234 5678",
        "Vehicle no: WXY 1234", "Ahmad bin Ling", "张女士", "LING-17", "+49 0176 55501234",
    ],
)  # fmt: skip
def test_what_says_who_somebody_is_goes(text: str) -> None:
    said = redact(SECRETS, f"The claim says {text}, the page 16.00.")
    assert HIDDEN in said
    for part in ("Ling", "LING", "张", "5566", "1234", "6789", "@", "0044", "7890", "1949"):
        assert part not in said
    assert said.endswith("the page 16.00.")


@pytest.mark.parametrize(
    "text",
    [
        "Page 1 shows 16.00, the claim 19.00.", "05/12/2026: 5 December or 12 May?",
        "VIN LB37624S5DL001234 has 17 characters.",
        "Invoice INV-10071 of 2024-03-14", "The seller is Harbour Lamps Sdn Bhd.",
        "Sale S1 shows 99.00 for total amount.",
    ],
)  # fmt: skip
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert redact(SECRETS, text) == text


@pytest.mark.parametrize(
    ("looked_at", "text", "left"),
    [
        (True, "0123-4567 8901", "0123-4567 8901"), (False, "0123-4567 8901", "0123-4567 8901"),
        (True, "Shop of TAN MEI LING", HIDDEN), (True, "Mr Price", "Mr Price"),
        (False, "Kit of Mr Price", "Kit of ▇▇▇"), (True, "Lamps, call 012-345 6789", "Lamps, ▇▇▇"),
        (False, "Kit for Ling", "Kit for ▇▇▇"),
        (False, "Tel 012-3456789", "▇▇▇"), (True, "mobile 13812345678", "▇▇▇"), (True, "al@x.my", "▇▇▇"),
        (False, "WBA 110101199003071234", "WBA ▇▇▇"), (True, "INV 012-3456789", "INV 012-3456789"),
        (True, "Ling Lamps Sdn Bhd", "Ling Lamps Sdn Bhd"), (True, "lamps@example.com", HIDDEN),
    ],
)  # fmt: skip
def test_a_value_that_is_not_hidden_loses_what_is_but_a_number_stays_and_a_seller_has_a_name(
    looked_at: bool, text: str, left: str
) -> None:
    assert redact_value(SECRETS, text, looked_at=looked_at) == left


@pytest.mark.parametrize("vin", ["LB37624S5DL001234", "LB3 7624S5 DL001234", "LB37-624S-5DL0-01234"])
def test_a_chassis_number_goes_where_a_program_hides_it_however_it_is_grouped(vin: str) -> None:
    assert redact(Secrets({}, frozenset({"vin"})), f"Sold with {vin} on it") == f"Sold with {HIDDEN} on it"


@pytest.mark.parametrize(
    "text",
    ["Signature" + "." * 4000 + " Date", "- " * 2000 + "COPY Name", "you were served by " * 500, "(name " * 1000]
    + [sign * 6000 for sign in "A1X_"],
)
def test_a_long_line_takes_no_time(text: str) -> None:
    begun = time.process_time()
    forms(SECRETS, text)
    redact(SECRETS, text)
    redact_value(SECRETS, text, looked_at=False)
    assert time.process_time() - begun < 1


def test_what_was_misread_counts_as_found() -> None:
    assert whole(SECRETS, "Customer: T4N MEI LING") == {"buyer_name": [(10, 22)]}
    assert whole(SECRETS, "Tango Trading Singapore") == {}


def test_a_value_over_several_lines_is_found_where_all_but_a_little_of_it_stands() -> None:
    assert covered(["Tan Mei Ling Meadowlark"], ["Customer: Tan Mei Ling", "Meadowlark"])
    assert not covered(["Tan Mei Ling Meadowlark"], ["Customer: Tan Mei Ling", "Invoice 17"])
    assert not covered(["Tan Mei Ling"], [])


def test_fields_that_no_program_knows_are_hidden_and_a_program_may_hide_nothing() -> None:
    claimed = [{"buyer_name": "Tan Mei Ling", "contact": "Ravi Kumar", "units": "4"}]
    secrets = secrets_of(program(), claimed, None, (), ())
    assert secrets.values == {"buyer_name": ("Tan Mei Ling",), "contact": ("Ravi Kumar",)}
    assert secrets.stated == {"buyer_name"}
    assert secrets_of(program(mask=()), claimed, None, (), ()).values == {}


@pytest.mark.parametrize(
    ("read", "left"), [("Factuur aan", {}), ("Factuur aan Anna de Vries", {"buyer_name": ("Anna de Vries",)})]
)
def test_a_label_that_was_read_with_a_name_is_no_part_of_it(read: str, left: dict[str, tuple[str, ...]]) -> None:
    found = Extracted((1,), "invoice", 1.0, {"buyer_name": Field("buyer_name", read, read)})
    assert secrets_of(program(), [{}], None, [found], ()).values == left


def test_a_program_file_says_what_is_hidden_and_whether_checkers_decide() -> None:
    text = 'program: lamps\nversion: "1"\ncurrency: MYR\n'
    assert (parse(text, filename="p").mask, parse(text, filename="p").checkers_decide) == (MASK, False)
    made = parse(text + "mask: [buyer_name, phone]\nchecking: {verdict: decides}\n", filename="p")
    assert (made.mask, made.checkers_decide) == (("buyer_name", "phone"), True)
    for wrong, place in (("mask: [hair]", "4:8"), ("checking: {}", "4:11"), ("checking: {verdict: maybe}", "4:21")):
        with pytest.raises(ConfigError, match=f"p:{place}"):
            parse(text + wrong, filename="p")


def test_a_sentence_of_the_engine_loses_what_is_hidden_and_stays_one() -> None:
    said = redact(SECRETS, Said("The document shows {field} {found}.", field="buyer_name", found="Tan Mei Ling"))
    assert isinstance(said, Said)
    assert "Tan" not in said + said.values["found"]
