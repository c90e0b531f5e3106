"""The words that were read on a page: to be searched, and to be pointed at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from claimcheck.errors import missing
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Box, Line, Pages
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store.claiming import documents
from claimcheck.store.judging import readings

MOST_FOUND = 200


def on_page(context: Context, actor: Actor, document_id: str, number: int) -> list[tuple[str, Box]]:
    """The words of one page with their boxes, line by line.

    Raises:
        NotFound: no such document that the actor may see, or no such page of it.
    """
    for page in _pages(context, actor, [document_id]).get(document_id, Pages("", "")).pages:
        if page.number == number:
            return [word for line in page.lines for word in _words(line)]
    raise missing("page")


def find(context: Context, actor: Actor, document_ids: Sequence[str], text: str) -> list[Place]:
    """Where a text stands on some documents, whatever its case, width and spaces; at most 200 places.

    A text may span words; each place is the box around the words that it touches.
    """
    wanted = fold(text)
    if not wanted:
        return []
    found = []
    for document, pages in _pages(context, actor, document_ids).items():
        for page in pages.pages:
            for line in page.lines:
                found += [Place(document, page.number, box) for box in _hits(line, wanted)]
    return found[:MOST_FOUND]


def fold(text: str) -> str:
    """A text as it is searched: one width, one case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _hits(line: Line, wanted: str) -> Iterator[Box]:
    words = _words(line)
    owners = [at for at, (word, _) in enumerate(words) for _ in fold(word)]
    folded = "".join(fold(word) for word, _ in words)
    start = folded.find(wanted)
    while start >= 0:
        boxes = [words[at][1] for at in sorted(set(owners[start : start + len(wanted)]))]
        yield Box(
            min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes),
            max(b.bottom for b in boxes),
        )  # fmt: skip
        start = folded.find(wanted, start + len(wanted))


def _words(line: Line) -> list[tuple[str, Box]]:
    """The words of a line; where the reader gave none, its parts between spaces, as wide as their letters."""
    if line.words:
        return [(word.text, word.box) for word in line.words]
    made, at, box = [], 0, line.box
    width = (box.right - box.left) / max(1, len(line.text))
    for part in line.text.split():
        start = line.text.index(part, at)
        at = start + len(part)
        made.append((part, Box(box.left + start * width, box.top, box.left + at * width, box.bottom)))
    return made


def _pages(context: Context, actor: Actor, document_ids: Sequence[str]) -> dict[str, Pages]:
    with context.database.read() as conn:
        rows = documents.by_ids(conn, actor, document_ids)
        read = readings.by_ids(conn, actor.maker_id, [row.reading_id for row in rows if row.reading_id])
    return {row.id: read[row.reading_id].pages for row in rows if row.reading_id in read}
