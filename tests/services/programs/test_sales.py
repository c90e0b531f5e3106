import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from claimcheck.core.blocking import BlockingKeys
from claimcheck.errors import BadFile, Invalid
from claimcheck.model.parties import Actor
from claimcheck.services import tabular
from claimcheck.services.context import Context
from claimcheck.services.programs import sales
from claimcheck.store.programs import sales as stored

ADMIN = Actor(maker_id="acme", organisation="maker", role="admin", id="key-1")
GOOD = "sale_id,dealer,seller_name,invoice_date,total_amount,currency\nS1,D1,Alder Ltd,2024-05-31,1200.50,EUR\n"


def keys(**given: object) -> BlockingKeys:
    blank = {"sale_ids": frozenset(), "numbers": frozenset(), "vins": frozenset(), "totals": frozenset()}
    return BlockingKeys(**{**blank, "dealer": "D1", "first": None, "last": None, **given})  # type: ignore[arg-type]


def load(context: Context, text: str | bytes, **options: object) -> dict[str, int]:
    data = text.encode() if isinstance(text, str) else text
    return dict(sales.import_sales(context, ADMIN, data, filename="s.csv", **options).counts)  # type: ignore[arg-type]


def test_the_same_file_twice_changes_nothing(context: Context) -> None:
    first = sales.import_sales(context, ADMIN, GOOD.encode(), filename="s.csv")
    again = sales.import_sales(context, ADMIN, GOOD.encode(), filename="s.csv")
    assert first.counts["added"] == 1
    assert again.id == first.id


def test_a_later_file_changes_what_differs_and_leaves_the_rest(context: Context) -> None:
    load(context, GOOD + "S2,D1,Birch Ltd,2024-06-01,10.00,EUR\n")
    counts = load(context, GOOD + "S2,D1,Birch Ltd,2024-06-01,11.00,EUR\nS3,D1,Cedar Ltd,2024-06-02,1.00,EUR\n")
    assert (counts["added"], counts["changed"], counts["unchanged"]) == (1, 1, 1)


def test_one_bad_line_stops_all_and_names_line_and_column(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        load(context, GOOD + 'S2,D1,"Two\nlines",2024-13-01,1.00,EUR\nS3,D1,X,2024-01-01,"1,234",EUR\n')
    assert refused.value.code == "sales.rejected"
    faults = refused.value.details["errors"]
    assert [(fault["line"], fault["column"]) for fault in faults] == [(3, "invoice_date"), (5, "total_amount")]  # type: ignore[index,attr-defined]
    with context.database.read() as conn:
        assert stored.candidates(conn, "acme", keys(sale_ids=frozenset({"S1"}))) == ()


def test_a_file_with_other_columns_says_which_it_lacks_and_which_it_has(context: Context) -> None:
    with pytest.raises(Invalid, match="no column sale_id, dealer") as refused:
        load(context, "Order,Shop,Amount\n1,D1,2.00\n")
    assert refused.value.message.endswith("Its first line names: order, shop, amount.")


def test_partial_stores_the_good_lines_and_lists_the_others(context: Context) -> None:
    counts = load(context, GOOD + "S2,D1,X,nonsense,1.00,EUR\n,D1,X,2024-01-01,1.00,EUR\n", mode="partial")
    assert (counts["rows"], counts["added"], counts["rejected"]) == (3, 1, 2)


def test_a_line_that_stands_there_twice_is_refused(context: Context) -> None:
    counts = load(context, GOOD + "S1,D1,Alder Ltd,2024-05-31,1200.50,EUR\n", mode="partial")
    assert (counts["added"], counts["rejected"]) == (1, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_and_byte_order_marks_are_understood(context: Context, delimiter: str) -> None:
    text = GOOD.replace(",", delimiter)
    assert load(context, b"\xef\xbb\xbf" + text.encode())["added"] == 1
    assert load(context, text.encode("utf-16"), source="other")["added"] == 1


def test_a_workbook_is_read_with_its_dates_and_numbers(context: Context) -> None:
    book = Workbook()
    book.active.append(["Sale ID", "Dealer", "Invoice date", "Total amount", "Currency"])  # type: ignore[union-attr]
    book.active.append([1017, "D1", date(2024, 5, 31), 3 * 400.1 + 0.2, "eur"])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    load(context, file.getvalue())
    with context.database.read() as conn:
        found = stored.candidates(conn, "acme", keys(totals=frozenset({Decimal("1200.50")})))
    assert [(s.sale_id, dict(s.fields)) for s in found] == [
        ("1017", {"invoice_date": "2024-05-31", "total_amount": "1200.50", "currency": "EUR"})
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(162.07000000000002, "162.07"), (12345678901234.56, "12345678901234.56"), (1e15, "1000000000000000")],
)
def test_a_number_of_a_workbook_keeps_its_cents(cell: float, text: str) -> None:
    book = Workbook()
    book.active.append(["Sale ID", "Dealer", "Total amount"])  # type: ignore[union-attr]
    book.active.append(["S1", "D1", cell])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    assert text in str(tabular.read_rows(file.getvalue(), filename="sales.xlsx"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04 broken", "file.unsupported"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file.unsupported"),
        (b"sale_id,dealer\nS1,\xff\xfe\xfa", "table.encoding"),
        ("sale_id,dealer\nS1,星河\n".encode("utf-16-le"), "table.encoding"),
        ("sale_id,dealer\nS1,D1\n".encode("utf-16-be"), "table.encoding"),
        (b"dealer,total_amount\nD1,1.00\n", "table.header"),
        (b"sale_id,sale_id,dealer\n", "table.header"),
        (b"sale_id,=cmd|x,dealer\n", "table.header"),
        (b'sale_id,dealer\nS1,"open\n', "table.quotes"),
    ],
)
def test_a_file_that_cannot_be_taken_has_its_code(context: Context, data: bytes, code: str) -> None:
    with pytest.raises((BadFile, Invalid)) as refused:
        load(context, data)
    assert refused.value.code == code


@pytest.mark.parametrize(("encoding", "hinted"), [("", True), (None, False)])
def test_only_who_can_say_an_encoding_is_told_to(encoding: str | None, hinted: bool) -> None:
    with pytest.raises(Invalid) as refused:
        tabular.read_rows("sale_id,dealer\nS1,星河\n".encode("gbk"), filename="sales.csv", encoding=encoding)
    assert ("say its encoding" in str(refused.value)) is hinted


def test_candidates_are_found_by_any_key_and_never_across_makers(context: Context) -> None:
    load(
        context,
        "sale_id,dealer,invoice_number,vin,invoice_date,total_amount,currency\n"
        "S1,D1,INV-007,,2024-05-31,10.00,EUR\nS2,D2,X,lsv aa 1234,2024-05-31,20.00,EUR\n"
        "S3,D1,Y,,2024-06-02,30.00,EUR\nS4,D2,Z,,2024-06-02,300,JPY\n",
    )

    def found(maker: str = "acme", **given: object) -> list[str]:
        with context.database.read() as conn:
            return sorted(s.sale_id for s in stored.candidates(conn, maker, keys(**given)))

    assert found(numbers=frozenset({"INV007"})) == ["S1"]
    assert found(vins=frozenset({"LSVAA1234"})) == ["S2"]
    assert found(totals=frozenset({Decimal("20.00")})) == ["S2"]
    assert found(totals=frozenset({Decimal(300)})) == ["S4"]
    assert found(first=date(2024, 5, 1), last=date(2024, 6, 30)) == ["S1", "S3"]
    assert found(maker="other", numbers=frozenset({"INV007"})) == []


def test_two_imports_at_once_add_each_line_once(context: Context) -> None:
    files = [GOOD + f"S2,D1,Birch Ltd,2024-06-0{n},1.00,EUR\n" for n in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda text: load(context, text), files))
    assert sum(one["added"] for one in counts) == 2
    assert sum(one["rows"] for one in counts) == 4


def workbook(changed: Callable[[str, bytes], bytes] = lambda _name, data: data) -> bytes:
    book = Workbook()
    book.active.append(["sale_id", "dealer"])  # type: ignore[union-attr]
    book.active.append(["S1", "D1"])  # type: ignore[union-attr]
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, changed(part.filename, old.read(part)))
    return out.getvalue()


DTD = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "hide",
    [
        lambda data: data.replace(b"<worksheet", DTD + b"<worksheet", 1),
        lambda data: data.replace(b"<worksheet", b"<!--" + b" " * 1_100_000 + b"-->" + DTD + b"<worksheet", 1),
        lambda data: (b'<?xml version="1.0"?>' + DTD + b"<worksheet/>").decode().encode("utf-16"),
        lambda data: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE x+AD4-' + data,
        lambda data: data.decode().encode("cp037"),
    ],
)
def test_a_workbook_with_a_document_type_is_refused_wherever_it_hides(
    context: Context, hide: Callable[[bytes], bytes]
) -> None:
    assert load(context, workbook())["added"] == 1
    with pytest.raises(BadFile):
        load(context, workbook(lambda name, data: hide(data) if "sheet1" in name else data))


def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened() -> None:
    large = workbook(lambda _name, data: data + b" " * 20_000)
    with pytest.raises(BadFile) as refused:
        tabular.read_rows(large, filename="sales.xlsx", caps=tabular.Caps(unpacked=10_000))
    assert refused.value.code == "file.too_large"
