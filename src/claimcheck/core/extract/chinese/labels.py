"""The labels of Chinese papers, as data: what each names, and which end a value without naming anything that we keep.

Patterns run over a cell's text without its blanks. The fixed forms' wording is that of the tax, traffic, market and
insurance authorities, old and new; papers of trade are worded freely, so their labels are made of the words for a party
or a paper and of what asks for its name, number or day (`words`).
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.chinese.car_labels import CAR_LABELS
from claimcheck.core.extract.chinese.label import BUSINESS, CAR, CERTIFICATE, DEALS, LICENCE, STATEMENT, VAT, Label
from claimcheck.core.extract.chinese.paper_labels import PAPER_LABELS
from claimcheck.core.extract.chinese.party_labels import PARTY_LABELS
from claimcheck.core.extract.chinese.words import ENGLISH
from claimcheck.model.documents import Kind

LABELS: Final = (*PARTY_LABELS, *PAPER_LABELS, *CAR_LABELS)

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

LIKE_SIDES: Final = {"购": "构沟狗够贿贴财", "销": "铛锁稍硝锐铺钠铕锌"}
"""Signs like those by which nothing else tells whose label it is: what they say of a side is no proof of it."""


def tells_side(wording: str) -> bool:
    """Whether nothing but its first sign says whose label this is: `购货单位`, `销货单位`; a sender is `发货单位`."""
    return wording[0] in LIKE_SIDES and wording[1] == "货"


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
