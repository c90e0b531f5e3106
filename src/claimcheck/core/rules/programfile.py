"""Program files: YAML to `Program`, with line and column in every error."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import TypeVar, cast, get_args
from zoneinfo import ZoneInfo, available_timezones

import yaml

from claimcheck.core.rules.checking import checkers_decide, mask_of
from claimcheck.core.rules.codes import prefixes
from claimcheck.core.rules.eligibility import RULES
from claimcheck.core.rules.nodes import Source, suggest
from claimcheck.core.rules.opening import open_to
from claimcheck.core.rules.subject import Rule
from claimcheck.core.rules.titles import titles
from claimcheck.model.documents import FIELDS, Kind
from claimcheck.model.programs import (
    MASK,
    DuplicatePolicy,
    Program,
    RequiredDocument,
    RuleRef,
    SecondDecider,
    Tolerance,
    Verdict,
    Window,
)

T = TypeVar("T")
U = TypeVar("U")

KINDS = (*get_args(Kind), "proof_of_sale")
"""Kinds of document that a program may ask for; the last is any that proves a sale."""

_TOP = (
    "program", "version", "effective", "timezone", "locale", "currency", "verify", "window", "documents", "match",
    "duplicates", "confidence", "on_fail", "rules", "partial", "second_decider", "appeal", "priority", "due_hours",
    "mask", "checking", "open_to", "title",
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Z]{2}|[0-9]{3}))?")
_HOW = {"name": "a name score", "amount": "an amount"}
_DAYS = re.compile(r"(\d{1,4})\s*(d|day|days)")


@lru_cache(maxsize=256)
def parse(text: str, *, filename: str, published: bool = False) -> Program:
    """Read a program file; what was read lately is remembered.

    Args:
        text: the YAML text.
        filename: as errors should name it.
        published: claims already stand under these rules, so they are read also with a value that no new file may have.

    Raises:
        ConfigError: `FILE:LINE:COLUMN: what is wrong and what was expected`, a line for each fault; `errors` has them
            apart.
    """
    source = Source(text, filename, published=published)
    program = source.attempt(lambda: _program(source), None)
    source.done()
    assert program is not None, "without a fault there is a program"
    return program


def _program(source: Source) -> Program:
    """What the file states; a part with a fault, which the source keeps, is left out."""
    root = source.compose()
    top = {key: value for key, (_, value) in source.items(root, "a program", _TOP).items()}
    for key in ("program", "version", "currency"):
        if key not in top:
            source.tell(root, f"{key!r} is missing: every program states it")

    def value(key: str, read: Callable[[Source, yaml.Node], T], otherwise: U) -> T | U:
        return source.attempt(lambda: read(source, top[key]), otherwise) if key in top else otherwise

    first, last = value("effective", lambda source, node: _period(source, node, "effective"), (None, None))
    return Program(
        name=value("program", partial(_name, what="the program's name"), ""),
        version=value("version", partial(_name, what="the program's version"), ""),
        timezone=value("timezone", _timezone, "UTC"),
        locale=value("locale", _locale, ""),
        currency=value("currency", _currency, ""),
        effective_from=first,
        effective_to=last,
        verify=value("verify", _verify, ()),
        window=value("window", _window, None),
        documents=value("documents", _documents, ()),
        match=value("match", _match, {}),
        duplicates=value("duplicates", _duplicates, "review"),
        confidence=value("confidence", _confidence, 0.95),
        on_fail=value("on_fail", _on_fail, {}),
        rules=value("rules", _rules, ()),
        partial=value("partial", lambda source, node: source.boolean(node, "'partial'"), False),
        second_decider=value("second_decider", _second_decider, None),
        appeal_days=value("appeal", _appeal_days, 30),
        priority=value("priority", partial(_whole, what="'priority'", low="1", high="9"), 5),
        due_hours=value("due_hours", partial(_whole, what="'due_hours'", low="1", high="8760"), None),
        mask=value("mask", partial(mask_of, fields=FIELDS), MASK),
        checkers_decide=value("checking", checkers_decide, False),
        open_to=value("open_to", open_to, None),
        titles=value("title", titles, {}),
        text_sha256=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _name(source: Source, node: yaml.Node, what: str) -> str:
    text = source.text_of(node, what)
    if not _NAME.fullmatch(text):
        source.fail(node, f"expected {what} in letters, digits, '.', '_' and '-' (at most 64), not {text!r}")
    return text


def _timezone(source: Source, node: yaml.Node) -> str:
    text = source.text_of(node, "a time zone such as Asia/Kuala_Lumpur")
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        source.fail(
            node, f"{text!r} is not a time zone; {suggest(text, available_timezones()).split('; possible')[0][:80]}"
        )
    return text


def _locale(source: Source, node: yaml.Node) -> str:
    text = source.text_of(node, "a locale such as en-MY")
    if not _LOCALE.fullmatch(text):
        source.fail(node, f"expected a locale such as en-MY, not {text!r}")
    return text


def _currency(source: Source, node: yaml.Node) -> str:
    text = source.text_of(node, "a currency as three capital letters (ISO 4217)")
    if not re.fullmatch(r"[A-Z]{3}", text):
        source.fail(node, f"expected a currency as three capital letters (ISO 4217), not {text!r}")
    return text


def _field(source: Source, node: yaml.Node) -> str:
    return source.choice(node, "a field", FIELDS)


def _verify(source: Source, node: yaml.Node) -> tuple[str, ...]:
    seen: set[str] = set()

    def read(entry: yaml.Node) -> str:
        name = _field(source, entry)
        if name in seen:
            source.fail(entry, f"{name!r} is listed twice in 'verify'")
        seen.add(name)
        return name

    return source.each(node, "'verify'", read)


def _period(source: Source, node: yaml.Node, what: str, extra: tuple[str, ...] = ()) -> tuple[date | None, date | None]:
    entries = source.items(node, f"'{what}'", ("from", "to", *extra))
    days: list[date | None] = []
    for key in ("from", "to"):
        value = entries[key][1] if key in entries else None
        written = value if value is not None and not source.is_null(value) else None
        days.append(source.attempt(partial(source.day, written, f"'{key}'"), None) if written is not None else None)
    first, last = days
    if first is not None and last is not None and first > last:
        source.fail(entries["to"][1], f"'{what}' ends on {last}, before it begins on {first}")
    return first, last


def _window(source: Source, node: yaml.Node) -> Window:
    first, last = _period(source, node, "window", ("field",))
    entries = source.items(node, "'window'")
    if any(key not in entries or source.is_null(entries[key][1]) for key in ("from", "to")):
        source.fail(node, "'window' needs both 'from' and 'to', as YYYY-MM-DD")
    first, last = first or date.min, last or date.max  # what cannot be read was told
    if "field" not in entries:
        return Window("invoice_date", first, last)
    field = _field(source, entries["field"][1])
    if not field.endswith("_date") and field not in {"flight_from", "flight_to"}:
        source.fail(entries["field"][1], f"'window' needs a date field, not {field!r}")
    return Window(field, first, last)


def _documents(source: Source, node: yaml.Node) -> tuple[RequiredDocument, ...]:
    def read(entry: yaml.Node) -> RequiredDocument:
        if isinstance(entry, yaml.ScalarNode):
            return RequiredDocument(source.choice(entry, "a kind of document", KINDS))
        entries = source.items(entry, "a required document", ("kind", "required"))
        if "kind" not in entries:
            source.fail(entry, "a required document needs its 'kind'")
        required = source.boolean(entries["required"][1], "'required'") if "required" in entries else True
        return RequiredDocument(source.choice(entries["kind"][1], "a kind of document", KINDS), required)

    return source.each(node, "'documents'", read)


def _match(source: Source, node: yaml.Node) -> dict[str, Tolerance]:
    def read(key_node: yaml.Node, value: yaml.Node) -> dict[str, Tolerance]:
        field = _field(source, key_node)
        return {field: _tolerance(source, field, value)}

    found: dict[str, Tolerance] = {}
    for key_node, value in source.items(node, "'match'").values():
        found.update(source.attempt(partial(read, key_node, value), {}))
    return found


def _tolerance(source: Source, field: str, node: yaml.Node) -> Tolerance:
    """`exact`, a bare number (its sense is the field's), `3 days`, or `{days|amount|name: number}`."""
    if isinstance(node, yaml.MappingNode):
        entries = source.items(node, "a tolerance", ("amount", "days", "name", "exact"))
        if len(entries) != 1:
            source.fail(node, "a tolerance is one of: exact, an amount, days, a name score")
        ((how, (_, value)),) = entries.items()
        if how == "exact":
            source.boolean(value, "'exact'")
            return Tolerance("exact")
        return _limit(source, field, how, value)
    text = source.text_of(node, "a tolerance: exact, an amount, days, or a name score")
    if text == "exact":
        return Tolerance("exact")
    if days := _DAYS.fullmatch(text.lower()):
        return Tolerance(_suits(source, field, "days", node), Decimal(days[1]))  # type: ignore[arg-type]
    how = "amount" if field.endswith("_amount") or field == "quantity" else "name"
    return _limit(source, field, "days" if _is_date(field) else how, node)


def _limit(source: Source, field: str, how: str, node: yaml.Node) -> Tolerance:
    _suits(source, field, how, node)
    if how == "amount":
        return Tolerance("amount", source.number(node, "the largest difference"))
    if how == "days":
        days = source.number(node, "a number of days", high="3660")
        if days != days.to_integral_value():
            source.fail(node, f"expected whole days, not {days}")
        return Tolerance("days", days)
    return Tolerance("name", source.number(node, "a name score", low="0", high="1"))


def _is_date(field: str) -> bool:
    return field.endswith("_date") or field in {"flight_from", "flight_to"}


def _suits(source: Source, field: str, how: str, node: yaml.Node) -> str:
    is_amount = field.endswith("_amount") or field == "quantity"
    is_name = field.endswith("_name") or field == "address"
    suits = {"amount": is_amount, "days": _is_date(field), "name": is_name}[how]
    if not suits:
        fits = (
            " or an amount" if is_amount else " or days" if _is_date(field) else " or a name score" if is_name else ""
        )
        source.fail(node, f"{field!r} cannot be compared by {_HOW.get(how, how)}; expected exact{fits}")
    return how


def _duplicates(source: Source, node: yaml.Node) -> DuplicatePolicy:
    return cast("DuplicatePolicy", source.choice(node, "a policy on duplicates", ("review", "reject", "allow")))


def _confidence(source: Source, node: yaml.Node) -> float:
    return float(source.number(node, "'confidence'", low="0.5", high="1"))


def _second_decider(source: Source, node: yaml.Node) -> SecondDecider:
    entries = source.items(node, "'second_decider'", ("above", "sample", "machine"))
    if not entries:
        source.fail(node, "'second_decider' needs 'above', an amount, or 'sample' or 'machine', shares from 0 to 1")
    above = source.number(entries["above"][1], "'above'") if "above" in entries else None
    sample, machine = (
        source.number(entries[name][1], f"'{name}'", high="1") if name in entries else Decimal(0)
        for name in ("sample", "machine")
    )
    return SecondDecider(above, sample, machine)


def _appeal_days(source: Source, node: yaml.Node) -> int:
    entries = source.items(node, "'appeal'", ("days",))
    if "days" not in entries:
        source.fail(node, "'appeal' needs 'days': how long a decision may be appealed; 0 for never")
    return _whole(source, entries["days"][1], "'days'", "0", "3660")


def _whole(source: Source, node: yaml.Node, what: str, low: str, high: str) -> int:
    number = source.number(node, what, low=low, high=high)
    if number != number.to_integral_value():
        source.fail(node, f"expected {what} as a whole number, not {number}")
    return int(number)


def _on_fail(source: Source, node: yaml.Node) -> dict[str, Verdict]:
    def read(key: str, value: yaml.Node) -> dict[str, Verdict]:
        if source.text_of(value, "a verdict") == "approve":
            source.fail(value, "'approve' is not possible here: the machine never approves over a failed check")
        return {key: cast("Verdict", source.choice(value, "a verdict", ("return", "review", "reject")))}

    found: dict[str, Verdict] = {}
    for key, (key_node, value) in source.items(node, "'on_fail'").items():
        if key not in prefixes():
            source.tell(key_node, f"{key!r} is not a reason code; {suggest(key, prefixes())}")
        found.update(source.attempt(partial(read, key, value), {}))
    return found


def _rules(source: Source, node: yaml.Node) -> tuple[RuleRef, ...]:
    known = {rule.name: rule for rule in RULES}

    def read(entry: yaml.Node) -> RuleRef:
        if isinstance(entry, yaml.ScalarNode):
            entry_params: dict[str, tuple[yaml.Node, yaml.Node]] = {}
            name = source.choice(entry, "a rule", known)
        else:
            entry_params = source.items(entry, "a rule")
            if "rule" not in entry_params:
                source.fail(entry, "an entry of 'rules' needs 'rule': its name")
            name = source.choice(entry_params.pop("rule")[1], "a rule", known)
        return RuleRef(name, _params(source, entry, known[name], entry_params))

    return source.each(node, "'rules'", read)


def _params(
    source: Source, entry: yaml.Node, rule: Rule, written: Mapping[str, tuple[yaml.Node, yaml.Node]]
) -> dict[str, str]:
    """The parameters of a rule, each held against its type."""
    spec = rule.params
    params: dict[str, str] = {}
    for key, (key_node, value) in written.items():
        if key in spec:
            text = source.attempt(partial(_param, source, spec[key], value, key), None)
            params |= {key: text} if text is not None else {}
        else:
            possible = suggest(key, spec) if spec else "it has none"
            source.tell(key_node, f"{key!r} is not a parameter of {rule.name!r}; {possible}")
    for key, kind in spec.items():
        if key not in written and not kind.endswith("?"):
            source.tell(entry, f"rule {rule.name!r} needs {key!r}")
    if {"min", "max"} <= params.keys() and Decimal(params["min"]) > Decimal(params["max"]):
        source.tell(written["max"][1], f"'max' is less than 'min', {params['min']}: nothing could pass")
    return params


def _param(source: Source, kind: str, node: yaml.Node, key: str) -> str:
    match kind.rstrip("?"):
        case "number":
            return str(source.number(node, f"{key!r}"))
        case "share":  # 20 per cent is 0.2: of a whole number nothing could ever be too much
            return str(source.number(node, f"{key!r}", **({} if source.published else {"high": "1"})))
        case "field":
            return _field(source, node)
        case "kind":
            return source.choice(node, "a kind of document", KINDS)
        case "day":
            return source.day(node, f"{key!r}").isoformat()
        case _:
            return source.text_of(node, f"{key!r}")
