"""A name that was read for a party is told where claim or sale state it or it is a company's, and else not."""

import pytest

from claimcheck.core.personal.names import names_a_company
from claimcheck.core.personal.parties import may_be_told

STATED = (("seller_name", "Lindwurm Haushaltswaren GmbH"), ("seller_name", "Kim Oakenholt"), ("address", "Talweg 77"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mary Price", False), ("Rose Brown", False), ("Kolja Dexheimer", False), ("张伟", False), ("黄金凤", False),
        ("Anna and Ben", False), ("MARIA DA SA", False), ("Cash Bill", False), ("Jan Handel", False),
        ("Kim Oakenholt", True), ("KIM OAKENHOLT", True), ("Kim Oakenho1t", True), ("Lindwurm", True),
        ("Eisenhut Baumarkt KG", True), ("Harbour Lamps", True), ("Talleres Norte", True), ("Kedai Ria", True),
        ("永辉超市", True), ("钱立新商店", True), ("Receipt", True),
    ],
)  # fmt: skip
def test_a_seller_is_told_where_it_is_stated_or_a_company(said: str, told: bool) -> None:
    assert may_be_told("seller_name", said, STATED) == told


@pytest.mark.parametrize(("said", "told"), [("Talweg 77", True), ("12 Market Street", False)])
def test_an_address_is_told_only_where_it_is_stated(said: str, told: bool) -> None:
    assert may_be_told("address", said, STATED) == told


def test_what_names_no_party_is_not_asked() -> None:
    assert may_be_told("model_name", "Mary Price", ())


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Dexheimer AG", True), ("Dexheimer S.L.", True), ("Dexheimer e.K.", True), ("Dexheimer & Co. KG", True),
        ("Dexheimer Sp. z o.o.", True), ("Dexheimer Private Limited", True),
        ("Dexheimer and Eschenbach", False), ("Dexheimer mit Begleitung", False), ("Dexheimer private", False),
        ("Dexheimer limited edition", False), ("Dexheimer K.G.", False), ("MARIA DE SA", False),
        ("Dexheimer 2 KG", False), ("Dexheimer AB 1234", False),
    ],
)  # fmt: skip
def test_a_company_is_told_by_its_legal_form_and_not_by_words_that_stand_behind_anybody(
    text: str, company: bool
) -> None:
    assert names_a_company(text) == company
