"""What the words beside a date make of it: the day of the sale, another day, or nothing that tells.

Patterns run over `text.label_key`; the first that is found counts.
"""

from __future__ import annotations

import re
from typing import Final

UNTOLD: Final = 1.9
"""Score of words that may be the sale's and may be another thing's, a car's that was bought before, say: `Lyon, le`."""
ALONE: Final = 1.95
"""Score of words that are the sale's on a paper that names no other day, and stand back behind a plain one:
`Vehicle sale date`."""
_OTHER_PAPERS: Final = (
    r"(?:sales |purchase )?orders?|po|quot(?:e|ation)s?|estimate|proposal|deposit|(?:down|advance|pre) ?payment|"
    r"advance|commande|devis|livraison|acompte|bestell\w*|auftrags?|liefer\w*|anzahlungs?|abschlags?|angebots?|storno|"
    r"gutschrift|ordine|ddt|preventivo|bolla|caparra|pedido|albaran|presupuesto|anticipo"
)
_BILLS: Final = r"rechnung|facture|fattura|factura|invoice"
DATE_LABELS: Final[tuple[tuple[float, re.Pattern[str]], ...]] = tuple(
    (score, re.compile(pattern))
    for score, pattern in (
        (
            -3.0,
            r"\b(?:zu|zur|fur|ersetzt|storn\w*|mahnung|erinnerung|gutschrift|remplac\w*|annul\w*|rectifi\w*|avoir|rappel|"
            r"relance|sur|sostitui\w*|rettific\w*|nota|sollecito|sustituy\w*|abono|anula\w*|replac\w*|cancel\w*|credit|"
            r"original|correct\w*|pro ?forma|acompte|acconto|anticipo)\b(?: \w+){0,3} (?:rechnung|"
            r"facture|fattura|factura|invoice)(?: \w+){0,3} (?:vom|du|del|de|of|dated)$",
        ),
        (
            -3.0,
            r"\bdue\b|expir\w*|valid (?:until|till|thru|to)|best before|effective|faellig|fallig\w*|zahlbar|"
            r"echeance|scadenza|vencimiento|vervaldatum|有效期|到期|payable by|pay before|net \d|skonto|"
            r"zahlungsziel|exchange|return|within|promot\w*|before|use by|sell by|best by|good till|\bexp$|luput|"
            r"tamat|"
            r"warrant\w*|guarantee\w*|waranti|jaminan|garanti\w*|\bnext\b|appointment|termin$|temujanji|\bexp date|"
            r"\boffer\w*|\bpay by\b|pick ?up\b|collect(?:ion|ed)? (?:date|on|by)|\bbis\b|haltbar|\bmhd\b|"
            r"ablauf\w*|umtausch|"
            r"caducidad|\bhasta\b|\bfino al\b|jusqu|sehingga|保质|截止|还款|下次",
        ),
        (
            -3.0,
            r"\bd ?o ?b\b|\bborn\b|\blahir\b|naissance|nascita|nacimiento|出生|join(?:ed|ing)?\b|member since|"
            r"last (?:visit|purchase|login|service)|\bmfg\b|\bmfd\b|manufactur\w*|produ[cz]\w* (?:on|date)|"
            r"pack(?:ed|ing)(?: on| date)?$|road ?tax|policy|licen[cs]e(?!d to\b)|insurance|reserv\w*|booking|"
            r"re ?print\w*|"
            r"check ?out|depart\w*|travel|\bevent\b|\bshow date|quot(?:e|ation)\b|updated?\b|revision|"
            r"software|\bbuild\b|"
            r"permit|establish\w*|statement|renew\w*|inspect\w*|cut ?off|opening|certificate|prescription|"
            r"admission|discharge|"
            r"previous|\breg date|druckdatum|gedruckt|"
            r"original (?:sale|invoice|receipt|purchase)|生产|出厂|交货|订单|预约|保养|送达|入职",
        ),
        (
            -2.0,
            r"(?:contract|agreement|order|quotation|offer|letter|p o) dated|"
            r"(?:bestell|auftrag|lieferschein|commande|ordine|pedido)\w*"
            rf"(?: (?!{_BILLS})\w+){{0,2}} (?:vom|von|dated|du|del)$|"
            r"\b(?:data|fecha|date) (?:dell )?(?:d |di |de |del )?(?:ordine|pedido|commande|consegna|entrega)|"
            r"penghantaran|pesanan",
        ),
        (
            3.0,
            rf"invoice(?: (?!(?:{_OTHER_PAPERS})\b)\w+){{0,3}} (?:date|dated)|"
            r"inv\w* (?:no )?date|bill(?:ing)? date|date of invoice|date of issue|"
            r"issue date|issued|"
            r"(?:rechnungs|beleg|ausstellungs|faktura|fakturierungs|factuur|\brg|\bre|\brechn) ?datum|rechnungs ?tag|"
            r"rechnung\w*(?: \w+){0,3} (?:vom|von|den|datum)$|(?:datum|tag) der (?:rechnung|ausstellung|faktura)|"
            r"(?:facture|fattura|factura)(?: (?!acompte|acconto|anticipo|avoir|pro ?forma)\w+){0,3} (?:du|del|de)$|"
            r"\bemise? le$|\bemess[ao] il$|"
            r"\bemitid[ao](?: el)?$|\bfacturee? le$|"
            r"date (?:de |d |du )?(?:la )?(?:fact(?:ure|uration)?\b|emission|document)(?! assoc)|"
            r"date et (?:lieu|heure) d emission|"
            r"data (?:e (?:luogo|ora) )?(?:della |di )?(?:fattura|fatturazione|documento|emissione)|"
            r"fecha (?:y hora )?(?:de |del )?(?:la )?(?:factura|facturacion|fra|emision|expedicion)\b|"
            r"^f (?:de )?factura$|factura fecha$|tax point|(?<![\u4e00-\u9fff])(?:电子|数电)?(?:发票)?开票(?:日期)?|"
            r"sold on|sales? date|date of (?:sale|purchase)|purchased? (?:on|date)|date sold|"
            r"receipt date|transaction date|trans date|txn date|document date|doc date|dated|"
            r"^(?:beleg |rechnung |quittung )?ausgestellt am$|"
            r"tarikh (?:invois|jualan|resit|transaksi|urus ?niaga)|datum (?:van de )?factuur",
        ),
        (
            -2.0,
            r"print(?:ed)?\b|deliver\w*|liefer\w*|leistung\w*|livraison|consegna|entrega|levering|ship\w*|"
            r"gst (?:reg|id|no)|registration|since|start|period|from\b|until|\bto\b|birth|geburt\w*|version|"
            r"order date|bestell\w*|auftrag\w*|commande|\bpo\b|entry|check ?in|arriv\w*|revised|received|"
            r"service date|date of service|accept\w* le|verse\w? le|regle\w? le|devis\w*(?: \w+){0,3} (?:du|le)$|"
            r"matriculacion|im?matric\w*|zulassung\w*|ubergabe\w*|hand ?over|"
            r"\bair(?:ed|ing)? dates?$|\bpost date$|"
            r"\brpt$|\bstamp(?:ed)?$|\b(?:posted|settled)(?: on)?$|fiscal da(?:y|te)$|"
            r"rebat\w*|(?:down)?load(?:ed)?\b|generated|created|consum\w*|usage\b|rendered|month of|duplicate$|copy$|"
            r"(?:order|enquiry|inquiry|letter|offer|quotation) (?:of|from|dated)$|signed\b|buchung\w*|valuta|"
            r"wertstellung|angebot\w*(?: \w+){0,2} vom$|erstellt|edite le|imprime|stampat\w*|impres[oa]|期间|所属期|"
            r"\w{1,3}st regist\w*|mise en circulation|ere circulation|"
            r"送货|下单|送达|记账|modif\w*|flight|schedule|debut|\bfin\b|\bend\b|assoc\w*|contract|打印|检验|注册|发证",
        ),
        (
            ALONE,
            r"date (?:de |d |du )?(?:la )?(?:piece|vente)$|data (?:della |di )?vendita$|"
            r"fecha (?:de |del )?(?:la )?(?:doc|documento|venta)$|^factuur(?: (?:nr|no|nummer))? (?:dd|d d|van)$",
        ),
        (
            UNTOLD,
            r"^[^\W\d]{3,}(?: [^\W\d]{2,}){0,3} (?:le|li|il|am|den)$|\ben date du$|date raised|"
            r"date (?:de |d |du )?(?:la )?(?:piece|vente|achat)\b|data (?:della |di )?vendita|"
            r"fecha (?:de |del )?(?:la )?(?:doc|documento|venta)\b",
        ),
        (2.0, r"\bdate\b|\btarikh\b|\bdatum\b|\bdata\b|\bfecha\b|日期|\bdate|^den$"),
        (0.6, r"\btime\b|\bmasa\b|\bpaid\b|\bout\b|cashier|receipt|trans|till|terminal|slip|bill|inv"),
    )
)

_OTHER_THINGS: Final = (
    r"used|usat[oa]|gebrauchte[nrs]?|identi\w*|ausweis\w*|transport\w*|trade ?ins?|part ex\w*|reprise?|inzahlung\w*|"
    r"permuta|anterior\w*|ancien\w*|preceden\w*|origin\w*|ursprung\w*|vorherige\w*|letzte\w*|nachste\w*|alte[nrs]?|"
    r"last|next|previous|prior|old|ultim[oa]|derniere?|prochaine?|prossim[oa]|proxim[oa]|pro ?forma|rectif\w*|"
    r"corrig\w*|vorrechnung"
)
_CARS: Final = (
    r"(?:vehicul\w*|vehicles?|veicol\w*|fahrzeug\w*|cars?|kfz|pkw|(?:gebraucht|neu)(?:wagen|fahrzeug)\w*|voiture|coche)"
)
_OF_THE: Final = r"(?: (?:of|de|du|di|del|della|der|des|la|le|il|el|the|your|ihrer?|votre|vostr[ao]|su)){0,2}"
ANOTHERS_BEFORE: Final = re.compile(
    rf"\b(?:(?:{_OTHER_THINGS})(?: {_CARS})?|non|not|nicht|nie|never|to be|supplier s?|vendor s?|"
    rf"ref|rif|cf|see|as per|selon|suivant|voir|laut|gemass|vedi|segun){_OF_THE}\W*$"
)
"""What right before a label of the sale's day makes it the day of another thing or of nobody's: `Last billing date`."""
ANOTHERS_BEHIND: Final = re.compile(rf"^(?: \w+){{0,3}} (?:{_OTHER_THINGS})\b|\b(?:from|until|to|thru|range|cycle)$")
"""What right behind it does: `Date of purchase of old vehicle`."""
PAPER_BEFORE: Final = re.compile(rf"\b(?:{_OTHER_PAPERS}){_OF_THE}\W*$")
PAPER_BEHIND: Final = re.compile(rf"^{_OF_THE} (?:{_OTHER_PAPERS})\b")
"""What right before or behind such a label makes it the day of another paper: `Order invoice date`."""
CAR_BEFORE: Final = re.compile(rf"\b{_CARS}{_OF_THE}\W*$")
CAR_BEHIND: Final = re.compile(rf"^(?: \w+){{0,3}} {_CARS}\b")
"""What makes it the day of a car: `Vehicle sale date`, `Data fattura veicolo`."""

_BILLED: Final = (
    r"\b(?:rechnungs?|beleg|faktura|factuur|facture|facturation|fattura|factura|invoice|bill(?:ing)?|receipt|"
    r"(?<=of )sale|ausstellungs|tax point|emission|emision|expedicion|invois)"
)
_DONE: Final = (
    r"(?:liefer(?:schein|ungs?)?|leistungs?|auftrags?|bestell(?:ungs?)?|versand|ubergabe|(?:bon de )?livraison|"
    r"commande|prestation|consegna|ordine|ddt|bolla|trasporto|entrega|albaran|pedido|operacion|(?:sales )?order|"
    r"delivery|dispatch|despatch|shipping|supply|service|transport|levering|lever|bestel|pakbon|penghantaran|pesanan)"
)
_AND: Final = r"\W{0,2}(?:[/=&+]|\b(?:and|und|et|y|e|en|dan|gleich|entspricht)\b)[\s=]{0,2}"
JOINED_BEFORE: Final = re.compile(
    r"\b(?P<kept>(?:date|data|fecha|tarikh)(?: (?:de la|de|du|della|di|del|of))? |)"
    rf"{_DONE}(?:[\s-]?(?:datum|date))?{_AND}(?:(?:de|di|du|of|the) )?(?={_BILLED})"
)
"""A label of what was done with the goods, joined to that of their bill: `Liefer-/Rechnungsdatum`."""
JOINED_BEHIND: Final = re.compile(
    rf"(?P<kept>{_BILLED}|\b(?:date|datum)(?={_AND}{_DONE}[\s-]?dat))(?P<date>[\s-]?(?:datum|date)|){_AND}"
    rf"(?:(?:date|data|fecha|tarikh) (?:de |di |of )?)?{_DONE}(?P<more>[\s-]?(?:datum|date)|)(?![^\W\d_])\)?"
)
"""The same the other way round: `Rechnungsdatum = Lieferdatum`."""

BILLS_DAY: Final = re.compile(
    r"(?:(?:tax|vat|sales) )?(?:invoice|bill(?:ing)?|receipt|rechnungs?|beleg|factuur|faktura) ?dat(?:e|um)\b|"
    r"(?:date|data|fecha) (?:de |di |della |du |d )?(?:la )?(?:facture|facturation|fattura|factura)\b"
)
"""A label that names the bill's day, whatever stands before it."""
ISSUED: Final = re.compile(r"issue|^dated$|\bemi|\beme|ausstell|expedic")
"""Labels of the day on which any paper was issued, a card or a licence as well as a bill."""
OF_NO_BILL: Final = re.compile(
    r"\b(?:mot|tuv|itv|apk|member\w*|lists?|catalogues?|credit|gift|notes?|"
    r"\w*cards?|licen[cs]es?|polic(?:y|ies)|permits?|passports?|visas?|(?<!invoice )id|identity|badges?|"
    r"vouchers?|cheques?|checks?|certificates?|warrant\w*|guarantees?|terms|conditions|contracts?|agreements?|letters?|"
    r"reports?|plates?|registration|log ?book|\w*(?:karte|schein|ausweis\w{0,2}|pass|brief|vertrags?|kaart)|police|"
    r"zulassung\w*|bescheinigung\w*|garantie\w*|permis|carte|passeport|certificat\w*|attestation|contrat|grise|patente|"
    r"carta|passaporto|polizza|libretto|tessera|contratto|assegno|permiso|carnet?|dni|nie|pasaporte|poliza|tarjeta|"
    r"licencia|cedula|contrato|lesen|kad|pasport|polisi|sijil|geran|rijbewijs|paspoort|polis|kenteken\w*)\b"
)
"""What else is issued on a day, in the words round about such a label."""

BESIDE_DATES: Final = frozenset(
    (
        "no", "nr", "num", "order", "ord", "reg", "sale", "sales", "le", "on", "am", "pm", "pos", "term", "terminal",
        "counter", "station", "shop", "store", "till", "user", "clerk", "op", "oper", "operator", "server", "waiter",
        "table", "tbl", "tb", "cover", "pax", "check", "chk", "trx", "txn", "tran", "trans", "ref", "doc",
        "slip", "day", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday", "time", "dt", "at", "the", "cash", "card", "visa", "tax", "invoice", "bill",
        "inv", "receipt", "rcpt", "resit", "cashier", "register", "machine", "outlet", "branch", "seq", "trace",
        "dine", "in", "take", "away", "den", "vom", "du", "del", "il", "am", "um", "uhr",
        "and", "und", "et", "dan", "masa", "waktu", "jam", "heure", "hora", "ora", "zeit", "uhrzeit", "tijd", "ticket",
        "bon", "kasse",
    )
)  # fmt: skip
"""Words that may stand before a date without saying what else it is the date of."""
