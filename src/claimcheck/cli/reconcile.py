"""`claimcheck reconcile`: proof that nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from claimcheck.cli.console import note, print_json, progress
from claimcheck.cli.place import opened
from claimcheck.services.judging import sweep as sweeping
from claimcheck.services.judging.reconcile import reconcile as look
from claimcheck.services.judging.sweep import Swept

app = typer.Typer(add_completion=False)


@app.command()
def reconcile(
    all_makers: Annotated[bool, typer.Option("--all", help="All makers, not only the one that is set.")] = False,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Then remove files that no row names, left by deaths.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what --sweep would remove.")] = False,
    days: Annotated[int, typer.Option("--older-than", min=1, help="Sweep nothing younger than so many days.")] = 7,
    however_many: Annotated[bool, typer.Option("--however-many", help="Sweep a large part of all files too.")] = False,
) -> None:
    """Prove that every document and claim is decided or owned, every blob unaltered, and the audit log whole.

    Prints a line of JSON per maker; exit code 1 where something does not hold, and then nothing is swept.
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
    if sweep or dry_run:
        with opened() as context:
            for report in reports:
                actor = context.system("command-line", report.maker_id)
                age = timedelta(days=days)
                done = sweeping.sweep(context, actor, older_than=age, dry_run=dry_run, however_many=however_many)
                _say(done, dry_run)


def _say(found: Swept, dry_run: bool) -> None:
    """What was swept, a key a line on stderr, and the count as JSON."""
    for key in found.blobs:
        note(f"{'would remove' if dry_run else 'removed'} {key}")
    print_json(
        {
            "maker": found.maker_id, "swept": 0 if dry_run else len(found.blobs), "to_sweep": len(found.blobs),
            "unfinished": found.unfinished, "kept": found.kept,
        }
    )  # fmt: skip
