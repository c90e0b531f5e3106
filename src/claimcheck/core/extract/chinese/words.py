"""Words of Chinese trade and of its offices, as data: who buys and sells, what identifies them, what ends a name.

Collected from the Civil Code's contracts on sale (民法典 595–647), the tax office's forms (增值税专用发票使用规定, the
digital invoice of 2021 and 2024), the model contracts of the market authority (汽车买卖合同 GF-2020-0101 and its kin),
and what shops, ledgers and web forms print, as of November 2026. A new word is an entry here.
"""

from __future__ import annotations

import re
from typing import Final


def one_of(words: str) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True)) + ")"


_PARTY: Final = "方|一方|人(?![数员])|者|商(?![品务业场])|单位|企业|公司|机构|主体"
"""Nouns for whoever does what the word before says."""
_BUYING: Final = (
    "(?:(?:购买|采购|购置|订购|定购|认购|申购|承购|选购|求购|团购|购入|买入|订货|定货|购货|要货|进货|预订|预定|受让|买受|受买)(?:车辆?|货)?|"
    "(?:买|购|订|定)车|[买购]货)"
)
_SELLING: Final = (
    "(?:(?:销售|出售|出卖|售卖|转售|零售|卖出|让售|分销|经销|供货|供应|出让|转让|让与)(?:车辆?|货)?|"
    "[卖售供销]车|[卖售销]货)"
)
_PAYING: Final = "(?:付款|交款|缴款|打款|汇款|转账|来款|缴费|交费|提车|接车|领车|取车|收车)"
_HANDING: Final = "(?:交车|移交|交付|送车|发车|发货|送货|出货|交货|配送|出库|发运)"
BUYERS: Final = (
    rf"(?:{_BUYING}(?:{_PARTY}|客户|用户|顾客|会员|个人|车主|户(?!名)|组织)|"
    + one_of(
        "承租方 承租人 询价方 询价单位 购买方 购货方 购方 购买人 购买单位 购货单位 购货人 购买者 买方 买受人 买受方 "
        "受买人 买家 买主 买入方 买车人 买车方 需方 需求方 需货方 需货单位 采购方 采购单位 采购人 采购商 采购公司 "
        "订货方 订货单位 订货人 订购方 订购单位 订购人 订车人 定购方 定购人 定货单位 定车人 客户 客户方 客户单位 "
        "顾客 用户 用户单位 购车人 购车方 购车单位 购车客户 购车者 受票方 受票单位 受票人 受让方 受让人 抬头 "
        "发票抬头 开票抬头 认购人 承购方 购入方 要货单位 消费者 收票方 收票单位 收票人 受票企业 采购组织 采购企业 "
        "采购主体 购买企业 购车企业 预订人 预定人 预订方 预定方 下单人 下单客户 下单单位 申购人 申购单位 申购方 "
        "签约客户 买受单位 买受企业 购货客户 订货客户 订购客户 采购客户 购货企业 购货商 团购单位 "
        "求购方 意向客户 准车主"
    )
    + ")"
)
SELLERS: Final = (
    rf"(?:{_SELLING}(?:{_PARTY}|厂商|门?店|网点|部门|厂家|中心|展厅)|"
    + one_of(
        "出租方 出租人 报价方 报价单位 销售方 销货方 销方 销售单位 销货单位 销售人 销售商 销售公司 销售企业 销售门店 "
        "销售店 销货人 销货商 卖方 卖家 卖主 出卖人 出卖方 出售方 出售人 供方 供货方 供应方 供货人 供应商 供货商 "
        "供货单位 供应单位 供车方 供车单位 经销商 经销店 经销单位 售方 售车方 售车人 售车单位 售货方 售货单位 卖车方 "
        "卖车人 商家 开票方 开票单位 开具单位 开具方 出票方 转让方 转让人 出让方 让与人 授权经销商 特约店 4S店 "
        "销售服务店 出具单位 开票商户 出卖单位 出售单位 销售主体 销售部门 销售网点 销售商家 销货企业 供应企业 "
        "供货企业 供货公司 供货厂家 供应厂商 供货商家 供车商 卖出方 售出方 转售方 经销公司 汽车经销商 授权经销店 "
        "授权销售商 授权销售店 授权服务商 开票公司 开票企业 开票主体 开具发票单位 特许经销商 代理商 总经销"
    )
    + ")"
)
BUYERS_TOO: Final = (
    rf"(?:{_PAYING}(?:{_PARTY}|客户|用户|个人|户(?!名))|"
    + one_of(
        "付款账户名称 付款账户名 付款户名 付款账户户名 付款方 付款单位 付款人 付款人户名 交款方 交款单位 交款人 "
        "缴款单位 缴款人 付费方 付费单位 交费单位 接车方 接车单位 提车方 领车人 领车单位 收货方 收货单位 收货人 "
        "提货单位 提车人 提车单位 提车客户 付款客户 缴费人 缴费单位 缴款方 来款单位 汇款人 汇款单位 汇款方 打款人 "
        "打款单位 委托方 委托单位 委托人 发包方 定作方 定作人 接收单位 接收方 接收人 签收单位 收件单位 送达单位 "
        "承兑付款人 乘客 旅客 入住人 持卡人姓名 权利人 车主 使用单位 机动车所有人 会员 接车人 验收单位 收车方 "
        "收车人 收车单位 "
        "投保人 付方 支付方 支付人 支付单位 付费人 缴纳人 缴纳单位 转出户名 汇出户名 接货方 接货人 接货单位 "
        "用车单位 用车人 需求单位"
    )
    + ")"
)
"""Words of who buys as a rule: they count where none of the plain ones is there."""
HANDED_TO: Final = one_of("签收客户 受领客户 交付对象 交车对象")
"""Whom a paper of delivery has a car handed over to."""
APPLICANTS: Final = (
    "(?:(?:申请|申报|申购|申领|报名|参与|获奖|领奖|在职|购车|置换|领取|报销)(?:员工|职工|人员?|单位|企业|公司|者|客户|用户|经销商)|"
    + one_of(
        "申请人 申请人员 申请单位 申请企业 申报人 申报单位 申领人 补贴申请人 补贴对象 员工 职工 "
        "购车员工 在职员工 员工本人 本人 纳税人 缴税人 登记人 参与人 获奖人 获奖人员 报销人 置换人 置换客户 被补贴人 "
        "领取人 领款人 受益人 车辆所有人 机动车所有人 原车主 现车主 新车主 旧车车主 报废车主 交车人"
    )
    + ")"
)
"""Who asks for something, and whom a certificate or a form is about, which is no paper of a sale: the buyer there."""
GUESTS: Final = one_of("学员 学生 考生 患者 病人 住户 业主 租客 游客 住客 宾客 缴费者 购票人")
"""Whom a house serves: they pay it as a rule, though no word says that they buy."""
NEW_OWNERS: Final = one_of("购车员工 车辆所有人 机动车所有人 现车主 新车主 新所有人 现所有人 新权利人")
"""Those of them who have the car that was sold."""
OLD_OWNERS: Final = one_of("原车主 旧车主 前车主 老车主 原所有人 旧所有人 原权利人 原产权人")
"""Who had it before."""
SELLERS_TOO: Final = (
    rf"(?:{_HANDING}(?:方|单位|公司|商(?![品务业场])|门?店|中心|网点|展厅|企业)|"
    + one_of(
        "收款账户名 收款账户户名 收款方 收款单位 收款公司 收款户名 收款商户 收款人户名 收款人名称 "
        "收款单位名称 发货方 发货单位 送货单位 出货单位 交货单位 商户 店铺 门店 店名 移交方 移交单位 服务商 服务方 "
        "服务单位 受托方 受托人 受托单位 承包方 承揽人 收费单位 收费方 收款企业 送车单位 送车方 发车单位 发车方 "
        "发运单位 交车门店 交车店 交付单位 交付方 交付门店 交付中心 提货门店 受理门店 "
        "经办门店 发货人 出货方 收款账户名称 收款户名称 收款机构 承揽方 交车单位 交车方 公司名称 发货公司 经营单位 "
        "经营者名称 收方 转入户名 汇入户名 收费机构 收讫单位"
    )
    + ")"
)
HOUSES: Final = re.compile(
    rf"(?:{_SELLING}|{_HANDING})(?:部门|中心|展厅|门?店|网点|厂家|厂商|企业|公司|机构|单位|商(?!户))(?!.{{0,2}}个人)|"
    "(?:销售|零售|分销|经销|供货|供应|供车|移交|交付|交车|发货|送货|出货|交货|发车|送车)人(?![员数])"
)
"""Those words for who sells that name a house: a person there is who works in it."""
NAMED: Final = (
    r"(?:(?:单位|公司|企业|商户|客户|用户|人|方)?(?:[(（][^()（）:：]{1,8}[)）])?(?:的)?"
    r"(?:(?:名称|姓名|全称|户名|名字|名)(?:[/／或、及(（]?(?:名称|姓名|单位)[)）]?)?|信息(?:的?(?:名称|姓名))?)|单位|公司|企业)"
)
"""What stands between the word for a party and its name."""
IDENTITIES: Final = (
    r"(?:(?:统一社会|社会统一|社会|统一)?信用(?:代码|编码|编号|代号|号码?)(?:证号?)?|统一社会代码|"
    r"(?:纳税人?|税务|国税|地税)(?:识别|登记|税务登记|税务)?(?:证件?)?(?:号码?|编号|代码|税号|证号)|税号|识别号|"
    r"(?:居民|公民|有效)?身份(?:证件|证明|证|号码?)(?:号码?|编号|代码)?|(?:居民|公民)身份号?码?|"
    r"组织机构(?:代码|号)(?:证号?)?|(?:机构|单位|企业)(?:信用|税务)?代码|"
    r"(?:工商|营业执照|执照)(?:注册|登记)?(?:号码?|编号)|(?:有效)?证[件照](?:号码?|编号|代码)|护照号码?)"
)
COMPANY_ENDS: Final = (
    "公司|中心|商行|商店|经营部|工厂|集团|医院|学校|大学|学院|中学|小学|幼儿园|事务所|合作社|合作联社|研究院|"
    "研究所|委员会|协会|"
    "服务部|门市部|办公室|销售部|贸易部|批发部|经销部|维修部|工作室|超市|商场|商城|酒店|宾馆|饭店|车行|银行|支行|分行|"
    "分公司|办事处|联社|"
    "基金会|俱乐部|农场|林场|车队|商会|合伙企业|独资企业|有限合伙|普通合伙|厂|店|局|院|所|社|部|队|会|处|行|场|站|馆|坊|铺|厅|屋|"
    "吧|库|园|居|庄|政府"
)
WHOLE_ENDS: Final = re.compile(r"(?:公司|事务所|合作社|经营部|商行|集团|中心|服务部|门市部)$")
"""Ends behind which a company's name does not go on in the next line."""
SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史"
    "唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左"
    "石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符"
    "刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦"
    "尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简"
    "饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公阿覃付肖闫岳代邸邝佟仝苟折邱阳才原训檀兰仁花瓮缑佴郄母冼涂隋佘鄢辜綦亓矫揭仉谌迟苑笪亢谯雒郇"
)
"""Single-sign surnames: those of the 百家姓, and those common since."""
DOUBLE_SURNAMES: Final = frozenset(
    (
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
        "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
        "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐", "百里", "呼延", "东郭",
        "南门", "西门", "羊舌", "微生", "左丘", "梁丘", "段干", "淳于", "轩辕", "第五", "拓跋", "完颜", "纳兰",
    )
)  # fmt: skip
TRANSLITERATED: Final = re.compile(
    r"[阿艾买木提江吐尔孜逊古丽依努巴格日勒图特苏和娜其布乌云塔哈热力亚帕斯琴高娃那仁萨汗]{3,}|"
    r"(?:扎西|丹增|卓玛|次仁|多吉|旺姆|尼玛|达瓦|白玛|边巴|益西|罗布|普布|米玛|拉巴|拉姆|巴桑|央金|德吉|曲珍|洛桑|索朗|平措|格桑|"
    r"仁青|嘉措|旺堆|贡布|土登){1,2}"
)
"""Names without a surname: Uyghur, Kazakh and Mongolian ones by the signs that spell them, Tibetan ones by words."""
BETWEEN: Final = re.compile("银行|银联|支行|分行|信用社|支付|财付通|保险|金融|融资|税务")
"""Houses that stand between two parties: whose slip or screen it is, and who neither sells nor buys."""
OFFICE: Final = re.compile(
    "(?:公安|交警|交通警察|税务|监督管理|车辆管理|车管|社会保险|社保|公积金)[\u4e00-\u9fff]*(?:局|所|中心|队)$"
)
"""An authority, which neither buys nor sells."""
TRADES: Final = re.compile(r"[\u4e00-\u9fff]{2,6}(?:汽贸|商贸|物业|养殖|种植|实业|置业|传媒|建材|餐饮|五金)$")
"""What ends the names of companies that are called without their legal form."""
NO_COMPANY: Final = re.compile(
    r"本人|我[们司]|特此|^兹|^尊敬的|(?:[未曾已不]|没有)[在于向从]|工号|部门|地址|住址|身份证|日期|证件|号码|编号|账号|税号|联系|开户|户名|性别|姓名|名称"
)
"""What a sentence or a label says and no company is called, however it ends."""
NO_NAME: Final = re.compile(
    rf"{NO_COMPANY.pattern}|"
    r"代码|编码|工号|部门|情况|意见|金额|合计|日期|时间|电话|手机|地址|住址|住所|号码|编号|数量|单价|备注|签字|签章|盖章|签名|大写|小写|账号|"
    r"开户|型号|规格|名称|姓名|(?<!公共)关系|义务|须知|附件|同上|待定|"
    r"转账|现金|收讫|付讫|已验|验车|验讫|作废|复印件|原件|专用|车辆|货物|商品|税号|税额|税率|户行|如下|双方|本合同|协议|第.[条项款章节]|约定|代表|代理|经办|所有|同意|负责|应当|必须|支付|人民币|发票|"
    r"身份证|执照|信用代码|信息$|"
    r"联系|传真|邮编|邮箱|备用|颜色|车架|发动机|品牌|车型|序号|产地|类型|性质|付款|收款|审核|复核|制单|业务员|"
    r"说明|条款|方式|地点|"
    r"仅供|核验|证件|样张|样本|无效|单号|税总函|纳税人|识别号|印制|监制|证明|缴存|缴费|明细|详情|订单|单位$|状态|项目|^[甲乙丙]方|^(?:个人|公司|单位|本人|先生|女士|签署|企业|机动车|车辆|汽车|[IVX]{1,4}|无|空白|男|女|"
    r"是|否|人|方)$"
)
"""What stands in no person's name, and where no company's name is: it is another label or a sentence."""
_LONG_ENGLISH = (
    r"(?:name|buyer|seller|purchaser|vendor|supplier|customer|client|party|contract|order|invoice|receipt|number|"
    r"code|"
    r"date|chassis|frame|plate|licen[sc]e|vehicle|engine|motor|model(?![3syx])|brand|type|owner|address|"
    r"character|register|"
    r"registration|issued?|identification|credit|unified|social|taxpayer|company|total|amount|signing|signed|"
    r"passport|domicile|residence|legal|representative|capital|scope|description|remarks?|quantity|tel|phone|"
    r"dealer|store|showroom|shop|consultant|agent|card|received?|receiver|payee|payer|paid|from|payment|bank|account|delivery|handover|supply|voucher|"
    r"merchant|terminal|transaction|transfer|beneficiary|applicant|employee|colou?r|unit|price|remittance|being|"
    r"document|serial|effective|expiry|products?|goods|amt|full|"
    r"holder|insured|certificate|sale|sold)"
)
_SHORT_ENGLISH = (
    r"(?:(?:the|of|no|vin|use|tax|id|by|p\.?o|reg|car|add|a|b)(?![a-z0-9]*\d)|vin(?=[a-z0-9]{17}(?![a-z0-9])))"
)
PLACE: Final = re.compile(
    r"\d+(?:号|层|室|栋|幢|楼|单元|弄|组)|[路街道巷](?:\d|[甲乙东西南北]?$)|省.{1,6}[市县]|"
    r"[市县].{1,8}(?:[路街镇村]|(?<!城)乡)|单元|小区"
)
"""What stands in an address and in no name."""
ENGLISH: Final = rf"(?:[/／(（]?(?:{_LONG_ENGLISH}|{_SHORT_ENGLISH})[.．&/'№]*)+"
"""English beside a Chinese label, without its blanks: short words only where no number could begin with them."""
