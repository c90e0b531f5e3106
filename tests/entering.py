"""A claim of several vehicles as a dealer's browser enters it, and mends it once it came back."""

import re
from typing import Any

from desk import Desk
from fakes import pages

from claimcheck.model.claims import ClaimLine
from claimcheck.model.documents import Pages
from claimcheck.services.claiming import claims, draft_lines, drafts
from claimcheck.services.programs.programs import publish

PAGE = "/claims/new/fleet"
FLEET = """\
program: fleet
title: {en: Fleet support, zh-Hans: 车队支持}
version: "1"
effective: {from: 2024-01-01}
timezone: Asia/Kuala_Lumpur
locale: ms-MY
currency: MYR
verify: [seller_name, vin, invoice_number, invoice_date, total_amount]
documents: [{kind: proof_of_sale, required: true}]
"""
FIRST, SECOND, THIRD = "LSVAA41Z8C2012345", "WAUZZZ4G7EN123457", "WDB9066331S123458"


def open_fleet(desk: Desk) -> None:
    """Publish the program that asks for vehicles."""
    publish(desk.context, desk.admin, FLEET, filename="fleet.yaml")


def invoice(number: str, total: str, *vins: str, seller: str = "NORTHWIND TRADING SDN BHD") -> Pages:
    """An invoice of vehicles."""
    return pages(
        seller, "12 JALAN BESAR 47000 PETALING JAYA", "INVOICE", f"Invoice No: {number}", "Date: 14/03/2024",
        *(f"VIN: {one}" for one in vins), f"TOTAL RM {total}",
    )  # fmt: skip


def form_of(page: str) -> dict[str, str]:
    """What a browser without scripts sends of the page as it stands: of a new claim, or of one to be mended."""
    begin = re.search(r'<form[^>]* id="(?:draft|mend)"', page)
    assert begin
    tags = re.findall(r"<input[^>]*>", page[begin.end() : page.index("</form>", begin.end())])
    named = [(re.search(r' name="([^"]*)"', t), re.search(r' value="([^"]*)"', t)) for t in tags if "file" not in t]
    return {name[1]: value[1] if value else "" for name, value in named if name}


def act(dealer: Any, what: str, **typed: str) -> str:
    """Press a button on New claim as it stands, with these values typed; the page that follows."""
    answer = dealer.post(PAGE, {**form_of(dealer.get(PAGE).text), **typed, "act": what})
    if answer.status_code == 303:
        answer = dealer.get(answer.headers["location"])
    text: str = answer.text
    return text


def entered(desk: Desk, dealer: Any) -> dict[int, dict[str, str]]:
    """The lines of the draft."""
    return draft_lines.lines(drafts.draft(desk.context, dealer.user.actor(), "fleet").fields)


def current(desk: Desk, dealer: Any, at: str) -> tuple[ClaimLine, ...]:
    """The lines of the claim at an address."""
    return claims.claim(desk.context, dealer.user.actor(), at.rpartition("/")[2]).current.lines
