"""Masking one claim for a checking company: what is hidden of it, and its page pictures with that painted over.

A masked picture is made once from the stored page picture, and kept as a blob of its own; no document is opened.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PIL import Image, ImageDraw
from sqlalchemy import Connection

from claimcheck.core.personal import HIDDEN, Secrets, fold, redact, redact_value
from claimcheck.core.personal.blocks import lines_about
from claimcheck.core.personal.forms import PERSON_LABELS, unlabelled
from claimcheck.core.personal.masking import Areas, Kept, Masked, mask, secrets_of, shared, within
from claimcheck.core.personal.standing import standing
from claimcheck.core.personal.words import may_identify
from claimcheck.errors import ConfigError, NotFound, existing, missing
from claimcheck.model.decisions import Decision, Place
from claimcheck.model.documents import Box, Page
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale
from claimcheck.services.checking.withheld import stated_by, strangers, withheld
from claimcheck.services.context import Context
from claimcheck.services.judging.gathering import Gathered, gather
from claimcheck.store.blobs import picture_key
from claimcheck.store.checking import masked
from claimcheck.store.checking.masked import Stored, Wanted
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import Revision
from claimcheck.store.judging import decisions
from claimcheck.store.programs import programs, sales

_TELLING = 5
"""A value of fewer characters may be hidden by chance, beside what is, and stand elsewhere by chance."""

_NAMES = 4
"""A word of fewer letters may stand in a claim's number by chance."""

_WORD = re.compile(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff]+")
"""A word of one script, without the signs and digits that it was read with."""

_OF_GOODS = frozenset({"model_name", "serial_number", "engine_number", "vin"})
"""Fields that tell of what was bought."""

_UNSEEN, _OPAQUE = (236, 238, 241), (38, 42, 50)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a claim's documents as a checking company may see it; documents are numbered, not named."""

    document: int
    document_id: str
    page: Page
    masked: Masked
    picture: str

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to look at: the page as a whole (""), or the fields that may be cut out of it."""
        return ("",) if self.masked.whole else tuple(name for name, _ in self.masked.crops)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A claim with all that is needed to show it without personal data.

    Attributes:
        secrets: what is to be hidden of its fields.
        told: the same of texts about it: of what its pages hide without knowing whose it is, not every part.
        looked_at: the fields that the program looks at, and those that the decision gives reasons about.
    """

    found: Gathered
    revision: Revision
    decision: Decision | None
    sales: tuple[Sale, ...]
    secrets: Secrets
    told: Secrets
    sheets: tuple[Sheet, ...]
    looked_at: frozenset[str]


def hidden(conn: Connection, maker_id: str, claim_id: str, decision_id: str | None, now: datetime) -> Hidden:
    """What a checking company may see of a claim, and what not.

    Args:
        conn: a connection.
        maker_id: whose claim.
        claim_id: our id of it.
        decision_id: of the decision that the question arises from.
        now: the time: what the program hides today is hidden of older claims too.

    Raises:
        NotFound: there is no such claim.
        ConfigError: its program's rules cannot be read, so nobody knows what is to be hidden: nothing may be shown.
    """
    found = existing(gather(conn, maker_id, claim_id), "task")
    found = replace(found, program=_stricter(found.program, programs.current(conn, maker_id, found.row.program, now)))
    said = claims.revisions(conn, found.row)
    made = decisions.get(conn, maker_id, decision_id or found.row.decision_id or "")
    decision = made.decision if made else None
    held = _sales(conn, maker_id, decision)
    claimed = [fields for one in said for fields in (one.fields, *(line.fields for line in one.lines))]
    extracted = [one for document in found.documents for one in document.extracted]
    secrets = secrets_of(found.program, claimed, decision, extracted, held)
    current = next(one for one in said if one.revision == found.row.revision)
    shown = held[:1] if decision and any(line.sale for line in decision.lines) else ()
    names = _looked_at(found.program, decision)
    stated = [*stated_by(found), *(pair for sale in shown for pair in sale.fields.items())]
    sheets = _sheets(found, decision, secrets, names, held, stated)
    covered = withheld(found, secrets, stated, decision, [(s.document_id, s.page, s.masked) for s in sheets])
    told = _and(secrets, [said for said, certain in covered if certain])
    told = _with_words(told, [said for said, certain in covered if not certain])
    return Hidden(found, current, decision, shown, _and(secrets, [said for said, _ in covered]), told, sheets, names)


def unsaid(claim: Hidden) -> Secrets:
    """What is to be hidden of what people write about a claim: also what its pages do not show and may be a name."""
    painted, loose = [], []
    for sheet in claim.sheets:
        dark, certain = Areas(sheet.masked.hidden), Areas(sheet.masked.certain)
        for line in sheet.page.lines:
            words = [(word.text, certain.hold(word.box), dark.hold(word.box)) for word in line.words or (line,)]
            painted.append(" ".join(said for said, knows, _ in words if knows))
            loose.append(" ".join(said for said, knows, hides in words if hides and not knows))
    seen = {fold(said)[0] for said in _pieces(claim, seen=True)}
    unseen = [
        said for said in _pieces(claim, seen=False)
        if (len(said) >= _TELLING or _is_chinese(said)) and not said.islower() and fold(said)[0] not in seen
    ]  # fmt: skip
    known = _and(claim.told, [*(text for text in painted if len(text) >= _TELLING), *unseen, *_announced(claim)])
    return _with_words(known, [said for text in loose for said in may_identify(text) if fold(said)[0] not in seen])


def _with_words(secrets: Secrets, said: Iterable[str]) -> Secrets:
    return replace(secrets, words=secrets.words.union(said))


def _pieces(claim: Hidden, *, seen: bool) -> list[str]:
    """The words that a checking company sees of a claim's pages, or those of the pages that are not shown as a whole.

    A word is nothing but letters, of Chinese ones two or more, without the label that stands before a name.
    """
    return [
        said
        for sheet in claim.sheets if seen or not sheet.masked.whole
        for shows in (_shown(sheet.masked),)
        for line in sheet.page.lines for word in line.words or (line,)
        if shows(word.box) == seen
        for said in _WORD.findall(unlabelled(word.text))
        if not _is_chinese(said) or len(said) > 1
    ]  # fmt: skip


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


def _and(secrets: Secrets, texts: Iterable[str]) -> Secrets:
    """The secrets, with these texts added to them."""
    more = dict.fromkeys((*secrets.values.get("", ()), *filter(None, texts)))
    return replace(secrets, values={**secrets.values, "": tuple(more)} if more else secrets.values)


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
    return not any(within(box, one) for one in sheet.masked.hidden) if sheet.masked.whole else field in sheet.parts


def places_of(decision: Decision | None, field: str) -> tuple[Place, ...]:
    """Where a decision's reasons say that a field stands, else where it was found."""
    if decision is None:
        return ()
    named = [r.place for r in decision.reasons if r.field == field and r.place is not None]
    return tuple(named or [place for name, place in decision.places.items() if name == field])


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
    unseen = [said for said in _pieces(claim, seen=False) if len(said) >= _NAMES or _is_chinese(said)]
    secrets = _and(unsaid(claim), unseen)
    named = frozenset(said for said in secrets.words if not any(c.isdigit() for c in said))
    return redact(replace(secrets, words=named), claim.found.row.outside_id)


def _stricter(then: Program, now: Program | None) -> Program:
    """The rules that a claim was made under, hiding also what the program hides today."""
    return replace(then, mask=tuple(dict.fromkeys((*then.mask, *now.mask)))) if now else then


def picture(context: Context, claim: Hidden, sheet: Sheet, part: str) -> bytes:
    """The masked picture of a page, or of a field cut out of it; a JPEG.

    Raises:
        NotFound: this page is not shown in that way.
    """
    if part not in sheet.parts or not sheet.picture:
        raise missing("picture")
    row = claim.found.row
    wanted = Wanted(row.maker_id, row.id, sheet.document_id, sheet.page.number, part, _recipe(sheet, part))
    with context.database.read() as conn:
        kept = masked.find(conn, wanted)
    if kept is not None:
        return context.blobs.get(kept.blob, sha256=kept.sha256)
    data = paint(context.blobs.get(sheet.picture, sha256=sheet.page.picture_sha256), sheet.masked, part)
    made = Stored(picture_key(row.maker_id, row.dealer), hashlib.sha256(data).hexdigest())
    context.blobs.put(made.blob, data)
    with context.database.transaction() as conn:
        masked.put(conn, wanted, made, context.clock())
    return data


def paint(data: bytes, how: Masked, part: str) -> bytes:
    """Draw anew what may be seen of a page picture: nothing else of it is in the bytes that are returned."""
    source = Image.open(io.BytesIO(data)).convert("RGB")
    cut = dict(how.crops).get(part) if part else None
    shown = [both for box in how.shown if (both := shared(box, cut))] if cut is not None else how.shown
    canvas = Image.new("RGB", source.size, _UNSEEN)
    for box in shown:
        at = _pixels(box, source.size)
        canvas.paste(source.crop(at), at[:2])
    brush = ImageDraw.Draw(canvas)
    for box in how.hidden:
        brush.rectangle(_pixels(box, source.size), fill=_OPAQUE)
    return _jpeg(canvas.crop(_pixels(cut, source.size)) if cut is not None else canvas)


def _looked_at(rules: Program, decision: Decision | None) -> frozenset[str]:
    reasons = decision.reasons if decision else ()
    window = (rules.window.field,) if rules.window else ()
    return frozenset((*rules.verify, *rules.match, *window, *(reason.field for reason in reasons)))


def _sheets(
    found: Gathered,
    decision: Decision | None,
    secrets: Secrets,
    names: frozenset[str],
    sold: Sequence[Sale],
    stated: Sequence[tuple[str, str]],
) -> tuple[Sheet, ...]:
    known = [*stated_by(found), *(pair for sale in sold for pair in sale.fields.items())]
    bought = [text for name, text in known if name in _OF_GOODS and not secrets.hides(name)]
    sheets: list[Sheet] = []
    for number, document in enumerate(found.documents, start=1):
        kept = _kept(found, decision, secrets, document.id, names)
        strange = strangers(found, secrets, stated, decision, document.id)
        how = {one.page: one for one in mask(document.pages, document.extracted, kept, secrets, bought, strange)}
        pictures = found.pictures.get(document.id, {})
        sheets += [
            Sheet(number, document.id, page, how[page.number], pictures[page.number])
            for page in document.pages.pages
            if page.number in pictures and page.width > 0 and page.height > 0
        ]
    return tuple(sheets)


def _kept(
    found: Gathered, decision: Decision | None, secrets: Secrets, document_id: str, names: frozenset[str]
) -> list[Kept]:
    """Fields that are looked at, and where they stand on a document, as far as they are not hidden.

    That is where the claim says so, or the decision looked: on an identity card beside the invoice some name or day is
    read as a field, too.
    """
    stated = {(name, fold(text)[0]) for name, text in stated_by(found)}
    document = next(one for one in found.documents if one.id == document_id)
    read = [
        (name, field) for one in document.extracted for name, field in one.fields.items()
        if (name, fold(field.value or "")[0]) in stated
    ]  # fmt: skip
    told = [(name, field.page, field.box) for name, field in read if field.box is not None]
    places: list[tuple[str, int | None, Box | None]] = []
    if decision is not None:
        at = [*decision.places.items(), *((r.field, r.place) for r in decision.reasons if r.place is not None)]
        places += [(name, place.page, place.box) for name, place in at if place.document == document_id]
    places += [(name, field.page, field.box) for name, field in read]
    kept = [
        Kept(name, page, box, any((name, page) == one[:2] and within(box, one[2]) for one in told))
        for name, page, box in places if page is not None and box is not None
    ]  # fmt: skip
    kept += [Kept(name, *at) for name, said in stated_by(found) for at in standing(document.pages, said)]
    return [one for one in dict.fromkeys(kept) if one.name in names and not secrets.hides(one.name)]


def _sales(conn: Connection, maker_id: str, decision: Decision | None) -> tuple[Sale, ...]:
    if decision is None:
        return ()
    used = [line.sale for line in decision.lines if line.sale]
    found = {one.id: one for one in sales.by_ids(conn, maker_id, [*used, *(c.sale for c in decision.candidates)])}
    ordered = dict.fromkeys([*used, *(c.sale for c in decision.candidates)])
    return tuple(found[one] for one in ordered if one in found)


def _recipe(sheet: Sheet, part: str) -> str:
    how = sheet.masked
    said: Mapping[str, Sequence[object]] = {
        "shown": [list(box) for box in how.shown], "hidden": [list(box) for box in how.hidden],
        "crops": [[name, list(box)] for name, box in how.crops], "of": [sheet.picture, part],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = int(box.left * width), int(box.top * height)
    return left, top, max(left + 1, round(box.right * width)), max(top + 1, round(box.bottom * height))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
