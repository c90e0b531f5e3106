"""Picture files: caps on the header, frames as pages, damage told."""

import io

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image
from reading import drawn

from claimcheck.reading import document, image
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reading
from claimcheck.reading.outcome import FileRead, PageRead, Unreadable
from claimcheck.reading.pictures import picture

KINDS = [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("TIFF", "image/tiff")]


def read(data: bytes, media_type: str, limits: Limits | None = None) -> tuple[list[PageRead], FileRead]:
    pages: list[PageRead] = []
    reader = drawn.FakeReader()
    done = document.read(data, media_type=media_type, limits=limits or Limits(), reader=reader, page_done=pages.append)
    return pages, done


def problem(data: bytes, media_type: str, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, media_type, limits)
    return caught.value.problem.code


@pytest.mark.parametrize(("kind", "media_type"), KINDS)
def test_every_kind_becomes_a_page_with_an_upright_jpeg(kind: str, media_type: str) -> None:
    (page,), done = read(drawn.saved(drawn.picture(), kind), media_type)
    assert (page.page.width, page.page.height, page.page.layer) == (700, 700, "ocr")
    assert Image.open(io.BytesIO(page.picture)).format == "JPEG"
    assert len(page.page.picture_hash) == 16
    assert done.problems == ()


def test_heic_is_read() -> None:
    out = io.BytesIO()
    pillow_heif.from_pillow(drawn.picture()).save(out)
    assert read(out.getvalue(), "image/heic")[0][0].page.width == 700
    assert problem(out.getvalue()[:-200], "image/heic") == "file.truncated"


@pytest.mark.parametrize(("kind", "media_type"), KINDS)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_that_breaks_off_is_never_half_read(kind: str, media_type: str, part: float) -> None:
    data = drawn.saved(drawn.picture(), kind)
    assert problem(data[: int(len(data) * part)], media_type) == "file.truncated"


def test_a_jpeg_with_a_hole_in_it_is_not_taken_for_whole() -> None:
    noise = Image.effect_noise((600, 600), 40).convert("RGB")
    data = drawn.saved(noise, "JPEG", quality=80)
    assert problem(data[: len(data) // 2] + data[-2:], "image/jpeg") == "file.truncated"
    read(data, "image/jpeg")


def test_pixels_are_counted_before_anything_is_decoded() -> None:
    assert problem(drawn.png_of_size(60_000, 60_000), "image/png") == "file.too_many_pixels"


def test_frames_are_counted_and_blank_backs_are_no_problem() -> None:
    two = drawn.saved(drawn.picture(), "TIFF", save_all=True, append_images=[Image.new("RGB", (300, 300), "white")])
    pages, done = read(two, "image/tiff")
    assert [page.page.number for page in pages] == [1, 2]
    assert done.problems == ()
    assert problem(two, "image/tiff", Limits(max_pages=1)) == "file.too_many_pages"


def test_a_blank_page_alone_is_a_problem() -> None:
    _, done = read(drawn.saved(Image.new("RGB", (300, 300), "white"), "PNG"), "image/png")
    assert [each.code for each in done.problems] == ["page.blank"]


class Weary(drawn.FakeReader):
    """A reader that nobody should ask."""

    def read(self, picture: Picture, *, detail: int = 0) -> Reading:
        raise AssertionError("asked for nothing")


@pytest.mark.parametrize("colour", ["white", "black", (200, 30, 30)])
def test_a_page_of_one_colour_keeps_nobody_busy(colour: str | tuple[int, int, int]) -> None:
    frame = np.asarray(Image.new("RGB", (300, 400), colour))
    told = image.read_page(frame, number=3, limits=Limits(), reader=Weary())
    speck = frame.copy()
    speck[17, 23] ^= 1
    assert (told.page.lines, [each.code for each in told.problems]) == ((), ["page.blank"])
    with pytest.raises(AssertionError, match="asked"):
        image.read_page(speck, number=3, limits=Limits(), reader=Weary())


def test_the_camera_says_which_way_is_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,), _ = read(drawn.saved(drawn.picture(size=(500, 700)), "JPEG", exif=exif), "image/jpeg")
    assert (page.page.width, page.page.height) == (700, 500)


def test_transparent_and_sixteen_bit_pictures_keep_their_print() -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    clear.paste("black", (50, 50, 100, 100))
    (page,), _ = read(drawn.saved(clear, "PNG"), "image/png")
    corner = np.asarray(Image.open(io.BytesIO(page.picture)))[5, 5]
    assert corner.min() > 240
    deep = Image.fromarray(np.asarray(drawn.picture().convert("L")).astype(np.uint16) * 257)
    (page,), _ = read(drawn.saved(deep, "PNG"), "image/png")
    assert np.ptp(np.asarray(Image.open(io.BytesIO(page.picture)))) > 200


def test_large_pictures_are_stored_smaller() -> None:
    (page,), _ = read(drawn.saved(drawn.picture(size=(1000, 3000)), "PNG"), "image/png")
    assert page.page.height == Limits().max_picture_side


def test_a_program_under_a_pictures_name_is_unreadable() -> None:
    assert problem(b"\x89PNG\r\n\x1a\n" + b"MZ" * 50, "image/png") in ("file.unreadable", "file.truncated")


def test_the_hash_survives_scaling_and_encoding_and_tells_pages_apart() -> None:
    def bits(page: Image.Image, quality: int = 90) -> int:
        data = drawn.saved(page, "JPEG", quality=quality)
        return int(picture.picture_hash(next(iter(image._frames(data, "image/jpeg", Limits())))), 16)

    one = drawn.picture()
    other = drawn.picture(texts=("OAK", "", "a receipt of another shape", "9.99"))
    assert (bits(one) ^ bits(one.resize((420, 420)), 40)).bit_count() <= 4
    assert (bits(one) ^ bits(other)).bit_count() > 12


def test_pictures_are_worked_on_by_one_thread() -> None:
    assert cv2.getNumThreads() == 1
