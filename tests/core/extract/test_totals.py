import pytest
from paper import pages, read, values

from claimcheck.core.extract import extract
from claimcheck.model.documents import Field

HEAD = """
      LANTERN HOUSE SDN BHD
           (771204-K)
      8 JALAN KENARI 4, 47100 PUCHONG
            TAX INVOICE
Date: 14/03/2024        Cashier: AMY
"""


def fields(rows: str) -> dict[str, Field]:
    (document,) = extract(pages(HEAD.strip("\n") + "\n" + rows.strip("\n")))
    return dict(document.fields)


def total(rows: str) -> str | None:
    return fields(rows)["total_amount"].value


def test_the_total_is_the_labelled_amount_and_neither_cash_nor_change() -> None:
    found = fields("""
Desk lamp                     25.00
TOTAL                RM       25.00
CASH                          50.00
CHANGE                        25.00
""")
    assert found["total_amount"].value == "25.00"
    assert "arithmetic:cash-change" in found["total_amount"].supports
    assert "label" in found["total_amount"].supports


def test_after_cash_rounding_the_rounded_total_counts() -> None:
    found = fields("""
Desk lamp                     33.92
TOTAL                         33.92
ROUNDING ADJUSTMENT           -0.02
TOTAL ROUNDED                 33.90
CASH                          50.00
CHANGE                        16.10
""")
    assert found["total_amount"].value == "33.90"
    assert found["rounding_amount"].value == "-0.02"
    assert "arithmetic:total+rounding" in found["total_amount"].supports


def test_a_rounding_without_its_sign_is_understood_by_the_coin() -> None:
    found = total("""
Total Sales (Inclusive GST)   42.33
Rounding Adjustment             .02
Rounding RM                   42.35
""")
    assert found == "42.35"


def test_a_charge_for_service_is_part_of_the_sum_that_proves_the_total() -> None:
    found = fields("""
Sub Total                     95.00
Service Charge 10%             9.50
SST 6%                         6.27
Rounding Adj                  -0.02
Net Total                    110.75
""")
    assert found["total_amount"].value == "110.75"
    assert found["total_amount"].supports == ("label", "arithmetic:net+service")


def test_cash_and_change_prove_the_total_before_the_rounding_between_them() -> None:
    found = fields("""
TOTAL (GST INCL)              13.78
CASH                          20.00
ROUNDING ADJUSTMENTS           0.02
CHANGE DUE                     6.20
""")
    assert found["total_amount"].value == "13.78"
    assert {"label", "arithmetic:cash-change+rounding"} <= set(found["total_amount"].supports)


def test_what_was_paid_without_change_wins_over_a_total_that_does_not_add_up() -> None:
    found = fields("""
(Excluded GST) Sub Total     106.10
Total GST                      6.37
Rounding                      -0.02
Total (RM)                   112.46
CASH                         112.45
Change                         0.00
""")
    assert found["total_amount"].value == "112.45"


def test_a_minus_sign_that_the_sum_refutes_is_a_speck() -> None:
    found = fields("""
Total 0% supplies             19.83
Total 6% supplies             32.05
Total Payable                -51.88
""")
    assert (found["total_amount"].value, found["total_amount"].repaired) == ("51.88", False)


def test_savings_quantities_and_discounts_are_no_totals() -> None:
    found = total("""
Desk lamp         2           50.00
TOTAL QTY         2           2.00
TOTAL DISCOUNT                 5.00
TOTAL                         45.00
TOTAL SAVINGS                 60.00
""")
    assert found == "45.00"


def test_net_tax_and_gross_prove_each_other() -> None:
    found = fields("""
Total Excluding GST          100.00
Total GST                      6.00
Total Inclusive of GST       106.00
""")
    assert found["total_amount"].value == "106.00"
    assert found["net_amount"].value == "100.00"
    assert found["tax_amount"].value == "6.00"
    assert "arithmetic:net+tax" in found["total_amount"].supports


@pytest.mark.parametrize("other", ["You saved   ", "Points value", "Tips        ", "Deposit     "])
def test_only_a_tax_or_a_charge_beside_the_net_makes_a_sum_that_proves_the_total(other: str) -> None:
    found = fields(f"Sub Total        100.00\n{other}       6.00\nTOTAL            106.00")
    assert found["total_amount"].supports == ("label",)


def test_the_tax_summary_counts_as_arithmetic_and_never_as_the_total() -> None:
    found = fields("""
TOTAL                         79.35
GST Summary     Amount(RM)  Tax(RM)
ZRL @0%            7.00       0.00
SR @6%            68.25       4.10
Total             75.25       4.10
""")
    assert found["total_amount"].value == "79.35"
    assert "arithmetic:net+tax" in found["total_amount"].supports


def test_a_garbled_label_is_still_a_label() -> None:
    assert total("Subtotal      20.00\nTctal Amt Peysble      19.95\nCash       19.95") == "19.95"


def test_letters_read_for_digits_are_set_right_and_said() -> None:
    found = fields("TOTAL        RM1O.S0")["total_amount"]
    assert (found.value, found.repaired) == ("10.50", True)
    clean = fields("TOTAL        RM10.50")["total_amount"]
    assert not clean.repaired
    assert found.confidence < clean.confidence


def test_net_total_is_what_is_paid_where_nothing_larger_is_a_total() -> None:
    found = total("SUB TOTAL      295.00\nSERVICE CHARGE 10%       29.50\nGST 6%      19.47\nNET TOTAL      343.95")
    assert found == "343.95"


def test_change_due_is_change() -> None:
    assert total("TOTAL (GST INCL)      13.78\nCASH      20.00\nCHANGE DUE      6.22") == "13.78"


def test_the_commission_of_an_agency_leaves_the_gross_the_total() -> None:
    found = fields("Gross Total     $1,450.00\nAgency Commission     $217.50\nNet Amount Due     $1,232.50")
    assert found["total_amount"].value == "1450.00"
    assert found["payable_amount"].value == "1232.50"
    assert "arithmetic:gross-commission" in found["total_amount"].supports


def test_a_total_row_of_several_amounts_is_read_by_the_heads_of_its_columns() -> None:
    found = fields("""
Period        Spots   Gross Amount    Net Amount
01/24           8         950.00        807.50
02/24          16       1,850.00      1,572.50
Totals         24       2,800.00      2,380.00
""")
    assert found["total_amount"].value == "2800.00"


def test_the_sum_row_of_a_tax_table_wins_over_its_parts() -> None:
    found = fields("""
Net         Tax      Gross
321.40     61.07     382.47
127.59      8.93     136.52
448.99     70.00     518.99
""")
    assert found["total_amount"].value == "518.99"


def test_an_amount_in_words_supports_the_figure() -> None:
    found = fields("RINGGIT MALAYSIA ONE HUNDRED AND FIVE AND SEN TWENTY ONLY\nTOTAL     105.20")
    assert "words" in found["total_amount"].supports


def test_its_box_holds_the_amount_and_not_the_label() -> None:
    found = fields("TOTAL                    RM   45.90")["total_amount"]
    assert found.box is not None
    assert found.box.left > 0.5
    assert (found.box.right - found.box.left) * (found.box.bottom - found.box.top) < 0.01


def test_two_receipts_on_one_page_are_rivals() -> None:
    found = fields("""
Desk lamp                     45.90
TOTAL                         45.90
CASH                          50.00
CHANGE                         4.10

      ORCHID OIL SDN BHD
Date: 16/03/2024        Cashier: LIM
Lamp oil                      30.00
TOTAL                         30.00
""")["total_amount"]
    assert {found.value, *found.rivals} == {"45.90", "30.00"}


def test_a_deposit_is_part_of_the_total_and_a_voucher_may_be_a_discount() -> None:
    rows = "TOTAL      45.90\n{} 20.00\nTOTAL      25.90\nCASH      30.00\nCHANGE      4.10"
    deposit = fields(rows.format("DEPOSIT   "))["total_amount"]
    assert (deposit.value, deposit.rivals) == ("45.90", ())
    assert "arithmetic:payable+prepaid" in deposit.supports
    assert fields(rows.format("VOUCHER   "))["total_amount"].rivals == ("25.90",)


def test_what_is_taken_off_below_a_repeated_total_leaves_it_open() -> None:
    rows = "TOTAL      45.90\n{}      5.90\nCASH      45.90\nCHANGE      5.90"
    for label in ("DISC", "REBATE", "POINTS REDEEMED"):
        assert fields(rows.format(label))["total_amount"].rivals == ("40.00",)


def test_a_discount_that_leads_to_a_printed_total_proves_it() -> None:
    found = fields("TOTAL      45.90\nDISCOUNT      5.90\nNET TOTAL      40.00\nCASH      50.00\nCHANGE      10.00")
    assert (found["total_amount"].value, found["total_amount"].rivals) == ("40.00", ())
    assert "arithmetic:discount" in found["total_amount"].supports


def test_tax_rounding_and_savings_make_no_rivals() -> None:
    for rows in (
        "TOTAL EXCL GST      43.30\nGST      2.60\nTOTAL      45.90",
        "TOTAL      45.92\nROUNDING      -0.02\nTOTAL ROUNDED      45.90",
        "DISCOUNT      5.00\nTOTAL      45.90\nCASH      50.00\nCHANGE      4.10\nYOUR SAVINGS      5.00",
        "TOTAL      45.90\nTOTAL      46.90\nCASH      50.00\nCHANGE      4.10",  # one of them misread
    ):
        assert (fields(rows)["total_amount"].value, fields(rows)["total_amount"].rivals) == ("45.90", ())


def test_a_total_that_lost_its_point_is_read_where_it_stands_whole() -> None:
    rows = "Subtotal            45.90\nTotal Incl GST       {}\nPayment             45.90\nChange               0.00"
    found = fields(rows.format("4590"))["total_amount"]
    assert (found.value, found.repaired) == ("45.90", False)
    assert "label" in found.supports
    assert fields(rows.format("45 90").replace("GST       45", "GST      45"))["total_amount"].value == "45.90"
    assert fields(rows.format("4690"))["total_amount"].supports != found.supports  # nothing bears that out


def test_a_total_of_whole_units_has_lost_no_point() -> None:
    assert total("DEPOSIT      4.00\nTOTAL      400\nCASH      400") == "400.00"


def test_a_repeated_total_that_net_and_tax_refute_by_a_digit_has_their_sum_as_rival() -> None:
    rows = "TOTAL EXCL GST      43.30\nGST      2.60\nTOTAL INCL GST      46.90\nCASH      46.90"
    found = fields(rows)["total_amount"]
    assert (found.value, found.rivals) == ("46.90", ("45.90",))


def test_a_tax_that_the_reader_joined_to_its_rate_is_that_tax() -> None:
    assert fields("Desk lamp      25.00\nGST6%       1.50\nTOTAL      26.50")["tax_amount"].value == "1.50"


def test_what_is_left_on_a_card_is_no_total() -> None:
    assert total("Kelas 1\nRM 35.40\nBaki Kad RM 14.60") == "35.40"


def test_the_price_without_extras_is_no_amount_before_tax() -> None:
    found = fields("""
Base                         320.00
Resort fee                    30.00
Occupancy tax                 32.00
TOTAL                        382.00
AMOUNT DUE                   382.00
""")
    assert (found["total_amount"].value, found["total_amount"].rivals) == ("382.00", ())
    assert "net_amount" not in found


def test_the_taxes_of_several_rates_add_up_to_the_papers_tax() -> None:
    found = values(
        read(
            """
            Ahorn Lampen GmbH
            Rechnung Nr. 4711
            Nettobetrag:               300,00 EUR
            0,00 % MwSt:                 0,00 EUR
            7,00 % MwSt:                 7,00 EUR
            19,00 % MwSt:               38,00 EUR
            Bruttobetrag               345,00 EUR
            """
        )
    )
    assert (found["net_amount"], found["tax_amount"], found["total_amount"]) == ("300.00", "45.00", "345.00")


def test_taxes_that_do_not_lead_from_the_net_to_the_total_are_not_added_up() -> None:
    found = values(
        read(
            """
            Ahorn Lampen GmbH
            Rechnung Nr. 4711
            Nettobetrag:               300,00 EUR
            7,00 % MwSt:                 7,00 EUR
            19,00 % MwSt:               38,00 EUR
            Bruttobetrag               346,00 EUR
            """
        )
    )
    assert found.get("tax_amount") != "45.00"
    assert found["total_amount"] == "346.00"


def test_the_gross_of_one_rate_is_not_the_whole_where_the_total_is_the_sum_of_all() -> None:
    (document,) = extract(
        pages(
            """
            AHORN MARKT
            Marktweg 1
            Eichenmilch                7,49 A
            Ahornkerze                 3,57 B
            SUMME             EUR     11,06
            Geg. EC-Cash      EUR     11,06
            Steuer  %     Netto   Steuer   Brutto
            A=  7,0%      7,00    0,49     7,49
            B= 19,0%      3,00    0,57     3,57
            """
        )
    )
    total = document.fields["total_amount"]
    assert total.value == "11.06"
    assert "arithmetic:parts" in total.supports


@pytest.mark.parametrize(
    ("second", "net"), [("", "300.00"), ("VAT 20%      50.00\n", None)], ids=["no tax at all", "one rate of two"]
)
def test_a_subtotal_is_the_net_where_the_only_tax_printed_is_nil(second: str, net: str | None) -> None:
    found = values(
        read(f"Acorn Lamps Ltd\nINVOICE 4711\nSubtotal    300.00\nTax          0.00\n{second}Total due    300.00")
    )
    assert found.get("net_amount") == net
