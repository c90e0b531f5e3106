"""What checking companies see of pages: no personal data, wherever it stands and however often."""

import io

import pytesseract
import pytest
from drawn_page import drawn
from PIL import Image

from claimcheck.core.extract import extract
from claimcheck.core.masking import Kept, Masked, mask
from claimcheck.core.personal import Secrets, fold
from claimcheck.model.documents import Pages
from claimcheck.model.programs import MASK
from claimcheck.reading import sandbox
from claimcheck.services.masking import paint

PERSON = "Tan Mei Ling"
RECEIPT = (
    "NORTHWIND TRADING SDN BHD", "RECEIPT", "Invoice No: INV-10071", "Date: 14/03/2024", "Customer: Tan Mei Ling",
    "IC No: 880214-14-5566", "Tel: 012-345 6789", "Email: mei.ling@example.com", "Card 5412 7512 3456 7890",
    "STARTER KIT 16.00", "TOTAL RM 16.00", "CASH RM 16.00", "Thank you TAN MEI LING", "Collected by mei  ling",
)  # fmt: skip
SIGNED = ("Signature: Mei Ling Tan", "880214145566")
SECRET = (PERSON, "Mei Ling", "880214", "5566", "012-345", "6789", "example.com", "5412", "3456")
SHOWN = ("NORTHWIND TRADING", "INV-10071", "14/03/2024", "16.00")
SECRETS = Secrets({"buyer_name": (PERSON,)}, frozenset(MASK), frozenset({"buyer_name"}))


def masked(pages: Pages, secrets: Secrets = SECRETS) -> Masked:
    found = extract(pages, locale="ms-MY", currency="MYR")
    kept = [
        Kept(name, field.page, field.box)
        for one in found
        for name, field in one.fields.items()
        if name in ("seller_name", "invoice_date", "total_amount") and field.page and field.box
    ]
    (how,) = mask(pages, found, kept, secrets)
    return how


def seen(picture: bytes) -> str:
    """All that a reader finds on a picture, as it is and turned, without blanks and punctuation."""
    image = Image.open(io.BytesIO(picture))
    texts = [pytesseract.image_to_string(image.rotate(turn, expand=True), config="--psm 6") for turn in (0, 90, 270)]
    return fold(" ".join(texts))[0]


def test_a_receipt_is_shown_without_the_person_and_without_what_nobody_read() -> None:
    picture, pages = drawn(RECEIPT, unread=SIGNED)
    how = masked(pages)
    assert (how.whole, how.why) == (True, "")
    before = Image.open(io.BytesIO(picture)).convert("L")
    after = Image.open(io.BytesIO(paint(picture, how, ""))).convert("L")
    assert after.size == before.size
    unread = (0, 40 + 64 * len(RECEIPT), 1000, 1400)
    assert min(before.crop(unread).tobytes()) < 60
    assert min(after.crop(unread).tobytes()) > 200


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_reader_finds_the_person_on_the_masked_picture() -> None:
    picture, pages = drawn(RECEIPT, unread=SIGNED)
    original, shown = seen(picture), seen(paint(picture, masked(pages), ""))
    for secret in SECRET:
        assert fold(secret)[0] in original, secret
        assert fold(secret)[0] not in shown, secret
    for kept in SHOWN:
        assert fold(kept)[0] in shown, kept


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("NORTHWIND TRADING SDN BHD", "RECEIPT", "Date: 14/03/2024", "TOTAL RM 16.00", "CASH RM 16.00"), "buyer_name"),
        (("VEHICLE LICENCE", "Owner Tan Mei Ling", "Plate No WXY 1234", "Date: 14/03/2024"), "kind"),
        ((), "nothing_read"),
    ],
)
def test_where_it_is_not_sure_only_fields_are_cut_out(lines: tuple[str, ...], why: str) -> None:
    picture, pages = drawn(lines, unread=("Tan Mei Ling",))
    how = masked(pages)
    assert (how.whole, how.why) == (False, why)
    for name, box in how.crops:
        cut = Image.open(io.BytesIO(paint(picture, how, name)))
        assert cut.height < 70
        assert cut.width == pytest.approx((box.right - box.left) * 1000, abs=2)


def test_a_program_that_hides_nothing_shows_the_page_as_it_is() -> None:
    _, pages = drawn(RECEIPT)
    how = masked(pages, Secrets({}, frozenset()))
    assert (how.whole, how.hidden, how.shown) == (True, (), ())


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_page_that_was_photographed_turned_is_masked_as_well(turn: int) -> None:
    picture, _ = drawn(RECEIPT, unread=SIGNED)
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).rotate(turn, expand=True).save(out, "PNG")
    read = sandbox.read(out.getvalue(), media_type="image/png", reader="rapidocr")
    how = masked(read.pages)
    pictures = [paint(read.pictures[1], how, part) for part in (("",) if how.whole else [n for n, _ in how.crops])]
    shown = " ".join(seen(one) for one in pictures)
    for secret in SECRET:
        assert fold(secret)[0] not in shown, secret
    assert fold("16.00")[0] in shown
