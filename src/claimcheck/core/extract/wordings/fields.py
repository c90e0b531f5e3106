"""Which labels name which field, and what its value looks like: one table for all forms and languages.

A label is a pattern over `text.low` of a cell: lower case, no accents, blanks kept, and signs in their plain form (`º`
reads `o`, a wide colon `:`). A new form or language is a row here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

NUMBER = re.compile(r"(?:[A-Za-z]{1,5}[ -]?)?(?=[\w/.\-]*\d)[\w](?:[\w/.\-]*\w)?")
BEFORE_REVISION = re.compile(r"(?:[A-Za-z]{1,5}[ -]?)?(?=[\w.\-]*\d)[\w](?:[\w.\-]*\w)?")
"""The same without what stands behind a stroke: which revision of it the paper is, where its label says so."""
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-/]{3,}")
DIGITS = re.compile(r"\d{8,12}\b")
VIN = re.compile(r"[A-Za-z0-9]{17}(?![A-Za-z0-9])")
PLATE = re.compile(
    r"(?:[\u4e00-\u9fff][A-Z][A-Za-z0-9·]{5,7}|[A-Z]{2}\d\d ?[A-Z]{3}|\d{4}[ -]?[B-DF-HJ-NPR-TV-Z]{3}|"
    r"[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|[A-Z]{1,3}[ -]?[A-Z]{0,2}[ -]?\d{1,4} ?[A-Z]?)(?![A-Za-z0-9]| [A-Z]{3}\b)"
)
"""Chinese, British, Spanish, French and Italian, German and Malaysian plates; part of a longer print is none."""
DATE = re.compile(
    r"(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/. ]\s?(?:\d{1,2}|[^\W\d]{3,9})\.?[-/. ,]\s?\d{2,4}|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}"
)
_WEEKDAY = r"(?:(?i:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?i:day)?\.?,?\s?)?"
"""The day of the week before a day of broadcasting."""
_DAY = (
    rf"{_WEEKDAY}(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:19|20)\d\d-\d\d-\d\d|"
    r"[A-Za-z]{3,9}\.? ?\d{1,2}[,/ ] ?\d{2,4}|\d{1,2}[.-]? ?[A-Za-z]{3,9}[.-]? ?\d{2,4})"
)
RANGE = re.compile(rf"(?:[-–]\s)?{_DAY}\s?(?:-|to|–|thru|through|until|till|bis|au|al|a|t/m)\s?{_DAY}", re.IGNORECASE)
DAY_ON_AIR = re.compile(_WEEKDAY + f"(?:{DATE.pattern})")
MODEL = re.compile(r"\S.*")


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A label and what it names.

    Attributes:
        field: name of the field.
        score: how surely, 0 to 1; the surest label on the page wins, then the first.
        label: over `text.low`, at the beginning of a cell or after a blank or sign.
        value: what a value looks like, from its first sign.
        below: whether the value may stand under the label.
    """

    field: str
    score: float
    label: re.Pattern[str]
    value: re.Pattern[str]
    below: bool = True


AFTER_COLON = re.compile(rf"(?:(?<=:)|(?<=: )){NUMBER.pattern}")
"""A number behind the colon that stands apart from its label, as forms set the colons of all labels into one column."""
PLAIN = re.compile(r"(?=[\w/\-]*\d{3})[A-Za-z0-9][\w/\-]*(?!\w|[.,:]\d)")
"""A number that no sign of a number leads to: at least three digits, and neither a day, a time nor an amount."""
_NO = r"(?:[\s-]?(?:no\b|nr\b|num\b|number|nummer|numero|#|n°|nº|id\b)|[\s-]n\b)[\s.:#°]*"
_NO_OF = r"(?:no|n|nr|num|numero|n°|nº)[\s.:]*(?:de |del |di |du )?"
_PAPER = (
    r"(?:receipt|rcpt|rct|bill?|slip|document[oe]?|dokument|doc|cash ?(?:bill|sales?)|resit|invois|inv|cb|docket|"
    r"voucher|chk|check|(?:kassen|kassa)?(?:bon|beleg|zettel)|"
    r"quittungs?|ticket(?: de caisse)?|recu|scontrino|ricevuta|recibo|"
    r"folio)"
)
"""What a paper of a sale calls itself beside its number, in the languages that are read."""
_DEAL = (
    r"(?:ref|reference|referenz|trans|tran|transaction|txn|trx|transaktions?|vorgangs?|operacion|operation|sales?|ta)"
)
"""What it calls the deal: a weaker word, for the card's terminal has numbers for it, too."""
_AGREED = "(?:io|agreement|confirmation|insertion order|deal|buy)"
"""What else an order calls itself beside its number."""
_ORDERED = "contract|schedule|campaign|run|air|buy|order|broadcast"
_AIRED = r"(?:broadcast|telecast|air(?:ing)?(?: date)?)"
"""Words for when what was ordered is on the air."""
_PERIOD = (
    r"(?!(?:(?:0?[1-9]|1[0-2]|q[1-4])\s?[/.-]\s?)?(?:19|20)\d\d(?:\s?[/-]\s?(?:\d\d?|(?:19|20)\d\d))?(?![\w/-]*\w)|"
    r"(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\s?-|\d\d?(?![\w/.-]*\w))"
)
"""No year, month, quarter or period that a bill is for, nor which of several it is."""
_HANDED = (
    r"deliver(?:y|ed)(?: to (?:the )?(?:customer|client|buyer))? (?:date|on)|delivered(?=\s?:)|actual delivery(?=\s?:)|"
    r"date (?:of )?(?:delivery|delivered|hand-?over)|hand(?:ed)?-?over (?:date|on)|"
    r"(?:aus)?lieferdatum|ubergabedatum|auslieferungsdatum|liefertag|(?:aus)?geliefert am|ubergeben am|"
    r"(?:tag|datum) der (?:ubergabe|(?:aus)?lieferung)|lieferung am|ubergabe am|"
    r"liefer-?\s?(?:/|und|&)\s?rechnungsdatum|"
    r"date de (?:la )?(?:livraison|remise du vehicule)|livree?s? le|livraison (?:effectuee )?le|"
    r"date de (?:la )?facture\s?(?:/|et)\s?(?:de )?livraison|"
    r"fecha de (?:la )?entrega|entregad[oa] el|entrega el|data (?:di |della )?consegna|consegnat[oa] il|consegna il|"
    r"(?:af)?leverdatum|geleverd op|tarikh (?:penghantaran|serahan)|dihantar pada|diserahkan pada|交车日期|交付日期"
)
"""The day on which something was handed over."""
_AND_BILLED = (
    r"\s?(?:\(?[/=&+]|\b(?:und|and|et|y|e|en|dan)\b)\s?(?:date |data |fecha |tarikh )?(?:de |di |of )?"
    r"(?:rechnungs|invoice|facture|fattura|factura|factuur|invois)\s?(?:datum|date)?\)?"
)
"""And its bill's."""
_MONTHS = (
    r"(?!(?:jan|fev|mar|abr|maio|mai|jun|jul|ago|set|out|nov|dez)[a-zç]{0,6}\b|(?:de|do|da|dos|das|em|ate|para|paga|"
    r"anterior|n[ao]s?|mes)\s)"
)
_ROWS: Final[tuple[tuple[str, float, str, re.Pattern[str], bool], ...]] = (
    ("invoice_number", 1.0, rf"(?:tax |cash |sales )?(?:invoice|inv)\.?(?: [a-z]{{3,10}} ?(?=#))?{_NO}", NUMBER, True),
    ("invoice_number", 1.0, r"rechnungs?\s?-?\s?(?:nr\b|nummer|no\b|#)[\s.:#]*", NUMBER, True),
    ("invoice_number", 0.98, r"发票号码", DIGITS, True),
    ("invoice_number", 0.95, r"(?:facture|avoir)\s?(?:n°|nº|no\b|numero|n o\b|#)[\s.:]*", NUMBER, True),
    (
        "invoice_number",
        0.95,
        r"(?:numero|n°|nº|n\.\s?o)\s(?:de\s)?(?:la\s)?(?:fact(?:ure|ura)?|fattura|fra)\b(?! assoc)[\s.:]*",
        NUMBER,
        True,
    ),
    (
        "invoice_number",
        0.95,
        r"(?:fattura|fatt\.?|factura|\bfra\.|factuur|faktura)(?: (?:immediata|differita|accompagnatoria|vat))?"
        r"\s?-?\s?(?:n°|nº|n\.?\s?o\b|num\w*|nr\b|n\b|#)[\s.:]*",
        NUMBER,
        True,
    ),
    (
        "invoice_number",
        0.95,
        r"(?:no|nombor|n|nr|num|numero|nummer|n°|n[o0])\b[\s.:]*(?:de (?:la )?|della |der )?"
        r"(?:invois|invoice|resit|facture|fact|fra|factura|fattura|factuur|rechnung)\b(?! assoc)[\s.:]*",
        NUMBER,
        True,
    ),
    ("invoice_number", 0.95, r"(?:factuurnummer|fakturanummer|nr faktury)[\s.:]*", NUMBER, True),
    ("invoice_number", 0.93, r"beleg\s?-?\s?(?:nr|nummer)[\s.:]*", NUMBER, True),
    ("invoice_number", 0.93, r"(?:re|rg|rech|rechn)\.?\s?-\s?(?:nr|no)\b[\s.:]*", NUMBER, True),
    (
        "invoice_number",
        0.85,
        r"(?:n|no|nr|num|numero)\b[\s.:]*(?:del )?(?:documento|document|dokument)\b[\s.:]*",
        NUMBER,
        True,
    ),
    ("invoice_number", 0.92, r"\w*rechnung\s?(?:\(\d{2,3}\))?\s?nr[\s.:]*", NUMBER, False),
    (
        "invoice_number",
        0.93,
        r"^(?:(?:tax )?invoice|rechnung|facture|avoir|fattura|factura|gutschrift|credit note)$",
        NUMBER,
        False,
    ),
    ("contract", 0.88, r"^contract$", NUMBER, False),
    ("contract", 0.9, r"contract\s?(?:#|no\b|number)[\s.:]*", NUMBER, True),
    ("contract", 0.9, r"contract\s?/\s?revision[\s.:]*", BEFORE_REVISION, True),
    ("invoice_number", 0.92, rf"credit(?: note| memo)?{_NO}", NUMBER, True),
    ("invoice_number", 0.85, rf"{_PAPER}\.?{_NO}", NUMBER, True),
    ("invoice_number", 0.85, rf"{_NO_OF}{_PAPER}\b[\s.:]*", NUMBER, True),
    ("invoice_number", 0.85, r"(?:(?:or|si)\s?(?:no\b|#)|no\.? siri)[\s.:]*", PLAIN, False),
    (
        "invoice_number",
        0.84,
        rf"(?:{_PAPER}|invoice|facture|fattura|factura(?: simplificada)?|rechnung|faktura)\s?[:#][\s#:]*",
        NUMBER,
        False,
    ),
    (
        "invoice_number",
        0.84,
        r"(?:reference|referencia|riferimento|ref)\.? (?:de )?(?:facture|factura|fattura)[\s.:]*",
        NUMBER,
        False,
    ),
    ("invoice_number", 0.84, r"factura simplificada\s", PLAIN, False),
    (
        "invoice_number",
        0.84,
        rf"fatura(?: simplificada|[- ]recibo)?\s{_MONTHS}{_PERIOD}(?:n[°º. o]{{1,3}})?(?=\S{{1,5}} ?\S*\d)",
        NUMBER,
        False,
    ),
    (
        "invoice_number",
        0.84,
        r"(?:nfc-?e n[°º.o]{1,2}|kvitto(?:nr|nummer)|kvittering(?:s ?nr)|faktura(?: - danovy doklad)? c\.)[\s.:]*",
        NUMBER,
        False,
    ),
    ("invoice_number", 0.84, r"(?:(?<![a-z] )so (?:hoa don|hđ|hd(?=\s?[:#]))|fis no)[\s.:#]*", NUMBER, False),
    ("invoice_number", 0.84, r"n(?:o|r)[\s.:]*(?:nota|struk|transaksi|wydr(?:uku)?)\b[\s.:]*", NUMBER, False),
    ("invoice_number", 0.6, r"^no\.?\s(?=[a-z]{1,4} ?[\d-]{3})", NUMBER, False),
    ("invoice_number", 0.84, r"(?:小票|收据|单据|票据|销售单|交易|流水|订单|单)(?:号码?|编号)[\s:：]*", PLAIN, True),
    ("invoice_number", 0.78, rf"{_DEAL}\.?{_NO}", NUMBER, True),
    ("invoice_number", 0.78, rf"{_NO_OF}{_DEAL}\b[\s.:]*", PLAIN, True),
    ("invoice_number", 0.7, rf"{_PAPER}\s", PLAIN, False),
    ("invoice_number", 0.66, rf"{_DEAL}\s?[:#][\s#:]*", PLAIN, False),
    ("invoice_number", 0.6, r"(?:trans(?:action)?|txn|trx)\s(?=\d{3})", PLAIN, False),
    ("invoice_number", 0.5, r"s\.o\." + _NO, NUMBER, False),
    ("invoice_number", 0.5, r"^(?:(?:media|sales|broadcast) )?order\s?:\s*", NUMBER, False),
    (
        "invoice_number",
        0.82,
        r"(?:invoice|rechnung|facture|avoir|fattura|factura|factuur|gutschrift|credit note|honorarnote|"
        rf"rechnungskorrektur|stornorechnung|(?:\w{{1,20}}rechnung|fatura)(?=\s{_PERIOD}))\s(?:#\s?)?(?=\S*\d)",
        NUMBER,
        False,
    ),
    ("invoice_number", 0.8, r"(?<!alt )order\s?/\s?rev[\s.:]*", BEFORE_REVISION, True),
    ("invoice_number", 0.85, r"^(?:note|addition)\s?n[°º][\s.:]*", NUMBER, True),
    ("invoice_number", 0.6, r"^no[\s.]*[:#][\s:#]*", NUMBER, False),
    ("invoice_number", 0.6, r"^no[\s.]*$", AFTER_COLON, False),
    ("invoice_number", 0.55, r"^no[\s.]*(?=\d{3,}$)", PLAIN, False),
    ("invoice_number", 0.6, r"^(?:numero|nummer|number|numer)\W*$", NUMBER, True),
    ("invoice_number", 0.6, r"^(?:numero|nummer|number)\s?:\s*", PLAIN, False),
    ("invoice_number", 0.5, r"^(?:(?:media|sales|broadcast) )?order$", PLAIN, False),
    ("invoice_number", 0.5, r"(?<!alt )(?<!purchase )order\s?(?:#|no\b|number|nr\b|id\b)[\s.:]*", NUMBER, True),
    ("invoice_number", 0.48, rf"{_AGREED}\s?(?:#|no\b|number)[\s.:]*", NUMBER, True),
    ("invoice_number", 0.48, r"insertion order\s?[:#]?\s(?=\S*\d)", NUMBER, False),
    ("invoice_code", 0.98, r"发票代码", DIGITS, True),
    ("invoice_code", 0.7, r"机打代码", DIGITS, True),
    ("invoice_number", 0.7, r"机打号码", DIGITS, True),
    ("vin", 0.98, r"车辆识别代号\s?/?\s?(?:车架号码?)?", VIN, True),
    (
        "vin",
        0.95,
        r"车架号码?|vehicle identification n\w*|fahrgestell\w*(?:\s?-?\s?nr)?|fg-?nr|\bfin\b|chassis\s?(?:no|"
        r"number)?",
        VIN,
        True,
    ),
    ("vin", 0.9, r"\bvin\b", VIN, True),
    ("vin", 0.95, r"bastidor|telaio|chassis|numero de serie du type", VIN, True),
    ("engine_number", 0.95, r"发动机号码?|engine\s?(?:no|number)|motor-?nr", TOKEN, True),
    (
        "engine_number",
        0.95,
        r"(?:n\.?\s?[o°]|nr|numero)[.\s]{0,2}(?:de |di |del |du )?mot(?:or|ore|eur)\b",
        TOKEN,
        True,
    ),
    ("plate_number", 0.95, r"号牌号码|车牌号码?|号码(?=[\u4e00-\u9fff][a-z])|plate no", PLATE, True),
    ("plate_number", 0.9, r"amtl\.?\s?-?kennz\w*|kennzeichen|vehicle reg\w*(?: no)?|registration mark", PLATE, True),
    ("plate_number", 0.9, r"matricula\b|immatriculation|targa\b", PLATE, True),
    ("model_name", 0.95, r"厂牌型号|品牌型号", MODEL, True),
    ("model_name", 0.9, r"(?:vehicle |car )?mod(?:el|ell|elo|ele|ello)(?: name)?\s?:", MODEL, False),
    (
        "registration_date",
        0.95,
        r"注册日期|register date|(?:date of (?:first )?|first )registration(?: date)?",
        DATE,
        True,
    ),
    (
        "registration_date",
        0.95,
        r"(?:1[ªa] )?matriculacion|date d['’ ]?immatriculation|(?:data (?:di )?)?immatricolazione|erstzulassung",
        DATE,
        True,
    ),
    ("issue_date", 0.95, r"发证日期|issue date", DATE, True),
    (
        "delivery_date",
        0.95,
        rf"(?:{_HANDED})(?:\s?\(?(?:confirmed|and time|& time|bestatigt|erfolgt)\)?|{_AND_BILLED})?",
        DATE,
        True,
    ),
    (
        "flight",
        0.95,
        rf"(?:order )?flight(?: dates?)?|(?:{_ORDERED}) dates|start\s?(?:/|-|&)\s?end(?: dates?)?",
        RANGE,
        True,
    ),
    ("flight", 0.8, rf"^(?:(?:service|{_ORDERED}) )?(?:period|term)", RANGE, True),
    ("flight", 0.8, rf"^(?:{_ORDERED}|on[ -]air|airs)\s?:", RANGE, False),
    (
        "flight_from",
        0.95,
        rf"^(?:flight|{_ORDERED})\s?(?:start|begins?|from)(?: date)?|^(?:date of )?first {_AIRED}",
        DAY_ON_AIR,
        True,
    ),
    (
        "flight_to",
        0.95,
        rf"^(?:flight|{_ORDERED})\s?(?:end|ends|thru|through)(?: date)?|(?:date of )?last {_AIRED}",
        DAY_ON_AIR,
        True,
    ),
    ("flight_from", 0.8, r"^start(?:s|ing)?(?: date)?|^begin date", DAY_ON_AIR, False),
    ("flight_to", 0.8, r"^(?:end|stop)(?:s|ing)?(?: date)?", DAY_ON_AIR, False),
)
_ANYWHERE = r"^|(?<=[\s(:|,*.-])|(?<=[\u4e00-\u9fff])"
_OF_DELIVERY = "(?<=[/=])"
FORM_LABELS: Final = tuple(
    FormLabel(
        field,
        score,
        re.compile(rf"(?:{_ANYWHERE}{f'|{_OF_DELIVERY}' if field == 'delivery_date' else ''})(?:{label})[\s:：]*"),
        value,
        below,
    )
    for field, score, label, value, below in _ROWS
)
_ANY = "|".join(f"(?:{label})" for _, _, label, *_ in _ROWS)
_ANY_DELIVERY = "|".join(f"(?:{label})" for field, _, label, *_ in _ROWS if field == "delivery_date")
ANY_FORM_LABEL: Final = re.compile(rf"(?:(?:{_ANYWHERE})(?:{_ANY})|{_OF_DELIVERY}(?:{_ANY_DELIVERY}))[\s:：]*")
"""Any of them; whether a label may begin somewhere is asked once there, not for each label."""
"""Whether a text holds any of them: most hold none, and one search tells."""

OF_ANOTHER: Final = re.compile(
    r"\b(?:draft|next|suppliers?(?:['’]s)?|replac\w*|supersed\w*|in place of|instead of|original|orig|cancel\w*|"
    r"void\w*|correct\w*|amend\w*|revers\w*|prev(?:ious)?|last|prior|earlier|old|parent|related|linked|against|"
    r"credit (?:for|of|to)|credit(?:ed|s)\b|"
    r"re(?:turn|fund|order)\w*|exchange\w*|refer(?:s|ring)?|re|ref|reference|our order|see|cf|pro ?forma|quot\w*|"
    r"deposit|advance|first|being|(?:payment|settlement|bayaran) (?:of|for|untuk|bagi)|"
    r"ersetzt|ersatz|storn\w*|korrigiert|berichtigt|bezug|zu|zur|fur|ursprungliche?|"
    r"vorherige|remplace\w*|annul\w*|rectifi\w*|corrige\w*|initiale|precedente?|avoir sur|sostitui\w*|rettific\w*|"
    r"storna\w*|riferimento|rif|originale|sustituy\w*|rectifica\w*|corrige|anterior|referencia|menggantikan|ganti|"
    r"rujuk\w*|asal|batal\w*|terdahulu)\b[\s.:,#]*(?:(?:to|of|for|the|our|your|la|le|el|il|die|der|a la|alla|della|de|"
    r"tax|cash|sales?|no|n)\b[\s.:#]*)*$|(?:原|替代|更正|对应|关联|冲销|作废|退货|上次|上一张)\W*$"
)
"""What before a number's label says that it is another paper's: the one that this one replaces or refers to."""

OF_A_THING: Final = frozenset({"vin", "engine_number", "serial_number", "plate_number"})
"""Fields that name the vehicle or device that is sold."""
ANOTHER_THING: Final = re.compile(
    r"\b(?:trade[ds]?[ -]?ins?|t/i|taken in|part[ -]?ex\w*|p/x|swap\w*|donor|instead of|inzahlung\w*|"
    r"alt(?:wagen|fahrzeugs?)|reprise?s?|permut\w*|tukar beli)\b"
    r"(?!\W*(?:none|nil|no|n/a|keine?s?|aucune?)\b)|"
    r"\b(?:old|previous|former|prior|returned|replaced|cancell?ed|courtesy|loan(?:er)?|exchanged?|ancien\w*|anterior|"
    r"ritirat\w*|terdahulu)\W*(?:vehicle|car|unit|device|vin|chassis|engine|serial|plate|reg\w*)\b|"
    r"旧车|置换|抵押|原车|被替换"
)
"""What beside a number, or over it, says that a vehicle or device is another than the one sold."""
OTHER_WORD: Final = re.compile(
    r"\b(?:old|previous|former|prior|returned|replaced|cancell?ed|courtesy|loan(?:er)?|exchanged?|ancien\w*|anterior|"
    r"ritirat\w*|terdahulu)\W*$"
)
"""What right before the label of its number says so."""
SOLD_THING: Final = re.compile(
    r"\b(?:(?:vehicle|car|unit|device)s? (?:sold|purchased|bought|supplied|delivered)|"
    r"(?:sold|new|purchased|your new) (?:vehicle|car|unit|device)|neuwagen|neufahrzeug|vehicule (?:vendu|neuf))\b"
)
"""What over a number says that it is the one of the vehicle that is sold."""
NO_HEADING: Final = re.compile(
    r"\b(?:we|buy|possible|welcome|accepted|available|centre|center)\b|\d[.,]\d{2,3}(?!\d)|\d{5}|-\s*$"
)
"""What tells an advertisement, a sum, a long number or a dash for none from a heading."""

OF_OTHER_THINGS: Final = re.compile(
    rf"^(?:credit\b|(?:sales )?order\b(?! ?/)|s\.o\.|contract\b|{_AGREED}\b|vouchers?\b|订单)|"
    r"\bta\b|(?:order|voucher|contract)[\s.:#]*$"
)
"""Labels of a number that a paper of a sale may carry beside its own: of what was ordered, agreed or handed in."""
CHEQUE: Final = re.compile(r"^che?(?:ck|que|k)\b|(?:check|cheque|chk)[\s.:#]*$")
"""What a restaurant calls its bill, and any other paper the cheque that paid it."""
OF_THE_READER: Final = re.compile(
    r"(?:\b(?:your|external|ihre?|votre|vostr[ao]|vos|su|sus|uw|cust(?:omer|\.)?|client|kunden?|cliente|buyer\W{0,2}s)|"
    r"(?:^|[^\w])[vs]/|\bvs\.?)[\s.:-]*$"
)
"""What before a label says that it names a number of the one who reads the paper: of the order that it answers."""
OF_WHOM: Final = re.compile(r"(?:\b(?:tele)?phone|\btel|\bfax|\bmobile|\bvat|\btax|\baccount|\bcustomer|\bclient)\W*$")
"""What right before a bare `No.`, or in the cell before it, says that it is no paper's number."""
DEAL: Final = re.compile(rf"^(?:{_NO_OF})?{_DEAL}\b|^单号|^单编")
QUALIFIED: Final = re.compile(r"(?:^|[^\W\d_]\W*?)([^\W\d_]{2,}|[\u4e00-\u9fff])[\s.:#'-]*$")
"""The word right before a label."""
OF_THE_DEAL: Final = frozenset((
    "no", "nr", "sale", "sales", "pos", "bill", "receipt", "invoice", "cash", "tax", "till", "our", "doc", "document",
    "bon", "rechnung", "ticket", "resit", "invois", "交易", "小票", "收银", "消费", "结账", "销售",
))  # fmt: skip
"""Words before the label of a deal's number that leave it the paper's: any other (`payment ref`) makes it another's."""
