"""What a person is told in the pages, how that person wants mail, and the maker's log of everything that went out."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.errors import Invalid, NotFound
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.context import Context
from claimcheck.services.notices import notice_texts
from claimcheck.store.notices import notices
from claimcheck.store.notices.notices import Notice, Wording
from claimcheck.store.people.accounts import User
from claimcheck.store.programs import programs

MAIL: Final = ("at_once", "daily", "weekly", "none")


def look(context: Context, user: User, before: str | None = None) -> list[Notice]:
    """A person's notices, the newest first; the new ones come without `read_at`, and count as read from now on."""
    with context.database.read() as conn:
        found = notices.of_user(conn, user.id, before=before)
    if any(one.read_at is None for one in found):
        with context.database.transaction() as conn:
            notices.mark_read(conn, user.id, context.clock())
    return found


def unread(context: Context, user: User) -> int:
    """How many of a person's notices are new."""
    with context.database.read() as conn:
        return notices.unread(conn, user.id)


def choice(context: Context, user: User) -> str:
    """How a person wants mail: of `MAIL`."""
    with context.database.read() as conn:
        return notices.choices(conn, [user.id]).get(user.id, MAIL[0])


def choose(context: Context, user: User, mail: str) -> None:
    """Keep how a person wants mail.

    Raises:
        Invalid: what is not of `MAIL`.
    """
    if mail not in MAIL:
        raise Invalid("Choose at once, once a day, once a week, or none.", code="notice.choice")
    with context.database.transaction() as conn:
        notices.choose(conn, user.id, mail, context.clock())


def log(context: Context, actor: Actor, *, state: str = "", email: str = "", before: str | None = None) -> list[Notice]:
    """What went out for a maker, or could not, the newest first."""
    with context.database.read() as conn:
        folded = email.strip().lower()
        return notices.log(conn, actor.maker_id, state=state or None, email=folded or None, before=before)


def trouble(notice: Notice) -> str:
    """Why a mail has not gone: what its server answered, as a sentence that knows its values, or what else it was."""
    said = notice.last_error or ""
    return Said("The mail server answered: {answer}", answer=said) if re.match(r"[2-5]\d\d ", said) else said


def again(context: Context, actor: Actor, notice_id: str) -> None:
    """Let a notice go out once more.

    Raises:
        NotFound: where there is none that has gone, failed, or waits for its next try.
    """
    with context.database.transaction() as conn:
        if not notices.again(conn, actor.maker_id, notice_id, context.clock()):
            raise NotFound("There is no such notice, or it waits already.")


def wordings(context: Context, actor: Actor) -> list[Wording]:
    """The maker's own texts in force."""
    with context.database.read() as conn:
        return notices.wordings(conn, actor.maker_id)


def reword(context: Context, actor: Actor, *, program: str, kind: str, language: str, subject: str, body: str) -> None:
    """Put the maker's own text into force; both empty goes back to the product's.

    Raises:
        Invalid: `notice.template`, a kind or a place that there is not, or a mail without its link;
            `notice.program`, there is no such program.
    """
    notice_texts.known(kind, language)
    text = (subject.strip(), body.strip()) if subject.strip() or body.strip() else None
    if text is not None:
        notice_texts.check(kind, language, *text)
    with context.database.transaction() as conn:
        if text is not None and program.strip() and not programs.versions(conn, actor.maker_id, program.strip()):
            raise Invalid(Said("There is no program {name}.", name=program.strip()), code="notice.program")
        notices.reword(
            conn, maker_id=actor.maker_id, program=program.strip(), kind=kind, language=language, text=text,
            actor=actor.id, now=context.clock(),
        )  # fmt: skip
