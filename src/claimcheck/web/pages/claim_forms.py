"""What forms about a claim bring with them: files, and values that can be read in two ways."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile

from claimcheck.errors import BadFile
from claimcheck.intake import check_size, safe_name
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.typed_values import Understood
from claimcheck.services.claiming.upload import upload
from claimcheck.services.context import Context
from claimcheck.web.pages.access import text


def take_files(context: Context, actor: Actor, form: FormData) -> tuple[list[str], list[tuple[str, str]]]:
    """Upload the files of a form, each on its own.

    Returns:
        The ids of the documents that were taken; name and error code of each file that was not.
    """
    taken, refused = [], []
    for file in form.getlist("files"):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        try:
            check_size(file.size or 0, context.settings.max_file_bytes)
            taken.append(upload(context, actor, file.filename, file.file.read()).id)
        except BadFile as error:
            refused.append((safe_name(file.filename), error.code))
    return taken, refused


def unseen_of(form: FormData, meant: Mapping[str, Understood]) -> list[str]:
    """Names of values that can be read in two ways, where the form did not show how they were understood."""
    return [name for name, one in meant.items() if one.doubtful and text(form, f"understood.{name}", 64) != one.value]
