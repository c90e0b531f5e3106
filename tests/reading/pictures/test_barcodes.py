"""Codes on a page: their text and where they stand."""

import numpy as np
import zxingcpp

from claimcheck.reading.pictures import barcodes


def test_a_qr_code_is_read_in_its_place() -> None:
    code = np.asarray(zxingcpp.create_barcode("01,32,,7700,119.00", zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    page = np.full((800, 600, 3), 255, np.uint8)
    page[500 : 500 + code.shape[0], 300 : 300 + code.shape[1]] = code[..., None]
    (found,) = barcodes.find(page, 2)
    assert (found.page, found.text) == (2, "01,32,,7700,119.00")
    assert abs(found.box.left - 0.5) < 0.05
    assert 0.6 < found.box.top < 0.7
    assert "QR" in found.symbology


def test_a_page_without_codes_has_none() -> None:
    assert barcodes.find(np.full((800, 600, 3), 255, np.uint8), 1) == ()
