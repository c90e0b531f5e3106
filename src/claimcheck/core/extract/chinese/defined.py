"""Parties that a sentence introduces: a name, a bracket with its number, and what the paper calls it from there on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimcheck.core.extract.chinese.shapes import (
    VALUES,
    identity_number,
    like_company,
    of_another,
    registered,
    surely_person,
)
from claimcheck.core.extract.chinese.sheet import Read, Run, Sheet, said
from claimcheck.core.extract.chinese.words import BUYERS, IDENTITIES, SELLERS

LINES: Final = 4
"""Lines that such a bracket goes over at the most."""
_NAME: Final = r"(?P<name>(?:(?![由与和及同、])[\u4e00-\u9fffA-Za-z·()]){2,40})"
_CALLED: Final = re.compile(
    rf"(?:^|[由与和及同、，,。:：;；]){_NAME}[(（\[【](?P<told>[^()（）]{{0,90}}?)(?:以下|下)?(?:简)?称(?:为|作|之为|呼为)?"
    rf"[“\"'‘「]?(?:(?P<buyer>{BUYERS})|(?P<seller>{SELLERS}))[”\"'’」]?[)）\]】]"
)

_BEFORE: Final = re.compile(
    r"(?:.*(?:协商一致|双方|根据|依据|合同|协议|约定|兹有|签订|订立)的?)?"
    rf"(?:(?:兹|现|新|原|前|原来)?的?(?:[甲乙丙丁]方|{BUYERS}|{SELLERS}))*(?:[原前]的)?"
)
"""What a sentence says before a party's name, without a sign between."""
_AGENT: Final = re.compile("委托|代理|代办|代为|担保|监护|经纪|受托")
"""With whom a company's bracket goes on to another company."""
_LABEL: Final = re.compile(rf"{IDENTITIES}(?:[为是])?$")


@dataclass(frozen=True, slots=True)
class Defined:
    """A party that a sentence introduces.

    Attributes:
        side: `buyer` or `seller`.
        name: of the party.
        number: in its bracket, if there is one of its own.
    """

    side: str
    name: Read
    number: Read | None


def defined(sheet: Sheet) -> Iterator[Defined]:
    """Each party that a sentence introduces with a word for its side, in reading order."""
    seen: set[tuple[int, int]] = set()
    for match, run in said(sheet, _CALLED, LINES):
        start, end = match.span("name")
        before = _BEFORE.match(run.text, start, end)
        begins = before.end() if before else start
        name = run.text[begins:end]
        if start >= len(run.lines[0].bare) or not (like_company(name) or surely_person(name)):
            continue
        row, at, _ = run.read(match.end() - 1, match.end()).parts[0]
        if (row.index, at) in seen:  # the rest of a name that the line before begins
            continue
        seen.add((row.index, at))
        side = "buyer" if match["buyer"] else "seller"
        yield Defined(side, run.read(begins, end), _number(run, match, name))


def _number(run: Run, match: re.Match[str], name: str) -> Read | None:
    """The number made as the party's own that stands between its name and what it is called, behind nobody else."""
    start, end = match.span("told")
    text = run.text
    own = registered if like_company(name) else identity_number
    for found in VALUES["id"].finditer(text, start, end):
        if own(found.group()):
            before = text[start : found.start()]
            return None if _of_another(before, company=like_company(name)) else run.read(*found.span())
    return None


def _of_another(before: str, *, company: bool) -> bool:
    """Whether what stands before a number in a party's bracket is about somebody else: an agent, a guardian.

    A company's bracket may name the person who stands for it, who has no company's number.
    """
    named = [name for part in _parts(before) if (name := _LABEL.sub("", part))]
    if company:
        return _AGENT.search(before) is not None or any(map(like_company, named))
    return of_another(before) or any(like_company(name) or surely_person(name) for name in named)


def _parts(before: str) -> list[str]:
    return [part for part in re.split(r"[,，、;；:：。\s]|[0-9]{6,}", before) if part]
