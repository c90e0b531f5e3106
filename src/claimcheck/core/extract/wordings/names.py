"""What stands in and around the name of a company: legal forms, and print beside it that is no part of it."""

from __future__ import annotations

import re
from typing import Final

LEGAL_FORM: Final = re.compile(
    r"\bs(?:d|o|b)n\.?\s*[,.]?\s*b(?:h|n)d\b\.?|\bsdn\b\.?|\bbhd\b\.?|\bs\s?/\s?b\b|\bsb$|"
    r"\bpte\.?\s*ltd\b\.?|\bpvt\.?\s*ltd\b\.?|\bpty\.?\s*ltd\b\.?|\bgmbh\b(?:\s*&\s*co\.?\s*kg)?|"
    r"\bmbh\b|\bag\b|(?<!\d )(?<!/)(?-i:\bKG\b)|\bohg\b|\be\.\s?k\.|\bug\b|"
    r"\bs\.?\s?a\.?\s?r\.?\s?l\b\.?|\bs\.\s?a\.?\s?s?\b\.?|\bsas\b|\bs\.\s?r\.\s?l\b\.?|\bsrl\b|"
    r"\bs\.\s?p\.\s?a\b\.?|\bspa$|\bs\.\s?l\b\.?(?:\s?u\b\.?)?|\bb\.?v\.?$|\bn\.v\.?|\bltd\b\.?|"
    r"\bs\.\s?n\.\s?c\b\.?|(?-i:\bSA\b|\bEURL\b|\bSNC\b)|\blda\b\.?|\be\.\s?u\.|\bs\.\s?coop\b\.?|\bv\.\s?o\.\s?f\b\.?|\bbv$|"
    r"(?-i:\bApS\b|\bA/S\b|\bAB\b|\bOyj?\b)|\bs\.\s?r\.\s?o\b\.?|\ba\.\s?s\.(?=\W*$)|\bltda\b|\bs\.?a\.? de c\.?v\b\.?|"
    r"\btbk\b|\bsp\.? ?z\.? ?o\.? ?o\b\.?|"
    r"\blimited\b|\binc\b\.?|\bllc\b\.?|\bllp\b|\bcorp\b\.?|\bcorporation\b|\bplc\b|"
    r"\bco\.\s|\benterprises?\b|\btrading\b|\bcompany\b|\bholdings?\b|有限公司|有限责任公司|股份公司|"
    r"股份有限公司|商行|商店|"
    r"经营部",
    re.IGNORECASE,
)

FORMER: Final = re.compile(
    r"^\W*(?:f\. ?k\. ?a\b|f/k/a\b|(?<=[(\[])fka\b|formerly|previously|dahulu\w*|"
    r"vormals|ehemals|anciennement|anteriormente|precedentemente)",
    re.IGNORECASE,
)
"""What leads to the name that a company had before; three bare letters may begin its own."""

TITLE: Final = re.compile(
    r"^\W*(?!(?:restaurant|bar)\W+(?:bon|ticket)\W*$)(?!(?:bon|ticket) de vente\W*/.*(?:\bSARL|\bSA|\bSAS|\bEURL)\W*$)"
    r"(?:(?:simplified|tax|cash|official|original|duplicate|copy|guest|sales?|customer|commercial|"
    r"proforma|pro forma|self billed|debit|credit|delivery|restaurant|bar)\W*)*(?:invoice|receipt|"
    r"bill|cash ?bill|tax ?invoice|cash ?sales?|sales|note|memo|check|copy|adjustment note|order|"
    r"quotation|statement|invois|resit|rechnung|facture|fattura|factura|factuur|quittung|beleg|"
    r"kassen(?:bon|beleg|zettel)|kassabon|(?:re[cç]u|ticket|bon)(?: de (?:caisse|vente|paiement|compra))?|recibo|"
    r"(?:scontrino|ricevuta)(?: fiscale)?|documento commerciale|(?:factura|fatura) simplificada|"
    r"gutschrift|发票\w*|收据|小票)(?:\W*(?:/|no\b|#|copy|adjustment|note|cash|tax|original|duplicate|"
    r"customer\S*|copy|slip).*)?\W*$",
    re.IGNORECASE,
)

HEADER_STOP: Final = re.compile(
    r"\btel\b|telephone|telefon|\bfax\b|\bphone\b|\bhp\b|\bemail\b|e-mail|\bwww\b|http|\bgst\b|"
    r"\bsst\b|\bvat\b|\btax\b|\bcashier\b|\bdate\b|\btime\b|\binvoice\b|\breceipt\b|\bbill\b|"
    r"\btable\b|\bqty\b|\bitem|\bdescription\b|\bdoc\b|\border\b|\bterminal\b|\bslip\b|\bstaff\b|"
    r"\bcustomer|\btarikh\b|\bmember|\bpos\b|\bcounter\b|\bcode\b|\bbill to\b|\bcash\b(?! ?(?:(?:&|and|n) ?)?carry)|"
    r"\bwaiter\b|"
    r"\bserver\b|\bpax\b|\btrans",
)
"""What ends a printed seller block (over lower-case text)."""
