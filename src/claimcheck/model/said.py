"""A sentence of the engine with its values kept apart, so that whoever shows it can say it in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self


def filled(form: str, values: Mapping[str, str]) -> str:
    """A sentence with its values; one that ends with an abbreviation, as `Inc.`, needs no full stop of its own."""
    said = form.format(**values)
    ended = form.endswith("}.") and said.endswith("..") and not said.endswith("...")
    return said[:-1] if ended else said


class Said(str):
    """A sentence in English that still knows its form and the values that stand in it.

    Everywhere but in front of a reader it is that sentence. The name of a place says what stands there: `field` and
    `kinds` are names of the product's own (in words here, labels on a page), `value`, `claimed` and `found` are values
    of that field, `why` is another sentence, `days` and `amount` are those; all else is shown as it is.

    >>> said = Said("The document shows {field} {found}.", field="total_amount", found="16.00")
    >>> str(said), said.values["field"]
    ('The document shows total amount 16.00.', 'total_amount')
    """

    form: str
    values: Mapping[str, str]

    def __new__(cls, form: str, /, **values: object) -> Self:
        """Say it.

        Args:
            form: the English sentence, with named places; the key under which catalogues hold it in other languages.
            values: what stands in the places, by their names.
        """
        kept = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
        shown = {name: v.replace("_", " ") if name in ("field", "kinds", "more") else v for name, v in kept.items()}
        made = super().__new__(cls, filled(form, shown))
        made.form, made.values = form, kept
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """What a copy is made of."""
        return (self.form,), dict(self.values)
