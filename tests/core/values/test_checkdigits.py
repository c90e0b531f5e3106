"""Check digits verify numbers, and mend one confused sign where nothing else explains it."""

import pytest

from claimcheck.core.values import checkdigits
from claimcheck.core.values.checkdigits import Checked, checked

VIN = "LZ9AB2CD8RA004217"
CREDIT_CODE = "91110000600037341L"


def vin(body: str) -> str:
    """A VIN with the check digit that its other signs ask for."""
    return next(v for d in "0123456789X" if checkdigits.vin_holds(v := body[:8] + d + body[9:]))


def test_a_vin_with_one_confused_sign_is_mended_and_said_to_be() -> None:
    right = vin("LZ9AB2CD0RA004217")
    assert checked("vin", right.replace("004217", "0O4217"), 0.95) == Checked(right, True, repaired=True)


def test_a_vin_that_holds_is_left_alone() -> None:
    right = vin("LZ9AB2CD0RA004217")
    assert checked("vin", right, 0.5) == Checked(right, True)


def test_what_the_reader_is_sure_of_is_not_mended() -> None:
    wrong = vin("LZ9AB2CD0RA004217")[:-1] + "1"
    assert checked("vin", wrong, 0.99) == Checked(wrong, False)


def test_a_european_vin_is_not_bound_to_its_check_digit() -> None:
    assert checked("vin", "WAUZZZ8K9BA012345", 0.5) == Checked("WAUZZZ8K9BA012345", None)


def test_letters_that_no_vin_holds_are_figures_wherever_they_stand() -> None:
    right = vin("LZ9AB2CD0RA004217")
    assert checked("vin", right.replace("004217", "OO42I7")) == Checked(right, True, repaired=True)


@pytest.mark.parametrize("printed", ["QWERA40F0H3276555", "WVWZZZ1KZAWOOO001", "IVWZZZ1KZAW000001"])
def test_letters_that_no_vin_holds_are_kept_and_doubted_where_no_check_digit_tells_the_figures(printed: str) -> None:
    assert checked("vin", printed, 0.99) == Checked(printed, False, possible=False)


def test_two_misread_signs_are_not_guessed() -> None:
    wrong = vin("LZ9AB2CD0RA004217").replace("004217", "DD4217")
    assert checked("vin", wrong, 0.9) == Checked(wrong, False)


def test_a_credit_code_with_one_confused_sign_is_mended() -> None:
    assert checked("seller_id", "9111000060O037341L", 0.9) == Checked(CREDIT_CODE, True, repaired=True)


def test_noughts_that_were_read_as_letters_are_set_right_in_a_credit_code_however_many() -> None:
    code = checked("seller_id", "91351454UONEAMQOJQ", 0.99)
    assert (code.value, code.holds, code.repaired) == ("91351454U0NEAMQ0JQ", True, True)


def test_an_old_tax_number_is_known_by_its_organisation_code() -> None:
    assert checked("buyer_id", "110108D2143569X").holds is True
    assert checked("buyer_id", "110108D21435691").holds is None, "many were given that do not hold"


@pytest.mark.parametrize("number", ["DE136695976", "IT00743110157"])
def test_other_numbers_are_checked_by_their_countrys_rule(number: str) -> None:
    assert checked("seller_id", number).holds is True
