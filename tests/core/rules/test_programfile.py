import contextlib
from datetime import date
from decimal import Decimal

import pytest
from factory import PROGRAM
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.core.rules.programfile import parse
from claimcheck.errors import ConfigError
from claimcheck.model.programs import OpenTo, SecondDecider, Tolerance

HEAD = "program: lamps\nversion: 1\ncurrency: MYR\n"


def test_a_program_is_read_with_all_its_parts() -> None:
    program = parse(PROGRAM, filename="lamps.yaml")
    assert (program.name, program.version, program.currency) == ("lamps", "1", "MYR")
    assert program.window is not None
    assert program.window.last == date(2024, 12, 31)
    assert program.match["invoice_date"] == Tolerance("days", Decimal(3))
    assert program.match["seller_name"] == Tolerance("name", Decimal("0.9"))
    assert program.match["total_amount"] == Tolerance("amount", Decimal("0.00"))


def test_a_program_says_how_people_decide_under_it() -> None:
    text = "second_decider: {above: 5000, sample: 0.1}\nappeal: {days: 14}\npriority: 2\ndue_hours: 8\n"
    program = parse(HEAD + text, filename="f")
    assert program.second_decider == SecondDecider(Decimal(5000), Decimal("0.1"))
    assert (program.appeal_days, program.priority, program.due_hours) == (14, 2, 8)


def test_a_program_says_how_people_call_it() -> None:
    told = parse(HEAD + "title: {en: Spring support, zh-Hans: 春季支持}\n", filename="f")
    assert (told.title_in("zh-Hans"), told.title_in("en")) == ("春季支持", "Spring support")
    assert parse(HEAD + "title: Spring support\n", filename="f").title_in("zh-Hans") == "Spring support"
    assert parse(HEAD, filename="f").title_in("en") == ""
    for wrong in ("{}", "{fr: Printemps}", "''", "x" * 81):
        with pytest.raises(ConfigError, match=r"^f:4:\d+: "):
            parse(HEAD + f"title: {wrong}\n", filename="f")


def test_a_program_says_whom_it_is_open_to() -> None:
    open_to = parse(HEAD + "open_to: {dealers: [D1, 0042, D1], regions: [North]}\n", filename="f").open_to
    assert open_to == OpenTo(("D1", "0042"), ("North",))
    assert [open_to.includes(*one) for one in (("D1", ""), ("D9", "North"), ("D9", "South"), ("D9", ""))] == [
        True, True, False, False,
    ]  # fmt: skip
    assert parse(HEAD, filename="f").open_to is None
    for nobody in ("{}", "{dealers: []}", "[D1]", "{dealers: D1}"):
        with pytest.raises(ConfigError, match=r"^f:4:\d+: "):
            parse(HEAD + f"open_to: {nobody}\n", filename="f")


def test_all_faults_of_a_file_are_told_at_once_in_its_order() -> None:
    text = """program: spring lamps
currency: myr
verify: [seller_nam, invoice_date, invoice_date]
window: {from: 2024-01-32, to: 2024-12-31}
documents: [{kind: proof_of_sal}, {required: true}]
match: {seller_name: 3 days, total_amont: 0.00}
on_fail: {amount.contradictd: review, date: approve}
colour: red
rules: [{rule: amount_between, min: 9, max: 3, mx: 2}, nosuchrule]
"""
    with pytest.raises(ConfigError) as caught:
        parse(text, filename="f")
    places = [(1, 1), (1, 10), (2, 11), (3, 10), (3, 36), (4, 16), (5, 20), (5, 35), (6, 22), (6, 30), (7, 11), (7, 45)]
    places += [(8, 1), (9, 45), (9, 48), (9, 56)]
    faults = caught.value.details["errors"]
    assert isinstance(faults, list)
    assert [(fault["line"], fault["column"]) for fault in faults] == places
    assert caught.value.message.splitlines() == [f"f:{e['line']}:{e['column']}: {e['message']}" for e in faults]


def test_a_file_of_faults_alone_is_told_in_part() -> None:
    with pytest.raises(ConfigError, match=r"and 950 more$"):
        parse(HEAD + f"verify: [{', '.join(f'a{i}' for i in range(1000))}]\n", filename="f")


def test_a_version_is_kept_as_it_is_written() -> None:
    assert parse(HEAD.replace("version: 1", "version: 1.10"), filename="f").version == "1.10"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        (HEAD + "verfy: []", 4, 1, "did you mean 'verify'"),
        (HEAD + "verify: [seler_name]", 4, 10, "did you mean 'seller_name'"),
        (HEAD + "version: 2", 4, 1, "given twice"),
        (HEAD + "verify: seller_name", 4, 9, "to be a list"),
        (HEAD + "window: {from: 2024-02-01, to: 2024-01-01}", 4, 32, "before it begins"),
        (HEAD + "window: {from: 2024-02-30, to: 2024-03-01}", 4, 16, "YYYY-MM-DD"),
        (HEAD + "window: {field: total_amount, from: 2024-01-01, to: 2024-03-01}", 4, 17, "needs a date field"),
        (HEAD + "confidence: high", 4, 13, "plain number"),
        (HEAD + "confidence: .nan", 4, 13, "plain number"),
        (HEAD + "confidence: 95", 4, 13, "between 0.5 and 1"),
        (HEAD + "duplicates: forbid", 4, 13, "possible: allow, reject, review"),
        (HEAD + "on_fail: {date: approve}", 4, 17, "never approves"),
        (HEAD + "on_fail: {dat.outside_window: reject}", 4, 11, "did you mean 'date.outside_window'"),
        (HEAD + "match: {seller_name: 3 days}", 4, 22, "cannot be compared by days"),
        (HEAD + "match: {invoice_number: exactly}", 4, 25, "expected exact"),
        (HEAD + "rules: [{rule: amount_between, min: 9, max: 8}]", 4, 45, "less than 'min'"),
        (HEAD + "rules: [{rule: claimed_within_document, share: 20}]", 4, 48, "between 0 and 1"),
        (HEAD + "match: {invoice_date: {days: 1.5}}", 4, 30, "whole days"),
        (HEAD + "rules: [{rule: amount_betwen}]", 4, 16, "did you mean 'amount_between'"),
        (HEAD + "rules: [{rule: field_present}]", 4, 9, "needs 'field'"),
        (HEAD + "rules: [{rule: amount_between, maximum: 3}]", 4, 32, "not a parameter"),
        (HEAD + "timezone: Asia/Kuala_Lumpr", 4, 11, "did you mean 'Asia/Kuala_Lumpur'"),
        (HEAD + "second_decider: {}", 4, 17, "needs 'above'"),
        (HEAD + "second_decider: {sample: 2}", 4, 26, "between 0 and 1"),
        (HEAD + "appeal: {days: 1.5}", 4, 16, "whole number"),
        (HEAD + "priority: 0", 4, 11, "between 1 and 9"),
        (HEAD + "documents: [{required: true}]", 4, 13, "needs its 'kind'"),
        (HEAD + "verify: &a [vin]", 4, 9, "anchors"),
        (HEAD + "verify: !!python/object:os.system x", 4, 9, "tags"),
        ("version: 1\n", 1, 1, "'program' is missing"),
        ("", 1, 1, "exactly one program"),
        (HEAD + "---\nprogram: b", 5, 1, "exactly one program"),
        ("a: [", 1, 5, "not YAML"),
        (HEAD + "match:\n\tvin: exact", 5, 1, "a tab stands here; indent with blanks"),
        (HEAD + "priority:5\nrules: []", 4, 1, "a colon and a blank are missing"),
        (HEAD + "title: New: lamps", 4, 11, "has no quotes"),
        (HEAD + "match:\n  vin: exact\n priority: 3", 6, 2, "not indented as those beside it"),
        (HEAD + "verify: [vin\nrules: []", 4, 9, "not closed with ]"),
        (HEAD + "window: {from: 2024-01-01\nrules: []", 4, 9, "not closed with }"),
    ],
)
def test_an_error_names_the_place_and_what_to_do(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(text, filename="lamps.yaml")
    assert caught.value.message.startswith(f"lamps.yaml:{line}:{column}: ")
    assert says in caught.value.message


def test_a_file_that_grows_when_it_is_read_is_refused() -> None:
    with pytest.raises(ConfigError):
        parse("[" * 500 + "]" * 500, filename="f")
    with pytest.raises(ConfigError):
        parse("a" * 300_000, filename="f")


KEYS = st.sampled_from(
    ["program", "version", "currency", "verify", "window", "match", "documents", "rules", "on_fail", "x"]
)
VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none(), st.dates().map(str)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_the_file_says_it_is_read_or_refused(data: dict[str, object]) -> None:
    _read_or_refuse("\n".join(f"{key}: {value!r}" for key, value in data.items()))


@given(st.text(max_size=80))
def test_whatever_the_text_is_it_is_read_or_refused(text: str) -> None:
    _read_or_refuse(text)


def _read_or_refuse(text: str) -> None:
    with contextlib.suppress(ConfigError):
        parse(text, filename="f.yaml")


def test_a_published_file_is_read_also_with_a_value_that_no_new_one_may_have() -> None:
    text = HEAD + "rules: [{rule: claimed_within_document, share: 1.2}]"
    assert parse(text, filename="p.yaml", published=True).rules[0].params == {"share": "1.2"}
