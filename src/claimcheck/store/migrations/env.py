"""What alembic runs; `claimcheck.store.migrations.upgrade` hands it a connection that is in a transaction."""

from __future__ import annotations

from alembic import context

from claimcheck.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
