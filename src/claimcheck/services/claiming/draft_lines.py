"""The lines of a claim as a person enters them: several vehicles or products, each with what is its own.

They stand among the other values of a form or draft under names such as `line.2.vin`. Acts on them name the key that a
new line gets, so that an act sent twice is done once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from claimcheck.core.values.compare import fold_number
from claimcheck.errors import Invalid
from claimcheck.model.claims import ClaimLine
from claimcheck.model.programs import Program
from claimcheck.model.said import Said

MOST_LINES: Final = 50
OWN: Final = ("quantity", "claimed_amount")
"""What each line says besides the fields of its thing."""
THINGS: Final = ("vin", "serial_number", "engine_number", "plate_number", "model_name")
"""What is said of one vehicle or product: the first that a program asks for tells it from others."""
NUMBERED: Final = frozenset({"vin", "serial_number", "engine_number"})
"""What tells one from all others."""
_OF_ALL: Final = frozenset({"seller_name", "seller_id", "buyer_name", "buyer_id", "address", "currency"})
_HERE: Final = "here"
"""Marks a line that is empty so far."""
_NAME: Final = re.compile(r"(line|gone)\.([1-9]\d{0,3})\.([a-z][a-z0-9_]{0,63})")
_BETWEEN: Final = re.compile(r"[\s,;，；、]+")

Values = Mapping[str, str]


def asked(rules: Program) -> tuple[str, ...]:
    """The values that a program looks at, those that documents must prove first."""
    window = (rules.window.field,) if rules.window else ()
    return tuple(dict.fromkeys((*rules.verify, *window, *rules.match)))


def things(rules: Program) -> tuple[str, ...]:
    """What a line of such a claim says of its thing; none where the program knows no single vehicles or products."""
    known = set(asked(rules))
    return tuple(name for name in THINGS if name in known) if known & NUMBERED else ()


def of_papers(rules: Program) -> tuple[str, ...]:
    """What a line may state of a paper of its own, where each vehicle has one: its number, its day, its total."""
    return tuple(name for name in asked(rules) if name not in THINGS and name not in _OF_ALL)


def named(key: int, name: str) -> str:
    """The name of a line's value in a form or draft."""
    return f"line.{key}.{name}"


def is_of_line(name: str) -> bool:
    """Whether a value is one of a line, or of one that was taken away."""
    return _NAME.fullmatch(name) is not None


def lines(values: Values) -> dict[int, dict[str, str]]:
    """By key, what each line says; empty where the claim is entered as one thing."""
    return _under("line", values)


def shared(values: Values) -> dict[str, str]:
    """What is said of the claim as a whole."""
    return {name: value for name, value in values.items() if not is_of_line(name)}


def gone(values: Values) -> int | None:
    """The key of the line that was taken away last, which can be put back."""
    return next(iter(_under("gone", values)), None)


def next_key(values: Values) -> int:
    """The key that a line gets which is added to these."""
    return max((*lines(values), *_under("gone", values), 1)) + 1


def acted(
    values: Values, act: str, rules: Program, *, shown: Values | None = None, several: str = "",
    found: Mapping[str, Values] | None = None,
) -> dict[str, str]:  # fmt: skip
    """What a form or draft holds after an act on its lines.

    Args:
        values: what it holds.
        act: `add:KEY`, `copy:FROM:KEY`, `drop:KEY`, `back`, `several`, `read:NUMBER:…`, `fill:KEY`.
        rules: the program's.
        shown: what stands on the page besides: read of a paper and typed by nobody.
        several: numbers, for `several`: a line for each that no line has.
        found: by the number of each thing on the papers what they say of it, for `read` and `fill`.

    Raises:
        Invalid: `claim.lines`, more lines than a claim takes; `claim.no_numbers`, none was entered.
    """
    verb, *args = act.split(":")
    first = things(rules)[0] if things(rules) else THINGS[0]
    there, papers = lines(values), found or {}
    held = [key for key in map(_key, args) if key is not None]
    if verb == "drop" and held and held[0] in there:
        return _dropped(values, held[0])
    if verb == "fill" and held and held[0] in there:
        own = {k: v for k, v in papers.get(fold_number(there[held[0]].get(first, "")), {}).items() if v}
        empty = {k: v for k, v in own.items() if not there[held[0]].get(k) and values.get(k) != v}
        return {**values, **{named(held[0], k): v for k, v in empty.items()}}
    made = dict(values) if there else _begun(values, rules, shown or {})
    if verb == "back":
        return _put_back(made)
    if verb == "add" and held:
        return _with(made, held[0], {})
    if verb == "copy" and len(held) > 1:
        copied = {k: v for k, v in lines(made).get(held[0], {}).items() if k not in NUMBERED | {"plate_number"}}
        return _with(made, held[1], copied)
    if verb == "several":
        return _with_numbers(made, first, several, {}, shared(values))
    return _with_numbers(made, first, args, papers, shared(values))


def _with_numbers(
    made: dict[str, str], first: str, said: str | list[str], papers: Mapping[str, Values], whole: Values
) -> dict[str, str]:
    """A line for each number that no line has yet; an empty one takes the first of them."""
    wanted = [one for one in _BETWEEN.split(said) if one] if isinstance(said, str) else said
    if not wanted:
        raise Invalid("Enter the numbers first, one a line.", code="claim.no_numbers")
    for one in dict.fromkeys(fold_number(one) for one in wanted):
        held = lines(made)
        if one in {fold_number(line.get(first, "")) for line in held.values()}:
            continue
        own = {k: v for k, v in papers.get(one, {}).items() if v and whole.get(k) != v}
        free = next((key for key, line in held.items() if not any(line.get(k) for k in line if k not in OWN)), None)
        filled = {**own, first: papers.get(one, {}).get(first) or one}
        if free is not None:
            made |= {named(free, k): v for k, v in filled.items()}
        else:
            made = _with(made, next_key(made), filled)
    return made


def _with(values: Values, key: int, said: Values) -> dict[str, str]:
    there = lines(values)
    if key in there:
        return dict(values)
    if len(there) >= MOST_LINES:
        raise Invalid(Said("A claim takes at most {n} lines here. Make another claim of the others, or send them by "
                           "API.", n=MOST_LINES), code="claim.lines")  # fmt: skip
    said = {"quantity": "1", **said, _HERE: "1"}
    return {**values, **{named(key, name): value for name, value in said.items()}}


def _begun(values: Values, rules: Program, shown: Values) -> dict[str, str]:
    """The claim of one thing as one of several: what was said of it is the first line."""
    own = {name: values.get(name) or shown.get(name, "") for name in (*things(rules), *OWN)}
    rest = {name: value for name, value in values.items() if name not in own}
    return _with(rest, 1, {name: value for name, value in own.items() if value})


def _dropped(values: Values, key: int) -> dict[str, str]:
    """Without a line, which can be put back; where one is left, the claim is entered as one thing again."""
    rest = {name: value for name, value in values.items() if not _at(name, "gone")}
    rest = {(f"gone{name[4:]}" if _at(name, "line", key) else name): value for name, value in rest.items()}
    left = lines(rest)
    if len(left) != 1:
        return rest
    (last,) = left.values()
    whole = {name: value for name, value in rest.items() if not _at(name, "line")}
    return {**whole, **{name: value for name, value in last.items() if value}}


def _put_back(values: dict[str, str]) -> dict[str, str]:
    back = _under("gone", values)
    rest = {name: value for name, value in values.items() if not _at(name, "gone")}
    for key, said in back.items():
        rest = _with(rest, key if key not in lines(rest) else next_key(rest), said)
    return rest


def _under(kind: str, values: Values) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for name, value in values.items():
        at = _NAME.fullmatch(name)
        if at and at[1] == kind:
            found.setdefault(int(at[2]), {})
            if at[3] != _HERE:
                found[int(at[2])][at[3]] = value
    return dict(sorted(found.items()))


def _at(name: str, kind: str, key: int | None = None) -> bool:
    at = _NAME.fullmatch(name)
    return at is not None and at[1] == kind and key in (None, int(at[2]))


def _key(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9]\d{0,3}", text) else None


def keys_in(text: str) -> set[int]:
    """The keys of lines that a form says it shows."""
    return {key for key in map(_key, text.split(",")) if key is not None}


def stated(fields: Values, said: Sequence[ClaimLine]) -> dict[str, str]:
    """What a claim states, as a form holds it."""
    entries = {
        line.number: {
            **line.fields,
            "quantity": f"{line.quantity:f}",
            "claimed_amount": f"{line.claimed_amount:f}" if line.claimed_amount is not None else "",
        }
        for line in said
    }
    if len(said) == 1 and not said[0].fields:
        return {**fields, **entries[said[0].number]}
    return {**fields, **{named(key, name): value for key, own in entries.items() for name, value in own.items()}}
