"""Pages to fields with evidence, with no claim in mind: see `extract`."""

from claimcheck.core.extract.assemble import extract

__all__ = ["extract"]
