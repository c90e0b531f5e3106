"""What forms about a claim bring with them: files, and values that can be read in two ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile

from claimcheck.errors import BadFile, TooLarge
from claimcheck.intake import check_size, safe_name
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.claiming.typed_values import Understood
from claimcheck.services.claiming.upload import upload
from claimcheck.services.context import Context
from claimcheck.web.pages.access import text


class Refused(NamedTuple):
    """A file that was not taken.

    Attributes:
        message: what is wrong where the words of the code do not say it all: how large the file is.
    """

    name: str
    code: str
    message: str | Said = ""


def take_files(context: Context, actor: Actor, form: FormData) -> tuple[list[str], list[Refused]]:
    """Upload the files of a form, each on its own; returns the ids of the documents, and what was not taken."""
    taken, refused = take_named_files(context, actor, form)
    return [document for _, document in taken], refused


def take_named_files(context: Context, actor: Actor, form: FormData) -> tuple[list[tuple[str, str]], list[Refused]]:
    """The same with the name under which each file came, and the id of its document."""
    taken, refused = [], []
    for file in form.getlist("files"):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        try:
            check_size(file.size or 0, context.settings.max_file_bytes)
            taken.append((file.filename, upload(context, actor, file.filename, file.file.read()).id))
        except BadFile as error:
            said = error.message if isinstance(error, TooLarge) else ""
            refused.append(Refused(safe_name(file.filename), error.code, said))
    return taken, refused


def unseen_of(form: FormData, meant: Mapping[str, Understood]) -> list[str]:
    """Names of values that can be read in two ways, where the form did not show how they were understood."""
    return [name for name, one in meant.items() if one.doubtful and text(form, f"understood.{name}", 64) != one.value]
