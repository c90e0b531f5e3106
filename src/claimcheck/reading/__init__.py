"""Bytes to `Pages`: the sandboxed reader and what it is made of.

`warm` once in the process that will fork, then `sandbox.read` for each file.
"""

from claimcheck.reading.ocr import reader_version, warm

__all__ = ["reader_version", "warm"]
