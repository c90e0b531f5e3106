"""The words of the pages in both languages. A plain English sentence is its own key; a dotted key names a thing."""

from __future__ import annotations

from typing import Final

from claimcheck.web.pages.sentences import CHINESE

NAMES: Final[dict[str, tuple[str, str]]] = {
    "dealer": ("Dealer", "经销商"),
    "checker": ("Checker", "审核公司"),
    "reviewer": ("Reviewer", "审核员"),
    "admin": ("Administrator", "管理员"),
    "state.returned": ("Needs a fix", "需补正"),
    "state.review": ("In review", "审核中"),
    "state.waiting": ("Waiting", "等待中"),
    "state.judging": ("Being checked", "核对中"),
    "state.approved": ("Approved", "已通过"),
    "state.rejected": ("Rejected", "已驳回"),
    "state.withdrawn": ("Withdrawn", "已撤回"),
    "document.received": ("being read", "读取中"),
    "document.read": ("read", "已读取"),
    "document.failed": ("cannot be read", "无法读取"),
    "verdict.approve": ("Approve", "通过"),
    "verdict.return": ("Return", "退回补正"),
    "verdict.reject": ("Reject", "驳回"),
    "act.claim.submitted": ("Claim sent", "申报已发送"),
    "act.claim.revised": ("Sent again", "再次发送"),
    "act.claim.ready": ("Checking began", "开始核对"),
    "act.claim.approve": ("Approved", "已通过"),
    "act.claim.return": ("Returned for a fix", "退回补正"),
    "act.claim.review": ("Given to a person", "转人工审核"),
    "act.claim.reject": ("Rejected", "已驳回"),
    "act.claim.wait": ("Waits for an earlier claim or a sale", "等待更早的申报或销售记录"),
    "act.claim.stuck": ("Given to a person", "转人工审核"),
    "act.claim.withdraw": ("Withdrawn", "已撤回"),
    "act.claim.rejudge": ("To be checked again", "将重新核对"),
    "act.claim.reopen": ("Opened again", "重新打开"),
    "field.seller_name": ("Seller", "销售方"),
    "field.seller_id": ("Seller's tax number", "销售方税号"),
    "field.buyer_name": ("Buyer", "购买方"),
    "field.buyer_id": ("Buyer's number", "购买方号码"),
    "field.invoice_number": ("Invoice number", "发票号码"),
    "field.invoice_code": ("Invoice code", "发票代码"),
    "field.invoice_date": ("Invoice date", "开票日期"),
    "field.total_amount": ("Total with tax", "价税合计"),
    "field.net_amount": ("Net amount", "不含税金额"),
    "field.tax_amount": ("Tax", "税额"),
    "field.payable_amount": ("Amount payable", "应付金额"),
    "field.currency": ("Currency", "币种"),
    "field.vin": ("VIN", "VIN"),
    "field.engine_number": ("Engine number", "发动机号"),
    "field.plate_number": ("Plate number", "车牌号"),
    "field.model_name": ("Model", "型号"),
    "field.serial_number": ("Serial number", "序列号"),
    "field.address": ("Address", "地址"),
    "field.sale": ("Sale", "销售记录"),
    "field.document": ("Document", "文件"),
    "field.quantity": ("Quantity", "数量"),
    "field.claimed_amount": ("Amount asked for", "申请金额"),
    "field.claim": ("Claim", "申报"),
    "kind.proof_of_sale": ("invoice or receipt", "发票或收据"),
    "kind.receipt": ("receipt", "收据"),
    "kind.invoice": ("invoice", "发票"),
    "kind.credit_note": ("credit note", "红字发票"),
    "kind.order": ("order or quotation", "订单或报价单"),
    "kind.motor_vehicle_invoice": ("motor vehicle invoice", "机动车销售统一发票"),
    "kind.vat_invoice": ("VAT invoice", "增值税发票"),
    "kind.vehicle_licence": ("vehicle licence", "行驶证"),
    "kind.registration_certificate": ("registration certificate", "登记证书"),
    "kind.business_licence": ("business licence", "营业执照"),
    "kind.insurance_statement": ("insurance statement", "保险单"),
    "kind.contract": ("contract", "合同"),
    "kind.customs_declaration": ("customs declaration", "报关单"),
    "kind.other": ("other document", "其他文件"),
}
"""Dotted names, in English and in Chinese."""


def word(language: str, key: str, **values: object) -> str:
    """A word or sentence in a language; values are put into its named places.

    A name that is not in the catalogue (a field of a program's own, say) shows as it is written.
    """
    if key in NAMES:
        return NAMES[key][1 if language == "zh-Hans" else 0]
    said = CHINESE.get(key, key) if language == "zh-Hans" else key
    if said.startswith(("field.", "kind.", "act.", "state.", "document.")) and " " not in said:
        return said.split(".", 1)[1].replace("_", " ")
    return said.format(**values) if values else said
