"""What a line says that is not who somebody is: where they live, or a fact of the sale; by its words, in each language.

A fact that stands within somebody's address must stay to be seen, and the number of a flat must not count as a price.
"""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"\b(?:jalan|jln|lorong|taman|kampung|street|st|road|rd|lane|ave(?:nue)?|drive|close|court|block|blk|flat|apt|unit|"
    r"lot|\w*str(?:a[sß]e|asse|\.)|\w*weg|\w*platz|\w*gasse|\w*allee|rue|via|calle|rua|ul|\w*laan|\w*straat|"
    r"p\.?o\.? box)(?!\w)|[路街巷弄号室楼村镇乡省市区县]|^\W*(?:[a-z]{1,2}-)?\d{4,6}\s+[^\W\d]|[^\W\d]\W+\d{5,6}\W*$|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d\d-\d{3}\b|\b\d{4}-\d{3}\b|\b\d{4} ?[A-Z]{2}\b",
    re.IGNORECASE,
)
_NO_ADDRESS: Final = re.compile(
    r"\d[.,]\d\d\b(?!\d)|\d{4}-\d\d-\d\d|\d\d[./]\d\d[./]\d{2,4}|invoice|receipt|total", re.IGNORECASE
)
_DWELLING: Final = re.compile(
    r"(?<![\d.,])\d[\d./,-]*[a-z]?,?\s+(?:[^\W\d][\w'’.-]*\s+){0,3}?(?:street|st|road|rd|lane|ave(?:nue)?|drive|close|"
    r"court|crescent|terrace|hill|gardens)\b|\b(?:jalan|jln|lorong|taman|kampung|rue|calle|rua|p\.?o\.? box)\b|\bul\.|"
    r"\bvia\s+(?!paypal|post|e-?mail)|(?:str(?:a[sß]e|asse|\.)|weg|platz|gasse|allee|laan|straat)(?!\w)|"
    r"[^\W\d]{3,}\s+[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\W*$|[路街巷弄道村]\w{0,8}?\d+|\d+\s?[号室楼栋幢弄]|\d+\s?单元|"
    r"省\w{1,8}市|市\w{1,8}[区县镇]|[区县]\w{1,10}[路街道镇村]",
    re.IGNORECASE,
)
"""An address beyond doubt, whatever looks like a day or a price in it."""
_UNIT: Final = re.compile(
    r"(?:(?<![/\w])(?:unit|apt|apartment|flat|lot|block|blk|suite|level|floor|room|whg|wohnung|apto|piso)\b\.?|#)"
    r"\s?(?:no\.?\s?)?[A-Z]?-?\d+[.,-]\d\d\b",
    re.IGNORECASE,
)
"""The number of a flat, as `Unit 3.02`."""
_AMOUNT: Final = re.compile(r"(?<!\d[./])(?<!\d[./]\d)\d[.,]\d\d\b(?!\d)(?![./]\d)")
_LAST_AMOUNT: Final = re.compile(r"(?<!\d[./])(?<!\d[./]\d)\d[.,]\d\d\s*(?:[A-Z]{1,3}|zł|kr|[€$£¥元*])?\W*$")
_STREET: Final = re.compile(r"\b(?:jalan|jln|lorong|taman|kampung|rue|calle|rua)\b|stra[sß]s?e\b", re.IGNORECASE)
"""Words that no ware bears: with one of these, a number like an amount at the end is a flat's."""
_DATED: Final = re.compile(
    r"\d[.,]\d\d\b(?!\d)|\d{4}-\d\d-\d\d|\d\d[./]\d\d[./]\d{2,4}|\d\d-\d\d-(?:\d{4}|\d\d(?!\W*[^\W\d]))|"
    r"^\W*\d{1,2}[./]\d{1,2}[./]?\W*$"
)
_NUMBERS: Final = r"n\W?[or°º](?!\w)|n(?=\W*[.:])|num\w*|n[úu]mero"
_FACTS: Final = (
    r"(?:invoice|receipt|order|date|due|terms|total|sub\s?total|vat|tax|ref|qty|quantity|item|"
    r"description|amount|price|rechnung\w*|datum|beleg\w*|bestell\w*|netto|brutto|mwst|artikel|menge|preis|betrag|factur(?:e|a)|"
    r"commande|montant|tva|quantit[eé]|fecha|pedido|importe|fattura|data|ordine|importo|factuur(?:nr|nummer|datum)?|bedrag|"
    r"aantal|totaal|btw|faktur[ay]|paragonu?|zam[óo]wieni[ae]|termin|razem|kwota|suma|fatura|recibo|encomenda|valor|iva|tarikh|"
    r"invois|resit|jumlah|harga|kuantiti)\b\W*(?:"
    rf"{_NUMBERS}|date\b|datum\b|"
)
_CHINESE_FACTS: Final = (
    r"(?:发票(?:号码?|代码|编号)?|日期|单号|[合小总]计(?:金额)?|金额|税[率额款价]?|数量|单价|规格(?:型号)?|品名|"
    r"货物(?:名称)?)(?:[（(][^）)]*[）)])?\s*(?:[:：¥￥\d]|$)"
)
_LABELLED: Final = re.compile(
    rf"^\W*(?:(?:unit|net|gross|sub|grand|total|delivery|payment|your|our|ihre?|unsere?|{_NUMBERS})\W+)?(?:d[aeo]l?\W+)?"
    rf"{_FACTS}\d|$|(?<=[:：#]))|"
    rf"^\W*(?:n[or°º]|number)(?!\w)\W*\d+\W*$|^\W*[^\W\d]{{0,6}}?{_CHINESE_FACTS}",
    re.IGNORECASE,
)
_NAMED_LATER: Final = re.compile(
    rf"^\W*(?:\w+\W){{1,2}}{_FACTS}\d\S*\W*$|(?<=[:：#]))|{_CHINESE_FACTS}|"
    r"货物或应税|税率",
    re.IGNORECASE,
)
"""A label with words before it that may be somebody's: `Mary Price` is no price."""

_SAYS_WORDS: Final = re.compile(
    r"(?<!\S)(?!(?:eur|myr|rm|usd|gbp|cny|rmb|pln|zł|chf|sgd)\W*\d)(?=[^\s\d]*[^\W\d_]{2})[^\s\d]+(?!\S)|"
    r"[^\W\d_]{4,}|[\u4e00-\u9fff]{2,}",
    re.IGNORECASE,
)
"""Words behind a label, which may be somebody's: no number or sum is said with one."""

_FEW: Final = 4
_HEAD: Final = re.compile(
    r"\W*(?:date|terms|ref(?:erence)?|vehicle|vin|f\.?o\.?b\.?|datum|n[or°º]|number|nummer|"
    r"code|id|time|uhrzeit|table|tisch|"
    r"(?:(?:p\.? ?o|purchase|order|invoice|job|ship(?:ped|ping)?|delivery|payment|due|account|customer|sales|vehicle|"
    r"chassis|your|our|tax|quote|project|reg)\b\W*)+(?:number|no|nr|n[°º]|via|date|terms|method|ref(?:erence)?|id)|"
    r"(?:bestell|auftrags|rechnungs|kunden|liefer|zahlungs)-?(?:nummer|nr|datum|art|bedingungen))\W*",
    re.IGNORECASE,
)
_COLUMN: Final = (
    r"(?:items?|qty|quantity|description|artikel\w*|bezeichnung|d[ée]signation|descripci[óo]n|descrizione|品名|货物名称|"
    r"货物或应税\w*)(?!\w)"
)
_BESIDE_IT: Final = r"(?:pos|no|code|unit|price|amount|total|menge|anzahl|preis|betrag|数量|单价|金额)(?!\w)"
_ITEMS_BEGIN: Final = re.compile(
    rf"^\W*(?:{_BESIDE_IT}\W*)*{_COLUMN}\W*(?:(?:{_COLUMN}|{_BESIDE_IT})\W*)*$|\b(?=\w*\d)[A-HJ-NPR-Z0-9]{{17}}\b|"
    r"(?:\b(?:vin|chassis|fahrgestell\w*|fin)\b|车架号)(?:\W{0,2}(?:n[or°º]|number)\b)?\W*(?=[A-Z]*\d)\w{5,}",
    re.IGNORECASE,
)
_FORM_BEGINS: Final = re.compile(
    r"^\W*(?:项目名称|商品名称|车辆类型|合格证|发动机号|车辆识别代号|进口证明|商检单|产地|币种|业务种类|交易渠道|"
    r"交易流水|用途|手续费|时间戳|单\s?位\W*$)|厂牌型号"
)
"""Labels of Chinese forms that stand below who bought, and tell of what."""
_QUANTITY: Final = re.compile(
    r"^\W*\d{1,3}\s?(?:[x×*]|pcs?|pieces?|sets?|pairs?|off|litres?|new|used|tyres?|tires?|wheels?|st(?:k|[üu]ck)|satz|paar|"
    r"neue?|reifen|pneus?|jeux?|juegos?|neum[áa]ticos?|pneumatici|[条个副套只件瓶桶])(?!\w)",
    re.IGNORECASE,
)


def addresses(text: str) -> bool:
    """Whether a line looks like part of a postal address, and like no line of amounts or dates."""
    if _DWELLING.search(text) or _UNIT.search(text):
        return True
    return _ADDRESS.search(text) is not None and _NO_ADDRESS.search(text) is None


def dwells(text: str) -> bool:
    """Whether a line is an address beyond doubt, and tells nothing of the sale."""
    return _DWELLING.search(text) is not None and not tells_a_fact(text)


def tells_a_fact(text: str) -> bool:
    """Whether a line tells of the sale rather than of somebody: an amount, a day, a number under its own label.

    An address wins over a day and an amount in it, a label that opens the line wins over an address.
    """
    rest = _UNIT.sub(" ", text)
    if _LABELLED.search(text) or _ends_in_amount(rest):
        return True
    return not _DWELLING.search(rest) and bool(_DATED.search(rest) or _NAMED_LATER.search(rest))


def states_one_fact(text: str) -> bool:
    """Whether a line is a label of the sale and at most a number or a day: no name or address, whoever read it as one.

    Behind a label, too, may stand who somebody is: `Ref: Anna Lee`.
    """
    label = _LABELLED.search(text) if len(text.split()) <= _FEW else None
    return label is not None and not _SAYS_WORDS.search(text, label.end()) and not _DWELLING.search(text)


def priced(text: str) -> bool:
    """Whether a line carries an amount with cents, but no address with a number like one."""
    rest = _UNIT.sub(" ", text)
    return _AMOUNT.search(rest) is not None and not (_DWELLING.search(rest) and not _ends_in_amount(rest))


def _ends_in_amount(text: str) -> bool:
    return _LAST_AMOUNT.search(text) is not None and not _STREET.search(text)


def begins_the_sale(text: str) -> bool:
    """Whether what was bought begins at a line: an amount, a vehicle's number, a quantity, the head of a table."""
    if priced(text) or _ITEMS_BEGIN.search(text):
        return True
    return _QUANTITY.search(text) is not None and not _ADDRESS.search(text)


def begins_a_form(text: str) -> bool:
    """Whether a label of a form stands here that tells of what, below who bought: `车辆类型`."""
    return _FORM_BEGINS.search(text) is not None


def heads_a_column(text: str) -> bool:
    """Whether a line is the head of a table's column that tells of no person: `P.O. Number`, `Ship via`."""
    return _HEAD.fullmatch(text) is not None
