"""Words that say of a day that it is yet to come: planned, wished for or promised, in every language that is read.

On such a day nothing has been handed over. They run over `text.low`, where they stand right before a label, between it
and its day, or right behind the day: `around` tells it, for labels in any language.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Coming = Literal["no", "perhaps", "yes"]
"""Whether a day is yet to come; `perhaps` where it may as well be the day that was agreed on, and kept."""

TO_COME_CHINESE: Final = (
    "(?:预计|预估|预定|预约|预期|约定|商定|计划|拟定?|(?<![对供相响])应|要求|需求|承诺|期望|期待|希望|意向|暂定|待定?|"
    "最[晚迟早]|下次|下一次|目标|估计|将于?)"
)
"""In Chinese, as part of a pattern: right before the label, or in brackets behind it."""
CHINESE_BRACKETS: Final = (r"[(（【\[]", r"[)）】\]]")
_OPEN, _CLOSED = CHINESE_BRACKETS
_UNSETTLED: Final = rf"(?:{TO_COME_CHINESE}|(?:最终|具体)?以[^()（）]{{1,12}}为准)"
BEHIND_CHINESE: Final = re.compile(
    rf"[,，]?(?:\d{{1,2}}[:：时点](?:\d\d分?)?)?"
    rf"(?:{_OPEN}[^()（）□☐○]{{0,4}}{_UNSETTLED}|{_UNSETTLED}(?:[\u4e00-\u9fff]{{0,4}}$|[,，。;；])|"
    rf"{_OPEN}?(?:(?:之|以)?前(?![台往来后期挡])|左右|前后|[之以]内)[\u4e00-\u9fff]{{0,4}}(?:$|{_CLOSED}|[,，。;；])|"
    rf"{_OPEN}?(?:改[为期至到]|延期|推迟|顺延|已?取消(?:$|{_CLOSED})))"
)
"""What says so right behind a day, without its blanks: `(预计)`, `前`, `，具体以通知为准`, `改期至`."""
_PLANNED: Final = (
    r"(?:expect\w*|request\w*|estimat\w*|planned|schedul\w*|target\w*|promis\w*|anticipat\w*|projected|propos\w*|"
    r"prefer\w*|desir\w*|tentativ\w*|provisional\w*|intend\w*|approx\w*|eta|tb[acd]|forecast\w*|deadline|"
    r"booked|booking|probabl\w*|guaranteed|attempt\w*|fail\w*|missed|cancell?ed|postponed|wants|wanted|"
    r"subject to|if available|at the (?:latest|earliest)|or (?:later|earlier)|not yet|"
    r"(?:to|will|shall|can|may|should|not|yet to|is to) be|"
    r"wird|werden|sera|seront|sara|akan|"
    r"zu liefern|vsl|"
    r"geplant\w*|voraus\w*|gewunscht\w*|wunsch\w*|erwartet\w*|angefragt\w*|(?:un)?verbindlich\w*|zugesagt\w*|spatest\w*|"
    r"fruhest\w*|soll|ca|(?:unter )?vorbehalt\w*|"
    r"prevue?s?|prevoir|prevision\w*|estimee?|souhait\w*|demandee?|au plus tard|limite|sous reserve|"
    r"previst[ao]|stimat\w*|richiest\w*|programmat\w*|presunt\w*|"
    r"estimad\w*|solicitad\w*|desead[ao]|programad\w*|verwacht\w*|gepland\w*|gewenst\w*|"
    r"jangkaan|dijangka\w*|rancangan|dirancang)"
)
"""Words that only a plan has."""
_AGREED: Final = (
    r"(?:agreed|committed|confirmed|due|required|next|latest|earliest|last|previous|est|not|plan|contract(?:ual|ed)?|original|"
    r"vereinbart\w*|bestatigt\w*|nachst\w*|vertraglich\w*|convenu\w*|prochain\w*|confirmee?|contractuelle|"
    r"concordat\w*|prossim\w*|acordad\w*|proxim\w*|nicht|pas|non|niet|bukan|belum|"
    r"zuletzt|letzt\w*|dernier\w*|ultim[oa])"
)
"""Words that a plan may have, and what has been done as it was agreed: they count right beside the label only."""
_GAP: Final = r"[^\w.,:;]{1,3}"
"""What stands between a word and a label of which it speaks: no end of a sentence, nor of a list's part."""
_BEFORE: Final = re.compile(
    rf"(?<![^\W\d_]){_PLANNED}(?![^\W\d_])(?:{_GAP}[^\W\d_]{{1,20}}){{0,2}}(?:{_GAP})?$|"
    rf"(?:{TO_COME_CHINESE}[\u4e00-\u9fff]{{0,4}}|合同(?:约定)?)[(（]?$"
)
_WITHIN: Final = re.compile(rf"(?<![^\W\d_]){_PLANNED}(?![^\W\d_])|{TO_COME_CHINESE}")
_BEHIND: Final = re.compile(
    rf"\W{{0,3}}{_PLANNED}(?![^\W\d_])|"
    rf"\s?(?:\+/-|±)|\W{{0,3}}[(（][^()（）]{{0,20}}(?<![^\W\d_]){_PLANNED}(?![^\W\d_])"
)
_RIGHT_BEFORE: Final = re.compile(rf"(?<![^\W\d_]){_AGREED}(?:{_GAP})?$")
_RIGHT_BEHIND: Final = re.compile(rf"[^\w.,;]{{0,3}}{_AGREED}(?![^\W\d_])")
_MAY_COME: Final = re.compile(r"(?:lieferung|ubergabe) am|livraison le|entrega el|consegna il|delivery on")
"""Labels of a day on which something shall be handed over as well as of one on which it was."""
_OF_A_DAY: Final = re.compile(
    r"deliver(?:y|ed)(?: to \w[\w ]{2,20})? date|delivery on|date of |hand(?:ed)?-?over date|lieferdatum|ubergabedatum|"
    r"(?:lieferung|ubergabe) am|date de (?:la )?livraison|livraison le|fecha de (?:la )?entrega|entrega el|"
    r"data (?:di |della )?consegna|consegna il|[\u4e00-\u9fff]"
)
"""Labels that name the day itself; any other says that something was done, or was not, or has to be."""
_OPENS: Final = re.compile(
    r"(?:.*\d[./-]\d{1,4}(?!\d)|\d{1,2})?\W*(?:(?:the |your )?(?:vehicle|car|goods|order|items?|unit|status)\W{1,3}"
    r"(?:is\W{1,3})?)?|.*\b(?:was|were|has been)\W{1,3}"
)
"""What may stand in its cell before such a label, which proves nothing behind any other word: `Must be delivered:`."""
_ALONE: Final = re.compile(rf"\W{{0,3}}(?:{_PLANNED}|{_AGREED}|{TO_COME_CHINESE})\W{{0,3}}")


def around(before: str, between: str, behind: str, label: str = "") -> Coming:
    """Whether the words at a day's label say that it is yet to come.

    Args:
        before: what stands before the label in its cell, as `text.low` gives it, or alone in the cell before it.
        between: what stands between the label and its day.
        behind: what stands behind the day in its cell.
        label: itself.
    """
    if _BEFORE.search(before) or _WITHIN.search(between) or _BEHIND.match(behind):
        return "yes"
    if BEHIND_CHINESE.match("".join(behind.split())):
        return "yes"
    open_ = _RIGHT_BEFORE.search(before) or _RIGHT_BEHIND.match(between) or _MAY_COME.match(label)
    done = _OF_A_DAY.search(label) or _OPENS.fullmatch(before)
    return "no" if done and not open_ else "perhaps"


def goes_on(cell: str, label: str) -> bool:
    """Whether a cell that begins with a label is a line of a sentence: `delivered on`, under `The car must be`."""
    return cell[:1].islower() and not _OF_A_DAY.match(label)


def alone(text: str) -> bool:
    """Whether a cell says nothing else: `(estimated)` under a day, `Planned` over its label."""
    return _ALONE.fullmatch(text) is not None
