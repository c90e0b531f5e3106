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


LETTER = """
ACORN LAMPS
50667 Köln
{head}
RECHNUNG Nr. 4711
Lampe            38,57
Gesamt           45,90
{foot}
"""


def proving(found: Field | None) -> str | None:
    """The day that a field proves; nothing where it is unsure or another day stands against it."""
    return found.value if found is not None and NAMED_OTHERWISE not in found.supports and not found.rivals else None


def letter(head: str = "", foot: str = "", *, town: str = "50667 Köln") -> Field | None:
    return day(LETTER.format(head=head, foot=foot).replace("50667 Köln", town), locale="de-DE")


def test_a_letters_day_behind_its_town_beats_the_day_of_its_print() -> None:
    found = letter("Köln, den   01.11.2024", "Datum:   30.10.2024   Zeit: 04:59:13")
    assert found is not None
    assert (found.value, found.rivals) == ("2024-11-01", ("2024-10-30",))


@pytest.mark.parametrize(
    "signed", ["Köln, den 17.03.2024", "Köln, 17.03.2024", "Lyon, le 17/03/2024", "Marseille, 17/03/2024"]
)
def test_a_town_under_the_sums_says_where_somebody_signed_and_proves_no_sale(signed: str) -> None:
    alone = letter(foot=f"Kunde: M. Dupont\n13001 Marseille\nUnterschrift\n{signed}")
    assert alone is not None
    assert (alone.value, proving(alone)) == ("2024-03-17", None)
    assert proving(letter("Datum: 20.03.2024", f"Unterschrift\n{signed}")) == "2024-03-20"


def test_where_it_was_attested_is_not_where_it_was_sold() -> None:
    assert proving(letter("Fait à Köln, le 17/03/2024")) is None
    assert proving(letter("A Köln, le 17/03/2024")) == "2024-03-17"
    assert proving(letter("Lieu et date : Köln, le 17/03/2024")) == "2024-03-17"
    assert proving(letter("Lugar y fecha de emisión: Köln, 17/03/2024")) == "2024-03-17"
    assert proving(letter(foot="Ort, Datum: Köln, 17/03/2024")) is None
    assert proving(letter("Véhicule repris : Golf\nKöln, le 17/03/2024")) is None


def test_a_letters_day_gives_way_to_the_day_labelled_the_invoices_and_is_unsure_beside_a_plain_one() -> None:
    assert proving(letter("Köln, den 17.03.2024\nRechnungsdatum: 20.03.2024")) == "2024-03-20"
    beside = letter("Köln, den 17.03.2024\nDatum: 20.03.2024")
    assert beside is not None
    assert {beside.value, *beside.rivals} == {"2024-03-17", "2024-03-20"}


@pytest.mark.parametrize(
    ("town", "address"),
    [
        ("St. Gallen", "9000 St. Gallen"),
        ("Frankfurt a.M.", "60311 Frankfurt a.M."),
        ("Halle (Saale)", "06108 Halle (Saale)"),
        ("Köln-Deutz", "50679 Köln-Deutz"),
        ("Rüsselsheim", "65428 Ruesselsheim"),
        ("Berlin", "D10115 Berlin"),
        ("München", "Marienplatz 1, München"),
        ("Amsterdam", "1012 JS Amsterdam"),
        ("Leeds", "Leeds LS1 4AP"),
    ],
)
def test_a_letters_town_is_the_one_of_its_address_however_that_is_written(town: str, address: str) -> None:
    assert proving(letter(f"{town}, den 17.03.2024", town=address)) == "2024-03-17"
    assert proving(letter(f"{town}, den 17.03.2024", town="12345 Waldstadt")) is None


@pytest.mark.parametrize("done", ["Bezahlt", "Gekauft", "Abholung"])
def test_a_word_for_what_was_done_is_no_town(done: str) -> None:
    assert proving(letter(f"{done}, den 17.03.2024")) is None


@pytest.mark.parametrize(
    "label",
    [
        "Rechnungsdatum = Lieferdatum:",
        "Rechnungs-/Lieferdatum:",
        "Rechnungsdatum (=Lieferdatum)",
        "Auftrags-/Rechnungsdatum:",
        "Rechnungs- und Leistungsdatum:",
        "Order / Invoice date:",
        "Delivery & Invoice Date:",
        "Date de facture / livraison :",
        "Date de livraison et de facture :",
        "Fecha de factura/albarán:",
        "Factuurdatum / leverdatum:",
        "Commande n° 12 - Facture du",
        "Vehicle invoice date:",
        "Date of sale of vehicle:",
        "Fahrzeugrechnung vom",
        "Gebrauchtwagenrechnung Nr. 12 vom",
        "Date de facture véhicule :",
        "Data fattura veicolo:",
        "Date de vente :",
        "Date d'émission / livraison :",
        "Datum factuur:",
        "Datum = Lieferdatum:",
        "Datum / Leistungsdatum:",
        "Kaufdatum:",
        "Factuur 12 d.d.",
        "Tarikh jualan:",
        "Tarikh & Masa:",
        "Date and time:",
        "Ausgestellt am",
        "Tax invoice issued:",
        "Issued by AMY on",
        "Luogo e data di emissione:",
        "Fecha de venta:",
        "VAT invoice issue date:",
        "Your invoice issue date",
        "Date of issue of this invoice:",
        "Issued electronically",
        "Dated this",
        "Fecha y hora de emisión:",
        "Fecha de emisión del CFDI:",
        "Lugar de emisión: Madrid Fecha de emisión:",
        "Facture acquittée émise le",
        "Date et lieu d'émission :",
        "Date d'émission du présent document :",
        "Fattura elettronica emessa il",
        "Ausstellungsdatum dieser Rechnung:",
        "Invoice Date Order No\n",
        "Invoice Date Vehicle Reg\n",
    ],
)
def test_the_day_of_a_bill_is_its_own_whatever_else_its_label_names(label: str) -> None:
    behind = " PO-4471" if label.endswith("\n") else ""
    assert proving(day(f"ACORN MOTORS\n{label} 17/03/2024{behind}\nTOTAL   5.00", "en-GB")) == "2024-03-17"


@pytest.mark.parametrize(
    "label",
    [
        "Last invoice date:",
        "Order invoice date:",
        "Supplier's invoice date:",
        "Used vehicle invoice date:",
        "Trade-in date of purchase",
        "Reprise : date de vente :",
        "Date d'achat :",
        "Card issued:",
        "Cheque issued:",
        "MOT issue date",
        "Membership issued",
        "Price list dated",
        "Ausstellungsdatum des Personalausweises:",
        "Kaufdatum Vorbesitzer:",
        "Passport date of issue:",
        "Terms dated",
        "Date d'émission du permis :",
        "Führerschein Ausstellungsdatum:",
        "Fecha de expedición DNI:",
        "Selon facture du",
        "Rechnungsdatum Ihrer Bestellung:",
        "Date d'achat de l'ancien véhicule :",
        "Data fattura d'acquisto precedente:",
    ],
)
def test_a_day_that_may_be_another_things_is_kept_and_proves_nothing(label: str) -> None:
    found = day(f"ACORN MOTORS\n{label} 17/03/2024\nTOTAL   5.00", "en-GB")
    assert found is not None
    assert (found.value, NAMED_OTHERWISE in found.supports) == ("2024-03-17", True)


@pytest.mark.parametrize(
    ("other", "proved"),
    [("Date: 20/03/2024", "2024-03-20"), ("20/03/2024", None), ("Due date: 20/04/2024", "2024-03-17")],
)
def test_a_cars_day_is_the_bills_where_no_other_may_be(other: str, proved: str | None) -> None:
    text = f"ACORN MOTORS\n{other}\nVehicle sale date: 17/03/2024\nTOTAL   5.00"
    assert proving(day(text, "en-GB")) == proved


@pytest.mark.parametrize("first", ["1ère mise en circulation : 01/02/2020", "First Registered: 01/02/2020"])
def test_the_day_on_which_a_car_was_first_registered_leaves_its_sales_day_alone(first: str) -> None:
    assert proving(day(f"ACORN MOTORS\nVehicle sale date: 17/03/2024\n{first}\nTOTAL   5.00", "en-GB")) == "2024-03-17"


def test_a_day_of_sale_and_delivery_is_not_the_bills_where_that_has_its_own() -> None:
    found = day("ACORN\nSales / delivery date: 20/03/2024\nInvoice date: 17/03/2024\nTOTAL   5.00", "en-GB")
    assert (proving(found), found and found.rivals) == ("2024-03-17", ())


def test_a_till_prints_its_town_with_the_time_at_the_foot() -> None:
    assert proving(letter(foot="Filiale Köln, 17.03.2024 14:22")) == "2024-03-17"


@pytest.mark.parametrize(
    "lines",
    [
        "Order / Invoice date: 12/03/2024, 17/03/2024",
        "Order & Invoice date: 12/03/2024 and 17/03/2024",
        "Order / Invoice date:   12/03/2024   17/03/2024",
        "Order Date Invoice Date\n12/03/2024 17/03/2024",
    ],
)
def test_two_days_behind_labels_that_are_joined_or_under_heads_that_read_as_one_prove_neither(lines: str) -> None:
    assert proving(day(f"ACORN MOTORS\n{lines}\nTOTAL   5.00", "en-GB")) is None


@pytest.mark.parametrize(
    "row",
    [
        "Return by 17/04/2024 Date 17/03/2024",
        "Warranty until 17/03/2026 Invoice date 17/03/2024",
        "Quote no 4471, invoice date 17/03/2024",
        "Delivery 15/03/2024 Date: 17/03/2024",
    ],
)
def test_what_is_said_of_another_day_or_number_of_its_row_is_not_said_of_the_bills(row: str) -> None:
    assert proving(day(f"ACORN MOTORS\n{row}\nTOTAL   5.00", "en-GB")) == "2024-03-17"


@pytest.mark.parametrize(
    "row", ["Quote No 4471 Date 17/03/2024", "Licence 12345 issued 17/03/2024", "Date 20/03/2024 Due 17/03/2024"]
)
def test_nor_does_it_make_another_things_day_the_bills(row: str) -> None:
    assert proving(day(f"ACORN MOTORS\n{row}\nTOTAL   5.00", "en-GB")) != "2024-03-17"


def test_an_orders_day_behind_an_invoices_number_is_the_orders() -> None:
    assert proving(day("ACORN MOTORS\nInvoice No 4711 Order date: 12/03/2024\nTOTAL   5.00", "en-GB")) is None


@pytest.mark.parametrize(
    "row",
    [
        "Factuur 4477 bestelling van",
        "Factuur bij pakbon 12 van",
        "Vervangt factuur 123 van",
        "Herinnering factuur 12 van",
        "Factuur nr 4477 bestelling d.d.",
        "Factuur 12 van",
    ],
)
def test_a_dutch_bills_number_with_a_day_stands_back_behind_the_papers_own_day(row: str) -> None:
    found = day(f"ACORN LAMPEN\n{row} 01-02-2024\nDatum: 17-03-2024\nTOTAAL   5,00", "nl-NL")
    assert found is not None
    assert (found.value, found.rivals) == ("2024-03-17", ())


def test_the_town_that_a_station_is_licensed_to_is_no_label_of_the_day_beside_it() -> None:
    found = day("KXYZ-FM               INVOICE\nLicensed to Oaktown      Invoice Date   03/17/2025\nFlown   02/20/2025")
    assert found is not None
    assert found.value == "2025-03-17"
