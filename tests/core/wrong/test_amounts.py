"""Amounts that stand on the paper and are not what was paid for the purchase."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factory import case, claim, program, sale, stands_on
from lies import BILL, HEAD, PAID, billed, decided, paper
from paper import page, pages

from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.claims import ClaimLine

SLIP = "CARD SLIP\nVISA\nTOTAL 45.90\nDate: 17/03/2024\nHARBOUR LAMPS SDN BHD\n"


def test_the_receipt_by_itself_is_approved() -> None:
    assert decided(HEAD + PAID).verdict == "approve"


@pytest.mark.parametrize(
    ("tail", "total"),
    [
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "45.90"),
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "25.90"),
        ("TOTAL  45.90\nTOTAL  45.90\nDISCOUNT  -5.90\nCASH  40.00\n", "45.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "25.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "20.00"),
        ("TOTAL  45.90\nPAID BY VOUCHER  45.90\nAMOUNT DUE  0.00\n", "45.90"),
        (PAID + "REFUND  45.90\n", "45.90"),
        ("TOTAL  45.90\nREBATE  -45.90\nTOTAL  0.00\n", "45.90"),
        (PAID + "REFUNDED 18/03/2024  20.90\n", "45.90"),
        ("TOTAL  45.90\nVOID  45.90\n", "45.90"),
        ("SUBTOTAL  45.90\nSST 6%  2.75\nTOTAL  48.65\nCASH  50.00\nCHANGE  1.35\n", "45.90"),
        ("TOTAL  45.92\nROUNDING  -0.02\nNETT TOTAL  45.90\nCASH  50.00\nCHANGE  4.10\n", "45.92"),
        ("TOTAL  45.92\nROUNDING  -0.02\nTOTAL ROUNDED  45.90\nCASH  50.00\nCHANGE  4.10\n", "45.92"),
        ("TOTAL  45.90\nTIP  5.00\nTOTAL CHARGED  50.90\nVISA  50.90\n", "50.90"),
        ("TOTAL  12.00\nPREVIOUS BALANCE  33.90\nTOTAL DUE  45.90\n", "45.90"),
        ("TOTAL  -45.90\n", "45.90"),
        ("TOTAL RM 12.345\n", "12345.00"),
        *(
            (f"TOTAL  {said}\nCARD  {said}\n", "45.90")
            for said in (
                "45.90 CR",
                "45.90   CR",
                "45.90 -",
                "<45.90>",
                "45.90K",
                "45.90万元",
                "45.90 lakh",
                "45.90/month",
                "45.90 x 12",
                "12 x 45.90",
                "45.90 each",
                "45.90 pts",
                "45.90 excl. SST",
                "ca. 45.90",
                "from 45.90",
                "45.90 MYR/month",
                "45.90 plus 6% SST",
                "45.90 approx.",
                "~45.90",
                "[45.90]",
                "RM 45.90 M",
                "45.90 litres",
                "45.90 REFUNDED 18/03/2024",
            )
        ),
    ],
)
def test_an_amount_that_is_printed_is_not_the_total_of_the_purchase(tail: str, total: str) -> None:
    assert decided(HEAD + tail, total_amount=total).verdict != "approve"


@pytest.mark.parametrize("said", ["RM45.90 SR", "45.90 incl. SST", "45.90 *", "45.90 (S)", "45.90 MYR", "45.90 only"])
def test_what_an_honest_total_says_behind_its_amount_leaves_it_the_total(said: str) -> None:
    assert decided(HEAD + PAID.replace("45.90", said)).verdict == "approve"


@pytest.mark.parametrize(
    "total",
    [
        "TOTAL 45.90 CASH 50.00 CHANGE 4.10", "45.90 TOTAL", "TOTAL 45.90 APPROVED", "TOTAL 45.90 CREDIT CARD",
        "TOTAL 45.90 GST INCLUDED", "TOTAL 45.90 RM ITEMS: 2", "TOTAL 45.90 PCS: 2", "TOTAL: 45.90 (tax 2.60)",
        "Amount Due: 45.90 by 17/04/2024", "TOTAL QTY 2 x 45.90", "TOTAL 45.90 x 1",
        "TOTAL 45.90 M", "TOTAL 45.90   K", "TOTAL 45.90 /",
        "TOTAL 45.90 -", "TOTAL [ 45.90 ]", "TOTAL ~45.90~",
    ],
)  # fmt: skip
def test_what_a_reader_joins_to_an_honest_total_leaves_it_the_total(total: str) -> None:
    assert decided(f"{HEAD}{total}\nCASH  50.00\nCHANGE  4.10\n").verdict == "approve"


@pytest.mark.parametrize(("sure", "doubted"), [(1.0, True), (0.99, False)])
def test_a_second_total_that_differs_in_a_digit_is_one_misread_only_where_letters_were_seen(
    sure: float, doubted: bool
) -> None:
    read = pages(page(f"{HEAD}TOTAL  45.90\nSST INCLUDED  2.60\nGRAND TOTAL  48.90\nTOTAL  45.90\n", confidence=sure))
    (document,) = stands_on(read)
    assert bool(document.fields["total_amount"].rivals) is doubted


def test_an_amount_counts_with_its_currency_whatever_the_program_verifies() -> None:
    total, day = replace(program(), verify=("total_amount",), match={}), replace(program(), verify=("invoice_date",))
    dollars = paper(HEAD + PAID.replace(" 45", "US$45"))
    for asked, claimed, shown in (
        (total, {"currency": "USD"}, paper(HEAD + PAID)),
        (total, {}, dollars),
        (day, {}, dollars),  # its total is matched
        (replace(day, match={}), {"currency": "USD"}, paper(HEAD + PAID)),  # what is paid is in it
    ):
        told = judge(case(claim=claim(**claimed), program=asked, documents=(shown,)))
        assert "currency.contradicted" in [r.code for r in told.reasons]


def test_more_units_than_the_paper_lists_ask_a_person() -> None:
    listed = HEAD.replace("DESK LAMP 60112233 ", "ITEM        QTY   AMOUNT\nDESK LAMP     1    ")
    whole = listed.replace("BULB E27 60119977 ", "BULB E27      1    ") + PAID
    once, twice, slip = (paper(whole),), (paper(whole), paper(whole, "doc-2")), (paper(whole), paper(SLIP, "doc-2"))
    unsaid, weighed = (
        (paper(whole.replace("LAMP     1", "LAMP      ")),),
        (paper(whole.replace("E27      1 ", "E27      0.5kg ")),),
    )
    for asked, papers, fields in (
        (2, once, []),
        (3, once, ["quantity"]),
        (3, twice, ["quantity"]),
        (3, slip, ["quantity"]),
        (3, unsaid, ["quantity"]),
        (2, weighed, []),
        (3, (paper(HEAD + PAID),), []),
    ):
        stated = claim(lines=(ClaimLine(1, quantity=Decimal(asked)),))
        told = judge(case(claim=stated, documents=papers, sales=(sale(quantity=3),)))
        assert [r.field for r in told.reasons] == fields


def test_change_by_another_name_is_no_refund() -> None:
    assert decided(HEAD + PAID.replace("CHANGE", "REFUND")).fields["total_amount"].rivals == ()


def test_a_discount_of_nothing_with_the_whole_stated_again_takes_nothing_off() -> None:
    tail = "TOTAL AMOUNT  45.90\nDISCOUNT  0.00\nAFTER DISCOUNT  45.90\nTOTAL SALES  45.90\n"
    assert decided(HEAD + tail).fields["total_amount"].rivals == ()


@pytest.mark.parametrize(
    ("mark", "behind"),
    [
        ("BND", ""), ("B$", ""), ("₱ ", ""), ("Ksh ", ""), ("", " NT$"), ("", " kr"), ("(AED)   ", ""), ("S$", ""),
        ("AU$", ""), ("TT$ ", ""), ("Can$", ""), ("", " $US"), ("", " Baht"), ("Yen ", ""), ("", "円"), ("", "원"),
        ("", " FCFA"), ("Dhs. ", ""), ("R", ""), ("K", ""), ("TL ", ""), ("Fr. ", ""), ("SFr ", ""), ("", " руб"),
    ],
)  # fmt: skip
def test_a_foreign_currencys_mark_at_the_total_is_no_ringgit(mark: str, behind: str) -> None:
    tail = f"TOTAL   {mark}45.90{behind}\nCASH   {mark}50.00\nCHANGE   4.10\n"
    assert "currency.contradicted" in [r.code for r in decided(HEAD + tail).reasons]


def test_a_claim_does_not_choose_whose_dollar_it_was_paid_in() -> None:
    read = pages(page(HEAD.replace("SDN BHD", "STORE").partition("8, JALAN")[0] + PAID.replace(" 45", "$45")))
    asked = program(currency="EUR", match={}, verify=("total_amount",), window=None)
    shown = CaseDocument("doc-1", "doc-1", read, stands_on(read, "en-IE", "EUR"))
    for stated, code in (("USD", "currency.unproved"), ("EUR", "currency.contradicted")):
        told = judge(case(claim=claim(currency=stated), program=asked, documents=(shown,), sales=()))
        assert [r.code for r in told.reasons] == [code]


@pytest.mark.parametrize(
    "tail",
    ["TOTAL F 45.90", "TOTAL 45.90 F", "TOTAL R M45.90", "Total paid on Fr 17.03.2024   45.90", "TOTAL Q2   45.90"],
)
def test_letters_that_are_no_currencys_mark_leave_a_total_in_the_programs(tail: str) -> None:
    assert decided(f"{HEAD}{tail}\nCASH   50.00\nCHANGE   4.10\n").verdict == "approve"


@pytest.mark.parametrize("item", ["PEN", "TOP", "CUP", "GEL"])
def test_a_thing_whose_name_is_a_currencys_code_is_a_thing(item: str) -> None:
    assert decided(HEAD.replace("DESK LAMP", item) + PAID).verdict == "approve"


@pytest.mark.parametrize("said", ["AMOUNT RM'000", "in thousands", "Betrag in TEUR", "单位：千元"])
def test_amounts_in_thousands_are_not_the_amounts_that_are_printed(said: str) -> None:
    assert "document.doubtful" in [r.code for r in decided(HEAD.replace("DESK", f"{said}\nDESK") + PAID).reasons]


@pytest.mark.parametrize("said", ["Currency: BND", "All prices in PHP", "ITEM          AMOUNT (BND)"])
def test_a_currency_that_is_named_once_for_all_amounts_is_theirs(said: str) -> None:
    assert "currency.contradicted" in [r.code for r in decided(HEAD.replace("DESK", f"{said}\nDESK") + PAID).reasons]


def test_what_was_billed_in_the_end_is_a_rival_of_the_gross_total() -> None:
    assert (
        billed(BILL + " " * 47 + "Pre-empted spots   -400.00\n" + " " * 47 + "Total Billed       800.00\n") != "approve"
    )


def typed(tail: str) -> str:
    """The verdict where this ends a paper that no reader can have misread, with the amount at one thing as well."""
    read = pages(replace(page(HEAD + "SET   45,90\n" + tail.replace("|", "\n")), layer="text"))
    return judge(case(documents=(CaseDocument("d", "d", read, stands_on(read)),))).verdict


@pytest.mark.parametrize(
    "tail",
    [
        "Veroton yhteensä 45,90|ALV 24% 11,02|Yhteensä 56,92",
        "Yhteensä 45,90|ALV 24% 11,02|Maksettava 56,92",
        "Alennus yhteensä 45,90",
        "Mal Hizmet Toplam Tutarı 45,90|Hesaplanan KDV(%20) 9,18|Ödenecek Tutar 55,08",
        "Toplam İskonto 45,90",
        "Tổng cộng tiền hàng 45.90|Tiền thuế GTGT 4.59|Tổng thanh toán 50.49",
        "Tổng cộng chiết khấu 45.90|Thành tiền 50.49",
        "Suma rabatów 45,90|Razem 50,00|Gotówka 50,00",
        "Suma rabatów 45,90|Do zapłaty 50,00",
        "Suma zaliczek 45,90",
        "Základ celkem 45,90|DPH 9,64|K úhradě 55,54",
        "Sleva celkem 45,90",
        "Celkem bez DPH 45,90",
        "Rabat i alt 45,90|At betale 60,00",
        "Varer i alt 45,90|Moms 11,48|At betale 57,38",
        "Summa varor 45,90|Moms 11,48|Att betala 57,38",
        "Suma y sigue 45,90",
        "Suma de bases 45,90|Cuota IVA 9,64|Líquido 55,54",
        "Soma parcial 45,90",
        "Valor total dos produtos 45,90|Frete 10,00",
        "Total sem IVA 45,90|IVA 10,56",
        "Total descuentos 45,90",
        "Total remises 45,90",
        "Somme à reporter 45,90",
        "Summe Übertrag 45,90",
        "Totale parziale 45,90",
        "Tussentotaal 45,90",
        "Jumlah diskon 45.90",
        "Jumlah bawa ke hadapan 45.90",
        "Total carried forward 45.90",
        "Total (2 vouchers) 45.90|VISA 45.90",
        "Total (6 gst) 45.90|VISA 45.90",
        "Total (2 savings) 45.90|VISA 45.90",
        "Total (5 points) 45.90|VISA 45.90",
        "Total (2 refunds) 45.90|VISA 45.90",
    ],
)
def test_a_sum_of_something_is_no_total_in_any_language(tail: str) -> None:
    assert typed(tail) != "approve"


@pytest.mark.parametrize(
    "tail",
    [
        "Veroton 37,02|ALV 24% 8,88|Yhteensä 45,90",
        "Základ 37,93|DPH 7,97|Celkem s DPH 45,90",
        "Celkem 45,90",
        "Celkem k úhradě 45,90",
        "Mal Hizmet Toplam Tutarı 38,25|Hesaplanan KDV(%20) 7,65|Ödenecek Tutar 45,90",
        "KDV Dahil Toplam 45,90",
        "Genel Toplam 45,90",
        "Tổng cộng tiền hàng 41.73|Tiền thuế GTGT 4.17|Tổng thanh toán 45.90",
        "Suma rabatów 5,00|Razem 45,90|Gotówka 45,90",
        "Razem do zapłaty 45,90",
        "Varer i alt 36,72|Moms 9,18|At betale 45,90",
        "Summa 45,90|Att betala 45,90",
        "Suma total 45,90",
        "Valor total da nota 45,90",
        "Total 3 articles 45,90",
        "Totaal incl. btw 45,90",
        "Summe inkl. Pfand 45,90",
        "Total (2 pcs) 45.90",
        "Total (3 Artikel) 45.90",
    ],
)
def test_the_same_words_alone_are_the_total(tail: str) -> None:
    assert typed(tail) == "approve"


@pytest.mark.parametrize(
    "tail",
    [
        "New total                         33.10", "Corrected total                   33.10",
        "Total after return                33.10", "Neue Summe                        33.10",
        "Nouveau total                     33.10", "VISA                              33.10",
        "BULB RETURNED                     20.00\nTOTAL                             25.90",
        "DESK LAMP BACK                    12.80\nTotal kept                        33.10",
    ],
)  # fmt: skip
def test_what_a_purchase_came_to_in_the_end_is_a_rival_of_its_total(tail: str) -> None:
    netted = "SUBTOTAL                          42.50\nGST 8%                             3.40\n"
    sold = f"{HEAD}{netted}TOTAL                             45.90\n"
    assert decided(f"{sold}{tail}\n").verdict != "approve"


@pytest.mark.parametrize(
    "tail",
    [
        "VISA                              45.90", "POINTS                            12.80\nVISA               33.10",
        "Total GST                          3.40", "DEPOSIT                           12.80\nVISA               33.10",
        "Total saving                       1.00", "Total items                        2.00",
        "Total SR                          30.00\nTotal ZR                          15.90",
        "Total exempt                      30.00", "Total kg                          30.00",
        "Loyalty total                     30.00", "Department total                  25.00",
        "Total lamps                       25.00", "New loyalty total                 30.00",
        "Total PO                          33.10",
    ],
)  # fmt: skip
def test_a_payment_in_parts_or_the_sum_of_a_part_is_no_rival_of_the_total(tail: str) -> None:
    netted = "SUBTOTAL                          42.50\nGST 8%                             3.40\n"
    sold = f"{HEAD}{netted}TOTAL                             45.90\n"
    assert decided(f"{sold}{tail}\n").fields["total_amount"].rivals == ()
