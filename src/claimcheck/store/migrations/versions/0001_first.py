"""The first schema: all tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "audit_entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("subject_id", "sequence", name=op.f("uq_audit_entries_subject_id_sequence")),
    )
    op.create_index("ix_audit_entries_created_at", "audit_entries", ["maker_id", "created_at"], unique=False)
    op.create_table(
        "audit_seals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("maker_id", "day", name=op.f("uq_audit_seals_maker_id_day")),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("outside_id", sa.String(length=128), nullable=False),
        sa.Column("dealer", sa.String(length=64), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("maker_id", "dealer", "outside_id", name=op.f("uq_claims_maker_id_dealer_outside_id")),
        sa.UniqueConstraint("maker_id", "submission", name=op.f("uq_claims_maker_id_submission")),
    )
    op.create_index("ix_claims_dealer", "claims", ["maker_id", "dealer", "submission"], unique=False)
    op.create_index("ix_claims_state", "claims", ["maker_id", "state", "submission"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("reading_id", sa.String(length=36), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index("ix_documents_owner", "documents", ["maker_id", "organisation", "id"], unique=False)
    op.create_index("ix_documents_sha256", "documents", ["maker_id", "sha256"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_subject", "events", ["maker_id", "subject_id", "id"], unique=False)
    op.create_table(
        "idempotency_keys",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("api_key_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("api_key_id", "key", name=op.f("uq_idempotency_keys_api_key_id_key")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("outside_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("maker_id", "outside_id", name=op.f("uq_organisations_maker_id_outside_id")),
    )
    op.create_table(
        "programs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("maker_id", "name", "version", name=op.f("uq_programs_maker_id_name_version")),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reader_version", sa.String(length=128), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "maker_id",
            "sha256",
            "reader_version",
            "locale",
            name=op.f("uq_readings_maker_id_sha256_reader_version_locale"),
        ),
    )
    op.create_table(
        "sales",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("sale_id", sa.String(length=128), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("dealer", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("quantity", sa.String(length=40), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("number_key", sa.String(length=128), nullable=True),
        sa.Column("vin", sa.String(length=32), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales")),
        sa.UniqueConstraint(
            "maker_id", "source", "sale_id", "line", name=op.f("uq_sales_maker_id_source_sale_id_line")
        ),
    )
    op.create_index("ix_sales_number", "sales", ["maker_id", "number_key"], unique=False)
    op.create_index("ix_sales_sale_id", "sales", ["maker_id", "sale_id"], unique=False)
    op.create_index("ix_sales_sold_on", "sales", ["maker_id", "dealer", "sold_on"], unique=False)
    op.create_index("ix_sales_total", "sales", ["maker_id", "total_minor"], unique=False)
    op.create_index("ix_sales_vin", "sales", ["maker_id", "vin"], unique=False)
    op.create_table(
        "sales_imports",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("rejects", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_imports")),
    )
    op.create_index("ix_sales_imports_file", "sales_imports", ["maker_id", "source", "sha256"], unique=False)
    op.create_table(
        "second_looks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=128), nullable=False),
        sa.Column("look", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_looks")),
        sa.UniqueConstraint(
            "maker_id", "sha256", "page", "box", "reader", name=op.f("uq_second_looks_maker_id_sha256_page_box_reader")
        ),
    )
    op.create_table(
        "submissions",
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("maker_id", name=op.f("pk_submissions")),
    )
    op.create_table(
        "work",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("stage", "subject_id", "generation", name=op.f("uq_work_stage_subject_id_generation")),
    )
    op.create_index("ix_work_due", "work", ["state", "stage", "not_before"], unique=False)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_api_keys_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_keys_prefix")),
    )
    op.create_table(
        "claim_revisions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_revisions_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_revisions")),
        sa.UniqueConstraint("claim_id", "revision", name=op.f("uq_claim_revisions_claim_id_revision")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.JSON(), nullable=False),
        sa.Column("case", sa.JSON(), nullable=False),
        sa.Column("program_version", sa.String(length=64), nullable=False),
        sa.Column("engine_version", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_decisions_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("claim_id", "sequence", name=op.f("uq_decisions_claim_id_sequence")),
    )
    op.create_table(
        "document_facts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_document_facts_claim_id_claims")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_facts_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_facts")),
    )
    op.create_index("ix_document_facts_claim_id", "document_facts", ["claim_id"], unique=False)
    op.create_index("ix_document_facts_key", "document_facts", ["maker_id", "kind", "key"], unique=False)
    op.create_table(
        "review_tasks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.String(length=36), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_review_tasks_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_tasks")),
    )
    op.create_index("ix_review_tasks_claim_id", "review_tasks", ["claim_id"], unique=False)
    op.create_index("ix_review_tasks_state", "review_tasks", ["maker_id", "state", "created_at"], unique=False)
    op.create_table(
        "sale_uses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("sale", sa.String(length=36), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_sale_uses_claim_id_claims")),
        sa.ForeignKeyConstraint(["sale"], ["sales.id"], name=op.f("fk_sale_uses_sale_sales")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_uses")),
        sa.UniqueConstraint(
            "sale", "program", "claim_id", "line", name=op.f("uq_sale_uses_sale_program_claim_id_line")
        ),
    )
    op.create_index("ix_sale_uses_claim_id", "sale_uses", ["claim_id"], unique=False)
    op.create_table(
        "claim_documents",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_claim_documents_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["claim_revisions.id"], name=op.f("fk_claim_documents_revision_id_claim_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_documents")),
        sa.UniqueConstraint("revision_id", "document_id", name=op.f("uq_claim_documents_revision_id_document_id")),
    )
    op.create_index("ix_claim_documents_document_id", "claim_documents", ["document_id"], unique=False)
    op.create_table(
        "claim_lines",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("revision_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("quantity", sa.String(length=40), nullable=False),
        sa.Column("claimed_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("sale_id", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["claim_revisions.id"], name=op.f("fk_claim_lines_revision_id_claim_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_lines")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_claim_lines_revision_id_number")),
    )


def downgrade() -> None:

    op.drop_table("claim_lines")
    op.drop_index("ix_claim_documents_document_id", table_name="claim_documents")
    op.drop_table("claim_documents")
    op.drop_index("ix_sale_uses_claim_id", table_name="sale_uses")
    op.drop_table("sale_uses")
    op.drop_index("ix_review_tasks_state", table_name="review_tasks")
    op.drop_index("ix_review_tasks_claim_id", table_name="review_tasks")
    op.drop_table("review_tasks")
    op.drop_index("ix_document_facts_key", table_name="document_facts")
    op.drop_index("ix_document_facts_claim_id", table_name="document_facts")
    op.drop_table("document_facts")
    op.drop_table("decisions")
    op.drop_table("claim_revisions")
    op.drop_table("api_keys")
    op.drop_index("ix_work_due", table_name="work")
    op.drop_table("work")
    op.drop_table("submissions")
    op.drop_table("second_looks")
    op.drop_index("ix_sales_imports_file", table_name="sales_imports")
    op.drop_table("sales_imports")
    op.drop_index("ix_sales_vin", table_name="sales")
    op.drop_index("ix_sales_total", table_name="sales")
    op.drop_index("ix_sales_sold_on", table_name="sales")
    op.drop_index("ix_sales_sale_id", table_name="sales")
    op.drop_index("ix_sales_number", table_name="sales")
    op.drop_table("sales")
    op.drop_table("readings")
    op.drop_table("programs")
    op.drop_table("organisations")
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index("ix_events_subject", table_name="events")
    op.drop_table("events")
    op.drop_index("ix_documents_sha256", table_name="documents")
    op.drop_index("ix_documents_owner", table_name="documents")
    op.drop_table("documents")
    op.drop_index("ix_claims_state", table_name="claims")
    op.drop_index("ix_claims_dealer", table_name="claims")
    op.drop_table("claims")
    op.drop_table("audit_seals")
    op.drop_index("ix_audit_entries_created_at", table_name="audit_entries")
    op.drop_table("audit_entries")
