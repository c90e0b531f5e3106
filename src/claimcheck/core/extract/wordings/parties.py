"""Which labels lead to whom: seller, buyer, receiver of goods, and what names nobody.

Patterns run over `text.low` of a cell, as those of `fields` do. A new form or language is a change here.
"""

from __future__ import annotations

import re
from typing import Final

_WHOSE = r"(?:\s?/\s?(?:advertiser|sponsor|client)(?=\s?:))?(?: name)?(?! \w*(?:code|ref|id|ext))"
_BUYS_TIME = rf"(?:(?:candidate\s?/\s?)?advertiser|sponsor){_WHOSE}"
SELLER_LABELS: Final = re.compile(
    r"^(?:informationen zum |information on the )?(?:verkaufer|lieferant|seller|vendor|supplier|from|"
    r"sold by|issued by|rechnungssteller|"
    r"fournisseur|vendeur|cedente(?:\s?/\s?prestatore)?|"
    r"emisor|datos del emisor|proveedor|venditore|mittente|emittente|leverancier|verkoper|"
    r"remit(?:tance)? (?:to|address)|emetteur|sprzedawca|dodavatel|saljare|saelger|selger)\b"
    r"(?: (?:trade |trading |company |legal |business )?name\b)?(?:\s*\([^)]*\))?[\s:]*"
)
BUYER_LABELS: Final = re.compile(
    r"^(?:informationen zum |information on the )?(?:kaufer(?:\s?/\s?\w+)?|kunde\b(?!n)|"
    r"rechnungsempfanger|leistungsempfanger|bill(?:ed)?\s?-?to|"
    r"sold\s?-?to|invoice(?:d)? to|buyer|"
    r"customer(?! no| id|:\s?\d)(?: name)?|client(?: name)?\b(?! no)|adresse du client|adresse de facturation|"
    r"facture a|acquereur|cessionario(?:\s?/\s?committente)?|cliente|"
    rf"comprador|destinatario|koper|klant|{_BUYS_TIME}|besteller|"
    r"rechnung an|rechnung fur|rechnungsadresse|rechnungsanschrift|verkauft an|facturee? a|facturer a|facturar a|"
    r"datos del cliente|"
    r"destinataire|intestatario|spett\.?(?: ?le)?|adressee? a|fattura a|billed to|invoice for|"
    r"billing address|bill-to address|recipient|purchaser(?: of time)?|payer|your details|invoice address|"
    r"empfanger|acheteur|indirizzo di fatturazione|direccion de facturacion|messrs|m/s|nabywca|odberatel|kopare|"
    r"(?:to|an|firma)(?=\W*$))\b(?:\s*\([^)]*\))?[\s:]*"
)
DELIVERY_LABELS: Final = re.compile(
    r"^(?:(?:delivery|shipping) address|liefer(?:anschrift|adresse)|adresse de livraison|indirizzo di consegna|"
    r"direccion de entrega|(?:delivered|deliver|shipped|ship)[ -]to|(?:service|job|work|site|installation) (?:location|"
    r"address|site)|place of (?:supply|delivery)|consignee|warenempfanger|lieferung an|geliefert an|livre a|"
    r"lieu de livraison|luogo di (?:consegna|destinazione)|destinazione(?: merce)?|lugar de entrega|entregar en|"
    r"afleveradres|odbiorca)\b(?:\s*\([^)]*\))?[\s:]*"
)
"""Where goods go: to who buys, where nothing else names the buyer."""
GUEST_LABELS: Final = re.compile(r"^(?:guest name|patient(?: name)?(?=\s*:))\b[\s:]*")
"""Who stays, or is treated: the one who buys, where no other is named, for an employer or an insurance may."""
COMPANY: Final = re.compile(r"^company(?: name)?\s?:\s*")
"""Whom such a guest stays for."""
PARTY_LABELS: Final = (SELLER_LABELS, BUYER_LABELS, DELIVERY_LABELS, GUEST_LABELS)
ACCOUNT: Final = re.compile(r"^(?:account(?: name)?|ordered by|owner)\s?:\s*")
"""Who buys on an order, where nothing says so better: it may be a person, or the one who looks after the account."""
ADVERTISER: Final = re.compile(rf"^{_BUYS_TIME}\b[\s:]*")
"""Who buys on papers of broadcast time, where `buyer` is a person at the agency and bills go to the agency."""
FOR_WHOM: Final = re.compile(r"^(?:adv(?=\s*:|$)|on behalf of (?:the )?(?:client|advertiser)(?=\s*:|$))[\s:]*")
"""What an agency's order for time says before who buys; on other papers it leads to persons, and to sums."""
SPONSOR: Final = re.compile(rf"^sponsor{_WHOSE}\b[\s:]*")
"""Who buys on those papers only: on others it is whom the sale supports, or who supports it."""
_ORDERS_AIR = r"broadcast\w*|(?:air|flight) dates?|aired|airing|insertion order|[kw][a-z]{2,3}-(?:fm|am|tv)"
ORDERS_AIR: Final = re.compile(rf"\b(?:{_ORDERS_AIR})\b")
"""Words of papers of broadcast time that stand on no order for a car, say, which has a radio."""
ON_AIR: Final = re.compile(rf"\b(?:{_ORDERS_AIR}|run dates?|spots|spts|television|radio)\b")
"""Words of papers of broadcast time."""
AGENCY: Final = re.compile(
    r"^(?:(?:buying|media|ad|advertising|billing) )?agency(?: name)?(?! \w*(?:code|ref|id|ext|com\w*))(?=\s?:|$)[\s:]*|"
    r"^billing (?:name|contact|party)(?: ?(?:&|and) ?address)?(?=\s?:|$)[\s:]*"
)
"""Who buys time for another, and is billed for it: never who sells it."""
AGENCYS_BUYER: Final = re.compile(r"^buyer\b")
"""Who buys for an agency, on those papers: a person."""
_KIND_OF_STATION = r"(?:FM|AM|TV|DT\d?|LD|CD|LP)"
STATION: Final = re.compile(
    r"^(?:to )?station(?: (?:name|and location|call letters?|call sign))?"
    r"(?:\b(?! \w*total)[\s:]*|(?=[kw][a-z0]{2,3}-(?:fm|am|tv|dt|ld|cd|lp)))"  # a reader runs them together
)
"""Whose time is bought."""
CALL_SIGN: Final = re.compile(rf"[KW][A-Z]{{2,3}}(?:[-+ ]{_KIND_OF_STATION})?\b(?!-)")
"""What American stations are called."""
WHOLE_SIGN: Final = re.compile(rf"\b[KW][A-Z]{{2,3}}[-+ ]{_KIND_OF_STATION}\b")
"""The same with the kind of station, which no word of four letters has."""
IN_A_HOUSE: Final = re.compile(r"^(?:(?:studios?|offices?|located)\b.*\bat|studios?|c/o|care of)\W*$")
"""What right over a block says that it is the house's in which a station is."""
SALESPERSON: Final = re.compile(r"^sold by\b")
"""Who sold the time, on those papers: a person or a firm of the station, where other papers name the seller so."""
PERSON: Final = re.compile(
    r"^(?:attn|attention|att|z\. ?hd|zu handen|c/o|t\.a\.v|a l.attention|alla c\.a|a la atencion|herrn?|frau|mrs?|ms|"
    r"mme|monsieur|madame|sig(?:nora?)?|sra?)\b"
)
"""A line of an address that names whom a letter is for, in the house of its addressee."""
SUB_NAME: Final = re.compile(
    r"^(?:(?:firmen|company |business |legal )?name|nom|firma|company|nome|nombre|naam|raison sociale|"
    r"ragione sociale|denominazione|razon social|denominacion)\b[\s:]*"
)
"""A label inside a party's block that is followed by its name."""
NOT_A_NAME: Final = re.compile(
    r"^(?:\w ){4,}|^(?:nummer|number|globale|gln|"
    r"no\b(?! on (?:amendment|measure|prop\w*|question)\b)|id\b|tel|phone|fax|e-?mail|anschrift|address|"
    r"adresse|attn|"
    r"attention|z\. ?hd|contact|steuer|ust|vat|tva|siren|siret|"
    r"signat\w*(?=\W*$|\s?[:/(_]|\s(?:of|and|or|by|over|date|required|du|de|des|del|della|van)\b)|"
    r"unterschrift|\S*@|firma e timbro|firma del|"
    r"kunden\s?-?(?:nr|nummer)|customer|account|logo|iban|bic|page|seite|date\b|datum|www|http|"
    r"buyer contact|p\.? ?[o0]\b\.? ?(?:box)?|"
    r"(?:herrn?|frau|firma|familie|eheleute|monsieur|madame|messieurs|mr|mrs|ms|dhr|mevr\w*|signora?|senora?)(?=\W*$)"
    r")|^\W*$|^\d[\d\s/.-]*$|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
LABEL_ONLY: Final = re.compile(
    r"^(?:product|brand|order|agency|name|estimate|property|account|contract|invoice|original|date|"
    r"terms|reference|"
    r"revision|billing|sales|deal|code|buying|description|demo\w*|phone|remit|page|total|amount|"
    r"\w*rechnung|"
    r"ship|warenempfanger|deliver|send|lieferadresse|salesperson|mtwt\w*|"
    r"beleg|bestell|leistung|rechnung|facture|total)\b(?: ?[\w/.#]+){0,2}\W*$|"
    r"^(?:remit|ori[gq]inal date|"
    r"send payment)\b|"
    r"^(?:numero|n°|nº|date|data|fecha) (?:de |della |di )?(?:la )?(?:facture|fattura|factura)$|"
    r".*(?:\b|-)(?:nr|no|number|nummer|num|numero|datum|date|fecha|id)\W*$"
)
"""Short texts that label something else, and so name nobody."""
