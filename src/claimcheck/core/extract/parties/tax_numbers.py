"""What numbers for tax look like: with their country before them, or told by a label only."""

from __future__ import annotations

import re
from typing import Final

VAT_ID: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:DE ?\d{3} ?\d{3} ?\d{3}|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}|AT ?U\d{8}|"
    r"GB ?\d{3} ?\d{4} ?\d{2}|IT ?\d{11}|ES ?[A-Z0-9]\d{7}[A-Z0-9]|"
    r"NL ?\d{9} ?B ?\d{2}|BE ?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}|LU ?\d{8}|CHE[- ]?\d{3}\.?\d{3}\.?\d{3}|"
    r"PL ?\d{10}|DK ?\d{8}|SE ?\d{12}|FI ?\d{8}|IE ?\d[A-Z0-9]\d{5}[A-Z]{1,2}|"
    r"PT ?\d{9}|CZ ?\d{8,10}|HU ?\d{8}|RO ?\d{2,10}|EL ?\d{9}|NO ?\d{9} ?MVA)(?! ?\d|"
    r" ?[A-Z0-9]{4} ?\d)"
)
LOCAL_TAX_ID: Final = re.compile(
    r"(?:\b(?:gst(?:in)?|sst|vat|abn|cif|nif|siret|siren|rcs [a-z]+)(?=\b|id|no|reg)|\b(?:n\.i\.f|c\.i\.f)\b|"
    r"\bp\.? ?i\.?(?:v\.?a\b)?|partita i\.?v\.?a\b|identificativo fiscale(?: ai fini iva)?\b|codice fiscale|"
    r"cod\.? ?fisc\b|"
    r"\bst(?:euer)?(?:nummer|\.?\s?-?\s?nr\b))[\s.:#()/]{0,24}"
    r"(?:(?:id|uin|reg(?:istration)?|no|nr|number|(?:e )?c\.? ?f|nif|cif)\b[\s.:#()/]{0,24}){0,4}"
    r"(?P<id>\d{12}\b|\d{9}[a-z]\b|[a-z]\d{2}-\d{4}-\d{8}\b|(?:it)?\d{11}\b|\d{2} \d{3} \d{3} \d{3}\b|"
    r"\d{3} \d{4} \d{2}\b|"
    r"\d{2}[a-z]{5}\d{4}[a-z][a-z\d]{3}\b|\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?(?![\d ]*\d)|\d{2,3}/\d{3,4}/\d{4,5}\b|"
    r"\d{9,10}\b|[a-z][- ]?\d{7}[a-z\d]\b|[a-z]\d-\d{7}-[a-z\d]\b)"
)
"""Tax numbers that are told by their label only: no country stands before them."""
