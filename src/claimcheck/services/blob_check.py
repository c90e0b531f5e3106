"""Whether the blob store is the one that the database speaks of: an unmounted disk or a foreign folder looks empty."""

from __future__ import annotations

import logging

from claimcheck.errors import ConfigError, Unavailable, without_password
from claimcheck.services.context import Context
from claimcheck.store.running import inventory

log = logging.getLogger(__name__)


def check_files(context: Context) -> None:
    """Refuse a file store that has none of the files that the database speaks of, before any more are put there.

    A store that does not answer is given the benefit of the doubt: whatever needs it says so.

    Raises:
        ConfigError: `blobs.elsewhere`.
    """
    with context.database.read() as conn:
        known = inventory.first_and_last_blobs(conn)
    try:
        if not known or any(context.blobs.exists(key) for key in known):
            return
    except Unavailable as error:
        log.warning("%s", error)
        return
    raise ConfigError(
        f"{without_password(context.settings.blobs)} holds none of the files that the database speaks of. Is its disk "
        "mounted, and is CLAIMCHECK_BLOB_URL the same for every part? Nothing is started, so that no file is put where "
        "others do not look for it.",
        code="blobs.elsewhere",
    )
