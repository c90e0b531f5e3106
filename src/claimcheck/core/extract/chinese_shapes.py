"""What values on Chinese papers look like, over text without blanks, and which shape each role's value has."""

from __future__ import annotations

import re
from typing import Final

_ENDS = "公司|中心|商行|商店|经营部|工厂|集团|医院|学校|大学|事务所|合作社|厂|店|局|院|所|社|部|队|会|处"
_HAN = r"\u4e00-\u9fff"
VALUES: Final = {
    "name": re.compile(
        rf"(?![0-9A-Z]{{15,20}}$)(?=.*[{_HAN}A-Za-z]{{2}})[{_HAN}A-Za-z0-9()·•\-&.,' ]{{2,60}}?"
        rf"(?:(?:{_ENDS})(?:[(][^)]*[)])?)?(?=[\s/]*\d{{15}}|[/]|$)"
    ),
    "company": re.compile(rf"^[{_HAN}A-Za-z0-9()·]{{2,40}}(?:{_ENDS})(?:[(][^)]*[)])?$"),
    "id": re.compile(
        r"(?<![0-9A-Z])(?:[0-9A-Z]{18}|[0-9A-Z]{15}|[0-9]{17}[0-9Xx]|[0-9A-Z]{20}|[0-9A-Z]{17})(?![0-9A-Z])"
    ),
    "deal": re.compile(r"(?=[A-Z0-9\-/]*\d)[A-Z0-9][A-Z0-9\-/]{4,28}", re.IGNORECASE),
    "code": re.compile(r"(?<!\d)\d{10}(?:\d{2})?(?!\d)"),
    "number": re.compile(r"(?<!\d)(?:\d{20}|\d{8})(?!\d)"),
    "vin": re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{17}(?![0-9A-Za-z])"),
    "engine": re.compile(r"(?=[A-Z0-9\-*]*\d)[A-Z0-9][A-Z0-9\-*]{3,19}", re.IGNORECASE),
    "plate": re.compile(r"[\u4e00-\u9fff][A-Z][·.]?[A-Z0-9]{5,6}(?![A-Z0-9])", re.IGNORECASE),
    "model": re.compile(
        rf"[{_HAN}]{{0,10}}牌?[A-Z0-9][A-Z0-9\-./()]{{3,24}}|[{_HAN}]{{1,10}}牌\S{{2,24}}", re.IGNORECASE
    ),
    "date": re.compile(
        r"(20\d\d|19\d\d)[年\-./~](\d{1,2})[月\-./~](0[1-9]|[12]\d|3[01]|[1-9])日?"
        r"(?:(?!\d)|(?=(?:19|20)\d\d[年\-./]))"
    ),
    "address": re.compile(r"(?=.*[\u4e00-\u9fff]{4})[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()#\-,.、号]{5,80}"),
    "place": re.compile(rf"^[{_HAN}]{{2,}}?(?:省|市|区|县)[{_HAN}]{{2,}}[{_HAN}\w\-()]{{2,}}$"),
    "rest": re.compile(r"[\u4e00-\u9fffA-Za-z0-9()#\-,.、]{1,60}"),
}  # fmt: skip
"""What a value looks like, over text without blanks; names and addresses are whole values, the others stand in one."""

TYPES: Final = {
    "buyer_name": "name", "seller_name": "name", "owner": "name", "name": "name",
    "buyer_id": "id", "seller_id": "id", "id": "id",
    "invoice_code": "code", "invoice_number": "number", "machine_code": "code", "machine_number": "number",
    "vin": "vin", "engine_number": "engine", "plate_number": "plate", "model_name": "model",
    "registration_date": "date", "issue_date": "date", "later_date": "date",
    "deal_number": "deal", "deal_date": "date", "address": "address",
}  # fmt: skip
