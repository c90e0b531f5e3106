"""A file of claims is decided by the service's own pipeline, in order, whatever lies among the documents."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from desk import PNG, PROGRAM, STATED
from fakes import FakeReader, receipt

from claimcheck.errors import ConfigError, Invalid
from claimcheck.services.offline import readers
from claimcheck.services.offline.check import Inputs, checking
from claimcheck.settings import Settings

SALES = "sale_id,dealer,seller_name,invoice_date,total_amount\nS1,D1,Northwind Trading Sdn Bhd,2024-03-14,16.00\n"


@pytest.fixture
def inputs(tmp_path: Path, reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """A program, a sale, and one receipt twice under two names."""
    monkeypatch.setattr(readers, "warm", lambda _reader: None)
    (tmp_path / "documents").mkdir()
    for name in ("1", "2"):
        (tmp_path / "documents" / f"{name}.png").write_bytes(PNG + name.encode())
        reader.canned[PNG + name.encode()] = receipt()
    (tmp_path / "secret.png").write_bytes(PNG + b"1")
    (tmp_path / "documents" / "empty.png").write_bytes(b"")
    (tmp_path / "rebate.yaml").write_text(PROGRAM)
    (tmp_path / "sales.csv").write_text(SALES)
    return Inputs(tmp_path / "rebate.yaml", tmp_path / "sales.csv", tmp_path / "claims.jsonl", tmp_path / "documents")


def claim(number: str, *documents: str, **changes: Any) -> dict[str, Any]:
    return {
        "claim_id": number,
        "program": "rebate",
        "dealer": "D1",
        "fields": STATED,
        "documents": documents,
        **changes,
    }


def run(inputs: Inputs, claims: Sequence[dict[str, Any] | str], tmp_path: Path) -> list[dict[str, Any]]:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in claims)
    inputs.claims.write_text(text + "\n")
    with checking(inputs, Settings(data_dir=tmp_path / "untouched", workers=2)) as (total, lines):
        found = list(lines)
    assert total == len(found)
    return found


def test_claims_are_decided_once_each_in_order_of_submission(inputs: Inputs, tmp_path: Path) -> None:
    first, again = run(inputs, [claim("C1", "1.png"), claim("C2", "2.png")], tmp_path)
    assert (first["claim_id"], first["verdict"], first["sale_id"], first["reasons"]) == ("C1", "approve", "S1", [])
    assert (again["claim_id"], again["verdict"], again["duplicate_of"]) == ("C2", "review", "C1")
    total = first["fields"]["total_amount"]
    assert (total["value"], total["file"], total["page"], len(total["box"])) == ("16.00", "1.png", 1, 4)
    assert (first["documents"][0]["file"], first["documents"][0]["kind"]) == ("1.png", "receipt")
    assert {"program_version", "engine_version", "seconds", "schema"} <= set(first)
    assert not (tmp_path / "untouched").exists()


BAD_FILES = {
    "none.png": "file.missing", "../secret.png": "file.missing", "empty.png": "file.empty", ".": "file.missing",
}  # fmt: skip


def test_a_file_that_cannot_be_taken_returns_its_claim_and_no_other(inputs: Inputs, tmp_path: Path) -> None:
    claims = [claim(f"C{number}", path) for number, path in enumerate(BAD_FILES)]
    *bad, good = run(inputs, [*claims, claim("GOOD", "1.png")], tmp_path)
    reasons = [one["reasons"][0] for one in bad]
    assert {one["verdict"] for one in bad} == {"return"}
    assert {reason["file"]: reason["code"] for reason in reasons} == BAD_FILES
    assert good["verdict"] == "approve"


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{", ":2:2: "),
        ("[]", ":2: is no JSON object"),
        (claim("C1"), ":2: claim_id 'C1' stands on line 1"),
        (claim("", "1.png"), ":2: claim_id"),
        (claim("C2", documents="1.png"), ":2: documents"),
        (claim("C2", documnets=[]), ":2: does not know documnets"),
    ],
)
def test_a_line_that_is_no_claim_names_its_line_and_decides_nothing(
    inputs: Inputs, tmp_path: Path, bad: dict[str, Any] | str, says: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        run(inputs, [claim("C1", "1.png"), bad], tmp_path)
    assert "claims.jsonl" in refused.value.message
    assert says in refused.value.message


BAD_VALUES: dict[str, dict[str, Any]] = {
    "total_amount": {"fields": {"total_amount": 16.0}},
    "invoice_date": {"fields": {"invoice_date": "14.3.2024"}},
    "fields": {"fields": ["16.00"]},
    "lines[1].quantity": {"lines": [{"quantity": "many"}]},
    "lines[1].sale_id": {"lines": [{"sale_id": 7}]},
    "claim": {"program": "other"},
}


def test_a_value_that_cannot_be_taken_returns_its_claim_and_no_other(inputs: Inputs, tmp_path: Path) -> None:
    claims = [claim(f"of {field}", "2.png", **bad) for field, bad in BAD_VALUES.items()]
    *bad, good = run(inputs, [*claims, claim("GOOD", "1.png")], tmp_path)
    assert {one["verdict"] for one in bad} == {"return"}
    told = {one["claim_id"]: [(reason["code"], reason["field"]) for reason in one["reasons"]] for one in bad}
    assert told == {f"of {field}": [("claim.malformed", field)] for field in BAD_VALUES}
    assert good["verdict"] == "approve"


def test_a_fault_in_the_sales_or_the_program_names_its_line(inputs: Inputs, tmp_path: Path) -> None:
    inputs.sales.write_text(SALES + "S2,D1,X,nonsense,1.00\n")
    with pytest.raises(Invalid) as sales:
        run(inputs, [claim("C1", "1.png")], tmp_path)
    assert sales.value.code == "sales.rejected"
    inputs.programs.write_text(PROGRAM.replace("review", "perhaps"))
    with pytest.raises(ConfigError) as program:
        run(inputs, [claim("C1", "1.png")], tmp_path)
    assert "rebate.yaml:" in program.value.message


def test_no_claims_are_no_fault(inputs: Inputs, tmp_path: Path) -> None:
    assert run(inputs, [], tmp_path) == []
