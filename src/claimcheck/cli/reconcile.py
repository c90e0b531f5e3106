"""`claimcheck reconcile`: proof that nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from claimcheck.cli.console import note, print_json, progress
from claimcheck.cli.place import opened
from claimcheck.errors import Conflict
from claimcheck.services.context import Context
from claimcheck.services.judging import sweep as sweeping
from claimcheck.services.judging.reconcile import Report, makers
from claimcheck.services.judging.reconcile import reconcile as look
from claimcheck.services.judging.sweep import Swept

app = typer.Typer(add_completion=False)


@app.command()
def reconcile(
    all_makers: Annotated[bool, typer.Option("--all", help="All makers, not only the one that is set.")] = False,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Then set aside files that no row names, left by deaths.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what --sweep would do.")] = False,
    days: Annotated[int, typer.Option("--older-than", min=1, help="Sweep nothing younger than so many days.")] = 7,
    originals: Annotated[
        bool, typer.Option("--originals", help="Sweep what people sent too, not only pictures drawn of it.")
    ] = False,
    however_many: Annotated[bool, typer.Option("--however-many", help="Sweep a large part of all files too.")] = False,
    put_back: Annotated[
        bool, typer.Option("--put-back", help="First put back all that was set aside; without --sweep and --dry-run.")
    ] = False,
) -> None:
    """Prove that every document and claim is decided or owned, every blob unaltered, and the audit log whole.

    Prints a line of JSON per maker. Where something does not hold nothing is swept, and the exit code is 1.

    It is 1, too, where a sweep was refused or would be, and where something set aside could not be put back.
    """
    if put_back and (sweep or dry_run):
        raise typer.BadParameter(
            "run --put-back alone: --dry-run does not try it, and --sweep would sweep again what came back"
        )
    with opened() as context, progress() as bar:
        maker = "" if all_makers else context.settings.maker
        left = _put_back(context, maker) if put_back else 0
        task = bar.add_task("looking at blobs", total=None)
        reports = look(
            context,
            maker,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    if _faults(reports) or left:
        raise typer.Exit(1)
    if (sweep or dry_run) and not _swept(
        [report.maker_id for report in reports],
        timedelta(days=days),
        dry_run=dry_run,
        originals=originals,
        however_many=however_many,
    ):
        raise typer.Exit(1)


def _faults(reports: list[Report]) -> int:
    """How many faults there are, after a line of JSON per maker and the faults in words on stderr."""
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
    faults = [fault for report in reports for fault in report.faults]
    note(f"{len(faults)} faults" if faults else "all holds")
    if any(fault.kind == "blob" for fault in faults):
        note("Files that a sweep set aside in the last month come back with --put-back.")
    return len(faults)


def _put_back(context: Context, maker: str) -> int:
    """How many files lie aside still, after a line for each on stderr."""
    left = 0
    aside = set() if maker else sweeping.makers_aside(context)
    for maker_id in sorted({*makers(context, maker), *aside}):
        done = sweeping.put_back(context, context.system("command-line", maker_id))
        for key in done.keys:
            note(f"put back {key}")
        for key in done.taken:
            note(f"left {key}: another file has its place")
        left += len(done.taken)
    return left


def _swept(maker_ids: list[str], age: timedelta, *, dry_run: bool, originals: bool, however_many: bool) -> bool:
    """Sweep one maker's files after the other's; whether none was, or would be, refused."""
    refused = 0
    with opened() as context:
        for maker_id in maker_ids:
            actor = context.system("command-line", maker_id)
            try:
                done = sweeping.sweep(
                    context, actor, older_than=age, dry_run=dry_run, originals=originals, however_many=however_many
                )
            except Conflict as error:
                refused += 1
                note(f"{maker_id}: {error.message}")
            else:
                _say(done, dry_run)
                if done.refused:
                    refused += 1
                    note(f"{maker_id}: --sweep would be refused: {done.refused.message}")
    return not refused


def _say(found: Swept, dry_run: bool) -> None:
    """What was swept, a key a line on stderr, and the counts as JSON."""
    would = "would " if dry_run else ""
    for done, keys in (
        (f"{would}set aside picture", found.pictures),
        (f"{would}set aside original", found.originals),
        ("left original (--originals)", found.left),
        (f"{would}remove" if dry_run else "removed", found.removed),
        (f"{would}put back", found.returned),
    ):
        for key in keys:
            note(f"{done} {key}")
    to_sweep = len(found.pictures) + len(found.originals)
    print_json(
        {
            "maker": found.maker_id, "swept": 0 if dry_run else to_sweep, "to_sweep": to_sweep,
            "pictures": len(found.pictures), "originals": len(found.originals), "originals_left": len(found.left),
            "removed": 0 if dry_run else len(found.removed), "put_back": 0 if dry_run else len(found.returned),
            "unfinished": found.unfinished, "kept": found.kept,
            "refused": found.refused.code if found.refused else None,
        }
    )  # fmt: skip
