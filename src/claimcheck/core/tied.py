"""What a paper prints, folded once, to find in it what only one sale has: its numbers, and whom it was made to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.letters import (
    FORMS,
    OTHER_SCRIPTS,
    PART,
    ROW,
    SIGN,
    WORD,
    Run,
    named,
    pieces,
    run_of,
    spellings,
    without_initials,
    words_of,
)
from claimcheck.core.values import compare

_LEAST: Final = 5
"""Signs of a number or a western name that stand by no chance among others; of a Chinese name two do."""
_TELLING: Final = 8
"""Signs that tell where fewer do not: of digits alone, of a vehicle's end, of a name that lacks a blank."""
_MASKED: Final = re.compile(r"(?<![0-9A-Za-z])([0-9A-Za-z]{3,14})([*＊]{2,14})([0-9A-Za-z]{4,10})(?![0-9A-Za-z])")
_VIN: Final = 17
_MOST: Final = 120
"""Signs of a number or a name; more are a sentence, or hostile."""
_BETWEEN_VALUES: Final = re.compile(
    r"((?<!\w)(?:(?:(?:family|last|first|given|middle|sur|fore|nach|familien|vor)? ?name[ns]?|(?:pre)?noms?|apellidos?|"
    r"nombres?|cognome|nome|[lf]n)(?!\w)(?:\(\w{1,2}\))?|\d[.)](?!\d)|\d(?![\w.]))|[,;:、/|])"
)
"""Labels of the parts of a name, numbers as driving licences have for them, and signs."""
_FIRST: Final = re.compile(r"(?:first|given|fore|vor) ?name|prenom|nombre|nome|fn|2")
_LAST: Final = re.compile(r"(?:family|last|sur|nach|familien)? ?name|nom|apellido|cognome|ln|1")
"""Which of those labels are of a first name, and of a surname."""
_BEHIND_TWO: Final = re.compile(
    "(?:先生|女士|小姐|同[志学]|性别|[系是为在和与于][我本该此其公某\\d]|在职|[的及已]|现[任为在系]|自[\\d愿]|参[加保与]|缴[纳存费]|身份|证件|"
    "车[主辆]|职[务工位]|入职)"
)
"""What goes on behind a Chinese name, so that two signs are all of it; a third sign alone may be the name's."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's print.

    Attributes:
        numbers: all but amounts and days, folded as numbers.
        names: all of it, those letters that readers confuse made one.
        filled: the letters of what stands alone in a part of a cell, such as behind a label, of a surname and a first
            name that a comma parts, and of the two behind labels of their own.
        masked: numbers whose middle is hidden: begin, signs, end.
    """

    numbers: Run
    names: Run
    filled: frozenset[str]
    masked: frozenset[tuple[str, int, str]]

    def has_number(self, name: str, value: str) -> bool:
        """Whether the number stands on the paper as a whole, in groups too; a vehicle's also by its end."""
        wanted = compare.fold_number(value)
        if not _LEAST <= len(wanted) <= _MOST:
            return False
        if name == "vin" and len(wanted) == _VIN:
            return compare.fold_confused(wanted) in self.names.letters or self._has_whole(wanted[-_TELLING:])
        hidden = name.endswith("_id") and any(
            len(wanted) == signs and wanted.startswith(head) and wanted.endswith(tail)
            for head, signs, tail in self.masked
        )
        return hidden or self._has_whole(wanted)

    def _has_whole(self, wanted: str) -> bool:
        """Whether a number stands there and is no piece of a longer one."""
        for start, end, inside in self.numbers.places(wanted):
            around = min(self.numbers.cuts[start], self.numbers.cuts[end])
            deepest = max(inside.values(), default=SIGN)
            longer = self.numbers.cuts[end] == WORD and self.numbers.letters[end - 1 : end + 1].isdigit()
            alone = around >= PART or not (wanted.isdigit() or longer)
            if (deepest == SIGN or (deepest == WORD and alone)) and (around > SIGN or tells_itself(wanted)):
                return True
        return False

    def has_name(self, value: str) -> bool:
        """Whether all words of a name but titles stand together in their order, or fill a place, begun at any.

        A company's name, or one of three words, may run on from the end of a row to the next.
        """
        return any(self._has_words(own, company=bool(form)) for own, form in map(named, spellings(value)))

    def _has_words(self, name: tuple[str, ...], *, company: bool) -> bool:
        letters = "".join(name)
        if len(letters) > _MOST:
            return False
        turned = {"".join(name[k:] + name[:k]) for k in range(len(name))}
        if len(letters) < (_LEAST if letters < OTHER_SCRIPTS else 2):
            return len(name) > 1 and not turned.isdisjoint(self.filled)
        if not turned.isdisjoint(self.filled):
            return True
        return any(self._is_whole(name, *place, company=company) for place in self.names.places(letters))

    def _is_whole(
        self, name: tuple[str, ...], start: int, end: int, inside: Mapping[int, int], *, company: bool
    ) -> bool:
        """Whether the letters of a name are its words at this place."""
        run, depths = self.names, set(inside.values())
        if PART in depths or (ROW in depths and not company and len(name) < 3):
            return False
        if run.letters[start] >= OTHER_SCRIPTS:
            return end - start > 2 or run.cuts[end] > SIGN or self._goes_on(end)
        alone = run.cuts[end] >= PART or run.word(end) in FORMS
        apart = {start + at for at in accumulate(map(len, name[:-1]))} <= inside.keys()
        return apart or (alone and end - start >= _TELLING)

    def _goes_on(self, end: int) -> bool:
        """Whether a word that is no part of a name begins here, with nothing that parts its two signs."""
        begun = _BEHIND_TWO.match(self.names.letters, end) is not None
        return begun and self.names.cuts[end] <= SIGN and self.names.cuts.get(end + 1, SIGN) <= SIGN


def tells_itself(value: str) -> bool:
    """Whether a paper's own number is long enough, or has letters, so that it is nobody's postcode or amount."""
    number = compare.fold_number(value)
    return len(number) >= _TELLING or (len(number) >= _LEAST and not number.isdigit())


def printed(rows: Sequence[Row]) -> Printed:
    """What stands in these rows."""
    plain = [[cell.text for cell in row.cells] for row in rows]
    spelled = [[without_initials(spellings(text)[-1]) for text in texts] for texts in plain]
    both = (plain, spelled) if plain != spelled else (plain,)
    return Printed(
        run_of(chain.from_iterable(map(pieces, texts)) for texts in plain),
        run_of(chain.from_iterable(map(words_of, texts)) for one in both for texts in one),
        frozenset("".join(words) for texts in both for words in _filled(chain.from_iterable(texts))),
        frozenset(
            (compare.fold_number(head), len(head) + len(stars) + len(tail), compare.fold_number(tail))
            for texts in plain
            for text in texts
            for head, stars, tail in _MASKED.findall(text)
        ),
    )


def _filled(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words of each value, of "Smith, Robert", and of labelled surname and first name read one after the other."""
    label = ""
    before: tuple[str, tuple[str, ...]] = ("", ())
    for text in texts:
        pieces = _BETWEEN_VALUES.split(compare.fold_text(text))
        own, begun = [named(piece)[0] for piece in pieces[::2]], False
        for at, (words, sign) in enumerate(zip(own, [*pieces[1::2], ""], strict=True)):
            if sign == ":" and words:
                label, before, begun = "", ("", ()), False
            elif 0 < sum(map(len, words)) <= _MOST:
                yield words
                if sign == "," and not begun:
                    yield words + own[at + 1]
                paired = {label, before[0]} == {"first", "last"} and before[1] != ()
                if paired:
                    yield before[1] + words
                of_several = label != "" and label == before[0]  # columns of several persons
                label, before, begun = "", ("" if paired else label, () if of_several else words), True
            kind = "first" if _FIRST.match(sign) else "last" if _LAST.match(sign) else ""
            label = kind or ("" if sign[:1].isalnum() else label)
            begun = begun and not kind
