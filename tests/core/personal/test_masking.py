"""Where personal data lies on a page: in columns, in blocks, over two lines, in the languages of the markets."""

import time

import pytest
from factory import program
from paper import Placed, put

from claimcheck.core.personal import Secrets
from claimcheck.core.personal.masking import Kept, mask, secrets_of
from claimcheck.core.personal.standing import standing
from claimcheck.model.documents import Box, Extracted, Field, Line, Page, Pages, Word
from claimcheck.model.programs import MASK

BUYER = "Margarethe Eschenbach"
SECRETS = Secrets({"buyer_name": (BUYER, "欧阳慧敏")}, frozenset(MASK))


def seen(*placed: Placed) -> str:
    """The words of a receipt that are left to see."""
    page = put(*placed)
    (how,) = mask(Pages("drawn 1", "image/png", (page,)), (Extracted((1,), "receipt", 1.0),), (), SECRETS)
    words = [word for line in page.lines for word in line.words]
    return " ".join(w.text for w in words if how.whole and not any(w.box.within(box) for box in how.hidden))


@pytest.mark.parametrize(
    ("placed", "left"),
    [
        ((("Rechnung an", 0.1, 0.2), ("Max Muster", 0.1, 0.23), ("Datum 14.03.2024", 0.6, 0.2)), "Datum 14.03.2024"),
        ((("Rechnung an", 0.1, 0.2), ("Max Muster", 0.4, 0.2), ("Am Markt 5", 0.4, 0.23), ("Ort", 0.4, 0.26)), ""),
        (
            ((f"Kunde: {BUYER}", 0.1, 0.2), ("Am Anger 2", 0.1, 0.23), ("Zeitz", 0.1, 0.26), ("Öl 9,00", 0.1, 0.4)),
            "Öl 9,00",
        ),
        ((("An Margarethe", 0.1, 0.2), ("Eschenbach", 0.1, 0.23), ("Am Anger 2", 0.1, 0.26)), "An"),
        (((f"Verkauft, {BUYER}, Lindenweg 2, Zeitz", 0.1, 0.2),), ""),
        ((("Client : Colin Roux", 0.1, 0.2), ("9 place du Pin", 0.1, 0.23), ("Total 9.00", 0.1, 0.26)), "Total 9.00"),
        ((("Facturé à", 0.1, 0.2), ("Max Roux", 0.1, 0.23), ("Facture n° F-1", 0.1, 0.26)), "Facturé à Facture n° F-1"),
        ((("Caissière: Solène", 0.1, 0.2), ("Café 9.00", 0.1, 0.23)), "Café 9.00"),
        ((("购货单位：欧阳慧敏", 0.1, 0.2), ("云栖市桂花巷27号", 0.1, 0.23), ("机油 9.00", 0.1, 0.26)), "机油 9.00"),
        (
            (
                ("Bill to", 0.1, 0.2), ("Jo Miller", 0.1, 0.23), ("Unit 3.02, 12 Park Road", 0.1, 0.26),
                ("Leeds LS1 4AP", 0.1, 0.29),
            ),
            "Bill to",
        ),
        (
            (
                ("Ship to", 0.1, 0.2), ("Mei Ling", 0.1, 0.23), ("12-05-03 Jalan Ampang", 0.1, 0.26),
                ("50450 KL", 0.1, 0.29),
            ),
            "Ship to",
        ),
        (
            (
                ("Ship to", 0.1, 0.2), ("Mei Ling", 0.1, 0.23), ("12-05-03 Menara Vista", 0.1, 0.26),
                ("Jalan Ria 3.02", 0.1, 0.29),
            ),
            "Ship to",
        ),
        (
            (("Bill to", 0.1, 0.2), ("Jo Roe", 0.1, 0.23), ("Date 12.05.24", 0.1, 0.26), ("9 High Street", 0.1, 0.29)),
            "Bill to Date 12.05.24",
        ),
        (
            (
                ("购买方", 0.1, 0.2), ("欧阳慧敏", 0.1, 0.23), ("上海保税区富特北路100号", 0.1, 0.26),
                ("机油 9.00", 0.1, 0.29),
            ),
            "购买方 机油 9.00",
        ),
        ((("购货单位：欧阳慧敏", 0.1, 0.2), ("上海外高桥保税区", 0.1, 0.23), ("货物中心5栋", 0.1, 0.26)), ""),
        ((("Served by:", 0.1, 0.2), ("Mary Price", 0.4, 0.2)), "Served by:"),
        ((("Customer:", 0.1, 0.2), ("Mary Price", 0.4, 0.2)), "Customer:"),
        ((("Attn:", 0.1, 0.2), ("Kerstin Preis", 0.4, 0.2)), "Attn:"),
        ((("Kunde", 0.1, 0.2), ("Anna Preis", 0.3, 0.2)), "Kunde"),
        ((("Kunde", 0.1, 0.2), ("Anna Preis, 04109 Leipzig", 0.3, 0.2), ("Unit price", 0.7, 0.2)), "Kunde Unit price"),
        (
            (
                ("Salesperson", 0.05, 0.2), ("P.O. Number", 0.25, 0.2), ("Ship via", 0.45, 0.2), ("Anna", 0.05, 0.23),
                ("PO-7781", 0.25, 0.23), ("DHL", 0.45, 0.23), ("Description", 0.25, 0.26),
                ("Brake pad 9.00", 0.25, 0.29),
            ),
            "Salesperson P.O. Number Ship via PO-7781 DHL Description Brake pad 9.00",
        ),
        (
            (
                ("Customer", 0.05, 0.2), ("P.O. Number", 0.25, 0.2), ("Mei Ling", 0.05, 0.23), ("PO-7781", 0.25, 0.23),
                ("Description", 0.05, 0.26), ("Brake pad 9.00", 0.05, 0.29),
            ),
            "Customer P.O. Number PO-7781 Description Brake pad 9.00",
        ),
        (
            (
                ("Customer: Mei Ling", 0.1, 0.2), ("Golf GTI black", 0.1, 0.23), ("VIN WVWZZZ1KZ6W000001", 0.1, 0.26),
                ("4 new tyres fitted", 0.1, 0.29), ("Total 9.00", 0.1, 0.32),
            ),
            "Customer: VIN WVWZZZ1KZ6W000001 4 new tyres fitted Total 9.00",
        ),
        (
            (("Client: Colin", 0.1, 0.2), ("4 New Road", 0.1, 0.23), ("4 new tyres", 0.1, 0.26), ("Öl 9", 0.1, 0.29)),
            "Client: 4 new tyres",
        ),
        ((("Firma:", 0.1, 0.2), ("Carlo Desanti", 0.1, 0.23), ("Totale 9,00", 0.1, 0.4)), "Firma: Totale 9,00"),
        ((("Firma", 0.1, 0.2), ("Huber Reifen GmbH", 0.1, 0.23)), "Firma Huber Reifen GmbH"),
        ((("Firma Huber Reifen GmbH", 0.1, 0.2), ("Beleg 4711", 0.1, 0.23)), "Firma Huber Reifen GmbH Beleg 4711"),
    ],
)  # fmt: skip
def test_who_somebody_is_and_where_they_live_is_hidden_wherever_it_stands(
    placed: tuple[Placed, ...], left: str
) -> None:
    labels = {"Rechnung", "an", "Kunde:", "Client", ":", "Caissière:"}
    assert [word for word in seen(*placed).split() if word not in labels] == [
        w for w in left.split() if w not in labels
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tél.: 0894469979", "06 12 34 56 78", "Móvil: 612 345 678", "Fon 0341/5550123", "M: 07700 900 123",
        "DNI: 12345678Z", "C.F. FNTMGH65L44D612X", "Geburtsdatum: 04.07.1965", "NI number: QQ 12 34 56 C",
        "出生日期：1965年7月4日", "PESEL: 65070412345", "Reg: AB12 CDE", "Immat. AB-123-CD", "Targa: AB123CD",
        "Matrícula: 1234 BCD", "Kto.-Nr. 532013000", "Acc no 12345678", "Sig. Carlo Desanti", "Servi par Colin",
        "Es bediente Sie: Kolja", "销售员：钱立新", "Dilayan oleh Siti Hajar",
        "Road Tax Vehicle No: WXY 1234", "Company vehicle no. WXY 1234", "Company car number: WXY 1234",
        "Company plate: AB12 CDE", "Road tax reg no WXY1234", "Geboren am: 5. Mai 1980", "审核人：钱立新",
        "付款方：钱立新", "制单：钱立新", "会员：钱立新", "经办：钱立新", "销售顾问：钱立新", "法定代表人：钱立新",
        "开票员 钱立新", "持证人 钱立新", "由钱立新经办", "港澳通行证 C12345678",
    ],
)  # fmt: skip
def test_what_tells_of_a_person_is_known_by_its_words_in_each_language(text: str) -> None:
    assert not set(seen((text, 0.1, 0.2)).split()) & {
        text.rsplit(maxsplit=1)[-1],
        *(w for w in text.split() if any(c.isdigit() for c in w)),
    }


@pytest.mark.parametrize(
    "text", [
        "发票代码：051001900104",
        "VAT Reg No: GB 480 2291 73", "VAT-Reg No: GB 480 2291 73", "Rechnungs-Nr. R-10071", "2 x Bremsbelag 45,00",
        "14/03/2024", "付款方式：微信支付", "会员价：99.00", "开单日期：2024-05-12", "制单日期：2024-05-12",
        "审核日期：2024-05-12", "复核日期：2024-05-12", "经办日期：2024-05-12", "制表日期：2024-05-12",
    ],
)  # fmt: skip
def test_what_tells_of_the_sale_stays(text: str) -> None:
    assert seen((text, 0.1, 0.2)) == text


@pytest.mark.parametrize(
    ("placed", "left"),
    [
        *(
            (((f"{label}: Kolja Dexheimer", 0.1, 0.2), ("Öl 9,00", 0.1, 0.26)), f"{label}: Öl 9,00")
            for label in ("Bediener", "Bedienerin", "Kellner", "Kellnerin", "Manager")
        ),
        ((("Verkäufer: Kolja", 0.1, 0.2), ("Dexheimer", 0.1, 0.23), ("Öl 9,00", 0.1, 0.26)), "Verkäufer: Öl 9,00"),
        ((("Salesperson: Colin", 0.1, 0.2), ("Dexter", 0.32, 0.2)), "Salesperson:"),
        ((("Verkoper", 0.1, 0.2), ("Kees", 0.3, 0.2), ("Dekker", 0.3, 0.23)), "Verkoper"),
        ((("Es bediente Sie", 0.1, 0.2), ("Kolja", 0.1, 0.23), ("Dexheimer", 0.1, 0.26)), "Es bediente Sie"),
        ((("Vendedor: Dantas,", 0.1, 0.2), ("Carlos", 0.1, 0.23)), "Vendedor:"),
        ((("Kasjer: Karol Deks-", 0.1, 0.2), ("ler", 0.1, 0.23)), "Kasjer:"),
        ((("Monteur: Kolja von", 0.1, 0.2), ("Dexheimer", 0.1, 0.23)), "Monteur:"),
        ((("Ihr Ansprechpartner: Kolja", 0.1, 0.2), ("Dexheimer", 0.1, 0.23)), "Ihr Ansprechpartner:"),
        ((("Anlieferung durch Herrn Kolja", 0.1, 0.2), ("Dexheimer", 0.1, 0.23)), "Anlieferung durch"),
        ((("Colin Dexter (Technician)", 0.1, 0.2),), "(Technician)"),
        ((("Colin Dexter (You were advised by)", 0.1, 0.2),), "(You were advised by)"),
        ((("Colin Dexter (Driver) 14:05", 0.1, 0.2),), ""),
        ((("Kolja Dexheimer (Ihr Ansprechpartner:)", 0.1, 0.2),), "(Ihr Ansprechpartner:)"),
        ((("Ihr Ansprechpartner:", 0.1, 0.2), ("Kolja", 0.1, 0.23), ("Dexheimer", 0.1, 0.26)), "Ihr Ansprechpartner:"),
        ((("Herrn Kolja von", 0.1, 0.2), ("Dexheimer", 0.1, 0.23)), ""),
        ((("Carlo", 0.1, 0.2), ("Desanti", 0.1, 0.23), ("Venditore", 0.1, 0.26)), "Venditore"),
        ((("销售员：钱", 0.1, 0.2), ("立新", 0.1, 0.23), ("合计：9.00", 0.1, 0.26)), "合计：9.00"),
        ((("收银员", 0.1, 0.2), ("钱立新", 0.3, 0.2)), "收银员"),
        (
            (
                ("Cashier", 0.1, 0.2), ("Anna", 0.3, 0.2), ("Item", 0.1, 0.23), ("Amount", 0.3, 0.23),
                ("Brake pad", 0.1, 0.26), ("9.00", 0.3, 0.26),
            ),
            "Cashier Item Amount Brake pad 9.00",
        ),
        (
            (("Cashier: Anna Lee", 0.1, 0.2), ("Golden Noodles 9.00", 0.1, 0.23)),
            "Cashier: Golden Noodles 9.00",
        ),
        ((("Verkäufer", 0.1, 0.2), ("Autohaus Nord GmbH", 0.1, 0.23)), "Verkäufer Autohaus Nord GmbH"),
        ((("Kassa: Anna", 0.1, 0.2), ("Nr faktury: F-1", 0.1, 0.23)), "Kassa: Nr faktury: F-1"),
        ((("Bill to", 0.1, 0.2), ("Al Roe", 0.1, 0.23), ("2 years as new", 0.6, 0.2)), "Bill to 2 years as new"),
    ],
)  # fmt: skip
def test_the_name_of_who_is_announced_goes_to_its_end_and_no_further(placed: tuple[Placed, ...], left: str) -> None:
    assert seen(*placed) == left


@pytest.mark.parametrize(
    ("said", "stands"),
    [("F-10071", 1), ("Nord Lda", 1), ("10071", 0), ("F-1", 0)],
)
def test_what_the_claim_states_is_found_where_it_stands_as_it_is(said: str, stands: int) -> None:
    said_there = ("Nord", "Lda", "Nr:", "F-10071", "F-1")
    words = tuple(Word(w, Box(0.1 * i, 0.2, 0.1 * i + 0.05, 0.22)) for i, w in enumerate(said_there))
    line = Line("Nord Lda Nr: F-10071 F-1", Box(0, 0.2, 0.9, 0.22), 0.99, words)
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, (line,)),))
    assert len(standing(pages, said)) == stands


@pytest.mark.parametrize(("top", "stands"), [(0.23, 2), (0.5, 0)])
def test_what_the_claim_states_is_found_over_two_lines_one_below_the_other(top: float, stands: int) -> None:
    lines = (
        Line("Harbour Lamps", Box(0.1, 0.2, 0.4, 0.22), 0.99),
        Line("& Lighting Sdn Bhd", Box(0.1, top, 0.4, top + 0.02), 0.99),
    )
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, lines),))
    assert len(standing(pages, "Harbour Lamps & Lighting Sdn Bhd")) == stands


@pytest.mark.parametrize(("said", "stands"), [("Harbour Lamps", 500), ("Harbour Lamps Sdn Bhd", 0)])
def test_what_the_claim_states_may_stand_on_hundreds_of_lines(said: str, stands: int) -> None:
    lines = tuple(Line("Harbour Lamps", Box(0.1, 0.0019 * at, 0.4, 0.0019 * at + 0.0015), 0.99) for at in range(500))
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, lines, reader="drawn", layer="ocr"),))
    began = time.process_time()

    kept = [Kept("seller_name", *at) for at in standing(pages, said)]
    mask(pages, (Extracted((1,), "receipt", 1.0),), kept, SECRETS)

    assert len(kept) == stands
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", ["address", "buyer_name"])
@pytest.mark.parametrize("text", ["Nr faktury: F-10071", "Fatura n.º: F-10071", "Factuurnr.: F-10071", "No. 4711"])
def test_a_number_taken_for_an_address_or_a_name_stays(text: str, name: str) -> None:
    line = Line(text, Box(0.1, 0.1, 0.4, 0.12), 0.99)
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, (line,)),))
    found = Extracted((1,), "receipt", 1.0, {name: Field(name, text, text, 0.9, 1, line.box)})
    (how,) = mask(pages, (found,), (), secrets_of(program(), [{}], None, (found,), ()))
    assert not how.hidden


@pytest.mark.parametrize("text", ["Ref: Anna Lee", "Invoice: Zhafira", "Date: Zhafira Kamil", "Order: Anna 4711"])
def test_a_name_behind_a_label_of_the_sale_is_hidden_where_it_was_read_as_one(text: str) -> None:
    line = Line(text, Box(0.1, 0.1, 0.4, 0.12), 0.99)
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, (line,)),))
    found = Extracted((1,), "invoice", 1.0, {"buyer_name": Field("buyer_name", text, text, 0.9, 1, line.box)})
    (how,) = mask(pages, (found,), (), secrets_of(program(), [{}], None, (found,), ()))
    assert how.hidden


@pytest.mark.parametrize(("text", "why"), [("Bill to Anna Lee", ""), ("No. 4711", "buyer_name")])
def test_a_number_taken_for_the_buyer_leaves_a_buyer_to_be_found(text: str, why: str) -> None:
    line = Line(text, Box(0.1, 0.1, 0.4, 0.12), 0.99)
    pages = Pages("drawn 1", "image/png", (Page(1, 1000, 1000, (line,)),))
    found = Extracted((1,), "invoice", 1.0, {"buyer_name": Field("buyer_name", text, text, 0.9, 1, line.box)})
    (how,) = mask(pages, (found,), (), secrets_of(program(), [{}], None, (found,), ()))
    assert how.why == why


@pytest.mark.parametrize("said", ["Order Rose", "Rechnung 12", "Anna Lee"])
def test_what_only_an_invoices_own_data_say_is_looked_for_as_it_is(said: str) -> None:
    """Data name a buyer beyond doubt, also one that is called as a label and a number are."""
    found = Extracted((1,), "invoice", 1.0, {"buyer_name": Field("buyer_name", said, said, 1.0, 1)})
    assert secrets_of(program(), [{}], None, (found,), ()).values["buyer_name"] == (said,)


@pytest.mark.parametrize(
    "placed",
    [
        (("Bill To: Ref: Anna Lee", 0.1, 0.2),), (("Bill To:", 0.1, 0.2), ("Ref: Anna Lee", 0.3, 0.2)),
        (("Bill To:", 0.1, 0.2), ("Ref: Anna Lee", 0.1, 0.23)), (("Anna Lee", 0.6, 0.9),),
    ],
)  # fmt: skip
def test_a_name_that_nobody_read_as_one_is_hidden_too(placed: tuple[Placed, ...]) -> None:
    assert not {"Anna", "Lee"} & set(seen(*placed).split())


def test_what_stands_below_a_buyer_on_a_chinese_form_is_of_the_sale_from_its_first_label_on() -> None:
    """A car's form goes on close below its buyer: it is no address."""
    left = seen(("购买方名称", 0.1, 0.3), ("欧阳慧敏", 0.3, 0.3), ("车辆类型", 0.1, 0.33), ("合格证号", 0.1, 0.36))
    assert left == "购买方名称 车辆类型 合格证号"


def test_the_number_of_a_seller_s_tax_is_seen_though_it_has_the_form_of_a_person_s() -> None:
    assert seen(("GST Reg No: 000518829056", 0.1, 0.3)) == "GST Reg No: 000518829056"
