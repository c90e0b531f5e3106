"""What values on Chinese papers look like, over text without blanks, and which shape each role's value has."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.chinese.words import (
    COMPANY_ENDS,
    DOUBLE_SURNAMES,
    NO_COMPANY,
    NO_NAME,
    PLACE,
    SURNAMES,
    TRADES,
    TRANSLITERATED,
)
from claimcheck.core.values.checkdigits import checked, credit_code_holds, vin_holds

_HAN = r"\u4e00-\u9fff"
_ONE = rf"[{_HAN}]"
_NUMERALS = "〇零○OoО0一二三四五六七八九"
_STOP = (
    r"(?:[,，。;；、:：/|]|联系|电话|先生|女士|小姐|身份证|证件|税号|纳税人|统一社会|地址|"
    "交来|交付|缴来|付来|转来|支付|缴纳|购车款?|购买|货款|车款|定金|订金|押金|款项|人民币|预付|汇入|现金|转账|一次性)"
)
_WITHIN = r"[(](?!以下|下称|简称|盖|签|公章|章|甲|乙|买|卖|供|需|出卖|购)[^()]{1,10}[)]"
"""A bracket within a company's name, which holds its town."""
LEGAL_FORM: Final = rf"[(](?:[{_HAN}]{{0,4}}合伙|个人独资|集团|[{_HAN}]{{1,6}}(?:店|分公司|分部))[)]"
"""A bracket behind a company's name that belongs to it."""
_NO_CODE: Final = r"(?!(?=[A-Z\-]*\d)(?:[0-9A-Z]{6,20}|[0-9A-Z]{8}-[0-9A-Z])$)"
"""What begins a name: no letters and figures of a number that the line's end cut off, no old organisation code."""
_MARKED_PLATE: Final = "[A-Z0-9]{4}[挂学警港澳领](?![账靠失校生币元])"
"""The end of a plate whose last sign says what it is on: a trailer, a school's car, the police's, one of Hong Kong."""
VALUES: Final = {
    "name": re.compile(
        rf"{_NO_CODE}(?=.*[{_HAN}A-Za-z]{{2}})[{_HAN}A-Za-z0-9()·•\-&.,' ]{{2,60}}?"
        rf"(?:(?:{COMPANY_ENDS})(?:[(][^)]*[)])?)?(?=[\s/]*\d{{15}}|[/]|$)"
    ),
    "party": re.compile(
        rf"{_NO_CODE}(?:(?:[{_HAN}A-Za-z0-9·•\-&]|{_WITHIN}){{2,40}}(?:{COMPANY_ENDS})(?:{LEGAL_FORM})?(?={_STOP}|$|[(])|"
        rf"(?=.*[{_HAN}A-Za-z]{{2}})[{_HAN}A-Za-z0-9·•\-&.' ]{{2,60}}?(?={_STOP}|[(]|\d{{15}}|$))"
    ),
    "company": re.compile(rf"^[{_HAN}A-Za-z0-9()·]{{2,40}}(?:{COMPANY_ENDS})(?:[(][^)]*[)])?$"),
    "id": re.compile(
        r"(?:(?<![0-9A-Z])|(?<=ID))(?!0{15})(?:[0-9A-Z]{18}|[0-9A-Z]{15}|[0-9]{17}[0-9Xx]|[0-9A-Z]{20}|[0-9A-Z]{17})(?![0-9A-Z])"
    ),
    "deal": re.compile(
        rf"[{_HAN}]{{1,10}}[(（\[〔【]?20\d\d[)）\]〕】]?(?:年)?(?:第|字)?[A-Z0-9\-]{{1,12}}号?|"
        r"(?=[A-Z0-9\-/_]*\d{2})[A-Z0-9][A-Z0-9\-/_]{2,29}",
        re.IGNORECASE,
    ),
    "code": re.compile(r"(?<!\d)\d{10}(?:\d{2})?(?!\d)"),
    "number": re.compile(r"(?<!\d)(?:\d{20}|\d{8})(?![0-9A-Za-z])"),
    "vin": re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{17}(?![0-9A-Za-z])"),
    "engine": re.compile(
        r"(?<![A-Z0-9])(?<!(?:19|20)\d\d[\-./年])"
        r"(?![A-Z0-9]{17}(?![A-Z0-9])|(?:19|20)\d\d(?:[\-./]\d\d?[\-./]\d|[年款型](?:款|型)?))"
        r"(?:(?!NO)[A-Z]{1,3}\.(?=[A-Z0-9]{5}))?"
        r"(?=[A-Z0-9\-*]*\d)[A-Z0-9][A-Z0-9\-*]{3,19}(?![A-Z0-9])",
        re.IGNORECASE,
    ),
    "plate": re.compile(
        rf"[\u4e00-\u9fff][A-Z][·.]?(?:[A-Z0-9]{{5,6}}(?![A-Z0-9])|{_MARKED_PLATE})", re.IGNORECASE
    ),
    "model": re.compile(
        rf"(?!(?:[A-Z0-9]{{17}})(?![A-Z0-9]))(?:[{_HAN}]{{1,8}}[(][A-Z ]{{2,14}}[)]牌[A-Z0-9\-./]{{3,24}}(?![A-Z0-9])|"
        rf"(?<![A-Z0-9])(?!名称|型号)[{_HAN}]{{0,10}}牌?[A-Z0-9][A-Z0-9\-./()]{{3,24}}(?![A-Z0-9])|"
        rf"[{_HAN}]{{1,10}}牌[^\s,，。;；:：、]{{2,24}}(?![A-Z0-9]))",
        re.IGNORECASE,
    ),
    "run": re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18,60}(?![0-9A-Z])"),
    "branded": re.compile(
        rf"(?:^|[^{_HAN}]|[将把以辆台为的购售取走给付让卖买订车型系])(?:(?:[甲乙]方|自有|自用|名下|本人|全新|新款|国产|进口|二手|所有)的?)*"
        rf"(?P<model>(?:(?![将把购售为的辆台该以取给付让卖买订]){_ONE}){{1,6}}(?:[(][A-Za-z ]{{2,14}}[)])?"
        rf"牌[A-Z]{{2,3}}\d{{3,4}}[A-Z0-9]{{0,10}}(?![A-Z0-9]))"
    ),
    "date": re.compile(
        r"(20\d\d|19\d\d)[年\-./~一](\d{1,2})[月\-./~一](0[1-9]|[12]\d|3[01]|[1-9])日?"
        r"(?:(?!\d|[.、．][\u4e00-\u9fff])|(?=(?:19|20)\d\d[年\-./])|(?=[012]\d:[0-5]\d))|"
        rf"二[{_NUMERALS}]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
    ),
    "address": re.compile(r"(?=.*[\u4e00-\u9fff]{4})[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()#\-,.、号]{5,80}"),
    "place": re.compile(rf"^[{_HAN}]{{2,}}?(?:省|市|区|县)[{_HAN}]{{2,}}[{_HAN}\w\-()]{{2,}}$"),
    "rest": re.compile(r"[\u4e00-\u9fffA-Za-z0-9()#\-,.、]{1,60}"),
}  # fmt: skip
"""What a value looks like, over text without blanks; names and addresses are whole values, the others stand in one."""
PARTY_ROLES: Final = ("buyer_name", "seller_name", "buyer_too", "seller_too", "party_a", "party_b")
_OF_A_CAR: Final = (("vin", "vin"), ("engine_number", "engine"), ("plate_number", "plate"), ("model_name", "model"))
TYPES: Final = {
    **dict.fromkeys(("party_a_id", "party_b_id"), "id"),
    **dict.fromkeys((*PARTY_ROLES, "addressee", "name", "owner"), "name"),
    **dict.fromkeys(("party_a_sealed", "party_b_sealed", "buyer_sealed", "seller_sealed"), "name"),
    **dict.fromkeys(("sealed_name", "seller_paid", "consignor", "carrier"), "name"),
    "buyer_id": "id", "seller_id": "id", "id": "id",
    "invoice_code": "code", "invoice_number": "number", "machine_code": "code", "machine_number": "number",
    **{old + role: kind for role, kind in _OF_A_CAR for old in ("", "old_")},
    "made_date": "date", "registration_date": "date", "issue_date": "date", "later_date": "date",
    **dict.fromkeys(("signed_date", "deal_date", "agreed_date", "paid_date", "left_date"), "date"),
    **dict.fromkeys(("any_date", "some_date"), "date"),
    **dict.fromkeys(("delivery_date", "came_date", "brought_date", "sent_date"), "date"),
    **dict.fromkeys(
        (
            "own_number", "contract_number", "order_number", "receipt_number", "paper_number", "receipt_code",
            "filed_number", "some_number", "counted_number",
        ),
        "deal",
    ),
    "address": "address",
}  # fmt: skip
"""The type of each role's value."""
SEALED: Final = re.compile(r"(?:[(（](?:盖章|签章|签字|公章|章|盖公章)[)）]?|同志|先生|女士|小姐)$")
"""What asks for a seal behind a name, or honours a person."""
COMPANY: Final = VALUES["company"]
_LONG_END = re.compile(rf"(?:{'|'.join(end for end in COMPANY_ENDS.split('|') if len(end) > 1)})(?:[(][^)]*[)])?$")
"""Ends of companies' names that no address has."""
_NUMBER_IN = re.compile(r"\d{6}")
"""Figures that no name holds: a number beside it."""
_PERSON = re.compile(rf"^[{_HAN}]{{2,4}}$|^[{_HAN}]{{2,8}}[·•][{_HAN}]{{2,8}}$")
_IDENTITY = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]")
_REGISTERED = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}")
_ACCOUNT = re.compile(r"(?:[账帐][号户]|卡号|开户[^\d税信识代证]{0,24})[号\s:：/]*$")
_FOR_ANOTHER = re.compile(
    "委托(?!人|方|单位)|代理(?!商)|代办|代为|担保|保证人|监护|经纪|受托人|代表|法人|负责人|联系人|经办|配偶|父亲|母亲|丈夫|妻子|儿子|女儿|家属|共有人"
)
_HOUSE: Final = ("公司", "事务所", "合作社", "经营部", "商行")
"""Ends of companies' names that name no place as well."""
_TRADER = re.compile(r"^个体(?:工商)?户")
_LATIN = re.compile(r"^(?=.*[A-Za-z]{3})[A-Za-z0-9&.,'()\- ]{4,60}$")


def like_company(text: str) -> bool:
    """Whether a text is a company's name by its end."""
    no_name = NO_NAME if len(text) < 7 else NO_COMPANY
    if len(text) < 4 or COMPANY.match(text) is None or no_name.search(text) or _NUMBER_IN.search(text):
        return False
    return _LONG_END.search(text) is not None or PLACE.search(text) is None


def like_person(text: str) -> bool:
    """Whether a text has the shape of a person's name, whoever bears it."""
    named = _PERSON.match(text) is not None or TRANSLITERATED.fullmatch(text) is not None
    return named and NO_NAME.search(text) is None and PLACE.search(text) is None


def surely_person(text: str) -> bool:
    """Whether a text is a person's name by its surname."""
    named = (text[:1] in SURNAMES and len(text) <= 3) or text[:2] in DOUBLE_SURNAMES or "·" in text
    return like_person(text) and (named or TRANSLITERATED.fullmatch(text) is not None)


def no_address(text: str) -> bool:
    """Whether a text at an address's place is somebody's name: an address goes on to a street or a number."""
    return (like_company(text) and text.endswith(_HOUSE) and PLACE.search(text) is None) or surely_person(text)


def plainly_named(text: str) -> bool:
    """Whether a party's name is one by its looks, and no other word that stood at its place."""
    bare = _TRADER.sub("", text)
    named = TRANSLITERATED.fullmatch(text) or TRADES.fullmatch(text)
    return (
        like_company(text)
        or surely_person(bare)
        or _LATIN.match(text) is not None
        or (named is not None and NO_NAME.search(text) is None)
    )


def identity_number(text: str) -> bool:
    """Whether a number is made as a person's identity number (GB 11643): a region, a day of birth, a check sign."""
    return _IDENTITY.fullmatch(text) is not None


def registered(text: str) -> bool:
    """Whether a number is a company's unified social credit code (GB 32100), but for one sign that a reader confused.

    Accounts of figures only are as long: nothing is set right in those.
    """
    if _REGISTERED.fullmatch(text) is None:
        return False
    return credit_code_holds(text) or (not text.isdigit() and checked("seller_id", text, 0.0).repaired)


def of_an_account(before: str) -> bool:
    """Whether what stands before a number says that it is a bank account's: `开户行及账号 工商银行光华支行`."""
    return _ACCOUNT.search(before) is not None


def of_another(before: str) -> bool:
    """Whether what stands before a number, from the last bracket on, is about who stands for a party or beside it."""
    return _FOR_ANOTHER.search(re.split(r"[(（。；;]", "".join(before.split()))[-1]) is not None


def like_party(text: str, *, strict: bool) -> bool:
    """Whether a text may be a party's name.

    Args:
        text: without blanks.
        strict: what stands behind words that are no sure label must be a company by its end, or a person by surname.
    """
    if like_company(text):
        return True
    return surely_person(text) if strict else like_person(text) or (_LATIN.match(text) is not None and len(text) > 6)


_SIGN_FOR: Final = {sign: str(i) for i, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○OoО", "0")


def spelled_out(day: str) -> str:
    """A day in figures: `二〇二五年十一月七日` is `2025年11月7日`."""
    parts = re.match(r"(\D{4})年(\D{1,2})月(\D{1,3})日", day)
    if parts is None:
        return day
    year = "".join(_SIGN_FOR.get(sign, "") for sign in parts[1])
    return f"{year}年{_counted(parts[2])}月{_counted(parts[3])}日"


def _counted(numerals: str) -> int:
    """A number below a hundred: `二十七` is 27."""
    tens, ten, ones = numerals.rpartition("十")
    digits = (int(_SIGN_FOR.get(tens, "1")) if ten else 0, int(_SIGN_FOR.get(ones, "0")))
    return 10 * digits[0] + digits[1]


_BEFORE_DAY: Final = r"(?=-?(?:20)?[12]\d(?:0[1-9]|1[0-2])[\d\-])"
_NOUGHT_FOR_O: Final = re.compile(rf"^([A-Z]{{1,3}})0{_BEFORE_DAY}|^0(?=[A-Z]{{1,3}}{_BEFORE_DAY})")
_MODEL: Final = re.compile(r"^((?:[\u4e00-\u9fff]+(?:[(][A-Za-z ]+[)])?牌)?[A-Z]{2,3})([0-9OIQ]{4})(?=$|[A-Z(/\-])")


_YEAR: Final = re.compile(r"(?:19|20)\d\d[年款型]?")
_LITRES: Final = re.compile(r"(\d\.)[Oo](?=T|L|$)")
"""An engine's litres within a foreign model's name, their nought read as a letter."""


def vin_within(run: str) -> int:
    """Where in letters and figures that a reader ran together a VIN stands whose check digit holds; -1 for nowhere."""
    places = [at for at in range(len(run) - 16) if run[at] == "L" and vin_holds(run[at : at + 17])]
    return places[0] if len(places) == 1 else -1


_OTHERS_SIGNS: Final = 4
"""Signs in which two cars' numbers differ at the least; what differs in fewer may be one that was misread."""
_OF_CHINA: Final = re.compile(r"L(?=(?:.*[A-Z]){2})[A-HJ-NPR-Z0-9]{12}\d{4}")


def another_car(number: str, vin: str) -> bool:
    """Whether a number is another car's than this VIN: its check digit holds, or it is plainly made as one."""
    if number == vin or vin_holds(number):
        return number != vin
    apart = sum(a != b for a, b in zip(number, vin, strict=False))
    return _OF_CHINA.fullmatch(number) is not None and apart >= _OTHERS_SIGNS


def as_numbered(number: str) -> tuple[str, bool]:
    """A number whose letters stand before its day, and whether one was set right: `P020250705` is `PO20250705`."""
    right = _NOUGHT_FOR_O.sub(lambda match: f"{match[1] or ''}O", number)
    return right, right != number


def as_stamped(engine: str) -> tuple[str, bool]:
    """An engine's number without the point that a reader saw within its letters, and whether there was one."""
    right = engine.replace(".", "")
    return right, right != engine


def no_engine(text: str) -> bool:
    """Whether a text in an engine number's column is none: a word, a day, a year, or a car's model by GB/T 9417."""
    none = VALUES["engine"].search(text) is None
    return none or _YEAR.fullmatch(text) is not None or _MODEL.match(text) is not None


def as_modelled(model: str) -> tuple[str, bool]:
    """A car's model as GB/T 9417 makes them, letters then four figures, and whether a sign was set right."""
    litres = _LITRES.sub(r"\g<1>0", model)
    if litres != model:
        return litres, True
    match = _MODEL.match(model)
    if match is None or match[2].isdigit() or sum(sign.isdigit() for sign in match[2]) < 2:
        return model, False
    figures = match[2].translate(str.maketrans("OIQ", "010"))
    return match[1] + figures + model[match.end() :], True
