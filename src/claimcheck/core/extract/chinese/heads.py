"""The words of Chinese labels for numbers and days, as data: what is the paper's own, and what another thing's.

Such a label ends in a head (`编号`, `日期`), and the words before it say whose it is. Those that are known are listed
by what they say; a label of words that nobody listed may still name the paper's own, where none that is known does.
"""

from __future__ import annotations

from typing import Final

from claimcheck.core.extract.wordings.to_come import TO_COME_CHINESE

HAN: Final = r"[\u4e00-\u9fff]"
ISSUED: Final = (
    r"(?:打印|开具|出具|制表|证明|出证|签单|填发|查询|生成|签发|下载|制单|经办|开立|受理|制证|查验|导出|核发|"
    r"保单生成|生成保单|证明出具|证明开具|证明打印)(?:的)?(?:日期|时间|日)"
)
"""The day of an office's statement."""
GIVEN_OUT: Final = r"(?:填发|签发|发证|核发|颁发|发放|出证|制证)(?:的)?(?:日期|时间|日)"
"""The day of an office's or a maker's certificate."""
SIGNED: Final = (
    r"(?:合同书?|协议书?|合约|约定书)?(?:签订|签约|签署|订立|签定|签字|签署生效|缔结|订约)"
    r"(?:(?:的)?(?:日期|时间|日)|于(?=[\d二]))"
)
DATED: Final = (
    r"(?:(?:创建|下单|生成|提交|开立|制单)于(?=[\d二])|"
    r"(?:下单|订单|制单|开单|开票|填开|开具|出票|填制|填写|收据|销售|成交|单据|购车|购买|购货|"
    r"业务|票据|录单|订单创建|订单生成|创建|制表|打单|填报|出具|开立|签发|填发|收据开具|提单|买卖)(?:的)?(?:日期|时间|日))"
)
"""The day of a deal, as papers of a deal call it."""
AGREED: Final = (
    r"(?:订货|订购|订车|采购|合同|协议|报价|申请|预订|预定|认购|定购|定车|请购|要货|立约)(?:的)?(?:日期|时间|日)"
)
"""The day of what was agreed, which is its own paper's, and another one's than of what came of it."""
PAID: Final = (
    r"(?:收款|交款|付款|缴款|支付|交易|交费|缴费|到账|入账|记账|消费|结账|结算|收银|转账|汇款)(?:的)?(?:日期|时间|日)"
)
"""The day of what was paid after a deal, which is a receipt's own."""
LEFT: Final = r"(?:出库|送货|发货|出货)(?:的)?(?:日期|时间|日)"
"""The day on which goods left, which is a delivery's own."""
_CAME: Final = "到达|抵达|运抵|到货|卸货"
_HANDED: Final = "交车|收车|到车|送达|交付|交接|提车|接车|提货|收货|验收|签收|移交|领车|取车|接收|点交|交验"
_SENT: Final = "发货|出货|出库|发运"
_BROUGHT: Final = "送货|送车"
HANDED_OVER: Final = rf"(?:{_HANDED}|{_BROUGHT}|{_CAME}|{_SENT})"
_REALLY: Final = "(?:实际|最终|对应|本车|车辆|货物|商品|新车|整车|本次|客户)?"
_ON_A_DAY: Final = rf"(?:日期|时间|日(?!期))(?![(（:：]{{0,2}}{TO_COME_CHINESE})"
"""The word for a day which has come, behind what was done on it."""
HANDED: Final = rf"{_REALLY}(?:{_HANDED})(?:确认|完成)?{_ON_A_DAY}"
"""The day of a paper that confirms a delivery."""
CAME: Final = rf"{_REALLY}(?:{_CAME})(?:确认)?{_ON_A_DAY}"
"""The day on which goods came, which is that of a delivery where none says that somebody took them."""
BROUGHT: Final = rf"{_REALLY}(?:{_BROUGHT})(?:确认|完成)?{_ON_A_DAY}"
"""The day on which who sells brings goods, which is that of a delivery where none says that somebody took them."""
SENT: Final = rf"{_REALLY}(?:{_SENT}|到店|货到)(?:确认|完成)?{_ON_A_DAY}"
"""The day on which goods left, or came to who sells them, which may not be that of their delivery, and proves none."""
_OTHER: Final = (
    rf"{_HANDED}|{_BROUGHT}|{_CAME}|{_SENT}|到店|货到|出生|生产|出厂|制造|交货|到货|有效|到期|截止|失效|起始|终止|开始|结束|成立|核准|注册|登记|年检|检验|年审|过户|转移|变更|"
    "开户|缴存|参保|投保|生效|起保|终保|续保|收费|入职|离职|质保|保修|首付|尾款|还款|付清|结清|安装|上牌|入库|复核|审批|审核|批准|盖章|"
    "出行|乘车|入住|离店|预计|预约|计划|要求|约定|最晚|最迟|首次|初次|汇缴|计息|建账|起缴|起止|营业|工作|服务|施工|运行|获得|报废|"
    "强制|保险|期满|退休|就业|毕业|承兑|扣款|下次|下期|免费|退款"
)
OTHER_DAYS: Final = rf"{HAN}{{0,4}}(?:{_OTHER}){HAN}{{0,3}}(?:日期|时间|日|期限?)"
"""Days of something else than of the paper."""
ANY_DAY: Final = rf"(?:(?!{_OTHER}){HAN}){{0,6}}(?:日期|时间)"
"""A day of words that are not known."""

CONTRACT: Final = r"(?:合同书?|协议书?|合约书?|契约书?|约定书|协议书?合同)"
ORDER: Final = (
    r"(?:采购订单|销售订单|购车订单|订购单|订货单|订车单|采购单|购货单|订单|销售单|认购书|预订单|预定单|意向书|出库单|送货单|提货单|"
    r"发货单|交车单|提车单|报价单|单据|业务单|结算单|定购单|定车单|订购书|出货单|验收单|交接单|确认单|销货单|购车单|委托单|工单|"
    r"申请单|销售出库单)"
)
RECEIPT: Final = (
    r"(?:收据|票据|凭证|凭单|小票|收款单|缴款书|缴款单|回单|收条|签购单|单据|结算单|交易|流水|业务|票|收款|收款收据|交款单|回执|"
    r"电子回单|缴费单)"
)
NUMBER: Final = r"(?:的)?(?:编号|号码|单号|流水号|序号|编码|号|流水码?(?=[:：]))"
FILED: Final = rf"(?:{CONTRACT}|{ORDER}|{RECEIPT})(?:登记|备案|签订|系统|内部|自编|审批|管理){NUMBER}"
"""The number under which somebody keeps a paper, which is the paper's own where no other one is."""
_OTHERS: Final = (
    "电话|手机|传真|邮|账|帐|税|证|身份|车架|识别|发动机|电机|型|批|货|物料|商品|产品|商户|终端|卡|工|员|客户|会员|用户|供应商|厂商|"
    "房|单位|授权|参考|序|档案|项目|行|门牌|牌|合格|保险|保单|发票|注册|许可|备案|图|颜色|原|底盘|钥匙|组织|机构|设备|机器|校验|仓库|"
    "部门|地址|联系|信用|登记|个人|职工|社保|医保|公积金|查询|验证|防伪|监管|监督|样|称|符|口令|检索|执照|字"
)
ANY_NUMBER: Final = rf"(?:(?!{_OTHERS}){HAN}){{1,6}}(?:编号|单号|编码|号码|号)"
"""A number of words that are not known."""
FOREIGN: Final = rf"(?:原|对应|关联|相关|参考|来源|所属|前|源)(?:{CONTRACT}|{ORDER}|{RECEIPT}|发票|采购|销售){NUMBER}"
"""Numbers of other papers."""
