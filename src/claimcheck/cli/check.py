"""`claimcheck check`: decide a file of claims."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import note, progress
from claimcheck.services.offline.check import Inputs, checking
from claimcheck.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def check(
    programs: Annotated[Path, typer.Option(exists=True, help="A folder of NAME.yaml files.")],
    sales: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="sales.csv or .xlsx.")],
    claims: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="claims.jsonl, in order of submission.")],
    documents: Annotated[Path, typer.Option(exists=True, file_okay=False, help="What the claims' paths are below.")],
    out: Annotated[Path | None, typer.Option(help="decisions.jsonl; stdout where not said.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read; one more than cores.")] = None,
) -> None:
    """Run the service's pipeline on a file of claims: read in parallel, judge in order, one line out per claim."""
    settings = load_settings(**({"workers": workers} if workers else {}))
    verdicts: Counter[str] = Counter()
    target = out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout)
    with target as stream, progress() as bar:
        task = bar.add_task("preparing", total=None)
        with checking(Inputs(programs, sales, claims, documents), settings) as (total, lines):
            bar.update(task, description="deciding", total=total)
            for line in lines:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                stream.flush()
                verdicts[line["verdict"]] += 1
                bar.advance(task)
    said = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    note(f"{sum(verdicts.values())} claims decided: {said or 'none'}")
