"""What a Chinese paper says without a label that was read: by a shape that only one thing has, or by its place.

Such values stand behind those that labels name, and none is given where the page has two that would fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from claimcheck.core.extract.chinese.shapes import (
    VALUES,
    identity_number,
    like_company,
    like_person,
    of_an_account,
    of_another,
    registered,
    surely_person,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag, anywhere, part_of, said
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.numbers.plates import plate
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.values.checkdigits import vin_holds
from claimcheck.model.documents import Box

_VIN: Final = re.compile(r"(?=(?:.*[A-Z]){3})[A-HJ-NPR-Z0-9]{12}[A-HJ-NPR-Z0-9]\d{4}$")
"""A VIN's letters and figures (GB 16735): neither I, O nor Q, figures at the end."""
_CAR_SOLD: Final = re.compile(r"\*[^*]{0,8}车辆?\*")
"""The tax office's class of goods before a car's name on an invoice: `*汽车*`, `*机动车*`."""
_IN_A_COLUMN: Final = re.compile(
    rf"(?:{_CAR_SOLD.pattern}[^A-Za-z0-9]{{0,20}})?(?P<vin>[A-HJ-NPR-Za-hj-npr-z0-9]{{17}})(?:[辆台部]\d?)?"
)
"""A VIN in a column of its own, with its neighbours where the reader ran them together."""
_ANOTHER_CAR: Final = re.compile(
    r"[旧原]车|置换|报废|抵扣|抵[作充]|以旧换新|回购|维修|修理|保养|适用(?!税|简易|差额)|配件|零件|用品|服务\*|租赁|抵押|装潢|加装"
)
"""What a tax invoice says of a car that it does not sell."""
_ISSUED: Final = re.compile(r"(?:出具|开具|打印|查询|签发|签订|制表|生成|签署|订立)$|^(?:于|日期:?)")
"""What is said of a day that stands by itself."""
_IN_BRACKETS: Final = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|证明|本人|客户|车主|员工|职工|同志|居民|为)(?P<name>(?:(?!证明|本人|客户|车主|员工|职工|同志|居民)[\u4e00-\u9fff·]){2,12})"
    r"(?:(?:[,，]?(?:性别[:：]?)?[男女](?=[,，]))?[(（,，]?(?:居民|公民)?(?:身份证|身份号|社会保障|证件)|"
    r"同志的?(?:住房公积金|社会保险|社保)(?:账户)?(?:缴存|缴纳|缴费|参保)情况如下)"
)
"""A person whom a letter names before the number of their identity, or before what it tells of their fund."""


_AT: Final = re.compile(
    r"(?P<done>已经?(?:于[\d年月日.\-]{6,12})?|于[\d年月日.\-]{8,12})?(?:在|向|从)(?P<name>(?:(?![在向从日])[\u4e00-\u9fff()A-Za-z]){4,40}?公司)(?:处|门店|购车)?"
    r"(?:购买|购置|购得|购车|购入|订购|订车|选购|(?(done)|已经?)(?:提取|提车|提走|交付)|(?:提取|提车|提走|交付)了)"
)
"""Where a sentence has its writer buy."""
_PAYER: Final = re.compile(
    r"(?:收到|(?<!款)(?<!款项)(?:交付给|交付予|移交给)|出售给|销售给|售予)(?:了)?(?:客户|买方|购买方|用户|车主)?[:：]?"
    r"(?P<name>(?:(?!支付|交来|收到)[\u4e00-\u9fff()·A-Za-z]){2,40}?)(?=支付|交来|交付(?!的?[上述下列该一]{0,2}(?:[新轿货汽]?车|商品|货物|机动车))|缴纳|缴来|汇来|转来|付来|转账|汇款|[。,，;]|$)"
)
_TAKES: Final = (
    r"(?:提取|提走|接收|收到|验收|签收)(?:了)?[贵你](?:单位|公司|司|店|方|处)"
    r"(?![^。,，;；]{0,12}(?:款|(?<!交)付|汇|转账|费用|人民币|元))"
)
"""Where a letter's writer gets goods from its reader, and no money."""
_TAKER: Final = re.compile(
    r"(?:本人|[本我](?:单位|公司|司|店|企业|方)|客户|车主)(?:[(（](?:本?单位|本?公司|本人)[)）])?[,，]?"
    r"(?P<name>(?:(?![于在向从已])[\u4e00-\u9fff()·]){2,40})"
    r"已?于[\d年月日.\-]{8,12}[在向从][\u4e00-\u9fff()]{2,40}?(?:提取|提走|提车|接收|收到|验收)|"
    r"[本我](?:单位|公司|司|店|企业|方)[(（](?P<house>[\u4e00-\u9fff()·]{2,40}?)[)）]"
    rf"已?于[\d年月日.\-]{{8,12}}{_TAKES}"
)
"""Where a sentence has its writer take a car over, at whom and when."""
_DAY_TAKEN: Final = re.compile(
    rf"(?P<done>已)?于(?P<day>{VALUES['date'].pattern})(?:[在向从][\u4e00-\u9fff()]{{2,40}}?(?:提取|提走|提车|接收|收到|验收)|"
    rf"{_TAKES}|(?(done)(?<=[日\d])(?:顺利|正式|圆满)?完成(?:了)?(?:车辆|新车)?(?:交付|交车|提车|移交|交接)|(?!)))"
)
"""Where a sentence says when a car was taken over; that this was done, behind `已` only: it may be agreed on."""
_SEAL: Final = re.compile(r"[(（]?(?:加?盖)?(?:财务|收款|收费|发票)(?:专用)?章(?:处)?[)）]?")
"""What asks for the seal of who takes money: any party may be asked for another one."""
_SENT: Final = re.compile(r"授权|委托|委派|指派|指定|派遣|派员|安排|经办|代表|代理|代办")
"""What says of a person that somebody sends them: they are no party."""
_THIS: Final = "[本此](?:合同|协议|约定)书?"
_MADE: Final = "(?:签[订署约]|签定|订立|达成|缔结)"
_SIGNED_ON: Final = re.compile(
    rf"(?P<this>{_THIS})?(?:由?(?:甲、?乙|买卖|供需)?双方)?(?:[已经]{{0,2}})[自从于](?P<day>{VALUES['date'].pattern})"
    rf"(?:(?:(?!签|订|达成|缔结|的|之)[^。;；,，]){{0,16}}{_MADE}(?:了?(?P<it>{_THIS})|(?!了?[的之份过《])(?(this)|(?!))))"
)
"""Where a sentence says when this contract was made; another one's day stands in such words, too."""
_EFFECT: Final = re.compile(rf"{_THIS}[自从于](?P<day>{VALUES['date'].pattern})起?(?:正式)?生效")
_TRADED_IN: Final = re.compile(r"[旧原]车|置换|抵[扣作充价]|抵(?=[^\u4e00-\u9fff]|$)|[换抵](?:购|取|新)|以旧")
"""What a sentence says of a car that the buyer gives."""
_WRITER: Final = re.compile(r"(?:我|本)(?:公司|司|单位|店|企业)[(（](?P<name>[\u4e00-\u9fff()A-Za-z]{4,40}公司)[)）]")
_DENIED: Final = re.compile(r"[未没不若如可请拟欲应须]|需要|假[如设]|将|退")
"""What says in a sentence, before what it tells, that this did not happen, or may."""
_PLANNED: Final = re.compile("预[计定期约估]|计划|约定|希望|争取|力争|最[迟晚早]|承诺|期待")
"""What says so of a day that is yet to come."""
_CLAUSE_END: Final = re.compile(r"[。,，;；:：!！]")
_BUYS: Final = re.compile(
    rf"{_TAKES}|[向在从][^。;；]{{0,48}}(?:购买|购置|购车|购入|订购|订车|选购|支付|付款|付清|转账|汇)"
)
"""What a buyer writes of itself."""


TOP: Final = 0.25
"""How far down the page its head reaches."""
NUMBER: Final = "invoice_number"
PAPER: Final = 8
"""Figures of a paper invoice's number, which has a code beside it; a digital one's has twenty and none."""
OWNERS_LINES: Final = 4.5
"""Lines from a car's owner to the owner's number at the most: a name and a document may take two each."""


def lone_vin(sheet: Sheet) -> Iterator[Read]:
    """The only print on the page that can be a VIN, whatever its check digit says."""
    yield from _only(read for read in anywhere(sheet, "vin") if _VIN.match(read.text.upper()))


def car_sold(sheet: Sheet) -> Iterator[Read]:
    """The VIN of a car that a tax invoice sells, which stands in its row of goods in a column of its own."""
    for spot in sheet.spots:
        row = "".join(spot.row.text.split())
        if not _CAR_SOLD.search(row) or _ANOTHER_CAR.search(row):
            continue
        match = _IN_A_COLUMN.fullmatch(spot.bare)
        if match is not None and vin_holds(match["vin"].upper()):
            yield Read(match["vin"], (part_of(spot, *match.span("vin")),), spot.cell.box)


def of_another_car(vin: str, rows: Sequence[Row]) -> bool:
    """Whether a tax invoice names a VIN only as that of a car taken in exchange, mended or fitted out."""
    texts = (simplified("".join(row.text.split())) for row in rows)
    told = [bool(_ANOTHER_CAR.search(text)) for text in texts if vin.upper() in text.upper()]
    return bool(told) and all(told)


def branded(sheet: Sheet) -> Iterator[Read]:
    """Models with their brand within a sentence."""
    for match, run in said(sheet, VALUES["branded"]):
        rest = _CLAUSE_END.split(run.text[match.end() :])[0]
        if not _TRADED_IN.search(_clause(match, "model")) and not _TRADED_IN.search(rest):
            yield run.read(*match.span("model"))


def last_day(sheet: Sheet) -> list[Read]:
    """The day that stands by itself under a letter or contract, where no other day does."""
    alone = [read for read in anywhere(sheet, "date") if not _ISSUED.sub("", VALUES["date"].sub("", _cell_text(read)))]
    if len({read.text for read in alone}) > 1:
        alone = [read for read in alone if _beside_days_only(read)]
    return alone[-1:] if len({read.text for read in alone}) == 1 else []


def only_day(sheet: Sheet) -> list[Read]:
    """The plain day of a paper of delivery on which no other one stands: it may be that of the delivery."""
    found = values(sheet, "any_date")[:1] or [read for read in last_day(sheet) if _beside_days_only(read)]
    return found if {read.text for read in anywhere(sheet, "date")} == {read.text for read in found} else []


def _cell_text(read: Read) -> str:
    row, start, _ = read.parts[0]
    return row.cells[row.cell_at(start)].text.replace(" ", "")


def _beside_days_only(read: Read) -> bool:
    """Whether a row holds nothing but days: that of a letter, or of both parties side by side."""
    return all(VALUES["date"].match(cell.text.replace(" ", "")) for cell in read.parts[0][0].cells)


def person_of_number(sheet: Sheet) -> Iterator[Read]:
    """The person whose identity number stands right behind the name, as a letter tells it."""
    yield from _only(
        run.read(*match.span("name"))
        for match, run in said(sheet, _IN_BRACKETS)
        if like_person(match["name"]) and not _SENT.search(_clause(match, "name"))
    )


def bought_from(sheet: Sheet) -> Iterator[Read]:
    """The company that a sentence says a thing was bought at; the sentence may go on in the next line."""
    yield from _only(read for read in _told(sheet, _AT) if like_company(read.text))


def heads_paper(sheet: Sheet, name: str) -> bool:
    """Whether a company's name stands alone in the head of the page."""
    return any(spot.cell.box.top < TOP and spot.bare == name for spot in sheet.spots)


def taken_by(sheet: Sheet) -> Iterator[Read]:
    """Who took a car over, as the sentence of a paper of delivery says it."""
    yield from _only(_told(sheet, _TAKER))


def day_taken(sheet: Sheet) -> Iterator[Read]:
    """The day on which a paper of delivery's sentence says that something was taken over."""
    yield from _only(
        run.read(*match.span("day"))
        for match, run in said(sheet, _DAY_TAKEN)
        if not (_DENIED.search(_clause(match)) or _PLANNED.search(_clause(match)))
    )


def day_signed(sheet: Sheet) -> Iterator[Read]:
    """The day on which a contract's sentence says that it was made."""
    yield from _only(run.read(*match.span("day")) for match, run in said(sheet, _SIGNED_ON))


def day_of_effect(sheet: Sheet) -> Iterator[Read]:
    """The day from which a contract says that it holds, which may be another one than that of its making."""
    yield from _only(run.read(*match.span("day")) for match, run in said(sheet, _EFFECT))


def paid_by(sheet: Sheet) -> Iterator[Read]:
    """Who paid or took over, as a sentence says it."""
    yield from _only(_told(sheet, _PAYER))


def writer(sheet: Sheet) -> Iterator[Read]:
    """The company that a letter calls its own."""
    yield from _only(_told(sheet, _WRITER, unless=_BUYS))


def _told(sheet: Sheet, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None) -> Iterator[Read]:
    """Parties that a sentence names, which may go on in the next line, though the name itself does not.

    Args:
        sheet: the paper.
        pattern: what the sentence says of the party, its `name`.
        unless: what must not follow.
    """
    for match, run in said(sheet, pattern):
        if _DENIED.search(_clause(match)) or (unless is not None and unless.search(run.text, match.end())):
            continue
        group = "house" if match.groupdict().get("house") else "name"
        if like_company(match[group]) or surely_person(match[group]):
            yield run.read(*match.span(group))


def _clause(match: re.Match[str], group: int | str = 0) -> str:
    """What the clause of a sentence says before what was found in it."""
    return _CLAUSE_END.split(match.string[: match.start(group)])[-1]


def last_owner(sheet: Sheet) -> list[Read]:
    """The name of a car's last owner: the first line beside the last label for it, which may be of two lines itself."""
    found = values(sheet, "owner")
    return [read for read in found if read.label == found[-1].label][:1]


def owners_number(sheet: Sheet) -> Iterator[Read]:
    """The number of a car's last owner: the nearest behind the name or under it, in the rows that are the owner's."""
    for owner in last_owner(sheet):
        (row, _, _), (box, _) = owner.parts[-1], owner.place
        tall = box.bottom - box.top
        left = min(owner.label.left, box.left) - tall
        found = [
            (step, read)
            for read in anywhere(sheet, "id")
            if read.parts[0][0].page == row.page
            and (identity_number(read.text) or registered(read.text))
            and read.place[0].left > left
            and -0.5 * tall < (step := _level(read) - _level(owner)) < OWNERS_LINES * tall
        ]
        yield from (read for _, read in sorted(found, key=lambda one: one[0]))


def day_registered(sheet: Sheet) -> Iterator[Read]:
    """The day at the right of the office that registered a car first, where its own label was not read."""
    offices = sorted((tag for tag in sheet.tags if tag.label.role == "office"), key=_in_order)
    for office in offices[:1]:
        owners = {tag.box for tag in sheet.tags if tag.label.role == "owner" and _in_order(tag) < _in_order(office)}
        slack = office.spot.cell.height
        level = [
            tag.box.left
            for tag in sheet.tags
            if tag.spot.row.page == office.spot.row.page
            and tag.box.left > office.box.right
            and tag.label.role != "registration_date"
            and abs(tag.middle - office.middle) < slack
        ]
        days = [
            read
            for read in anywhere(sheet, "date")
            if read.parts[0][0].page == office.spot.row.page
            and office.box.right < read.place[0].left < min(level, default=1.0)
            and abs(_level(read) - office.middle) < slack
        ]
        yield from days if len(owners) == len(days) == 1 else ()


def only_identity(sheet: Sheet) -> Iterator[Read]:
    """The only identity number of the page, unless it is that of who stands for a party."""
    found = _only(read for read in anywhere(sheet, "id") if identity_number(read.text))
    yield from (read for read in found if not of_another(_before(read)))


def only_plate(sheet: Sheet) -> Iterator[Read]:
    """The only plate of the page, in a cell of its own."""
    found = [read for read in anywhere(sheet, "plate") if plate(read.text).possible]
    yield from (read for read in _only(found) if VALUES["plate"].fullmatch(_cell_text(read)))


def only_registration(sheet: Sheet) -> Iterator[Read]:
    """The only unified social credit code of the page."""
    found = (read for read in anywhere(sheet, "id") if registered(read.text))
    yield from _only(read for read in found if not of_an_account(_before(read)))


def _before(read: Read) -> str:
    row, start, _ = read.parts[0]
    return row.text[:start]


def _only(reads: Iterable[Read]) -> list[Read]:
    found = list(reads)
    return found[:1] if len({read.text.upper() for read in found}) == 1 else []


def first_company(sheet: Sheet) -> Iterator[Read]:
    """The first company of a business licence: its own name, where the label before it was not read."""
    for read in anywhere(sheet, "company"):
        box, _ = read.place
        row, start, _ = read.parts[0]
        if box.top < 0.5 and id(row.cells[row.cell_at(start)]) not in sheet.labelled and like_company(read.text):
            yield read
            return


def sealed(sheet: Sheet) -> Iterator[Read]:
    """The company, alone in its row, right over which the paper asks for a taker's seal: `财务专用章`."""
    yield from _only(
        Read(spot.bare, (part_of(spot, 0, len(spot.bare)),), spot.cell.box)
        for spot in sheet.spots
        if id(spot.cell) not in sheet.labelled
        and like_company(spot.bare)
        and _asked_below(sheet, spot)
        and sum(like_company(cell.text.replace(" ", "")) for cell in spot.row.cells) == 1
    )


def _asked_below(sheet: Sheet, spot: Spot) -> bool:
    box, tall = spot.cell.box, spot.cell.height
    return any(
        _SEAL.fullmatch(one.bare)
        and 0.4 * tall < one.cell.middle - spot.cell.middle < 2.6 * tall
        and box.left - tall < (one.cell.box.left + one.cell.box.right) / 2 < box.right + tall
        for one in sheet.near(spot.row)
    )


def vat_head(sheet: Sheet) -> Iterator[tuple[str, Read]]:
    """Code and number that stand in the head of a paper form with no label, or one that reads `No`."""
    told = {tag.label.role for tag in sheet.tags}
    if "invoice_number" in told and ("invoice_code" in told or all(len(r.text) > PAPER for r in values(sheet, NUMBER))):
        return
    head = Sheet(tuple(spot for spot in sheet.spots if spot.cell.box.top < 0.33), sheet.tags)
    for name, kind in ((NUMBER, "number"), ("invoice_code", "code")):
        if name not in told:
            yield from ((name, read) for read in [r for r in anywhere(head, kind) if not _inside_label(sheet, r)][:1])


def _inside_label(sheet: Sheet, read: Read) -> bool:
    """Whether a number belongs to a label that names something else, such as the machine's number."""
    box, _ = read.place
    return any(
        not tag.label.role
        and 0 <= box.left - tag.box.right < 0.12
        and tag.box.top - 0.01 <= _middle(box) <= tag.box.bottom + 0.01
        for tag in sheet.tags
    )


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _level(read: Read) -> float:
    """The height of a value on the page, were the page level."""
    row, start, _ = read.parts[-1]
    return _middle(read.place[0]) - row.cells[row.cell_at(start)].off


def _in_order(tag: Tag) -> tuple[int, float]:
    return tag.spot.row.page, tag.middle
