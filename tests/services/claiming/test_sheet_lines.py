"""Rows of one number are one claim of several vehicles; what is wrong between them is said by row and column."""

import pytest
from desk import PNG, PROGRAM, Desk
from fakes import receipt

from claimcheck.services.claiming import bulk, claims, draft_lines
from claimcheck.services.claiming.upload import upload
from claimcheck.services.programs.programs import publish

HEAD = ["claim_id", "seller_name", "invoice_date", "total_amount", "vin", "claimed_amount", "files"]
FIRST = ["F-1", "Northwind", "14.03.2024", "16.00", "LSVAA41Z8C2012345", "6", "one.png"]
SECOND = ["F-1", "", "", "", "WAUZZZ4G7EN123457", "4", ""]


@pytest.fixture
def fleet(desk: Desk) -> Desk:
    rules = PROGRAM.replace("program: rebate", "program: fleet").replace("verify: [", "verify: [vin, ")
    publish(desk.context, desk.admin, rules, filename="fleet.yaml")
    return desk


def take(desk: Desk, *rows: list[str]) -> str:
    sheet = "\n".join(",".join(cells) for cells in (HEAD, *rows)).encode()
    return bulk.take(desk.context, desk.dealer(), "fleet", "fleet.csv", sheet)


def add(desk: Desk, made: str, *names: str) -> None:
    for name in names:
        data = PNG + name.encode()
        desk.reader.canned[data] = receipt()
        bulk.add_files(desk.context, desk.dealer(), made, [(name, upload(desk.context, desk.dealer(), name, data).id)])


def faults(desk: Desk, made: str) -> list[tuple[int, str]]:
    rows = bulk.result(desk.context, desk.dealer(), made).rows
    return [(row.line, one["field"]) for row in rows if row.fault for one in (row.fault, *row.fault.get("more", ()))]


def test_rows_of_one_number_become_one_claim_with_a_line_each(fleet: Desk) -> None:
    made = take(fleet, FIRST, SECOND, ["F-2", *FIRST[1:4], "WDB9066331S123458", "", "two.png"])
    add(fleet, made, "one.png", "two.png")
    found = bulk.result(fleet.context, fleet.dealer(), made)
    assert (found.ready, found.unsent) == (2, 2)
    assert bulk.send(fleet.context, fleet.dealer(), made) == 2
    rows = bulk.result(fleet.context, fleet.dealer(), made).rows
    assert rows[0].claim_id == rows[1].claim_id != rows[2].claim_id
    said = claims.claim(fleet.context, fleet.dealer(), str(rows[0].claim_id)).current
    assert [(dict(line.fields), str(line.claimed_amount)) for line in said.lines] == [
        ({"vin": FIRST[4]}, "6.00"),
        ({"vin": SECOND[4]}, "4.00"),
    ]
    assert said.fields["total_amount"] == "16.00"


def test_a_claim_waits_for_the_files_of_all_its_rows(fleet: Desk) -> None:
    made = take(fleet, FIRST, [*SECOND[:6], "two.png"])
    add(fleet, made, "one.png")
    assert bulk.result(fleet.context, fleet.dealer(), made).lacking == {2: ["two.png"], 3: ["two.png"]}
    assert bulk.send(fleet.context, fleet.dealer(), made) == 0
    add(fleet, made, "two.png")
    assert bulk.send(fleet.context, fleet.dealer(), made) == 1
    assert bulk.send(fleet.context, fleet.dealer(), made) == 0


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ([*SECOND[:4], "", "4", ""], "vin"),
        ([*SECOND[:4], FIRST[4], "4", ""], "vin"),
        (["F-1", "Southwind", *SECOND[2:]], "seller_name"),
        ([*SECOND[:5], "four", ""], "claimed_amount"),
    ],
    ids=["of no vehicle", "the same vehicle again", "another seller", "no amount"],
)
def test_a_fault_in_a_row_is_said_there_and_holds_back_its_claim_alone(fleet: Desk, row: list[str], field: str) -> None:
    made = take(fleet, FIRST, row, ["F-2", *FIRST[1:4], "WDB9066331S123458", "", "one.png"])
    add(fleet, made, "one.png")
    assert faults(fleet, made) == [(2, ""), (3, field)]
    assert bulk.send(fleet.context, fleet.dealer(), made) == 1


def test_more_rows_than_a_claim_takes_are_refused_where_they_begin(fleet: Desk) -> None:
    most = draft_lines.MOST_LINES
    rows = [[*SECOND[:4], f"LSVAA41Z8C20{n:05}", "", ""] for n in range(most)]
    assert (most + 2, "claim_id") in faults(fleet, take(fleet, FIRST, *rows))


def test_a_sheet_that_is_handed_in_again_changes_nothing_unless_a_line_says_something_else(fleet: Desk) -> None:
    made = take(fleet, FIRST, SECOND)
    add(fleet, made, "one.png")
    bulk.send(fleet.context, fleet.dealer(), made)
    again = bulk.result(fleet.context, fleet.dealer(), take(fleet, FIRST, SECOND))
    assert [row.state for row in again.rows] == ["sent", "sent"]
    other = take(fleet, FIRST, [*SECOND[:5], "5", ""])
    assert faults(fleet, other) == [(2, "claim_id"), (3, "claim_id")]


def test_one_row_that_asks_for_another_amount_than_it_was_sent_with_is_told(fleet: Desk) -> None:
    made = take(fleet, FIRST)
    add(fleet, made, "one.png")
    bulk.send(fleet.context, fleet.dealer(), made)
    assert faults(fleet, take(fleet, [*FIRST[:5], "9", FIRST[6]])) == [(2, "claim_id")]
    (same,) = bulk.result(fleet.context, fleet.dealer(), take(fleet, FIRST)).rows
    assert same.state == "sent"


def test_what_is_of_all_may_stand_in_any_row(fleet: Desk) -> None:
    made = take(fleet, ["F-1", "", *FIRST[2:]], ["F-1", "Northwind", *SECOND[2:]])
    add(fleet, made, "one.png")
    assert (faults(fleet, made), bulk.send(fleet.context, fleet.dealer(), made)) == ([], 1)
    row = bulk.result(fleet.context, fleet.dealer(), made).rows[0]
    said = claims.claim(fleet.context, fleet.dealer(), str(row.claim_id)).current
    assert (said.fields["seller_name"], len(said.lines)) == ("Northwind", 2)


def test_a_day_and_a_total_that_a_later_row_alone_says_are_its_own(fleet: Desk) -> None:
    made = take(fleet, ["F-1", "Northwind", "", "", *FIRST[4:]], ["F-1", "", *FIRST[2:4], *SECOND[4:]])
    add(fleet, made, "one.png")
    assert (faults(fleet, made), bulk.send(fleet.context, fleet.dealer(), made)) == ([], 1)
    row = bulk.result(fleet.context, fleet.dealer(), made).rows[0]
    said = claims.claim(fleet.context, fleet.dealer(), str(row.claim_id)).current
    assert (said.fields, said.lines[0].fields) == ({"seller_name": "Northwind"}, {"vin": FIRST[4]})
    assert said.lines[1].fields == {"vin": SECOND[4], "invoice_date": "2024-03-14", "total_amount": "16.00"}


def test_a_row_whose_vehicle_a_formula_failed_to_write_is_of_its_claim_still(fleet: Desk) -> None:
    made = take(fleet, FIRST, [*SECOND[:4], "#REF!", "4", ""])
    add(fleet, made, "one.png")
    assert faults(fleet, made) == [(2, ""), (3, "vin")]
    assert bulk.result(fleet.context, fleet.dealer(), made).unsent == 1
