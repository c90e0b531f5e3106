from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.core.values import compare

SAME_NAMES = [
    ("Harbour Lamps Sdn Bhd", "HARBOUR LAMPS SDN. BHD."),
    ("Harbour Lamps Sdn Bhd", "Harbour  Lamps S/B"),
    ("Harbour Lamps (M) Sdn Bhd", "HARBOUR LAMPS(M)SDN BHD"),
    ("Lamp & Shade Trading", "LAMP AND SHADE TRADING"),
    ("Müller Leuchten GmbH", "MULLER LEUCHTEN G.m.b.H."),
    ("Ｈａｒｂｏｕｒ Lamps", "HARBOUR LAMPS"),
    ("北海灯具有限公司", "北海灯具有限责任公司"),
    ("Lamp Shop 108 Sdn Bhd", "LAMP SH0P 1O8 SDN BHD"),  # O for 0
    ("Harbour Lamps Sdn Bhd", "HARBOUR LAMPSSDN BHD"),  # glued
    ("Harbour Lamps Sdn Bhd", "HARBOUR LAMPS SN BHD"),  # a letter of the form lost
    ("Lamp & Shade Trading", "LAMP SHADE TRADING"),  # the sign is lost in faint print
    ("Stationery Palace", "STATIONFRY PALACE"),  # one wrong letter in a long word
]

OTHER_NAMES = [
    ("Lamps (Kuala Lumpur) Ltd", "Lamps (Penang) Ltd"),
    ("The Lamp (M) Sdn Bhd", "The Lamp (Malaysia) Sdn Bhd"),
    ("Harbour Lamps Sdn Bhd", "Harbour Sdn Bhd"),
    ("Harbour Lamps Sdn Bhd", "Harbour Lamps Trading Sdn Bhd"),
    ("Lamp House 21", "Lamp House 27"),
    ("Star Lamps", "Stan Lamps"),
    ("East Lamps Trading", "West Lamps Trading"),
    ("Lampen AG", "Lampen GmbH"),
    ("Eastern Lamps", "Western Lamps"),
    ("Jansen Lampen", "Hansen Lampen"),
    ("Kedai 10015", "Kedai 10018"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_a_name_is_the_same_however_it_is_spelled(one: str, other: str) -> None:
    assert compare.names(one, other).same


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_one_word_makes_another_name(one: str, other: str) -> None:
    assert not compare.names(one, other).same


def test_a_number_that_may_be_a_word_is_not_read_exactly() -> None:
    assert compare.names("Unit 8 Lamps", "Unit B Lamps").score < compare.names("Lamp Shop", "Lamp Sh0p").score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東京ランプ株式会社", "東京ランフ株式会社"),
        ("शिव ट्रेडर्स", "शव ट्रेडर्स"),
        ("ร้านดี", "ร้านดู"),
        ("대한전자 주식회사", "대한전지 주식회사"),
    ],
)
def test_a_voiced_kana_or_a_vowel_sign_makes_another_name(one: str, other: str) -> None:
    assert compare.names(one, one).score == 1.0
    assert compare.names(one, other).score <= compare.SAME


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024/1/15", "2024/11/5", False), ("11-2", "1-12", False), ("11-2", "112", True),
        ("HL204-417", "HL-204417", True), ("2024 1 15", "2024/1/15", True),
    ],
)  # fmt: skip
def test_figures_of_a_number_stay_in_their_groups(one: str, other: str, *, same: bool) -> None:
    assert compare.comparison_for("invoice_number")(one, other).same == same


def test_figures_in_other_groups_are_shown_as_they_are_written() -> None:
    assert "2024/1/15 and 2024/11/5" in compare.invoice_numbers("2024/1/15", "2024/11/5").explanation


def test_a_number_that_people_group_as_they_like_is_the_same_in_any_groups() -> None:
    assert compare.comparison_for("seller_tax_id")("DE 123 456 789", "DE 12 345 6789").score == 1.0


@pytest.mark.parametrize("unseen", ["\ufe00", "\U000e0100", "\u034f", "\u20dd"])
def test_a_sign_that_is_not_seen_makes_no_other_name(unseen: str) -> None:
    assert compare.names(f"葛{unseen}城商店", "葛城商店").score == 1.0


@pytest.mark.parametrize(
    ("claimed", "printed", "score"),
    [
        ("Hauptstr. 8, 10115 Berlin", "Hauptstraße 8, 10115 Berlin", 1.0),
        ("Dorfstr. 3a, 12345 Berlin", "Dorfstraße 3 a, D-12345 Berlin", 1.0),
        ("〒100-0001 東京都千代田区千代田1-1", "東京都千代田区千代田1-1", 1.0),
        ("8 Jln Pelita, Tmn Pelita, 50460 K.L.", "8, Jalan Pelita, Taman Pelita, 50460 KL", 1.0),
        ("12 Main St, Dayton, OH 45414, USA", "12 Main St, Dayton, OH 45414", compare.ALIKE),
        ("8 Jalan Pelita, 50460 Cheras, Selangor", "8 Jalan Pelita, 50460 Cheras", compare.ALIKE),
        ("8 Jalan Pelita, 50460 Cheras", "8 Jalan Pelita, Cheras", compare.SHORTENED),
        ("8 Jalan Pelita, Taman Melati, 50460 Cheras", "8 Jalan Pelita, 50460 Cheras", compare.SHORTENED),
        ("8 Jalan Pelita, 50460 Cheras", "8 Jalan Pelitta, 50460 Cheras", compare.SHORTENED),
        ("1, Jalan 23, 50460 Cheras", "12, Jalan 3, 50460 Cheras", 0.85),
        ("8 Jalan 3/12, 50460 Cheras", "8 Jalan 31/2, 50460 Cheras", 0.85),
        ("1051 Budapest, Fő utca 8", "Budapest, Fő utca 8", compare.SHORTENED),
        ("Level 3, 8 Jalan Pelita, 50460 Kuala Lumpur", "8 Jalan Pelita, 50460 Kuala Lumpur", compare.SHORTENED),
        ("Unit 5, 12 High Street, Oaktown", "12 High Street, Oaktown", compare.SHORTENED),
        ("8 Jalan Pelita 3, Kuala Lumpur", "8 Jalan Pelita, Kuala Lumpur", compare.SHORTENED),
        ("8-10 High Street, Oaktown", "8 High Street, Oaktown", compare.SHORTENED),
        ("Unit 5, 12 High Street, Oaktown", "Unit 5, High Street, Oaktown", 0.85),
        ("Hauptstr. 8, 10115 Berlin", "Hauptstraße, 10115 Berlin", 0.85),
    ],
)
def test_what_an_address_leaves_out_may_be_a_floor_but_not_its_house(claimed: str, printed: str, score: float) -> None:
    assert compare.addresses(claimed, printed).score == compare.addresses(printed, claimed).score == score


def test_long_texts_are_no_address_and_are_told_apart_at_once() -> None:
    one, other = (" ".join(f"{word}{n}" for n in range(2000)) for word in ("abcdef", "abcdeg"))
    began = process_time()
    assert not compare.addresses(one, other).same
    assert process_time() - began < 2


@pytest.mark.parametrize(
    ("claimed", "same"),
    [
        ("8 Jln Pelita 3, Taman Pelita, 50460 Kuala Lumpur", True),
        ("8, Jalan Pelita 3, Kuala Lumpur", True),
        ("8, Jalan Pelita 3, Taman Pelita, 5O460 Kuala Lumpur, Malaysia", True),
        ("18, Jalan Pelita 3, Taman Pelita, 50460 Kuala Lumpur", False),
        ("8, Jalan Pelita 30, Taman Pelita, 50460 Kuala Lumpur", False),
        ("8, Jalan Pelita 3, Taman Pelita, 50400 Kuala Lumpur", False),
        ("8, Jalan Melati 3, Taman Melati, 50460 Kuala Lumpur", False),
        ("Kuala Lumpur", False),
        ("3 Taman Pelita", False),
    ],
)
def test_next_door_is_another_address_and_a_town_is_none(claimed: str, *, same: bool) -> None:
    printed = "8, JALAN PELITA 3, TAMAN PELITA, 50460 KUALA LUMPUR"
    assert compare.addresses(claimed, printed).same == compare.addresses(printed, claimed).same == same


@pytest.mark.parametrize(
    ("claimed", "same"),
    [("北京市 朝阳区建国路88号", True), ("北京市朝阳区建国路89号", False), ("北京市朝阳区建国路8号", False)],
)
def test_a_chinese_address_is_told_apart_by_its_number(claimed: str, *, same: bool) -> None:
    assert compare.addresses(claimed, "北京市朝阳区建国路88号").same == same


def test_quantities_are_amounts() -> None:
    assert compare.comparison_for("quantity")("10", "10.0").same
    assert not compare.comparison_for("quantity")("10", "1.0").same


def test_the_explanation_names_the_word_that_differs() -> None:
    assert "penang" in compare.names("Lamps (Penang) Ltd", "Lamps Ltd").explanation


def test_amounts_are_equal_as_decimals() -> None:
    assert compare.amounts("45.9", "45.90").score == 1.0
    assert not compare.amounts("45.90", "45.91").same


def test_dates_fall_by_the_day() -> None:
    near, far = compare.dates("2024-03-17", "2024-03-18"), compare.dates("2024-03-17", "2024-04-17")
    assert 1 > near.score > far.score
    assert "1 day apart" in near.explanation


def test_an_identifier_with_a_confused_character_is_not_the_same() -> None:
    assert compare.identifiers("INV-10 08", "inv1008").same
    assert not compare.identifiers("INV-1008", "INV-1O08").same


def test_a_currency_sign_is_its_code() -> None:
    assert compare.currencies("RM", "MYR").same
    assert not compare.currencies("SGD", "MYR").same


WORDS = [
    "Harbour",
    "Lamps",
    "Lamp",
    "&",
    "and",
    "Sdn",
    "Bhd",
    "SDNBHD",
    "S/B",
    "Ltd",
    "(M)",
    "108",
    "1O8",
    "GmbH",
    "corn",
]


@given(*[st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)] * 2)
def test_names_compare_alike_in_both_orders(one: str, other: str) -> None:
    assert compare.names(one, other).score == pytest.approx(compare.names(other, one).score)


@given(
    st.sampled_from(["total_amount", "invoice_date", "currency", "vin", "address"]),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_every_comparison_is_symmetric_and_bounded(field: str, one: str, other: str) -> None:
    forth, back = (compare.comparison_for(field)(*pair) for pair in ((one, other), (other, one)))
    assert forth.score == pytest.approx(back.score)
    assert 0.0 <= forth.score <= 1.0
