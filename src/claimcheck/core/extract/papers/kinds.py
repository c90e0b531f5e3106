"""What a document is, by the words of its title and by its structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.chinese.titles import (
    closed,
    headed_until,
    of_an_office,
    of_unpaid,
    only_labels_of_invoices,
    only_spoken_of,
    told_by_title,
    told_by_words,
)
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk, unspaced
from claimcheck.core.extract.papers.annulled import annulled
from claimcheck.core.extract.papers.tickets import ticket
from claimcheck.core.extract.papers.titles import agreed, named_under_title, titled
from claimcheck.model.documents import PROOF_OF_SALE, Kind


@dataclass(frozen=True, slots=True)
class KindOfPaper:
    """What tells a kind of document, and what follows from being one.

    Attributes:
        kind: its name.
        weight: what its title counts beside those of others; from 1 on, prominence included, a title tells a kind.
        title: in any of its languages, over text with its accents, in any case, simplified where it is Chinese.
        one_page: whether each page of it is a document of its own.
        sells: whether somebody sells something on it; on others no seller is sought.
    """

    kind: Kind
    weight: float
    title: str
    one_page: bool = False
    sells: bool = True


KINDS_OF_PAPER: Final = (
    KindOfPaper(
        "motor_vehicle_invoice",
        5.0,
        r"(?:机动车|二手车)\s*销售\s*(?:统一)?\s*发票|motor vehicle sales invoice",
        one_page=True,
    ),
    KindOfPaper(
        "vehicle_licence",
        5.0,
        r"机动车行驶证|行驶证(?!车主|所有人|发证|编号|号|复印|原件)|"
        r"vehicle licen[cs]e|zulassungsbescheinigung|carte grise|geran kenderaan",
        one_page=True,
        sells=False,
    ),
    KindOfPaper(
        "registration_certificate",
        5.0,
        r"机动车登记证书|登记证书|registration certificate|certificate of (?:vehicle )?registration",
        sells=False,
    ),
    KindOfPaper("business_licence", 5.0, r"营业执照|business licen[cs]e", one_page=True, sells=False),
    KindOfPaper(
        "insurance_statement",
        4.0,
        r"社会保险|社保|公积金|五险|医保|(?:参保|缴存|缴费)(?:证明|凭证|记录|明细|清单)|保险单|保险批单|电子保单|投保单|保险.{0,6}保单|"
        r"车险保单|交强险.{0,6}保单|"
        r"(?:养老|医疗|失业|工伤|生育)保险.{0,12}(?:凭证|证明|明细|记录|清单|对账单|查询单|权益单|缴费单)|"
        r"social insurance|housing fund|insurance (?:statement|certificate)",
        sells=False,
    ),
    KindOfPaper(
        "vat_invoice",
        4.5,
        r"增值税.{0,6}发票|专用发票|普通发票|电子发票(?!\s*[(（]?\s*(?:机动车|二手车))",
        one_page=True,
    ),
    KindOfPaper(
        "customs_declaration",
        4.0,
        r"goods declaration|bill of entry|customs declaration|报关单|zollanmeldung|custom(?:s)? (?:file|"
        r"office)",
    ),
    KindOfPaper(
        "delivery_confirmation",
        4.0,
        r"(?:vehicle |car )?(?:delivery|hand-?over) (?:confirmation|certificate|protocol)|"
        r"confirmation of (?:delivery|handover)|[uü]bergabe(?:protokoll|best[aä]tigung)|"
        r"proc[eè]s-verbal de (?:livraison|remise)|acta de entrega|verbale di consegna|"
        r"交车(?:单|确认书?|证明)|(?:车辆|新车)(?:交接|交付)(?:单|确认书?|证明)",
    ),
    KindOfPaper(
        "credit_note",
        3.5,
        r"credit note|credit memo|gutschrift|avoir\b|nota di credito|nota de credito|abono|creditnota|"
        r"rechnungskorrektur|stornorechnung|facture d'avoir",
    ),
    KindOfPaper("contract", 1.6, r"\bagreement\b|\bcontract(?: for| of|\b)|vertrag|contrat|合同"),
    KindOfPaper(
        "order",
        2.6,
        r"(?<!your )purchase order|order confirmation|\binsertion order|(?<!ihre )(?<!ihrer )bestellung|"
        r"auftragsbest|bon de commande|订单|"
        r"broadcast (?:order|contract|agreement)|\bsales order(?! ?(?:#|no\b|num))|booking confirmation|"
        r"\border (?:form|summary)\b|\border\s*(?:#|no|number|date)|advertiser|flight dates?|\bspots?\b",
    ),
    KindOfPaper(
        "receipt",
        2.6,
        r"\breceipt\b|\bresit\b|cash ?(?:bill|sale)|quittung|\bkassen(?:bon|beleg|zettel)|\bbon-?nr|"
        r"ticket de caisse|"
        r"\bkvitto\b|\bkvittering\b|nfc-e\b|cupom fiscal|領収書|fi[sş] no\b|ใบเสร็จ|"
        r"paragon fiskalny|h[oó]a đơn (?:thanh toán|bán)|fatura simplificada|factura simplificada|"
        r"\bticket n|\bre[cç]u\b|scontrino|ricevuta|\brecibo\b|kassabon|小票|收据",
        one_page=True,
    ),
    KindOfPaper(
        "invoice",
        2.8,
        r"invoice|rechnung|facture|fattura|factura|factuur|发票|invois|faktura|\bfatura\b|honorarnote|"
        r"請求書|guest folio|(?:utility|electric(?:ity)?|gas|water|phone|telephone|energy) bill\b",
    ),
)
"""Every kind but `other`; of equal scores the first."""
TITLES: Final = tuple((row.kind, row.weight, re.compile(row.title, re.IGNORECASE)) for row in KINDS_OF_PAPER)
SINGLE_PAGES: Final = frozenset(row.kind for row in KINDS_OF_PAPER if row.one_page)
WITHOUT_SELLER: Final = frozenset(row.kind for row in KINDS_OF_PAPER if not row.sells)


_TILL = re.compile(
    r"\b(?:cash(?:ier)?\b|change\b|rounding|tender|table\b|till\b|pos\b|caissier\b|visa\b|card\b|bon\b|bar\b|pin\b|"
    r"nets\b|tunai\b|baki\b|esp[eè]ces\b|rendu\b|resto\b|cambio\b|tng\b|qr ?pay|master\b|amex\b|eftpos\b|docket\b)|"
    r"thank ?you|goods sold|come again|mastercard|subtotal|gegeben|especes|espèces|contanti|efectivo|实收|找零|交易|"
    r"card payment|debit card|terima kasih|r[uü]ckgeld|zur[uü]ck\b|girocard|ec-?karte|vielen dank|umtausch|"
    r"carte bancaire|merci de|a bient[oô]t|gracias|e-?wallet|touch ?n ?go|grab ?pay|duitnow|contactless|"
    r"points? (?:earned|balance)|you saved",
)
"""Words of a till. What is asked at each sign, whether a word begins there, is asked once for many."""
TILL_WIDTH = 62
"""Signs across the print of a till roll at the most."""
TITLED_ROWS, HEAD_ROWS = 80, 14
"""Rows in which titles are sought, and those of a paper's head, where it is not in Chinese."""
MENTIONED, BELOW_HEAD = 0.3, 0.6
"""What a title counts that is only spoken of, and part of what it counts that stands below the head."""
SPOKEN_OF: Final = frozenset({"invoice", "receipt", "order", "contract", "credit_note", "delivery_confirmation"})
"""Papers of trade, which others speak of."""
REFERRED_TO: Final = frozenset({"receipt", "order", "contract"})
"""Those of them whose number or day an invoice prints among its own."""
SURELY_TITLED: Final = 4.0
"""From which score on a title tells a paper of trade, whatever other title the page has."""
HEADED: Final = 2.5
"""From which score of its title alone on a page is an authority's form."""
UNADDRESSED = 1.1
"""What speaks for a receipt where narrow print holds a till's word and none of business by letter."""
TICKET = 2.6
"""What a till's title counts with a body that adds up, where nothing else tells the paper."""
_BUSINESS = re.compile(
    r"bill to|sold to|invoice to|ship to|payment terms|due date|iban|bic\b|swift|rechnungsdatum|"
    r"bill date|account no\b|current charges|kundennummer|"
    r"zahlungs|leistungs|ust-?id|steuernummer|vat id|vat no|numero de facture",
)


def kind_of(rows: Sequence[Row]) -> tuple[Kind, float]:
    """The kind of a document and how sure: by its title, then by the words and the width that its kind has."""
    scores, headed = _scores(rows)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < 1.0:
        return "other", 0.5
    kind, best = ranked[0]
    if _only_on_a_form(kind, best, headed.get(kind, 0.0)) and of_an_office(rows):
        return "other", 0.9
    if kind == "receipt" and of_unpaid(rows):
        return "other", 0.9
    instead = annulled(rows) if kind in PROOF_OF_SALE else None
    if instead is None and kind == "invoice":
        instead = agreed(rows)
    if instead is not None:
        return instead, 0.9
    if kind == "invoice" and only_labels_of_invoices(rows) and not titled(rows):
        return kind, DOUBTED
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return kind, round(min(0.99, 0.55 + 0.45 * (best - second) / best), 3)


def _scores(rows: Sequence[Row]) -> tuple[dict[Kind, float], dict[Kind, float]]:
    """What speaks for each kind, by all that the paper has of it; and by its title alone."""
    text = "\n".join(unspaced(closed(row.text)) for row in rows)
    places = _places(rows)
    scores = {
        kind: weight * _prominence(rows, places, kind, pattern)
        for kind, weight, pattern in TITLES
        if pattern.search(text)
    }
    headed = dict(scores)
    for kind, score in told_by_title(rows).items():
        scores[kind] = max(score, scores.get(kind, 0.0))
    for kind, score in told_by_words(rows).items():
        scores[kind] = scores.get(kind, 0.0) + score
    folded = text.lower()  # patterns that would fold signs themselves take twice to eight times as long
    till = len({m.group() for m in _TILL.finditer(folded)})
    business = len({m.group() for m in _BUSINESS.finditer(folded)})
    across = signs_across(rows)
    if across <= TILL_WIDTH and (till or "invoice" in scores or "receipt" in scores):
        told = 1.2 + 0.6 * min(till, 4) + (UNADDRESSED if till and not business else 0.0)
        scores["receipt"] = scores.get("receipt", 0.0) + told
    elif across > TILL_WIDTH and "receipt" in scores:
        scores["receipt"] *= 0.6
    if not scores and across <= TILL_WIDTH and ticket(rows):
        scores["receipt"] = TICKET
    if business:
        scores["invoice"] = scores.get("invoice", 0.0) + 0.4 * min(business, 4)
    return scores, headed


def _only_on_a_form(kind: Kind, score: float, headed: float) -> bool:
    """Whether a kind may be only spoken of, on an office's form that has its words: no title tells it."""
    return score < SURELY_TITLED if kind in SPOKEN_OF else kind != "insurance_statement" and headed < HEADED


def _places(rows: Sequence[Row]) -> list[tuple[int, str, float]]:
    """Where a title may stand: the row, the text of a cell or of a whole row, and what a title counts there."""
    until = headed_until(rows)
    found = []
    for i, row in enumerate(rows[:TITLED_ROWS]):
        whole = (row.text,) if len(row.cells) > 1 else ()  # a seal or a fold parts a title into cells
        for printed in (*(cell.text for cell in row.cells), *whole):
            text = unspaced(closed(printed))
            found.append((i, text, 1.0 if i < (until if has_cjk(text) else HEAD_ROWS) else BELOW_HEAD))
    return found


def _prominence(
    rows: Sequence[Row], places: Iterable[tuple[int, str, float]], kind: Kind, pattern: re.Pattern[str]
) -> float:
    """How much like a title the best match stands: alone in its cell, near the top."""
    best = MENTIONED
    for i, text, counts in places:
        match = pattern.search(text)
        if match is None or only_spoken_of(text, match):
            continue
        if kind in REFERRED_TO and named_under_title(rows, i, text, match):
            continue
        words = " ".join(word for word in text.split() if not any(map(str.isdigit, word)))
        alone = min(1.0, len(match.group()) / max(1, len(words)))  # its number is part of a title
        best = max(best, (0.5 + 0.5 * alone) * counts)
    return best


def signs_across(rows: Sequence[Row]) -> float:
    """How many signs of the median width fit into the printed width; about 40 on a till roll, 80 and more on A4."""
    if not rows:
        return 0.0
    cells = [cell for row in rows for cell in row.cells if len(cell.text) >= 4 and cell.box.right > cell.box.left]
    if not cells:
        return 0.0
    widths = sorted((cell.box.right - cell.box.left) / len(cell.text) for cell in cells)
    extent = max(cell.box.right for cell in cells) - min(cell.box.left for cell in cells)
    return extent / widths[len(widths) // 2]
