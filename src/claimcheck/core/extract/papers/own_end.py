"""What a Chinese paper says of its own end or correction: in a clause, as its state, or behind a label of one.

`客户退车，票已作废`, `查验结果：作废`, `红冲日期：2025-03-20`. It is said so is said of the paper's own deal, unless
its subject is named and is another thing: a deposit, a loan, the invoice before. What terms say has a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified

REMARK_LABEL: Final = re.compile(
    r"^\s{0,3}[\[【]?(?:备\s{0,3}注(?:栏|信息)?(?:[(（]?\d[)）]?)?[\]】]?[\s:：]{0,3}|(?:附?注|说明)[:：]\s{0,3})"
)
"""The label of a remark."""
_LONGEST: Final = 120
"""Signs of a cell that are looked at."""
_CLAUSES: Final = re.compile(r"[,，;；。!！]|(?<=[\u4e00-\u9fff\d])\s+|[:：]")
_WHAT: Final = (
    "退[车票货]|退(?:购?车|货)款|退[订保办单]|弃购|毁约|拒收|(?:红字)?冲销|红冲|冲红|冲正|失控|(?<!保值)回购(?![协承权政服方价保计])|开具?红(?:字发)?票|红字发票冲|"
    "(?:取消|撤销|放弃)(?:购[车买]|[订定]购|[订定]车|订单|交易|销售|交车|提车)"
)
"""What happens to a deal or its invoice only."""
_ANY: Final = (
    "退(?:全|余)?款|作废|废止|取消|撤[销回单]|解除|终止|失[效败]|无效|关闭|重新?开|换开|换票|[替置]换|替代|退[还回]|注销|吊销|"
    "挂失"
)
_ENDED: Final = re.compile(rf"(?P<own>{_WHAT})|{_ANY}|退$")
"""What may happen to other things, too."""
_DONE: Final = re.compile("已经?|被|现予|予以|业经")
_REACH: Final = 28
"""Signs between the word that something was done and what: by whom, or by which paper."""
_DEAL: Final = (
    r"(?:因.{1,8})?(?:[此本该上]述?|整|全)?(?:客户|款项|买[方家]|用户|购车人|本人|双方(?:协商)?|车辆?|[单票联]|发票|合同|协议|订单|"
    r"交[易车])?"
)
_BRIEFLY: Final = re.compile(
    rf"{_DEAL}(?:申请|办理|要求|做|待){{0,2}}(?:{_WHAT})(?:处理|手续|完[成毕]|办理|中){{0,3}}|(?:客户|[整全此本]单|全[额款]|购车款|货款)(?:申请|办理)?退款|(?:整|全|发|合同|订)[单票]?(?:作废|取消|撤销)|"
    r"[此本该](?:[单票联件证]|发票|合同|协议|订单|保单|证明|凭证|执照)(?:作废|取消|撤销|无效)|"
    rf"{_DEAL}(?:违约)?(?:尚?未(?:实际)?(?:成交|达成|生效|提车|交车|交付|完成|缴费|交款|到账)|拒绝?(?:签收|收车)|失败)|"
    r"以(?:新|重新?开具?的?|另开的?|更正后的?)(?:发?票)为准|(?:集团|公司)?内部调拨|销售退[回货]|退货入库|(?:虚拟|虚假)开票|"
    r"作废重开|退办机动车|"
    r"(?:双方(?:协商)?(?:一致)?(?:解除|终止|取消)(?:[此本该]?合同|协议)|注销保单)|"
    r"(?:[此本该]?发?票)?[为属系]?(?:失控|异常)(?:发票|凭证)|仅(?:供|用于|限)(?:办理)?(?:贷款|按揭|抵押|内部)(?:使用|用|结算)?|内部使用"
)
"""A clause that says so without a word that it is done, and nothing else."""
_SURELY: Final = re.compile("作废|弃购|毁约")
"""What among them no heading of terms says."""
_ANOTHER: Final = re.compile(
    r"原|旧|之前|前[一次期张]|上[一次张期]|首|[定订押]金|意向|诚意|差[价额]|余款|尾款|多[付收]|优惠|补贴|返[利现]|(?<!风)险|保[单养修费]|延保|"
    r"质[保押]|保证金|限购|报废车|贷|按揭|抵|解押|收据|购置税|税款|完税|套餐|精品|赠|加装|装[潢饰]|预约|报价|会员|卡|积分|券|服务|手续费|上牌|代办|证件|"
    r"资料|钥匙|行驶证|登记证|试驾|活动|配件|工单|维修|快递|运单|包装|物流|锁定|关联|委托|授权"
)
"""Things that end while a sale stands."""
_FIGURES: Final = re.compile(r"\d{6,}")
_CONDITION: Final = re.compile(r"如(?!期)|若|凡|逾|一[经旦]|倘|除非|否则|方可|涂改|盖|复印|或")
"""What begins what would have to come first."""
_IN_GENERAL: Final = re.compile(r"(?<!申)请|须|应(?!商)|概|恕|勿|不|可|[者的时]$|有权|[期天日]内|无理由")
"""What is said of any paper."""
_PREDICATE: Final = re.compile("[未不已因被错误]")
_PASSIVE_SUBJECT: Final = re.compile("(?:客户|买方|合同|协议|订单|[单票])?")
"""A subject that may belong to the thing named before it: `保险，客户已退`."""
_NOT: Final = re.compile("[未不非没无勿否]$")
_STATE: Final = re.compile(
    r"(?P<of>[^\s:：,，。]{0,12}?)(?:状态|结果|标[志识])[:：]?\s{0,4}(?P<told>[^\s:：,，。]{0,16})"
)
_DEAD: Final = re.compile(
    rf"{_WHAT}|退款|作废|关闭|取消|撤[销回单]|失[败效]|失控|异常|驳回|拒|(?:未|不)通过|草稿|解除|终止|无效|冻结|挂失|注销|吊销|停[保缴]|中断|销户|"
    r"欠费|查封|报废|(?:未|待)(?:支付|付|收款|成交|完成|审|缴费)|未交车"
)
"""States in which a sale or a paper of it does not stand."""
_OTHER_STATE: Final = re.compile(
    rf"{_ANOTHER.pattern}|功能|标本|推送|打印|入账|勾选|抵扣|认证|发货|配送|归集|优惠|检[验测]|体检|监控|灯|设备|网络|开票"
)
"""What has a state of its own."""
_ASKED: Final = re.compile(
    r"是否(?P<what>[^\s:：,，。]{2,6})[:：]?\s{0,4}(?:是|Y(?:es)?|√|1)$|(?:作废|红冲|冲红)标[志识][:：]?\s{0,4}(?:是|Y|1)$"
)
_FILLED: Final = re.compile(
    rf"^(?:发票|[车票]|合同|订单|保单)?(?:{_WHAT}|退款|作废|撤[销单]|取消|解除|注销|吊销)(?:登记|手续|办理|发?票)?"
    r"(?:日期?|时间|原因|理由|事由|人|经办人?|编号|单号|号码?|金额)[:：]?\s{0,4}(?P<told>[^\s:：]{0,30})|"
    r"^红(?:字|冲发?票)(?:信息|发票|确认|通知|申请|表|单|增值税|专用){0,4}(?:编号|号码?|单号)?[:：]?\s{0,4}(?P<red>[\dA-Za-z]{6,30})"
)
"""Labels that only a deal has which was undone, and what is filled in."""
_EMPTY: Final = re.compile(r"[-—/／_\s]*|[□☐○].*|无|0+(?:\.0+)?元?|N/?A|[¥￥]0(?:\.0+)?", re.IGNORECASE)


def tells_own_end(rows: Sequence[Row], i: int, k: int, *, briefly: bool, mark: re.Pattern[str] | None = None) -> bool:
    """Whether a cell says that its paper or its deal was undone.

    Args:
        rows: of the paper.
        i: the row of the cell.
        k: its place in the row.
        mark: what the first clause is where it is a stamp.
        briefly: whether a clause tells it without a word that it is done; in long terms only a remark's does.
    """
    row = rows[i]
    text = simplified(row.cells[k].text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        return False
    beside = simplified(row.cells[k + 1].text[:_LONGEST]) if k + 1 < len(row.cells) else ""
    return (
        _in_state(text, beside)
        or _filled_in(text, beside)
        or _says(text, rows, mark, briefly=briefly or REMARK_LABEL.match(text) is not None)
    )


def _in_state(text: str, beside: str) -> bool:
    for found in _STATE.finditer(text):
        told = found["told"] or (beside.split(" ", maxsplit=1)[0] if found.end() == len(text) else "")
        dead = _DEAD.search(told)
        if dead and not _NOT.search(told[: dead.start()]) and not _OTHER_STATE.search(found["of"]):
            return True
    asked = _ASKED.search(f"{text} {beside}".strip())
    return asked is not None and (asked["what"] is None or _ENDED.search(asked["what"]) is not None)


def _filled_in(text: str, beside: str) -> bool:
    found = _FILLED.match(REMARK_LABEL.sub("", text, count=1).replace(" ", ""))
    if found is None:
        return False
    told = found["red"] or found["told"] or beside
    return not (_FILLED.match(told) or _EMPTY.fullmatch(told) or _IN_GENERAL.search(told) or _CONDITION.search(told))


def _says(text: str, rows: Sequence[Row], mark: re.Pattern[str] | None, *, briefly: bool) -> bool:
    whole = [piece.strip() for piece in _CLAUSES.split(REMARK_LABEL.sub("", text, count=1)) if piece.strip()]
    general = any(map(_IN_GENERAL.search, whole))
    for before, piece in pairwise(("", *whole)):
        if _CONDITION.search(piece):
            return False
        if any(_is_own(before, *found, rows) for found in _done(piece)):
            return True
        brief = (briefly or _SURELY.search(piece)) and _BRIEFLY.fullmatch(piece)
        if not general and (brief or (not before and mark is not None and mark.fullmatch(piece))):
            return True
    return False


def _done(piece: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What a clause says was done, with what stands before the word for it."""
    for done in _DONE.finditer(piece):
        ended = _ENDED.search(piece, done.end(), done.end() + _REACH)
        said = piece[done.end() : ended.start()] if ended else ""
        if ended and not _NOT.search(said) and not _IN_GENERAL.search(said + piece[ended.end() :]):
            yield piece[: done.start()] + ("" if any(map(str.isdigit, said)) else said), ended


def _is_own(before: str, subject: str, ended: re.Match[str], rows: Sequence[Row]) -> bool:
    """Whether what ended is the paper's own deal: not another thing, named as its subject or object, or before."""
    behind = "" if ended["own"] else ended.string[ended.end() :]
    if _names_another(subject, rows) or _ANOTHER.search(behind):
        return False
    topic = _names_another(before, rows) and not _PREDICATE.search(before)
    return ended["own"] is not None or not (topic and _PASSIVE_SUBJECT.fullmatch(subject))


def _names_another(text: str, rows: Sequence[Row]) -> bool:
    """Whether words name another thing, or the number of another paper."""
    numbers = _FIGURES.findall(text)
    return _ANOTHER.search(text) is not None or any(
        sum(number in row.text.replace(" ", "") for row in rows) < 2 for number in numbers
    )
