"""The one question of a task, and its answers: each is something that a person can say in one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from claimcheck.errors import Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.reviewing import teaching
from claimcheck.services.reviewing.desk import Desk, Pair
from claimcheck.services.reviewing.teaching import PairAnswer, Why
from claimcheck.services.words import value_of
from claimcheck.web.pages.desk_rows import Row

_OF_PAIRS = ("document.duplicate", "document.reused")
_MOST_SALES, _LIKELY = 5, 0.5
"""So many sales are offered as answers, of those that agree with at least this share of what is matched."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose.

    Attributes:
        key: what the form sends.
        words: a key of the catalogue; with `value` put in as `{value}`.
        act: `correct`, `sale` or `pair`.
        told: what it says: why, document, field and value; the sale; or the pair.
        agrees: of a sale, in per cent.
    """

    key: str
    words: str
    value: str
    act: str
    told: tuple[str, ...]
    agrees: int | None = None


def answers_of(seen: Desk, rows: Sequence[Row], language: str = "en") -> tuple[Answer, ...]:
    """What can be answered to the question of a task; nothing where a verdict is the only answer."""
    code = seen.task.code
    if code in _OF_PAIRS and seen.pairs:
        pair = _open_pair(seen)
        if pair is None:  # asked and answered: the paper side by side is where one says otherwise
            return ()
        return tuple(
            Answer(f"pair-{said}", f"pair.{said}", pair.claim, "pair", (pair.document, pair.other, said))
            for said in teaching.ANSWERS
        )
    if code.startswith("sale.") and code not in ("sale.changed", "sale.used"):
        return tuple(
            Answer(
                f"sale-{sale.id}",
                "Sale {value}",
                f"{sale.sale_id} · {_said(sale.fields, language)}".strip(" ·"),
                "sale",
                (sale.id,),
                round(one.score * 100),
            )
            for one, sale in seen.candidates[:_MOST_SALES]
            if one.score >= _LIKELY
        )
    return _readings(seen, rows)


def told_of(seen: Desk) -> Pair | None:
    """The first pair of a task that a person found to be one: what is asked then is the verdict."""
    pairs = seen.pairs if seen.task.code in _OF_PAIRS else ()
    return next((pair for pair in pairs if pair.answer in ("same", "same_sale")), None)


def _open_pair(seen: Desk) -> Pair | None:
    """The first pair that nobody has answered; where none was found to be one, the first may be answered anew."""
    return next((pair for pair in seen.pairs if not pair.answer), None if told_of(seen) else seen.pairs[0])


def _readings(seen: Desk, rows: Sequence[Row]) -> tuple[Answer, ...]:
    asked = str(seen.task.question.get("field", ""))
    row = next((one for one in rows if one.name == asked), None)
    documents = [one.id for one in seen.documents]
    if row is None or not row.teachable or row.corrected or not documents:
        return ()
    document = row.place.document if row.place else documents[0]
    found = []
    if row.found_text:
        told = ("printed_so", document, asked, row.found_text)
        found.append(Answer("page", "The page says {value}", row.found_text, "correct", told))
    if row.claimed_text and row.claimed_text != row.found_text:
        told = ("misread", document, asked, row.claimed_text)
        found.append(Answer("claim", "The page says {value}, as claimed", row.claimed_text, "correct", told))
    for number, reading in enumerate(row.readings, 1):
        if reading.value not in (row.found_text, row.claimed_text) and len(found) < 4:
            told = ("wrong_place", document, asked, reading.value)
            found.append(Answer(f"reading-{number}", "The page says {value}", reading.value, "correct", told))
    told = ("unreadable", document, asked, "")
    return (*found, Answer("unreadable", "Cannot tell", "", "correct", told))


def say(
    context: Context, actor: Actor, seen: Desk, answers: Sequence[Answer], key: str, *, fence: int, rows: Sequence[Row]
) -> None:
    """Say what was chosen.

    Raises:
        Invalid: `task.answer`, nothing that can be answered was chosen.
    """
    chosen = next((one for one in answers if one.key == key), None)
    if chosen is None:
        raise Invalid("Choose an answer.", code="task.answer")
    if chosen.act == "sale":
        teaching.choose_sale(context, actor, seen.task.id, fence=fence, sale=chosen.told[0])
    elif chosen.act == "pair":
        document, other, said = chosen.told
        teaching.tell_pair(
            context, actor, seen.task.id, fence=fence, document=document, other=other, answer=cast("PairAnswer", said)
        )
    else:
        why, document, field, value = chosen.told
        place = next((row.place for row in rows if row.name == field), None)
        teaching.correct(
            context, actor, seen.task.id, fence=fence, document=document, field=field, value=value,
            why=cast("Why", why), page=place.page if place else None, box=place.box if place else None,
        )  # fmt: skip


def _said(fields: object, language: str) -> str:
    """A few words by which a sale is known, as the language writes amounts and days."""
    known = dict(fields) if isinstance(fields, dict) else {}
    names = ("invoice_number", "vin", "invoice_date", "total_amount", "buyer_name", "seller_name")
    return ", ".join([value_of(language, name, known[name]) for name in names if known.get(name)][:4])
