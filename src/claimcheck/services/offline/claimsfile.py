"""`claims.jsonl`: one claim a line, in order of submission.

A line that is no claim at all stops the run, named by its number; a value that cannot be taken is a fault of its claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from claimcheck.errors import ConfigError
from claimcheck.model.claims import ClaimLine

_MEMBERS = {"claim_id", "program", "dealer", "fields", "lines", "documents"}


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """One line of the file.

    Attributes:
        line: its 1-based number in the file.
        documents: paths below the folder of documents, as they stand there.
        faults: values that cannot be taken, as field and message; they are left out of the other attributes.
    """

    line: int
    claim_id: str
    program: str
    dealer: str
    fields: Mapping[str, str]
    lines: tuple[ClaimLine, ...]
    documents: tuple[str, ...]
    faults: tuple[tuple[str, str], ...] = ()


def parse(text: str, *, filename: str) -> tuple[StatedClaim, ...]:
    """The claims of a file.

    Raises:
        ConfigError: `FILE:LINE: what is wrong`, for the first line that is no claim.
    """
    claims: list[StatedClaim] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            claim = _claim(number, json.loads(line))
        except json.JSONDecodeError as error:
            raise ConfigError(f"{filename}:{number}:{error.colno}: is no JSON: {error.msg}") from None
        except RecursionError:
            raise ConfigError(f"{filename}:{number}: is nested too deeply") from None
        except ValueError as error:
            raise ConfigError(f"{filename}:{number}: {error}") from None
        first = seen.setdefault(claim.claim_id, number)
        if first != number:
            raise ConfigError(f"{filename}:{number}: claim_id {claim.claim_id!r} stands on line {first} already")
        claims.append(claim)
    return tuple(claims)


def _claim(number: int, row: Any) -> StatedClaim:
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    unknown = sorted(set(row) - _MEMBERS)
    if unknown:
        raise ValueError(f"does not know {', '.join(unknown)}; a claim has {', '.join(sorted(_MEMBERS))}")
    faults: list[tuple[str, str]] = []
    documents = row.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(path, str) for path in documents):
        raise ValueError("documents is no list of paths")
    return StatedClaim(
        line=number,
        claim_id=_text(row, "claim_id"),
        program=_text(row, "program"),
        dealer=_text(row, "dealer"),
        fields=_fields(row.get("fields", {}), "", faults),
        lines=tuple(_lines(row.get("lines", []), faults)),
        documents=tuple(documents),
        faults=tuple(faults),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing or no text")
    return value


def _fields(fields: Any, where: str, faults: list[tuple[str, str]]) -> dict[str, str]:
    if not isinstance(fields, dict):
        faults.append((f"{where}fields", "is no object of texts"))
        return {}
    for name, value in fields.items():
        if not isinstance(value, str):
            faults.append((f"{where}{name}", 'is no text; write amounts in quotes, such as "150.00"'))
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _lines(lines: Any, faults: list[tuple[str, str]]) -> Iterator[ClaimLine]:
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        faults.append(("lines", "is no list of objects"))
        return
    for number, line in enumerate(lines, start=1):
        where = f"lines[{number}]."
        claimed = line.get("claimed_amount")
        yield ClaimLine(
            number=number,
            fields=_fields(line.get("fields", {}), where, faults),
            quantity=_decimal(line.get("quantity", "1"), f"{where}quantity", faults),
            claimed_amount=None if claimed is None else _decimal(claimed, f"{where}claimed_amount", faults),
            sale_id=_sale_id(line.get("sale_id"), where, faults),
        )


def _sale_id(value: Any, where: str, faults: list[tuple[str, str]]) -> str | None:
    if value is not None and not isinstance(value, str):
        faults.append((f"{where}sale_id", "is no text"))
        return None
    return value


def _decimal(value: Any, where: str, faults: list[tuple[str, str]]) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        faults.append((where, "is no number"))
        return Decimal(1)
    return number
