"""Orders and bills for broadcast time: columns of labels and values, whose values run up to the next label."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import page, pages

from claimcheck.core.evidence.proof import FIRM
from claimcheck.core.extract import extract

BILL = """
                          INVOICE
Remit Address:                 Advertiser   Friends of Nobody Particular Invoice Date  03/01/24
KXYZ                           Product      Statewide                    Invoice #     88001-1
PO Box 12                      Property     KXYZ                         Order #       88001
Oaktown, TX 75001              Region       Local                        Order Flight  02/05/24 - 02/11/24

Billing Address:
Elm Media Buying LLC
12 Main St

Gross Total      $1,200.00
Agency Commission  $180.00
Net Amount Due   $1,020.00
"""


def values(text: str) -> dict[str, str | None]:
    printed = replace(page(text, across=100), layer="text")
    (document,) = extract(pages(printed))
    return {name: field.value for name, field in document.fields.items()}


def test_a_value_that_runs_up_to_the_next_columns_label_is_cut_there() -> None:
    assert values(BILL)["buyer_name"] == "Friends of Nobody Particular"


def test_the_advertiser_buys_though_the_bill_goes_to_an_agency() -> None:
    without_run_on = BILL.replace("Particular Invoice", "Partic     Invoice")
    assert values(without_run_on)["buyer_name"] == "Friends of Nobody Partic"


def test_the_flight_and_the_gross_are_read_from_their_columns() -> None:
    found = values(BILL)
    assert (found["flight_from"], found["flight_to"]) == ("2024-02-05", "2024-02-11")
    assert found["total_amount"] == "1200.00"


def test_a_bill_for_broadcast_time_goes_by_its_contract_unless_it_says_which_number_is_the_invoices() -> None:
    contract = BILL.replace("Order #  ", "Contract ")
    assert values(contract)["invoice_number"] == "88001-1"
    assert values(contract.replace("Invoice #", "Invoice  "))["invoice_number"] == "88001"


def test_a_number_in_brackets_behind_a_name_is_no_part_of_it() -> None:
    assert values(BILL.replace("Particular Invoice", "Part(1234)  Invoice"))["buyer_name"] == "Friends of Nobody Part"


def test_a_word_that_happens_to_stand_at_an_edge_stays_where_it_is() -> None:
    found = values("""
        INVOICE 7001
        Bill to:
        Oak Product Trading Ltd
        12 Street

        Qty Product
        1   Lamp         10.00
        2   Shade        20.00
        1   Bulb          5.00
        Total            35.00
    """)
    assert found["buyer_name"] == "Oak Product Trading Ltd"


def test_a_labelled_date_of_a_form_is_read_day_first_and_in_words() -> None:
    form = "VEHICLE LICENCE\nRegister date: 25/03/2024\nIssue date: 2 April 2024\nChassis no: LZ9AB3CD1NP123456"
    found = values(form)
    assert (found["registration_date"], found["issue_date"]) == ("2024-03-25", "2024-04-02")


ORDER = """
KQZZ-FM                        Sales Contract
Sponsor        Friends of Nobody        Start Date   02/05/24
Agreement No.  AG-70331                 End Date     02/11/24
Agency         Elm Media Buying LLC

Morning Drive       6     100.00      600.00
Evening Drive       6     100.00      600.00
Total Spots: 12      Gross Total: $1,200.00   Agency Comm: $180.00    Net Total: $1,020.00
"""


@pytest.mark.parametrize(
    ("printed", "instead", "field", "value"),
    [
        ("", "", "buyer_name", "Friends of Nobody"),
        ("", "", "invoice_number", "AG-70331"),
        ("", "", "total_amount", "1200.00"),
        ("", "", "flight_from", "2024-02-05"),
        ("", "", "flight_to", "2024-02-11"),
        ("Sponsor  ", "Client Name", "buyer_name", "Friends of Nobody"),
        ("Agreement No.", "Deal #       ", "invoice_number", "AG-70331"),
        ("End Date  ", "Start Date", "flight_to", None),
        ("Start Date   02/05/24", "Run dates 02/05/24 to 02/11/24", "flight_to", "2024-02-11"),
        ("Start Date   02/05/24", "Schedule: 02/05/24 thru 02/11/24", "flight_from", "2024-02-05"),
        ("Start Date   02/05/24", "On air: 02/05/24 to 02/11/24", "flight_to", "2024-02-11"),
        ("End Date  ", "Stop Date ", "flight_to", "2024-02-11"),
        ("Start Date   02/05/24", "Start/End Dates: 02/05/24 - 02/11/24", "flight_to", "2024-02-11"),
        ("Start Date   02/05/24", "Flight   Mon 02/05/24 - Sun 02/11/24", "flight_from", "2024-02-05"),
        ("Start Date   02/05/24", "Flight   Monday, February 5, 2024 - Feb 11, 2024", "flight_to", "2024-02-11"),
        ("Start Date   02/05/24", "Term    05-Feb-24 to 11-Feb-24", "flight_from", "2024-02-05"),
        ("Start Date   02/05/24", "FLIGHT DATES - 02/05/24 - 02/11/24", "flight_to", "2024-02-11"),
        ("Start Date   02/05/24", "Start Date   Mon 02/05/24", "flight_from", "2024-02-05"),
        ("Agreement No.", "Order:       ", "invoice_number", "AG-70331"),
        ("Total Spots: 12      Gross", "Total Spots 12       Gross", "total_amount", "1200.00"),
    ],
)
def test_an_order_is_read_by_whatever_words_its_station_uses(
    printed: str, instead: str, field: str, value: str | None
) -> None:
    assert values(ORDER.replace(printed, instead) if printed else ORDER).get(field) == value


@pytest.mark.parametrize(
    "instead",
    [
        "Term   11-Feb-24 to 05-Feb-24",
        "Hiatus   Start Date   02/05/24",
        "Hiatus begins 02/05/24",
        "1 Mon 02/05/24 - Sun 02/11/24",
        "Billing period 05-Feb-24 to 11-Feb-24",
        "Rate protection\nBegins   02/05/24",
        "Flight   Thu 02/05/24 - Sat 11/05/24",
        "Start Date   Tue 02/05/24",
    ],
)
def test_days_of_a_pause_a_line_a_bill_or_a_rate_or_days_that_cannot_be_are_no_flight(instead: str) -> None:
    assert "flight_from" not in values(ORDER.replace("Start Date   02/05/24", instead))


def test_where_a_contract_starts_and_ends_is_no_flight() -> None:
    form = "{}\nContract start:  Saturday 06/25/2022     Contract end:  Thursday 07/21/2022\nTotal  $900.00"
    aired = "Advertising Contract 2022-4945\nStation: WQZZ-FM          Friends of Nobody\n8 Hill Rd        9 Oak St"
    assert "flight_to" not in values(form.format(aired))
    assert "flight_to" not in values(form.format("LEASE CONTRACT\nLessor   Oak LLC        Lessee  Jo Smith"))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Contract 123456", None),
        ("Contract 937-555-1234", None),
        ("INSERTION ORDER\nIO-60833", None),
        ("ORDER NUMBER     - 03590634", "03590634"),
        ("Order No. - 12 items of the list below", None),
    ],
)
def test_an_orders_number_may_stand_behind_a_dash_and_what_ends_its_title_is_none(
    printed: str, number: str | None
) -> None:
    form = f"KXYZ-FM\n{printed}\nAdvertiser: Oak Motors\nFlight dates  04/21/25 - 05/04/25\nTotal spots  12"
    assert values(form).get("invoice_number") == number


@pytest.mark.parametrize("behind", ["2024", "20240213", "2024-02-13", "9375551234"])
def test_a_year_a_day_or_a_telephone_behind_a_dash_is_no_number(behind: str) -> None:
    assert values(f"KXYZ-FM   ORDER\nOrder No. - {behind}\n\nAdvertiser: Oak Motors").get("invoice_number") != behind


def test_the_call_sign_of_a_station_tells_that_its_days_are_written_month_first() -> None:
    form = "{}                    ORDER\nAdvertiser  Oak Motors\nFlight dates  02/05/24 - 02/11/24"
    assert values(form.format("KXYZ-FM"))["flight_from"] == "2024-02-05"
    assert "flight_from" not in values(form.format("OAK-HILL"))


def test_a_title_over_an_address_is_nobody_and_who_stands_beside_another_is_no_buyer_for_sure() -> None:
    """What a layout makes of a paper that names its parties by no label proves neither of them."""
    parties = (
        "WQZZ-FM              Friends of Nobody\n8 Hill Rd            9 Oak St\nDayton, OH 45414     Troy, OH 45373"
    )
    form = replace(page(f"Advertising Contract 2022-4945\nbetween\n{parties}\nTotal  $900.00"), layer="text")
    (document,) = extract(pages(form))
    named = {name: one.confidence for name, one in document.fields.items() if name in ("seller_name", "buyer_name")}
    assert document.kind == "contract"
    assert max(named.values(), default=0.0) < FIRM


def test_an_account_is_who_buys_where_nobody_else_is_named_but_proves_nobody() -> None:
    form = replace(page("KXYZ-FM      SALES ORDER\nAccount: Oak Motors   Order: 4711\nTotal  $100.00"), layer="text")
    (document,) = extract(pages(form))
    assert document.kind == "order"
    buyer = document.fields["buyer_name"]
    assert (buyer.value, buyer.confidence <= 0.5) == ("Oak Motors", True)


@pytest.mark.parametrize(
    ("label", "taken", "left", "gross"),
    [
        ("Less", "180.00", "1,020.00", True), ("Agency Discount", "180.00", "1,020.00", True),
        ("Less", "100.00", "1,100.00", False), ("Less Discount", "180.00", "1,020.00", False),
        ("Volume Discount 15%", "180.00", "1,020.00", False),
    ],
)  # fmt: skip
def test_what_every_agency_takes_off_the_gross_is_its_commission(
    label: str, taken: str, left: str, gross: bool
) -> None:
    parties = "KXYZ-FM   CONTRACT 4711\nAdvertiser: Oak Motors\nAgency: Elm Media"
    form = f"{parties}\nGross    1,200.00\n{label}     -{taken}\nNet      {left}"
    assert (values(form)["total_amount"] == "1200.00") == gross


def test_what_is_taken_off_on_a_paper_that_names_no_agency_is_a_discount() -> None:
    form = "KXYZ-FM   CONTRACT 4711\nAdvertiser: Oak Motors\nGross    1,200.00\nLess     -180.00\nNet      1,020.00"
    assert values(form)["total_amount"] != "1200.00"


def test_the_heads_of_a_table_under_an_agency_name_no_advertiser() -> None:
    form = """
KXYZ TELEVISION LLC                        INVOICE
Advertiser    Oak Valley Motors            Agency Code    1180
Bill To: Elm Media, 12 Main St, Oaktown, TX 75001
Line   Air Date   Air Time   Length   Rate
1      02/05/24   6:12p      30       600.00
"""
    assert values(form)["buyer_name"] == "Oak Valley Motors"


COLUMNS = """
KXYZ TELEVISION LLC                                   CONTRACT / ORDER
Order # 99001                                  Order Date: 01/15/2024
Advertiser: Oak Valley Motors

Line  Start Date   End Date    Days     Spots   Rate      Total
1     02/12/2024   02/18/2024  MTWTF    2       600.00    1,200.00
2     02/05/2024   02/11/2024  MTWTF    2       600.00    1,200.00
3     02/19/2024   02/25/2024  MTWTF    2       600.00    1,200.00
                                        6 Spots  Total    3,600.00
"""


def test_an_order_runs_from_the_first_to_the_last_day_of_all_its_lines() -> None:
    found = values(COLUMNS)
    assert (found["flight_from"], found["flight_to"]) == ("2024-02-05", "2024-02-25")


SPONSORED = """
Oak Lamps LLC                                        INVOICE
12 Main St, Oaktown, TX 75001          Invoice Number: OL-8812
                                       Invoice Date: 03/17/2024
Bill To:                               Sponsor: Friends of Nobody
Elm Stores Inc
55 Side St, Elmtown, TX 75002
Desk lamp              2       40.00
Total                          40.00
"""


@pytest.mark.parametrize(
    ("thing", "buyer"), [("Desk lamp", "Elm Stores Inc"), ("Spots aired", "Friends of Nobody")], ids=["goods", "time"]
)
def test_a_sponsor_is_the_buyer_only_where_time_on_the_air_is_sold(thing: str, buyer: str) -> None:
    assert values(SPONSORED.replace("Desk lamp", thing))["buyer_name"] == buyer


def test_the_pages_own_number_is_none_of_a_contract() -> None:
    found = values("""
CONTRACT                                 Page 1 of 3
KXYZ-TV                        Contract / Revision           Alt Order #
12 Main St                     300643
                               Advertiser                    Original Date / Revision
                               Friends of Nobody             05/13/24 / 05/13/24
""")
    assert found["invoice_number"] == "300643"


def test_an_order_goes_by_its_contract_without_which_revision_of_it_the_paper_is() -> None:
    head = "KXYZ-TV     BROADCAST ORDER\nContract / Revision   Order #\n88001/1               4711\n"
    assert values(head + "Advertiser   Oak Motors")["invoice_number"] == "88001"


AGENCYS = """
ELM MEDIA BUYING LLC
12 Main St, Dayton, OH 45414
                         ORDER
Client:   Friends of Nobody        Station:  KXYZ-TV        Buyer:  Nora Nobody
Flight:   02/05/24 - 02/11/24      Spots:    12

Gross Cost      $1,200.00
"""


def test_an_agencys_order_names_the_station_that_sells_and_the_client_that_buys() -> None:
    found = values(AGENCYS)
    assert (found["seller_name"], found["buyer_name"]) == ("KXYZ-TV", "Friends of Nobody")


@pytest.mark.parametrize(
    ("instead", "seller"),
    [
        ("Station:  3      ", "ELM MEDIA BUYING LLC"),
        ("To Station KXYZ-FM", "KXYZ-FM"),
        ("STATION  KXYZ   ", "ELM MEDIA BUYING LLC"),
    ],
)
def test_a_station_is_told_by_its_call_sign(instead: str, seller: str) -> None:
    assert values(AGENCYS.replace("Station:  KXYZ-TV", instead))["seller_name"] == seller


def test_a_station_that_a_reader_ran_into_its_label_sells() -> None:
    assert values(AGENCYS.replace("Station:  KXYZ-TV", "STATIONKXYZ-TV   "))["seller_name"] == "KXYZ-TV"


@pytest.mark.parametrize("sign", ["KX0Z-TV", "KXOZ   ", "WORK   "])
def test_a_sign_that_may_be_a_word_or_was_misread_has_the_company_of_the_letterhead_for_a_rival(sign: str) -> None:
    order = AGENCYS.replace("KXYZ-TV", sign).replace("ORDER", "BROADCAST ORDER")
    (document,) = extract(pages(replace(page(order, across=100), layer="text")))
    seller = document.fields["seller_name"]
    assert (seller.value, "ELM MEDIA BUYING LLC" in seller.rivals) == (sign.strip().replace("0", "O"), True)


@pytest.mark.parametrize("signs", ["KXYZ-TV   KXYZ-FM", "KXYZ-TV, KXYZ-FM", "KXYZ-TV, WORK"])
def test_of_two_signs_neither_is_the_station(signs: str) -> None:
    assert values(AGENCYS.replace("KXYZ-TV", signs))["seller_name"] == "ELM MEDIA BUYING LLC"


@pytest.mark.parametrize("row", ["Competing            KXYZ-TV", "Bill to:        KXYZ-TV"])
def test_a_sign_in_the_head_of_an_order_is_not_the_company_of_its_letterhead(row: str) -> None:
    order = f"OAK RADIO GROUP LLC\n12 Main St\nOaktown, OH 45414\nBROADCAST ORDER\n{row}\nTotal    $100.00"
    assert values(order)["seller_name"] == "OAK RADIO GROUP LLC"


@pytest.mark.parametrize("said", ["Adv: Nora Nobody", "On behalf of the client\nNora Nobody", "Station: WEST"])
def test_a_car_with_a_radio_is_sold_to_its_customer(said: str) -> None:
    order = "OAK MOTORS LLC\n12 Main St\nOaktown, OH 45414\nORDER\nCustomer: Wren Ltd\n{}\nOptions: Radio\nTotal $9.00"
    found = values(order.format(said))
    assert (found["seller_name"], found["buyer_name"]) == ("OAK MOTORS LLC", "Wren Ltd")


def test_days_on_other_weekdays_than_printed_are_no_flight() -> None:
    order = "KXYZ-FM     ORDER\nAdvertiser  Oak Motors\nFlight:  {} 02/05/24 - Sun 02/11/24"
    assert values(order.format("Mon"))["flight_from"] == "2024-02-05"
    assert "flight_from" not in values(order.format("Tue"))


def test_the_client_of_an_agencys_order_buys_though_a_person_is_called_its_buyer() -> None:
    typed = AGENCYS.replace("Client:   Friends of Nobody ", "CLIENT Friends of Nobody    ")
    assert values(typed)["buyer_name"] == "Friends of Nobody"


def test_a_bill_is_the_one_of_who_sends_it_whatever_station_it_names() -> None:
    assert values(AGENCYS.replace(" ORDER", "INVOICE"))["seller_name"] == "ELM MEDIA BUYING LLC"


BY_ZONE = """
Oak Cable Reach
                           MEDIA ORDER

Advertiser                 Order ID         Schedule Dates
Friends of Nobody          CO-4711          02/05/24 to 02/11/24
Billing Name & Address     Order Date
Elm Media Buying Inc.      02/01/24
12 Main St
Dayton, OH 45414
Gross Total      $1,200.00
{less}    {fee}
Net Total        $1,020.00
"""


def test_who_is_billed_for_time_in_an_advertisers_place_is_not_who_sells_it() -> None:
    assert values(BY_ZONE.format(less="Commission", fee="$180.00"))["seller_name"] == "Oak Cable Reach"


@pytest.mark.parametrize(
    ("named", "less", "fee", "taken"),
    [
        ("Agency", "Agency Discount 15%", "-$180.00", True),
        ("Agency", "Agency Discount 10%", "-$120.00", False),
        ("Agency", "Volume Discount 15%", "-$180.00", False),
        ("Name", "Agency Discount 15%", "-$180.00", False),
    ],
    ids=["all that one takes", "another part", "of volume", "nobody named who takes it"],
)
def test_what_the_agency_takes_of_the_gross_is_no_discount_though_it_is_called_one(
    named: str, less: str, fee: str, *, taken: bool
) -> None:
    text = BY_ZONE.format(less=less, fee=fee).replace("Billing Name & Address", f"{named:22}")
    (document,) = extract(pages(page(text.replace("1,020.00", "1,020.00" if "180" in fee else "1,080.00"))))
    assert ("arithmetic:gross-commission" in document.fields["total_amount"].supports) is taken


def test_the_gross_of_the_whole_contract_is_not_the_total_of_a_bill_for_a_part() -> None:
    found = values("""
Oak Cable Reach
                     INVOICE 4711
Advertiser    Friends of Nobody
Contract Gross      $12,000.00
Agency Discount      $1,800.00
This Invoice         $1,200.00
Amount due           $1,200.00
""")
    assert found["total_amount"] == "1200.00"


def test_the_days_of_an_order_stand_beside_its_first_and_last_telecast() -> None:
    said = "First telecast   02/05/24\nLast telecast   02/11/24"
    found = values(f"KXYZ-FM     BROADCAST ORDER\nAdvertiser   Oak Motors\n{said}\nTotal    $100.00")
    assert (found.get("flight_from"), found.get("flight_to")) == ("2024-02-05", "2024-02-11")


@pytest.mark.parametrize("period", ["Period   {} - {}", "First broadcast   {}\nLast broadcast   {}"])
def test_days_of_an_order_that_labels_as_sure_tell_twice_prove_neither(period: str) -> None:
    early, late = (period.format(*days) for days in (("02/05/24", "02/11/24"), ("03/05/24", "03/11/24")))
    order = f"KXYZ-FM     BROADCAST ORDER\nAdvertiser   Oak Motors\n{early}\n{late}\nTotal    $100.00"
    (document,) = extract(pages(page(order)))
    assert (document.fields["flight_from"].value, document.fields["flight_from"].rivals) == (
        "2024-02-05",
        ("2024-03-05",),
    )
    assert document.fields["flight_to"].rivals == ("2024-03-11",)
    (same,) = extract(pages(page(order.replace(late, early))))
    assert same.fields["flight_from"].rivals == ()


def test_a_committee_against_something_is_named_by_no_number() -> None:
    page = ORDER.replace("Sponsor        Friends of Nobody", "Sponsor        No on Amendment 3")
    assert values(page)["buyer_name"] == "No on Amendment 3"


@pytest.mark.parametrize(
    ("said", "seller"),
    [
        ("STATION WILL PROVIDE AFFIDAVITS", "Oak Radio Group LLC"),
        ("STATION      WEEK      SPOTS      RATE", "Oak Radio Group LLC"),
        ("Station: WILD 94.9", "Oak Radio Group LLC"),
        ("Station KDEF-TV moved to next order", "Oak Radio Group LLC"),
        ("Station: KABC-TV\nStation: KDEF-TV", "Oak Radio Group LLC"),
        ("Station: KABC-TV", "KABC-TV"),
    ],
)
def test_a_word_in_capitals_or_one_sign_of_several_is_not_the_station_that_sells(said: str, seller: str) -> None:
    order = (
        f"Oak Radio Group LLC\n12 Main St\nDayton, OH 45414\n\nORDER\nAdvertiser:  Oak Motors\n{said}\nTotal  $100.00"
    )
    assert values(order)["seller_name"] == seller


def test_an_advisor_on_a_garages_invoice_is_nobody_who_buys() -> None:
    invoice = "Oak Garage LLC\nINVOICE 4711\nCustomer: Wren Ltd\nAdv: Nora Nobody\nTotal  $100.00"
    assert values(invoice)["buyer_name"] == "Wren Ltd"


def test_two_periods_by_one_label_leave_the_flight_open() -> None:
    order = (
        "KXYZ-FM     BROADCAST ORDER\nAdvertiser   Oak Motors\nFlight: 02/05/24 - 02/11/24\nFlight: 03/05/24 - 03/11/24"
    )
    (document,) = extract(pages(page(order, across=100)))
    assert document.fields["flight_from"].rivals == ("2024-03-05",)
