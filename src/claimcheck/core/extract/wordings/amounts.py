"""What amounts are called: which label names which amount of a paper, and words that tell one from another.

Patterns run over `text.label_key`: lower-case plain letters, single blanks, numbers left out. Order matters: the first
match of a table wins.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from claimcheck.model.documents import Kind

Role = Literal[
    "total",
    "subtotal",
    "net",
    "tax",
    "rounding",
    "change",
    "tendered",
    "discount",
    "saving",
    "quantity",
    "prepaid",
    "payable",
    "commission",
    "item",
    "service",
]

TAX = (
    r"(?:gst|sst|vat|sales tax|tax|taxes|mwst|ust|umsatzsteuer|mehrwertsteuer|steuer|tva|iva|btw|moms|"
    r"cukai|svc tax|service tax|igst|cgst|sgst|hst|pst|qst|"
    r"dph|kdv|topkdv|ppn|pb ?[1l]|pajak|ptu|alv|gtgt|thue|tributos?|"
    r"i v a|t v a|imposta|impuestos?|税额?|增值税)"
)
_EXCL = (
    r"(?:excl?|exci|ex[ck]l\w*|excd?|exclud\w*|before|without|w o|less|tanpa|ohne|hors|escl\w*|esente|sin|"
    r"zonder|\b(?:bez|uden|utan|ilman|sem|belum|eks|ekskl|exkl|chua(?= (?:thue|vat)\b))|不含)"
)
_INCL = (
    r"(?:incl?|inc|inci|ind|indl|in\w{0,2}(?= (?:of )?(?:gst|sst|vat|tax))|"
    r"incl\w*|includ\w*|with|inkl\w*|einschl\w*|termasuk|compris\w*|ttc|"
    r"inclus\w*|incluid\w*|con|mit|avec|含)"
)

_OF_SUM = (
    r"(?:sum|total(?: (?:amount|sum))?|valor|summe|somme|totale|somma|totaal|jumlah|suma|summa|soma|"
    r"celkem|toplam|razem|yhteensa|tong(?: cong)?|cong)"
)
_OF = r"(?: (?:of|des?|di|dei|del|della|do|da|dos|das|von|der|van|les|los|las|d))?"
_GOODS = (
    r"(?:goods|merchandise|waren|articles?|marchandises|produits|mercanc\w+|productos|produtos|mercadorias|prodotti|"
    r"goederen|artikelen|artiklar|barang|varer|varor|tien hang|hang hoa|bases?|zaklad\w*|matrah)"
)
_WITHOUT_TAX = (
    rf"{_OF_SUM}{_OF} {_GOODS}\b|{_GOODS} (?:i alt|total|celkem|toplam|yhteensa|razem)\b|\bvarer i alt|\bzaklad\b|"
    r"\bveroto\w+|\bmal hizmet|\bmatrah|\btien hang|\bneto\b|\bwarensumme|\bvaresum|\b(?:dpp|pangkal pajak)\b|"
    r"\bwartosc (?:netto|towarow)|\bvergiler haric"
)
"""What is sold, before its tax, as bills of many languages call it."""
_TAKEN_OFF = (
    r"\balennu\w*|\bslev(?:a|y|u|e|ou)\b|\brabat\w*|\brabais\b|\bindirim\w*|\biskonto\w*|\bchiet khau|\bgiam gia|"
    r"\bkhuyen mai|\bdescontos?\b|\bdescuentos?|\bremises?\b|\breductions?\b|\bristourne|\bsconti\b|"
    r"\bkortingen|\bdiskon\b|\bpotongan|\bupust\w*|\bznizk\w*|\bbonifica\w*|\bnachlasse?"
)
_SAVED = (
    r"\bahorr\w+|\bersparnis|\bsie sparen|\bbesparing|\bhemat\b|\btasarruf|\brisparmi\w+|\bpoup\w+|\btiet kiem|"
    r"\busetr\w+|\boszczed\w+|\bzaoszczed\w+|\bsparat\b|\bsaastit|\bdu sparer"
)
_NO_GOODS = (
    rf"^{_OF_SUM}{_OF} (?:tips?|gratuity|pourboires?|propinas?|gorjetas?|trinkgeld|fooi|mancia|pfand|leergut|"
    r"consignes?|statiegeld|pant|envios?|spedizione|verzendkosten|ongkir|ongkos kirim|frete|fretes|freight|frakt|porto|"
    r"doprava|postage|refunds?|void|unpaid|pending)$"
)
"""Sums of what is no purchase, or only a part of one."""
_CARRIED = (
    r"\by sigue|\bsuma anterior|\bsegue\b|\bsoma anterior|\ba reporter|^(?:total |somme )?report$|\briport\w+|"
    r"\ba transportar|\btransporte\b|\b(?:u|ue)bertrag\w*|\bmang sang|\bprzeniesienia|"
    r"\bprevod\w*|\bsiirto\b|\bnakli ?yekun|"
    r"\bdevreden|\bbawa ke|\bdibawa|\bover te brengen|\b(?:carried|brought) (?:forward|fwd|over|down)|"
    r"\bprevious (?:total|sum)\b|\bpartial total"
)
"""What a page hands on to the next, or has from the one before."""
_PART_SUM = (
    r"\bmezisoucet|\bmedzisucet|\bvalisumma|\bdelsum\w*|\bmellomsum|\bpodsuma|\bsuma (?:czesciowa|posrednia)|"
    r"\btussentotaal|\b(?:total|suma|soma) parcial|\b(?:totale|somma) parziale|\bparziale\b|\bprovvisorio|\bprovisoire|"
    r"\bintermediaire|\bcong tien\b|\bsub ?jumlah|\bjumlah sementara"
)
_MONEY = r"(?:kc|czk|pln|zl|zł|tl|try|sek|dkk|nok|kr|eur|euro|usd|gbp|vnd|vnđ|dong|đong|d|đ|brl|r|mxn|cop|clp|ars|huf)"
_ADDED_UP = (
    r"(?:tong cong|celkem|genel toplam|toplam|i alt|ialt|total i alt|yhteensa|loppusumma|suma|summa|slutsumma|razem)"
)
_SUM_WITH_TAX = (
    rf"^{_ADDED_UP}(?: {_MONEY})? (?:s|vc|vcetne|inkl\w*|incl\w*|sis|sisaltaen|sisaltaa) {TAX}(?: {_MONEY})?$|"
    rf"^(?:{TAX}|vergiler) dahil (?:genel )?toplam(?: tutari?| tutarı)?(?: {_MONEY})?$"
)
_WHOLE_SUM = (
    rf"^{_ADDED_UP}(?: tutari?| tutarı| castka| total| ogolem)?(?: {_MONEY}){{0,2}}$|^cena celkem(?: {_MONEY})?$|"
    rf"^(?:{_MONEY} )?{_ADDED_UP}$|^{_ADDED_UP} (?:ks|szt|adet|kpl|stk|st|polozek|items?|pcs)(?: {_MONEY})?$"
)
"""Words that are a total where they are the whole label: beside another they are the sum of that."""
_NO_SUM = r"^(?!.*(?:合计|总价|总额|总金额|总计|共计|价税)).*"
"""Before a Chinese word for a part of a price, which is none in a sum that includes it."""
_PAID_NOW = r"本次(?:收|付|支付|缴|实收)|(?:转账|汇款|回单)金额"
"""What was paid with one payment: the whole of its slip, and a part of the price that a contract agrees on."""
BARE_CAR: Final = r"车辆?(?:价格?|款)|裸车价|优惠后"
"""The price of the car alone: the whole one where nothing is summed up."""
_AMOUNT_LABELS: Final[tuple[tuple[Role, float, str], ...]] = (
    ("item", 0.5, rf"累计|未收|{_PAID_NOW}|{_NO_SUM}优惠后\w{{0,6}}单价"),
    ("prepaid", 1.0, rf"{_NO_SUM}(?:定金|订金|首付|预付|已付|意向金|诚意金)"),
    ("payable", 0.8, rf"{_NO_SUM}(?:余款|尾款|待付|未付|剩余)"),
    (
        "item",
        0.5,
        rf"{_NO_SUM}(?:指导价|市场价|原价|标价|购置税|保险费|保费|上牌费|手续费|过户费|运费|利息|月供|贷款|违约金|滞纳金|"
        r"保证金|补贴|置换|押金)",
    ),
    (
        "quantity",
        1.0,
        r"total (?:qty|quantity|quantities|items?|spots?|pcs|pieces|units?)\b|item s\b|(?:no of|"
        r"number of) items?|\bitem count|\bitems? sold|总数量|数量合计",
    ),
    ("commission", 1.0, r"commission|\bcomm\b|provision|agency comm"),
    ("saving", 1.0, rf"saving|you saved?|saved\b|points?\b|bonus|jimat|gespart|economie|{_SAVED}"),
    (
        "service",
        1.0,
        r"\b(?:service|servis|serv|svc|srv|svs)\w? ?(?:charges?|change|chgs?|chrgs?|crg)\b|bedienung\w*|服务费",
    ),
    ("tax", 0.9, rf"^less {TAX}$"),
    ("net", 0.9, rf"\bnet of {TAX}$"),
    ("item", 0.5, r"\b(?:vat|tax) exempt|zero rated|\bexempt sales"),
    ("item", 0.5, r"zuschlag\w*|abschlag\w*|surcharge|charges? total|frais\b|versandkosten|shipping|delivery charge"),
    ("item", 0.5, _NO_GOODS),
    ("subtotal", 0.6, r"\bsuppl(?:y|ies)\b|\bbefore (?:disc\w*|adj\w*|round\w*)"),
    (
        "total",
        1.15,
        r"round\w* total|total\w* (?:amt |amount |sales |bill )?(?:\w+ )?(?:rounded|round d)\b|(?:after|"
        r"incl\w*|with) (?:rounding|round|adj\w*)\b|nett? (?:total )?after rounding",
    ),
    (
        "rounding",
        1.0,
        r"round\w*|rour ding|pembundaran|pembulatan|penggenapan|pelarasan|rundung|arrondi|arroton|"
        r"redondeo|afronding|zaokr\w+|yuvarlama|pyoristys|"
        r"avrund|afrunding|arredond\w+|lam tron|cent adj|\badj(?:ust\w*)?\b|尾数|舍入|抹零|四舍五入",
    ),
    (
        "prepaid",
        1.0,
        r"prepaid|pre paid|prepayment|deposit|advance|down ?payment|already paid|anzahlung|"
        r"bereits gezahlt|vorauszahlung|acompte|deja (?:paye|regle)|acconto|anticip\w+|aanbetaling|"
        r"voucher(?! disc)|gutschein|gift ?card|定金|预付",
    ),
    (
        "change",
        1.0,
        r"\bchange|\bchg\b|\bbaki\b|^balance(?!.* due)|change balance|ruckgeld|wechselgeld|zuruck\b|a rendre|"
        r"rendu\b|monnaie|resto\b|cambio|wisselgeld|kembali(?:an)?\b|troco\b|tien thua|vaxel|para ustu|找零",
    ),
    (
        "payable",
        0.8,
        r"amount outstanding|balance due|amount due|due amount|total due|zahlbetrag|zu zahlen\w*|"
        r"offener betrag|faelliger betrag|falliger betrag|net a payer|reste a payer|montant du|da pagare|"
        r"netto a pagare|a pagar|te betalen|\bdue\b|openstaand|att betala|at? betale|til betaling|do zap[lł]aty|"
        r"k uhrade|k zaplaceni|k platbe|"
        r"odenecek|maksettav\w+|zu bezahlen|\b(?:tong|phai|can|so tien)\b(?: \w+){0,2} thanh toan",
    ),
    (
        "total",
        1.05,
        rf"(?:total|montant|importe?o?|prix|precio|prezzo)\b.{{0,24}}{TAX} {_INCL}|pay this amount|please pay\b",
    ),
    (
        "net",
        0.9,
        rf"{_EXCL} (?:of )?(?:\w+ )?{TAX}\b|{_EXCL}\w*{TAX}\b|\b(?:total )?taxable|tax exclusive|"
        rf"nettobetrag|nettosumme|summe netto|warenwert|netto(?:betrag|summe|warenwert)?\b|gesamt netto|"
        rf"goods (?:total|value)|total goods|(?:total |"
        rf"montant )?\bh t\b|total ht\b|montant ht\b|\bht\b|imponibile|zaklad dane|base imp\w*|"
        rf"importe base|\bb i\b|nett? amount|"
        rf"^goods$|vat ?able(?: sales)?\b|net total|total net\b|totale? (?:merce|netto)\b|"
        rf"net value|net sales|net amt|{_WITHOUT_TAX}|不含税|未税|税前|除税",
    ),
    (
        "total",
        0.95,
        rf"(?:total|amt|amount|sales?|payable|nett?|price|betrag|summe|importe|montant|totale|totaal|"
        rf"bill)\b.{{0,24}}{_INCL} (?:of )?(?:% )?{TAX}|(?:total|amount|sales?) {TAX} {_INCL}\b|"
        rf"{_INCL} (?:of )?{TAX} (?:total|amount)|(?:total|"
        rf"montant|net)\w* ttc\b|\bttc\b|brutto(?:betrag|summe)?\b|gesamt ?brutto|summe brutto|"
        rf"totalin\w+gst|{_SUM_WITH_TAX}|"
        rf"价税合计|含税(?:合计)?金额|含税总|含税合计|含税价|总价|共计|总金额|成交(?:总)?(?:价|金额|额)|"
        rf"(?:合同|订单|购车|销售)(?:总)?(?:金额|价款|价格|价|款)|开票(?:价格?|金额)|转让(?:价格?|款|费)",
    ),
    ("total", 0.8, BARE_CAR),
    (
        "tax",
        0.9,
        rf"\b{TAX}\b|total{TAX}|{TAX} ?total|gst amt|\bcuota\b|增值税|税额|umsatzsteuer\w*|steuer(?:betrag|summe)|"
        rf"mehrwertsteuer\w*",
    ),
    (
        "discount",
        1.0,
        r"disc(?:ount|t)?\b|diskaun|coupon|rabatt|rebate|rebat\b|nachlass|skonto|remise|escompte|sconto|"
        r"descuento|korting|"
        r"折扣|优惠|"
        rf"less\b|{_TAKEN_OFF}",
    ),
    (
        "subtotal",
        0.6,
        r"sub ?total|subtotale|subtotaal|zwischensumme|sous total|小计|gross (?:amount|amt|total|sales)|^gross$|"
        rf"ara toplam|total (?:before|b4)|merchandise|tam tinh|jumlah kecil|{_PART_SUM}|{_CARRIED}",
    ),
    ("total", 1.05, r"(?:total|amt|amount|nett?) (?:amt |amount |sum )?(?:payable|to pay)|grand ?total"),
    (
        "total",
        0.95,
        r"total (?:sales|sale|amount|amt|bill|rm|price|myr|eur|usd|charges?|payment|paid|cost|invoice|fee|"
        r"purchase|value)\b|net(?:t)? total|total nett?|gesamt(?:betrag|summe|preis)|endbetrag|endsumme|"
        r"rechnungs(?:betrag|summe)|montant total|rechnungssumme|bruttosumme|total (?:general|a payer|"
        r"facture)|totale (?:fattura|"
        r"documento|complessivo|generale|da pagare)|importe total|total (?:factura|a pagar)|"
        r"totaal(?:bedrag)?|jumlah (?:besar|keseluruhan|bayaran|perlu)|总计|总额|合计金额|invoice (?:total|amount|"
        r"value)|bill (?:total|amount)|contract (?:total|amount)|order (?:total|amount)|total\w* gross|"
        r"gross (?:total|order|cost|billing\w*|dollars)|order gross",
    ),
    (
        "tendered",
        1.0,
        r"\bcash\b|tender\w*|\bpaid\b|payment|\bpay\b|\bvisa\b|master ?card|\bmaster\b|debit|credit card|"
        r"\bcard\b|\bcc\b|tunai|\bbar\b|gegeben|karte|espece|contanti|efectivo|\breceived\b|amex|"
        r"e ?wallet|numerario|tien mat|gotowka|karta|nakit|kredi karti|\bkort\b|touch n go|boost\b|grab ?pay|"
        r"contant|pin\b|regle par|carte|现金|实收|收款|支付",
    ),
    (
        "total",
        0.9,
        rf"\btotal\b|jumlah|\bsumme\b|\btotale\b|\bsomme\b|合计|合 计|total|{_WHOLE_SUM}",
    ),
    ("total", 0.7, r"\bnett?\b|\btl\b|amount to\b|\bjml\b|小写|金额|价格|价款"),
    ("item", 0.5, r"unit price|u price|price|each|\bqty\b|quantity|per\b|单价|数量"),
    ("total", 0.45, r"\bamount\b|\bamt\b|\bbetrag|montant|importo|importe|bedrag"),
)
AMOUNT_LABELS: Final = tuple((role, strength, re.compile(pattern)) for role, strength, pattern in _AMOUNT_LABELS)
_PAYMENT_LABELS: Final[tuple[tuple[Role, float, re.Pattern[str]], ...]] = (
    ("total", 1.2, re.compile(rf"{_PAID_NOW}|交易金额")),
    *AMOUNT_LABELS,
)
_PAYMENTS: Final[frozenset[Kind | None]] = frozenset({"receipt", None})
"""Papers of one payment, and those whose kind is not asked."""


def amount_labels(kind: Kind | None) -> tuple[tuple[Role, float, re.Pattern[str]], ...]:
    """What labels of amounts mean on a paper of this kind, the first that fits counts."""
    return _PAYMENT_LABELS if kind in _PAYMENTS else AMOUNT_LABELS


_COLUMN_HEADS: Final[tuple[tuple[Role, str], ...]] = (
    ("total", rf"gross|brutto|\bttc\b|{_INCL} (?:of )?{TAX}|\btotal\b.*{_INCL}|价税合计"),
    ("item", r"\bcomm\b|commission|spots?\b|\bqty\b|rating|disc"),
    ("net", rf"\bnet(?:to)?\b|\bht\b|h t\b|{_EXCL} (?:of )?{TAX}|taxable|\bbasis\w*|\bbase\b|imponibile|不含税"),
    ("tax", rf"\b{TAX}\b|steuerbetrag|umsatzsteuer|税额"),
    ("total", r"\btotal\b|\bamount\b|\bbetrag\b|gesamt|montant|importe|importo|金额"),
)
COLUMN_HEADS: Final = tuple((role, re.compile(pattern)) for role, pattern in _COLUMN_HEADS)
"""What the head of a column says of the amounts under it."""

TOTAL_WORDS: Final = frozenset(
    (
        "total", "amount", "amt", "payable", "due", "grand", "sum", "sales", "sale", "rm", "myr", "eur",
        "usd", "chf", "gbp", "sgd", "incl", "inc", "inclusive", "including", "of", "gst", "sst", "vat",
        "tax", "mwst", "ust", "tva", "iva", "btw", "with", "nett", "net", "rounded", "rounding", "after",
        "to", "pay", "bill", "invoice", "the", "is", "and", "price", "gesamtbetrag", "gesamtsumme", "summe",
        "bruttobetrag", "bruttosumme",
        "betrag", "brutto", "gesamt", "endbetrag", "rechnungsbetrag", "ttc", "totale", "fattura", "importe",
        "montant", "general", "jumlah", "besar", "keseluruhan", "adj", "adjustment", "gross", "order",
        "contract", "final", "billed", "tong", "cong", "toplam", "suma", "summa",
        "celkem", "alt", "ialt", "yhteensa", "loppusumma", "slutsumma", "razem", "genel", "tutar", "tutari", "tutarı",
        "kc", "czk", "pln", "zl", "zł", "tl", "sek", "dkk", "nok", "kr", "vnd", "ogolem", "castka", "valor",
    )
)  # fmt: skip
"""Words that stand in a total's label without saying of what else it is the total."""
FINAL_NET: Final = re.compile(r"\bnet(?:to?)? (?:total|amount|amt)|total nett?\b")
TAXED: Final = re.compile(TAX)
VOUCHER: Final = re.compile(r"voucher|gutschein|coupon|gift ?card|store credit|points used|redeem\w*|redemption")
"""What may be a means of payment or a discount: the label does not say which."""
BASE_OF_TAX: Final = re.compile(rf"\b{TAX}\b.*\b(?:sur|auf|von|on|su|sobre|over)$")
"""What leads from a tax to the amount that it is taken of: `TVA 20 % sur`."""
TERMS: Final = re.compile(r"\bskonto\b|\bescompte\b|sconto cassa|pronto pago|early payment|if paid|prompt payment")
"""A discount that depends on when the invoice is paid: it is taken off no total."""
REFUND: Final = re.compile(
    r"^(?:total |amount )?(?:refund(?:ed)?|void(?:ed)?|cancell?ed|reversal|return(?:ed)?)\b|^storno|^erstattung|"
    r"^rembours|^rimbors|^devol|^reembols|^bayaran balik|^退款|^退货"
)
"""What was paid back, where an amount stands beside it below the total."""

LABEL_WORDS: Final = frozenset(
    (
        "total", "subtotal", "amount", "change", "rounding", "rounded", "adjustment", "payable", "tender",
        "tendered", "discount", "deposit", "balance", "payment", "inclusive", "including", "exclusive",
        "excluding", "jumlah", "tunai", "summary", "invoice", "receipt", "cashier", "number", "quantity",
        "sales", "gross", "grand", "gesamtbetrag", "netto", "rechnung", "datum",
    )
)  # fmt: skip
"""Words that a label's garbled tokens are taken for."""

TAX_SUMMARY: Final = re.compile(
    rf"{TAX} (?:summary|analysis|breakdown|code)|summary of {TAX}|(?:summary|analysis) {TAX}|"
    rf"gstsummary|tax ?summary|^summary\b|steueraufstellung|ringkasan|^taxa incid\w*"
)
