"""Sales records, their imports, and what each sale was used for."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

sales_imports = Table(
    "sales_imports", metadata, own_id(), maker(),
    Column("source", String(64), nullable=False),
    Column("filename", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("mode", String(16), nullable=False),  # all, partial
    Column("counts", JSON, nullable=False),
    Column("rejects", JSON, nullable=False),
    Column("actor", String(64), nullable=False),
    at("created_at"),
    Index("ix_sales_imports_file", "maker_id", "source", "sha256"),
)  # fmt: skip

sales = Table(  # one row per sale line
    "sales", metadata, own_id(), maker(),
    Column("source", String(64), nullable=False),
    Column("sale_id", String(128), nullable=False),
    Column("line", Integer, nullable=False),
    Column("dealer", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("total_minor", BigInteger, nullable=True),
    Column("currency", String(3), nullable=True),
    Column("sold_on", Date, nullable=True),
    Column("number_key", String(128), nullable=True),  # invoice number, folded
    Column("vin", String(32), nullable=True),
    Column("cancelled", Boolean, nullable=False, default=False),
    at("changed_at"),
    UniqueConstraint("maker_id", "source", "sale_id", "line"),
    Index("ix_sales_sale_id", "maker_id", "sale_id"),
    Index("ix_sales_total", "maker_id", "total_minor"),
    Index("ix_sales_sold_on", "maker_id", "dealer", "sold_on"),
    Index("ix_sales_number", "maker_id", "number_key"),
    Index("ix_sales_vin", "maker_id", "vin"),
)  # fmt: skip

sale_uses = Table(
    "sale_uses", metadata, own_id(), maker(),
    ref("sale", "sales"),
    Column("program", String(64), nullable=False),
    ref("claim_id", "claims"),
    Column("line", Integer, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("state", String(16), nullable=False),  # held, settled, released
    at("created_at"), at("changed_at"),
    UniqueConstraint("sale", "program", "claim_id", "line"),
    Index("ix_sale_uses_claim_id", "claim_id"),
)  # fmt: skip
