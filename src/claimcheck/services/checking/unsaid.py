"""What a checking company may be told of a masked claim in words: texts about it, and its number.

People write names that stand nowhere in the claim's values. Whatever a page hides or does not show is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from claimcheck.core.personal import HIDDEN, Secrets, fold, redact, redact_value
from claimcheck.core.personal.blocks import lines_about
from claimcheck.core.personal.forms import PERSON_LABELS, unlabelled
from claimcheck.core.personal.masking import Areas, Masked
from claimcheck.core.personal.words import may_identify
from claimcheck.errors import ConfigError, NotFound
from claimcheck.model.documents import Box
from claimcheck.services.checking.masking import Hidden, Sheet, hidden, places_of

_TELLING = 5
"""A value of fewer characters may be hidden by chance, beside what is, and stand elsewhere by chance."""

_NAMES = 4
"""A word of fewer letters may stand in a claim's number by chance."""

_WORD = re.compile(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff]+")
"""A word of one script, without the signs and digits that it was read with."""


def unsaid(claim: Hidden) -> Secrets:
    """What is to be hidden of what people write about a claim: also what its pages do not show and may be a name."""
    painted, loose = _hidden_lines(claim)
    seen = {fold(said)[0] for sheet in claim.sheets for said, sees in _words(sheet) if sees}
    unseen = [
        said
        for said in _unseen(claim)
        if (len(said) >= _TELLING or _is_chinese(said)) and not said.islower() and fold(said)[0] not in seen
    ]
    told = [text for text in painted if len(text) >= _TELLING]
    words = [said for text in loose for said in may_identify(text) if fold(said)[0] not in seen]
    return claim.told.with_values([*told, *unseen, *_announced(claim)]).with_words(words)


def number_of(conn: Connection, maker_id: str, claim_id: str, now: datetime) -> str:
    """A claim's number without personal data; empty where there is no such claim, or all of it is hidden."""
    try:
        return numbered(hidden(conn, maker_id, claim_id, None, now))
    except (NotFound, ConfigError):
        return ""


def numbered(claim: Hidden) -> str:
    """A claim's number without personal data, and without any word of a page that is not shown: it may be a name.

    Claims are numbered by their invoices, too: a number that is hidden because nothing accounts for it takes nothing.
    """
    secrets = unsaid(claim).with_values([s for s in _unseen(claim) if len(s) >= _NAMES or _is_chinese(s)])
    named = frozenset(said for said in secrets.words if not any(c.isdigit() for c in said))
    return redact(replace(secrets, words=named), claim.found.row.outside_id)


def given_as(conn: Connection, maker_id: str, claim_id: str, field: str, now: datetime) -> str | None:
    """The number under which a company may be asked about a field of a claim; None where it sees nothing of it."""
    try:
        claim = hidden(conn, maker_id, claim_id, None, now)
    except ConfigError:
        return None
    read = claim.decision.fields.get(field) if claim.decision else None
    if read is not None:
        said = redact_value(claim.secrets, read.value or read.raw, looked_at=field in claim.looked_at)
        if said == HIDDEN:  # nobody could answer
            return None
    sheets = {(one.document_id, one.page.number): one for one in claim.sheets}
    places = places_of(claim.decision, field)
    seen = not places or any(_visible(sheets.get((at.document, at.page or 0)), field, at.box) for at in places)
    return numbered(claim) if seen else None


def _visible(sheet: Sheet | None, field: str, box: Box | None) -> bool:
    if sheet is None or box is None:
        return True
    return not any(box.within(one) for one in sheet.masked.hidden) if sheet.masked.whole else field in sheet.parts


def _hidden_lines(claim: Hidden) -> tuple[list[str], list[str]]:
    """What the pages hide of each line: what is known to be personal, and what only may be."""
    known, unsure = [], []
    for sheet in claim.sheets:
        dark, certain = Areas(sheet.masked.hidden), Areas(sheet.masked.certain)
        for line in sheet.page.lines:
            words = [(word.text, certain.hold(word.box), dark.hold(word.box)) for word in line.words or (line,)]
            known.append(" ".join(said for said, knows, _ in words if knows))
            unsure.append(" ".join(said for said, knows, hides in words if hides and not knows))
    return known, unsure


def _unseen(claim: Hidden) -> list[str]:
    """The words that a checking company does not see of the pages that are not shown as a whole."""
    return [said for sheet in claim.sheets if not sheet.masked.whole for said, sees in _words(sheet) if not sees]


def _words(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """The words of a page, and of each whether a checking company sees it.

    A word is nothing but letters, of Chinese ones two or more, without the label that stands before a name.
    """
    sees = _shown(sheet.masked)
    for line in sheet.page.lines:
        for printed in line.words or (line,):
            seen = sees(printed.box)
            said = _WORD.findall(unlabelled(printed.text))
            yield from ((word, seen) for word in said if not _is_chinese(word) or len(word) > 1)


def _announced(claim: Hidden) -> list[str]:
    """Words behind a person's label on the pages that are not shown, and by the place where a person stands."""
    unshown = [sheet.page for sheet in claim.sheets if not sheet.masked.whole]
    behind = [
        line.text[label.end() :]
        for page in unshown
        for line in page.lines
        for label in PERSON_LABELS.finditer(line.text)
    ]
    about = [line.text for page in unshown for line in lines_about(page, claim.secrets)]
    return [
        said for text in (*behind, *about) for said in _WORD.findall(text)
        if len(said) >= (2 if _is_chinese(said) else 3) and not said.islower()
    ]  # fmt: skip


def _shown(masked: Masked) -> Callable[[Box], bool]:
    """Tells whether a checking company sees what stands in a box of a page."""
    shown, dark = Areas(masked.shown), Areas(masked.hidden)
    cut = Areas(crop for _, crop in masked.crops)
    return lambda box: shown.hold(box) and not dark.hold(box) and (masked.whole or cut.hold(box))


def _is_chinese(said: str) -> bool:
    return "\u4e00" <= said[:1] <= "\u9fff"
