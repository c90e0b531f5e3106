"""Chinese papers that say of themselves that their deal or their invoice came to an end, or was corrected."""

from dataclasses import replace

import pytest
from factory import case, claim, program
from lies import HEAD, PAID, decided
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.extract.papers.annulled import doubted, voided
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.documents import Pages
from claimcheck.model.programs import Tolerance

CAR = """
机动车销售统一发票
发票代码: 144001950000    发票号码: 01234567
开票日期: 2025年03月04日
机打代码: 144001950000    购买方名称: 陈立新
车辆类型: 轿车    厂牌型号: 枫叶牌CA7000
合格证号: WAE1234567    车辆识别代号/车架号码: LSVAU2A37N2183301
价税合计: 壹拾万元整    小写 ¥100000.00
销货单位名称: 海棠汽车销售有限公司
"""
STATED = {"vin": "LSVAU2A37N2183301", "invoice_date": "2025-03-04", "total_amount": "100000.00"}


def approved(text: str) -> bool:
    """Whether a car's invoice is approved."""
    read: Pages = pages(page(text, across=90))
    asked = replace(
        program(), currency="CNY", locale="zh-CN", verify=tuple(STATED), match={"vin": Tolerance("exact")}, window=None
    )
    found = CaseDocument("d", "d", read, extract(read, locale="zh-CN", currency="CNY"))
    record = replace(case().sales[0], fields=STATED)
    return judge(case(claim=claim(STATED), program=asked, documents=(found,), sales=(record,))).verdict == "approve"


@pytest.mark.parametrize(
    "said",
    [
        "状态：作废", "发票状态: 已作废", "发票状态    作废", "票据状态：已红冲", "查验结果：该发票已作废",
        "订单状态：已关闭",
        "付款状态：未付款", "审核状态：已驳回", "是否作废：是", "作废标志：Y", "风险状态：失控发票", "整单退货",
        "整单退款",
        "名称错误，已作废", "抬头开错，作废重开", "备注：金额有误已重开", "税号错误 已作废", "本发票已于次月红冲",
        "该票已做红冲处理", "已由01234568号发票替换", "已换开01234568号发票",
        "备注：已被24312000000012345679号发票冲红",
        "发票号01234567 已作废", "备注：车辆已退回厂家", "备注：客户毁约", "备注：未成交", "备注：合同取消，款已退",
        "客户不满意，已退车", "请注意：本发票已作废", "备注：已全额退款给客户", "优惠 客户退车，发票已作废",
        "商业险，发票已作废",
        "作废日期：2025-03-20", "作废原因：客户退车", "红冲原因：销货退回", "退款金额：100000.00",
        "备注：发票作废时间2025-03-20",
        "备注：已开红票", "备注：此车已由我司回购", "备注：退车手续办理中", "备注：待冲红",
        "备注：此票仅用于上牌，未实际成交", "备注：交易未达成", "备注：本发票尚未生效", "备注：款项未到账",
        "备注：以重新开具的发票为准", "备注：集团内部调拨", "备注：退货入库",
        "红字信息表编号 4401062503001234", "红冲发票号24312000000012345679", "该发票为异常凭证", "仅供办理贷款使用",
    ],
)  # fmt: skip
def test_a_sale_of_which_its_invoice_says_that_it_ended_is_not_approved(said: str) -> None:
    assert not approved(f"{CAR}{said}")


@pytest.mark.parametrize(
    "said",
    [
        "发票状态：正常", "状态    有效", "查验结果：一致", "状态：未作废", "红冲状态：未红冲", "会员状态：已失效",
        "入账状态：未入账",
        "发货状态：待发货", "保单状态：已终止", "是否作废：否", "作废标志：N", "作废日期：", "退款金额：0.00",
        "取消原因：无",
        "红字信息表编号：", "作废原因    作废日期", "备注：定金已退还", "备注：原发票已作废，本票为重开",
        "备注：以旧换新，旧车已注销",
        "备注：车贷已结清，抵押已解除", "备注：已取消购置税补贴", "备注：商品售出概不退换",
        "备注：退换货请在7日内办理",
        "备注：如客户已退车，发票作废", "备注：发票号01234599 已作废", "解押日期：2025-03-20", "上张发票，已作废",
        "备注：保证金已退回", "备注：已取消限购", "备注：报废车辆已注销",
    ],
)  # fmt: skip
def test_another_thing_that_ended_and_what_did_not_end_asks_nobody(said: str) -> None:
    assert approved(f"{CAR}{said}")


@pytest.mark.parametrize(
    ("terms", "said", "told"),
    [
        (True, "合同状态：已解除", True), (True, "双方协商一致，本合同已解除", True),
        (True, "解除日期：2025-03-20", True),
        (True, "客户弃购，合同作废", True), (True, "备注：客户取消订车", True), (True, "此合同作废，另签", True),
        (True, "合同终止日期：2028-03-04", False), (True, "合同解除", False),
        (True, "贷款未获批准的，合同自动解除", False),
        (True, "乙方逾期付款的，甲方有权解除合同", False), (True, "原合同已作废，以本合同为准", False),
        (False, "客户退车", True), (False, "客户拒收", True), (False, "交车状态：未交车", True),
        (False, "未交付", True),
        (False, "参保状态：停保", True), (False, "退保日期：2025-03-20", True), (False, "机动车状态：查封", True),
        (False, "注销日期    注销原因", False), (False, "注销登记原因    □报废", False),
        (False, "原件已核，退回客户", False),
        (False, "解除抵押日期 2025-06-01", False),
        (False, "订单状态：待交车", False), (False, "强制报废期止：2040-03-10", False),
        (False, "旧车钥匙已收", False),
    ],
)  # fmt: skip
def test_any_paper_tells_its_own_end_and_long_terms_tell_only_what_was_done(
    said: str, *, terms: bool, told: bool
) -> None:
    rows = rows_of([page(said, across=60)])
    assert (voided(rows, terms=terms) is not None) == told


@pytest.mark.parametrize(("said", "stands"), [("定金，已退款", True), ("购车款，已退款", False)])
def test_what_was_named_before_is_what_ended_where_the_clause_names_nothing(said: str, *, stands: bool) -> None:
    assert (decided(f"{HEAD}{PAID}备注 {said}\n").verdict == "approve") == stands


@pytest.mark.parametrize(
    ("title", "sold"),
    [
        ("租赁收款收据", False), ("车辆租赁发票", False), ("租 车 发 票", False), ("进货发票", False),
        ("厂家开具发票", False),
        ("上游发票", False), ("内部结算发票", False), ("试驾车发票", False), ("销售发票（作废）", False),
        ("发票草稿", False), ("发票预览", True),
        ("退款收据", False), ("违约金收据", False), ("海棠汽车有限公司租车收据", False), ("收款收据", True),
        ("购车发票", True),
        ("出租汽车统一发票", True), ("海棠汽车租赁有限公司收款收据", True), ("厂家：", True), ("采购", True),
    ],
)  # fmt: skip
def test_a_chinese_title_of_what_was_let_bought_or_moved_is_of_no_sale(title: str, *, sold: bool) -> None:
    assert (doubted(rows_of([page((HEAD + PAID).replace("TAX INVOICE", title))])) is None) == sold
