"""What somebody sent when the session had ended: carried through signing in, shown again, and sent by the person.

It goes with the browser and is kept nowhere here. Files do not come along: they are chosen again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.formparsers import MultiPartException

from claimcheck.core.rules.codes import CODES
from claimcheck.services.claiming import draft_lines
from claimcheck.web.pages.access import MOST_FIELDS

MOST: Final = 120_000
"""So many characters are carried; a form that holds more is not."""
_OURS: Final = ("form", "fence")
_VERDICTS: Final = ("approve", "return", "reject")
_CODES: Final = frozenset(code.code for code in CODES)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that did not arrive.

    Attributes:
        path: where it was sent to.
        fields: names and values, as the browser sent them.
        files: whether files were among them, which are lost.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool = False

    @property
    def written(self) -> str:
        """As text, for a hidden field of the sign-in form."""
        return json.dumps([self.path, self.fields, self.files], ensure_ascii=False)

    @property
    def typed(self) -> list[tuple[int, str, str]]:
        """What a person knows again: values of fields, with the line that each is of (0: none), and longer texts."""
        said = [(name.removeprefix("field."), value) for name, value in self.fields if name.startswith("field.")]
        known = draft_lines.spoken({name for name, _ in said} - draft_lines.taken_away(dict(said)).keys())
        named = [(*known[name], value) for name, value in said if name in known]
        texts = [(0, "", value) for name, value in self.fields if "." not in name and " " in value.strip()]
        return [one for one in (*named, *texts) if one[-1].strip()]

    @property
    def verdict(self) -> str:
        """The verdict that was to go out; empty where the form has none."""
        return next((said for name, said in self.fields if name == "verdict" and said in _VERDICTS), "")

    @property
    def codes(self) -> list[str]:
        """The reasons that were ticked."""
        return [said for name, said in self.fields if name == "codes" and said in _CODES]


async def sent_in_vain(request: Request) -> Unsent | None:
    """The form of a request that nobody is signed in for; None where it holds nothing, or comes from another site."""
    alien = request.headers.get("sec-fetch-site") != "same-origin"
    if alien or request.method != "POST" or request.url.path.startswith("/me/"):  # there secrets are typed
        return None
    try:
        async with request.form(max_files=100, max_fields=MOST_FIELDS) as form:
            items = [(name, value) for name, value in form.multi_items() if name not in _OURS]
    except MultiPartException:
        return None
    fields = tuple((name, value) for name, value in items if isinstance(value, str))
    files = any(not isinstance(value, str) and value.filename for _, value in items)
    unsent = Unsent(request.url.path, fields, files)
    return unsent if fields and len(unsent.written) <= MOST else None


def carried(text: str) -> Unsent | None:
    """What a sign-in form carried; None where that is nothing, or nothing of ours."""
    try:
        path, fields, files = json.loads(text)
        known = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError):
        return None
    local = (
        isinstance(path, str) and path.startswith("/") and not path.startswith(("//", "/sign-")) and "\\" not in path
    )
    return Unsent(path, known, bool(files)) if local and path.isprintable() else None
