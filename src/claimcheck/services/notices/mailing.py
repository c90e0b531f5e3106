"""Mails go out: what is due is taken, written in its reader's language, sent, and kept as it went.

A mail is put off before it is sent, so a process that dies with it loses none; one that dies between the server's yes
and our own note sends it twice, under one Message-ID.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import smtplib
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import partial
from itertools import groupby
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from claimcheck.errors import ClaimcheckError, ConfigError, Unavailable
from claimcheck.model.decisions import Reason
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices import notice_texts
from claimcheck.services.notices.appeal_time import standing_of
from claimcheck.services.notices.discretion import told
from claimcheck.services.notices.letters import as_made
from claimcheck.services.notices.telling import ANSWERS, BATCHES, LINKS
from claimcheck.services.notices.wording import fix_of, headed, reason_of
from claimcheck.services.words import WRITING, day
from claimcheck.settings import Settings
from claimcheck.store.claiming import claims
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions
from claimcheck.store.notices import notices, set_back
from claimcheck.store.notices.notices import Notice, Reader
from claimcheck.store.people import organisations
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import desk

_UNFOLDED: Final = SMTP.clone(max_line_length=998)
"""Long addresses stay whole: folded, the one of the way out would be encoded, and no reader of mail would know it."""

Post = Callable[[EmailMessage], None]
"""Sends one mail; raises OSError or SMTPException where that fails."""

HELD_FOR: Final = timedelta(minutes=3)
"""How long a process may take over what it took."""

WAITS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
"""Between tries; after the last the mail has failed, and stays in the log to be sent again."""

_PATIENCE: Final = 30.0  # seconds
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_DIGEST_AT: Final = 7  # o'clock, where the program of the claim is
_LONGEST: Final = {"daily": timedelta(days=1, hours=1), "weekly": timedelta(days=7, hours=1)}  # where clocks change
_PURPOSE: Final = "unsubscribe"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Letter:
    notice: Notice
    subject: str
    body: str


def send_due(context: Context, post: Post | None) -> int:
    """Send what is due; returns how many notices were taken.

    Args:
        context: database, blobs, settings and clock.
        post: how mail leaves; None where none is set up: then notices stay in the inbox.
    """
    now = context.clock()
    born_by = now - timedelta(seconds=context.settings.notice_delay_seconds)
    with context.database.read() as conn:
        if not notices.is_due(conn, now, born_by):
            return 0
    with context.database.transaction() as conn:
        serialise(conn, "mail")  # two that take at once would cut a digest in two
        taken = notices.take_due(conn, now=now, born_by=born_by, until=now + HELD_FOR)
        wanted = notices.choices(conn, [one.reader for one in taken])
        ready, unfit = _ready(conn, taken, wanted, post, now)
    for one, error in unfit:
        _failed(context, [one], error, now)
    for (reader, link), several in groupby(sorted(ready, key=_goes_with), lambda one: _goes_with(one)[:2]):
        theirs = list(several)
        together = wanted.get(reader) in notices.DIGESTS and not link
        for batch in [theirs] if together else [[one] for one in theirs]:
            _send(context, post, batch)
    return len(taken)


def pull_in(conn: Connection, now: datetime) -> int:
    """Bring near the mails that a clock which was set back put off too far; returns how many."""
    return set_back.pull_in_mails(conn, now=now, held=HELD_FOR, waits=WAITS, digests=_LONGEST)


def smtp(settings: Settings) -> Post | None:
    """The mail server of the settings; None where there is none.

    Raises:
        ConfigError: an address that is none.
    """
    if not settings.smtp_url:
        return None
    url = urlsplit(settings.smtp_url)
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise ConfigError("CLAIMCHECK_SMTP_URL: smtp://USER:PASSWORD@HOST:PORT, or smtps:// for TLS from the start.")
    host, secure = url.hostname, url.scheme == "smtps"
    port = url.port or (465 if secure else 587)

    def post(mail: EmailMessage) -> None:
        trusted = ssl.create_default_context()
        plain = partial(smtplib.SMTP, host, port, timeout=_PATIENCE)
        with smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=trusted) if secure else plain() as server:
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls(context=trusted)
            if url.username:
                if not secure and not isinstance(server.sock, ssl.SSLSocket) and host not in _HERE:
                    raise smtplib.SMTPException(f"{host} offers no TLS: the password is not sent to it.")
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(mail)

    return post


def unsubscribe_path(conn: Connection, user_id: str, now: datetime) -> str:
    """The page that ends a person's mails, signed so that nobody ends another's."""
    key = notices.signing_key(conn, _PURPOSE, now)
    return f"/unsubscribe/{user_id}.{_sign(key, user_id)}"


def unsubscribe(context: Context, token: str) -> bool:
    """End the mails of whoever the signed token names; False for a token that we did not sign."""
    user_id, _, signature = token.partition(".")
    now = context.clock()
    with context.database.transaction() as conn:
        key = notices.signing_key(conn, _PURPOSE, now)
        if not hmac.compare_digest(_sign(key, user_id).encode(), signature.encode(errors="replace")):
            return False
        notices.choose(conn, user_id, "none", now)
    return True


def _ready(
    conn: Connection, taken: Sequence[Notice], wanted: dict[str, str], post: Post | None, now: datetime
) -> tuple[list[Notice], list[tuple[Notice, Exception]]]:
    """What goes out now, and what cannot be told because of something in it: that is nobody else's loss."""
    ready, unfit = list[Notice](), list[tuple[Notice, Exception]]()
    for one in taken:
        try:
            with conn.begin_nested():
                if _holds(conn, one) and _wanted_now(conn, one, wanted, post, now):
                    ready.append(one)
        except Unavailable:
            raise
        except Exception as error:
            unfit.append((one, error))
    return ready, unfit


def _goes_with(notice: Notice) -> tuple[str, bool, str]:
    """Sorts what one mail may hold together: a link goes alone, into no digest."""
    return notice.reader, notice.kind in LINKS, notice.id


def _holds(conn: Connection, notice: Notice) -> bool:
    """Whether what the notice tells is still so; one that was taken back within the delay is dropped."""
    if notice.claim_id is None:
        return True
    claim = claims.get(conn, _system(notice), notice.claim_id)
    so = claim is not None and (claim.state, claim.revision) == (notice.data["state"], notice.data["revision"])
    if not so:
        notices.settle(conn, notice.id, state="dropped")
    return so


def _wanted_now(conn: Connection, notice: Notice, wanted: dict[str, str], post: Post | None, now: datetime) -> bool:
    """Whether this goes out now: not without a server or for who wants none, nor before a digest is due."""
    choice = "at_once" if notice.kind in LINKS else wanted.get(notice.reader, "at_once")
    if choice == "none" or (post is None and notice.kind not in LINKS):
        notices.settle(conn, notice.id, state="kept")
        return False
    if choice in notices.DIGESTS and now < (due := _digest_due(conn, notice, choice, now)):
        notices.settle(conn, notice.id, not_before=due, attempts=0)
        return False
    return True


def _digest_due(conn: Connection, notice: Notice, choice: str, now: datetime) -> datetime:
    """The next seven o'clock after a notice was born, on a Monday for who reads once a week.

    It is that of the program's zone, which is the dealer's in all likelihood; a notice of no program goes by UTC.
    """
    if notice.created_at > now + set_back.AHEAD:  # the clock was set back: it has waited, and its day may be far
        return now
    born = notice.created_at.astimezone(_zone(conn, notice))
    due = born.replace(hour=_DIGEST_AT, minute=0, second=0, microsecond=0)
    due += timedelta(days=due <= born)
    return (due + timedelta(days=-due.weekday() % 7 if choice == "weekly" else 0)).astimezone(UTC)


def _zone(conn: Connection, notice: Notice) -> tzinfo:
    """Where the program is that a notice speaks of. One whose text this version cannot read holds up nobody's mail."""
    name = notice.program or str(notice.data.get("program") or "")
    program = programs.current_if_readable(conn, notice.maker_id, name, notice.created_at) if name else None
    return ZoneInfo(program.timezone) if program else UTC


def _send(context: Context, post: Post | None, batch: Sequence[Notice]) -> None:
    """Send one mail of one or several notices, and note what became of it."""
    now = context.clock()
    with context.database.transaction() as conn:
        person = notices.reader(conn, batch[0], now.astimezone(UTC).date())
        path = unsubscribe_path(conn, batch[0].reader, now)
    if person is None or person.gone:
        _note(context, batch, state="kept", last_error="The person's account is closed.")
        return
    written = [letter for one in batch if (letter := _written(context, one, person, now))]
    if not written:
        return
    try:
        if post is None:
            raise OSError("No mail server is set up: CLAIMCHECK_SMTP_URL.")
        post(_mail(context, person, written, path, now))
    except Exception as error:  # an address that no mail can be written to is no other person's loss
        _failed(context, [letter.notice for letter in written], error, now)
        return
    with context.database.transaction() as conn:
        for letter in written:
            kept: dict[str, Any] = {"data": {}} if letter.notice.kind in LINKS else {"body": letter.body}
            kept |= {"state": "sent", "subject": letter.subject, "sent_at": now, "last_error": None}
            notices.settle(conn, letter.notice.id, **kept)


def _written(context: Context, notice: Notice, person: Reader, now: datetime) -> _Letter | None:
    """The text of a notice; None where it cannot be made now: then that one waits as if it had not gone."""
    try:
        with context.database.read() as conn:
            return _letter(conn, context.settings, notice, person)
    except Exception as error:
        if isinstance(error, ClaimcheckError) and error.retry:
            raise  # the database is away, for all alike
        _failed(context, [notice], error, now)
        return None


def _fault(error: Exception) -> str:
    """What was wrong with a mail: the number and the words of its server, which `inbox.trouble` makes a sentence of."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers: list[tuple[int, bytes | str]] = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    else:
        return (str(error) or type(error).__name__)[:500]
    told = ((code, said.decode(errors="replace") if isinstance(said, bytes) else said) for code, said in answers)
    return "; ".join(f"{code} {said}" for code, said in told)[:500]


def _letter(conn: Connection, settings: Settings, notice: Notice, person: Reader) -> _Letter:
    text = notices.wordings(conn, notice.maker_id), notice.kind, person.language, notice.program or ""
    called = organisations.names(conn, notice.maker_id, [person.organisation])
    home = called.get(person.organisation) or person.organisation
    values = {"name": person.name, "organisation": home, "reasons": "", "message": "", "appeal": ""}
    if notice.kind in LINKS:
        values |= {"claim": "", "program": "", "link": settings.address + str(notice.data.get("path", ""))}
    elif notice.kind in ANSWERS:
        about = {name: str(notice.data.get(name, "")) for name in ("claim", "program", "at")}
        values |= {"claim": about["claim"], "program": about["program"], "link": settings.address + about["at"]}
    elif notice.kind in BATCHES:
        number = str(notice.data["number"])
        program = str(notice.data["program"]) or notice_texts.ANY_PROGRAM[person.language]
        ours = "/questions" if notice.kind == "batch.asked" else "/assign"
        at = f"/batches/{notice.data['batch']}" if person.checks else ours
        values |= {"claim": f"B-{number}", "program": program, "link": settings.address + at}
    else:
        decided = decisions.get(conn, notice.maker_id, notice.decision_id or "")
        reasons = told(conn, notice.maker_id, person.organisation, decided.decision).reasons if decided else ()
        message = _message(conn, notice, reasons) if notice_texts.shows(*text, "reasons") else _message(conn, notice)
        beside = message if notice_texts.shows(*text, "message") else ""
        values |= {
            "claim": notice.outside_id or "", "program": notice.program or "",
            "reasons": _listed(person.language, reasons, beside, mends=notice.kind == "claim.return"),
            "appeal": _appeal(conn, notice, person.language),
            "message": f"{_bare(message, notice.outside_id or '')}\n\n" if message else "",
            "link": f"{settings.address}/claims/{notice.claim_id}",
        }  # fmt: skip
    title = programs.title(conn, notice.maker_id, values["program"], person.language)
    values["program"] = title or values["program"]
    return _Letter(notice, *notice_texts.text_of(*text, values))


def _message(conn: Connection, notice: Notice, reasons: Sequence[Reason] = ()) -> str:
    """What a person wrote to the dealer with the decision; empty where it only repeats the reasons beside it."""
    written = desk.messages_of(conn, notice.maker_id, notice.claim_id or "")
    one = next((one for one in reversed(written) if one.decision_id == notice.decision_id), None)
    if one is None:
        return ""
    verdict = notice.kind.partition(".")[2]
    return "" if as_made(one.text, one.language, notice.outside_id or "", verdict, reasons) else one.text


def _appeal(conn: Connection, notice: Notice, language: str) -> str:
    """Until when a rejection may be appealed; empty where it may not."""
    claim = claims.get(conn, _system(notice), notice.claim_id or "") if notice.kind == "claim.reject" else None
    until = standing_of(conn, claim, notice.created_at).until if claim else None
    return f"{notice_texts.APPEAL[language].format(day=day(language, until.isoformat()))}\n\n" if until else ""


def _listed(language: str, reasons: Sequence[Reason], message: str, *, mends: bool) -> str:
    """A line for each reason that the message of a person, which goes along, does not give in the same words.

    What would mend it stands behind it where the claim came back for that.
    """
    lines: list[str] = []
    for reason in reasons:
        wrong = reason_of(language, reason.code, reason.message, reason.claimed, reason.found, reason.field)
        if wrong not in message:
            fix = fix_of(language, reason.code, reason.fix or "") if mends else ""
            lines.append(f"{len(lines) + 1}. {wrong}{WRITING[language].between}{fix}".strip())
    return "\n".join(lines)


def _bare(message: str, number: str) -> str:
    """A message without the heading that was composed for it: the mail says above what became of the claim."""
    _, _, rest = message.partition("\n")
    return rest if rest and headed(message, number) else message


def _mail(context: Context, person: Reader, written: Sequence[_Letter], path: str, now: datetime) -> EmailMessage:
    """One mail as it leaves: plain text, with the signed way out in its head, as RFC 8058 asks for."""
    public = context.settings.address
    subject, body = (written[0].subject, written[0].body)
    if len(written) > 1:
        subject, body = notice_texts.digest(person.language, [(one.subject, one.body) for one in written])
    mail = EmailMessage(policy=_UNFOLDED)
    mail["From"], mail["To"], mail["Subject"] = context.settings.mail_from, person.email, subject
    mail["Date"], mail["Auto-Submitted"] = format_datetime(now), "auto-generated"
    domain = parseaddr(context.settings.mail_from)[1].rpartition("@")[2]
    mail["Message-ID"] = f"<{written[0].notice.id}@{domain}>"
    if written[0].notice.kind not in LINKS:
        mail["List-Unsubscribe"] = f"<{public}{path}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        body += notice_texts.ending(person.language, choices=f"{public}/inbox", unsubscribe=f"{public}{path}")
    mail.set_content(body)
    return mail


def _system(notice: Notice) -> Actor:
    return Actor.system(notice.maker_id, "mail")


def _note(context: Context, batch: Iterable[Notice], **values: Any) -> None:
    with context.database.transaction() as conn:
        for one in batch:
            notices.settle(conn, one.id, **values)


def _failed(context: Context, batch: Sequence[Notice], error: Exception, now: datetime) -> None:
    """Put off what did not go, by what failed most often; after the last wait it has failed."""
    log.warning("notice %s: %s", batch[0].id, error)
    tries = max(one.attempts for one in batch)
    became: dict[str, Any] = {"state": "failed"}
    if tries <= len(WAITS):
        became = {"attempts": tries, "not_before": now + WAITS[max(tries, 1) - 1]}
    with context.database.transaction() as conn:
        for one in batch:
            notices.settle(conn, one.id, tried=one.attempts, last_error=_fault(error), **became)


def _sign(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(errors="replace"), hashlib.sha256).hexdigest()
