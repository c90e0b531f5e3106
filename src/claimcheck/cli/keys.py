"""`claimcheck keys`: API keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Column, Table

from claimcheck.cli.console import note, out
from claimcheck.cli.place import opened
from claimcheck.services.people import keys

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """API keys."""


@app.command()
def create(
    organisation: Annotated[str, typer.Option(help="Whose key: for a dealer, the dealer id that its claims carry.")],
    role: Annotated[str, typer.Option(help="dealer, checker, reviewer, manager, region or admin.")],
    label: Annotated[str, typer.Option(help="What the key is for.")] = "",
    scope: Annotated[
        list[str] | None, typer.Option(help="Narrow it: claims, claims:read, documents, …; may be given again.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, help="How long it works; for ever where not said.")] = None,
) -> None:
    """Make a key. It is printed here once, and cannot be shown again."""
    with opened() as context:
        until = context.clock() + timedelta(days=days) if days else None
        made = keys.create(
            context, maker_id=context.settings.maker, organisation=organisation, role=role, label=label,
            expires_at=until, scopes=scope or (),
        )  # fmt: skip
    if made.new_organisation:
        note(
            f"Organisation {organisation!r} was not known and was added. If that is mistyped: "
            f"claimcheck keys revoke cc_{made.prefix}, and make the key again."
        )
    note("Keep this key; it is not shown again. Send it as `Authorization: Bearer …`.")
    out.print(made.secret, markup=False)


@app.command("list")
def list_keys() -> None:
    """List keys by prefix."""
    table = Table(Column("prefix", min_width=15), "organisation", "role", "label", "limited to", "made", "state")
    with opened() as context:
        now = context.clock()
        for key in keys.listed(context, maker_id=context.settings.maker):
            expired = key.expires_at is not None and key.expires_at <= now
            until = f"works until {key.expires_at:%Y-%m-%d}" if key.expires_at else "works"
            state = "revoked" if key.revoked_at else "expired" if expired else until
            table.add_row(
                f"cc_{key.prefix}", key.organisation, key.role, key.label, key.scopes or "all of its role",
                f"{key.created_at:%Y-%m-%d}", state,
            )  # fmt: skip
    out.print(table)


@app.command()
def revoke(prefix: Annotated[str, typer.Argument(help="How the key begins, such as cc_1a2b3c4d5e6f.")]) -> None:
    """Make a key useless from now on."""
    with opened() as context:
        keys.revoke(context, maker_id=context.settings.maker, prefix=prefix)
    out.print(f"cc_{prefix.removeprefix('cc_')} revoked", markup=False)
