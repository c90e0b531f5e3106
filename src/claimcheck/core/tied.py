"""What a paper prints, folded once, to find in it what only one sale has: its numbers, and whom it was made to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise, zip_longest
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.letters import (
    BEHIND_TWO,
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
"""Signs that tell where fewer do not: of digits alone, of a vehicle's end, of a name that lacks a word or a blank."""
_MASKED: Final = re.compile(r"(?<![0-9A-Za-z])([0-9A-Za-z]{3,14})([*＊]{2,14})([0-9A-Za-z]{4,10})(?![0-9A-Za-z])")
_VIN: Final = 17
_MOST: Final = 120
"""Signs of a number or a name; more are a sentence, or hostile."""
_BETWEEN_VALUES: Final = re.compile(
    r"((?<!\w)(?:(?:(?:family|last|first|given|middle|sur|fore|nach|familien|vor)? ?name[ns]?|(?:pre)?noms?|apellidos?|"
    r"nombres?|cognome|nome|[lf]n)(?!\w)(?:\(\w{1,2}\))?|\d[.)](?!\d)|\d(?![\w.]))|[,;:、/|])"
)
"""Labels of the parts of a name, numbers as driving licences have for them, and signs."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's print.

    Attributes:
        numbers: all but amounts and days, folded as numbers.
        names: all of it, those letters that readers confuse made one.
        filled: the letters of what stands alone in a part of a cell, such as behind a label, or in two such places
            side by side, as surname and first name do.
        shorter: the same without a middle name.
        masked: numbers whose middle is hidden: begin, signs, end.
    """

    numbers: Run
    names: Run
    filled: frozenset[str]
    shorter: frozenset[str]
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

        In a place that it fills it may lack a middle name, or have one more. A company's name, or one of three words,
        may run on from the end of a row to the next.
        """
        return any(self._has_words(own, company=bool(form)) for own, form in map(named, spellings(value)))

    def _has_words(self, name: tuple[str, ...], *, company: bool) -> bool:
        letters = "".join(name)
        if len(letters) > _MOST:
            return False
        turned = {"".join(name[k:] + name[:k]) for k in range(len(name))}
        if len(letters) < (_LEAST if letters < OTHER_SCRIPTS else 2):
            return len(name) > 1 and not turned.isdisjoint(self.filled)
        if not turned.isdisjoint(self.filled) or (len(letters) >= _TELLING and letters in self.shorter):
            return True
        if any(len(shorter) >= _TELLING and shorter in self.filled for shorter in _without_middle(name)):
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
            return end - start > 2 or run.cuts[end] > SIGN or run.letters[end] in BEHIND_TWO
        alone = run.cuts[end] >= PART or run.word(end) in FORMS
        apart = {start + at for at in accumulate(map(len, name[:-1]))} <= inside.keys()
        return apart or (alone and end - start >= _TELLING)


def tells_itself(value: str) -> bool:
    """Whether a paper's own number is long enough, or has letters, so that it is nobody's postcode or amount."""
    number = compare.fold_number(value)
    return len(number) >= _TELLING or (len(number) >= _LEAST and not number.isdigit())


def printed(rows: Sequence[Row]) -> Printed:
    """What stands in these rows."""
    plain = [[cell.text for cell in row.cells] for row in rows]
    spelled = [[without_initials(spellings(text)[-1]) for text in texts] for texts in plain]
    both = (plain, spelled) if plain != spelled else (plain,)
    filled = [value for texts in both for value in _filled(rows, texts)]
    return Printed(
        run_of(chain.from_iterable(map(pieces, texts)) for texts in plain),
        run_of(chain.from_iterable(map(words_of, texts)) for one in both for texts in one),
        frozenset("".join(words) for words, _ in filled),
        frozenset(letters for _, shorter in filled for letters in shorter),
        frozenset(
            (compare.fold_number(head), len(head) + len(stars) + len(tail), compare.fold_number(tail))
            for texts in plain
            for text in texts
            for head, stars, tail in _MASKED.findall(text)
        ),
    )


def _filled(rows: Sequence[Row], texts: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Iterable[str]]]:
    """The words of each value, and of two values that are neighbours; with each its letters without a middle name.

    A neighbour stands beside or below, and behind no label but one of a part of a name. Its middle name ends it.
    """
    values = [[list(_values(text)) for text in row] for row in texts]
    for at, row in enumerate(values):
        pairs = list(pairwise(value for cell in row for value in cell))
        for cell, own in zip(rows[at].cells, row, strict=True):
            yield from ((words, _without_middle(words)) for _, words in own)
            for below, under in zip(rows[at + 1 : at + 3], values[at + 1 : at + 3], strict=True):
                near = bisect_right(below.cells, cell.box.right, key=lambda other: other.box.left) - 1
                if own and near >= 0 and under[near] and below.cells[near].box.right > cell.box.left:
                    pairs.append((own[-1], under[near][0]))
        for (_, one), (labelled, two) in pairs:
            if not labelled:
                yield one + two, ("".join(two[:-1] + one), "".join(one[:-1] + two))


def _values(text: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The words of each value of a cell; first, whether they stand behind a label but of a part of a name."""
    labelled = False
    pieces = _BETWEEN_VALUES.split(compare.fold_text(text))
    for piece, sign in zip_longest(pieces[::2], pieces[1::2], fillvalue=""):
        words = named(piece)[0]
        if 0 < sum(map(len, words)) <= _MOST and sign != ":":
            yield labelled, words
        if words or sign != ":":
            labelled = bool(words) and sign == ":"


def _without_middle(words: Sequence[str]) -> Iterator[str]:
    """The letters of a name without one of its first words, but neither the first of them nor the last of all."""
    return ("".join((*words[:k], *words[k + 1 :])) for k in range(1, min(_LEAST, len(words) - 1)))
