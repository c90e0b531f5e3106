"""Who buys and who sells on a Chinese paper: by the word for a side, by the section that a name stands in, by the text.

A paper calls its parties by one of many words, or 甲方 and 乙方, whose sides its clauses tell. A label that names no
side (`名称`, `税号`) belongs to the side whose word stands last before it: at its left, or over it in its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck.core.extract.chinese.labels import LIKE_SIDES
from claimcheck.core.extract.chinese.shapes import SEALED, like_company, plainly_named, surely_person
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag
from claimcheck.core.extract.chinese.values import value_of
from claimcheck.core.extract.chinese.words import BETWEEN, BUYERS, HOUSES, NEW_OWNERS, OFFICE, OLD_OWNERS, SELLERS
from claimcheck.core.extract.page.rows import Row
from claimcheck.model.documents import Box

SIDES: Final = ("buyer", "seller")
THIRD: Final = "third"
"""Who is neither: a market, a broker, a bank; what stands in its block is neither side's."""
NEITHER: Final = frozenset({THIRD, "carrier", "consignor"})
"""Labels of those; who carries goods and who has them carried deal with each other on papers of carriage only."""
OTHER: Final = {"buyer": "seller", "seller": "buyer"}
FLUSH: Final = 0.04
"""Labels of one column begin at most so far from each other, as a fraction of the page's width."""
LONGEST_LABEL: Final = 12
"""Signs of a label before a party's name at the most."""
LEFT_OF: Final = 6.0
"""Text heights that a side's word stands over or under the middle of its block at the most."""
_BUYS: Final = (
    r"(?:购买|采购|订购|购置|订货|购入|选购|买受|购车|买入|承购|求购|支付|付清|付款|交纳|缴纳|应付|提车|验收|预付|汇款)"
)
_SELLS: Final = (
    r"(?:出售|出卖|销售|供应|供货|提供|转让|交付|交货|交车|卖|开具|开票|送货|发货|收取|收到|保证所售|保证车辆)"
)
HEAD: Final = 3
_CARRIAGE: Final = re.compile(
    r"[\u4e00-\u9fff()]{0,12}?(?:(?:托运|运输|货运|承运|运费|运杂费|物流费|快递费?)(?:业务|服务|费用?)?(?:结算|收费)?|运)"
    r"(?:单|清单|合同书?|协议书?|凭证|收据|票据)(?:[(][^()]{0,8}[)])?"
)
"""The title of a paper of carriage."""
_GOODS: Final = re.compile("[收接提领取发出]货|[收接提领]车|[收接]件")
"""What a label says of those between whom the goods pass, who need not be those that deal with the carrier."""
_RECEIVES: Final = re.compile("(?:收货|收件|接货|提货|签收|验收|接收|送达|使用|用车|需求)(?:方|人|单位)")
"""How a label begins that names who gets or uses goods, for whom another one may have paid."""
_TAKES: Final = re.compile(
    "(?:收货|接货|提货|取货|收车|接车|提车|领车|取车|签收|验收|接收|领取)人|(?:受领|提取|被交付|签收)(?:人|方|客户)|(?:交付|交车|交接)对象|"
    "(?:交付|交车|移交)给|交付?予"
)
"""How a label begins that names a person who takes goods over, maybe for a company."""
_BYSTANDER: Final = re.compile("(?:承运|物流|运输|生产|制造)(?:商|方|人|单位|公司|厂家?|企业)?(?:名称)?$")
"""Who carries a car or makes it, and sends nobody for it, as a label calls them."""
_DEALS: Final = re.compile("买|购|订|[付收缴交]款|卖|售|供|[甲乙]方")
"""What a label says of those who deal."""
_LETTER: Final = re.compile("此?致(?=[:：])|页数|主题|事由|抄送")
"""What the head of a letter or a fax says."""
_WROTE: Final = re.compile("[寄发]件")
"""Who sends a parcel, and who wrote a letter, which is no party but works for one."""
_BEFORE, _SINCE = re.compile(OLD_OWNERS), re.compile(NEW_OWNERS)
"""How a label begins that names a car's owner before it was passed on, and since."""
_MARGIN: Final = 1
_SAID: Final = 9
"""What it counts where a paper says outright which side 甲方 is, beside what a clause has it do."""


def sided(sheet: Sheet) -> Sheet:
    """The sheet with 甲方 and 乙方 taken for the sides that its clauses tell; where they tell none, they stay."""
    text = "".join(spot.bare for spot in sheet.spots)
    first = _side_of_first(text)
    if first is None or not any(tag.label.role.startswith("party_") for tag in sheet.tags):
        return sheet
    sides = (("party_a", first), ("party_b", OTHER[first]))
    asked = {"": "_name", "_id": "_id", "_sealed": "_sealed"}
    roles = {f"{role}{what}": f"{side}{named}" for role, side in sides for what, named in asked.items()}
    tags = tuple(
        replace(tag, label=replace(tag.label, role=roles[tag.label.role])) if tag.label.role in roles else tag
        for tag in sheet.tags
    )
    return replace(sheet, tags=tags)


def _side_of_first(text: str) -> str | None:
    """Whether 甲方 buys or sells, by what the clauses have the two do; None where they do not say."""
    votes = {"buyer": 0, "seller": 0}
    for sign, here in (("甲", "buyer"), ("乙", "seller")):
        other = "乙" if sign == "甲" else "甲"
        buys = re.compile(
            rf"(?<![向从由给为与对同和]){sign}方(?:自愿|同意|拟|愿意|决定|需|应|须|将|在|于|就|按)?(?:[向从由]{other}方[^。;；,，]{{0,6}}?)?{_BUYS}"
        )
        sells = re.compile(
            rf"(?<![向从由给为与对同和]){sign}方(?:自愿|同意|愿意|应|须|在|负责|已|将[^。;；]{{0,20}}?|[^。;；,，]{{0,2}})?(?:[向为给]{other}方)?{_SELLS}"
        )
        votes[here] += len(buys.findall(text)) + _SAID * _called(sign, BUYERS, text)
        votes[OTHER[here]] += len(sells.findall(text)) + _SAID * _called(sign, SELLERS, text)
    if abs(votes["buyer"] - votes["seller"]) < _MARGIN:
        return None
    return max(votes, key=lambda side: votes[side])


def _called(sign: str, words: str, text: str) -> bool:
    """Whether a paper says outright which side a letter is: `甲方（买方）`, `买受人（以下简称甲方）`."""
    called = rf"(?:以下|下)(?:简)?称(?:为)?[“\"']?{sign}方"
    before = rf"{sign}方?[(（/／、](?:以下)?(?:简称|即)?[“\"']?{words}"
    behind = rf"{words}[(（/／、](?:以下|下)?(?:简)?称?(?:为)?[“\"']?{sign}方?[”\"')）]"
    named = rf"{before}|{behind}|{words}[:：][^()（）:：]{{2,40}}[(（]{called}|"
    named += rf"{sign}方[:：][^()（）:：]{{2,40}}[(（]{words}[)）]"
    return re.search(named, text) is not None


def names(sheet: Sheet) -> tuple[dict[str, Read], frozenset[str]]:
    """The name of each side, as its own labels tell it: plain words first, then those that are a side's as a rule.

    Returns:
        the names by side, and the sides whose label names somebody else as well, or both, where both are the same one:
            one of the two was misread.
    """
    found = _handed_on(sheet) or _carried(sheet)
    doubted: set[str] = set()
    for suffix in ("name", "too", "paid", "sealed"):
        for side in SIDES:
            by: dict[str, str] = {}
            for wording, read in _payers_first(_reads(sheet, f"{side}_{suffix}")):
                if (suffix in {"sealed", "paid"} or HOUSES.search(wording)) and not _houses_name(read.text, suffix):
                    continue
                if side == "seller" and _BEFORE.match(wording):
                    continue
                if all(read.text != other.text for other in found.values()):
                    if side not in found:
                        found[side], by = read, {wording: read.text}
                    if found[side] is read and wording[0] in LIKE_SIDES["购"] + LIKE_SIDES["销"]:
                        doubted.add(side)
                    if plainly_named(read.text) and another(by.get(wording, ""), read.text):
                        doubted.add(side)
    same = _other_too(sheet, found)
    return found | same, frozenset(SIDES if same else doubted)


def _other_too(sheet: Sheet, found: Mapping[str, Read]) -> dict[str, Read]:
    """The missing side, where its own word names the other party once more: nobody sells to himself, so who is what?"""
    if len(found) != 1:
        return {}
    ((side, party),) = found.items()
    own = (read for what in ("name", "too") for _, read in _reads(sheet, f"{OTHER[side]}_{what}"))
    return next(({OTHER[side]: read} for read in own if read.text == party.text and read.parts != party.parts), {})


def _payers_first(reads: Iterator[tuple[str, Read]]) -> list[tuple[str, Read]]:
    """Names with their labels' words, those of who pays before those of who only receives."""
    return sorted(reads, key=lambda one: _RECEIVES.match(one[0]) is not None)


def guessed(sheet: Sheet) -> frozenset[str]:
    """The sides whose names say who had a car before or who has goods carried, beside others that may deal instead."""
    if _handed_on(sheet):
        return frozenset({"seller"})
    return frozenset(_carried(sheet)) if _says(sheet, _GOODS) else frozenset()


def only_takes(sheet: Sheet, named: Mapping[str, Read]) -> frozenset[str]:
    """The buyer, where only a word for a person who takes goods over tells it, and a company may have sent them."""
    buyer, seller = named.get("buyer"), named.get("seller")
    if buyer is None or not surely_person(buyer.text):
        return frozenset()
    told = [wording for what in ("name", "too") for wording, read in _reads(sheet, f"buyer_{what}") if read == buyer]
    if not told or not all(map(_TAKES.match, told)):
        return frozenset()
    ends = (spot.bare.rpartition(":")[2] for spot in sheet.spots if not _BYSTANDER.search(_label_of(spot)))
    houses = {text for text in ends if like_company(text) and not (BETWEEN.search(text) or OFFICE.search(text))}
    others = [text for text in houses if seller is not None and another(text, seller.text)]
    return frozenset({"buyer"}) if others or (seller is None and len(houses) > 1) else frozenset()


def _label_of(spot: Spot) -> str:
    """What stands before a colon in a cell, else the cell before it."""
    own = spot.bare.rpartition(":")[0]
    return own or (Spot(spot.row, spot.k - 1).bare.rstrip(":") if spot.k else "")


def _handed_on(sheet: Sheet) -> dict[str, Read]:
    """The parties of a car's passing from its owner to another one, where a paper names both: `原车主`, `新车主`."""
    told = [one for side in SIDES for suffix in ("name", "too", "paid") for one in _reads(sheet, f"{side}_{suffix}")]
    old, new = ([read for wording, read in told if owner.match(wording)] for owner in (_BEFORE, _SINCE))
    if len(told) > len(old) + len(new) or _may_deal(sheet):
        return {}
    return {"buyer": new[0], "seller": old[0]} if old and new and old[0].text != new[0].text else {}


def _may_deal(sheet: Sheet) -> bool:
    """Whether a paper names others who may deal: parties by letters, or a company that no word announces."""
    lettered = any(tag.label.role.startswith("party_") for tag in sheet.tags)
    untold = (spot for spot in sheet.spots if spot.k == 0 and id(spot.cell) not in sheet.labelled)
    return lettered or any(like_company(spot.bare) for spot in untold)


def _carried(sheet: Sheet) -> dict[str, Read]:
    """The parties of a carriage: who has goods carried buys it, and neither who sends nor who gets them."""
    head = (spot.bare for spot in sheet.spots[:HEAD] if id(spot.cell) not in sheet.labelled)
    if not any(map(_CARRIAGE.fullmatch, head)) or _says(sheet, _DEALS):
        return {}
    sent = (read for wording, read in _reads(sheet, "consignor") if not (_WROTE.match(wording) and _letter(sheet)))
    sender = next(sent, None)
    carrier = next((read for _, read in _reads(sheet, "carrier") if like_company(read.text)), None)
    sold = any(tag.label.role.startswith("seller") for tag in sheet.tags)
    if sender is None and sold:
        return {}
    parties = {"buyer": sender, "seller": carrier}
    return {side: read for side, read in parties.items() if read is not None}


def _says(sheet: Sheet, words: re.Pattern[str]) -> bool:
    """Whether a label of a party, or of whom a paper goes to, says one of these words."""
    tags = (tag for tag in sheet.tags if tag.label.role.startswith((*SIDES, "addressee")))
    return any(words.search(tag.spot.bare[tag.start : tag.end]) for tag in tags)


def _letter(sheet: Sheet) -> bool:
    """Whether a paper is a letter or a fax, which is addressed, and no waybill."""
    return any(_LETTER.match(spot.bare) for spot in sheet.spots)


def _houses_name(name: str, suffix: str) -> bool:
    """Whether a name is a company's; beside a word for who sells it may be short of what ends those of companies."""
    short = suffix in {"name", "too"} and plainly_named(name) and not surely_person(name)
    return short or like_company(name)


def another(name: str, other: str) -> bool:
    """Whether a name is another's than one that was found, and no part of it."""
    return bool(name) and name not in other and other not in name


def _reads(sheet: Sheet, role: str) -> Iterator[tuple[str, Read]]:
    """What the labels of a role name, each with the label's wording."""
    for tag in sheet.tags:
        if tag.label.role == role:
            read = value_of(sheet, tag)
            if read is not None:
                yield tag.spot.bare[tag.start : tag.end], read


def in_sections(sheet: Sheet, role: str, named: Mapping[str, Read] | None = None) -> list[tuple[str, Read]]:
    """What labels without a side name, with the side of their section; those in no section are left out.

    Args:
        sheet: with its sides told.
        role: of the labels.
        named: the parties that are known; where one's name is printed again, its section begins.
    """
    return [(side, read) for side, read in _placed(sheet, role, named or {}) if side in SIDES]


def crossed(plain: Sequence[tuple[str, Read]], in_order: Mapping[str, Read]) -> bool:
    """Whether the only name with a side stands where the form has the other party: its word belongs elsewhere."""
    if len(in_order) < len(SIDES):
        return False
    return any(in_order[OTHER[side]].label == read.label for side, read in plain)


def unread_sides(ordered: Mapping[str, Read], plain: Sequence[tuple[str, Read]]) -> frozenset[str]:
    """The sides that nothing but the form's order tells: a block may be missing, and another in its place."""
    told = {side for side, read in plain if side in ordered and ordered[side].label == read.label}
    return frozenset(ordered) - told


def of_no_other(sheet: Sheet, role: str) -> list[Read]:
    """What labels without a side name on a paper about one person, but for what stands in a third party's section.

    Where a paper says how someone is related to whom it is about, only what stands in a section is told.
    """
    related = any(tag.label.role == "related" for tag in sheet.tags)
    return [read for side, read in _placed(sheet, role, {}) if side != THIRD and (side or not related)]


def _placed(sheet: Sheet, role: str, named: Mapping[str, Read]) -> Iterator[tuple[str | None, Read]]:
    """What labels without a side name, each with the side in whose section it stands, if any."""
    heads = [
        Head(side, tag.spot.row, tag.box, tag.middle, not tag.rest and not tag.closed)
        for tag in sheet.tags
        if (side := _side(tag)) is not None
    ]
    heads += list(_named_again(sheet, named))
    asked = [tag for tag in sheet.tags if tag.label.role in {"name", "id"}]
    for tag in asked:
        if tag.label.role == role and (read := value_of(sheet, tag)) is not None:
            yield _section(tag, [head for head in heads if head.row.page == tag.spot.row.page], asked), read


def _named_again(sheet: Sheet, named: Mapping[str, Read]) -> Iterator[Head]:
    """Where a cell ends with a party's name, behind a label that does not tell whose."""
    for spot in sheet.spots:
        for side, party in named.items():
            bare = SEALED.sub("", spot.bare)
            if bare.endswith(party.text) and len(bare) - len(party.text) < LONGEST_LABEL:
                yield Head(side, spot.row, spot.cell.box, spot.cell.middle)


@dataclass(frozen=True, slots=True)
class Head:
    """The word for a side at its place, and whether it stands there alone."""

    side: str
    row: Row
    box: Box
    middle: float
    alone: bool = False


def _side(tag: Tag) -> str | None:
    role = tag.label.role
    return (
        THIRD
        if role in NEITHER
        else next((side for side in SIDES if role.startswith(side) and role != f"{side}_id"), None)
    )


def _section(tag: Tag, heads: Sequence[Head], asked: Sequence[Tag]) -> str | None:
    """The side whose word stands beside a label, else that of its block at the left, else the last over its column."""
    tall = tag.spot.cell.height
    left = [
        head
        for head in heads
        if head.box.right <= tag.box.left + 0.005 and abs(head.middle - tag.middle) < LEFT_OF * tall
    ]
    beside = [head for head in left if _in_row(head, tag)]
    if beside:
        return max(beside, key=lambda head: head.box.right).side
    over = [head for head in heads if head.row.index < tag.spot.row.index]
    lowest = max((head.middle for head in over), default=0.0)
    row = [head for head in over if lowest - head.middle < 1.2 * tall]
    columns = len({head.side for head in row}) > 1
    flush = any(abs(head.box.left - tag.box.left) < FLUSH and not _left_of(head.box, tag.box) for head in over)
    if left and not flush and not columns:
        return _of_block(tag, left, heads, asked)
    return min(row, key=lambda head: abs(head.box.left - tag.box.left)).side if row else None


def _in_row(head: Head, tag: Tag) -> bool:
    """Whether a side's word stands in a label's row, or is written downwards beside it."""
    tall = tag.spot.cell.height
    return head.row.index == tag.spot.row.index or head.box.top + tall < tag.middle < head.box.bottom - tall


def _of_block(tag: Tag, left: Sequence[Head], heads: Sequence[Head], asked: Sequence[Tag]) -> str:
    """The side of the block that a label stands in, whose word stands at its left: in its middle, or at its top."""
    tall, middle = tag.spot.cell.height, tag.middle
    top = min(left, key=lambda head: head.middle)
    # Where a label stands over the first of them, the words stand in the middle of their blocks.
    centred = any(one.middle < top.middle - 0.5 * tall and _left_of(top.box, one.box) for one in asked)
    in_turn = _in_turn(tag, heads, top, asked) if centred else None
    if in_turn is not None:
        return in_turn
    within = left if centred else [head for head in left if head.middle < middle] or left
    nearest = min(within, key=lambda head: abs(head.middle - middle)).middle
    in_row = (head for head in within if abs(head.middle - nearest) < 0.6 * tall)
    return max(in_row, key=lambda head: head.box.right).side


def _in_turn(tag: Tag, heads: Sequence[Head], top: Head, asked: Sequence[Tag]) -> str | None:
    """The side of a label that each of the blocks has once, where each block has its word in its middle."""
    words = [head for head in heads if head.alone and abs(head.box.left - top.box.left) < FLUSH]
    words = [head for head in words if head.box.right <= tag.box.left + 0.005]
    again = _again(tag, asked)
    if not 1 < len(words) == len(again):
        return None
    by_height = sorted(again, key=lambda one: one.middle)
    return sorted(words, key=lambda head: head.middle)[by_height.index(tag)].side


def _again(tag: Tag, asked: Sequence[Tag]) -> list[Tag]:
    """The labels of a column that ask for the same, this one too."""
    same = (one for one in asked if one.label.role == tag.label.role and abs(one.box.left - tag.box.left) < FLUSH)
    return [one for one in same if one.spot.row.page == tag.spot.row.page]


def _left_of(box: Box, other: Box) -> bool:
    """Whether a word stands before another, though curled paper may have them touch."""
    return box.left < other.left - 0.015 and (box.left + box.right) / 2 < other.left
