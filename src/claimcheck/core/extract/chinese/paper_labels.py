"""The labels of a Chinese paper's own numbers and days, and of those of other papers."""

from __future__ import annotations

from typing import Final

from claimcheck.core.extract.chinese.heads import (
    AGREED,
    ANY_DAY,
    BROUGHT,
    CAME,
    CONTRACT,
    DATED,
    FILED,
    FOREIGN,
    GIVEN_OUT,
    HAN,
    HANDED,
    HANDED_OVER,
    LEFT,
    NUMBER,
    ORDER,
    PAID,
    RECEIPT,
    SENT,
    SIGNED,
)
from claimcheck.core.extract.chinese.label import CAR, DEALS, SALES, VAT, Label

PAPER_LABELS: Final = (
    Label("contract_number", rf"{CONTRACT}{NUMBER}", kinds=DEALS),
    Label("order_number", rf"(?:{ORDER}|采购|销售){NUMBER}|P\.?O\.?(?:No|编号|单号|号)", kinds=DEALS),
    Label("receipt_number", rf"{RECEIPT}{NUMBER}", kinds=DEALS),
    Label(
        "paper_number",
        r"(?:文件|本单)?(?:编号|单号|号码|票号|流水号)|N[oOe0°º]?[.:：°]|№|N[oO](?=\d{4})",
        strong=False,
        kinds=DEALS,
    ),
    Label("filed_number", FILED, kinds=DEALS),
    Label("counted_number", r"第(?=[A-Z0-9\-]{5,20}号$)", strong=False, kinds=DEALS),
    Label("", FOREIGN, kinds=DEALS),
    Label("sent_date", SENT, kinds=("delivery_confirmation",)),
    Label("brought_date", BROUGHT, kinds=("delivery_confirmation",)),
    Label("came_date", CAME, kinds=("delivery_confirmation",)),
    Label("delivery_date", HANDED, kinds=("delivery_confirmation",)),
    # 申请开票日期 and (合格证)开具日期 are days of something else
    Label(
        "made_date",
        rf"(?<!{HAN})(?:电子|数电)?(?:发票)?(?:开票|填开|开具|填票|出票|开单)(?:日期|时间|日)",
        kinds=(CAR, VAT),
    ),
    Label("signed_date", SIGNED, kinds=DEALS),
    Label("issue_date", GIVEN_OUT, strong=False, kinds=("other",)),
    Label("deal_date", rf"(?<!证书){DATED}", kinds=DEALS),
    Label("agreed_date", AGREED, kinds=DEALS),
    Label("paid_date", PAID, kinds=DEALS),
    Label("left_date", LEFT, kinds=DEALS),
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
)
