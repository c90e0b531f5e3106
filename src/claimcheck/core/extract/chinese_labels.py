"""The labels of Chinese papers, as data: what each names, and which end a value without naming anything that we keep.

Patterns run over a cell's text without its blanks. The fixed forms' wording is that of the tax, traffic, market and
insurance authorities, old and new; papers of trade are worded freely, so their labels are made of the words for a party
or a paper and of what asks for its name, number or day (`chinese_words`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claimcheck.core.extract.chinese_heads import (
    ANY_DAY,
    ANY_NUMBER,
    CONTRACT,
    DATED,
    FOREIGN,
    GIVEN_OUT,
    HANDED,
    HANDED_OVER,
    ISSUED,
    NUMBER,
    ORDER,
    OTHER_DAYS,
    PAID,
    RECEIPT,
    SIGNED,
)
from claimcheck.core.extract.chinese_words import (
    APPLICANTS,
    BUYERS,
    BUYERS_TOO,
    ENGLISH,
    IDENTITIES,
    NAMED,
    NEW_OWNERS,
    SELLERS,
    SELLERS_TOO,
)
from claimcheck.model.documents import Kind


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        role: the field, or a role that only the page's layout tells (`name`, `id`: whose?); empty: nothing we keep.
        pattern: its wording.
        strong: whether it is told wherever it stands; a weak one must begin a cell or be followed by a colon.
        kinds: the papers that it is on; none: all.
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
DEALS: Final[tuple[Kind, ...]] = (
    "contract", "order", "receipt", "invoice", "credit_note", "delivery_confirmation", "other",
)  # fmt: skip
"""Papers that everyone words as they like."""
SALES: Final[tuple[Kind, ...]] = (CAR, VAT, *DEALS)
OF_CARS: Final[tuple[Kind, ...]] = (CAR, LICENCE, CERTIFICATE, STATEMENT, *DEALS)

_PAPERS: Final[tuple[Kind, ...]] = ("contract", "order", "receipt", "invoice", "credit_note")
_GOT = r"(?:今|兹|现|已)?收到"
_IDS = rf"{IDENTITIES}(?:[/／及或、,，(（]*{IDENTITIES}[)）]?)*"
_INSURED = (
    r"(?:(?:居民|公民)?身份(?:证件?)?(?:号码?|编号)?|社会保障(?:号码?|卡号)|个人编号(?=\d{17})|证件(?:号码?|编号)|"
    rf"{_IDS})"
)
_SEALED = r"[(（]?(?:盖章|签章|签字|签名|公章|印章|合同章|章)(?:处|或盖章|、盖章|盖章)?[)）]?"
_PLAIN_BRACKET = r"(?:[(（](?!盖章|签|公章|印章|章|合同章)[^()（）:：]{0,14}[)）])"
_AS = r"(?:以下|下)?(?:简)?称?(?:为)?[“\"']?"


def _party(words: str) -> str:
    """The label of a party: `买方`, `甲方（买方）`, `买受人（以下简称乙方）名称`."""
    for_it = "(?:首选|推荐|指定|意向|提车|购车|交车|服务|实际|最终|签约|本次|所属)?"
    first = rf"{for_it}(?:(?:[甲乙丙丁]方?|To|From|Messrs)[(（/／、:：]{_AS})?"
    alone = rf"{first}[(（]?(?:的)?{words}(?!式|专用|经理|服务|须知|热线)[”\"']?[)）]?"
    return rf"{alone}{_PLAIN_BRACKET}?(?:{NAMED})?{_PLAIN_BRACKET}?(?!{_SEALED})"


_DOES = "[向将应须在有按于与和同负不可对自如因为收支已逾承保提]"
"""Signs behind a party with which a clause says what it does."""
_NO_PERSON = r"与|的?(?:关系|权利|义务|责任)|声明|确认|签|须知|电话|方式|手机|地址"
"""What stands behind a word for a policy's party where it names none."""


def _letter(sign: str) -> str:
    return rf"{sign}方{_PLAIN_BRACKET}?(?:{NAMED})?{_PLAIN_BRACKET}?(?!{_SEALED}|{_DOES})"


_FRAME = (
    r"(?:国产[/／]进口|燃料种类|排量[/／]功率|制造厂名称|转向形式|轮胎数|轴距|轮距|使用性质|车辆获得方式|"
    r"车辆出厂日期|核定载(?:人数|质量|客)|总质量|整备质量|外廓尺寸|准牵引总质量|检验记录|档案编号|机动车种类|登记机关|"
    r"发证机关章?|合格证号?|进口证明书号|商检单号|完税凭证号码|主管税务机关(?:及代码)?|限乘人数|车辆(?:类型|品牌|种类)|"
    r"车身颜色|登记证号)"
)
"""What car papers print besides."""
_SUMS = (
    r"价税合计|增值税税额|增值税额|增值税税率|不含税价格?|大写|小写|开户银行|开户行(?:及账号)?|地址、?电话|收款人(?!户?名)|开票人|复核|"
    r"机器编号|校验码|税控码|密码区|开票日期|发票联|保险单号|保险期间|承保险种|保险费合计|签单公司|保险公司|"
    r"保险人(?!名)"
)
_PERSONS = (
    r"单位名称|参保单位|缴存单位|缴费单位|个人账号|个人公积金账号|公积金账号|账户状态|参保险种|缴存基数|月缴存额|缴至年月|"
    r"法定代表人|法人代表|注册资本|成立日期|营业期限|经营范围|经营者(?:姓名)?|组成形式|(?:企业|主体|公司)?类型"
)
_COLUMNS = (
    r"(?:收款|付款|支付|结算|交货|运输|购车|缴款|交款|还款)方式|收款事由|付款事由|款项用途|用途|摘要|收款项目|联系电话|联系方式|联系人|电话|手机号?码?|地址|账号|产地|吨位|备注|性别|税率|税额|单价|金额|数量|单位|规格型号|项目名称|货物或应税|"
    r"货物名称|商品名称|产品名称|物料名称|品名|序号|规格|颜色|外观颜色|内饰颜色|证件类型|委托代理人|法定代表人|代理人|经办人|签约地点|签订地点|"
    r"VehicleType|UseCharacter"
)
_ENGLISH_OF_LICENCES: Final = (
    ("plate_number", "PlateNo"),
    ("buyer_name", "Owner"),
    ("address", "Address"),
    ("model_name", "Model"),
    ("vin", "VIN"),
    ("engine_number", "EngineNo"),
    ("registration_date", "RegisterDate"),
    ("issue_date", "IssueDate"),
)
"""The second line of a licence's labels (GA 37), beside which the value may stand."""
_VIN = (
    r"车辆识别(?:代号|代码|码|号)[/(（]?(?:VIN)?[)）]?(?:[/／]?(?:车架号码?)?[)）]?)?|"
    r"(?:VIN码?[/(（]?)?(?:大架|车架|底盘)(?:号码?|编号)(?:[/(（]VIN码?[)）]?)?|VIN(?:码|号码?)|"
    r"(?:车辆)?识别(?:代[码号]|码)(?:[/(（]?车架号码?[)）]?)?|车身号码?|整车编[码号]|VIN[/／]车架号码?|车架(?=[A-Z0-9]{17})"
)
_ENGINE = (
    r"(?:发动机|电机|电动机|驱动电机|引擎|马达)(?:[/／](?:电机|驱动电机))?(?:号码|编号|序列号|编码|代号|号)(?!码?型)"
)
_MODEL = (
    r"(?:车辆)?(?:[\u4e00-\u9fff]?牌型号|厂牌车型|品牌车型|厂牌及型号|品牌及型号|品牌[/／、]型号|厂牌[/／、]型号|"
    r"车辆型号|品牌规格型号)"
)
_PLATE = r"号牌号码?|车牌照?号码?|牌照号码?|机动车登记编号|车辆牌号|号牌"

LABELS: Final = (
    # who
    Label("buyer_id", rf"{BUYERS}(?:的|/)?{_IDS}"),
    Label("seller_id", rf"{SELLERS}(?:的|/)?{_IDS}"),
    Label("buyer_id", rf"{BUYERS_TOO}(?:的)?{_IDS}", kinds=SALES),
    Label("seller_id", rf"{SELLERS_TOO}(?:的)?{_IDS}", kinds=SALES),
    Label(
        "buyer_name",
        rf"购[买货](?:方|单位|人)(?:[(（]人[)）]|[(（]或?单位[)）])?名称(?:[(（][^)）]{{0,8}}[)）])?(?:及{_IDS}|及(?:身份|组织|纳税|统一|证件)?)?",
    ),
    Label("buyer_name", r"购[买货](?:单位|方)[(（]人[)）]"),
    Label("seller_name", r"销[货售](?:方|单位)名称"),
    Label("buyer_name", r"购[买货]?名称", strong=False, kinds=(CAR, VAT)),
    Label("seller_name", r"销[售货]?名称", strong=False, kinds=(CAR, VAT)),
    Label("owner", r"机动车所有人[/／]?(?:身份(?:证明)?)?(?:名称)?[/／]?(?:号码)?", kinds=(CERTIFICATE,)),
    Label("", r"(?:身份)?证明名称[/／]号码", kinds=(CERTIFICATE,)),
    Label(
        "buyer_name",
        r"(?:机动车|车辆|登记|行驶证|本车)?(?:所有人|所有者|所有权人|车主|权利人)(?:名称|姓名)?(?:[/／](?:单位|名称))?",
        strong=False,
        kinds=(LICENCE, CERTIFICATE),
    ),
    Label(
        "buyer_name",
        r"(?:职工|查询人|被查询人|权利人|缴存人|缴存职工|参保(?:人员?|职工)|员工|个人|申请人|缴费人|本人)(?:(?:姓名|名称)|(?=[:：])|$)",
        strong=False,
        kinds=(STATEMENT,),
    ),
    Label("buyer_name", rf"(?<!与)被保险人(?:{NAMED})?(?!{_NO_PERSON})", kinds=(STATEMENT,)),
    Label(
        "third",
        rf"(?<!与)(?:投保|经办|代办|受益|联系)人(?:{NAMED})?(?!{_DOES}|{_NO_PERSON})",
        strong=False,
        kinds=(STATEMENT,),
    ),
    Label("related", r"与被保险人的?关系", kinds=(STATEMENT,)),
    Label(
        "name",
        r"(?!经办|联系|法定|单位|企业|负责|操作|代办|投保|被保)[\u4e00-\u9fff]{0,4}姓名(?:[(（/／]名称[)）]?)?|名称[(（/／]姓名[)）]?|(?:账户)?户名|账户名称",
        strong=False,
        kinds=(STATEMENT,),
    ),
    Label("name", r"名称|^称", strong=False, kinds=(CAR, VAT, BUSINESS)),
    Label(
        "name",
        r"(?:企业|公司|单位|字号|商户|个体户|主体|机构|市场主体|经营主体)(?:[(（][^()（）]{1,6}[)）])?名称|字号",
        strong=False,
        kinds=(BUSINESS,),
    ),
    Label(
        "name",
        rf"(?:单位|公司|企业|人|方)?(?:名称|姓名|全称|户名|名字)(?:[/／或及、](?:单位)?(?:名称|姓名))?(?!{_SEALED})",
        strong=False,
        kinds=SALES,
    ),
    Label("sealed_name", rf"(?:单位|公司)?(?:名称|全称){_SEALED}", strong=False, kinds=DEALS),
    Label("buyer_id", rf"身份证号码?[/、]组织机构代码(?:证号)?|身份证明号码|身份证号码或{_IDS}", kinds=(CAR,)),
    Label("buyer_id", rf"(?:被保险人|本人|参保人|职工)(?:的)?{_INSURED}(?:[(（]{_IDS}[)）])?", kinds=(STATEMENT,)),
    Label("id", rf"{_INSURED}(?:[(（]{_IDS}[)）])?", kinds=(STATEMENT,)),
    Label("id", _IDS, kinds=SALES),
    Label("id", r"代码|证号", strong=False, kinds=DEALS),
    Label("buyer_id", r"(?:统一)?(?:社会)?信用代码(?:[/／]注册号)?|注册号|统一代码", kinds=(BUSINESS,)),
    # who deals
    Label("", r"[买卖]方单位[/／]?个人住址|[买卖]方(?:单位)?(?:住址|地址)", kinds=(CAR,)),
    Label("buyer_name", r"买方单位[/／]?个人", kinds=(CAR,)),
    Label("seller_name", r"卖方单位[/／]?个人", kinds=(CAR,)),
    Label("buyer_sealed", rf"(?:[甲乙]方?[(（/])?{BUYERS}[)）]?(?:{NAMED})?{_SEALED}", strong=False, kinds=SALES),
    Label("seller_sealed", rf"(?:[甲乙]方?[(（/])?{SELLERS}[)）]?(?:{NAMED})?{_SEALED}", strong=False, kinds=SALES),
    Label("seller_sealed", rf"{SELLERS_TOO}(?:{NAMED})?{_SEALED}", strong=False, kinds=DEALS),
    Label(
        "",
        rf"[甲乙丙]方(?:{_PLAIN_BRACKET})?(?:代表|经办|委托|法定|签字|联系|住所|地址|电话|开户|账|邮|{_SEALED})",
        kinds=SALES,
    ),
    Label(
        "third",
        r"(?:二手车|旧机动车)(?:交易)?市场|经营[,，、]?拍卖(?:单位)?|[丙丁]方(?:[(（][^()（）]{1,12}[)）])?|担保[人方]|承运[人方]|"
        r"经纪(?:机构|公司|单位|人)|抵押权人|贷款银行|金融机构|委托代征单位",
        strong=False,
        kinds=SALES,
    ),
    Label("buyer_name", _party(BUYERS), strong=False, kinds=SALES),
    Label("seller_name", _party(SELLERS), strong=False, kinds=SALES),
    Label("buyer_too", _party(BUYERS_TOO), strong=False, kinds=DEALS),
    Label("seller_too", _party(SELLERS_TOO), strong=False, kinds=DEALS),
    Label("buyer_too", _party(BUYERS_TOO), strong=False, kinds=(VAT,)),
    Label("seller_too", r"收款方(?:名称)?|收款单位(?:名称)?", strong=False, kinds=(VAT,)),
    Label(
        "addressee",
        r"(?:此)?致(?!电|力|使|函|谢|辞|以)|尊敬的(?:客户|用户|车主)?|T[Oo](?=[:：])|(?:收件|受文)(?:单位|人)",
        strong=False,
        kinds=DEALS,
    ),
    Label("buyer_too", r"付(?:全称|户名|名称)", strong=False, kinds=DEALS),
    Label("seller_too", r"收(?:全称|户名|名称)", strong=False, kinds=DEALS),
    Label("seller_paid", rf"收款人(?!户?名|全称)(?:{_SEALED})?", strong=False, kinds=DEALS),
    Label("party_a", _letter("甲"), strong=False, kinds=DEALS),
    Label("party_b", _letter("乙"), strong=False, kinds=DEALS),
    Label("party_a_id", rf"甲方{_PLAIN_BRACKET}?(?:的)?{_IDS}", kinds=DEALS),
    Label("party_b_id", rf"乙方{_PLAIN_BRACKET}?(?:的)?{_IDS}", kinds=DEALS),
    Label("buyer_too", r"单位(?=[:：])", strong=False, kinds=("receipt", "order", "delivery_confirmation")),
    Label("seller_sealed", r"(?:盖章|公章)(?=[:：])|单位(?:盖章|公章)", strong=False, kinds=("receipt", "order")),
    Label("buyer_too", rf"{APPLICANTS}(?:的)?(?:{NAMED}(?!式))?", strong=False, kinds=("other",)),
    Label("buyer_id", rf"{APPLICANTS}(?:的|有效)?{_IDS}", kinds=("other",)),
    Label("buyer_too", rf"{NEW_OWNERS}(?:的)?(?:{NAMED}(?!式))?", strong=False, kinds=DEALS),
    Label("buyer_id", rf"{NEW_OWNERS}(?:的|有效)?{_IDS}", kinds=DEALS),
    Label("", rf"{APPLICANTS}(?:的)?(?:{NAMED}(?!式))?", strong=False, kinds=DEALS),
    Label("", rf"{APPLICANTS}(?:的|有效)?{_IDS}", kinds=DEALS),
    Label("buyer_too", rf"{_GOT}(?:{BUYERS}|{BUYERS_TOO})?", strong=False, kinds=(*_PAPERS, "other")),
    Label("seller_too", rf"{_GOT}(?:{SELLERS}|{SELLERS_TOO})?", strong=False, kinds=("delivery_confirmation",)),
    Label("", r"交来|交付款项|付来", strong=False, kinds=DEALS),
    Label(
        "buyer_name",
        r"[兹现特](?:证明|有)(?:[我本贵该](?:单位|公司|司|院|校|局))?(?:正式|在职|在编)?(?:职工|员工|教师|人员|居民|同志)?",
        strong=False,
        kinds=(STATEMENT,),
    ),
    Label("contract_number", rf"{CONTRACT}{NUMBER}", kinds=DEALS),
    Label("order_number", rf"(?:{ORDER}|采购|销售){NUMBER}|P\.?O\.?(?:No|编号|单号|号)", kinds=DEALS),
    Label("receipt_number", rf"{RECEIPT}{NUMBER}", kinds=DEALS),
    Label(
        "paper_number",
        r"(?:文件|本单)?(?:编号|单号|号码|票号|流水号)|N[oOe0°º]?[.:：°]|№|N[oO](?=\d{4})",
        strong=False,
        kinds=DEALS,
    ),
    Label("", FOREIGN, kinds=DEALS),
    Label("delivery_date", HANDED, kinds=("delivery_confirmation",)),
    Label("signed_date", SIGNED, kinds=DEALS),
    Label("issue_date", GIVEN_OUT, strong=False, kinds=("other",)),
    Label("deal_date", rf"(?<!证书){DATED}", kinds=DEALS),
    Label("paid_date", PAID, kinds=DEALS),
    Label("any_date", r"日期|时间", strong=False, kinds=DEALS),
    Label("some_date", ANY_DAY, strong=False, kinds=DEALS),
    # the sale
    Label("receipt_code", r"票据代[码号]", kinds=DEALS),
    Label("invoice_code", r"(?:发票|票据)代[码号]", kinds=SALES),
    Label("invoice_number", r"(?:电子|数电)?(?:发票|票据|票)(?:号码?|编号)", kinds=(CAR, VAT)),
    Label("", r"(?:二手车|旧车|原)(?:销售)?发票(?:号码?|编号|代码)", kinds=DEALS),
    Label("own_number", r"发票(?:号码?|编号)", kinds=("invoice", "credit_note", "other")),
    Label("own_number", rf"{HANDED_OVER}(?:验收|确认)?[单书]?{NUMBER}", kinds=("delivery_confirmation",)),
    Label("machine_code", r"机打(?:发票)?代码", kinds=(CAR, VAT)),
    Label("machine_number", r"机打(?:发票)?号码?", kinds=(CAR, VAT)),
    # the car
    Label("vin", _VIN, kinds=(*OF_CARS, VAT)),
    Label("engine_number", _ENGINE, kinds=OF_CARS),
    Label("", r"发动机型号"),
    Label("model_name", _MODEL, kinds=OF_CARS),
    Label("model_name", r"车型|型号", strong=False, kinds=(CAR, LICENCE, CERTIFICATE, STATEMENT)),
    Label("model_name", r"(?:车辆|购买|所购|意向|订购)?(?:车型|型号)|品牌", strong=False, kinds=DEALS),
    Label("plate_number", _PLATE, kinds=OF_CARS),
    Label("plate_number", r"车牌|牌照", strong=False, kinds=OF_CARS),
    Label("vin", r"VIN|车架|底盘", strong=False, kinds=OF_CARS),
    Label("engine_number", r"发动机|引擎|电机", strong=False, kinds=OF_CARS),
    Label("invoice_code", r"代码", strong=False, kinds=(CAR, VAT)),
    Label("invoice_number", r"号码", strong=False, kinds=(CAR, VAT)),
    # where and when
    Label("address", r"住址|住所", strong=False, kinds=(LICENCE, BUSINESS)),
    Label(
        "address",
        r"(?:车主|所有人|联系|单位|登记|通讯|家庭|现)?(?:住所地?|居住)?(?:地址|住址|住所地?)",
        strong=False,
        kinds=(LICENCE,),
    ),
    Label(
        "address",
        r"(?:主要)?(?:经营|营业)(?:场所|地址)|(?:注册|企业|公司|单位|登记|机构)(?:地址|住所)|(?:企业|公司)?住所",
        kinds=(BUSINESS,),
    ),
    Label(
        "registration_date",
        r"(?:初次|首次|初始)?(?:注册|登记|注册登记|上牌|初登)(?:日期|时间|日)",
        kinds=(LICENCE, CERTIFICATE),
    ),
    Label(
        "issue_date",
        r"(?:行驶证|证书|证件)?(?:发证|签发|核发|颁发|发牌|填发|制证|发放)(?:日期|时间|日)",
        kinds=(LICENCE, CERTIFICATE),
    ),
    Label("registration_date", r"(?:初次|首次)?(?:注册|登记|注册登记|上牌)", strong=False, kinds=(LICENCE,)),
    Label("issue_date", r"发证|签发", strong=False, kinds=(LICENCE,)),
    Label("", r"(?:转移|变更|抵押|注销|过户)(?:登记)?(?:日期|时间)", kinds=(LICENCE, CERTIFICATE)),
    Label("issue_date", ISSUED, kinds=(STATEMENT,)),
    Label("later_date", r"日期", strong=False, kinds=(STATEMENT,)),
    Label("later_date", ANY_DAY, strong=False, kinds=(STATEMENT,)),
    Label("", OTHER_DAYS, kinds=(STATEMENT, *DEALS)),
    Label("some_number", ANY_NUMBER, strong=False, kinds=DEALS),
    *(Label(role, rf"{words}\.?", strong=False, kinds=(LICENCE,)) for role, words in _ENGLISH_OF_LICENCES),
    Label("office", r"登记机关", kinds=(CERTIFICATE,)),
    # what else ends a value
    Label("", _FRAME),
    Label("", _SUMS),
    Label("", r"(?:会计|出纳|经手人?|经办人?|主管|审核|制单|记账|核准|负责人)(?=[:：])", kinds=DEALS),
    Label("", _PERSONS, strong=False),
    Label("", _COLUMNS, strong=False),
)

_NUMBERED: Final = (
    r"(?:(?<![0-9A-Za-z])[(（]?\d{1,2}[.、．,)）]|[一二三四五六七八九十]{1,2}[、.．,]|第[一二三四五六七八九十]{1,3}条[、:：]?|"
    r"[【\[●◆■□○·▪◇※*┃|▎▌★◎▲►▶#])?"
)
"""What a list or a list's sign puts before a label."""
_BEHIND: Final = re.compile(rf"[)）】\]]?(?:{ENGLISH})?[)）】\]]?[:：;│┃|]*", re.IGNORECASE)
"""What belongs to any label behind its wording: a pattern of its own, for it is slow to compile."""


def labels_of(kind: Kind) -> tuple[tuple[Label, re.Pattern[str]], ...]:
    """The labels that may stand on a form of this kind, with the compiled pattern of their wording."""
    return _BY_KIND.get(kind, ())


def end_of(text: str, wording: re.Match[str]) -> int:
    """Where a label ends, with the English, the bracket and the colons behind its wording."""
    behind = _BEHIND.match(text, wording.end())
    return behind.end() if behind else wording.end()


_BY_KIND: Final[dict[Kind, tuple[tuple[Label, re.Pattern[str]], ...]]] = {
    kind: tuple(
        (label, re.compile(_NUMBERED + rf"(?:{label.pattern})", re.IGNORECASE))
        for label in LABELS
        if not label.kinds or kind in label.kinds
    )
    for kind in (CAR, VAT, LICENCE, CERTIFICATE, BUSINESS, STATEMENT, *DEALS)
}

WORDINGS: Final = (
    "购买方名称", "购货单位", "销货单位名称", "销售单位名称", "销售方名称", "纳税人识别号", "统一社会信用代码",
    "身份证号码", "发票代码", "发票号码", "车辆识别代号", "发动机号码", "厂牌型号", "品牌型号", "车辆型号", "号牌号码",
    "注册日期", "登记日期", "发证日期", "打印日期", "开具日期", "签单日期", "机动车登记编号", "被保险人",
    "社会保障号码", "证件号码", "合同编号", "订单编号", "签订日期",
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
