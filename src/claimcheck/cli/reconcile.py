"""`claimcheck reconcile`: proof that nothing is lost."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.console import note, print_json, progress
from claimcheck.cli.place import opened
from claimcheck.services.judging.reconcile import reconcile as look

app = typer.Typer(add_completion=False)


@app.command()
def reconcile(
    all_makers: Annotated[bool, typer.Option("--all", help="All makers, not only the one that is set.")] = False,
) -> None:
    """Prove that every document and claim is decided or owned, every blob unaltered, and the audit log whole.

    Prints a line of JSON per maker; exit code 1 where something does not hold.
    """
    with opened() as context, progress() as bar:
        task = bar.add_task("looking at blobs", total=None)
        reports = look(
            context,
            "" if all_makers else context.settings.maker,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    for report in reports:
        for fault in report.faults:
            note(f"{fault.kind} {fault.subject}: {fault.message}")
        print_json(
            {
                "maker": report.maker_id,
                "documents": report.documents,
                "claims": report.claims,
                "blobs": report.blobs,
                "orphan_blobs": report.orphans,
                "faults": [{"kind": f.kind, "subject": f.subject, "message": f.message} for f in report.faults],
            }
        )
    faults = sum(len(report.faults) for report in reports)
    note("all holds" if not faults else f"{faults} faults")
    if faults:
        raise typer.Exit(1)
