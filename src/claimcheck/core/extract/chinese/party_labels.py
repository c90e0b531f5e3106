"""The labels of parties on Chinese papers: who, by which side's word, with which number, and who takes no part."""

from __future__ import annotations

from typing import Final

from claimcheck.core.extract.chinese.label import (
    BUSINESS,
    CAR,
    CERTIFICATE,
    DEALS,
    LICENCE,
    SALES,
    STATEMENT,
    VAT,
    Label,
)
from claimcheck.core.extract.chinese.words import (
    APPLICANTS,
    BUYERS,
    BUYERS_TOO,
    GUESTS,
    HANDED_TO,
    IDENTITIES,
    NAMED,
    NEW_OWNERS,
    OLD_OWNERS,
    SELLERS,
    SELLERS_TOO,
)
from claimcheck.model.documents import Kind

_PAPERS: Final[tuple[Kind, ...]] = ("contract", "order", "receipt", "invoice", "credit_note")
_GOT = r"(?:今|兹|现|已)?收到"
_IDS = rf"{IDENTITIES}(?:[/／及或、,，(（]*{IDENTITIES}[)）]?)*"
_INSURED = (
    r"(?:(?:居民|公民)?身份(?:证件?)?(?:号码?|编号)?|社会保障(?:号码?|卡号)|个人编号(?=\d{17})|证件(?:号码?|编号)|"
    rf"{_IDS})"
)
_SEAL = "(?:盖章|签章|签字|签名|签署|公章|印章|印鉴|合同(?:专用)?章|电子签章|手印|捺印|章)"
_SEALED = (
    rf"(?:[(（]?(?:法人|单位|加盖|请)?{_SEAL}(?:[、，,/／或及和]{{0,2}}(?:按|捺|加盖)?{_SEAL}){{0,2}}(?:处|栏)?[)）]?|"
    r"[(（]印[)）])"
)
_PLAIN_BRACKET = rf"(?:[(（](?!(?:法人|单位|加盖|请)?{_SEAL}|签|印[)）])[^()（）:：]{{0,14}}[)）])"
_AS = r"(?:以下|下)?(?:简)?称?(?:为)?[“\"']?"


_AND_ID = rf"(?:[及和与、/／](?:{_IDS}|统一社?会?|纳税人?识?别?|身份证?件?|证件|组织机?构?))"
"""The number that is asked for with a name, of which a line's end may leave a beginning."""


_OR_PERSON = "(?:[/／或、](?:个人|自然人|单位|公司|企业)(?![名地信全]))"
"""What goes on from a word for a party where it may be a person or a company: `提车单位/个人`."""


_NO_PARTY: Final = (
    "式|专用|经理|服务|须知|热线|员|数|品|顾问|(?:使用|操作|保养)?(?:手册|指南|说明)|档案|满意度|权益|回访|关怀"
)
"""What goes on from a word for a party to a longer word that names none: `用户手册`, `客户档案`."""


def _party(words: str) -> str:
    """The label of a party: `买方`, `甲方（买方）`, `买受人（以下简称乙方）名称`."""
    for_it = (
        "(?:首选|推荐|指定|意向|提车|购车|交车|服务|实际|最终|签约|本次|所属|移交|交付|送货|归属|车辆|合同|开单|下单|"
        "取车)?"
    )
    first = rf"{for_it}(?:(?:[甲乙丙丁]方?|To|From|Messrs)[(（/／、:：]{_AS})?"
    alone = rf"{first}[(（]?(?:的)?{words}(?!{_NO_PARTY}){_OR_PERSON}?[”\"']?[)）]?"
    return rf"{alone}{_PLAIN_BRACKET}?(?:{NAMED}{_AND_ID}?)?{_PLAIN_BRACKET}?(?!{_SEALED})"


_DOES = "[向将应须在有按于与和同负不可对自如因为收支已逾承保提]"
"""Signs behind a party with which a clause says what it does."""
_NO_PERSON = r"与|的?(?:关系|权利|义务|责任)|声明|确认|签|须知|电话|方式|手机|地址"
"""What stands behind a word for a policy's party where it names none."""


def _letter(sign: str) -> str:
    return rf"{sign}方{_PLAIN_BRACKET}?(?:{NAMED})?{_PLAIN_BRACKET}?(?!{_SEALED}|{_DOES})"


PARTY_LABELS: Final = (
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
    Label(
        "owner",
        r"机动车所有人[/／]?(?:身(?:份(?:证明?)?)?)?(?:(?<=证明)名(?=\s*$)|名称)?[/／]?(?:号码)?",
        kinds=(CERTIFICATE,),
    ),
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
        rf"(?:单位|公司|企业|人|方)?(?:名称|姓名|全称|户名|名字)(?:[/／或及、](?:单位)?(?:名称|姓名))?(?!{_SEALED})|账户名(?:称)?|开户名",
        strong=False,
        kinds=SALES,
    ),
    Label(
        "name",
        rf"{GUESTS}姓名(?=[:：])",
        strong=False,
        kinds=DEALS,
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
    Label("party_a_sealed", rf"甲方(?:{_PLAIN_BRACKET})?{_SEALED}", kinds=SALES),
    Label("party_b_sealed", rf"乙方(?:{_PLAIN_BRACKET})?{_SEALED}", kinds=SALES),
    Label(
        "",
        rf"[甲乙丙]方(?:{_PLAIN_BRACKET})?(?:代表|经办|委托|法定|联系|住所|地址|电话|开户|账|邮|{_SEALED})",
        kinds=SALES,
    ),
    Label(
        "third",
        r"(?:二手车|旧机动车)(?:交易)?市场|经营[,，、]?拍卖(?:单位)?|[丙丁]方(?:[(（][^()（）]{1,12}[)）])?|担保[人方]|"
        r"经纪(?:机构|公司|单位|人)|抵押权人|贷款银行|金融机构|委托代征单位",
        strong=False,
        kinds=SALES,
    ),
    Label("third", r"(?:生产|制造)(?:者|厂家|厂商|企业|单位)$", strong=False, kinds=("other",)),
    Label(
        "consignor",
        rf"(?:托运|寄件|发件)(?:方|人|单位|客户)(?:{NAMED})?(?!{_SEALED}|{_DOES})",
        strong=False,
        kinds=DEALS,
    ),
    Label(
        "carrier", rf"(?:承运|运送)(?:方|人|单位|公司|商)(?:{NAMED})?{_SEALED}?(?!{_DOES})", strong=False, kinds=SALES
    ),
    Label("buyer_name", _party(BUYERS), strong=False, kinds=SALES),
    Label("seller_name", _party(SELLERS), strong=False, kinds=SALES),
    Label("buyer_too", _party(BUYERS_TOO), strong=False, kinds=DEALS),
    Label("buyer_too", _party(HANDED_TO), strong=False, kinds=("delivery_confirmation",)),
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
    Label(
        "seller_too",
        rf"{OLD_OWNERS}(?:的)?(?:{NAMED}(?!式))?",
        strong=False,
        kinds=(*_PAPERS, "delivery_confirmation"),
    ),
    Label("buyer_too", rf"{NEW_OWNERS}(?:的)?(?:{NAMED}(?!式))?", strong=False, kinds=DEALS),
    Label("buyer_id", rf"{NEW_OWNERS}(?:的|有效)?{_IDS}", kinds=DEALS),
    Label(
        "buyer_too",
        r"本人(?:姓名)?(?:[(（](?:签名|签字)[)）])?(?=[:：])",
        strong=False,
        kinds=("receipt", "order", "delivery_confirmation"),
    ),
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
)
