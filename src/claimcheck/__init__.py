"""claimcheck verifies claims against the documents that are meant to prove them.

upload    bytes become a durable Document, before anything is answered           (services.claiming.upload, intake)
read      a sandboxed child turns the bytes into Pages: words, boxes, pictures   (reading)
extract   Pages become fields with evidence, with no claim in mind               (core.extract)
doubt     where the claim makes a second look worth its time; reread looks       (core.doubts, reading)
judge     match a sale, check the program's rules, decide, with every reason     (core.judge)
settle    the verdict stands, or one precise question goes to a person           (services.judging.process)
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("claimcheck")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
