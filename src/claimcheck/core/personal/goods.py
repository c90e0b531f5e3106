"""What was bought on a page, whose words no list knows: the rows with prices between a table's head and its totals."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.personal.facts import begins_the_sale
from claimcheck.core.personal.names import names_somebody
from claimcheck.core.personal.secrets import Span
from claimcheck.core.personal.words import also_a_name, fold_word, known, words_of
from claimcheck.model.documents import Line, Page

_PRICE: Final = re.compile(r"(?<![\d.,/])\d{1,3}(?:[.,' ]?\d{3}){0,3}[.,]\d\d(?![\d.,/])")
_LETTER: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_THINGS: Final = words_of(
    "description descriptions desc item items article articles product products goods particulars details service "
    "services bezeichnung beschreibung artikel leistung artikelbezeichnung designation libelle produit produits "
    "descripcion concepto articulo producto descrizione prodotto articolo omschrijving nazwa towar usluga opis "
    "descricao artigo produto designacao keterangan barang perkara butiran"
)
_HEAD_ALONE: Final = words_of(
    "description particulars bezeichnung artikelbezeichnung designation descripcion descrizione omschrijving "
    "descricao keterangan 品名 货物名称"
)
_COUNTS: Final = words_of(
    "qty quantity price amount unit total rate disc tax menge anzahl preis einzelpreis gesamtpreis betrag gesamt "
    "stuck quantite qte prix montant unitaire cantidad cant precio importe quantita qta prezzo importo aantal "
    "prijs bedrag ilosc cena wartosc kwota quantidade preco valor kuantiti harga jumlah amaun "
    "anz mge stk stck st qnty ctd cdad uds ud qte aant szt il qtd qtde kty ep gp einzel pr pu ta te unitario unitaria"
)
_COLUMN: Final = 5
"""At most so many letters stand in a column that is too narrow for its head: of counts, rates and prices."""
_CHINESE_THINGS: Final = re.compile(r"品名|货物|商品|项目|名称|服务")
_CHINESE_COUNTS: Final = re.compile(r"数量|单价|金额|税率|税额|单位|规格")
_TOTALS: Final = words_of(
    "total totals subtotal gesamtbetrag gesamtsumme summe zwischensumme netto nettobetrag brutto bruttobetrag "
    "rechnungsbetrag endbetrag totale totaux totaal subtotaal subtotale imponible imponibile razem suma jumlah "
    "soma saldo balance tax vat gst sst mwst ust tva iva btw ptu rounding visa mastercard maestro"
)
_CHINESE_TOTALS: Final = re.compile(r"合计|小计|总计|总额|价税|应收|实收|应付|实付|税额|现金|找零|支付|优惠|抹零|刷卡")
_MEASURE: Final = 3
_EVERYWHERE, _NOWHERE = (0.0, 1.0), (2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Goods:
    """The rows of what was bought.

    Attributes:
        across: by the identity of a line of such a row, from where to where along it words tell of what was bought;
            codes and counts stand in columns of their own.
        _heads: lines of the table's head, by their identity.
    """

    across: Mapping[int, tuple[float, float]]
    _heads: frozenset[int] = frozenset()

    def __contains__(self, line: Line) -> bool:
        """Whether a line of the page stands in such a row."""
        return id(line) in self.across

    def head(self, line: Line, said: str) -> bool:
        """Whether a word is the head of a column, or a letter of one: `Cant.`, `Price`, `P. unit.`; there, no name.

        A till cuts a head where its narrow column ends: `Men` of `Menge`.
        """
        letters = _LETTER.findall(fold_word(said))
        return id(line) in self._heads and all(
            len(one) == 1 or one in _THINGS | _COUNTS or _cut(one) for one in letters
        )

    def tell(self, line: Line, spans: Sequence[Span]) -> list[bool]:
        """Which parts of a line of such a row, in their order, stand where words tell of what was bought."""
        first, last = self.across[id(line)]
        return [first <= middle <= last for middle in _middles(line, spans)]


def _cut(said: str) -> bool:
    """Whether a word, no name, is the beginning of a column's head, cut off where the column ends."""
    return 2 < len(said) <= _COLUMN and not also_a_name(said) and any(head.startswith(said) for head in _COUNTS)


def goods_on(page: Page) -> Goods:
    """The rows of what was bought on a page: those with a price before the totals, and all below a table's head."""
    rows = _rows(page)
    across: dict[int, tuple[float, float]] = {}
    heads: set[int] = set()
    head, ended = None, False
    for place, row in enumerate(rows):
        said = fold_word(" ".join(line.text for line in row))
        counted = [line for line in row if begins_the_sale(line.text) and not _prices([line])]
        if _heads(said):
            head, ended = row, False
            heads |= set(map(id, row))
        elif _totals(row, said):
            head, ended = None, True
        elif head is not None and _belongs(rows, place, head):
            column = _column(head)
            across |= {id(line): _reach(row, line, column) for line in row}
        elif counted:
            across |= dict.fromkeys(map(id, counted), _EVERYWHERE)
        elif head is None and not ended and _prices(row):
            across |= {id(line): _reach(row, line, None) for line in row}
            above = rows[place - 1] if place and not _worded(row) else []
            if len(above) == 1 and _may_name_goods(above[0].text):
                across[id(above[0])] = _EVERYWHERE
    return Goods(across, frozenset(heads))


def _may_name_goods(said: str) -> bool:
    """Whether a line above a price may say what it is for: no label, and no number but a measure, as in `hose 25m`."""
    return not any(c in ":：" for c in said) and sum(c.isdigit() for c in said) <= _MEASURE


def _belongs(rows: Sequence[Sequence[Line]], place: int, head: Sequence[Line]) -> bool:
    """Whether a row below a table's head is one of the table: with a price, or near one and nobody's name."""
    if _prices(rows[place]):
        return True
    near = rows[max(0, place - 2) : place + 4]
    return any(_prices(row) and row[0].box.top > head[0].box.top for row in near) and not any(
        names_somebody(line.text) for line in rows[place]
    )


def _rows(page: Page) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda one: (one.box.top + one.box.bottom, one.box.left)):
        middle = (line.box.top + line.box.bottom) / 2
        if rows and rows[-1][0].box.top <= middle <= rows[-1][0].box.bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def _heads(said: str) -> bool:
    """Whether a row is the head of the table of what was bought."""
    if any(c.isdigit() for c in said):
        return False
    words = set(_LETTERS.findall(said))
    if said.strip() in _HEAD_ALONE:
        return True
    western = bool(words & _THINGS) and len(words & (_COUNTS | _THINGS)) > 1
    return western or bool(_CHINESE_THINGS.search(said) and _CHINESE_COUNTS.search(said))


def _totals(row: Sequence[Line], said: str) -> bool:
    return _prices(row) and bool(_TOTALS & set(_LETTERS.findall(said)) or _CHINESE_TOTALS.search(said))


def _prices(row: Sequence[Line]) -> bool:
    return any(_PRICE.search(line.text) for line in row)


def _worded(row: Sequence[Line]) -> bool:
    """Whether a row names something itself, and not only how many there are at what price."""
    return any(not known(word) for line in row for word in _LETTERS.findall(line.text))


def _column(head: Sequence[Line]) -> tuple[float, float] | None:
    """From where to where the column of what was bought reaches, by its head; None where no head says so."""
    return _between(sorted((cell for line in head for cell in _words(line)), key=lambda one: one[1]))


def _between(cells: Sequence[tuple[str, float, float]]) -> tuple[float, float] | None:
    for place, (said, left, right) in enumerate(cells):
        if _THINGS & set(_LETTERS.findall(fold_word(said))) or _CHINESE_THINGS.search(said):
            before = max((one[2] for one in cells[:place]), default=0.0)
            after = min((one[1] for one in cells[place + 1 :] if one[1] > right), default=1.0)
            return min(before, left), after
    return None


def _words(line: Line) -> Iterator[tuple[str, float, float]]:
    for word in line.words or (line,):
        yield word.text, word.box.left, word.box.right


def _reach(row: Sequence[Line], line: Line, column: tuple[float, float] | None) -> tuple[float, float]:
    """From where to where words of a line in a row of goods tell of them: a column's, else its first cell's."""
    if column is not None and (line is row[0] or not names_somebody(line.text)):
        return column
    worded = next((one for one in row if any(not known(word) for word in _LETTERS.findall(one.text))), row[0])
    return _EVERYWHERE if worded is line else _NOWHERE


def _middles(line: Line, spans: Sequence[Span]) -> Iterator[float]:
    """Where parts of a line lie along its row: by its words, else by their share of the characters."""
    starts, ends, boxes, at = [], [], [], 0
    for word in line.words:
        first = line.text.find(word.text, at)
        if first < 0:
            break
        at = first + len(word.text)
        starts.append(first)
        ends.append(at)
        boxes.append(word.box)
    sign = (line.box.right - line.box.left) / max(1, len(line.text))
    for start, end in spans:
        place = bisect_right(starts, start) - 1
        if place >= 0 and start < ends[place]:
            yield (boxes[place].left + boxes[place].right) / 2
        else:
            yield line.box.left + (start + end) / 2 * sign
