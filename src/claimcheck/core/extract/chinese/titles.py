"""What a Chinese paper is, by a title that ends in the word for it, and by the words that only its form has.

A title stands alone in its cell; where it was cut off, or where a form opens on a page that bears none, the labels that
no other form has tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Kind

TITLE: Final = 4.0
"""What a title of trade counts: less than one of an authority's form."""
HEAD: Final = 14
"""Rows that a title stands in at the most."""
NEAR_TITLE: Final = 4
"""Rows from a title on in which another one may stand."""
TOP: Final = 3
"""Rows at a page's top: a letterhead and a title."""
FEWEST: Final = 4
"""Words of one form from which on they tell it."""
A_WORD: Final = 0.5
OF_USED_CARS: Final = 6.0
"""What the labels of the used car's invoice count: more than the title of any digital one."""
_BEHIND: Final = r"(?:[(（][^()（）]{0,16}[)）])?"
_BEFORE: Final = r"[\u4e00-\u9fff()（）\-·0-9]{0,28}?"
_ENDINGS: Final[tuple[tuple[Kind, str], ...]] = (
    (
        "order",
        "(?:采购|销售|购车|订购|订车|预订|定购|认购|汽车|车辆)?(?:订单|订货单|订购单|定购单|采购单|购货单|订车单|定车单|"
        "预订单|预定单|认购单|认购书|销售单|订购书|定单|要货单|请购单|选购单|团购单|销货单)(?:确认书?|合同|详情|明细)?|"
        "(?:订购|定购|订车|定车|选车|购车|购货|采购|订货|预订|预定|认购|团购|下单|销售)确认(?:单|书|函|表)|"
        "(?:订购|定购|订车|预订|预定|认购)(?:协议|合同)书?|订货合同",
    ),
    (
        "contract",
        "合同书?|协议书?|合约书?|契约书?|约定书|(?:买卖|购销|销售|购买|转让|订购|定购|订车|购车|供货|采购)(?:约定|条款)书?",
    ),
    (
        "delivery_confirmation",
        "(?:交车|送车|收车|发车|接收|到车|移车|送达|交付|交接|提车|接车|领车|取车|点交|点收|验收|送货|发货|出库|出货|签收|收货|到货|"
        "交货|接货|领货|提货|配送|派送|移交|(?:发运|运送)(?:交接|签收))(?:验收|确认|交接|签收)*(?:单|书|表|凭证|证明|回执单?|回单|清单)|"
        "(?:交车|交接|交付|移交|验收|签收)记录(?:单|表)?|验收报告|"
        "(?:交车|送车|提车|交付|移交)(?:验收|确认|交接)?(?:检查|检验|点检)(?:确认)?(?:单|表|清单)|"
        "(?:交车|收车|提车|接车|到车|收货|到货|验收|签收|交付|交接)(?:验收|确认|交接|签收)+函",
    ),
    (
        "receipt",
        "(?:电子|收款|付款|转账|交易|业务)?回单|(?:统一|通用|财政|收费|结算|缴款|非税收入|医疗|门诊|住院|电子)票据|(?:收款|付款|收讫)证明|"
        "收据|收条|(?:收款|收讫|收费|收银|缴款|交款|付款|扣款|刷卡|消费|转账|汇款|支付|缴费|交易|结算|到账|入账|电子)"
        "(?:凭证|凭单|凭据)|(?:收款|收银|收讫|收费|结账|消费|刷卡|交款|进账|签购)单|收款(?:回执|确认(?:单|书|函))|"
        "(?:到账|入账|贷记)通知书?|(?:商户|持卡人)存根|小票|(?:购物|购货)凭证|"
        "(?<![预待未拟])(?<!预维修)(?<!预维修费用)结算(?:清单|单)|(?:支付|付款|交易|转账|缴费)(?:成功|详情|结果)|账单详情",
    ),
)
TITLES: Final = tuple(
    (kind, re.compile(rf"{_BEFORE}(?:{words})(?:[一二三四]?联|正本|副本)?{_BEHIND}")) for kind, words in _ENDINGS
)
"""Titles of papers of trade by the word that they end in; the first that fits."""
_OF_INSURED: Final = re.compile(r"(?:参保|缴存|(?:养老|医疗|失业|工伤|生育)保险)(?!.*(?:结算|收费|收据|票据|回单))")
"""What a title says of an office's statement, whatever it calls itself: `参保缴费凭证`; a bank's slip is none."""
_UNPAID: Final = re.compile(
    "[未待](?=[结付收缴交支消刷到入核确])|(?<![模虚])拟|试算|挂[账帐]|赊|(?<![供适反])应[收付缴交]|催|(?<![还清收付结补缴交])欠|预(?=结|消费|付消费|授权|打|览|开)"
)
"""What a title says of money that was not paid yet: `预结账单`, `结账单(未付)`."""
_RECEIPT: Final = re.compile("收据|小票|收条|" + next(words for kind, words in _ENDINGS if kind == "receipt"))
"""What a title calls a receipt."""
_AMOUNT: Final = re.compile(r"\d\.\d\d(?!\d)")
_NO_TITLE: Final = re.compile(r"[:：\d凭请勿恕]|概不|谢绝|不予")
"""What a slip's number or its line on credit has, and no title."""
LONGEST: Final = 20
"""Signs of a title at the most."""
_TAKEN_BACK: Final = re.compile("退(?:款|货|回|定|订|车|单|费|票)|冲红|红冲|贷项")
"""What a title says of a sale that was undone: no paper of a sale, whatever its last word is."""
_SCREEN: Final = re.compile(r"(?:支付|付款|交易|转账|缴费|账单)(?:详情|结果)")
"""What heads the screen of a payment, whether it was made or not."""
_PAID: Final = re.compile(
    r"(?:(?:当前|支付|付款|交易|转账|缴费)?(?:状态|结果)[:：]?)?(?:(?:支付|付款|交易|转账|缴费|收款)(?:成功|完成)|"
    r"(?:(?:对方|朋友|商家)?已(?:确认)?(?:支付|付款|收款|收钱|存入零钱|转账|缴费|到账|完成)))"
)
"""What such a screen says where it was."""
_ORDERED: Final = re.compile(r"订单(?:详情|明细)$")
_PAID_FOR: Final = re.compile(r"(?:支付|付款)(?:成功|完成)")
"""What the screen of an order says where it shows its payment."""
_WORDS: Final[dict[Kind, str]] = {
    "registration_certificate": (
        "机动车登记编号 注册登记机动车信息栏 注册登记摘要信息栏 转移登记摘要信息栏 车辆获得方式 发证机关章 "
        "轮胎规格 钢板弹簧片数 转向形式 轮胎数 "
        "国产/进口 制造厂名称 车辆出厂日期 排量/功率 发动机型号 机动车所有人"
    ),
    "vehicle_licence": (
        "号牌号码 使用性质 核定载人数 整备质量 准牵引总质量 外廓尺寸 检验记录 检验有效期 核定载质量 档案编号 "
        "所有人 注册日期 发证日期"
    ),
    "motor_vehicle_invoice": (
        "合格证号 进口证明书号 商检单号 完税凭证号码 限乘人数 吨位 主管税务机关 不含税价 税控码 机打代码 "
        "厂牌型号 价税合计"
    ),
    "vat_invoice": "价税合计 密码区 纳税人识别号 校验码 税率 税额 开票人 复核 收款人 规格型号 发票代码 发票号码",
    "business_licence": (
        "注册资本 经营范围 法定代表人 成立日期 营业期限 组成形式 经营场所 营业场所 国家企业信用信息公示系统 "
        "市场监督管理局 登记机关 统一社会信用代码"
    ),
    "insurance_statement": (
        "缴存基数 月缴存额 缴费基数 单位缴费 个人缴费 养老保险 医疗保险 失业保险 工伤保险 公积金 参保 险种 "
        "保险期间 保险费 被保险人 保险单号"
    ),
}  # fmt: skip
"""Labels of one authority's form each; some stand on a second one, so that the count decides."""
_OF_USED_CARS: Final = ("买方单位/个人", "卖方单位/个人", "车牌照号", "转入地车辆管理所", "车价合计")
"""Labels that only the invoice of a used car has."""
_KEPT: Final = re.compile("(?:管理|登记|录入|补录|上传|上报|申请|审核|维护|采集|报备|提交)")
"""What a title says behind a paper's word where a system only keeps what that has."""
_MORE_THAN_LABEL: Final = re.compile("发票(?!号|代码|编号|类型|种类|票种|状态|日期|时间|金额|抬头|内容|性质|备注)")
_OF_AN_OFFICE: Final = re.compile(
    r"[\u4e00-\u9fff()（）\-·0-9,，、/／]{0,40}?"
    rf"(?:(?:申请|申报|审批|登记|报名|备案|审核|核算|受理|确认|明细|汇总|信息|评估)表|申请[单书]|合格证书?|一致性证书|证明书|"
    rf"(?:完税|回收|报废|注销|拆解|在职|收入|工作|关系|授权|委托|情况)证明|"
    rf"(?:委托|授权|承诺|声明|通知|告知|决定|说明|保证)书|声明|情况说明|开票申请|"
    rf"发票(?:{_KEPT.pattern}|列表|台账)(?:列表|页面?|信息|详情|记录)?)"
    rf"(?:[一二三四]?联|正本|副本)?{_BEHIND}"
)
"""Titles of papers that prove no sale, though they speak of one: applications, certificates, powers, promises."""
_OF_A_CAR: Final = re.compile(
    r"[\u4e00-\u9fff]{0,20}(?:(?:三包|保修|质保|质量保证|延保)(?:服务|责任)?(?:凭证|凭单|卡|证|手册|证书)|(?:检查|检验|检测|点检)表)"
    rf"{_BEHIND}"
)
"""Titles of what goes with a car, which are listed among its papers and goods, too: they count at a page's top only."""
_FILLED_IN: Final = re.compile(r"^(?!.*(?:编号|N[oO0]|日期)).*(?:[:：].|\d{6})")
"""A row of a form that holds a value, and not only its number or day."""
_CONFORMITY: Final = re.compile(r"[\u4e00-\u9fff]{0,12}合格证书?(?:[(（][^()（）]{0,8}[)）])?")
_SPREAD: Final = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_LATIN_BESIDE: Final = re.compile(
    r"^(?:PDI|DMS|CRM|[A-Za-z][A-Za-z&',./\-]{3,60})(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[A-Za-z&',./\-]{4,60}$"
)
"""A title's English, before it or behind."""
_CLAUSE: Final = re.compile(r"[,，。;；]|[甲乙]方|开具|提供|出具|凭|凡|以下|及其|不得|应当?")
"""What a sentence has and a title has not."""

_ANOTHERS: Final = re.compile(r"(?:购[车机房]|^原|原始|[对相]应|相关|[所随]附|随车)(?:的)?$")
"""What says before a paper's word that it is another one, of which this paper speaks: `购车发票日期`."""


def closed(text: str) -> str:
    """Text in simplified signs, without the blanks with which a Chinese title is spread out."""
    return _SPREAD.sub("", simplified(text)) if has_cjk(text) else text


def only_spoken_of(text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese paper is only spoken of: in a clause on an invoice to be given, or as its owner's proof."""
    if not has_cjk(match.group()):
        return False
    before = text[: match.start()]
    kept = match.group().endswith("发票") and _KEPT.match(text, match.end())
    named = kept or before[-1:] in {"/", "／"} or _ANOTHERS.search(before) is not None
    return bool(named) or (len(text) > len(match.group()) + 6 and _CLAUSE.search(text) is not None)


def told_by_title(rows: Sequence[Row]) -> dict[Kind, float]:
    """Kinds of papers of trade by a cell of the head that is such a title and nothing else."""
    found = _titled(rows)
    return {found[0]: TITLE} if found is not None else {}


def of_an_office(rows: Sequence[Row]) -> bool:
    """Whether the title of the page is that of an application, a certificate or a letter, and of no paper of trade."""
    if _titled(rows) is not None:
        return False
    of_a_car = any(map(_OF_A_CAR.fullmatch, _alone_in_head(rows[:TOP])))
    return of_a_car or any(map(_OF_AN_OFFICE.fullmatch, _alone_in_head(rows)))


def _alone_in_head(rows: Sequence[Row]) -> Iterator[str]:
    """Texts in cells over the first value of a form: below it the same words are labels or enclosures."""
    for row in rows[:HEAD]:
        filled = _FILLED_IN.search(_bare(row.text))
        if not filled or len(row.cells) == 1:
            yield from (text for cell in row.cells if has_cjk(text := _bare(cell.text)))
        if filled:
            return


def headed_until(rows: Sequence[Row]) -> int:
    """The row that ends the head of a paper of trade, below whose title other papers are only listed."""
    found = _titled(rows)
    return found[1] + NEAR_TITLE if found is not None else HEAD


def titled(text: str) -> Kind | None:
    """The kind of paper of trade whose title a text is, and nothing else."""
    bare = _LATIN_BESIDE.sub("", _bare(text))
    if not has_cjk(bare) or _OF_INSURED.search(bare) or _TAKEN_BACK.search(bare):
        return None
    kind = next((kind for kind, title in TITLES if title.fullmatch(bare)), None)
    return None if kind == "receipt" and _UNPAID.search(bare) else kind


def of_unpaid(rows: Sequence[Row]) -> bool:
    """Whether the title of the page calls it a receipt and says that nothing was paid yet: `收银小票 预打印`."""
    titled_so = _titled(rows)
    if titled_so is not None and titled_so[0] == "receipt":
        return False
    head = list(takewhile(lambda row: _AMOUNT.search(row.text) is None, rows[:HEAD]))
    texts = (_bare(text) for row in head for text in (row.text, *(cell.text for cell in row.cells)))
    return any(
        len(text) <= LONGEST and _UNPAID.search(text) and _RECEIPT.search(text) and not _NO_TITLE.search(text)
        for text in texts
    )


def _bare(text: str) -> str:
    return closed(text).strip().replace(" ", "")


def _paid(rows: Sequence[Row]) -> bool:
    """Whether the screen of a payment says that it was made."""
    return _says(rows, _PAID)


def _says(rows: Sequence[Row], words: re.Pattern[str]) -> bool:
    """Whether a row or a cell has these words and nothing else."""
    return any(words.fullmatch(_bare(text)) for row in rows for text in (row.text, *(cell.text for cell in row.cells)))


def _titled(rows: Sequence[Row]) -> tuple[Kind, int] | None:
    for i, row in enumerate(rows[:HEAD]):
        for text in (*(cell.text for cell in row.cells), row.text):
            found = titled(text)
            unpaid = _SCREEN.fullmatch(_bare(text)) and not _paid(rows)
            if found is not None and not unpaid and not (_ORDERED.search(_bare(text)) and _says(rows, _PAID_FOR)):
                return found, i
    return None


def told_by_words(rows: Sequence[Row]) -> dict[Kind, float]:
    """Kinds of forms by how many of their own labels the page has."""
    if any(map(_CONFORMITY.fullmatch, _alone_in_head(rows))):
        return {}  # a maker's certificate has most words of a registration certificate
    text = simplified("\n".join(row.text.replace(" ", "") for row in rows))
    if not has_cjk(text):
        return {}
    counts = {kind: sum(word in text for word in words.split()) for kind, words in _WORDS.items()}
    found = {kind: A_WORD * count for kind, count in counts.items() if count >= FEWEST}
    if sum(word in text for word in _OF_USED_CARS) >= FEWEST:  # its digital kind is headed as any digital invoice
        found["motor_vehicle_invoice"] = OF_USED_CARS
    return found


def only_labels_of_invoices(rows: Sequence[Row]) -> bool:
    """Whether a page speaks of an invoice in the labels of its number, code or kind, and in no title."""
    said = [text for row in rows for cell in row.cells if "发票" in (text := _bare(cell.text))]
    return bool(said) and not any(map(_MORE_THAN_LABEL.search, said))
