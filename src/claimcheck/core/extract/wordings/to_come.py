"""Words that say of a day that it is yet to come: planned, wished for or promised, in every language that is read.

On such a day nothing has been handed over. They run over `text.low`, where they stand before a label, or behind it.
"""

from __future__ import annotations

import re
from typing import Final

TO_COME_CHINESE: Final = (
    "(?:预计|预估|预定|预约|预期|约定|商定|计划|拟定?|应|要求|需求|承诺|期望|期待|希望|意向|暂定|待定?|"
    "最[晚迟早]|下次|下一次|目标|估计|将于?)"
)
"""In Chinese, as part of a pattern: right before the label, or in brackets behind it."""
_WESTERN = (
    r"(?:expect\w*|request\w*|estimat\w*|est|plan(?:ned|s)?|schedul\w*|target\w*|promis\w*|next|anticipat\w*|project\w*|"
    r"propos\w*|prefer\w*|desir\w*|requir\w*|agreed|committed|confirmed|latest|earliest|tentativ\w*|provisional\w*|"
    r"intend\w*|due|approx\w*|(?:to|will|shall|can|may|should|not|yet to|is to) be|not|eta|"
    r"geplant\w*|spatest\w*|voraus\w*|vereinbart\w*|gewunscht\w*|wunsch\w*|bestatigt\w*|erwartet\w*|angefragt\w*|"
    r"(?:un)?verbindlich\w*|zugesagt\w*|fruhest\w*|nachst\w*|plan|soll|ca|"
    r"prevu\w*|prevision\w*|prevista?|previsto|estime\w*|souhait\w*|demande\w*|convenu\w*|promise?|prochain\w*|"
    r"au plus tard|limite|stimat\w*|richiest\w*|concordat\w*|programmat\w*|prossim\w*|presunt\w*|"
    r"estimad\w*|solicitad\w*|deseada?|acordad\w*|programad\w*|proxim\w*|jangkaan|dijangka|rancangan)"
)
TO_COME: Final = re.compile(
    rf"(?<![^\W\d_]){_WESTERN}(?![^\W\d_])|{TO_COME_CHINESE}",
)
"""Anywhere in what stands behind a label, or alone in the cell before it."""
TO_COME_BEFORE: Final = re.compile(
    rf"(?<![^\W\d_]){_WESTERN}(?![^\W\d_])\W{{0,3}}(?:[^\W\d_]{{1,20}}\W{{1,3}}){{0,2}}$|"
    rf"{TO_COME_CHINESE}[\u4e00-\u9fff]{{0,4}}\W{{0,3}}$"
)
"""Right before a label, but for a word or two."""
