"""What checking companies see of pages: no personal data, wherever it stands and however often."""

import io
from types import SimpleNamespace
from typing import Any

import pytesseract
import pytest
from drawn_page import drawn
from PIL import Image, ImageDraw

from claimcheck.core.extract import extract
from claimcheck.core.personal import Secrets, fold, redact
from claimcheck.core.personal.masking import Kept, Masked, mask
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Box, Extracted, Field, Line, Page, Pages
from claimcheck.model.programs import MASK
from claimcheck.reading import sandbox
from claimcheck.services.checking.masking import kept_on
from claimcheck.services.checking.painting import paint
from claimcheck.services.checking.unsaid import numbered, unsaid
from claimcheck.services.checking.withheld import stated_by, strangers, withheld

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


def left_to_see(lines: tuple[str, ...], secrets: Secrets = SECRETS, *, claimed: tuple[str, ...] = SHOWN) -> str:
    """The words of a page that are neither left out nor painted over; all fields are taken for verified ones."""
    _, pages = drawn(lines)
    found = extract(pages, locale="ms-MY", currency="MYR")
    kept = [
        Kept(name, field.page, field.box, field.raw in claimed)
        for one in found
        for name, field in one.fields.items()
        if not secrets.hides(name) and field.page and field.box
    ]
    (how,) = mask(pages, found, kept, secrets)
    words = [word for line in pages.pages[0].lines for word in line.words]
    return " ".join(
        word.text
        for word in words
        if any(word.box.within(box) for box in how.shown) and not any(word.box.within(box) for box in how.hidden)
    )


@pytest.mark.parametrize(
    ("line", "leaks"),
    [
        ("Mr Lim Wei Hong", "Lim"), ("Encik Ahmad bin Ali paid", "Ahmad"), ("Call 60123456789", "60123456789"),
        ("(012) 345-6789", "345-6789"), ("01234 567890", "567890"), ("880214145566", "880214145566"),
        ("MyKad 880214 14 5566", "880214"), ("Maybank 5140 1234 5678", "5140"), ("Kfz M-AB 1234", "M-AB"),
        ("Geb. 14.02.1988", "14.02.1988"), ("Herr Max Muster", "Muster"),
    ],
)  # fmt: skip
def test_what_names_nobody_by_a_label_is_hidden_by_its_form(line: str, leaks: str) -> None:
    """Though the reader took it for a field of the invoice: the claim does not state it."""
    seen = left_to_see((*RECEIPT[:5], line, *RECEIPT[9:12]))
    assert leaks not in seen
    assert "14/03/2024" in seen


def test_an_address_under_a_name_is_hidden_and_what_was_bought_is_not() -> None:
    seen = left_to_see((*RECEIPT[:5], "Hauptstr. 5", "10115 Berlin", "STARTER KIT 16.00", *RECEIPT[10:12]))
    assert ("Berlin" in seen, "Hauptstr." in seen, "STARTER KIT" in seen) == (False, False, True)


def test_a_line_whose_words_have_no_place_shows_only_what_the_claim_states() -> None:
    line = Line("TOTAL RM 16.00 Tel: 012-345 6789", Box(0.1, 0.1, 0.9, 0.13), 0.99)
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1400, (line,), reader="drawn"),))
    total = Kept("total_amount", 1, Box(0.25, 0.1, 0.4, 0.13))
    (how,) = mask(pages, (), [total], SECRETS)
    assert any(Box(0.6, 0.1, 0.8, 0.13).within(box) for box in how.hidden)
    assert not any(total.box.within(box) for box in how.hidden)


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
    assert (how.whole, how.hidden, how.shown) == (True, (), (Box(0, 0, 1, 1),))


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


@pytest.mark.parametrize(("stated", "covered"), [("STARTER KIT", []), ("ANOTHER KIT", ["STARTER KIT"])])
def test_what_a_line_of_the_claim_states_is_told_though_the_page_hides_it(stated: str, covered: list[str]) -> None:
    box = Box(0.1, 0.2, 0.4, 0.22)
    read = Extracted((1,), "receipt", 1.0, {"model_name": Field("model_name", "STARTER KIT", "", 0.9, 1, box)})
    claim = SimpleNamespace(fields={}, lines=(SimpleNamespace(fields={"model_name": stated}),))
    found: Any = SimpleNamespace(claim=claim, documents=(SimpleNamespace(id="d", extracted=(read,)),))
    sheet: Any = SimpleNamespace(
        document_id="d",
        page=SimpleNamespace(number=1, lines=()),
        masked=SimpleNamespace(hidden=(Box(0.0, 0.1, 0.5, 0.3),), certain=()),
    )
    assert [said for said, _ in withheld(found, SECRETS, (), None, [("d", sheet.page, sheet.masked)])] == covered


@pytest.mark.parametrize(
    ("value", "box", "told"),
    [
        ("Anna Lee", None, False), ("Anna Lee", Box(0.1, 0.1, 0.3, 0.12), False),
        ("Harbour Lamps Ltd", None, True), ("Harbour Lamps", Box(0.1, 0.5, 0.3, 0.52), True),
    ],
)  # fmt: skip
def test_a_name_that_no_page_shows_is_told_nowhere_else(value: str, box: Box | None, told: bool) -> None:
    read = Extracted((1,), "invoice", 1.0, {"seller_name": Field("seller_name", value, value, 0.9, 1, box)})
    claim = SimpleNamespace(fields={"seller_name": "Northwind"}, lines=())
    found: Any = SimpleNamespace(claim=claim, documents=(SimpleNamespace(id="d", extracted=(read,)),))
    sheet: Any = SimpleNamespace(
        document_id="d",
        page=Page(1, 1000, 1000, ()),
        masked=SimpleNamespace(hidden=(Box(0.1, 0.1, 0.16, 0.12),), certain=()),
    )
    sheet.masked.hidden += (Box(0.17, 0.1, 0.25, 0.12),)
    assert (
        value not in [said for said, _ in withheld(found, SECRETS, (), None, [("d", sheet.page, sheet.masked)])]
    ) == told


@pytest.mark.parametrize(
    ("name", "stated", "told"),
    [
        ("Mary Price", {"seller_name": "Northwind"}, False), ("Mary Price", {}, False),
        ("Mary Price", {"seller_name": "Mary Price"}, True), ("Price Store", {"seller_name": "Northwind"}, True),
    ],
)  # fmt: skip
def test_a_name_that_was_read_as_the_seller_s_is_hidden_unless_it_is_stated_or_a_company_s(
    name: str, stated: dict[str, str], told: bool
) -> None:
    """Every word of it is one of papers of a sale: beside others of them nothing else hides it."""
    _, pages = drawn((f"Total {name} 45.90",))
    words = pages.pages[0].lines[0].words[1:3]
    box = Box(words[0].box.left, words[0].box.top, words[1].box.right, words[1].box.bottom)
    read = Extracted((1,), "receipt", 1.0, {"seller_name": Field("seller_name", name, name, 0.9, 1, box)})
    document = SimpleNamespace(id="d", pages=pages, extracted=(read,))
    found: Any = SimpleNamespace(claim=SimpleNamespace(fields=stated, lines=()), documents=(document,))
    secrets = Secrets({}, frozenset(MASK))
    kept = kept_on(found, None, secrets, "d", frozenset({"seller_name"}))
    (how,) = mask(pages, (read,), kept, secrets, (), strangers(found, secrets, stated_by(found), None, "d"))
    seen = [word for word in words if not any(word.box.within(one) for one in how.hidden)]
    assert (len(seen) == len(words)) == told
    said = [text for text, _ in withheld(found, secrets, stated_by(found), None, [("d", pages.pages[0], how)])]
    assert (name not in said) == told


def test_what_a_decision_read_for_the_seller_is_hidden_too() -> None:
    """A second look may have read another name than stands among the fields of the document."""
    field = Field("seller_name", "Mary Price", "Mary Price", 0.9, 1, None)
    decision: Any = SimpleNamespace(documents=(), fields={"seller_name": field}, findings=(), reasons=())
    found: Any = SimpleNamespace(claim=SimpleNamespace(fields={}, lines=()), documents=())
    assert ("Mary Price", True) in withheld(found, Secrets({}, frozenset(MASK)), (), decision, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The receipt is settled; the lamps remain", "The receipt is settled; the lamps remain"),
        ("Kolja Dexheimer called", "▇▇▇ called"), ("44-71188288 is no order", "▇▇▇ is no order"),
        ("钱立新来电", "▇▇▇来电"), ("4471188", "4471188"), ("Dexheimers", "Dexheimers"),
    ],
)  # fmt: skip
def test_an_answer_loses_what_may_identify_somebody_and_no_word_that_a_page_hides_by_chance(
    text: str, told: str
) -> None:
    lines = ("Settled goods remain lamps", "Kolja Dexheimer", "44-71188288", "钱立新", "Total 45.90")
    _, pages = drawn(lines)
    how = mask(pages, (Extracted((1,), "receipt", 1.0),), (), Secrets({}, frozenset(MASK)))[0]
    sheet = SimpleNamespace(page=pages.pages[0], masked=how)
    claim: Any = SimpleNamespace(sheets=(sheet,), told=Secrets({}, frozenset(MASK)), secrets=SECRETS)
    assert redact(unsaid(claim), text) == told


def test_a_claim_numbered_by_its_invoice_keeps_its_number_though_the_page_hides_it() -> None:
    _, pages = drawn(["Remark 4471188288", "Total 45.90"])
    how = mask(pages, (Extracted((1,), "receipt", 1.0),), (), Secrets({}, frozenset(MASK)))[0]
    sheet = SimpleNamespace(page=pages.pages[0], masked=how)
    row = SimpleNamespace(outside_id="C-4471188288")
    claim: Any = SimpleNamespace(
        sheets=(sheet,), told=Secrets({}, frozenset(MASK)), secrets=SECRETS, found=SimpleNamespace(row=row)
    )
    assert numbered(claim) == "C-4471188288"


def test_a_place_where_something_else_was_read_than_is_claimed_is_not_sure() -> None:
    """The seller stands on the page as it is claimed; somebody's name that was read as one, too, is hidden."""
    _, pages = drawn(("Northwind", "Anna Lee"))
    first, second = (line.box for line in pages.pages[0].lines)
    read = Extracted(
        (1,), "receipt", 1.0, {"seller_name": Field("seller_name", "Northwind", "Northwind", 0.9, 1, first)}
    )
    document = SimpleNamespace(id="d", pages=pages, extracted=(read,))
    claim = SimpleNamespace(fields={"seller_name": "Northwind"}, lines=())
    decision: Any = SimpleNamespace(
        places={}, reasons=(SimpleNamespace(field="seller_name", place=Place("d", 1, second)),)
    )
    found: Any = SimpleNamespace(claim=claim, documents=(document,))
    kept = kept_on(found, decision, SECRETS, "d", frozenset({"seller_name"}))
    assert [one.claimed for one in kept if one.box == second] == [False]
    (how,) = mask(pages, (read,), kept, SECRETS)
    assert any(Box(second.left, second.top, second.left + 0.05, second.bottom).within(box) for box in how.hidden)


def test_a_cut_out_shows_what_was_read_of_its_field_and_not_what_runs_across_it() -> None:
    """A signature below a total reaches up into its box."""
    picture, pages = drawn(("TOTAL RM 16.00",))
    (line,) = pages.pages[0].lines
    box = Box(line.box.left, line.box.top - 0.02, line.box.right + 0.3, line.box.bottom + 0.02)
    (how,) = mask(pages, (), [Kept("total_amount", 1, box)], SECRETS)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    signed = [int(edge * side) for edge, side in zip(box, (*image.size, *image.size), strict=True)]
    across = (int(line.box.right * image.width) + 20, signed[1], signed[2], signed[3])
    ImageDraw.Draw(image).line(across, fill=(0, 0, 0), width=9)
    out = io.BytesIO()
    image.save(out, "PNG")

    cut = Image.open(io.BytesIO(paint(out.getvalue(), how, "total_amount"))).convert("L")

    beyond = int((line.box.right - box.left) * image.width) + 20
    assert min(cut.crop((0, 0, beyond, cut.height)).tobytes()) < 90
    assert min(cut.crop((beyond, 0, cut.width, cut.height)).tobytes()) > 200


def test_a_masked_picture_has_nothing_of_the_original_but_what_is_drawn() -> None:
    picture, pages = drawn(RECEIPT)
    exif = Image.Exif()
    exif[0x013B] = PERSON
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(out, "JPEG", exif=exif, comment=PERSON.encode(), dpi=(300, 300))
    for part in ("", "total_amount"):
        data = paint(out.getvalue(), masked(pages), part)
        assert PERSON.encode() not in data
        assert not Image.open(io.BytesIO(data)).getexif()
        assert "comment" not in Image.open(io.BytesIO(data)).info
