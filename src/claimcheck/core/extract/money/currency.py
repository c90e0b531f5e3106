"""The currency of a paper, by its marks, and by the seller's country where those leave it open.

In whose money a total is, by what says so first: a code or name at it; one that the page says of all its amounts; one
at other amounts; the seller's country (`country`); the program's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from claimcheck.core.extract.money.country import Owners, owners
from claimcheck.core.extract.money.currency_marks import RATED, Mark, Means, Place, marks_of
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.wordings.currencies import USUALLY
from claimcheck.model.documents import Field

_BY_COUNTRY = 0.7
"""How sure a sign's currency is that the seller's country tells."""
MOST = 500
"""Marks of a document that are counted at the most."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """Marks, and how often each meaning is among them: at all, elsewhere than apart, firmly as the paper's own."""

    marks: Sequence[Mark]
    every: Counter[Means]
    weighty: Counter[Means]
    firm: Counter[Means]


def currency_field(
    rows: Sequence[Row], own: str = "", *, seller: Field | None = None, buyer: Field | None = None
) -> Field | None:
    """The currency that the document prints; None where it prints none and does not come from abroad.

    A value of None with `alternatives` stands for a mark that several countries use; with `country` among its supports,
    for no mark at all on a paper from where another money is used than the program's.

    Args:
        rows: of the document.
        own: the program's currency: a sign of several that may be it is not taken for another.
        seller: whose name stands on the paper, and so where its country is told.
        buyer: likewise, and so what tells another's country.
    """
    every = list(islice(marks_of(rows), MOST))
    printed = [mark for mark in every if mark.at != "taken"]
    open_ = not printed or any(len(mark.means) > 1 for mark in printed)
    home = owners(rows, own, seller, buyer) if open_ else Owners()
    if not printed:
        return _from_abroad(home, own)
    sure = _counted([mark for mark in printed if len(mark.means) == 1])
    marks = [_settled(mark, sure, home, own) if len(mark.means) > 1 else mark for mark in printed]
    told = _counted(marks)
    means = max(told.weighty or told.every, key=lambda one: (told.weighty[one], told.firm[one]))
    count, first = told.every[means], next(mark for mark in marks if mark.means == means)
    rivals = _rivals(means, marks, own)
    if len(means) == 1:
        confidence = _BY_COUNTRY if first.by_country else 0.98 if count >= 0.8 * len(marks) else 0.75
        return replace(_field(means[0], first.place, confidence, count), rivals=rivals)
    if first.sign in "¥￥":
        return replace(_field(means[0], first.place, 0.5, count, means[1:]), rivals=rivals)
    usual = means[0] == own and first.sign.upper() in USUALLY
    if own not in home.codes and not usual and any(own in mark.means for mark in every if mark.at == "taken"):
        rivals = (*rivals, first.sign)  # what is taken besides is not the seller's own
    return replace(_field(None, first.place, 0.3, count, means), rivals=rivals)


def _from_abroad(home: Owners, own: str) -> Field | None:
    """No currency, of a paper that prints none and whose seller is where another is used than the program's."""
    if not own or not home.abroad or home.place is None:
        return None
    codes = tuple(sorted(home.abroad))
    return replace(_field(None, home.place, 0.3, 1, (own, *codes)), rivals=codes, supports=("country",))


def _counted(marks: Sequence[Mark]) -> _Printed:
    return _Printed(
        marks,
        every=Counter(mark.means for mark in marks),
        weighty=Counter(mark.means for mark in marks if mark.at != "apart"),
        firm=Counter(mark.means for mark in marks if mark.at in ("total", "said")),
    )


def _settled(mark: Mark, sure: _Printed, home: Owners, own: str) -> Mark:
    """A sign of several as what the seller's country uses, the page prints, or it usually means.

    What is named apart settles it only where nothing tells the country. A sign that may be the program's is left open.

    Args:
        mark: the sign.
        sure: the page's marks that mean one currency.
        home: what is used where the seller is.
        own: the program's currency.
    """
    near = tuple(code for code in mark.means if code in home.codes)
    if near and not any(sure.weighty[code,] for code in mark.means):
        return _by_country(mark, near, sure, home)
    if any(sure.every[code,] for code in mark.means):
        return _as_printed(mark, near, sure, own)
    if own not in mark.means and mark.sign.upper() in USUALLY:
        return replace(mark, means=mark.means[:1])
    return mark


def _by_country(mark: Mark, near: Means, sure: _Printed, home: Owners) -> Mark:
    """A sign as those of its currencies that the seller's country uses.

    Where none of these is printed, an account's currency may be the paper's own, that of a rate may not.
    """
    usual = near == mark.means[:1] and mark.sign.upper() in USUALLY
    doubted = near if home.told and len(near) > 1 else ()
    if not any(sure.every[code,] for code in near):
        accounts = {other.means[0] for other in sure.marks if not RATED.search(other.place[0].text)}
        doubted += tuple(code for code in mark.means if code in accounts)
    return replace(mark, means=near, by_country=not usual, doubted=doubted)


def _as_printed(mark: Mark, near: Means, sure: _Printed, own: str) -> Mark:
    """A sign as that of its currencies which the page prints most firmly; of two alike, not as the program's."""
    printed = [code for code in mark.means if sure.every[code,]]
    best = max(printed, key=lambda code: (sure.firm[code,], sure.weighty[code,], sure.every[code,], code != own))
    doubted = near if best not in near and not sure.firm[best,] else ()
    return replace(mark, means=(best,), either=mark.means, doubted=doubted)


def _rivals(means: Means, marks: Sequence[Mark], own: str) -> tuple[str, ...]:
    """Other currencies that may be the document's: their codes, or a sign of several.

    Where the total has its mark, those at a total, and one that is said to be the paper's own if this one is not. Where
    it is only said to be, all but those at a tax or apart; likewise those that the total's sign may mean, too. Where
    neither is, those that are printed about as often.
    """
    total, said, price = ({mark.means for mark in marks if mark.at == at} for at in ("total", "said", "price"))
    counts = Counter(mark.means for mark in marks)
    either = {code for mark in marks if mark.at == "total" and mark.means == means for code in mark.either}
    if means in total:
        others = total | (said if means not in said else set()) | {other for other in price if other[0] in either}
    elif means in said:
        others = total | said | price
    else:
        others = total | said | {other for other, count in counts.items() if 2 * count >= counts[means]}
    doubted = {code for mark in marks if mark.means == means for code in mark.doubted if code != own}
    rivals = {mark.means[0] if len(mark.means) == 1 else mark.sign for mark in marks if mark.means in others - {means}}
    return tuple(sorted(doubted | rivals))


def _field(code: str | None, place: Place, sure: float, count: int, either: tuple[str, ...] = ()) -> Field:
    row, start, end = place
    box, confidence = row.place(start, end)
    return Field(
        name="currency",
        value=code,
        raw=row.text[start:end],
        confidence=round(sure * max(confidence, 0.9 if count > 1 else 0.0), 4),
        page=row.page,
        box=box,
        reader=row.reader,
        supports=("mark", *((f"repeat:{count}",) if count > 1 else ())),
        alternatives=either,
    )
