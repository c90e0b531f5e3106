"""The parties of a Chinese sale with their numbers: by words for a side, by sections, else by the form's own order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.chinese.defined import Defined, defined
from claimcheck.core.extract.chinese.shapes import (
    VALUES,
    identity_number,
    like_company,
    of_an_account,
    of_another,
    plainly_named,
    registered,
    surely_person,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag, anywhere, part_of
from claimcheck.core.extract.chinese.sides import (
    NEITHER,
    OTHER,
    SIDES,
    another,
    crossed,
    guessed,
    in_sections,
    names,
    of_no_other,
    only_takes,
    sided,
    unread_sides,
)
from claimcheck.core.extract.chinese.titles import titled
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.chinese.words import BETWEEN, GUESTS, OFFICE
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Box, Kind

SURE, LAYOUT, HEAD = 0.96, 0.88, 0.8
"""How surely a value is the field: by a label of its own, by its place on the form, by standing in the page's head."""
SAID: Final = "sentence"
"""The ground of what a sentence says, or another word than one for a side: this alone proves nobody."""
ALONE: Final = 0.75
"""How surely the only number that is made for persons, or for companies, is that of the only one of them."""
IN_TURN: Final = DOUBTED
"""How surely two numbers are those of two parties by nothing but their order, which proves neither."""
FORMS: Final[frozenset[Kind]] = frozenset({"motor_vehicle_invoice", "vat_invoice"})
"""Papers whose form puts the buyer over or left of the seller."""
IN_HEAD: Final = 0.3
"""How far down the page its head reaches."""
_BUYERS_PAPER: Final = re.compile(r"采\s*购|订\s*购|请\s*购|订\s*货\s*(?:单|合)")
_WRITES: Final = re.compile(
    r"(?:[我本](?:公司|司|单位|方|店)[\u4e00-\u9fff]{0,4}[向从在](?:贵|你)(?:公司|司|单位|方|店|厂)|"
    r"(?<![向从在由给与])(?P<reader>(?:贵|你)(?:公司|司|单位|方|店|厂)[向从在]?[我本]?(?:公司|司|单位|方|店)?(?:所|的)?))"
    r"[\u4e00-\u9fff]{0,6}(?:采购|订购|定购|选购|购买|购置|订货|下达|预订)"
)
"""What a letter says of who buys: its writer from its reader, or its reader."""
_TITLED: Final = re.compile(
    r"^([\u4e00-\u9fffA-Za-z0-9()·]{3,36}公司)(?:[\u4e00-\u9fff]{0,8}(?:单|书|票|收据|合同|表|凭证|小票|联))?(?:[(][^)]*[)])?$"
)
"""A company that prints its name before the title of its papers."""
_ANOTHER: Final = re.compile(
    r"[丙丁]方|第三方|担保|抵押|贷款|融资|租赁|出借|承运|经纪|见证|监护|代理|委托|经办|联系人|代表|负责人|配偶|"
    r"[\u4e00-\u9fff()]{4}(?:公司|集团|事务所|合作社|商行|经营部|服务部|门市部|中心)(?![名地电:：])"
)
"""Who is neither party though a number may be theirs: by a word for what they do, or a company's name."""
_WHOLE: Final = re.compile(r"^([\u4e00-\u9fff()]{6,36})$")
_BANK: Final = re.compile("开户|银行|支行|账号|帐号|卡号")
BY_A_BANK: Final = 3
"""Rows between an account's name and its bank or number at the most."""
Found = tuple[str, Read, float, str]
"""Field, value, how surely the value is the field's, and by what: `label` or `layout`."""


def parties(sheet: Sheet) -> Iterator[Found]:
    """Names and numbers of buyer and seller."""
    sheet = sided(sheet)
    labelled, doubted = names(sheet)
    unproved = guessed(sheet) | only_takes(sheet, labelled)
    introduced, called_twice = _introduced(sheet, labelled)
    doubted |= called_twice
    for side, one in introduced.items():
        if one.number:
            told = (DOUBTED, SAID) if side in doubted else (SURE, "label")
            yield f"{side}_id", one.number, *told
    named = labelled | {side: one.name for side, one in introduced.items()}
    plain = in_sections(sheet, "name")
    in_order = _in_order(sheet)
    apart = (_apart(plain) and not crossed(plain, in_order)) or sheet.kind not in FORMS
    ordered = {} if named or (plain and apart) else in_order
    unread = unread_sides(ordered, plain)
    if apart:
        twice, beside_other = _set_by_section(named, plain, sheet.kind)
        doubted, unread = doubted | twice, unread | beside_other
    doubted |= unread
    for side, read in (named or ordered).items():
        ground = SAID if side in doubted or (side in labelled and side in unproved) else "label"
        yield f"{side}_name", read, DOUBTED if side in doubted else SURE, ground
    if len(named) == 1:  # a letter from one of the two goes to the other
        (side,) = named
        to = (read for read in values(sheet, "addressee") if read.text != named[side].text)
        yield from ((f"{OTHER[side]}_name", read, LAYOUT, "label") for read in to)
        yield from _unsided(sheet, side, named[side]) if not doubted else ()
    if not named and sheet.kind == "receipt":  # whose receipt it is stands in its head or under its seal
        yield from _unsided(sheet, "seller", None)
    yield from _numbers(sheet, named, ordered, doubted if sheet.kind in FORMS else unread)
    yield from _over_numbers(sheet, {*named, *ordered})
    yield from _with_name(sheet, named)
    yield from _by_shape(sheet, named or ordered)
    if sheet.kind not in FORMS:
        yield from _by_head(sheet, named)


def _unsided(sheet: Sheet, known: str, party: Read | None) -> Iterator[Found]:
    """The one name on a paper of trade that a label tells without a side, where one party is known: the other's."""
    if sheet.kind in FORMS:
        return
    told = party.text if party is not None else ""
    plain = [tag.box for tag in sheet.tags if tag.label.role == "name" and _of_nobody_else(sheet, tag)]
    found = (read for read in of_no_other(sheet, "name") if read.label in plain)
    others = {read.text: read for read in found if not told or another(read.text, told)}
    if len(others) == 1:
        ((name, read),) = others.items()
        if plainly_named(name) if party is not None else surely_person(name):
            yield f"{OTHER[known]}_name", read, LAYOUT, SAID


def _of_nobody_else(sheet: Sheet, tag: Tag) -> bool:
    """Whether a label asks for a name and says of nobody what they do, and for no account's that stands by its bank."""
    asked = tag.spot.bare[tag.start : tag.end]
    if tag.start and has_cjk(tag.spot.bare[tag.start - 1]) and not re.match(GUESTS, asked):
        return False
    if "户" not in asked.replace("客户", "").replace("用户", ""):
        return True
    banks = (spot for spot in sheet.near(tag.spot.row) if abs(spot.row.index - tag.spot.row.index) <= BY_A_BANK)
    return sheet.kind != "contract" and not any(_BANK.search(spot.bare) for spot in banks)


def _introduced(sheet: Sheet, labelled: Mapping[str, Read]) -> tuple[dict[str, Defined], frozenset[str]]:
    """The parties that sentences introduce, the first sentence for each, and the sides that others are called, too."""
    introduced: dict[str, Defined] = {}
    twice = set()
    for one in defined(sheet):
        name = introduced.setdefault(one.side, one).name
        if another(name.text, one.name.text) or another(name.text, labelled.get(one.side, name).text):
            twice.add(one.side)
    return introduced, frozenset(twice)


def _set_by_section(
    named: dict[str, Read], plain: Sequence[tuple[str, Read]], kind: Kind
) -> tuple[frozenset[str], frozenset[str]]:
    """Set the parties that only their sections tell.

    Returns:
        the sides in whose section two names stand, and those that stand under the other one's word.
    """
    known, twice, beside_other = frozenset(named), set(), set()
    for told, read in plain:
        # A name under the same head as one that its label tells is the other party's: its own label was lost.
        side = OTHER[told] if told in named and OTHER[told] not in named and kind in FORMS else told
        same = next((other for other in named.values() if read.text == other.text), None)
        if same is not None and not (kind in FORMS and side not in named and read.parts != same.parts):
            continue  # of the two blocks of a form each has its own name, though nobody sells to himself
        if same is not None:
            twice |= {*SIDES}
        if side != told:
            beside_other.add(side)
        if another(named.setdefault(side, read).text, read.text) and side not in known:
            twice.add(side)
    return frozenset(twice), frozenset(beside_other)


def _apart(plain: Sequence[tuple[str, Read]]) -> bool:
    """Whether names without a side are told apart by their sections: one a side, or one only."""
    sides = [side for side, _ in plain]
    return len(set(sides)) == len(sides)


def _numbers(
    sheet: Sheet, named: dict[str, Read], ordered: dict[str, Read], unread: Collection[str]
) -> Iterator[Found]:
    """Tax and identity numbers: labelled with their side, in a side's section, else by the form's order."""
    for side in SIDES:
        yield from ((f"{side}_id", read, SURE, "label") for read in values(sheet, f"{side}_id")[:1])
    if ordered:
        beside = _beside(list(ordered.values()))
        for read in values(sheet, "id"):
            side = _party_of(read, ordered, beside=beside)
            yield f"{side}_id", read, DOUBTED if side in unread else SURE, "label"
        return
    inside = in_sections(sheet, "id", named)
    if sheet.kind in FORMS and len(named) == 2 and not _apart(inside):
        inside = [(_party_of(read, named, beside=_beside(list(named.values()))), read) for _, read in inside]
    # Two numbers in the only block whose word was read: the other block's word was lost, and one of them is its own.
    shared = sheet.kind in FORMS and len(named) == 1 and len({read.text for _, read in inside}) > len({*dict(inside)})
    for side, read in inside:
        yield f"{side}_id", read, DOUBTED if side in unread or shared else SURE, "label"
    if sheet.kind == "other" and set(named) == {"buyer"} and not inside:  # whom a certificate is about
        here = named["buyer"].parts[0][0].index
        near = [read for read in values(sheet, "id") if _rows_off(read, here) <= 1]
        yield from (
            ("buyer_id", read, LAYOUT, "layout") for read in sorted(near, key=lambda read: _rows_off(read, here))
        )
    if not inside and not named and sheet.kind in FORMS:
        for read in values(sheet, "id"):
            yield f"{'buyer' if read.label.top < 0.5 else 'seller'}_id", read, DOUBTED, "label"


def _rows_off(read: Read, row: int) -> int:
    return abs(read.parts[0][0].index - row)


def _in_order(sheet: Sheet) -> dict[str, Read]:
    """Two blocks with the same labels: the buyer's is above or at the left of the seller's on every form."""
    if sheet.kind not in FORMS:
        return {}
    found = values(sheet, "name")
    # By their columns, which stay apart on a page that was laid askew.
    beside = _beside(found)
    found = sorted(found[:2], key=lambda read: read.label.left if beside else read.label.top)
    if len(found) == 1 and found[0].label.top >= 0.5:
        return {"seller": found[0]}
    return dict(zip(SIDES, found, strict=False))


def _beside(found: Sequence[Read]) -> bool:
    return len(found) > 1 and abs(found[0].label.left - found[1].label.left) > 0.2


def _party_of(read: Read, ordered: dict[str, Read], *, beside: bool) -> str:
    """Whose block a number stands in: that of the name in its column, else of the last name above it."""
    if beside:
        return min(ordered, key=lambda side: abs(ordered[side].label.left - read.label.left))
    above = [side for side, name in ordered.items() if name.label.top <= read.label.bottom]
    return max(above, key=lambda side: ordered[side].label.top) if above else min(ordered)


def _with_name(sheet: Sheet, named: Mapping[str, Read]) -> Iterator[Found]:
    """The number that stands behind a party's name in its row, or under it in one box, as old forms have it."""
    ends = {side: read.parts[-1] for side, read in named.items()}
    for side, (row, _, end) in ends.items():
        others = [start for other, (at, start, _) in ends.items() if other != side and at is row and start > end]
        found = VALUES["id"].finditer(row.text[: min(others, default=len(row.text))], end)
        behind = next((one for one in found if not of_an_account(row.text[: one.start()])), None)
        if behind is None or of_another(row.text[end : behind.start()]):
            continue
        if _made_as_one(behind.group()) or not has_cjk(row.text[end : behind.start()]):
            yield f"{side}_id", Read(behind.group(), ((row, *behind.span()),), named[side].label), LAYOUT, "layout"
    for side, read in named.items():
        box, _ = read.place
        tall = box.bottom - box.top
        for under in anywhere(sheet, "id"):
            place, _ = under.place
            (of, start, _), *_ = under.parts
            plain = _made_as_one(under.text) or (side == "buyer" and sheet.kind in FORMS)
            if (
                plain
                and not of_an_account(of.text[:start])
                and 0 < _middle(place) - _middle(box) < 1.8 * tall
                and abs(place.left - box.left) < 1.5 * tall
            ):
                yield f"{side}_id", under, LAYOUT, "layout"


def _by_shape(sheet: Sheet, named: Mapping[str, Read]) -> Iterator[Found]:
    """The numbers that only one party can have, or as many as there are parties for them, each behind its name."""
    if len(named) < 2:
        return
    numbers = {
        read.text: read
        for read in anywhere(sheet, "id")
        if not of_an_account(read.parts[0][0].text[: read.parts[0][1]]) and _made_as_one(read.text)
    }
    for of_person in (True, False):
        sides = [side for side, name in named.items() if like_company(name.text) is not of_person]
        found = [read for text, read in numbers.items() if identity_number(text) is of_person]
        if len(sides) != len(found) or any(_behind_another(sheet, read, named) for read in found):
            continue
        if len(found) == 1:
            yield f"{sides[0]}_id", found[0], ALONE, "layout"
        elif len(found) == 2:
            yield from ((f"{side}_id", read, IN_TURN, SAID) for side, read in _in_turn(named, found))


def _behind_another(sheet: Sheet, number: Read, named: Mapping[str, Read]) -> bool:
    """Whether who stands last before a number, or beside that one, is neither party: a third side, a lender."""
    row, start, _ = number.parts[0]
    thirds = {id(tag.spot.cell) for tag in sheet.tags if tag.label.role in NEITHER}
    parties = {at.index for name in named.values() for at, _, _ in name.parts}
    for spot in reversed(sheet.spots):
        if spot.row.index > row.index or (spot.row is row and row.starts[spot.k] > start):
            continue
        text = spot.bare.partition(number.text)[0] if spot.row is row else spot.bare
        for name in named.values():
            text = text.replace(name.text, "")
        if id(spot.cell) in thirds or _ANOTHER.search(text):
            return True
        if spot.row.index in parties and spot.k == 0:
            return False
    return False


def _in_turn(named: Mapping[str, Read], numbers: Sequence[Read]) -> Iterator[tuple[str, Read]]:
    """Two numbers with the parties in whose order they stand: side by side as the names do, or each under its own."""
    first, second = sorted(named, key=lambda side: (_at(named[side])[0], _at(named[side])[1]))
    one, other = sorted(numbers, key=_at)
    (name_row, _), (next_row, _) = _at(named[first]), _at(named[second])
    if name_row == next_row:
        level = _at(one)[0] == _at(other)[0] >= name_row
        yield from ((first, one), (second, other)) if level else ()
    elif name_row <= _at(one)[0] < next_row <= _at(other)[0]:
        yield from ((first, one), (second, other))


def _at(read: Read) -> tuple[int, float]:
    """Where a value stands: its row, and how far to the right."""
    return read.parts[0][0].index, read.place[0].left


def _made_as_one(number: str) -> bool:
    """Whether a number is made as those of persons and companies are, and no account's."""
    return identity_number(number) or registered(number)


def _over_numbers(sheet: Sheet, known: Collection[str]) -> Iterator[Found]:
    """The company right over a side's number on a form, where the label before it was not read."""
    if sheet.kind not in FORMS or len(known) == 2:
        return
    for side, number in in_sections(sheet, "id"):
        if side in known:
            continue
        row = number.parts[0][0]
        tall = number.label.bottom - number.label.top
        for spot in sheet.near(row):
            over = number.label.top - spot.cell.box.bottom
            if not -0.6 * tall < over < 1.2 * tall or abs(spot.cell.box.left - number.label.left) > 3 * tall:
                continue
            start = spot.bare.rfind(":") + 1
            name = spot.bare[start:]
            if like_company(name):
                yield (
                    f"{side}_name",
                    Read(name, (part_of(spot, start, len(spot.bare)),), spot.cell.box),
                    LAYOUT,
                    "layout",
                )


def _by_head(sheet: Sheet, named: dict[str, Read]) -> Iterator[Found]:
    """The company whose paper it is, by its name in the head: it sells, unless the paper orders."""
    if len(named) == 2:
        return
    for spot in sheet.spots:
        match = _TITLED.match(spot.bare) or (_WHOLE.match(spot.bare) if like_company(spot.bare) else None)
        taken = id(spot.cell) in sheet.labelled or spot.cell.box.top > IN_HEAD or not _heads(spot)
        if (
            match is None
            or taken
            or not like_company(match[1])
            or BETWEEN.search(match[1])
            or OFFICE.search(match[1])
            or any(match[1] == one.text for one in named.values())
        ):
            continue
        read = Read(match[1], (part_of(spot, 0, match.end(1)),), spot.cell.box)
        if len(named) == 1:
            yield f"{OTHER[next(iter(named))]}_name", read, HEAD, "layout"
        elif sheet.kind in {"order", "receipt", "invoice"}:
            side = "buyer" if _orders(sheet) else "seller"
            yield f"{side}_name", read, HEAD, "layout"
            to = [one for one in values(sheet, "addressee") if like_company(one.text) and another(one.text, read.text)]
            yield from ((f"{OTHER[side]}_name", one, HEAD, "label") for one in to[:1])
        return


def _orders(sheet: Sheet) -> bool:
    """Whether who heads a paper buys: by what it writes of itself and its reader, else by the title."""
    text = "".join(spot.bare for spot in sheet.spots)
    if (said := _WRITES.search(text)) is not None:
        return said["reader"] is None
    return any(_BUYERS_PAPER.search(one.bare) for one in sheet.spots if one.cell.box.top < IN_HEAD)


def _heads(spot: Spot) -> bool:
    """Whether a cell begins its row, or stands beside the paper's title: what stands beside other words is theirs."""
    return spot.k == 0 or titled(spot.row.cells[spot.k - 1].text) is not None


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
