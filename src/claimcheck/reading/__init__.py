"""Bytes to `Pages`: the sandboxed reader and what it is made of.

`warm` once in the process that will fork, then `sandbox.read` for each file; `warm_looks`, then `sandbox.reread`. Who
warmed and lives long calls `attend` now and then.
"""

from claimcheck.reading.ocr import attend, reader_version, warm
from claimcheck.reading.secondlook import warm as warm_looks

__all__ = ["attend", "reader_version", "warm", "warm_looks"]
