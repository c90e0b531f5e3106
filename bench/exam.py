"""Score decisions on a drawn exam: `python -m bench.exam EXAM DECISIONS.jsonl [--misses N]`.

`python -m bench.exam --draw FOLDER` draws an exam there (see fixtures.exam), runs `claimcheck check` on it and scores
the outcome. Exit 1 when a threshold is missed. CI runs this on a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fixtures import exam

PROGRAMS = Path(__file__).parent.parent / "fixtures" / "programs"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What CI asks of the drawn exam; the figures lie a margin below what was measured."""

    straight_through: float = 0.80
    false_approvals: int = 0
    wrongly_rejected: int = 0
    right_sale: float = 0.95
    named: float = 0.85


@dataclass(slots=True)
class Score:
    """What came of an exam."""

    claims: int = 0
    missing: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    named: int = 0
    flagged: int = 0
    right_sale: int = 0
    with_sale: int = 0
    read: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    @property
    def genuine(self) -> int:
        """How many claims are genuine."""
        return self.verdicts["genuine"].total()

    @property
    def straight_through(self) -> float:
        """The share of the genuine claims that no person had to see."""
        return self.verdicts["genuine"]["approve"] / max(1, self.genuine)

    @property
    def false_approvals(self) -> int:
        """How many lies were approved."""
        return sum(count["approve"] for kind, count in self.verdicts.items() if kind != "genuine")

    def faults(self, asked: Thresholds) -> list[str]:
        """The thresholds that were missed, in words."""
        checks = (
            (not self.missing and not self.twice, f"missing {self.missing}, decided twice {self.twice}"),
            (self.false_approvals <= asked.false_approvals, f"{self.false_approvals} lies were approved"),
            (self.verdicts["genuine"]["reject"] <= asked.wrongly_rejected, "genuine claims were rejected"),
            (self.straight_through >= asked.straight_through, f"straight-through {self.straight_through:.3f}"),
            (self.right_sale >= asked.right_sale * self.with_sale, f"right sale {self.right_sale}/{self.with_sale}"),
            (self.named >= asked.named * self.flagged, f"the wrong field is named in {self.named}/{self.flagged}"),
        )
        return [text for good, text in checks if not good]


def rows(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def folded(text: str) -> str:
    """Letters and digits, without case or width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def says_the_same(name: str, want: str, got: object) -> bool:
    """Whether a value that was read says what stands there: amounts as decimals, all else by letters and digits."""
    if got is None:
        return False
    if name.endswith("_amount"):
        try:
            return Decimal(want) == Decimal(str(got))
        except InvalidOperation:
            return False
    return folded(want) == folded(str(got))


def score(folder: Path, decisions: Iterable[Row]) -> Score:
    """Hold decisions against the truth of the exam in `folder`."""
    claims = {row["claim_id"]: row for row in rows(folder / "claims.jsonl")}
    labels = {row["file"]: row for row in rows(folder / "labels.jsonl")}
    expected = {row["claim_id"]: row for row in rows(folder / "expected.jsonl")}
    result, seen = Score(claims=len(expected)), {}
    for decision in decisions:
        if decision["claim_id"] in seen:
            result.twice.append(decision["claim_id"])
        seen[decision["claim_id"]] = decision
    for claim_id, truth in expected.items():
        if claim_id not in seen:
            result.missing.append(claim_id)
            continue
        _one(result, truth, claims[claim_id], seen[claim_id])
        _reading(result, labels[claims[claim_id]["documents"][0]], seen[claim_id])
    return result


def _one(result: Score, truth: Row, claim: Row, decision: Row) -> None:
    verdict, told = decision["verdict"], {r["field"] for r in decision["reasons"]}
    result.verdicts[truth["kind"]][verdict] += 1
    if truth["approve"] and truth["sale_id"]:
        result.with_sale += 1
        result.right_sale += decision["sale_id"] == truth["sale_id"]
    if not truth["approve"] and verdict != "approve":
        result.flagged += 1
        result.named += truth["field"] in told and len(told) <= 2
    wrong = truth["approve"] != (verdict == "approve")
    if wrong or (not truth["approve"] and truth["field"] not in told):
        reasons = "; ".join(
            f"{r['code']} {r['field']} {r.get('claimed')}≠{r.get('found')}" for r in decision["reasons"]
        )
        line = f"{truth['claim_id']} {truth['kind']:13} {verdict:8} {claim['documents'][0]} {reasons[:240]}"
        result.misses.append(("! " if wrong else "  ") + line)


def _reading(result: Score, label: Row, decision: Row) -> None:
    for name, want in label["fields"].items():
        got = (decision["fields"].get(name) or {}).get("value")
        outcome = "missing" if got is None else "right" if says_the_same(name, want, got) else "wrong"
        result.read[name][outcome] += 1


def show(result: Score, misses: int) -> None:
    """Print the figures, one a line."""
    print(f"decided             {result.claims - len(result.missing)} of {result.claims}; twice {len(result.twice)}")
    print(
        f"straight-through    {result.verdicts['genuine']['approve']}/{result.genuine} = {result.straight_through:.3f}"
    )
    print(f"wrongly rejected    {result.verdicts['genuine']['reject']}")
    print(f"false approvals     {result.false_approvals} of {result.claims - result.genuine}")
    print(f"wrong field named   {result.named}/{result.flagged}")
    print(f"right sale          {result.right_sale}/{result.with_sale}")
    for kind, verdicts in sorted(result.verdicts.items()):
        print(f"  {kind:15} " + ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items())))
    for name, count in sorted(result.read.items()):
        print(f"read {name:18} right {count['right']}, wrong {count['wrong']}, missing {count['missing']}")
    for miss in sorted(result.misses)[:misses]:
        print(miss)


def decide(folder: Path, workers: int) -> Path:
    """Run `claimcheck check` on the exam in `folder`.

    Raises:
        subprocess.CalledProcessError: when the command fails.
    """
    out = folder / "decisions.jsonl"
    command = [str(Path(sys.executable).parent / "claimcheck"), "check", "--programs", str(PROGRAMS)]
    command += ["--sales", str(folder / "sales.csv"), "--claims", str(folder / "claims.jsonl")]
    command += ["--documents", str(folder), "--out", str(out), "--workers", str(workers)]
    subprocess.run(command, check=True)
    return out


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("decisions", type=Path, nargs="?")
    parser.add_argument("--draw", action="store_true", help="draw the exam and decide it first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--receipts", type=int, default=40)
    parser.add_argument("--invoices", type=int, default=16)
    parser.add_argument("--cars", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--misses", type=int, default=20)
    given = parser.parse_args()
    if given.draw:
        drawn = exam.draw(given.seed, receipts=given.receipts, invoices=given.invoices, cars=given.cars)
        exam.save(drawn, given.exam)
    decisions = given.decisions or decide(given.exam, given.workers)
    result = score(given.exam, rows(decisions))
    show(result, given.misses)
    faults = result.faults(Thresholds())
    sys.exit("missed: " + "; ".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
