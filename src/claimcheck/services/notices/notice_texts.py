"""What a notice says: the product's own text in two languages, or a maker's in its place, with named values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import Template
from typing import Final

from claimcheck.errors import Invalid
from claimcheck.model.said import Said
from claimcheck.store.notices.notices import Wording

ANY_PROGRAM: Final = {"en": "all programs", "zh-Hans": "各活动"}
"""What stands for the program of a batch that holds claims of whichever."""
APPEAL: Final = {
    "en": "If you think that this is wrong, you may appeal until {day}.",
    "zh-Hans": "如有异议，可在{day}前（含当日）申诉。",
}
"""What a rejection says where the program lets a dealer appeal."""
PLACES: Final = ("claim", "program", "name", "reasons", "message", "appeal", "link", "organisation")
"""What a maker's own text may name, as `$claim`."""

KINDS: Final = (
    "claim.approve", "claim.return", "claim.reject", "claim.review", "claim.reopen", "claim.answered",
    "claim.word_asked", "claim.word_given", "link.invite", "link.renewed", "link.reset",
    "batch.assigned", "batch.due_soon", "batch.overdue", "batch.returned", "batch.asked",
)  # fmt: skip
"""What there are texts for."""

_TEXTS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("claim.approve", "en"): ("$claim: approved", "Claim $claim under $program is approved.\n\n$link"),
    ("claim.approve", "zh-Hans"): ("$claim：已通过", "$program下的申报$claim已通过。\n\n$link"),
    ("claim.return", "en"): (
        "$claim: needs a fix",
        "Claim $claim under $program needs a fix:\n\n$reasons\n\n${message}Mend it and send it again:\n$link",
    ),
    ("claim.return", "zh-Hans"): (
        "$claim：需补正", "$program下的申报$claim需补正：\n\n$reasons\n\n${message}请补正后再次发送：\n$link",
    ),
    ("claim.reject", "en"): (
        "$claim: rejected",
        "Claim $claim under $program is rejected:\n\n$reasons\n\n${message}${appeal}What was found:\n$link",
    ),
    ("claim.reject", "zh-Hans"): (
        "$claim：已驳回", "$program下的申报$claim已驳回：\n\n$reasons\n\n${message}${appeal}详情：\n$link",
    ),
    ("claim.review", "en"): (
        "$claim: in review",
        "A person answers one question on claim $claim under $program. There is nothing for you to do.\n\n$link",
    ),
    ("claim.review", "zh-Hans"): (
        "$claim：审核中", "$program下的申报$claim有一个问题正由审核员处理，你无需操作。\n\n$link",
    ),
    ("claim.reopen", "en"): (
        "$claim: opened again", "Claim $claim under $program is opened again. A person looks at it.\n\n$link",
    ),
    ("claim.reopen", "zh-Hans"): ("$claim：重新打开", "$program下的申报$claim已重新打开，由审核员处理。\n\n$link"),
    ("batch.assigned", "en"): ("$claim waits for you", "Batch $claim ($program) waits to be pulled.\n\n$link"),
    ("batch.assigned", "zh-Hans"): ("$claim待领取", "批次$claim（$program）待领取。\n\n$link"),
    ("batch.due_soon", "en"): (
        "$claim is due soon", "Batch $claim ($program) is due soon; some of it is open.\n\n$link",
    ),
    ("batch.due_soon", "zh-Hans"): ("$claim即将到期", "批次$claim（$program）即将到期，尚未全部完成。\n\n$link"),
    ("batch.overdue", "en"): (
        "$claim is overdue", "Batch $claim ($program) was due; what was open went back.\n\n$link",
    ),
    ("batch.overdue", "zh-Hans"): ("$claim已逾期", "批次$claim（$program）已到期，未完成的已收回。\n\n$link"),
    ("batch.returned", "en"): ("$claim came back", "Batch $claim ($program) was returned.\n\n$link"),
    ("batch.returned", "zh-Hans"): ("$claim已退回", "批次$claim（$program）已退回。\n\n$link"),
    ("batch.asked", "en"): (
        "$claim: a question waits for you",
        "The checking company asks about a claim in batch $claim ($program). Its time stands still until somebody"
        " answers.\n\n$link",
    ),
    ("batch.asked", "zh-Hans"): (
        "$claim：有待答复的提问", "审核公司就批次$claim（$program）中的一项申报提问，答复前其计时暂停。\n\n$link",
    ),
    ("claim.answered", "en"): ("$claim: your question is answered", "The manufacturer answered on $claim.\n\n$link"),
    ("claim.answered", "zh-Hans"): ("$claim：提问已答复", "厂商已就$claim答复你的提问。\n\n$link"),
    ("claim.word_asked", "en"): (
        "$claim: a word is asked of you", "Somebody asks you about $claim. Answer on the claim's page.\n\n$link",
    ),
    ("claim.word_asked", "zh-Hans"): ("$claim：有人询问你", "有人就$claim向你询问，请在申报页面答复。\n\n$link"),
    ("claim.word_given", "en"): ("$claim: the word you asked for", "What you asked on $claim is answered.\n\n$link"),
    ("claim.word_given", "zh-Hans"): ("$claim：询问已答复", "你就$claim的询问已有答复。\n\n$link"),
    ("link.renewed", "en"): (
        "A new link for your account",
        "An administrator made a link by which you set a new password. Your current password works until then. If"
        " you did not ask for it, do nothing, and tell your administrator. It works once, within three days.\n\n$link",
    ),
    ("link.renewed", "zh-Hans"): (
        "账号的新链接",
        "管理员为你生成了设置新密码的链接。在此之前，原密码仍然有效。如非你本人要求，请不要使用，并告知管理员。"
        "链接三天内有效，只能使用一次。\n\n$link",
    ),
    ("link.invite", "en"): (
        "Your claimcheck account for $organisation",
        "$name, you have an account for $organisation. Set your password, and you are in. The link works once, within"
        " three days.\n\n$link",
    ),
    ("link.invite", "zh-Hans"): (
        "$organisation的 claimcheck 账号",
        "$name：已为你开通$organisation的账号。请设置密码。链接三天内有效，只能使用一次。\n\n$link",
    ),
    ("link.reset", "en"): (
        "Set a new password",
        "Somebody asked for a new password for this address. If it was not you, do nothing.\n\n$link",
    ),
    ("link.reset", "zh-Hans"): ("设置新密码", "有人为此邮箱申请了新密码。如非本人操作，请忽略。\n\n$link"),
}  # fmt: skip

_ENDS: Final = {
    "en": "\n\nTo get fewer mails: $choices\nTo get no more mails: $unsubscribe\n",
    "zh-Hans": "\n\n调整邮件频率：$choices\n退订：$unsubscribe\n",
}
_DIGEST: Final = {
    "en": ("Your claims: $n changes", "What changed since the last of these mails:\n\n"),
    "zh-Hans": ("你的申报：$n项变化", "上次汇总以来的变化：\n\n"),
}

_EXAMPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "claim": "C-1042", "name": "Dan Whitlock", "organisation": "Kestrel Motors Ltd", "message": "", "appeal": "",
        "reasons": "1. The claim says total with tax 19.00; the document shows 16.00. Claim 16.00, or add the invoice.",
    },
    "zh-Hans": {
        "claim": "C-1042", "name": "陈宇", "organisation": "东岭汽车销售有限公司", "message": "", "appeal": "",
        "reasons": "1. 申报的含税总额为19.00，文件为16.00。请按16.00申报，或补充发票。",
    },
}  # fmt: skip
"""What stands in the places of a preview."""
_PATHS: Final[Mapping[str, str]] = {"claim": "claims", "batch": "batches", "link": "invite"}


def text_of(
    wordings: Sequence[Wording], kind: str, language: str, program: str, values: Mapping[str, str]
) -> tuple[str, str]:
    """Subject and body of a notice.

    Args:
        wordings: the maker's own texts; one for the program goes before one for all.
        kind: of `KINDS`.
        language: `en` or `zh-Hans`.
        program: of the claim; empty for a link.
        values: by the names of `PLACES`.
    """
    return _filled(*_chosen(wordings, kind, language, program), values)


def shows(wordings: Sequence[Wording], kind: str, language: str, program: str, place: str) -> bool:
    """Whether the body of a notice, of the texts that `text_of` chooses from, has a place for a value."""
    return place in Template(_chosen(wordings, kind, language, program)[1]).get_identifiers()


def _chosen(wordings: Sequence[Wording], kind: str, language: str, program: str) -> tuple[str, str]:
    own = {one.program: (one.subject, one.body) for one in wordings if (one.kind, one.language) == (kind, language)}
    return own.get(program) or own.get("") or _TEXTS[kind, language]


def _filled(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str]:
    one_line = " ".join(Template(subject).safe_substitute(values).split())
    return one_line, re.sub(r"\n{3,}", "\n\n", Template(body).safe_substitute(values))


def product_text(kind: str, language: str) -> tuple[str, str]:
    """The product's own subject and body, with their places."""
    return _TEXTS[kind, language]


def preview(kind: str, language: str, program: str, subject: str, body: str, *, address: str) -> tuple[str, str]:
    """Subject and body of a maker's own text as somebody would get it, of an invented claim or batch.

    Raises:
        Invalid: `notice.template`, as `check`.
    """
    check(kind, language, subject, body)
    about = kind.partition(".")[0]
    values = {**_EXAMPLE[language], "program": program, "link": f"{address}/{_PATHS[about]}/…"}
    if about == "batch":
        values["claim"] = "B-7"
    elif about == "link":
        values |= {"claim": "", "program": ""}
    return _filled(subject, body, values)


def ending(language: str, *, choices: str, unsubscribe: str) -> str:
    """What stands under each mail: the ways to get fewer, and none."""
    return Template(_ENDS[language]).substitute(choices=choices, unsubscribe=unsubscribe)


def digest(language: str, told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Several notices (subject, body) as one."""
    subject, start = _DIGEST[language]
    return Template(subject).substitute(n=len(told)), start + "\n\n---\n\n".join(f"{s}\n\n{b}" for s, b in told)


def known(kind: str, language: str) -> None:
    """Refuse what there is no notice of, with `Invalid`: `notice.template`."""
    if (kind, language) not in _TEXTS:
        raise Invalid("There is no such notice.", code="notice.template")


def check(kind: str, language: str, subject: str, body: str) -> None:
    """Refuse a maker's own text of what there is no notice of, that names what there is not, or lacks its mail's link.

    Raises:
        Invalid: `notice.template`, with the name or the place that is wrong.
    """
    known(kind, language)
    if not subject.strip() or not body.strip():
        raise Invalid("A text needs a subject and a body.", code="notice.template")
    for text in (subject, body):
        template = Template(text)
        if not template.is_valid():
            raise Invalid("A $ stands alone; write $$ for a dollar sign.", code="notice.template")
        unknown = sorted(set(template.get_identifiers()) - set(PLACES))
        if unknown:
            raise Invalid(
                Said(
                    "${name} is no place. There are: {places}.",
                    name=unknown[0],
                    places=", ".join("$" + place for place in PLACES),
                ),
                code="notice.template",
            )
    if kind.startswith("link.") and "link" not in Template(body).get_identifiers():
        raise Invalid("This mail is sent for its link: the text needs $link.", code="notice.template")
