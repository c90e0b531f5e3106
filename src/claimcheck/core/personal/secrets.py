"""Personal data in text: what a program hides from checking companies, and where it stands in a line.

A program names fields (`buyer_name`) and kinds (`phone`). A field is hidden wherever one of its values stands, whole,
in part or misread; a kind wherever something of that form, or what follows a label of that kind, stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from claimcheck.core.personal.forms import IBAN, PATTERNS, PERSON_LABELS, STAFF_LABELS, unannounced
from claimcheck.core.personal.names import names_somebody
from claimcheck.core.values.legal_forms import LEGAL_FORMS
from claimcheck.model.said import Said

KINDS: Final = ("phone", "email", "bank_account", "person_id", "person", "signature")
"""Personal data that is no field: `person` is what stands beside or below a label such as `Customer` or `Bill to`."""

HIDDEN: Final = "▇▇▇"
"""What stands in the place of hidden text."""

_PARTIAL, _PARTIAL_CJK = 6, 4
_ALIKE, _ALIKE_DIGITS = 80.0, 88.0
_MOST = 0.8
_COMMON: Final = frozenset(
    {word for _, spellings in LEGAL_FORMS for said in spellings for word in said.split()}
    | {"the", "and", "of", "for", "von", "und", "der", "die", "das", "mrs", "encik", "puan", "tuan", "jalan", "jln"}
    | {"street", "road", "str", "lot", "calle", "avenida", "plaza", "rue", "avenue", "via", "viale", "rua", "strasse"}
    | {"del", "des", "della", "los", "las", "les", "van", "het", "dos", "das", "tel", "mail"}
)

_WORDS: Final = (re.compile(r"[^\s,;:/()]+"), re.compile(r"[^\W_]+"))
_LETTERS: Final = re.compile(r"[^\W\d]{3,}")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2}")
_ANNOUNCED: Final = re.compile(r"[^\W\d]{2,}[.:：\s]|[\u4e00-\u9fff]")
"""Something of a form with its label, as `Tel 012-345 6789`."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is to be hidden of one claim.

    Attributes:
        values: by field, as they are claimed, read or recorded.
        hidden: all fields and kinds that the program hides.
        stated: fields that the claim states: they must be found on a document to be sure of its pages.
        words: what a page hides without knowing that it is personal: hidden of our texts where it stands as it is
            written, whole and with its capital.
    """

    values: Mapping[str, tuple[str, ...]]
    hidden: frozenset[str]
    stated: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def hides(self, name: str) -> bool:
        """Whether a field or kind is hidden."""
        return name in self.hidden

    def with_values(self, texts: Iterable[str]) -> Secrets:
        """These, and texts that are no field's value."""
        more = dict.fromkeys((*self.values.get("", ()), *filter(None, texts)))
        return replace(self, values={**self.values, "": tuple(more)} if more else self.values)

    def with_words(self, words: Iterable[str]) -> Secrets:
        """These, and words that a page hides without knowing that they are personal."""
        return replace(self, words=self.words.union(words))


def whole(secrets: Secrets, text: str) -> dict[str, list[Span]]:
    """Where a whole value of a field stands in a text, as it is or misread a little: by field."""
    folded, places = fold(text)
    found: dict[str, list[Span]] = {}
    for name, values in secrets.values.items():
        spans = [
            (places[start], places[end - 1] + 1)
            for value in values
            for start, end in _whole(fold(value)[0], folded, places, text)
        ]
        if spans:
            found[name] = spans
    return found


def covered(values: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether one of these values stands on several lines together, all but a little of it."""
    texts = [fold(line)[0] for line in lines]
    for value in values:
        said = fold(value)[0]
        length = _PARTIAL_CJK if _cjk(said) else _PARTIAL
        seen = {
            at + step
            for at in range(len(said) - length + 1)
            if any(said[at : at + length] in text for text in texts)
            for step in range(length)
        }
        if said and len(seen) >= _MOST * len(said):
            return True
    return False


def parts(secrets: Secrets, text: str) -> list[Span]:
    """Where part of a value stands: a word of it, or enough characters in a row."""
    folded, places = fold(text)
    spans: list[Span] = []
    for value in (value for values in secrets.values.values() for value in values):
        spans += [(places[start], places[end - 1] + 1) for start, end in _runs(fold(value)[0], folded)]
        names = {said for said, _ in _words(value) if len(said) >= 3 and said not in _COMMON}
        spans += [span for said, span in _words(text) if said in names]
    return spans


def forms(secrets: Secrets, text: str) -> list[Span]:
    """Where something of the form of a hidden kind stands, or follows the label of a person on the same line."""
    spans = _formed(secrets, text)
    if secrets.hides("person"):
        for label in (found for one in (PERSON_LABELS, STAFF_LABELS) for found in one.finditer(text)):
            before, behind = unannounced(text[: label.start()]), text[label.end() :]
            alone = not behind.strip(" )")
            if not alone:
                spans.append((label.end(), len(text)))
            if (alone or before.endswith("(")) and names_somebody(before):
                spans.append((0, len(before.rstrip(" ("))))
    return spans


def redact_value(secrets: Secrets, text: str, *, looked_at: bool) -> str:
    """The value of a field that is not hidden, without what is; nothing of it where a whole hidden value is in it.

    Args:
        secrets: what is to be hidden.
        text: the value.
        looked_at: whether the program looks at the field: a seller may be called as the buyer is, or *Mr Price*. What
            only tells of a thing, as a model's name, loses every part of a hidden value.
    """
    folded, _ = fold(text)
    values = [fold(value)[0] for said in secrets.values.values() for value in said]
    if any(value in folded for value in values if len(value) >= 3 or _cjk(value)):
        return HIDDEN
    spans = [] if looked_at else parts(secrets, text)
    formed = _formed(replace(secrets, hidden=secrets.hidden - {"person"}) if looked_at else secrets, text)
    in_words = len(_LETTERS.findall(text)) > 1 or _CHINESE.search(text) is not None
    loose = not looked_at and any(c.isalpha() for c in text)
    spans += [(a, b) for a, b in formed if in_words or _surely(text[a:b]) or (loose and not text[a].isalpha())]
    return _without(text, spans)


def _surely(said: str) -> bool:
    """Whether what has a form has it not by chance: a number alone is what it is, though it looks like a telephone's.

    An address for e-mail, a bank's with its check digits, and what stands behind its label are none by chance.
    """
    return "@" in said or _ANNOUNCED.match(said) is not None or IBAN.fullmatch(said) is not None


def redact(secrets: Secrets, text: str) -> str:
    """A text of ours without personal data; labels of persons are words like others in it.

    A sentence of the engine stays one, with what is hidden gone from its values, where that hides as much.
    """
    if not text or not secrets.hidden:
        return text
    if isinstance(text, Said):
        made = Said(text.form, **{name: redact(secrets, value) for name, value in text.values.items()})
        return made if redact(secrets, str(made)) == str(made) else redact(secrets, str(text))
    spans = [span for found in whole(secrets, text).values() for span in found] + parts(secrets, text)
    return _without(text, spans + _formed(secrets, text) + _as_written(secrets.words, text))


def _as_written(words: Iterable[str], text: str) -> list[Span]:
    """Where words stand whole, and with a capital as they have one; Chinese ones anywhere."""
    folded, places = fold(text)
    found = [
        (places[at], places[at + len(said) - 1] + 1)
        for said in sorted({fold(word)[0] for word in words} - {""})
        for at in range(len(folded) - len(said) + 1)
        if folded.startswith(said, at)
    ]
    return [
        (a, b) for a, b in found
        if _cjk(text[a:b]) or (_stands_alone(text, a, b) and not text[a].islower())
    ]  # fmt: skip


@lru_cache(4096)
def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """A text as it is compared, letters and digits only without case or accents; and where each stood."""
    bare = [_bare(char) for char in text]
    return "".join(bare), tuple(place for place, said in enumerate(bare) for _ in said)


@lru_cache(16_384)
def _bare(char: str) -> str:
    """The letters and digits that a character stands for."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char)).casefold()
    return "".join(one for one in plain if one.isalnum())


def _formed(secrets: Secrets, text: str) -> list[Span]:
    spans = [found.span() for kind, form in PATTERNS.items() if secrets.hides(kind) for found in form.finditer(text)]
    if secrets.hides("bank_account"):
        spans += [found.span() for found in IBAN.finditer(text) if _checks(found[0])]
    return spans


def _checks(iban: str) -> bool:
    """Whether the check digits of an IBAN fit (ISO 13616): other numbers look like one."""
    said = "".join(c for c in iban.upper() if c.isalnum())
    return 15 <= len(said) <= 34 and int("".join(str(int(c, 36)) for c in said[4:] + said[:4])) % 97 == 1


def _whole(value: str, folded: str, places: Sequence[int], text: str) -> Iterable[Span]:
    if not value or not folded:
        return
    short = len(value) < 3 and not _cjk(value)
    start = folded.find(value)
    while start >= 0:
        end = start + len(value)
        if not short or _stands_alone(text, places[start], places[end - 1] + 1):
            yield start, end
        start = folded.find(value, start + 1)
    if len(value) >= 5 and len(folded) >= len(value) - 1:
        alike = fuzz.partial_ratio_alignment(value, folded, score_cutoff=_ALIKE_DIGITS if _digits(value) else _ALIKE)
        if alike is not None and alike.dest_end > alike.dest_start:
            yield alike.dest_start, alike.dest_end


@lru_cache(4096)
def _words(text: str) -> tuple[tuple[str, Span], ...]:
    """The words of a text as they are compared, and those joined by hyphens also each for itself; where each stands."""
    found = {found.span(): fold(found[0])[0] for form in _WORDS for found in form.finditer(text)}
    return tuple((said, span) for span, said in found.items())


def _runs(value: str, folded: str) -> Iterable[Span]:
    """Runs of characters that a value and a text share, long enough not to be chance."""
    length, grams = _grams(value)
    for at in range(len(folded) - length + 1):
        if folded[at : at + length] in grams:
            yield at, at + length


@lru_cache(1024)
def _grams(value: str) -> tuple[int, frozenset[str]]:
    length = _PARTIAL_CJK if _cjk(value) else _PARTIAL
    return length, frozenset(value[at : at + length] for at in range(len(value) - length + 1))


def _without(text: str, spans: Iterable[Span]) -> str:
    said, at = [], 0
    for start, end in _joined(spans):
        said += [text[at:start], HIDDEN]
        at = end
    return "".join((*said, text[at:]))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not before.isalnum() and not after.isalnum()


@lru_cache(1024)
def _digits(value: str) -> bool:
    return sum(c.isdigit() for c in value) * 2 > len(value)


def _cjk(value: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in value)
