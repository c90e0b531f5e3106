"""The model to and from plain JSON values, driven by the dataclasses' own annotations.

`encode` drops what equals its default, so stored readings stay small and later fields can be added.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """A model value as JSON-able data: objects, lists, and text for decimals and dates."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value) if not _is_default(value, f)}
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decode(kind: type[T], data: Any) -> T:
    """The inverse of `encode`.

    Raises:
        TypeError, ValueError, KeyError: when `data` is not of that shape.
    """
    return cast("T", _decode(kind, data))


def _is_default(value: Any, f: Field[Any]) -> bool:
    if f.default is not MISSING:
        return bool(getattr(value, f.name) == f.default)
    return f.default_factory is not MISSING and getattr(value, f.name) == f.default_factory()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(kind) if a is not type(None)]
        return None if data is None else _decode(inner[0], data)
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        return cast("type", kind)(**{name: _decode(hints[name], v) for name, v in data.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(*data)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], v) for v in data)
    if origin is not None and issubclass(origin if isinstance(origin, type) else object, Mapping):
        return {k: _decode(get_args(kind)[1], v) for k, v in data.items()}
    if kind is Decimal:
        return Decimal(data)
    if kind is date:
        return date.fromisoformat(data)
    if origin is Literal or kind in (str, int, bool, float) or kind is Any:
        return float(data) if kind is float else data
    raise TypeError(f"cannot decode {kind!r}")
