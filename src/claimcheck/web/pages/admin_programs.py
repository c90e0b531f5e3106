"""Programs and imports: write, check, try out and publish versions; upload sales, see which lines were refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import FormData, UploadFile

from claimcheck.errors import BadFile, ConfigError, Conflict, Invalid, NotFound, existing, missing
from claimcheck.intake import check_size, safe_name
from claimcheck.services.context import Context
from claimcheck.services.programs import program_drafts, programs, refused_lines, sales
from claimcheck.services.programs.program_drafts import Trial
from claimcheck.services.tabular import MAX_BYTES
from claimcheck.store.programs.imports import Reject
from claimcheck.web.answers import attachment, known_id, known_name
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, Visitor, text
from claimcheck.web.pages.admin import Typed
from claimcheck.web.pages.draw import PageRoute, go, language_of, page
from claimcheck.web.pages.words import word

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_LARGEST: Final = 256 * 1024
_A_PAGE: Final = 50
_VERSION = re.compile(r"""(^version:\s*["']?)\d{1,9}(["']?\s*(?:#.*)?$)""", re.MULTILINE)
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
SAMPLE: Final = """program: spring-rebate
version: "1"
effective: {from: 2026-03-01, to: 2026-05-31}
timezone: UTC
locale: en-GB
currency: EUR
verify: [seller_name, invoice_date, total_amount]
documents: [{kind: proof_of_sale, required: true}]
match: {total_amount: 0.00, invoice_date: 3 days}
duplicates: review
"""


@router.get("/admin/programs")
def programs_page(request: Request, visitor: Guest, context: Here) -> Response:
    """Programs in their last published version, and drafts."""
    return page(
        request, "admin-programs", programs=programs.listed(context, visitor.actor),
        drafts=program_drafts.listed(context, visitor.actor),
    )  # fmt: skip


@router.get("/admin/programs/new")
def new(request: Request, visitor: Guest, context: Here, like: Typed = "") -> Response:
    """Begin a version: with a sample, or with the last version of a program."""
    found = next((one for one in programs.listed(context, visitor.actor) if one.name == like), None)
    if found is None:
        return _draw_new(request, SAMPLE)
    drafts = [one.version for one in program_drafts.listed(context, visitor.actor) if one.name == like]
    taken = [*drafts, *(one.version for one in programs.one(context, visitor.actor, like))]
    return _draw_new(request, _numbered(found.text, taken), like=like)


@router.post("/admin/programs/new", max_body_size=4 * _LARGEST)
def check(request: Request, visitor: Guest, context: Here, form: Trusted, like: Typed = "") -> Response:
    """Check a program file, uploaded or typed; a good one is kept as a draft."""
    said = text(form, "text", _LARGEST)
    try:
        said, filename = _text(form)
        made = program_drafts.keep(context, visitor.actor, said, filename=filename)
    except (ConfigError, Invalid, Conflict) as error:
        return _draw_new(request, said, like=like, fault=error)  # the file that was checked: the faults name its lines
    return go(f"/admin/programs/{made.name}/{made.version}")


@router.get("/admin/programs/{name}/{version}")
def version_page(
    request: Request, visitor: Guest, context: Here, name: str, version: str, against: Typed = ""
) -> Response:
    """One version: what it says, beside another one."""
    return _draw_version(request, context, visitor, name, version, against=against)


@router.post("/admin/programs/{name}/{version}", max_body_size=4 * _LARGEST)
def change(request: Request, visitor: Guest, context: Here, name: str, version: str, form: Trusted) -> Response:
    """Keep a changed draft, try it on past claims, publish it, or throw it away."""
    act, actor = text(form, "act", 20), visitor.actor
    draft = existing(program_drafts.one(context, actor, known_name(name), known_name(version)), "draft")
    if act == "drop":
        program_drafts.drop(context, actor, draft.name, draft.version)
        return go("/admin/programs")
    said = text(form, "text", _LARGEST).replace("\r\n", "\n") if "text" in form else draft.text
    try:
        made = program_drafts.keep(context, actor, said, filename=f"{draft.name}.yaml")
        if (made.name, made.version) != (draft.name, draft.version):  # it was given another name or version
            program_drafts.drop(context, actor, draft.name, draft.version)
        name, version = made.name, made.version
        if act == "publish":
            programs.publish(context, actor, said, filename=f"{made.name}.yaml")
        trial = program_drafts.attempt(context, actor, said) if act == "try" else None
    except (ConfigError, Conflict) as error:
        return _draw_version(request, context, visitor, name, version, status=422, fault=error, typed=said)
    if trial is not None:
        return _draw_version(request, context, visitor, name, version, trial=trial)
    return go(f"/admin/programs/{name}/{version}")


@router.get("/admin/imports")
def imports(
    request: Request, visitor: Guest, context: Here,
    before: Annotated[str, Query(max_length=64, pattern=r"^[0-9A-Za-z-]*$")] = "",
) -> Response:  # fmt: skip
    """Files of sales that came in, the newest first."""
    return _draw_imports(request, context, visitor, before=before)


@router.post("/admin/imports", max_body_size=MAX_BYTES + 65536)
def upload(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Take a file of sales in; refused lines are listed."""
    file, source = form.get("file"), text(form, "source", 64).strip() or "default"
    mode: sales.Mode = "partial" if text(form, "mode", 20) == "partial" or "good" in form else "all"
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise Invalid("Choose a file.", code="file.missing")
        if not _SOURCE.fullmatch(source):
            raise Invalid("A register's name has letters, digits, dots and dashes.", code="sales.source")
        check_size(file.size or 0, MAX_BYTES)
        done = sales.import_sales(
            context, visitor.actor, file.file.read(), filename=safe_name(file.filename), source=source, mode=mode
        )
    except (BadFile, Invalid) as error:
        listed = error.details.get("errors")
        if text(form, "mode", 20) == "list" and isinstance(listed, list) and isinstance(file, UploadFile):
            return _as_file(request, [Reject(**one) for one in listed], safe_name(file.filename or ""))
        return _draw_imports(request, context, visitor, status=422, fault=error, source=source)
    return go(f"/admin/imports/{done.id}")


@router.get("/admin/imports/{import_id}")
def one_import(request: Request, visitor: Guest, context: Here, import_id: str) -> Response:
    """What became of a file's lines."""
    done = sales.one(context, visitor.actor, known_id(import_id))
    return page(request, "admin-import", done=done)


@router.get("/admin/imports/{import_id}/export")
def export_refused_lines(request: Request, visitor: Guest, context: Here, import_id: str) -> Response:
    """The refused lines of an import, as a file to mend them by."""
    done = sales.one(context, visitor.actor, known_id(import_id))
    return _as_file(request, done.rejects, done.filename)


def _as_file(request: Request, rejects: Sequence[Reject], filename: str) -> Response:
    language = language_of(request)
    head = word(language, "Line"), word(language, "Column"), word(language, "What is wrong")
    name = f"refused-{filename.rpartition('.')[0] or filename}.csv"
    return Response(
        refused_lines.as_csv(language, rejects, head), media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": attachment(name)},
    )  # fmt: skip


def _text(form: FormData) -> tuple[str, str]:
    """The program file: of an upload, else as typed.

    Raises:
        Invalid: `program.encoding`.
    """
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return text(form, "text", _LARGEST).replace("\r\n", "\n"), "program.yaml"
    try:
        said = file.file.read(_LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("The program file is not UTF-8 text.", code="program.encoding") from None
    if "\0" in said:
        raise Invalid("The program file is not text.", code="program.encoding")
    return said, safe_name(file.filename)


def _numbered(said: str, taken: Sequence[str]) -> str:
    """A program file with the number behind those taken, where its version is a number; else as it is."""
    last = max((int(one) for one in taken if one.isascii() and one.isdigit()), default=0)
    return _VERSION.sub(rf"\g<1>{last + 1}\g<2>", said, count=1)


def _draw_new(
    request: Request, said: str, *, like: str = "", fault: ConfigError | Invalid | Conflict | None = None
) -> Response:
    status = 422 if fault else 200
    return page(request, "admin-program-new", status=status, said=said, like=like, fault=_fault(fault))


def _draw_version(
    request: Request, context: Context, visitor: Visitor, name: str, version: str, *, status: int = 200,
    against: str = "", trial: Trial | None = None, fault: ConfigError | Conflict | None = None, typed: str = "",
) -> Response:  # fmt: skip
    actor = visitor.actor
    draft = program_drafts.one(context, actor, known_name(name), known_name(version))
    try:
        published = programs.one(context, actor, known_name(name))
    except NotFound:
        published = []
    stored = next((one for one in published if one.version == version), None)
    if draft is None and stored is None:
        raise missing("version")
    others = [one for one in published if one.version != version]
    earlier = [one for one in others if stored is None or one.published_at < stored.published_at]
    other = next((one for one in others if one.version == against), next(iter(earlier), None))
    said = typed or (draft.text if draft else stored.text if stored else "")
    return page(
        request, "admin-program", status=status, name=name, version=version, draft=draft, stored=stored, said=said,
        others=others, other=other, lines=program_drafts.beside(other.text, said) if other else [], trial=trial,
        fault=_fault(fault), address=f"/admin/programs/{quote(name)}/{quote(version)}",
    )  # fmt: skip


def _fault(error: ConfigError | Invalid | Conflict | None) -> dict[str, Any] | None:
    """What is wrong as the page shows it, at each of its places in the file."""
    if error is None:
        return None
    return {"code": error.code, "message": error.message, "places": error.details.get("errors", [])}


def _draw_imports(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, before: str = "",
    fault: BadFile | Invalid | None = None, source: str = "",
) -> Response:  # fmt: skip
    found = sales.listed(context, visitor.actor, before=before or None, limit=_A_PAGE + 1)
    faults = fault.details.get("errors") if fault else None
    return page(
        request, "admin-imports", status=status, imports=found[:_A_PAGE], fault=fault, source=source,
        rejects=faults if isinstance(faults, list) else [],
        next=f"before={found[_A_PAGE - 1].id}" if len(found) > _A_PAGE else "",
    )  # fmt: skip
