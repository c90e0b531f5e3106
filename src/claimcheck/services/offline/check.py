"""`claimcheck check`: the service's own pipeline on a file of claims, with a store that lasts as long as the run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from claimcheck.core.judge import ENGINE_VERSION
from claimcheck.core.lifecycle import OPEN
from claimcheck.core.rules.codes import code_for
from claimcheck.errors import BadFile, ConfigError, Invalid, NotFound
from claimcheck.model.decisions import Decision, Place, Reason
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.upload import upload
from claimcheck.services.context import Context, open_context
from claimcheck.services.judging import jobs, process
from claimcheck.services.judging.deciding import poisoned
from claimcheck.services.judging.gathering import UNDATED
from claimcheck.services.offline.claimsfile import StatedClaim, parse
from claimcheck.services.offline.files import read_bytes, read_text
from claimcheck.services.offline.output import decision_line
from claimcheck.services.offline.readers import Readers, reading
from claimcheck.services.programs import programs, sales
from claimcheck.settings import Settings
from claimcheck.store.claiming import claims
from claimcheck.store.judging import decisions, work

_STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a check is given: a folder of program files, sales, claims, and the folder that documents are below."""

    programs: Path
    sales: Path
    claims: Path
    documents: Path


@dataclass(frozen=True, slots=True)
class Submitted:
    """A claim as it went in: our id and its documents' files, or why it could not be taken."""

    stated: StatedClaim
    claim_id: str
    files: Mapping[str, str]
    refused: tuple[Reason, ...] = ()


@contextmanager
def checking(inputs: Inputs, settings: Settings) -> Iterator[tuple[int, Iterator[dict[str, Any]]]]:
    """Decide a file of claims.

    Args:
        inputs: see `Inputs`.
        settings: reader, workers and limits; its database and folders are left alone.

    Yields:
        How many claims there are, and their lines in order of submission, each as soon as it is decided.

    Raises:
        ConfigError, Invalid, BadFile: what is wrong with an input, with its line; nothing was decided then. A claim
            with a value that cannot be taken is no such fault: it is returned, and the others are decided.
    """
    stated = parse(read_text(inputs.claims), filename=str(inputs.claims))
    with tempfile.TemporaryDirectory(prefix="claimcheck-") as folder:
        own = {"data_dir": Path(folder), "database_url": "", "blob_url": "", "wait_step_seconds": _STEP_SECONDS}
        context = open_context(settings.model_copy(update=own))
        try:
            _publish(context, inputs.programs)
            sales.import_sales(context, context.system("check"), read_bytes(inputs.sales), filename=inputs.sales.name)
            submitted = [_submit(context, inputs, claim) for claim in stated]
            documents = [document for claim in submitted for document in claim.files]
            with reading(context, documents) as readers:
                yield len(stated), (_decided(context, readers, claim) for claim in submitted)
        finally:
            context.close()


def _publish(context: Context, folder: Path) -> None:
    files = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else [folder]
    if not files:
        raise ConfigError(f"{folder} holds no program file (NAME.yaml)")
    for file in files:
        programs.publish(context, context.system("check"), read_text(file), filename=str(file))


def _submit(context: Context, inputs: Inputs, stated: StatedClaim) -> Submitted:
    """Upload a claim's files and submit it; with a value or file that cannot be taken, it is returned instead."""
    if stated.faults:
        return Submitted(stated, "", {}, tuple(_malformed(stated, *fault) for fault in stated.faults))
    actor = Actor(context.settings.maker, stated.dealer, "dealer", UNDATED)
    files: dict[str, str] = {}
    refused: list[Reason] = []
    for path in stated.documents:
        try:
            files[upload(context, actor, Path(path).name, _document(inputs.documents, path)).id] = path
        except BadFile as error:
            fix = code_for(error.code).fix or None
            refused.append(Reason(error.code, "document", error.message, "return", place=Place(path), fix=fix))
    if refused:
        return Submitted(stated, "", {}, tuple(refused))
    try:
        claim = submit(
            context, actor, program=stated.program, fields=stated.fields, lines=stated.lines, documents=tuple(files),
            outside_id=stated.claim_id,
        )  # fmt: skip
    except (Invalid, NotFound) as error:
        faults = cast("list[dict[str, str]]", error.details.get("errors", []))
        named = [(fault["field"], fault["message"]) for fault in faults] or [("claim", error.message)]
        return Submitted(stated, "", {}, tuple(_malformed(stated, *fault) for fault in named))
    return Submitted(stated, claim.id, files)


def _malformed(stated: StatedClaim, field: str, message: str) -> Reason:
    """Why a claim cannot be taken as it is stated."""
    row = code_for("claim.malformed")
    text = message if field == "claim" else f"{field} {message}."
    return Reason(row.code, field, text, row.verdict, claimed=stated.fields.get(field), fix=row.fix)


def _decided(context: Context, readers: Readers, claim: Submitted) -> dict[str, Any]:
    """The line of a claim, once its documents are read and all claims before it are decided."""
    if claim.refused:
        return _returned(claim)
    seconds = readers.wait_for(claim.files)
    began = time.perf_counter()
    decision = _judged(context, claim.claim_id)
    return decision_line(claim.stated.claim_id, decision, claim.files, seconds + time.perf_counter() - began)


def _judged(context: Context, claim_id: str) -> Decision:
    maker = context.settings.maker
    while True:
        with context.database.read() as conn:
            waiting = work.open_ids(conn, work.JUDGE, [claim_id])
        if not waiting:
            break
        if not jobs.run(context, waiting[claim_id], process.judge_claim):
            time.sleep(_STEP_SECONDS)
    with context.database.read() as conn:
        row = claims.get(conn, context.system("check"), claim_id)
        decided = decisions.get(conn, maker, row.decision_id) if row and row.decision_id else None
    if row is None or row.state in OPEN or decided is None:
        return poisoned(engine_version=ENGINE_VERSION)
    return decided.decision


def _returned(claim: Submitted) -> dict[str, Any]:
    decision = Decision("return", claim.refused, (), (), engine_version=ENGINE_VERSION)
    paths = {reason.place.document for reason in claim.refused if reason.place is not None}
    return decision_line(claim.stated.claim_id, decision, {path: path for path in paths}, 0.0)


def _document(folder: Path, path: str) -> bytes:
    """A document's bytes; a path that leads out of the folder is answered like one that does not exist."""
    missing = BadFile(f"{path} is not among the documents; attach it again.", code="file.missing")
    try:
        inside = folder.resolve()
        file = (inside / path).resolve()
        if not file.is_relative_to(inside) or not file.is_file():
            raise missing
        return file.read_bytes()
    except (OSError, ValueError):
        raise missing from None
