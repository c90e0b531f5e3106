"""The model to and from plain JSON values, driven by the dataclasses' own annotations.

`encode` drops what equals its default, so stored readings stay small and later fields can be added.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from claimcheck.model.said import Said

T = TypeVar("T")


def encode(value: Any) -> Any:
    """A model value as JSON-able data: objects, lists, and text for decimals and dates."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if (known := _fields(kind)) is not None:
        found = ((name, getattr(value, name), default, made) for name, default, made in known)
        return {name: encode(each) for name, each, default, made in found if not _is_default(each, default, made)}
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Said):
        return {"say": value.form, "with": {name: encode(one) for name, one in value.values.items()}}
    return str(value) if isinstance(value, Decimal) else value


def decode(kind: type[T], data: Any) -> T:
    """The inverse of `encode`.

    Raises:
        TypeError, ValueError, KeyError: when `data` is not of that shape.
    """
    return cast("T", _decoder(cast("Any", kind))(data))


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, Any], ...] | None:
    """Name, default and maker of a default of each field; None for what is no model value. Asked for every word."""
    if not is_dataclass(kind):
        return None
    return tuple((field.name, field.default, field.default_factory) for field in fields(kind))


def _is_default(value: Any, default: Any, made: Any) -> bool:
    if default is not MISSING:
        return bool(value == default)
    return made is not MISSING and bool(value == made())


def _same(data: Any) -> Any:
    return data


def restored(data: Any) -> Any:
    """A sentence as `encode` wrote it; plain text as it is."""
    if not isinstance(data, Mapping):
        return data
    return Said(data["say"], **{name: restored(value) for name, value in data["with"].items()})


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """What decodes values of that kind. It is made once: pages decode thousands of values for each request."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if Said in get_args(kind):
            return restored
        inner = _decoder(next(a for a in get_args(kind) if a is not type(None)))
        return inner if inner is _same else lambda data: None if data is None else inner(data)
    if is_dataclass(kind):
        return _of_fields(cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return lambda data: kind(*data)
    if origin is tuple:
        return _of_items(_decoder(get_args(kind)[0]))
    if origin is not None and issubclass(origin if isinstance(origin, type) else object, Mapping):
        return _of_values(_decoder(get_args(kind)[1]))
    if origin is Literal or kind in (str, int, bool) or kind is Any:
        return _same
    made: Mapping[Any, Callable[[Any], Any]] = {Decimal: Decimal, date: date.fromisoformat, float: float}
    if kind not in made:
        raise TypeError(f"cannot decode {kind!r}")
    return made[kind]


def _of_fields(kind: type) -> Callable[[Any], Any]:
    known: dict[str, Callable[[Any], Any]] = {}  # filled at the first value: a kind may hold its own kind

    def decoded(data: Any) -> Any:
        if not known:
            known.update({name: _decoder(hint) for name, hint in get_type_hints(kind).items()})
        return kind(**{name: known[name](value) for name, value in data.items() if name in known})

    return decoded


def _of_items(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return tuple if inner is _same else lambda data: tuple([inner(one) for one in data])


def _of_values(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return dict if inner is _same else lambda data: {key: inner(value) for key, value in data.items()}
