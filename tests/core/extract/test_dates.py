import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.model.documents import Field


def day(text: str, locale: str = "") -> Field | None:
    (document,) = extract(pages(text), locale=locale)
    return document.fields.get("invoice_date")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Date: 25/03/2018 8:13:39 PM", "2018-03-25"),
        ("Date :31-03-18 21:13", "2018-03-31"),
        ("25/03/201814:22", "2018-03-25"),
        ("Date 2018-03-25", "2018-03-25"),
        ("12 Mar 2018 18:19", "2018-03-12"),
        ("March 3, 2026", "2026-03-03"),
        ("Rechnungsdatum: 11. Juli 2014", "2014-07-11"),
        ("Tarikh: 5 Ogos 2019", "2019-08-05"),
        ("开票日期:2017年08月31日", "2017-08-31"),
        ("Datum: 26.10.22", "2022-10-26"),
    ],
)
def test_a_date_is_read_as_it_is_printed(printed: str, iso: str) -> None:
    found = day(printed)
    assert found is not None
    assert found.value == iso


def test_day_and_month_that_nothing_settles_stay_open() -> None:
    found = day("Date: 03/04/2018")
    assert found is not None
    assert (found.value, set(found.alternatives)) == (None, {"2018-04-03", "2018-03-04"})


@pytest.mark.parametrize(
    ("locale", "iso"), [("", None), ("en-MY", "2017-03-24"), ("zh-HK", "2017-03-24"), ("zh-CN", "2024-03-17")]
)
def test_three_pairs_of_digits_may_begin_with_the_year(locale: str, iso: str | None) -> None:
    found = day("Date: 24-03-17", locale=locale)
    assert found is not None
    assert found.value == iso


def test_the_order_comes_from_the_pages_own_dates_first() -> None:
    found = day("Date: 03/04/2018\nDue date: 04/25/2018", locale="en-MY")
    assert found is not None
    assert found.value == "2018-03-04"


def test_then_from_the_country_then_from_the_locale() -> None:
    by_country = day("ACORN SDN BHD\nDate: 03/04/2018\nTotal RM 5.00", locale="en-US")
    by_locale = day("Date: 03/04/2018", locale="en-US")
    assert by_country is not None
    assert by_locale is not None
    assert (by_country.value, by_locale.value) == ("2018-04-03", "2018-03-04")


@pytest.mark.parametrize(
    "other", ["Due date: 30/04/2018", "Delivery date 28/02/2018", "Printed 30/04/2018", "Expiry: 30/04/2020"]
)
def test_other_dates_are_not_the_invoices(other: str) -> None:
    found = day(f"{other}\nInvoice date: 15/03/2018\n{other}")
    assert found is not None
    assert found.value == "2018-03-15"


def test_a_repaired_date_says_so() -> None:
    found = day("Date: 1S/03/2O18")
    assert found is not None
    assert (found.value, found.repaired) == ("2018-03-15", True)


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert day("Date: 31/02/2018") is None


@pytest.mark.parametrize(
    "label",
    [
        "DOB:",
        "Tarikh lahir",
        "Joined",
        "Mfg",
        "Next service",
        "Road tax",
        "Licence exp",
        "EXP DATE",
        "Offer ends",
        "Check-out:",
        "Reg date",
        "Druckdatum:",
        "Quotation date:",
        "Statement date   ",
        "Previous purchase   ",
        "Gültig bis   ",
        "Caducidad   ",
        "Valable jusqu'au   ",
        "Data ordine:",
        "生产日期:",
        "订单日期:",
        "Sah sehingga   ",
    ],
)
def test_a_date_of_something_else_is_no_invoice_date_even_alone(label: str) -> None:
    assert day(f"ACORN LAMPS\n{label} 15/03/2018\nTOTAL   5.00") is None


@pytest.mark.parametrize(
    "label", ["Wave:", "Batch", "Lot", "Harvest:", "AMY", "Season   ", "Harvest date:", "Harvest:\n", "Reçu, le"]
)
def test_a_date_with_a_label_that_nobody_knows_says_so(label: str) -> None:
    found = day(f"ACORN LAMPS\n{label} 15/03/2018\nTOTAL   5.00")
    assert found is not None
    assert NAMED_OTHERWISE in found.supports


@pytest.mark.parametrize(
    "printed",
    [
        "Order No. 100 15/03/2018",
        "Cashier: AMY 15/03/2018",
        "Dafe: 15/03/2018",
        "AMY 15/03/2018 14:22",
        "Bonn, 15.03.2018",
        "CASHIER   15/03/2018",
        "CASH SALE\n15/03/2018",
        "RECEIPT #: CS0042 DATE: 15/03/2018",
        "Invoce Date: 15/03/2018",
        "消费日期: 2018-03-15",
        "Rechnung Nr. R4711vom 15.03.2018",
        "Beleg-Datum: 15.03.2018",
        "Re.-Datum: 15.03.2018",
        "Datum der Rechnung: 15.03.2018",
        "Billing date: 15/03/2018",
        "69002 Lyon\nLyon, le 15/03/2018",
        "Facturé le 15/03/2018",
        "Date du document : 15/03/2018",
        "20121 Milano\nMilano, li 15/03/2018",
        "Data di emissione: 15/03/2018",
        "28013 Madrid\nMadrid, a 15/03/2018",
        "Fecha fra.: 15/03/2018",
    ],
)
def test_a_till_prints_other_words_before_its_date_too(printed: str) -> None:
    found = day(f"ACORN LAMPS\n{printed}\nTOTAL   5.00")
    assert found is not None
    assert NAMED_OTHERWISE not in found.supports


def test_two_days_of_equal_standing_are_rivals() -> None:
    found = day("Date: 15/03/2018\nTOTAL   5.00\n\nACORN LAMPS\nDate: 18/03/2018\nTOTAL   6.00")
    assert found is not None
    assert {found.value, *found.rivals} == {"2018-03-15", "2018-03-18"}
    closed = day("Date: 15/03/2018\nTOTAL   5.00\nClosed 16/03/2018 02:10")
    assert closed is not None
    assert (closed.value, closed.rivals) == ("2018-03-15", ())


@pytest.mark.parametrize(("locale", "found"), [("en-AU", "2018-04-03"), ("en-MY", "2018-04-03"), ("", None)])
def test_a_thing_whose_name_reads_like_an_american_station_tells_nothing_of_the_date(
    locale: str, found: str | None
) -> None:
    field = day("ACORN STORE\nDate: 03/04/2018\nWALL-TV MOUNT   12.00", locale)
    assert field is not None
    assert field.value == found


@pytest.mark.parametrize(
    "other",
    [
        "Date d'achat du véhicule : 05/03/2024",
        "Last billing date: 05/03/2024",
        "Anzahlung Re.-Datum: 05.03.2024",
        "Lieferschein RG-Datum: 05.03.2024",
        "Fecha documento de identidad: 05/03/2024",
        "Prestation non facturée le 05/03/2024",
        "Selon votre commande\nen date du 05/03/2024",
        "Abholung, den 05.03.2024",
    ],
)
def test_another_things_day_stands_back_behind_the_plain_date(other: str) -> None:
    found = day(f"ACORN LAMPS\nDate: 17/03/2024\n{other}\nTOTAL   5.00")
    assert found is not None
    assert (found.value, found.rivals) == ("2024-03-17", ())


@pytest.mark.parametrize("told", ["Prochaine visite, le 05/03/2024", "Retour, le 05/03/2024", "Payable, le 05/03/2024"])
def test_a_word_with_a_comma_is_a_town_only_where_an_address_names_it(told: str) -> None:
    found = day(f"ACORN LAMPS\n12 rue des Lilas\n69002 Lyon\n{told}\nTOTAL   5.00", locale="fr-FR")
    assert found is None or NAMED_OTHERWISE in found.supports


def test_a_letters_day_behind_its_town_beats_the_day_of_its_print() -> None:
    found = day(
        "ACORN LAMPS\nRing 2, 50667 Köln\nKöln, den   01.11.2024\nTotal   5.00\nDatum:   30.10.2024   Zeit: 04:59:13"
    )
    assert found is not None
    assert found.value == "2024-11-01"
