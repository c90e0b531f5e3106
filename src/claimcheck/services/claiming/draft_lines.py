"""The lines of a claim as a person enters them: several vehicles or products, each with what is its own.

They stand among the other values of a form or draft under names such as `line.2.vin`. Acts on them name the key that a
new line gets, so that an act sent twice is done once, and no key is given again: a window from before may still write
under it. A claim that was of several stays line by line when one is left: what is said of that one never becomes what
is said of all, and what was taken away comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from claimcheck.core.values.compare import fold_number
from claimcheck.errors import Invalid
from claimcheck.model.claims import ClaimLine
from claimcheck.model.programs import Program
from claimcheck.model.said import Said

MOST_LINES: Final = 50
"""So many a person enters; more come by API."""
MOST_SENT: Final = 200
OWN: Final = ("quantity", "claimed_amount")
"""What each line says besides the fields of its thing."""
THINGS: Final = ("vin", "serial_number", "engine_number", "plate_number", "model_name")
"""What is said of one vehicle or product: the first that a program asks for tells it from others."""
NUMBERED: Final = frozenset({"vin", "serial_number", "engine_number"})
"""What tells one from all others."""
OF_ALL: Final = ("seller_name", "seller_id", "buyer_name", "buyer_id", "address", "currency")
"""What is one for all lines of a claim."""
_HERE: Final = "here"
"""Marks a line that is empty so far, and with `given` the highest key that a line had."""
_NAME: Final = re.compile(r"(line|gone|given)\.([1-9]\d{0,2})\.([a-z][a-z0-9_]{0,63})")
_LAST_KEY: Final = 999
_BETWEEN: Final = re.compile(r"[\s,;，；、]+")

Values = Mapping[str, str]


def asked(rules: Program) -> tuple[str, ...]:
    """The names of the values that a program looks at; those that documents must prove come first."""
    window = (rules.window.field,) if rules.window else ()
    return tuple(dict.fromkeys((*rules.verify, *window, *rules.match)))


def things(rules: Program) -> tuple[str, ...]:
    """The fields by which a line names its vehicle or product; none where the program knows no single ones."""
    known = set(asked(rules))
    return tuple(name for name in THINGS if name in known) if known & NUMBERED else ()


def of_papers(rules: Program) -> tuple[str, ...]:
    """The fields that a line may state of its own paper, where each vehicle has one: number, day, total."""
    return tuple(name for name in asked(rules) if name not in THINGS and name not in OF_ALL)


def named(key: int, name: str) -> str:
    """The name of a line's value in a form or draft."""
    return f"line.{key}.{name}"


def is_of_line(name: str) -> bool:
    """Whether a value is one of a line, or of one that was taken away."""
    return _NAME.fullmatch(name) is not None


def of_line(name: str) -> str:
    """What a value of a line says, such as `vin` of `line.2.vin`; empty where it is of none."""
    at = _NAME.fullmatch(name)
    return at[3] if at else ""


def spoken(names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """By its name in a form, of which line a value is (1 is the first of those there; 0: of none) and what it says."""
    known = {name: _NAME.fullmatch(name) for name in names}
    keys = sorted({int(at[2]) for at in known.values() if at})
    return {name: (keys.index(int(at[2])) + 1, at[3]) if at else (0, name) for name, at in known.items()}


def lines(values: Values) -> dict[int, dict[str, str]]:
    """The values of each line, by its key; empty where the claim is entered as one thing."""
    return _under("line", values)


def shared(values: Values) -> dict[str, str]:
    """The values of the claim as a whole."""
    return {name: value for name, value in values.items() if not is_of_line(name)}


def taken_away(values: Values) -> dict[str, str]:
    """The values of lines that were taken away and can be put back, by their names in the form."""
    return {name: value for name, value in values.items() if _at(name, "gone")}


def next_key(values: Values) -> int:
    """The key that a line gets which is added to these: none that one had before, while there are such."""
    behind = _highest(values) + 1
    used = {*lines(values), *_under("gone", values)}
    return behind if behind <= _LAST_KEY else min(set(range(1, _LAST_KEY + 1)) - used)


def acted(
    values: Values, act: str, rules: Program, *, shown: Values | None = None, several: str = "",
    found: Mapping[str, Values] | None = None,
) -> dict[str, str]:  # fmt: skip
    """What a form or draft holds after an act on its lines; one on what is not there any more changes nothing.

    Args:
        values: what it holds.
        act: `add:KEY`, `copy:FROM:KEY`, `drop:KEY`, `back`, `several`, `read:NUMBER:…`, `fill:KEY`.
        rules: the program's.
        shown: what stands on the page besides: read of a paper and typed by nobody.
        several: numbers, for `several`: a line for each that no line has.
        found: by the number of each thing on the papers what they say of it, for `read` and `fill`.

    Raises:
        Invalid: `claim.lines`, more lines than a claim takes; `claim.no_numbers`, none was entered; `claim.act`.
    """
    return _told_highest(_acted(values, act, rules, shown or {}, several, found or {}), _highest(values))


def _acted(
    values: Values, act: str, rules: Program, shown: Values, several: str, papers: Mapping[str, Values]
) -> dict[str, str]:
    verb, *args = act.split(":")
    first = (*things(rules), THINGS[0])[0]
    begun = dict(values) if lines(values) else _begun(values, rules, shown)
    match verb, list(map(_key, args)):
        case "drop", [int(key)]:
            return _dropped(values, key)
        case "fill", [int(key)]:
            said = papers.get(fold_number(lines(values).get(key, {}).get(first, "")), {})
            return _filled(values, key, {k: v for k, v in said.items() if v != {**shown, **values}.get(k)})
        case "back", []:
            return _put_back(begun) if taken_away(values) else dict(values)
        case "add", [int(key)]:
            return _added(begun, key, {})
        case "copy", [int(one), int(key)]:
            return _copied(begun, one, key)
        case "several", []:
            return _with_numbers(begun, first, _numbers(several), {})
        case "read", _:
            return _with_numbers(begun, first, [one for one in args if one in papers], papers)
    raise Invalid("That cannot be done with the lines of a claim. Load the page again.", code="claim.act")


def placed(said: Values, stands: Values) -> dict[str, str]:
    """The values of a window under the keys of the draft, where another window has added or removed lines since.

    What it says of the one thing that it shows is of the first line now; what it says of a line that is not there any
    more waits with what can be put back.
    """
    there, found = lines(stands), dict[str, str]()
    for name, value in said.items():
        at = _NAME.fullmatch(name)
        if there and name in (*THINGS, *OWN):
            at = _NAME.fullmatch(named(1, name))
        if at is None:
            found[name] = value
        else:
            found[f"{'line' if int(at[2]) in there else 'gone'}.{at[2]}.{at[3]}"] = value
    return found


def told_twice(numbers: Iterable[str]) -> dict[int, int]:
    """Lines that repeat the number of an earlier line: from their place to that of the first, both counted from 1."""
    first: dict[str, int] = {}
    known = enumerate(map(fold_number, numbers), 1)
    return {at: first[one] for at, one in known if one and first.setdefault(one, at) != at}


def _numbers(text: str) -> list[str]:
    found = [number for one in _BETWEEN.split(text) if (number := fold_number(one))]
    if not found:
        raise Invalid("Enter the numbers first, one a line.", code="claim.no_numbers")
    return found


def _with_numbers(
    begun: dict[str, str], first: str, wanted: Sequence[str], papers: Mapping[str, Values]
) -> dict[str, str]:
    """A line for each number that no line has yet; those that are empty so far are taken for the first of them."""
    there, whole = lines(begun), shared(begun)
    claimed = {fold_number(line.get(first, "")) for line in there.values()}
    new = [one for one in dict.fromkeys(wanted) if one not in claimed]
    free = [key for key, line in there.items() if not any(line.get(name) for name in line if name not in OWN)]
    total = len(there) + max(0, len(new) - len(free))
    if total > MOST_LINES:
        raise Invalid(
            Said("A claim takes at most {n} lines here; with these it would have {total}. Leave out {over}, and make "
                 "another claim of them.", n=MOST_LINES, total=total, over=total - MOST_LINES), code="claim.lines"
        )  # fmt: skip
    made = begun
    for at, one in enumerate(new):
        said = papers.get(one, {})
        own = {**{k: v for k, v in said.items() if v and whole.get(k) != v}, first: said.get(first) or one}
        if at < len(free):
            made = {**made, **{named(free[at], k): v for k, v in own.items()}}
        else:
            made = _with(made, next_key(made), own)
    return made


def _added(values: Values, key: int, said: Values) -> dict[str, str]:
    """With a line more; a key that another line had is named by a window from before, and it gets its own."""
    fresh = key in lines(values) or key > _highest(values)
    return _with(values, key if fresh else next_key(values), said)


def _with(values: Values, key: int, said: Values, *, most: int = MOST_LINES) -> dict[str, str]:
    there = lines(values)
    if key in there:
        return dict(values)
    if len(there) >= most:
        raise Invalid(Said("A claim takes at most {n} lines here. Make another claim of the others, or send them by "
                           "API.", n=MOST_LINES), code="claim.lines")  # fmt: skip
    said = {"quantity": "1", **said, _HERE: "1"}
    return {**values, **{named(key, name): value for name, value in said.items()}}


def _begun(values: Values, rules: Program, shown: Values) -> dict[str, str]:
    """The claim of one thing as one of several: what was said of it is the first line."""
    own = {name: values.get(name) or shown.get(name, "") for name in (*things(rules), *OWN)}
    rest = {name: value for name, value in values.items() if name not in own}
    return _with(rest, 1, {name: value for name, value in own.items() if value})


def _copied(values: dict[str, str], one: int, key: int) -> dict[str, str]:
    """With a line like another but for what tells one thing from another."""
    there = lines(values)
    if one not in there:
        return values
    return _added(values, key, {k: v for k, v in there[one].items() if k not in NUMBERED | {"plate_number"}})


def _filled(values: Values, key: int, said: Values) -> dict[str, str]:
    """With what a paper says of a line where that says nothing."""
    own = lines(values).get(key, {})
    empty = {k: v for k, v in said.items() if v and not own.get(k)}
    return {**values, **{named(key, k): v for k, v in empty.items()}}


def _dropped(values: Values, key: int) -> dict[str, str]:
    """Without a line, which can be put back with those before it; the last one stays."""
    there = lines(values)
    if key not in there or len(there) == 1:
        return dict(values)
    forgotten = sorted(_under("gone", values), reverse=True)[MOST_LINES - 1 :]
    rest = {name: value for name, value in values.items() if not any(_at(name, "gone", one) for one in forgotten)}
    return {(f"gone{name[4:]}" if _at(name, "line", key) else name): value for name, value in rest.items()}


def _put_back(values: dict[str, str]) -> dict[str, str]:
    """With the lines that were taken away, though there be one more than are entered here."""
    back, away = _under("gone", values), taken_away(values)
    rest = {name: value for name, value in values.items() if name not in away}
    for key, said in back.items():
        rest = _with(rest, key if key not in lines(rest) else next_key(rest), said, most=_LAST_KEY)
    return rest


def _highest(values: Values) -> int:
    """The highest key that a line of these has, or had."""
    return max((1, *(int(at[2]) for name in values if (at := _NAME.fullmatch(name)))))


def _told_highest(values: Values, before: int) -> dict[str, str]:
    """These with the highest key that a line had, where none of them bears it any more."""
    rest = {name: value for name, value in values.items() if not _at(name, "given")}
    return {**rest, f"given.{before}.{_HERE}": "1"} if before > _highest(rest) else rest


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
    return int(text) if re.fullmatch(r"[1-9]\d{0,2}", text) else None


def stated(fields: Values, said: Sequence[ClaimLine]) -> dict[str, str]:
    """The fields and lines of a claim as the values of a form."""
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
