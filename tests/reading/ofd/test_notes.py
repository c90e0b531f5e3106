"""What is laid upon an OFD's pages by a unit or a picture is told, but for the seals that honest invoices bear."""

import pytest
from reading.ofd.test_conversion import note, page_of, paper, text, told, with_resources

from fixtures.ofd import ofd

IMAGE = '<ofd:ImageObject ID="8" ResourceID="60" Boundary="20 20 90 40"/>'
USE = '<ofd:CompositeObject ID="8" ResourceID="{}" Boundary="20 20 90 40"/>'
LISTED = "<ofd:Annotations>Notes.xml</ofd:Annotations>"
NOTED = ("edited.note", 1)


def unit(number: int, inside: str) -> str:
    """A unit that notes may show."""
    return f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{inside}</ofd:Content></ofd:CompositeGraphicUnit>'


@pytest.mark.parametrize(
    ("shown", "kind", "want"),
    [
        (USE.format(7), "Stamp", [NOTED]),  # a unit with text in it
        (USE.format(71), "Path", [NOTED]),  # a unit in a unit
        (USE.format(72), "Path", [NOTED]),  # a unit with a picture
        (USE.format(72), "Stamp", []),
        (USE.format(77), "Path", []),  # a unit with an area, as of a highlighter
        (USE.format(7), "Watermark", [NOTED]),
        (IMAGE, "Stamp", []),  # the tax authority's seal
        (IMAGE, "Path", [NOTED]),
        (IMAGE, "Watermark", [NOTED]),
        (IMAGE.replace("/>", ' Alpha="60"/>'), "Watermark", []),
        (USE.format(7) + IMAGE, "Stamp", [NOTED]),
    ],
)
def test_what_a_note_shows_by_a_unit_or_a_picture_is_told_but_for_a_seal(
    shown: str, kind: str, want: list[tuple[str, int]]
) -> None:
    units = unit(7, text("甲12.00")) + unit(71, 20 * USE.format(7)) + unit(72, IMAGE)
    files = with_resources(page_of(text("乙34.00")), LISTED) | note(shown, kind)
    end = b"</ofd:CompositeGraphicUnits>"
    files["Doc_0/Res.xml"] = files["Doc_0/Res.xml"].replace(end, units.encode() + end)
    assert told(ofd(paper().sheets, more=files)) == want


def test_units_that_name_each_other_unseen_take_no_time() -> None:
    unseen = USE.replace("/>", ' Visible="false"/>')
    units = "".join(unit(100 + i, 40 * unseen.format(101 + i)) for i in range(9))
    files = with_resources(page_of(text("乙34.00")), LISTED)
    end = b"</ofd:CompositeGraphicUnits>"
    files["Doc_0/Res.xml"] = files["Doc_0/Res.xml"].replace(end, units.encode() + end)
    assert told(ofd(paper().sheets, more=files | note(unseen.format(100)))) == []
