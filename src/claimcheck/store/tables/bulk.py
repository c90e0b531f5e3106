"""Many claims at once: a sheet of rows, the files that they name, and what became of each row."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

bulk_uploads = Table(
    "bulk_uploads", metadata, own_id(), maker(),
    Column("organisation", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("program", String(64), nullable=False),
    Column("filename", Text, nullable=False),
    at("created_at"),
    Index("ix_bulk_uploads_owner", "maker_id", "organisation", "id"),
)  # fmt: skip

bulk_rows = Table(
    "bulk_rows", metadata, own_id(), maker(),
    ref("bulk_id", "bulk_uploads"),
    Column("line", Integer, nullable=False),  # of the sheet, as its reader counts them
    Column("number", String(128), nullable=False),  # the claim's own number
    Column("values", JSON, nullable=False),
    Column("files", JSON, nullable=False),  # names as the sheet has them
    Column("state", String(16), nullable=False),  # waiting, sent, refused
    Column("fault", JSON, nullable=True),  # code, field, message
    Column("claim_id", String(36), nullable=True),
    UniqueConstraint("bulk_id", "line"),
)  # fmt: skip

bulk_files = Table(  # which document a name of the sheet is
    "bulk_files", metadata, own_id(), maker(),
    ref("bulk_id", "bulk_uploads"),
    Column("name", String(255), nullable=False),  # folded
    ref("document_id", "documents"),
    UniqueConstraint("bulk_id", "name"),
)  # fmt: skip
