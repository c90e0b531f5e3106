"""The labels of Chinese forms, as data: what each names, and which end a value without naming anything that we keep.

Patterns run over a cell's text without its blanks. The wording is that of the tax, traffic, market and insurance
authorities' own forms, old and new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claimcheck.model.documents import Kind


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        role: the field, or a role that only the form's layout tells (`name`, `id`: whose?); empty: nothing we keep.
        pattern: its wording.
        strong: whether it is told wherever it stands; a weak one must begin a cell or be followed by a colon.
        kinds: the forms that it is on; none: all.
    """

    role: str
    pattern: str
    strong: bool = True
    kinds: tuple[Kind, ...] = ()


CAR: Final[Kind] = "motor_vehicle_invoice"
VAT: Final[Kind] = "vat_invoice"
LICENCE: Final[Kind] = "vehicle_licence"
CERTIFICATE: Final[Kind] = "registration_certificate"
BUSINESS: Final[Kind] = "business_licence"
STATEMENT: Final[Kind] = "insurance_statement"
CONTRACT: Final[Kind] = "contract"
ORDER: Final[Kind] = "order"
_ID = (
    r"(?:统一社会信用代码|纳税人识别号|纳税人税号|税号|身份证(?:明|件)?号码?|组织机构代码(?:证号)?|单位代码|公民身份号码|"
    r"证件号码)"
)
_IDS = rf"{_ID}(?:[/及或、(（]*{_ID}[)）]?)*"
_BUYER, _SELLER = r"购[买货](?:方|单位|人)", r"销[货售](?:方|单位)"
_FRAME = (
    r"(?:\d{1,2}\W)?(?:国产[/／]进口|燃料种类|排量[/／]功率|制造厂名称|转向形式|轮胎数|轴距|轮距|使用性质|车辆获得方式|"
    r"车辆出厂日期|核定载(?:人数|质量|客)|总质量|整备质量|外廓尺寸|准牵引总质量|检验记录|档案编号|机动车种类|登记机关|"
    r"发证机关章?|合格证号|进口证明书号|商检单号|完税凭证号码|主管税务机关(?:及代码)?|限乘人数|车辆(?:类型|品牌|种类)|"
    r"车身颜色)"
)
"""What car papers print besides."""
_SUMS = (
    r"价税合计|增值税税额|增值税税率|不含税价|大写|小写|开户银行|开户行(?:及账号)?|地址、?电话|收款人|开票人|复核|"
    r"机器编号|校验码|税控码|密码区|开票日期|发票联|保险单号|保险期间|承保险种|保险费合计|签单公司|保险公司|"
    r"保险人(?!名)"
)
_PERSONS = (
    r"单位名称|参保单位|缴存单位|个人账号|个人公积金账号|账户状态|参保险种|缴存基数|月缴存额|缴至年月|初次登记日期|"
    r"法定代表人|注册资本|成立日期|营业期限|经营范围|经营者|组成形式|类型"
)
_COLUMNS = (
    r"电话|地址|账号|产地|吨位|备注|性别|税率|税额|单价|金额|数量|单位|规格型号|项目名称|货物或应税|"
    r"PlateNo|VehicleType|Owner|Address|UseCharacter|Model|VIN|EngineNo|RegisterDate|IssueDate"
)
_BUYS = r"(?:(?:甲方|乙方)[(（])?(?:买方|买受[人方]|需方|采购(?:方|单位)|购[货买](?:方|单位)|订货(?:方|单位))(?:名称)?"
_SELLS = r"(?:(?:甲方|乙方)[(（])?(?:卖方|出卖[人方]|供方|供[货应](?:方|商|单位)|销[货售](?:方|单位))(?:名称)?"
_SIGNS = rf"(?:{_BUYS}|{_SELLS})[(（](?:盖章|签章|签字)"
"""Who deals on contracts and orders, and where they sign, which names nobody."""
_VIN = (
    r"车辆识别(?:代号|代码|码)[/(（]?(?:VIN)?[)）]?(?:车架号码?)?[)）]?|"
    r"(?:VIN码?[/(（]?)?车架号码?(?:[(（]VIN码?[)）])?|VIN码|识别代码[(（]车架号[)）]"
)
_ISSUED = r"(?:打印|开具|出具|制表|证明|出证|签单|填发|查询)(?:日期|时间)"

LABELS: Final = (
    # who
    Label("buyer_id", rf"{_BUYER}的?{_IDS}"),
    Label("seller_id", rf"{_SELLER}的?{_IDS}"),
    Label(
        "buyer_name",
        rf"{_BUYER}(?:[(（]人[)）]|[(（]或?单位[)）])?名称(?:[(（][^)）]{{0,8}}[)）])?(?:及{_IDS}|及)?",
    ),
    Label("buyer_name", r"购[买货](?:单位|方)[(（]人[)）]"),
    Label("seller_name", rf"{_SELLER}名称"),
    Label("owner", r"机动车所有人[/／]?(?:身份证明)?(?:名称)?[/／]?(?:号码)?", kinds=(CERTIFICATE,)),
    Label("buyer_name", r"所有人", strong=False, kinds=(LICENCE, CERTIFICATE)),
    Label("buyer_name", r"(?:职工|缴存人|参保人员?|员工|个人|申请人)?姓名", strong=False, kinds=(STATEMENT,)),
    Label("buyer_name", r"被保险人(?:名称|姓名)?", kinds=(STATEMENT,)),
    Label("name", r"名称|^称", strong=False, kinds=(CAR, VAT, BUSINESS)),
    Label("buyer_id", rf"身份证号码?[/、]组织机构代码(?:证号)?|身份证明号码|身份证号码或{_ID}", kinds=(CAR,)),
    Label("buyer_id", r"(?:居民|公民)?身份(?:证件?)?号码?|社会保障(?:号码?|卡号)|证件号码?", kinds=(STATEMENT,)),
    Label("id", _IDS, kinds=(CAR, VAT)),
    Label("buyer_id", r"统一社会信用代码|注册号", kinds=(BUSINESS,)),
    # who deals
    Label("", r"[买卖]方单位[/／]?个人住址", kinds=(CAR,)),
    Label("buyer_name", r"买方单位[/／]?个人", kinds=(CAR,)),
    Label("seller_name", r"卖方单位[/／]?个人", kinds=(CAR,)),
    Label("", _SIGNS, kinds=(CONTRACT, ORDER)),
    Label("buyer_name", _BUYS, strong=False, kinds=(CONTRACT, ORDER)),
    Label("seller_name", _SELLS, strong=False, kinds=(CONTRACT, ORDER)),
    Label("deal_number", r"(?:合同|协议|订单|订货单|采购单)(?:编号|号码?)", kinds=(CONTRACT, ORDER)),
    Label("deal_date", r"(?:签订|签约|签署|下单|订单|订货|采购)(?:日期|时间)", kinds=(CONTRACT, ORDER)),
    Label("buyer_name", r"兹证明|兹有", strong=False, kinds=(STATEMENT,)),
    # the sale
    Label("invoice_code", r"发票代码", kinds=(CAR, VAT)),
    Label("invoice_number", r"发票号码", kinds=(CAR, VAT)),
    Label("machine_code", r"机打代码", kinds=(CAR, VAT)),
    Label("machine_number", r"机打号码", kinds=(CAR, VAT)),
    # the car
    Label("vin", _VIN),
    Label("engine_number", r"发动机号码?(?!型)", kinds=(CAR, LICENCE, STATEMENT)),
    Label("engine_number", r"发动机号(?!码?型)", kinds=(CERTIFICATE,)),
    Label("", r"发动机型号"),
    Label("model_name", r"[\u4e00-\u9fff]?牌型号|车辆型号", kinds=(CAR, LICENCE, STATEMENT, CERTIFICATE, CONTRACT)),
    Label("plate_number", r"号牌号码|车牌号码?", kinds=(LICENCE, STATEMENT)),
    Label("plate_number", r"车牌照号码?", kinds=(CAR,)),
    Label("plate_number", r"机动车登记编号", kinds=(CERTIFICATE,)),
    # where and when
    Label("address", r"住址|住所", strong=False, kinds=(LICENCE, BUSINESS)),
    Label("address", r"(?:主要)?(?:经营|营业)场所", kinds=(BUSINESS,)),
    Label("registration_date", r"注册日期", kinds=(LICENCE,)),
    Label("registration_date", r"登记日期", kinds=(CERTIFICATE,)),
    Label("issue_date", r"发证日期", kinds=(LICENCE, CERTIFICATE)),
    Label("issue_date", _ISSUED, kinds=(STATEMENT,)),
    Label("later_date", r"日期", strong=False, kinds=(STATEMENT,)),
    # what else ends a value
    Label("", _FRAME),
    Label("", _SUMS),
    Label("", _PERSONS, strong=False),
    Label("", _COLUMNS, strong=False),
)

_NUMBERED: Final = r"(?:\d{1,2}[.、．,])?"
_END: Final = r"[)）]?[:：;]*"


def labels_of(kind: Kind) -> tuple[tuple[Label, re.Pattern[str]], ...]:
    """The labels that may stand on a form of this kind, compiled."""
    return _BY_KIND.get(kind, ())


_BY_KIND: Final[dict[Kind, tuple[tuple[Label, re.Pattern[str]], ...]]] = {
    kind: tuple(
        (label, re.compile(_NUMBERED + rf"(?:{label.pattern})" + _END, re.IGNORECASE))
        for label in LABELS
        if not label.kinds or kind in label.kinds
    )
    for kind in (CAR, VAT, LICENCE, CERTIFICATE, BUSINESS, STATEMENT, CONTRACT, ORDER)
}

WORDINGS: Final = (
    "购买方名称", "购货单位", "销货单位名称", "销售单位名称", "销售方名称", "纳税人识别号", "统一社会信用代码",
    "身份证号码", "发票代码", "发票号码", "车辆识别代号", "发动机号码", "厂牌型号", "品牌型号", "车辆型号", "号牌号码",
    "注册日期", "登记日期", "发证日期", "打印日期", "开具日期", "签单日期", "机动车登记编号", "被保险人",
    "社会保障号码", "证件号码",
)  # fmt: skip
"""Labels that are told with one sign misread, too."""


def nearly_of(kind: Kind) -> tuple[tuple[str, Label], ...]:
    """Wordings that may be told with one sign misread on a form of this kind, and the labels that they are."""
    return _NEARLY.get(kind, ())


_NEARLY: Final = {
    kind: tuple(
        (wording, label)
        for wording in WORDINGS
        for label, pattern in labels
        if label.role and pattern.fullmatch(wording)
    )
    for kind, labels in _BY_KIND.items()
}
