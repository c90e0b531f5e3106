"""Check digits of identifiers: whether one holds, and the one sign that a reader confused where it does not.

A check digit that fails says that the number was misread or never was one. A single confused sign is set right only
where just one change makes the number hold; such a value is repaired, which is said, and proves nothing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from stdnum.at import uid as at_uid
from stdnum.be import vat as be_vat
from stdnum.ch import vat as ch_vat
from stdnum.cn import ric, uscc
from stdnum.de import vat as de_vat
from stdnum.dk import cvr
from stdnum.es import nif
from stdnum.fi import alv
from stdnum.fr import tva
from stdnum.gb import vat as gb_vat
from stdnum.ie import vat as ie_vat
from stdnum.it import iva
from stdnum.lu import tva as lu_tva
from stdnum.nl import btw
from stdnum.pl import nip
from stdnum.pt import nif as pt_nif
from stdnum.se import vat as se_vat

CONFUSED: Final = ("0OQDU", "1IL7T", "2Z", "5S", "6G", "8B3", "4A", "VYU", "MN", "WV", "EF", "PR", "CG", "XK", "HN")
"""Signs that readers take for one another."""
BINDING: Final = frozenset("L12345")
"""First letters of VINs whose makers are bound to the check digit: China (GB 16735), North America (49 CFR 565)."""
VIN: Final = 17
"""Signs of a VIN."""
_NOT_IN_VINS: Final = str.maketrans("IOQ", "100")
"""Letters that no VIN holds (ISO 3779), and the figures that they may have been printed or read for."""
_VIN_VALUES: Final = {
    **{str(digit): digit for digit in range(10)},
    **{letter: value for group, start in (("ABCDEFGH", 1), ("JKLMN", 1), ("P", 7), ("R", 9), ("STUVWXYZ", 2))
       for value, letter in enumerate(group, start)},
}  # fmt: skip
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NOT_IN_CODES: Final = str.maketrans("IO", "10")
"""Letters that no credit code holds (GB 32100), and the figures that they were read for, however many."""
_NATIONAL: Final[dict[str, ModuleType]] = {
    "AT": at_uid, "BE": be_vat, "CHE": ch_vat, "DE": de_vat, "DK": cvr, "ES": nif, "FI": alv, "FR": tva, "GB": gb_vat,
    "IE": ie_vat, "IT": iva, "LU": lu_tva, "NL": btw, "PL": nip, "PT": pt_nif, "SE": se_vat,
}  # fmt: skip
SURE: Final = 0.97
"""A reader that is this sure of a number read what is printed."""
_OLD_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
"""Of the nine signs that end an old Chinese tax number: the organisation code (GB 11714)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An identifier after its check digit was asked.

    Attributes:
        value: as printed, or with the one confused sign set right.
        holds: whether the check digit agrees; None where the kind of number has none, or it does not bind.
        repaired: whether a sign was set right.
        possible: whether such a number can be: a VIN holds no I, O or Q, on whatever paper they are printed.
    """

    value: str
    holds: bool | None
    repaired: bool = False
    possible: bool = True


def checked(name: str, text: str, confidence: float = 1.0) -> Checked:
    """An identifier by its field's name, mended where one confused sign explains why its check digit fails.

    Args:
        name: `vin`, `seller_id` or `buyer_id`; others have no check digit.
        text: as printed, blanks and hyphens included.
        confidence: the reader's own. What it read surely is left as it is: makers err too.
    """
    bare = "".join(sign for sign in text if sign.isalnum()).upper()
    if name == "vin" and len(bare) == VIN and (figures := bare.translate(_NOT_IN_VINS)) != bare:
        return _without_letters(text, bare, figures)
    holds = _check_for(name, bare)
    if holds is None:
        return Checked(text, True if name.endswith("_id") and old_tax_number_holds(bare) else None)
    if holds(bare):
        return Checked(text, True)
    figures = bare.translate(_NOT_IN_CODES)
    if holds is _chinese_tax_number_holds and credit_code_holds(figures):
        return Checked(figures, True, repaired=True)
    wanted = _legal(name, bare)
    strange = [sign for sign in bare if sign not in wanted]
    if len(strange) > 1 or (not strange and confidence >= SURE):
        return Checked(text, False)
    mended = {other for other in _changed(bare, wanted) if holds(other)}
    return Checked(mended.pop(), True, repaired=True) if len(mended) == 1 else Checked(text, False)


def _without_letters(text: str, bare: str, figures: str) -> Checked:
    """A VIN in which letters stand that none holds, mended where its check digit holds then.

    Where it does not, nothing tells whether they were misread or stand on the paper: they are kept, and doubted.
    """
    others = _changed(bare, "".join(_VIN_VALUES)) if figures[0] in BINDING and _strange(bare) == 1 else ()
    mended = {figures} if vin_holds(figures) else {other for other in others if vin_holds(other)}
    return Checked(mended.pop(), True, repaired=True) if len(mended) == 1 else Checked(text, False, possible=False)


def _strange(bare: str) -> int:
    return sum(sign not in _VIN_VALUES for sign in bare)


def vin_holds(text: str) -> bool:
    """Whether the ninth sign of a VIN is the check digit of the others (ISO 3779, 49 CFR 565)."""
    if len(text) != 17 or any(sign not in _VIN_VALUES for sign in text):
        return False
    rest = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(text, _VIN_WEIGHTS, strict=True)) % 11
    return text[8] == ("X" if rest == 10 else str(rest))


def credit_code_holds(text: str) -> bool:
    """Whether a Chinese unified social credit code holds (GB 32100), its organisation code within it too."""
    return bool(uscc.is_valid(text))


def old_tax_number_holds(text: str) -> bool:
    """Whether a Chinese tax number of fifteen signs ends in an organisation code that holds (GB 11714)."""
    if len(text) != 15 or not text[:6].isdigit() or not text.isalnum():
        return False
    total = sum(int(sign, 36) * weight for sign, weight in zip(text[6:14], _OLD_WEIGHTS, strict=True))
    rest = (11 - total % 11) % 11
    return text[14] == ("X" if rest == 10 else str(rest))


def identity_number_holds(text: str) -> bool:
    """Whether a Chinese resident identity number holds (GB 11643)."""
    whole = len(text) == 18 and text[:17].isdigit() and text[17] in "0123456789X"
    return whole and bool(ric.calc_check_digit(text) == text[17])


def _chinese_tax_number_holds(text: str) -> bool:
    """A credit code, or a person's identity number, with which small traders and private buyers are taxed."""
    return credit_code_holds(text) or identity_number_holds(text)


def _check_for(name: str, bare: str) -> Callable[[str], bool] | None:
    """What checks a number of this name and shape; None where nothing binds."""
    if name == "vin":
        return vin_holds if len(bare) == 17 and bare[:1] in BINDING else None
    if name not in {"seller_id", "buyer_id"}:
        return None
    national = _NATIONAL.get(bare[:2]) or _NATIONAL.get(bare[:3])
    if national is not None:
        valid: Callable[[str], bool] = national.is_valid
        return valid
    if len(bare) == 18 and bare[:1].isdigit():
        return _chinese_tax_number_holds
    return None


def _legal(name: str, bare: str) -> str:
    """The signs that a number of this name and shape may hold."""
    if name == "vin":
        return "".join(_VIN_VALUES)
    if name.endswith("_id") and bare[:1].isdigit():
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _changed(text: str, wanted: str) -> Iterator[str]:
    """The text with one sign changed for one that readers confuse with it; only the strange one where there is one."""
    strange = [place for place, sign in enumerate(text) if sign not in wanted]
    for place in strange or range(len(text)):
        for group in CONFUSED:
            if text[place] in group:
                yield from (text[:place] + other + text[place + 1 :] for other in group if other != text[place])
