"""Is a claim approved whose one field is any other value that its paper prints, or one that is nearly the truth?

`python -m bench.printed --data DIR --readings DIR [--only SET …] [--fields NAME …] [--limit N] [--misses N]`

Each paper of the sets of `bench.split` is claimed once honestly and once for each such value (`bench.temptations`), a
field at a time: all else that the claim states is the label's. The program verifies that one field and finds the sale
by nothing, and no box is looked at a second time, so that nothing but the verifying of that field can hold a lie. What
is read of a paper, though its label does not tell it, is lied about like the label's fields (`FIELDS`).

An approved value that the comparison takes for the truth, as a sign lost in a long name, counts as `alike`; any other
as `approved`. Of those `--misses` prints so many: a label that differs from the print, a party's name with its number
or address, or a wrong approval. Only papers of the tuned half are printed.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from re import findall
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.readings import readings
from bench.split import SETS, ReadingSet, files_of, half_of, labels_of
from bench.temptations import temptations
from claimcheck.core import verify
from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.core.rules.programfile import parse
from claimcheck.core.values.compare import comparison_for, subject
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Pages
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale

PROGRAM: Final = """
program: printed
version: "1"
timezone: UTC
locale: {locale}
currency: {currency}
verify: [{name}]
documents: [{{kind: {kind}}}]
confidence: 0.95
"""
FIELDS: Final = (
    "seller_name", "seller_id", "buyer_name", "buyer_id", "invoice_number", "invoice_date", "delivery_date",
    "net_amount", "tax_amount", "total_amount", "payable_amount",
)  # fmt: skip
"""What is lied about, though no label tells it, where it is read."""
MARKETS: Final = {"receipts-dev": ("en-MY", "MYR"), "adbuy-dev": ("en-US", "USD"), "vehicle-cn-dev": ("zh-CN", "CNY")}
LOCALES: Final = {
    "DE": "de-DE", "FR": "fr-FR", "NO": "nb-NO", "NL": "nl-NL", "DK": "da-DK", "HU": "hu-HU", "SE": "sv-SE",
    "HR": "hr-HR", "BE": "fr-BE", "AT": "de-AT", "IT": "it-IT",
}  # fmt: skip
"""The locale of an invoice, by the country of its seller's number."""
NAMES_EACH, EACH = 60, 120
"""So many values of a way are told of a name, and of any other field, on one paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with what is true of it.

    Attributes:
        name: of its file.
        texts: what it prints, row by row.
        truth: what its label says stands there.
        market: locale and currency of its program.
    """

    name: str
    pages: Pages
    texts: tuple[str, ...]
    truth: Mapping[str, str]
    market: tuple[str, str]


@dataclass(slots=True)
class Tally:
    """What came of the claims of one field: on how many papers, and how many honest ones and lies were approved."""

    papers: int = 0
    honest: int = 0
    told: int = 0
    alike: int = 0
    approved: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def papers_of(one: ReadingSet, data: Path, store: Path, *, limit: int = 0) -> Iterator[Paper]:
    """The papers of a set, the first so many of them, with what was read and what is true."""
    labels, files = labels_of(one, data), files_of(one, data)
    wanted = slice(limit or None)
    for label, (file, pages) in zip(labels[wanted], readings(files[wanted], store, reader="rapidocr"), strict=True):
        shown: Mapping[str, bool] = label.get("visible", {}) if one.only_visible else {}
        truth = {name: value for name, value in label["fields"].items() if value and shown.get(name, True)}
        yield Paper(file.name, pages, tuple(_texts(file, pages)), truth, _market(one, label))


def _texts(file: Path, pages: Pages) -> list[str]:
    """The rows of a page, or the values of an XML file, which has none."""
    if file.suffix == ".xml":
        return [str(text) for text in findall(r">\s*([^<>]*[^<>\s])\s*<", file.read_text("utf-8", "replace"))]
    return [line.text for page in pages.pages for line in page.lines]


def _market(one: ReadingSet, label: Mapping[str, Any]) -> tuple[str, str]:
    country = str(label["fields"].get("seller_id"))[:2]
    return MARKETS.get(one.folder) or (LOCALES.get(country, "en-GB"), label["fields"].get("currency", "EUR"))


def lie_about(paper: Paper, tallies: Mapping[str, Tally], fields: Sequence[str] = ()) -> None:
    """Claim all that is true of a paper, then, a field at a time, all else that could be stated; and count."""
    locale, currency = paper.market
    found = extract(paper.pages, locale=locale, currency=currency)
    document = CaseDocument("d", hashlib.sha256(paper.name.encode()).hexdigest(), paper.pages, found)
    for name, truth in _stated(paper, found).items():
        if fields and name not in fields:
            continue
        program = parse(
            PROGRAM.format(locale=locale, currency=currency, name=name, kind=_kind(found)), filename="printed.yaml"
        )
        _count(paper, name, truth, _approving(document, program, paper.truth, name), tallies[name])


def _stated(paper: Paper, found: Sequence[Extracted]) -> dict[str, str]:
    """What is lied about: the label's fields, then those that are only read."""
    read = {n: f.value for one in reversed(found) for n, f in one.fields.items() if n in FIELDS and f.value}
    return {**paper.truth, **{name: read[name] for name in FIELDS if name in read and name not in paper.truth}}


def _kind(found: Sequence[Extracted]) -> str:
    """The kind of paper that the program asks for: this one's, or any proof of a sale."""
    kind = found[0].kind if found else "other"
    return "proof_of_sale" if kind == "other" or kind in PROOF_OF_SALE else kind


def _approving(document: CaseDocument, program: Program, truth: Mapping[str, str], name: str) -> Callable[[str], bool]:
    """Whether a claim that states this value of the field is approved: it is only judged on where it is verified."""

    def case(stated: Mapping[str, str]) -> Case:
        claim = Claim("C", "C", program.name, "D", 1, 1, stated, (ClaimLine(1),), ("d",))
        return Case(claim, program, (document,), (Sale("S", "S", 1, "D", stated, Decimal(1)),))

    sources = verify.sources(case(truth))

    def approves(value: str) -> bool:
        stated = {**truth, name: value}
        if name != "currency":
            stated.pop("currency", None)
        findings = verify.verify(case(stated), sources, stated, 1)
        verified = all(finding.outcome in ("pass", "not_applicable") for finding in findings)
        return verified and judge(case(stated)).verdict == "approve"

    return approves


def _count(paper: Paper, name: str, truth: str, approves: Callable[[str], bool], tally: Tally) -> None:
    most = NAMES_EACH if subject(name) == "name" else EACH
    tally.papers += 1
    tally.honest += approves(truth)
    for way, values in temptations(name, truth, paper.texts, Random(f"{paper.name}{name}")).items():
        told = values if len(values) <= most else Random(f"{paper.name}{name}{way}").sample(values, most)
        tally.told += len(told)
        for value in filter(approves, told):
            if comparison_for(name)(truth, value).same:
                tally.alike += 1
                continue
            tally.approved[way] += 1
            if half_of(paper.name) == "tune":
                tally.misses.append(f"{paper.name} {name} ({way}): {value!r} for {truth!r}")


def show(found: Mapping[str, Mapping[str, Tally]], misses: int) -> None:
    """Print a row for each field of each set, then so many approvals of each."""
    table = Table("set", "field", "honest, approved", "told", "alike", "approved", "by way")
    for one, tallies in found.items():
        for number, (name, tally) in enumerate(tallies.items()):
            honest = f"{tally.honest} of {tally.papers}"
            ways = ", ".join(f"{way} {count}" for way, count in tally.approved.items())
            counts = (str(tally.told), str(tally.alike), str(tally.approved.total()))
            table.add_row("" if number else one, name, honest, *counts, ways)
    Console(width=140).print(table)
    for one, tallies in found.items():
        for tally in tallies.values():
            for line in tally.misses[:misses]:
                print(f"{one}: {line}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--readings", type=Path, required=True, help="folder that keeps what was read")
    parser.add_argument("--only", nargs="*", default=[], help="names of the sets wanted; all if not given")
    parser.add_argument("--fields", nargs="*", default=[], help="names of the fields lied about; all if not given")
    parser.add_argument("--limit", type=int, default=0, help="the first so many papers of each set")
    parser.add_argument("--misses", type=int, default=0, help="so many approvals of each field, of the tuned half")
    given = parser.parse_args()
    found: dict[str, dict[str, Tally]] = {}
    for one in SETS:
        if not given.only or one.name in given.only:
            tallies = found[one.name] = defaultdict(Tally)
            for paper in papers_of(one, given.data, given.readings, limit=given.limit):
                lie_about(paper, tallies, given.fields)
    show(found, given.misses)


if __name__ == "__main__":
    main()
