"""Chinese words that papers of a sale consist of, and where a run of signs says what none of them says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from claimcheck.core.extract.chinese.words import SURNAMES

_CHINESE: Final = (
    "增值税 电子 普通 专用 发票 发票联 记账联 抵扣联 机打 通用 定额 收据 收款 凭证 小票 购物 销售 销货 出库 入库 "
    "送货 订单 订货 单据 单号 单 号码 编号 代码 号 校验码 机器 密码区 开票 日期 时间 年 月 日 时 分 秒 星期 上午 "
    "下午 购买方 销售方 购方 销方 买方 卖方 名称 信息 纳税人 识别号 统一 社会 信用 税号 地址 电话 手机 联系 开户行 "
    "开户 账号 银行 货物 应税 劳务 服务 商品 品名 规格 型号 单位 数量 单价 金额 税率 税额 合计 小计 总计 总额 共计 "
    "价税 大写 小写 人民币 元 圆 角 整 应收 实收 应付 实付 付款 已付 已 未 付 收 现金 找零 刷卡 支付 支付宝 微信 "
    "银联 信用卡 储蓄卡 会员 积分 余额 优惠 折扣 满减 抹零 折后 原价 现价 促销 赠品 退货 换货 退款 售后 保修 质保 "
    "三包 备注 说明 客户 顾客 姓名 收银 收银员 收银台 营业员 导购 店员 柜台 门店 机号 流水号 流水 交易 终端 商户 "
    "批次 参考号 授权码 卡号 凭此 谢谢 惠顾 光临 欢迎 再次 下次 请 妥善 保管 保存 本 有效 盖章 签章 签字 复核 "
    "收款人 开票人 复核人 审核 制单 经办 经手 机动车 统一发票 车辆 类型 厂牌 产地 合格证 发动机 车架号 识别 代号 "
    "完税 主管 税务 机关 吨位 限乘 人数 不含税 含税 价 额 费 税 共 第 页 张 联 次 份 个 件 台 套 条 只 瓶 盒 箱 包 "
    "袋 公斤 千克 克 升 毫升 米 折 人 员 工 的 了 与 和 及 或 在 为 是 由 给 您 您好 尊敬 感谢 购买 购车 领取 发货 "
    "收货 提货 配送 运费 邮费 快递 物流 订金 定金 尾款 全款 首付 贷款 分期 保险 保费 上牌 装饰 精品 维修 保养 工时 "
    "配件 材料 检测 项目 内容 明细 清单 序号 备 注 详见 附件 原件 复印件 仅供 参考 最终 解释 权 归 所有 凭 票 开具 "
    "桶 吨 辆 块 片 罐 根 卷 组 支 合 征收率 征收 进口 商检 证明书 税控码 网上 回单 币种 用途 业务 种类 渠道 手续费 "
    "时间戳 户名 附言 日内 可 不 退 换 如 有 质量 问题 持 本票 公司 有限公司 专营店 旗舰店 中心 部 店 方式 开单 "
    "制表 填表 接待 顾问 车型 品牌 车系 配置 颜色 车身颜色 排量 座位数 里程 里程数 行驶里程 指导价 成交价 裸车价 车价 "
    "购置税 交强险 商业险 车船税 上牌费 补贴 置换补贴 厂家补贴 厂家 改装 金融服务费 装潢 "
    "热线 联络 客服 网址 官网 扫码 关注 公众号 二维码 元整 圆整 角整 元角分 元角 单张 张数 单件 单台 单套 单只 "
    "包邮 包装 费用 费率 费及 费和 时分 和单 付费 付现 单元 元件 签收 签名 序列号"
)
_HAN: Final = frozenset(_CHINESE.split())

_HAN_WORD, _HAN_WARE = 4, 7
_GIVEN: Final = 3
"""Signs of a surname and a given name."""
_COMMONEST: Final = "张"
"""A surname that counts sheets, too; at the beginning of a run, with no number before it, it counts none."""
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
_COUNTING: Final = re.compile(rf"[\d{_NUMERALS}第每数几]")
_AMOUNT_IN_WORDS: Final = re.compile(
    rf"[{_NUMERALS}]{{2,20}}[元圆圓](?:[{_NUMERALS}]角)?(?:[{_NUMERALS}]{{1,2}}分)?[整正]?|"
    rf"[{_NUMERALS}](?:[元圆圓](?:[{_NUMERALS}]角(?:[{_NUMERALS}]{{1,2}}分)?[整正]?|[{_NUMERALS}]{{1,2}}分|[整正])|角[整正])"
)
"""An amount in Chinese words; of one numeral and no more than a yuan, as `万元`, somebody may be called."""


def known_han(said: str) -> bool:
    """Whether Chinese signs are one word that papers of a sale consist of."""
    return said in _HAN


def unknown_han(said: str, before: str = "", more: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Where a run of Chinese signs says what no word of a sale says: two signs or more, or a surname alone.

    Single signs are words of a sale where they stand between others: `共3张`, but not in `张伟`, nor in `张元`, which
    begins as a name does and counts nothing.

    Args:
        said: the run.
        before: what stands before it, of which the last sign tells whether it counts.
        more: further words that are known where it stands.
    """
    longest = _HAN_WARE if more else _HAN_WORD
    rest: list[tuple[int, int]] = []
    begun: dict[int, int] = {}
    at = 0
    while at < len(said):
        lengths = range(min(longest, len(said) - at), 1, -1)
        word = next((n for n in lengths if said[at : at + n] in _HAN or said[at : at + n] in more), 0)
        amount = _AMOUNT_IN_WORDS.match(said, at)
        word = max(word, amount.end() - at if amount else 0)
        if word:
            begun[at + word] = at
            at += word
        else:
            start = rest.pop()[0] if rest and rest[-1][1] == at else at
            rest.append((start, at + 1))
            at += 1
    if more:  # of a sign among words of wares that is none, the word before it may be part: `黄金` in `黄金凤`
        alone = [a for a, b in rest if b - a == 1 and said[a] not in _HAN and said[a] not in more]
        named = {a: begun[a] for a in alone if a in begun and said[begun[a]] in SURNAMES}
        rest = [(named.get(a, a), b) for a, b in rest]
    unknown = [span for a, b in rest if (span := _unknown_part(said, a, b, before.rstrip()[-1:], more))]
    surnamed = [(a, end) for a, b in rest if b - a == 1 and (end := _named(said, a, begun.values(), before, more))]
    return _together([*unknown, *surnamed])


def _together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same, in their order, those that overlap as one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _unknown_part(said: str, start: int, end: int, before: str, more: frozenset[str]) -> tuple[int, int] | None:
    """Of signs that are in no word of a sale, those that may be somebody's name."""
    if not all(c in _HAN or c in more for c in said[start:end]):
        return (start, end) if end - start > 1 or _a_surname(said, start, end) else None
    for at in range(start, end - 1):
        if said[at] in SURNAMES and not _COUNTING.fullmatch(said[at - 1] if at else before):
            return at, end
    return None


def _named(said: str, at: int, words: Collection[int], before: str, more: frozenset[str]) -> int:
    """Up to where a surname takes with it what follows in its run, where it is in no word with that; 0 if it does not.

    Of one that is a word of a sale, too, what follows must be a ware alone: `付经济`, but no `单发票`.
    """
    follows = said[at + 1 : at + _GIVEN]
    if said[at] not in SURNAMES or not follows or at + 1 not in words:
        return 0
    if _COUNTING.fullmatch(said[at - 1] if at else before.rstrip()[-1:] or " "):
        return 0
    if said[at] == _COMMONEST and at == 0 and (follows in more or len(said) == _GIVEN):
        return _GIVEN
    if said[at] in _HAN or said[at] in more:
        return _GIVEN if len(said) == _GIVEN and follows not in _HAN else 0
    return min(at + _GIVEN, len(said))


def _a_surname(said: str, start: int, end: int) -> bool:
    return said[start:end] in SURNAMES and (start, end) == (0, len(said))
