"""What a row says of the deal itself, that it was undone, and by which a sentence goes on in the next row, as data.

Matched whole over `text.label_key`, as in `no_sale`, without the word for a remark, a day, or a number at the end.
"""

from __future__ import annotations

import re
from typing import Final

_SALE = r"(?:invoice|receipt|bill|sale|deal|transaction|purchase)"
_AGREED = r"(?:order|contract|agreement)"
_ENDED = r"(?:rescinded|unwound|undone|revoked|reversed|cancell?ed|voided|annulled|withdrawn)"
_THE = r"(?:(?:this|the|your) )?(?:(?:tax|sales?|vehicle|car|finance) )?"
_WAS = r"(?:(?:is|was|has been) )?"
_CREDIT = r"(?:(?:our |the )?(?:credit (?:note|memo)|cn)(?: no)?)"
_BUYER = r"(?:buyer|customer|client|purchaser)"
_SELLER = r"(?:seller|dealer(?:ship)?|supplier|us)"
_WORDS = r"(?: (?!forfeit|charge|deposit|fee)\w+){0,3}"
_HOW = rf"(?: in full)?(?: (?:on|by|under|with|per|see){_WORDS})?"
_FREE = rf"(?: in full)?(?: (?:on|by|under|with|per|see|to|from){_WORDS})?"
_KEPT_BY = r"(?:hirer|lessee|renter|keeper|insured|driver|owner|workshop|garage|service|courier|carrier|post)"
_REMARKS = (
    r"(?:notes?|nb|remarks?|comments?|bemerkung(?:en)?|anmerkung|notiz|hinweis|remarque|nota|osservazioni|observaciones|"
    r"catatan)"
)
_ROWS: Final = (
    rf"{_THE}(?:{_SALE}|{_AGREED}|document|vehicle|car) {_WAS}{_ENDED}{_FREE}",
    rf"{_THE}(?:{_SALE}|order) {_WAS}(?:refunded{_FREE}|credited(?:{_HOW}| to (?:the )?{_BUYER}))",
    rf"{_THE}(?:invoice|sale|deal|purchase) {_WAS}returned{_FREE}",
    r"full refund (?:paid|issued)(?: on)?|money refunded",
    rf"{_THE}(?:{_SALE}|document) {_WAS}(?:superseded|replaced)(?: on)?|"
    rf"{_THE}(?:{_SALE}|document) (?:void|{_WAS}(?:{_ENDED}|credited))(?: and)? (?:replaced|superseded|reissued)"
    r"(?: (?:by|as|under))?(?: invoice| receipt)?(?: no)?",
    rf"{_THE}(?:vehicle|car|goods) {_WAS}(?:returned|taken back)(?: to (?:the )?(?:{_SELLER}|stock|store|branch)|"
    rf" from (?:the )?{_BUYER}| by (?!(?:the |its )?{_KEPT_BY}\b)\w+(?: \w+){{0,2}})?(?: on)?",
    rf"{_THE}{_BUYER} (?:has )?(?:returned|cancell?ed|rescinded|rejected) (?:the |his |her |their )?"
    r"(?:vehicle|car|order|sale|deal|purchase|contract)(?: on)?|sale fell through",
    rf"(?:{_ENDED}|credited|refunded) (?:by|with|under|per) {_CREDIT}",
    rf"{_CREDIT} issued(?: on)?",
    rf"{_THE}(?:vehicle|car|goods) {_WAS}(?:repurchased|bought back) by (?:the )?{_SELLER}(?: on)?",
    rf"(?:unwound|rescinded|reversed|revoked) (?:{_SALE}|{_AGREED})",
    r"(?:(?:tax|sales?|cash|official) )?(?:(?:invoice|receipt|bill|document) )?(?:copy|duplicate) "
    r"(?:not valid|invalid|void)",
    r"(?:(?:diese[rs]?|der|die|das) )?(?:rechnung|kauf|verkauf|\w{0,12}vertrag|\w{0,12}bestellung|auftrag|fahrzeug) "
    r"(?:(?:wurde|ist) )?(?:storniert|ruckabgewickelt|ruckgangig gemacht|zuruckgegeben|zuruckgenommen|widerrufen|"
    r"annulliert|aufgehoben|gutgeschrieben|erstattet)"
    r"(?: am)?(?: an (?:den )?(?:verkaufer|handler)| (?:durch|von)(?: \w+){1,3})?",
    r"(?:gutgeschrieben|storniert) (?:mit|durch|per) (?:beleg|gutschrift|stornorechnung)(?: nr)?|"
    r"rechnung (?:(?:wurde|ist) )?ersetzt durch(?: re(?:chnung)?)?(?: nr)?|"
    r"(?:kunde|kaufer) hat (?:(?:das )?(?:fahrzeug|auto) |(?:den )?(?:kauf|vertrag) |(?:die )?bestellung )?"
    r"(?:zuruckgegeben|storniert|widerrufen)",
    r"(?:(?:cette|la|le|ce) )?(?:facture|vente|vehicule|commande|contrat) (?:(?:est|a ete) )?(?:annulee?|restituee?|"
    r"remboursee?|resiliee?|retournee?|rendue?)"
    r"(?: et remplacee? par(?: la facture)?(?: n)?|(?: le)?(?: par(?: \w+){1,3}| au (?:vendeur|concessionnaire))?)|"
    r"remboursee",
    r"(?:fattura|vendita|veicolo|contratto|ordine) (?:(?:e stat[oa]|e) )?"
    r"(?:annullat|restituit|rimborsat|stornat|risolt)[oa]",
    r"(?:factura|venta|vehiculo|contrato|pedido) (?:(?:ha sido|fue) )?(?:anulad|devuelt|reembolsad|rescindid)[oa]",
)
UNDONE: Final = re.compile(rf"(?:{_REMARKS} )?(?:{'|'.join(_ROWS)})")
"""What a row says of the whole deal: that it was undone; before it may be the word for a remark without a colon.

A car goes back to its owner, or comes from a workshop, an order is replaced by its invoice and points are credited to
somebody: only who sold, and who bought, is named behind these.
"""
REFERS: Final = re.compile(rf"(?:see|refer to) {_CREDIT}|refund (?:paid|issued)(?: on)?")
"""What says so beside a number or a day; without one it is a label or of the terms."""
REMARK: Final = re.compile(rf"^\W{{0,4}}{_REMARKS}\s{{0,3}}(?:[:.\u2013-]\s{{0,3}}|$)", re.IGNORECASE)
"""The word for a remark before what it says."""
_GOES_ON: Final = re.compile(
    r"(?=.*\b(?:(?:goods|items?) sold|refund(?:s|ed|able)?|returnable|not|cannot|never|when|if|ware|nicht|pas|tidak)\b)"
    r".*\b(?:or|and|be|been|not|to|if|when|once|are|oder|und|zum|nicht|ou|et|pas|ni|o|y|e|atau|dan)|"
    r".*\bno\b.{0,20}\brefund.{0,20}\bitems",
    re.DOTALL,
)
"""A row of the terms of a sale whose sentence goes on in the next one; over a row's letters in small."""
_FOR_EXCHANGE: Final = re.compile(
    r"(?=.*\b(?:keep|with|without|valid|required|refund|sold are|umtausch)\b).*\b(?:for|of|kein)", re.DOTALL
)
"""The same where only a word for an exchange can end it."""
_OF_EXCHANGE: Final = re.compile(r"exchange|umtausch|(?:per)?tukaran|echange")
_OF_TERMS: Final = re.compile(
    r"(?:exchanged?|returned|credited|umtausch|(?:per)?tukaran|echange)(?: (?:goods|items?))?"
)
"""Ends of such a sentence in the terms of a sale, that would be marks elsewhere."""
TERMS: Final = ((_GOES_ON, _OF_TERMS), (_FOR_EXCHANGE, _OF_EXCHANGE))
"""Rows of the terms with the ends of theirs."""
