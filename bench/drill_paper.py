"""Small receipts for the kill drill: quick to read, each with its own facts, and the register that knows them."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFont

DEALER = "D1"
PROGRAM = """\
program: drill
version: "1"
effective: {from: 2025-01-01}
timezone: Europe/London
locale: en-GB
currency: GBP
verify: [seller_name, invoice_date, total_amount, currency]
window: {field: invoice_date, from: 2025-01-01, to: 2025-12-31}
documents: [{kind: proof_of_sale, required: true}]
match:
  seller_name: 0.9
  invoice_date: exact
  total_amount: 0.00
  currency: exact
duplicates: review
confidence: 0.80
on_fail: {}
rules: []
"""
SELLERS = ("NORTHGATE HARDWARE LTD", "MILL LANE GARDENS LTD", "HARBOUR ELECTRIC LTD", "OAKFIELD TOOLS LTD")
GOODS = (
    "Hammer 450 g",
    "Wood screws 4x40",
    "Garden hose 15 m",
    "LED lamp 9 W",
    "Paint brush 50 mm",
    "Extension lead 5 m",
)


@dataclass(frozen=True)
class Receipt:
    """One sale: what the receipt shows, what the register holds and what the claim says."""

    number: int
    seller: str
    day: date
    total: Decimal
    image: bytes

    @property
    def sale_id(self) -> str:
        """Its id in the register."""
        return f"S{self.number}"

    @property
    def fields(self) -> dict[str, str]:
        """What is claimed, and what stands in the register."""
        return {
            "seller_name": self.seller.title(),
            "invoice_date": self.day.isoformat(),
            "total_amount": str(self.total),
            "currency": "GBP",
        }


def draw(count: int, chance: random.Random) -> list[Receipt]:
    """So many receipts; no two share their total or their day and seller."""
    receipts = []
    for number in range(1, count + 1):
        seller = SELLERS[number % len(SELLERS)]
        day = date(2025, 1, 2) + timedelta(days=3 * number)
        prices = [Decimal(chance.randrange(150, 4000)) / 100 for _ in range(3)]
        prices[0] += Decimal(number) * 10 - prices[1] % 1 - prices[2] % 1  # keeps the totals apart
        goods = chance.sample(GOODS, 3)
        receipts.append(
            Receipt(number, seller, day, sum(prices, Decimal(0)), _image(number, seller, day, goods, prices))
        )
    return receipts


def register(receipts: list[Receipt]) -> bytes:
    """The sales register, as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["sale_id", "dealer", *receipts[0].fields])
    writer.writeheader()
    writer.writerows({"sale_id": one.sale_id, "dealer": DEALER, **one.fields} for one in receipts)
    return text.getvalue().encode()


def _image(number: int, seller: str, day: date, goods: list[str], prices: list[Decimal]) -> bytes:
    canvas = Image.new("L", (520, 620), 255)
    pen = ImageDraw.Draw(canvas)
    large, small = ImageFont.load_default(30), ImageFont.load_default(22)
    pen.text((260, 30), seller, font=large, fill=0, anchor="ma")
    pen.text((260, 80), "12 Station Road, Leeds LS1 4AB", font=small, fill=0, anchor="ma")
    pen.text((260, 120), "SALES RECEIPT", font=small, fill=0, anchor="ma")
    pen.text((40, 170), f"Receipt no: R{number:05d}", font=small, fill=0)
    pen.text((40, 205), f"Date: {day:%d %B %Y}", font=small, fill=0)
    for row, (item, price) in enumerate(zip(goods, prices, strict=True)):
        pen.text((40, 265 + 40 * row), item, font=small, fill=0)
        pen.text((480, 265 + 40 * row), f"{price:.2f}", font=small, fill=0, anchor="ra")
    pen.line((40, 395, 480, 395), fill=0, width=2)
    for row, (label, font) in enumerate((("TOTAL GBP", large), ("Cash", small))):
        pen.text((40, 415 + 50 * row), label, font=font, fill=0)
        pen.text((480, 415 + 50 * row), f"{sum(prices):.2f}", font=font, fill=0, anchor="ra")
    pen.text((260, 540), "Thank you for your custom", font=small, fill=0, anchor="ma")
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()
