"""The lines that `claimcheck check` and `claimcheck read` print: a contract, only ever added to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimcheck.model.decisions import Decision, Place, Reason
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field, Pages, Problem
from claimcheck.model.wire import encode

SCHEMA = 1


def reading_line(
    file: str, extracted: Sequence[Extracted], pages: Pages | None, problems: Sequence[Problem], seconds: float
) -> dict[str, Any]:
    """The line of a file that was read, as `claimcheck read` prints it.

    Args:
        file: as the caller named it.
        extracted: the documents in it.
        pages: what was read; None where nothing could be.
        problems: what is wrong with the file.
        seconds: that it took.
    """
    main = main_document(extracted)
    return {
        "schema": SCHEMA,
        "file": file,
        "kind": main.kind if main else None,
        "fields": _fields(main.fields, file) if main else {},
        "documents": [_document(one, file) for one in extracted],
        "problems": [_problem(one) for one in problems],
        "advice": [encode(one) for one in pages.advice] if pages else [],
        "signals": [encode(one) for one in pages.signals] if pages else [],
        "pages": len(pages.pages) if pages else 0,
        "seconds": round(seconds, 3),
    }


def decision_line(claim_id: str, decision: Decision, files: Mapping[str, str], seconds: float) -> dict[str, Any]:
    """The line of a decided claim, as `claimcheck check` prints it.

    Args:
        claim_id: the caller's.
        decision: what the judge said.
        files: the file, as the caller named it, of each document id.
        seconds: that reading and judging took.
    """
    return {
        "schema": SCHEMA,
        "claim_id": claim_id,
        "verdict": decision.verdict,
        "sale_id": decision.sale_id,
        "duplicate_of": decision.duplicate_of,
        "reasons": [_reason(reason, files) for reason in decision.reasons],
        "fields": {name: _placed(field, decision.places.get(name), files) for name, field in decision.fields.items()},
        "documents": [
            _document(one, files.get(reading.document, ""))
            for reading in decision.documents
            for one in reading.extracted
        ],
        "program_version": decision.program_version,
        "engine_version": decision.engine_version,
        "seconds": round(seconds, 3),
    }


def main_document(extracted: Sequence[Extracted]) -> Extracted | None:
    """The document that a file is about: a proof of sale before others, then the one that says most."""

    def weight(one: Extracted) -> tuple[bool, int]:
        return one.kind in PROOF_OF_SALE, sum(field.value is not None for field in one.fields.values())

    return max(extracted, key=weight, default=None)


def _document(one: Extracted, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "pages": list(one.pages),
        "kind": one.kind,
        "kind_confidence": round(one.kind_confidence, 4),
        "fields": _fields(one.fields, file),
        "line_items": [
            {"values": dict(item.values), "page": item.page, "box": _box(item.box)} for item in one.line_items
        ],
    }


def _fields(fields: Mapping[str, Field], file: str) -> dict[str, Any]:
    return {name: _field(field, file) for name, field in fields.items()}


def _placed(field: Field, place: Place | None, files: Mapping[str, str]) -> dict[str, Any]:
    said = _field(field, files.get(place.document, "") if place else "")
    if place is not None and place.page is not None:
        said |= {"page": place.page, "box": _box(place.box)}
    return said


def _field(field: Field, file: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "value": field.value,
        "confidence": round(field.confidence, 4),
        "file": file,
        "page": field.page,
        "box": _box(field.box),
        "reader": field.reader,
        "supports": list(field.supports),
    }
    if field.alternatives:
        said["alternatives"] = list(field.alternatives)
    return said


def _reason(reason: Reason, files: Mapping[str, str]) -> dict[str, Any]:
    place = reason.place
    return {
        "code": reason.code,
        "field": reason.field,
        "message": reason.message,
        "verdict": reason.verdict,
        "claimed": reason.claimed,
        "found": reason.found,
        "file": files.get(place.document) if place else None,
        "page": place.page if place else None,
        "box": _box(place.box) if place else None,
        "fix": reason.fix,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message, "page": problem.page}


def _box(box: Sequence[float] | None) -> list[float] | None:
    return [round(edge, 5) for edge in box] if box is not None else None
