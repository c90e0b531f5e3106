"""What every table is made of: the metadata, times in UTC, and the columns that all tables share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, MetaData, String, TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite has no zones, so they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive times: they are a bug in the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime may not be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The stored time, aware."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def own_id() -> Column[str]:
    """Our id: UUIDv7 as text."""
    return Column("id", String(36), primary_key=True)


def maker() -> Column[str]:
    """Whose row this is: the manufacturer or client."""
    return Column("maker_id", String(64), nullable=False)


def ref(name: str, target: str, *, nullable: bool = False) -> Column[str]:
    """A reference to another table's id."""
    return Column(name, String(36), ForeignKey(f"{target}.id"), nullable=nullable)


def at(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A moment, in UTC."""
    return Column(name, UTCDateTime(), nullable=nullable)
