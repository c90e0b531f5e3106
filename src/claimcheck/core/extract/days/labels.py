"""Whose date it is: what the words beside or above a printed date say that it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

from claimcheck.core.extract.days.dates import PrintedDate
from claimcheck.core.extract.days.home import Home
from claimcheck.core.extract.days.words import (
    ALONE,
    ANOTHERS_BEFORE,
    ANOTHERS_BEHIND,
    BESIDE_DATES,
    BILLS_DAY,
    CAR_BEFORE,
    CAR_BEHIND,
    DATE_LABELS,
    ISSUED,
    JOINED_BEFORE,
    JOINED_BEHIND,
    OF_NO_BILL,
    PAPER_BEFORE,
    PAPER_BEHIND,
    UNTOLD,
)
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.extract.page.text import has_cjk, label_key, low
from claimcheck.core.extract.wordings.to_come import TO_COME_CHINESE

_FIGURES: Final = re.compile(r"\S*\d\S*")
"""Numbers and times before a date, which are no part of its label."""
_GLUED: Final = re.compile(r"(?<=\d)(?=(?:vom|von|dated?|of|du|del|le)\s?:?\s?$)", re.IGNORECASE)
"""Where a reader joined the word before a date to the number before it: `R-4711vom 1.2.2024`."""
_BETWEEN: Final = re.compile(r"\S*\d\S*|\s{2,}")
"""Figures and the gaps between cells: what stands before them is not said of a label behind them."""
_OF_IT: Final = re.compile(r"^ (?:(?:of|de|du|di|del|della|der|des|la|the) ){0,2}(\w{3,})")
"""What a paper is, behind the words that it was issued."""
_DAY: Final = re.compile(r"(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
"""A day in figures: what stands before it is said of it."""
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_DATE_WORDS: Final = frozenset(("date", "datum", "tarikh", "data", "fecha", "dates", "dated"))
_DATED: Final = re.compile(r"(\w*)日期")
"""What a Chinese label names before the word for date."""
_SALES_WORDS: Final = ("开票", "销售", "交易", "购买", "消费", "结账", "单据", "收款", "付款", "营业", "时间")
INVOICED: Final = re.compile(r"开\s{0,2}票|填开|开具|填票|出票|开单")
"""What a Chinese label calls the making out of an invoice."""
_OWN_INVOICE: Final = re.compile("(?:电子|数电)?(?:(?:发票)?填开|发票开具)")
"""Labels of the day on which an invoice was made out that do not end in a word of a sale; an office's paper has
`开具日期`, too."""
_NEXT: Final = re.compile(r"(?:[:：]\s{0,9}|\s{2,9})[^\s:：]")
"""Behind a label, what it names, or the next cell."""
_PARTS: Final = re.compile(r"\s{0,9}[:：]\s{0,9}|\d|\s{1,9}")
"""What parts a label from the words before it: their colon, their value, or a gap."""
_LEFT_EMPTY: Final = re.compile(r"[:：]\s{2}")
"""The colon of a label without a value, before the next cell."""
_ANOTHER_INVOICE: Final = re.compile(
    "申[请报]|红[字票冲]|冲[红销]|原(?:始|发?票|车|合同|开|[的之]|(?=[蓝正]))|(?<![\u4e00-\u9fff])原(?![\u4e00-\u9fff])|预[计约开定]|"
    "(?<![\u4e00-\u9fff])[拟应待约](?![\u4e00-\u9fff])|合格证|证书|完税|购置税|退[票货车款]|作废|废票|被[冲红换]|旧[票发]|"
    "换开|重新?开|补[开打]|更正|进货|购进|上游|其[他它]|另|对应的?(?=发?票|[蓝正原])|关联|[上下前][次期]|上一?张|负数|进项|最[晚迟早]|截止"
)
"""What a Chinese label says round the word for invoicing where that was of another paper, or is only asked for."""
_ANOTHERS: Final = re.compile(rf"{TO_COME_CHINESE}|厂[家商]|主机厂|供应商|采购|最近|首次|第?[一二三]次|修改|重打")
"""What says so behind a colon or in brackets; before a blank it names a copy or a label left empty."""
_OWN: Final = re.compile(
    "(?:[^\\w\\s]|[A-Za-z]|第?[一二三四五六七]|(?:客户|记账|抵扣|报税|注册登记|存根|购[货买]方|销货方)?联|蓝字|正数|电子|数[电字]|全电|"
    "增值税|[专普][用通]?|机动车|汽车|新车|购车|整车|车辆|销售|统一|本|该|此|发?票|的|实际|开单|[年月日时]|公历|北京时间|必填)*"
)
"""What an invoice's own label has right before that word and in brackets; any other word makes it another's."""
_NOTHING_ELSE: Final = re.compile(
    rf"(?:{_ANOTHER_INVOICE.pattern}|{_ANOTHERS.pattern}|[蓝正](?:[字数]|(?=发?票))|发?票|信息|单|\W)+"
)
"""A cell or a label before that word that says so and nothing else."""
_BLANK: Final = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_BRACKET: Final = re.compile(r"\s{0,2}[(（\[【〔]([^()（）\[\]【】〔〕]{1,12})[)）\]】〕]")
ANOTHERS: Final = -1.4
"""Score of a label of the sale's day that may be another thing's or paper's: where it is the only one, it is kept and
proves nothing."""
GENERIC: Final = 2.0
"""Score of a label that only says that a date follows: what stands beside that word tells which."""
LABEL: Final = 28
"""Signs of a label over or beside a date at the most."""
NEAR: Final = 1.5
"""Heights of a row between a date and a label over it at the most."""


def score_of(text: str, *, heads: bool = False) -> float | None:
    """What the table of labels says of words before or over a date; None where it knows none of them.

    Args:
        text: as printed.
        heads: whether these words stand over several values, of which the day is one: another paper's number, say.
    """
    text = _parted(text)
    key = label_key(text[-60:])
    for score, pattern in DATE_LABELS:
        if pattern.search(key):
            return _qualified(text, pattern, score, heads=heads) if score >= ALONE else score
    return None


def leading(text: str) -> str:
    """The words that lead to a date: behind the date before it, or behind a number where they name a bill's day."""
    day = max(_DAY.finditer(text), key=re.Match.end, default=None)
    if day is not None and _WORD.search(text, day.end()):
        text = text[day.end() :]
    figure = max(_FIGURES.finditer(text), key=re.Match.end, default=None)
    behind = text[figure.end() :] if figure is not None else ""
    return behind if BILLS_DAY.match(label_key(behind)) else text


def joined(text: str) -> bool:
    """Whether labels of two days are joined in a text: `Rechnungs-/Lieferdatum`."""
    return _parted(text) != text


def _parted(text: str) -> str:
    """A text in which of labels that are joined only the sale's is left."""
    folded = low(text)
    found = JOINED_BEHIND.sub(r"\g<kept>\g<date>\g<more> ", JOINED_BEFORE.sub(r"\g<kept>", folded))
    return text if found == folded else found


def _qualified(text: str, label: re.Pattern[str], score: float, *, heads: bool) -> float:
    """The score of a label by what stands right before or behind it.

    That may make it another paper's or thing's, `Last billing date`, or a car's, `Vehicle sale date`.
    """
    key = label_key(_BETWEEN.sub(" qq ", _GLUED.sub(" ", text))[-80:])
    found = max(label.finditer(key), key=re.Match.end, default=None)  # the last is nearest to the date
    if found is None:
        return score
    if anothers_invoice(text):
        return ANOTHERS
    before, behind = key[: found.start()], key[found.end() :]
    if ANOTHERS_BEHIND.search(behind) or (not heads and PAPER_BEHIND.search(behind)):
        return ANOTHERS
    if score == GENERIC:
        return score
    if ANOTHERS_BEFORE.search(before) or (not heads and PAPER_BEFORE.search(before)):
        return ANOTHERS
    if not heads and ISSUED.search(found.group()) and _of_no_bill(before, behind):
        return ANOTHERS
    return min(score, ALONE) if CAR_BEFORE.search(before) or CAR_BEHIND.search(behind) else score


def anothers_invoice(text: str) -> bool:
    """Whether what stands before a day tells when another invoice was made out: `原票-开票日期`, `开票日期（申请）`."""
    text = simplified(text[-LABEL:])
    made = max(INVOICED.finditer(text), key=re.Match.end, default=None)
    if made is None or _NEXT.search(text, made.end()):
        return False
    before, behind = text[: made.start()], text[made.end() :]
    if any(map(str.isspace, made.group())):  # the letters of the label are spaced
        before, behind = _BLANK.sub("", before), _BLANK.sub("", behind)
    parts = list(_PARTS.finditer(before))
    own = before[parts[-1].end() :] if parts else before
    if not _OWN.fullmatch(own) or _ANOTHER_INVOICE.search(behind):
        return True
    if not all(_OWN.fullmatch(bracket[1]) for bracket in _BRACKET.finditer(behind)):
        return True
    return own in ("", "发票") and _says_so(before, parts)


def _says_so(before: str, parts: Sequence[re.Match[str]]) -> bool:
    """Whether what stands before the last gap or colon says so and nothing else; it may be a label or a value, too."""
    begins = parts[-2].end() if len(parts) > 1 else 0
    if not parts or (begins and not parts[-2].group().isspace()):
        return False
    beside, part = before[begins : parts[-1].start()], parts[-1].group()
    left_empty = _LEFT_EMPTY.search(part) and not beside.endswith("票")  # what is named an invoice has no value
    if _NOTHING_ELSE.fullmatch(beside) is None or left_empty or (part[-1].isspace() and "单" in beside):
        return False
    named = not part.isspace() and ("票" in beside or not part[-1].isspace())  # `厂家： 开票日期` was left empty
    return any(word.search(beside) for word in ((_ANOTHER_INVOICE, _ANOTHERS) if named else (_ANOTHER_INVOICE,)))


def called_anothers(behind: str) -> bool:
    """Whether a bracket right behind a day says so: `2025-03-04（原票）`."""
    bracket = _BRACKET.match(behind)
    return bracket is not None and any(word.search(bracket[1]) for word in (_ANOTHER_INVOICE, _ANOTHERS))


def _of_no_bill(before: str, behind: str) -> bool:
    """Whether the words round about the day of issue name a card, say, or a licence."""
    what = _OF_IT.match(behind)
    return OF_NO_BILL.search(before.rpartition(" qq ")[2]) is not None or (
        what is not None and OF_NO_BILL.fullmatch(what[1]) is not None
    )


def one_of_several(p: PrintedDate) -> bool:
    """Whether other words or numbers stand beside a date in its own cell, as under heads that stand close."""
    at = p.row.cell_at(p.start)
    text, begins = p.row.cells[at].text, p.row.starts[at]
    return any(map(str.isalnum, text[: max(0, p.start - begins)] + text[max(0, p.end - begins) :]))


def named_otherwise(p: PrintedDate, rows: Sequence[Row], home: Home, *, timed: bool) -> bool:
    """Whether the words before or over a date say that it is the date of something else, known or not: `DOB:`.

    Args:
        p: the date.
        rows: of its document.
        home: where that was written.
        timed: whether a time of day stands beside it, as a till prints it.
    """
    row, start = p.row, p.start
    if anothers_invoice(row.text[:start]) or called_anothers(row.text[p.end :]):
        return True
    cell = row.cell_at(start)
    own = row.text[row.starts[cell] : start]
    if _WORD.search(own):
        return not home.heads(own, row) and (
            (not timed and home.signs(own, row)) or _other(own, sentence=True, timed=timed)
        )
    beside = row.cells[cell - 1].text if cell else ""
    if home.heads(beside, row):
        return False
    if beside.rstrip().endswith(":"):
        return _other(beside, sentence=True, timed=timed)
    if timed:
        return False
    heads = one_of_several(p)
    over = [text for text in _over(row, start, rows) if text.rstrip().endswith(":") or _named(text) is not None]
    if over:
        return any(_other(text, sentence=False, timed=timed, heads=heads) for text in over)
    return bool(_WORD.search(beside)) and _plain(beside) and _other(beside, sentence=False, timed=timed)


def _other(text: str, *, sentence: bool, timed: bool, heads: bool = False) -> bool:
    """Whether a label names another date: by a word of the table, or by one that nobody knows.

    Args:
        text: before, beside or over the date.
        sentence: whether it runs on into the date.
        timed: whether a time of day stands beside the date.
        heads: as of `score_of`.
    """
    text = leading(text)
    key, named = _key(text), _named(text, heads=heads)
    if named in (UNTOLD, ALONE):
        return named == UNTOLD
    if named is not None and (named < 0 or named > GENERIC):
        return named < 0
    chinese = _DATED.search(key) if has_cjk(key) else None
    if chinese is not None:
        own = chinese[1].endswith(_SALES_WORDS) or _OWN_INVOICE.fullmatch(chinese[1]) is not None
        return bool(chinese[1]) and not (own and not anothers_invoice(text))
    words = [word for word in key.split() if len(word) >= 2 and word not in BESIDE_DATES]
    if named == GENERIC:
        return any(not _near(word, BESIDE_DATES | _DATE_WORDS) for word in words) and len(words) <= 3
    if named is not None or not words:
        return False
    others = [word for word in words if not _garbled(word)]
    if len(others) < len(words):
        return bool(others) and not all(_near(word, BESIDE_DATES) for word in others) and len(words) <= 3
    if not sentence:
        return True
    return not text.rstrip().endswith((",", "]", ")")) and (text.rstrip().endswith(":") or not timed)


def _key(text: str) -> str:
    return label_key(_FIGURES.sub(" ", _GLUED.sub(" ", text))[-60:])


def _named(text: str, *, heads: bool = False) -> float | None:
    return score_of(_FIGURES.sub(" ", _GLUED.sub(" ", text)), heads=heads)


def _garbled(word: str) -> bool:
    """Whether a word is the one for a date, misread."""
    return _near(word, _DATE_WORDS) or "date".endswith(word) or word.endswith(("ate", "atum", "arikh"))


def _near(word: str, known: frozenset[str]) -> bool:
    """Whether a word is a known one, misread in a letter."""
    return word in known or (len(word) >= 4 and any(Levenshtein.distance(word, one) <= 1 for one in known))


def _plain(text: str) -> bool:
    """Whether a cell is a short label and no value of its own."""
    return (
        len(text) < LABEL
        and not text.rstrip().endswith(",")
        and len(text.split()) <= 3
        and not any(c.isdigit() for c in text)
        and ":" not in text[:-1]
    )


def _over(row: Row, start: int, rows: Sequence[Row]) -> Iterator[str]:
    """The cells right over a date that stands in a cell of its own."""
    box, _ = row.place(start, start + 8)
    here = row.index - rows[0].index
    for above in rows[max(0, here - 1) : here]:
        if above.page != row.page or box.top - above.box.bottom > NEAR * row.height:
            continue
        for cell in above.cells:
            if cell.box.left < box.right and box.left < cell.box.right and _plain(cell.text):
                yield cell.text
