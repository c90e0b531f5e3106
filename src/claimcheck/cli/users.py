"""`claimcheck users`: people who sign in to the pages."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from claimcheck.cli.console import note, out
from claimcheck.cli.place import opened
from claimcheck.services.people import accounts

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """People who sign in to the pages."""


@app.command()
def create(
    email: Annotated[str, typer.Argument(help="What the person signs in by.")],
    organisation: Annotated[str, typer.Option(help="Whom they act for: for a dealer, the id that its claims carry.")],
    role: Annotated[str, typer.Option(help="dealer, checker, reviewer, manager, region or admin.")],
    name: Annotated[str, typer.Option(help="As colleagues read it; the address where not said.")] = "",
    language: Annotated[str, typer.Option(help="en or zh-Hans.")] = "en",
    password: Annotated[bool, typer.Option("--password", help="Ask for a password here, without echo.")] = False,
) -> None:
    """Make an account. Prints a one-time path to set the password at, or asks for one."""
    with opened() as context:
        made = accounts.create(
            context, maker_id=context.settings.maker, email=email, name=name or email, organisation=organisation,
            role=role, language=language,
        )  # fmt: skip
        if password:
            typed = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
            accounts.accept(context, made.link.removeprefix("/invite/"), typed)
            out.print(f"{made.email} may sign in", markup=False)
            return
    _print_link(made.link)


@app.command()
def link(email: Annotated[str, typer.Argument(help="Whose password is to be set anew.")]) -> None:
    """Print a new one-time path; earlier ones stop working."""
    with opened() as context:
        path = accounts.renew_link(context, maker_id=context.settings.maker, email=email)
    _print_link(path)


@app.command("list")
def list_users() -> None:
    """List people."""
    table = Table("email", "name", "organisation", "role", "state")
    with opened() as context:
        for user in accounts.listed(context, maker_id=context.settings.maker):
            state = "disabled" if user.disabled_at else "works" if user.password else "invited"
            table.add_row(user.email, user.name, user.organisation, user.role, state)
    out.print(table)


@app.command()
def disable(email: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Shut an account; its sessions end at once."""
    with opened() as context:
        accounts.disable(context, maker_id=context.settings.maker, email=email)
    out.print(f"{email} disabled", markup=False)


def _print_link(path: str) -> None:
    days = accounts.LINK_WORKS.days
    note(f"Open this path at the service's address within {days} days; it works once and is not shown again.")
    out.print(path, markup=False)
