"""Personal data: what a program hides from checking companies, by its value, by its form, and by where it stands.

- `masking` says what may be seen of a page, as far as it was `legible`; `secrets` finds personal data in a text.
- Found by its value: `standing` finds what a claim states on the pages, `parties` says which names may be told.
- Found by its form or place: `forms` of personal data, `blocks` beside and below what announces it, `names` of persons.
- Found by leaving out what is known: `unclassed` is what nothing of the sale accounts for. `tokens` classes each word,
  by `facts`, `goods`, `vocabulary` and the lists `words`, `chinese` and `wares`.
"""

from claimcheck.core.personal.secrets import HIDDEN, KINDS, Secrets, fold, redact, redact_value, whole

__all__ = ["HIDDEN", "KINDS", "Secrets", "fold", "redact", "redact_value", "whole"]
