"""Program files: YAML to `Program`, with line and column in every error."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

import yaml

from claimcheck.core.rules.checking import checkers_decide, mask_of
from claimcheck.core.rules.codes import prefixes
from claimcheck.core.rules.eligibility import RULES
from claimcheck.core.rules.nodes import Source, suggest
from claimcheck.core.rules.opening import open_to
from claimcheck.core.rules.titles import titles
from claimcheck.model.documents import PROOF_OF_SALE
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

FIELDS = (
    "seller_name", "seller_id", "buyer_name", "buyer_id", "invoice_number", "invoice_code", "invoice_date",
    "total_amount", "net_amount", "tax_amount", "payable_amount", "prepaid_amount", "rounding_amount", "currency",
    "vin", "engine_number", "plate_number", "model_name", "address", "serial_number", "registration_date", "issue_date",
    "due_date", "delivery_date", "flight_from", "flight_to", "quantity",
)  # fmt: skip
"""What a program may speak of."""

KINDS = (
    "receipt", "invoice", "credit_note", "order", "motor_vehicle_invoice", "vat_invoice", "vehicle_licence",
    "registration_certificate", "business_licence", "insurance_statement", "contract", "customs_declaration", "other",
    "proof_of_sale",
)  # fmt: skip

_TOP = (
    "program", "version", "effective", "timezone", "locale", "currency", "verify", "window", "documents", "match",
    "duplicates", "confidence", "on_fail", "rules", "partial", "second_decider", "appeal", "priority", "due_hours",
    "mask", "checking", "open_to", "title",
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Z]{2}|[0-9]{3}))?")
_HOW = {"name": "a name score", "amount": "an amount"}
_DAYS = re.compile(r"(\d{1,4})\s*(d|day|days)")


def parse(text: str, *, filename: str) -> Program:
    """Read a program file.

    Args:
        text: the YAML text.
        filename: as errors should name it.

    Raises:
        ConfigError: `FILE:LINE:COLUMN: what is wrong and what was expected`.
    """
    source = Source(text, filename)
    root = source.compose()
    top = {key: value for key, (_, value) in source.items(root, "a program", _TOP).items()}
    for key in ("program", "version", "currency"):
        if key not in top:
            source.fail(root, f"{key!r} is missing: every program states it")
    first, last = _period(source, top["effective"], "effective") if "effective" in top else (None, None)
    return Program(
        name=_name(source, top["program"], "the program's name"),
        version=_name(source, top["version"], "the program's version"),
        timezone=_timezone(source, top["timezone"]) if "timezone" in top else "UTC",
        locale=_locale(source, top["locale"]) if "locale" in top else "",
        currency=_currency(source, top["currency"]),
        effective_from=first,
        effective_to=last,
        verify=_verify(source, top["verify"]) if "verify" in top else (),
        window=_window(source, top["window"]) if "window" in top else None,
        documents=_documents(source, top["documents"]) if "documents" in top else (),
        match=_match(source, top["match"]) if "match" in top else {},
        duplicates=_duplicates(source, top["duplicates"]) if "duplicates" in top else "review",
        confidence=_confidence(source, top["confidence"]) if "confidence" in top else 0.95,
        on_fail=_on_fail(source, top["on_fail"]) if "on_fail" in top else {},
        rules=_rules(source, top["rules"]) if "rules" in top else (),
        partial=source.boolean(top["partial"], "'partial'") if "partial" in top else False,
        second_decider=_second_decider(source, top["second_decider"]) if "second_decider" in top else None,
        appeal_days=_appeal_days(source, top["appeal"]) if "appeal" in top else 30,
        priority=_whole(source, top["priority"], "'priority'", "1", "9") if "priority" in top else 5,
        due_hours=_whole(source, top["due_hours"], "'due_hours'", "1", "8760") if "due_hours" in top else None,
        mask=mask_of(source, top["mask"], FIELDS) if "mask" in top else MASK,
        checkers_decide=checkers_decide(source, top["checking"]) if "checking" in top else False,
        open_to=open_to(source, top["open_to"]) if "open_to" in top else None,
        titles=titles(source, top["title"]) if "title" in top else {},
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
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
    for entry in source.sequence(node, "'verify'"):
        name = _field(source, entry)
        if name in seen:
            source.fail(entry, f"{name!r} is listed twice in 'verify'")
        seen.add(name)
    return source.each(node, "'verify'", lambda entry: _field(source, entry))


def _period(source: Source, node: yaml.Node, what: str, extra: tuple[str, ...] = ()) -> tuple[date | None, date | None]:
    entries = source.items(node, f"'{what}'", ("from", "to", *extra))
    days: list[date | None] = []
    for key in ("from", "to"):
        value = entries[key][1] if key in entries else None
        days.append(None if value is None or source.is_null(value) else source.day(value, f"'{key}'"))
    first, last = days
    if first is not None and last is not None and first > last:
        source.fail(entries["to"][1], f"'{what}' ends on {last}, before it begins on {first}")
    return first, last


def _window(source: Source, node: yaml.Node) -> Window:
    first, last = _period(source, node, "window", ("field",))
    entries = source.items(node, "'window'")
    if first is None or last is None:
        source.fail(node, "'window' needs both 'from' and 'to', as YYYY-MM-DD")
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
    found = {}
    for key_node, value in source.items(node, "'match'").values():
        field = _field(source, key_node)
        found[field] = _tolerance(source, field, value)
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
    found: dict[str, Verdict] = {}
    for key, (key_node, value) in source.items(node, "'on_fail'").items():
        if key not in prefixes():
            source.fail(key_node, f"{key!r} is not a reason code; {suggest(key, prefixes())}")
        if source.text_of(value, "a verdict") == "approve":
            source.fail(value, "'approve' is not possible here: the machine never approves over a failed check")
        found[key] = cast("Verdict", source.choice(value, "a verdict", ("return", "review", "reject")))
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
        spec = known[name].params
        for key, (key_node, _) in entry_params.items():
            if key not in spec:
                source.fail(
                    key_node, f"{key!r} is not a parameter of {name!r}; {suggest(key, spec) if spec else 'it has none'}"
                )
        for key, kind in spec.items():
            if key not in entry_params and not kind.endswith("?"):
                source.fail(entry, f"rule {name!r} needs {key!r}")
        params = {key: _param(source, spec[key], value, key) for key, (_, value) in entry_params.items()}
        if {"min", "max"} <= params.keys() and Decimal(params["min"]) > Decimal(params["max"]):
            source.fail(entry_params["max"][1], f"'max' is less than 'min', {params['min']}: nothing could pass")
        return RuleRef(name, params)

    return source.each(node, "'rules'", read)


def _param(source: Source, kind: str, node: yaml.Node, key: str) -> str:
    match kind.rstrip("?"):
        case "number":
            return str(source.number(node, f"{key!r}"))
        case "field":
            return _field(source, node)
        case "kind":
            return source.choice(node, "a kind of document", KINDS)
        case "day":
            return source.day(node, f"{key!r}").isoformat()
        case _:
            return source.text_of(node, f"{key!r}")


assert set(KINDS) > PROOF_OF_SALE
