"""The golden cases of fixtures/cases: the stored pages are judged exactly as before; reading finds the same fields.

After a wanted change: `python -m fixtures.cases --regenerate`, and look at the difference.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck import intake, reading
from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.reading import sandbox
from fixtures import cases

SLUGS = sorted(path.name for path in cases.CASES.iterdir() if path.is_dir())


def stored(slug: str, name: str) -> Any:
    return json.loads((cases.CASES / slug / name).read_text("utf-8"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_case_is_decided_as_it_was(slug: str) -> None:
    decision = judge(cases.load_case(cases.CASES / slug))
    assert cases.told(decision) == stored(slug, "decision.json"), "wanted? python -m fixtures.cases --regenerate"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lying_case_is_not_approved_and_an_honest_one_is_not_rejected(slug: str) -> None:
    plan, verdict = cases.PLANS[slug], stored(slug, "decision.json")["verdict"]
    if plan.lie != "genuine" or plan.twice or slug in {"receipt-out-of-window", "car-without-licence"}:
        assert verdict != "approve"
    else:
        assert verdict != "reject"


def test_every_case_has_its_plan_and_its_documents() -> None:
    assert sorted(cases.PLANS) == SLUGS
    for slug in SLUGS:
        for name, entry in stored(slug, "pages.json").items():
            assert hashlib.sha256((cases.CASES / slug / name).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_the_documents_are_read_as_they_were(slug: str) -> None:
    reading.warm(cases.READER)
    for document in cases.load_case(cases.CASES / slug).documents:
        data = (cases.CASES / slug / document.id).read_bytes()
        result = sandbox.read(data, media_type=intake.sniff(data[:4096], document.id), reader=cases.READER)
        program = cases.load_program(stored(slug, "claim.json")["claim"]["program"])
        again = extract(result.pages, locale=program.locale, currency=program.currency)
        assert [values(e) for e in again] == [values(e) for e in document.extracted]


def values(extracted: Any) -> dict[str, str | None]:
    return {name: field.value for name, field in extracted.fields.items()} | {"kind": extracted.kind}


def test_case_folders_hold_nothing_large() -> None:
    large = [str(p.relative_to(cases.CASES)) for p in Path(cases.CASES).rglob("*") if p.stat().st_size > 400_000]
    assert large == []
