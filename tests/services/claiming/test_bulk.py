"""A sheet of claims: each row is sent once, with its files, and says what keeps it back."""

import io
import zipfile

import pytest
from desk import PNG, PROGRAM, SALE, Desk
from fakes import receipt
from openpyxl import Workbook, load_workbook

from claimcheck.errors import Invalid, NotFound, TooLarge
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import bulk, drafts
from claimcheck.services.claiming.upload import upload
from claimcheck.services.programs.programs import publish

HEAD = ["claim_id", "seller_name", "invoice_date", "total_amount", "files"]
GOOD = ["R-1", "Northwind Trading Sdn Bhd", "14.03.2024", "16.00", "scans\\One.PNG"]


def sheet(*rows: list[str], head: list[str] = HEAD) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def add(desk: Desk, made: str, *names: str, by: Actor | None = None) -> None:
    by = by or desk.dealer()
    taken = []
    for name in names:
        data = PNG + name.encode()
        desk.reader.canned[data] = receipt()
        taken.append((name, upload(desk.context, by, name, data).id))
    bulk.add_files(desk.context, by, made, taken)


def test_a_complete_row_becomes_a_claim_that_is_approved(desk: Desk) -> None:
    desk.sales(SALE)
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD))
    add(desk, made, "one.png", "spare.png")
    assert bulk.send(desk.context, desk.dealer(), made) == 1
    desk.work()
    found = bulk.result(desk.context, desk.dealer(), made)
    assert [(row.line, row.state, row.claim_state) for row in found.rows] == [(2, "sent", "approved")]
    assert found.unused == ("spare.png",)


def test_amounts_are_read_as_the_programs_country_writes_them_and_never_by_a_guess(desk: Desk) -> None:
    french = PROGRAM.replace("program: rebate", "program: remise").replace("ms-MY", "fr-FR").replace("MYR", "EUR")
    publish(desk.context, desk.admin, french, filename="remise.yaml")
    rows = [["R-1", *GOOD[1:3], "1.016,50 €", "one.png"], ["R-2", *GOOD[1:3], "1.016", "one.png"]]
    made = bulk.take(desk.context, desk.dealer(), "remise", "mars.xlsx", sheet(*rows))
    first, second = bulk.result(desk.context, desk.dealer(), made).rows
    assert first.values["total_amount"] == "1016.50"
    assert second.fault is not None
    assert (second.state, second.fault["field"]) == ("refused", "total_amount")


def test_a_sheet_that_names_a_line_far_below_is_refused_at_once(desk: Desk) -> None:
    plain = zipfile.ZipFile(io.BytesIO(sheet(GOOD)))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as far:
        for name in plain.namelist():
            far.writestr(name, plain.read(name).replace(b'<row r="2"', b'<row r="900000000"'))
    with pytest.raises(TooLarge) as refused:
        bulk.take(desk.context, desk.dealer(), "rebate", "far.xlsx", kept.getvalue())
    assert refused.value.code == "table.too_many_rows"


def test_a_row_waits_for_its_files_and_the_others_go(desk: Desk) -> None:
    other = ["R-2", *GOOD[1:4], "one.png；two.png"]
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD, other))
    add(desk, made, "one.png")
    found = bulk.result(desk.context, desk.dealer(), made)
    assert (found.missing, found.ready) == (("two.png",), 1)
    assert bulk.send(desk.context, desk.dealer(), made) == 1
    add(desk, made, "two.png")
    assert bulk.send(desk.context, desk.dealer(), made) == 1


def test_sending_again_after_a_crash_makes_no_claim_twice(desk: Desk) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD))
    add(desk, made, "one.png")
    (row,) = bulk.result(desk.context, desk.dealer(), made).rows
    with desk.context.database.read() as conn:
        documents = list(bulk.bulk.files(conn, made).values())
    claim = drafts.claimed(desk.context, desk.dealer(), "rebate", row.number, row.values, documents)  # then it died
    bulk.send(desk.context, desk.dealer(), made)
    (row,) = bulk.result(desk.context, desk.dealer(), made).rows
    assert (row.state, row.claim_id) == ("sent", claim.id)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (["R-1", "Northwind", "14.03.2024", "3000 yuan", "1.png"], "total_amount"),
        (["R-1", "Northwind", "some day", "16.00", "1.png"], "invoice_date"),
        (["", "Northwind", "14.03.2024", "16.00", "1.png"], "claim_id"),
        (["R-1", "Northwind", "14.03.2024", "16.00", ""], "files"),
        (["R-1", "#n/a", "14.03.2024", "16.00", "1.png"], "seller_name"),
        (["#NV", "Northwind", "14.03.2024", "16.00", "1.png"], "claim_id"),
        (["R-1", "Northwind", "14.03.2024", "16.00", "#BEZUG!"], "files"),
    ],
)
def test_a_row_with_a_fault_names_its_field_and_is_never_sent(desk: Desk, row: list[str], field: str) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(row))
    add(desk, made, "1.png")
    assert bulk.send(desk.context, desk.dealer(), made) == 0
    (kept,) = bulk.result(desk.context, desk.dealer(), made).rows
    assert kept.fault
    assert kept.fault["field"] == field


@pytest.mark.parametrize(
    ("field", "value"), [("claimed_amount", "-2"), ("quantity", "-2"), ("quantity", "0"), ("quantity", "two")]
)
def test_what_no_claim_may_state_is_said_before_the_sheet_is_sent(desk: Desk, field: str, value: str) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet([*GOOD, value], head=[*HEAD, field]))
    found = bulk.result(desk.context, desk.dealer(), made)
    assert [(row.state, row.fault and row.fault["field"]) for row in found.rows] == [("refused", field)]


def test_a_row_with_several_faults_names_them_all_at_once(desk: Desk) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(["", "Northwind", "some day", "x", ""]))
    (kept,) = bulk.result(desk.context, desk.dealer(), made).rows
    assert kept.fault
    named = [one["field"] for one in (kept.fault, *kept.fault["more"])]
    assert named == ["invoice_date", "total_amount", "claim_id", "files"]


def test_two_rows_of_one_number_are_not_both_sent(desk: Desk) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD, GOOD))
    add(desk, made, "one.png")
    assert bulk.send(desk.context, desk.dealer(), made) == 1
    assert [row.state for row in bulk.result(desk.context, desk.dealer(), made).rows] == ["sent", "refused"]


def test_a_corrected_sheet_is_handed_in_whole_and_what_was_sent_is_done(desk: Desk) -> None:
    first = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD))
    add(desk, first, "one.png")
    bulk.send(desk.context, desk.dealer(), first)
    other = ["R-1", *GOOD[1:3], "17.00", "two.png"]

    same, changed = (
        bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(row)) for row in (GOOD, other)
    )

    found = bulk.result(desk.context, desk.dealer(), same)
    assert (found.rows[0].state, found.rows[0].claim_state, found.missing, found.ready) == ("sent", "waiting", (), 0)
    (row,) = bulk.result(desk.context, desk.dealer(), changed).rows
    assert row.fault
    assert "something else" in row.fault["message"]


def test_a_sheet_with_strange_columns_is_refused_whole(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD, head=[*HEAD[:4], "datei"]))
    assert "datei" in refused.value.message
    assert bulk.listed(desk.context, desk.dealer()) == []


def test_another_dealer_has_no_such_sheet(desk: Desk) -> None:
    made = bulk.take(desk.context, desk.dealer(), "rebate", "march.xlsx", sheet(GOOD))
    for act in (bulk.result, bulk.send):
        with pytest.raises(NotFound):
            act(desk.context, desk.dealer("D2"), made)
    assert bulk.listed(desk.context, desk.dealer("D2")) == []


def test_the_template_has_the_programs_columns_and_takes_its_own_rows(desk: Desk) -> None:
    rules = drafts.program(desk.context, desk.dealer(), "rebate")
    book = load_workbook(io.BytesIO(bulk.template(rules)))
    head = [cell.value for cell in book.worksheets[0][1]]
    assert head == list(bulk.columns(rules))
    assert bulk.take(desk.context, desk.dealer(), "rebate", "t.xlsx", sheet(["R-1"] + [""] * 6, head=head))
