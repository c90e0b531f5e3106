"""The commands by name; each lives in a module of its own that is loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from claimcheck import __version__
from claimcheck.cli.console import fail
from claimcheck.errors import ClaimcheckError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("claimcheck.cli.up", "Start the whole service on this machine."),
    "check": ("claimcheck.cli.check", "Decide a file of claims on a folder of documents."),
    "read": ("claimcheck.cli.read", "Print what stands on documents, with no claim at hand."),
    "sales": ("claimcheck.cli.sales", "Import sales records."),
    "programs": ("claimcheck.cli.programs", "Validate and publish program files."),
    "keys": ("claimcheck.cli.keys", "Make, list and revoke API keys."),
    "users": ("claimcheck.cli.users", "Make, list and disable people who sign in."),
    "reconcile": ("claimcheck.cli.reconcile", "Prove that nothing is lost and every blob is unaltered."),
    "replay": ("claimcheck.cli.replay", "Judge past claims again and compare."),
    "doctor": ("claimcheck.cli.doctor", "Say what this machine lacks and how to get it."),
}
"""Command name to its module, whose `app` it is, and the line that `--help` shows for it."""


class Commands(TyperGroup):
    """Loads a command's module only when that command is called, so that `--help` stays quick."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the arguments name."""
        if args and args[0] in COMMANDS:
            module = import_module(COMMANDS[args[0]][0])
            self.commands[args[0]] = get_command(module.app)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="claimcheck",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Verifies claims against the documents that are meant to prove them.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _stub() -> None:
    """Stands for a command until it is loaded."""


for _name, (_module, _help) in COMMANDS.items():
    app.command(_name, help=_help)(_stub)


def main() -> None:
    """Run the command line: exit code 0 for done, 1 for a finding, 2 for an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # papers are in any script, whatever the machine's locale can write
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        app()
    except ClaimcheckError as error:
        fail(error.message)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("CLAIMCHECK_DEBUG"):
            raise
        fail(f"{type(error).__name__}: {error} (CLAIMCHECK_DEBUG=1 shows where)")
