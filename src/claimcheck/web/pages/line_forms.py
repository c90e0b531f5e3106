"""The lines of a claim to be entered: a part of the form for each vehicle or product, beside what its papers show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from starlette.datastructures import FormData

from claimcheck.core.values.compare import fold_number
from claimcheck.errors import ClaimcheckError
from claimcheck.model.documents import PROOF_OF_SALE, Extracted
from claimcheck.model.programs import Program
from claimcheck.services.claiming import draft_lines
from claimcheck.services.claiming.typed_values import Understood, understood
from claimcheck.services.claiming.views import DocumentView
from claimcheck.web.pages.access import text

_VIN: Final = re.compile(r"(?<![0-9A-Z])(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[0-9A-HJ-NPR-Z]{17}(?![0-9A-Z])")
_PLAIN: Final = re.compile(r"\d{1,14}(\.\d{1,10})?")
_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """A vehicle or product as a paper shows it.

    Attributes:
        values: what is filled in with it: of its row, and of its paper where that is of it alone.
        listed: whether its paper lists others beside it; of papers with one vehicle each, who claims says which.
    """

    number: str
    filename: str
    page: int
    values: Mapping[str, str] = field(default_factory=dict)
    proof: bool = False
    listed: bool = False

    @property
    def folded(self) -> str:
        """Its number as it is looked up."""
        return fold_number(self.number)


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a line.

    Attributes:
        id: its name in the form.
        shown: where a paper shows this very value.
        other: what the paper of this thing shows in its place.
    """

    id: str
    name: str
    value: str
    said: Understood
    shown: Shown | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class LineForm:
    """One line to be entered.

    Attributes:
        number: as it is called on the page.
        parts: what is always asked of it.
        papers: what it may state of a paper of its own.
        fills: the paper that shows more of it than is entered.
    """

    key: int
    number: int
    parts: tuple[Part, ...]
    papers: tuple[Part, ...]
    fills: Shown | None = None

    @property
    def opened(self) -> bool:
        """Whether anything of a paper of its own is stated."""
        return any(part.value for part in self.papers)


@dataclass(frozen=True, slots=True)
class LineForms:
    """All that a page shows of lines.

    Attributes:
        things: the fields that tell one from another; empty where the program knows no single things.
        offered: what papers show and no line claims.
        gone: what is said of lines that were taken away, by its name in the form.
        faults: by name in the form, what is wrong with a value.
        again: numbers that were entered together and could not be taken.
        looked: whether what stands on the papers is known.
    """

    things: tuple[str, ...]
    rows: tuple[LineForm, ...] = ()
    offered: tuple[Shown, ...] = ()
    next: int = 2
    gone: Mapping[str, str] = field(default_factory=dict)
    most: int = draft_lines.MOST_LINES
    faults: Mapping[str, str] = field(default_factory=dict)
    again: str = ""
    looked: bool = False

    @property
    def noun(self) -> str:
        """What a line is called."""
        return "vehicle" if {"vin", "engine_number"} & set(self.things) else "product"

    @property
    def removed(self) -> int:
        """How many lines can be put back."""
        return len({name.split(".")[1] for name in self.gone})

    @property
    def full(self) -> bool:
        """Whether no line more is taken."""
        return len(self.rows) >= self.most

    @property
    def asked(self) -> Decimal | None:
        """What all lines ask for; None where one leaves it to the program, or says what is no amount."""
        said = [part.said.value for row in self.rows for part in row.parts if part.name == "claimed_amount"]
        if not said or not all(_PLAIN.fullmatch(one) for one in said):
            return None
        return sum(map(Decimal, said), Decimal(0))

    def copying(self, row: LineForm) -> str:
        """The act that makes another line like one."""
        return f"line:copy:{row.key}:{self.next}"

    def faulty(self, parts: Sequence[Part]) -> bool:
        """Whether something is wrong with one of these."""
        return any(part.id in self.faults for part in parts)

    def of(self, name: str) -> int | None:
        """The number of the line that a value in the form belongs to."""
        return next((r.number for r in self.rows if name.startswith(f"line.{r.key}.")), None)

    def all_say(self, name: str) -> bool:
        """Whether there are lines, and each states a value of its own."""
        return bool(self.rows) and all(any(p.name == name and p.value for p in row.papers) for row in self.rows)

    def saying(self, name: str, value: str | None) -> list[int]:
        """The numbers of the lines that state a value for themselves."""
        said = {r.number: p.said.value for r in self.rows for p in (*r.parts, *r.papers) if p.name == name}
        return [number for number, one in said.items() if value and one == value]


def line_forms(
    rules: Program, values: Mapping[str, str], documents: Sequence[DocumentView], *, faults: Mapping[str, str],
    more: Sequence[str] = (), again: str = "",
) -> LineForms:  # fmt: skip
    """The lines of a form as they stand.

    Args:
        rules: of the program.
        values: of the form or draft.
        documents: with what stands on them.
        faults: by name in the form what is wrong with a value.
        more: names that lines state besides those that the program asks for.
        again: numbers that were entered together and could not be taken.
    """
    things, there = draft_lines.things(rules), draft_lines.lines(values)
    if not things and not there:
        return LineForms(())
    first = (*things, *more, draft_lines.THINGS[0])[0]
    shown = on_papers(things, documents)
    names = tuple(dict.fromkeys((*things, *(n for n in more if n not in draft_lines.of_papers(rules)))))
    rows = tuple(
        _row(rules, key, number, own, names, shown.get(fold_number(own.get(first, ""))), values)
        for number, (key, own) in enumerate(there.items(), 1)
    )
    stated = [own.get(first, "") for own in there.values()] or [values.get(first, "")]
    claimed = {fold_number(one) for one in stated}
    offered = [one for number, one in shown.items() if one.listed and number not in claimed]
    return LineForms(
        things,
        rows,
        tuple(offered),
        draft_lines.next_key(values),
        draft_lines.taken_away(values),
        faults=faults,
        again=again,
        looked=bool(documents) and all(one.state != "received" for one in documents),
    )


def _row(
    rules: Program, key: int, number: int, own: Mapping[str, str], names: Sequence[str], shown: Shown | None,
    whole: Mapping[str, str],
) -> LineForm:  # fmt: skip
    def part(name: str) -> Part:
        value = own.get(name, "") or ("1" if name == "quantity" and name not in own else "")
        said, read = understood(rules, name, value), shown.values.get(name, "") if shown else ""
        agrees = bool(read) and fold_number(read) == fold_number(said.value)
        other = read if read and value and not agrees else ""
        return Part(draft_lines.named(key, name), name, value, said, shown if agrees else None, other)

    papers = draft_lines.of_papers(rules)
    unsaid = [name for name in (*names, *papers) if not own.get(name)]
    more = shown is not None and any(shown.values.get(name, "") not in ("", whole.get(name)) for name in unsaid)
    return LineForm(
        key, number, tuple(part(name) for name in (*names, *draft_lines.OWN)), tuple(part(name) for name in papers),
        shown if more else None,
    )  # fmt: skip


def on_papers(things: Sequence[str], documents: Sequence[DocumentView]) -> dict[str, Shown]:
    """By its number, each vehicle or product on the papers: a proof of sale says more of it than another paper."""
    found: dict[str, Shown] = {}
    if not things:
        return found
    for document in documents:
        for paper in document.extracted:
            for one in _of_paper(things, document, paper):
                number = fold_number(one.number)
                if number not in found or (one.proof and not found[number].proof):
                    found[number] = one
    return found


def _of_paper(things: Sequence[str], document: DocumentView, paper: Extracted) -> Iterator[Shown]:
    first, page = things[0], min(paper.pages, default=1)
    read = paper.fields.get(first)
    rows: dict[str, tuple[int, Mapping[str, str]]] = {}
    for item in paper.line_items:
        text_of = " ".join(item.values.values()).upper()
        own = (
            [item.values.get(first, "")] if item.values.get(first) else _VIN.findall(text_of) if first == "vin" else []
        )
        rows |= dict.fromkeys(own, (item.page or page, item.values))
    several = [read.value or "", *read.rivals] if read else []
    whole = {fold_number(one): one for one in (*several, *rows) if one}
    alone = len(whole) == 1 and paper.kind in PROOF_OF_SALE
    for number in whole.values():
        at, said = rows.get(number, (read.page if read and read.page else page, {}))
        values = {name: said[name] for name in things if said.get(name)}
        if alone:
            values |= {name: f.value for name, f in paper.fields.items() if f.value}
        values[first] = number
        yield Shown(number, document.filename, at, values, paper.kind in PROOF_OF_SALE, len(whole) > 1)


def act_of(act: str, shown: Mapping[str, Shown]) -> str:
    """An act on lines, `read` with the numbers of all that papers list with others."""
    return act if act != "read" else ":".join([act, *(number for number, one in shown.items() if one.listed)])


def focus_after(act: str) -> str:
    """What takes the keyboard once an act on lines is done: the line that it made, or what puts back one it removed."""
    verb, _, rest = act.partition(":")
    return {"add": rest, "copy": rest.rpartition(":")[2], "fill": rest, "drop": "gone"}.get(verb, "all")


def fillable(rules: Program, shown: Mapping[str, Shown]) -> dict[str, Mapping[str, str]]:
    """By number what a line is filled with from its papers."""
    names = {*draft_lines.things(rules), *draft_lines.of_papers(rules)}
    return {number: {n: v for n, v in one.values.items() if n in names} for number, one in shown.items()}


def values_of_lines(form: FormData, names: Sequence[str]) -> dict[str, str]:
    """What a form says of lines, however many, and of those that can be put back; what it does not send is left out."""
    sent = (name.removeprefix("field.") for name in form if name.startswith(("field.line.", "field.gone.")))
    said = (name for name in sent if draft_lines.of_line(name) in names)
    return {name: text(form, f"field.{name}", _LONGEST).strip() for name in said}


def faults_of(error: ClaimcheckError | None, values: Mapping[str, str]) -> dict[str, str]:
    """By name in the form, what is wrong with each value: `lines[2].vin` is of the second line that the form shows."""
    listed = error.details.get("errors") if error else None
    keys, found = list(draft_lines.lines(values)), dict[str, str]()
    for one in listed if isinstance(listed, list) else ():
        name = str(one.get("field", ""))
        at = re.fullmatch(r"lines\[(\d+)\]\.(.+)", name)
        if at and keys:
            name = draft_lines.named(keys[int(at[1]) - 1], at[2])
        elif at:
            name = at[2]
        found[name] = one.get("message", "")
    return found
