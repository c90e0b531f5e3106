"""The command line. Results go to stdout, everything else to stderr; an error is one line that says what to do."""

from claimcheck.cli.app import main

__all__ = ["main"]
