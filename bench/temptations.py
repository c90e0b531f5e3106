"""Values other than the truth that a claim could state of a paper: what it prints, and what nearly is the truth.

What each way of making one is called comes with the value. The same truth, paper and state of the dice give the same
values in the same order. What a field holds decides the ways (`claimcheck.core.values.compare.subject`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import combinations, pairwise, permutations
from random import Random
from typing import Final

from bench.exam import says_the_same
from claimcheck.core.values.compare import split_name, subject

Told = tuple[str, str]
"""How a value was come by, and the value."""

CENT: Final = Decimal("0.01")
SUMS: Final = 60
"""So many printed amounts are added to each other and taken from each other, and so many of the outcomes are told."""
NEAR: Final = tuple(map(Decimal, ("0.01", "0.02", "0.05", "0.10", "0.50", "1")))
SCALES: Final = tuple(map(Decimal, ("10", "0.1", "100", "0.01", "1.06", "1.19", "0.85")))
CURRENCIES: Final = (
    "MYR", "USD", "EUR", "GBP", "SGD", "CNY", "NOK", "DKK", "SEK", "CHF", "AUD", "HUF", "JPY", "HKD", "TWD",
)  # fmt: skip
LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
CAPITALS: Final = "ABCDEFGHKLMNOPRSTUVWXY"
CONFUSED: Final = dict(zip("0O1I5S8B2Z", "O0I1S5B8Z2", strict=True))
FORMS: Final = (
    "Sdn Bhd", "Berhad", "Pte Ltd", "Ltd", "LLC", "Inc", "GmbH", "AG", "KG", "S.A.", "SARL", "B.V.", "Enterprise",
    "股份有限公司", "有限责任公司",
)  # fmt: skip
BRANCHES: Final = ("(Penang)", "(M)", "(KL)", "(Johor)", "No. 2", "Branch 7", "& Sons", "International")
OTHER_WORDS: Final = (
    ("Northern", "Global", "Star", "Alpha", "City"),
    ("Northern", "Global", "II", "2", "City"),
    ("Trading", "Holding", "II", "2", "(Penang)"),
)
"""What takes the place of a word of a name, what goes before one, and what behind one."""
PLACES: Final = ("Merah", "Utama", "12", "Jaya")
SHIFTS: Final = (1, 2, 3, 7, 10, 28, 29, 30, 31, 365, 366)
YEARS: Final = (-10, 10, -100, 1, -1)
MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "fev": 2, "avr": 4, "jui": 6, "aoû": 8, "déc": 12,
    "maj": 5, "mei": 5,
}  # fmt: skip

_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?[-/.年 ]\s?(\d{1,2})\s?[-/.月 ]\s?(\d{1,4})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s.\-/]*([A-Za-zéûä]{3})[a-zéûä]*[\s.\-/,']*(\d{2,4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s*(\d{1,2}),?\s*(\d{4})")
_TOGETHER = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")


def temptations(name: str, truth: str, texts: Sequence[str], random: Random) -> dict[str, list[str]]:
    """What else could be stated in place of the truth, by the way it was come by; each value once."""
    seen: dict[str, str] = {}
    for way, value in _WAYS[subject(name)](truth, texts, random):
        told = value.strip()
        if told and told not in seen and not says_the_same(name, truth, told):
            seen[told] = way
    found: dict[str, list[str]] = {}
    for told, way in seen.items():
        found.setdefault(way, []).append(told)
    return found


def _amounts(truth: str, texts: Sequence[str], random: Random) -> Iterator[Told]:
    true = Decimal(truth)
    for value in sorted({v for text in texts for m in re.finditer(r"\d[\d.,' ]*\d|\d", text) for v in _read(m[0])}):
        yield "printed", f"{value:f}"
    cents = r"\d[\d,. ]*[.,]\d\d(?!\d)"
    printed = sorted({v for text in texts for m in re.finditer(cents, text) for v in _read(m[0])})[:SUMS]
    sums = list(dict.fromkeys(v for a, b in combinations(printed, 2) for v in (a + b, abs(a - b)) if v > 0))
    found = [("sum", v) for v in random.sample(sums, min(SUMS, len(sums)))]
    found += [("sum", v) for a in printed for v in (true + a, true - a)]
    found += [("near", v) for by in NEAR for v in (true + by, true - by)]
    found += [("scaled", (true * by).quantize(CENT)) for by in SCALES]
    found += [("rounded", true.quantize(Decimal(1))), ("rounded", (true * 20).quantize(Decimal(1)) / 20)]
    yield from ((way, f"{v:f}") for way, v in found if v > 0)
    yield "negative", f"{-true:f}"
    written = f"{true:f}"
    yield from (("digit", told) for told in _digits(written, random))
    for i, sign in enumerate(written):
        lost = written[:i] + written[i + 1 :]
        if sign.isdigit() and len(written) > 4 and lost[0].isdigit():
            yield "digit lost", lost


def _read(text: str) -> set[Decimal]:
    """What amount a print can be, with the point or the comma before the cents."""
    found = set()
    for point, other in (".,", ",."):
        try:
            value = Decimal(re.sub(r"[ ']", "", text).replace(other, "").replace(point, "."))
        except InvalidOperation:
            continue
        if 0 < value < 10**9 and value == value.quantize(CENT):
            found.add(value.quantize(CENT))
    return found


def _digits(text: str, random: Random) -> Iterator[str]:
    for i, sign in enumerate(text):
        if sign.isdigit():
            yield text[:i] + random.choice("0123456789".replace(sign, "")) + text[i + 1 :]


def _days(truth: str, texts: Sequence[str]) -> Iterator[Told]:
    true = date.fromisoformat(truth)
    year = true.year % 100
    found = [("printed", day) for day in sorted({day for text in texts for day in _printed_days(text)})]
    found += [("swapped", day) for day in _day(true.year, true.day, true.month)]
    found += [("shifted", true + timedelta(by)) for shift in SHIFTS for by in (shift, -shift)]
    found += [("shifted", day) for by in YEARS for day in _day(true.year + by, true.month, true.day)]
    found += [("month", day) for month in range(1, 13) for day in _day(true.year, month, true.day)]
    found += [("day", day) for number in range(1, 32) for day in _day(true.year, true.month, number)]
    for order in permutations((year, true.month, true.day)):
        found += [("swapped", day) for day in _day(*order)]
    yield from ((way, day.isoformat()) for way, day in found)


def _day(year: int, month: int, number: int) -> list[date]:
    """That day, where there is one in the years of such papers."""
    year += 2000 if year < 100 else 0
    try:
        return [date(year, month, number)] if 1990 <= year <= 2035 else []
    except ValueError:
        return []


def _printed_days(text: str) -> Iterator[date]:
    for match in _NUMERIC.finditer(text):
        a, b, c = map(int, match.groups())
        for order in ((a, b, c), (c, b, a), (c, a, b)):
            yield from _day(*order)
    for match in _DAY_FIRST.finditer(text):
        yield from _day(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        yield from _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]))
    for match in _TOGETHER.finditer(text):
        yield from _day(*map(int, match.groups()))


def _names(truth: str, texts: Sequence[str], random: Random) -> Iterator[Told]:
    lines = _lines(texts, letters=2)
    yield from (("line", line) for line in lines)
    for line in lines:
        parts = re.split(r"\s{2,}|[:：|;,]", line)
        yield from (("part", part) for part in parts if len(parts) > 1 and sum(map(str.isalpha, part)) >= 2)
        said = line.split()
        for count in (1, 2, 3):
            if len(said) > count:
                yield from (("part", " ".join(cut)) for cut in (said[:count], said[-count:]))
    yield from (("joined", f"{above} {below}") for above, below in pairwise(lines))
    yield from _misspelt(truth, random)
    yield from _reworded(truth, random, *OTHER_WORDS)
    own, form = split_name(truth)
    yield from (("form", " ".join((*own, other))) for other in FORMS if form)
    said = truth.split()
    for branch in BRANCHES:
        yield "branch", f"{truth} {branch}"
        yield "branch", re.sub(r"\([^()]*\)", branch, truth)
        if len(said) > 2:
            yield "branch", " ".join((*said[:-2], branch, *said[-2:]))


def _lines(texts: Sequence[str], *, letters: int) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if sum(map(str.isalpha, text)) >= letters))


def _misspelt(text: str, random: Random) -> Iterator[Told]:
    for i, sign in enumerate(text):
        others = "123456789" if sign.isdigit() else CAPITALS if sign.isascii() else "东南西北明华"
        if sign.isalnum():
            yield "letter", text[:i] + random.choice(others.replace(sign.upper(), "")) + text[i + 1 :]


def _reworded(
    text: str, random: Random, instead: Sequence[str], before: Sequence[str], behind: Sequence[str]
) -> Iterator[Told]:
    said = text.split()
    for i in range(len(said)):
        yield "word lost", " ".join((*said[:i], *said[i + 1 :]))
        yield "word other", " ".join((*said[:i], random.choice(instead), *said[i + 1 :]))
        yield "word more", " ".join((*said[:i], random.choice(before), *said[i:]))
        yield "word more", " ".join((*said[: i + 1], random.choice(behind), *said[i + 1 :]))


def _addresses(truth: str, texts: Sequence[str], random: Random) -> Iterator[Told]:
    lines = _lines(texts, letters=3)
    yield from (("line", line) for line in lines)
    yield from (("joined", ", ".join(lines[i : i + n])) for n in (2, 3) for i in range(len(lines) - n + 1))
    yield from _reworded(truth, random, PLACES, PLACES, PLACES)
    yield from _misspelt(truth, random)


def _numbers(truth: str, texts: Sequence[str], random: Random) -> Iterator[Told]:
    for text in texts:
        for match in re.finditer(r"[A-Za-z0-9][A-Za-z0-9/\-.#_]+", text):
            if any(map(str.isdigit, match[0])):
                yield "printed", match[0]
    lines = [text for text in texts if any(map(str.isdigit, text))]
    yield from (("line", line) for line in lines)
    yield from (("run", match[0]) for line in lines for match in re.finditer(r"\d[\d \-/]{3,}\d", line))
    yield from (("digit", told) for _ in (1, 2) for told in _digits(truth, random))
    for i, sign in enumerate(truth):
        head, tail = truth[:i], truth[i + 1 :]
        if sign.isalpha():
            yield "letter", head + random.choice(LETTERS.replace(sign.upper(), "")) + tail
        if sign in CONFUSED:
            yield "confused", head + CONFUSED[sign] + tail
        yield "sign lost", head + tail
        yield "moved", head[:-1] + sign + head[-1:] + tail
        yield "sign more", head + random.choice("0123456789") + sign + tail
    yield from (("sign more", told) for told in (f"{truth}1", f"{truth}-1", f"0{truth}", f"2020-{truth}"))
    parts = re.split(r"[-/ .]", truth)
    for i, part in enumerate(parts):
        yield "part lost", "-".join((*parts[:i], *parts[i + 1 :]))
        yield "part lost", part
    yield "zeros", truth.lstrip("0") or "0"


_WAYS: Final[dict[str, Callable[[str, Sequence[str], Random], Iterator[Told]]]] = {
    "amount": _amounts,
    "date": lambda truth, texts, _: _days(truth, texts),
    "name": _names,
    "number": _numbers,
    "address": _addresses,
    "currency": lambda *_: (("other", currency) for currency in CURRENCIES),
}
