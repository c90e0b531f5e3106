"""The labels of a car and of what an office certifies of it, and what else ends a value on Chinese papers."""

from __future__ import annotations

from typing import Final

from claimcheck.core.extract.chinese.heads import ANY_DAY, ANY_NUMBER, ISSUED, OTHER_DAYS
from claimcheck.core.extract.chinese.label import (
    BUSINESS,
    CAR,
    CERTIFICATE,
    DEALS,
    LICENCE,
    OF_CARS,
    STATEMENT,
    VAT,
    Label,
)

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
    r"(?:登记|经营|企业|主体|营业|证照)状态|(?:核准|发照)日期|(?:所属)?行业(?:门类|代码)?|登记序号|"
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
    r"(?:VIN码?[/(（]?)?(?:大架|车架|底盘)(?:号码?|编号)(?:[/(（]VIN码?[)）]?)?|VIN(?:码|号码?|代码|编码)|"
    r"(?:车辆)?识别(?:代[码号]|码)(?:[/(（]?车架号码?[)）]?)?|车身号码?|整车编[码号]|VIN[/／]车架号码?|(?:车架|VIN)(?=[A-Z0-9]{17}(?![A-Z0-9]))"
)
_ENGINE = (
    r"(?:发动机|电机|电动机|驱动电机|引擎|马达|动力装置|动力总成)"
    r"(?:[/／](?:电机|驱动电机))?(?:号码|编号|序列号|序号|编码|代号|钢印号|号)(?!码?型)"
    r"(?:[(（](?:号码?|编号|编码|钢印号|序列号)[)）])?"
)
_MODEL = (
    r"(?:车辆)?(?:[\u4e00-\u9fff]?牌型号|厂牌车型|品牌车型|厂牌及型号|品牌及型号|品牌[/／、]型号|厂牌[/／、]型号|"
    r"车辆型号|品牌规格型号)(?:[/／](?:车辆)?名称)?"
)
_PLATE = r"号牌号码?|车牌照?号码?|牌照号码?|机动车登记编号|车辆牌[号照]|车辆号牌|上牌号码|号牌"
_PLATE_BESIDE = (
    "".join(rf"(?<!{word})(?<!{word}车)(?<!{word}车辆)(?<!{word}的)" for word in ("旧", "原", "名下", "自有", "置换"))
    + r"(?:车牌|牌照|号牌)(?=[\u4e00-\u9fff][A-Z][·.]?[A-Z0-9]{5,6}(?![A-Z0-9])(?![^,，。;；:：]{0,12}[抵换]))"
)
"""The word right before a plate, which is not that of a car given in exchange."""

CAR_LABELS: Final = (
    # the car
    Label("vin", _VIN, kinds=(*OF_CARS, VAT)),
    Label("engine_number", _ENGINE, kinds=OF_CARS),
    Label("", r"发动机型号"),
    Label("model_name", _MODEL, kinds=OF_CARS),
    Label("model_name", r"车型|型号", strong=False, kinds=(CAR, LICENCE, CERTIFICATE, STATEMENT)),
    Label(
        "model_name",
        r"(?:车辆|购买|所购|意向|订购|选定|认购|申购|预订|预定|采购|成交|签约|车系|置换新|选购|提车|交付|销售|整车|公告)?"
        r"(?:车型|型号|车款)(?:名称)?|(?:车辆)?(?:品牌|厂牌)(?:[/／](?:车辆)?名称)?",
        strong=False,
        kinds=DEALS,
    ),
    Label("plate_number", _PLATE, kinds=OF_CARS),
    Label("plate_number", _PLATE_BESIDE, kinds=OF_CARS),
    Label("plate_number", r"车牌|牌照", strong=False, kinds=OF_CARS),
    Label("vin", r"VIN|车架|底盘", strong=False, kinds=OF_CARS),
    Label("engine_number", r"发动机|引擎|电机", strong=False, kinds=OF_CARS),
    Label("invoice_code", r"代码", strong=False, kinds=(CAR, VAT)),
    Label("invoice_number", r"号码", strong=False, kinds=(CAR, VAT)),
    # where and when
    Label("address", r"住址|住所", strong=False, kinds=(LICENCE, BUSINESS)),
    Label(
        "address",
        r"(?:车主|车辆|所有人|证载|户籍|联系|单位|登记|通讯|家庭|现)?(?:住所地?|居住)?(?:地址|住址|住所地?)",
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
        r"(?:机动车|车辆)?(?:初次|首次|初始)?(?:注册|登记|注册登记|上牌|初登)(?:日期|时间|日)",
        kinds=(LICENCE, CERTIFICATE, STATEMENT),
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
