"""`Context`: database, blobs, settings and clock, which every service is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from claimcheck.errors import Unavailable, without_password
from claimcheck.model.parties import Actor
from claimcheck.settings import Settings
from claimcheck.store.blobs import Blobs, open_blobs
from claimcheck.store.database import Database, open_database
from claimcheck.store.migrations import check, upgrade


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """What every service works with: one per process, opened at its entry point and handed down."""

    database: Database
    blobs: Blobs
    settings: Settings
    clock: Callable[[], datetime] = utc_now

    def system(self, name: str = "system", maker_id: str = "") -> Actor:
        """The product itself as the caller: workers and the command line on the machine."""
        return Actor.system(maker_id or self.settings.maker, name)

    def after_fork(self) -> None:
        """Call it first thing in a forked child."""
        self.database.dispose_after_fork()

    def close(self) -> None:
        """Close what this process holds open."""
        self.database.close()


def open_context(settings: Settings, *, clock: Callable[[], datetime] = utc_now, migrate: bool = True) -> Context:
    """Everything that the services need, from the settings; the database is brought up to date first.

    Args:
        settings: where database and blobs are.
        clock: the time.
        migrate: False where that is another process's to do: then a database that is not up to date is refused.

    Raises:
        ConfigError: an address that cannot be used, or a database that a later version has been at.
        Unavailable: the database does not answer, or is still to be brought up to date.
    """
    database = open_database(settings.database)
    try:
        (upgrade if migrate else check)(database)
    except Unavailable as error:
        if error.code == Unavailable.code:  # whoever starts a process wants to know which, and why
            why = str(error.__cause__ or "").partition("\n")[0]
            told = f"The database at {without_password(settings.database)} does not answer: {why}"
            raise Unavailable(told) from error
        raise
    return Context(database, open_blobs(settings.blobs), settings, clock)
