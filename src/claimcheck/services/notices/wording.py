"""Reasons, what mends them, and questions, in the reader's language: as the engine says them, else by their code."""

from __future__ import annotations

from typing import Final

from claimcheck.core.rules.codes import code_for
from claimcheck.model.said import Said
from claimcheck.services.words import catalogue, named, sentence, value_of

_HEADS: Final = {
    ("return", "en"): "Claim {claim} needs a fix:",
    ("return", "zh-Hans"): "申报{claim}需补正：",
    ("reject", "en"): "Claim {claim} is rejected:",
    ("reject", "zh-Hans"): "申报{claim}已驳回：",
}
_SUBJECTS: Final = {
    "amount": "金额", "date": "日期", "name": "名称", "currency": "币种", "number": "号码", "address": "地址",
    "text": "内容",
}  # fmt: skip
_KINDS: Final = {
    "contradicted": ("文件上的{what}与申报不一致。", "请按文件更改{what}，或补充相符的文件。"),
    "unproved": ("文件上的{what}看不清，无法证明。", "请重拍{what}所在处，或添加原始PDF。"),
    "missing": ("文件上找不到{what}。", "请添加载有{what}的文件。"),
}
CHINESE: Final[dict[str, tuple[str, str]]] = {
    "date.outside_window": ("日期不在活动期内。", "只有活动期内的购买可以申报。"),
    "claim.malformed": ("申报的此项格式不对。", "请更正此项后再次发送。"),
    "field.missing": ("申报缺少此项。", "请填写此项。"),
    "document.missing": ("缺少所需文件。", "请添加照片或PDF。"),
    "document.wrong_kind": ("文件种类不符。", "请添加所要求的文件。"),
    "document.unreadable": ("文件看不清。", "请重拍清晰完整的照片，或添加原始PDF。"),
    "read.poison": ("多次尝试后仍无法读取此文件。", "请另存或扫描后重新添加。"),
    "document.duplicate": ("疑似与更早的申报为同一文件。", ""),
    "document.edited": ("页面上的数字疑似被改动。", "请添加未经改动的原始文件。"),
    "document.doubtful": ("文件上另有字样，可能不是有效的购买凭证。", "请添加能证明该销售且无其他字样的文件。"),
    "document.askew": ("页面歪斜或弯曲，无法确定数值属于哪一行。", "请将页面放平，从正上方端正重拍。"),
    "document.small": ("页面上的字太小，可能认错。", "请靠近重拍。"),
    "document.several": ("有不止一份购买凭证。", "每笔购买请分别申报，各附其凭证。"),
    "document.reused": ("此文件也用于其他申报。", ""),
    "layers.disagree": ("文件的文本层与页面不一致。", "请添加原始文件。"),
    "sale.missing": ("尚无相符的销售记录。", ""),
    "sale.differs": ("与销售记录不一致。", ""),
    "sale.ambiguous": ("不止一笔销售相符。", "请在申报中注明销售编号。"),
    "sale.used": ("此销售已被申报。", ""),
    "sale.cancelled": ("此销售已取消。", ""),
    "sale.changed": ("已通过申报的销售记录有变。", ""),
    "program.not_effective": ("该日期活动版本未生效。", "请按该日期的活动版本申报。"),
    "amount.below_minimum": ("金额低于活动下限。", ""),
    "amount.above_maximum": ("金额高于活动上限。", ""),
    "amount.above_document": ("申请金额高于文件金额。", "申请金额请不超过文件金额。"),
    "quantity.above_sale": ("数量多于销售数量。", "数量请不超过销售数量。"),
    "quantity.invalid": ("数量应为一或更大的整数。", "请填写整数。"),
    "vin.check_digit": ("VIN校验位不符。", "请对照登记证书核对VIN。"),
    "vin.malformed": ("VIN应为17位，不含I、O、Q。", "请对照登记证书填写VIN。"),
    "claim.corrected": ("审核员更正了页面上的读数。", ""),
    "claim.sampled": ("随机抽取，由人工复核。", ""),
    "claim.reopened": ("申报已重新打开。", ""),
    "claim.appealed": ("该决定已被申诉。", ""),
    "claim.earlier_undecided": ("更早的相关申报尚未决定。", ""),
    "poison": ("多次尝试后仍无法判断此申报。", ""),
    "quality.askew": ("页面歪斜或弯曲。", "请将页面放平，从正上方端正重拍。"),
    "quality.small": ("字太小。", "请靠近重拍。"),
    "quality.dark": ("照片太暗。", "请在光线充足处重拍。"),
    "quality.faint": ("字迹太淡。", "请在光线均匀处重拍，或添加原始PDF。"),
    "quality.blurred": ("照片模糊。", "请拿稳、靠近重拍。"),
    "file.empty": ("文件是空的。", "请重新选择文件。"),
    "file.too_large": ("文件超过大小上限。", "请存为PDF或较小的照片。"),
    "file.unsupported": ("不支持此类文件。", "请添加PDF、照片或电子发票。"),
    "file.archive": ("这是压缩包。", "请解压后添加其中的文件。"),
    "file.office": ("这是Office文档。", "请存为PDF后添加。"),
    "file.mail": ("这是邮件。", "请保存并添加邮件附件。"),
    "file.encrypted": ("文件需要密码。", "请添加无密码的副本。"),
}
"""What is wrong and what mends it, by code."""

_FILES: Final = {
    "file.empty": "The file is empty. Choose it again.",
    "file.too_large": "The file is larger than is taken. Save it as PDF or send a smaller picture.",
    "file.unsupported": "This kind of file is not read. Add a PDF, a picture or an e-invoice.",
    "file.archive": "This is an archive. Unpack it and add the files that are in it.",
    "file.office": "This is an Office document. Save it as PDF and add that.",
    "file.mail": "This is a mail. Save what is attached to it and add that.",
}


RETURNED_BY_PEOPLE: Final = {
    "sale.missing": (
        "Check number, date and amounts. If they are as on your papers, have the sale reported, then send again.",
        "请对照文件核对号码、日期和金额；如无误，请先补报销售，再发送申报。",
    ),
    "sale.differs": (
        "Correct the claim, or have the sales record corrected, then send again.",
        "请更正申报，或先更正销售记录，再发送申报。",
    ),
    "sale.used": (
        "Claim a sale that was not claimed for yet.",
        "请申报尚未申报过的销售。",
    ),
    "sale.cancelled": (
        "If that is wrong, have the sales record corrected, then send again.",
        "如有误，请先更正销售记录，再发送申报。",
    ),
    "document.duplicate": (
        "Add the paper of this sale.",
        "请添加此笔销售的文件。",
    ),
    "document.reused": (
        "Add the paper of this sale; each sale needs its own.",
        "请添加此笔销售的文件；每笔销售须各有文件。",
    ),
}
"""What mends that which only a person returns, in English and in Chinese. It does not say what is wrong, as the mends
of other codes do. Nobody is told to withdraw: what was approved before cannot be, and the page offers it where it can.
"""


def head_of(language: str, verdict: str, claim: str) -> str:
    """The first line of a message that goes with a verdict; empty for one that none goes with."""
    return _HEADS.get((verdict, language), "").format(claim=claim)


def headed(message: str, claim: str) -> bool:
    """Whether a message begins with such a line, of whichever verdict and language."""
    return message.partition("\n")[0].rstrip() in {head.format(claim=claim) for head in _HEADS.values()}


def reason_of(
    language: str, code: str, message: str | Said, claimed: str | None = None, found: str | None = None, field: str = ""
) -> str:
    """What is wrong, as one sentence.

    Args:
        language: `en` or `zh-Hans`.
        code: of the reason.
        message: as the engine says it; where it is in no catalogue, the code speaks for it in Chinese.
        claimed: the one value, where the code speaks.
        found: the other.
        field: that they are of.
    """
    if _sayable(language, message):
        return sentence(language, message)
    if language != "zh-Hans":
        return message or _FILES.get(code, named(language, f"code.{code}"))
    said, fix = _chinese(code)
    if not message and code in _FILES:  # of a file that was refused nothing else is told
        return said + fix
    if not (claimed and found):
        return said
    other = "销售记录" if code.startswith("sale.") else "文件"
    return f"{said}（申报：{value_of(language, field, claimed)}；{other}：{value_of(language, field, found)}）"


def fix_of(language: str, code: str, fix: str) -> str:
    """What mends a reason, as one sentence; empty where nothing does."""
    english, chinese = RETURNED_BY_PEOPLE.get(code, ("", ""))
    fix = fix or code_for(code).fix or english
    return (_chinese(code)[1] or chinese or fix) if language == "zh-Hans" else fix


def question_of(language: str, code: str, said: str | Said) -> str:
    """The question of a task, as one sentence."""
    if _sayable(language, said):
        return sentence(language, said)
    asked = code_for(code).question or "What is to be decided on this claim?"
    if language != "zh-Hans":
        return said or asked
    return sentence(language, asked)


def _sayable(language: str, said: str | Said) -> bool:
    """Whether the engine's own sentence can be said in the language, word by word."""
    if not said:
        return False
    return language == "en" or (said.form if isinstance(said, Said) else said) in catalogue(language)


def _chinese(code: str) -> tuple[str, str]:
    if code in CHINESE:
        return CHINESE[code]
    subject, _, kind = code.partition(".")
    if kind in _KINDS and subject in _SUBJECTS:
        what, fix = _KINDS[kind]
        return what.format(what=_SUBJECTS[subject]), fix.format(what=_SUBJECTS[subject])
    return CHINESE["document.unreadable"]
