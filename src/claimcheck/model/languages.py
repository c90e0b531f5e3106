"""The languages in which people are spoken to; how each of them writes stands in `services.words`."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("en", "zh-Hans")
"""As `<html lang>` names them; the first is that of whoever asks for none of them."""
