"""What is laid upon a PDF's pages is looked into once, however its forms name each other."""

import pikepdf
import pytest

from claimcheck.reading.pdf import notes, revised


def crowded(forms: int, notes: int = 0, *, look: bytes = b"q Q", last: bytes = b"q Q") -> pikepdf.Pdf:
    """A page with forms that all share one list of themselves, and notes that look like the first of them."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
    for number in range(forms):
        form = pdf.make_stream(last if number == forms - 1 else look)
        form.Type, form.Subtype, form.Resources = pikepdf.Name.XObject, pikepdf.Name.Form, shared
        shared.XObject[f"/F{number}"] = form
    page.obj.Resources = shared
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, AP=pikepdf.Dictionary(N=shared.XObject["/F0"]))
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)] * notes)
    return pdf


@pytest.mark.parametrize(("forms", "read"), [(1, 2), (40, 41), (700, revised.MAX_STREAMS)])
def test_each_form_of_a_page_is_read_once_beside_its_own_instructions_up_to_the_cap(forms: int, read: int) -> None:
    pdf = crowded(forms)  # its pages last as long as it does
    (page,) = pdf.pages
    assert len(list(notes.forms(page.resources))) == forms
    assert len(revised._streams(page)) == read


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (crowded(40, 1), 0),
        (crowded(40, 1, last=b"BT (9) Tj ET"), 1),
        (crowded(40, 1, last=b"/Im0 Do"), 1),
        (crowded(40, 50), 0),
        (crowded(40, 51), 1),  # beyond what is looked into
        (crowded(1, 1, look=b"", last=b"/" * 100_000), 0),
        (crowded(1, 1, look=b"", last=b"/" + b"a" * 100_000 + b"\nDo"), 1),
    ],
    ids=["nothing", "text", "picture", "many", "more", "strokes", "long"],
)
def test_a_note_is_told_by_what_its_forms_show(pdf: pikepdf.Pdf, told: int) -> None:
    assert len(list(notes.signals(pdf.pages[0], 1))) == told
