"""Who sells nothing: who orders time on air, what a paper is called, and words that stand beside each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from paper import page, pages

from claimcheck.core.extract import extract

ORDER = """
TO WXYZ-TV                          BROADCAST ORDER                        DATE 06/09/21
   144 Tower Drive
   Oaktown, TX 75001

ORDER NUMBER     851980             {by}
ADVERTISER       Oak for Mayor                     12 Elm St
PRODUCT          GEN                               Elmtown, NV 89502

LINE      DAYS       PROGRAM            SPOTS            COST            TOTAL
001       M-SU       Evening News       10               100.00       1,000.00
GROSS TOTAL                                                           1,000.00
"""


def parties(text: str) -> tuple[str | None, str | None]:
    (document,) = extract(pages(replace(page(text, across=100), layer="text")))
    seller, buyer = (document.fields.get(name) for name in ("seller_name", "buyer_name"))
    return seller.value if seller else None, buyer.value if buyer else None


@pytest.mark.parametrize(
    "by", ["FROM         Elm Media Buying", "FROM         - Elm Media Buying", "             Elm Media Buying"]
)
def test_who_writes_an_order_to_a_station_sells_it_nothing(by: str) -> None:
    assert parties(ORDER.format(by=by)) == (None, "Oak for Mayor")


def test_a_station_whose_sign_stands_alone_in_the_head_sells_nothing_for_sure() -> None:
    text = ORDER.format(by="FROM         Elm Media Buying").replace("TO WXYZ-TV", "   WXYZ-TV")
    assert parties(text) == (None, "Oak for Mayor")


def test_an_agency_sells_no_time_by_whatever_label_it_is_named_again() -> None:
    text = ORDER.format(by="AGENCY       Elm Media Buying").replace("TO WXYZ-TV ", "Remit To: Elm Media Buying")
    assert parties(text)[0] is None


def test_an_order_of_goods_is_from_who_sells_them() -> None:
    text = """
ORDER CONFIRMATION
From: Acorn Tools Ltd
To: Oak Farm

Drill                 100.00
Total                 100.00
"""
    assert parties(text)[0] == "Acorn Tools Ltd"


CONTRACT = """
                 {title}
                              between
       WXYZ FM                                  Oak for Mayor
    12 Tower Drive                               3 Elm St
   Oaktown, TX 75001                          Elmtown, NV 89502

Ads       Program              Length          Each           Total
1         Morning News         0:30           28.50           28.50
1         Total ads                 Contract amount           28.50
"""


@pytest.mark.parametrize(
    "title", ["Advertising Contract 2020-8177", "Broadcast Order Confirmation", "Radio Rep Partners"]
)
def test_of_two_sides_that_nothing_labels_neither_buys_and_no_title_sells(title: str) -> None:
    seller, buyer = parties(CONTRACT.format(title=title))
    assert (seller, buyer) == ("Radio Rep Partners" if "Rep" in title else None, None)


def test_the_head_of_a_table_over_an_address_at_the_foot_names_nobody() -> None:
    text = """
oak cable media                            INSERTION ORDER
Client Name: Oak for Mayor
Order Start       10/11/19

Order Summary                    Spots             Gross             Net
Oct 2019                         80             3,299.89        2,804.91
Order Total                      80             3,299.89        2,804.91
                          Elm St 12, Oaktown, TX 75001
"""
    assert parties(text) == (None, "Oak for Mayor")


def test_a_label_with_its_value_far_beside_it_sells_nothing() -> None:
    text = """
Advertising Order
Customer                                       Order
Oak for Mayor                                  Customer ID      58070
3 Elm St                                       Begins           03/03/2025
Elmtown, NV 89502                              Sales Rep        Nobody Particular

Morning News     30 sec      1      34.01       34.01
Order Total                                     34.01
"""
    assert parties(text) == (None, "Oak for Mayor")
