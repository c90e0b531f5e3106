"""`claimcheck replay`: past claims judged again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import note, print_json, progress
from claimcheck.cli.place import opened
from claimcheck.services.judging.replay import Replayed
from claimcheck.services.judging.replay import replay as judge_again
from claimcheck.services.offline.files import read_text
from claimcheck.services.programs.programs import validate

app = typer.Typer(add_completion=False)


@app.command()
def replay(
    claims: Annotated[list[str] | None, typer.Argument(help="Our ids or the claimants' numbers; all without.")] = None,
    program: Annotated[Path | None, typer.Option(help="Try these rules on past claims before publishing them.")] = None,
) -> None:
    """Judge past claims again from what is stored, and print what differs: a line of JSON per claim.

    Of all claims, the first 40 differences each and how many are left off; of one that is named, all of them.

    Exit code 1 where a claim that was asked for cannot be replayed, or differs under the same engine and rules.
    """
    rules = validate(read_text(program), filename=str(program)) if program else None
    same = differing = decided = faults = 0
    with opened() as context, progress() as bar:
        task = bar.add_task("replaying", total=len(claims) if claims else None)
        for one in judge_again(context, context.system("replay"), claims or (), program=rules):
            bar.advance(task)
            print_json(_line(one))
            if one.why_not:
                note(f"{one.outside_id or one.claim_id}: {one.why_not}")
            same += one.identical
            differing += bool(one.differences)
            decided += bool(one.differences) and one.verdict != one.now
            faults += bool(one.differences) and rules is None and one.engine == one.engine_now
    said = f"{same} the same, {differing} differ"
    said += f", {decided} of them in the verdict" if differing else ""
    note(said + (f", {faults} under the same engine: a fault" if faults else ""))
    if faults or (claims and same + differing < len(claims)):
        raise typer.Exit(1)


def _line(one: Replayed) -> dict[str, object]:
    return {
        "claim": one.claim_id,
        "claim_id": one.outside_id,
        "verdict": one.verdict,
        "now": one.now,
        "engine": one.engine,
        "engine_now": one.engine_now,
        "differences": [{"path": d.path, "before": d.before, "now": d.now} for d in one.differences],
        "left_off": one.left_off,
        "why_not": one.why_not,
    }
