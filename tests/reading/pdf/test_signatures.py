"""A signature in a PDF tells what was changed after it, and proves nothing by itself."""

import hashlib
import io
from collections.abc import Callable

import pikepdf
import pytest
from reading import drawn

from claimcheck.model.documents import Signal
from claimcheck.reading.limits import Limits
from claimcheck.reading.pdf import signatures, structure

ROOM = 400
COVER = "0 g 400 600 100 12 re f"


def signed(
    covers: Callable[[list[int]], list[int]] = lambda numbers: numbers, of: bytes = b"", pages: int = 1
) -> bytes:
    """A PDF with a signature in it: the sum of what it covers, in the frame that every signature has."""

    def sign(opened: pikepdf.Pdf) -> None:
        numbers = pikepdf.Array([0, 1000000001, 1000000002, 1000000003])
        field = pikepdf.Dictionary(ByteRange=numbers, Contents=pikepdf.String(b"\0" * (ROOM // 2)))
        opened.Root.Signature = opened.make_indirect(field)

    data = drawn.changed(
        drawn.pdf(*[drawn.print_texts] * pages), sign, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    at = data.index(b"/Contents <") + len(b"/Contents ")
    end = data.index(b">", at) + 1
    hole = b"<" + b"0" * (end - at - 2) + b">"
    data = data[:at] + hole + data[end:]
    numbers = covers([0, at, end, len(data) - end])
    plain = b"[ 0 1000000001 1000000002 1000000003 ]"
    assert plain in data
    data = data.replace(plain, f"[ {' '.join(map(str, numbers))}".encode().ljust(len(plain) - 1) + b"]")
    held = bytes.fromhex("06092a864886f70d010904") + hashlib.sha256(of or data[:at] + data[end:]).digest()
    return data[:at] + b"<" + held.hex().encode().ljust(end - at - 2, b"0") + b">" + data[end:]


def longer(data: bytes, body: str, index: int = 0) -> bytes:
    """The file with a later revision: a second stream of drawing instructions on a page."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        page, size = opened.pages[index].obj, int(opened.trailer.Size)
        root, number = opened.Root.objgen[0], page.objgen[0]
        page.Contents = pikepdf.Array([page.Contents])
        said = page.unparse(resolved=True).replace(b"/Contents [ ", b"/Contents [ %d 0 R " % size)
    stream = f"{size} 0 obj\n<</Length {len(body)}>>stream\n{body}\nendstream\nendobj\n".encode()
    out = data + b"\n"
    places = {number: len(out), size: len(out) + len(b"%d 0 obj\n" % number + said + b"\nendobj\n")}
    out += b"%d 0 obj\n" % number + said + b"\nendobj\n" + stream
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    last = data.rindex(b"startxref")
    before = int(data[last:].split()[1])
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size + 1,
        root,
        before,
        len(out),
    )
    return out + b"xref\n" + rows + trailer


def told(data: bytes) -> list[Signal]:
    return [each for each in structure.read(data, Limits()).signals if each.code == "edited.signature"]


def test_a_whole_file_that_was_signed_and_not_touched_tells_nothing() -> None:
    assert told(drawn.pdf()) == told(signed()) == []


@pytest.mark.parametrize(
    "data",
    [
        signed(lambda n: [0, n[1] - 60, n[2], n[3]]),  # something beside the signature is left out
        signed(lambda n: [9, n[1] - 9, n[2], n[3]]),
        signed(lambda n: [0, n[1], n[2], n[3] + 500]),
        signed(of=b"another file"),
        signed().replace(b"/UseNone", b"/UseNonf"),
    ],
    ids=["hole", "beginning", "beyond", "other", "changed"],
)
def test_a_signature_that_does_not_fit_its_file_is_told(data: bytes) -> None:
    assert [each.page for each in told(data)] == [None]


def test_what_is_added_after_signing_is_told_with_its_place_where_it_is_seen() -> None:
    assert told(longer(signed(), "")) == []
    (signal,) = told(longer(signed(), COVER))
    assert signal.page == 1
    assert signal.box is not None
    assert signal.box.left == pytest.approx(400 / 595, abs=0.01)
    assert signal.box.bottom == pytest.approx(1 - 600 / 842, abs=0.01)


@pytest.mark.parametrize(
    ("pages", "index", "body", "want"),
    [
        (14, 13, COVER, [14]),
        (14, 13, "", []),
        (4, 3, COVER, [None]),  # more pages than are drawn: what was not looked at is told
        (4, 1, COVER, [2, None]),
        (3, 2, "", []),
    ],
)
def test_a_change_on_any_page_is_told_and_so_is_what_was_not_looked_at(
    pages: int, index: int, body: str, want: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    if pages < 14:
        monkeypatch.setattr(signatures, "MOST_PAGES", 3)
    assert told(signed(pages=pages)) == []
    assert [each.page for each in told(longer(signed(pages=pages), body, index))] == want
