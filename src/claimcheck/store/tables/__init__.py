"""The tables, a module for each part of the product.

Every row carries its maker; our ids are UUIDv7 as text; time is UTC; money is integer minor units.

What is superseded is kept: decisions, program versions, revisions and audit entries are only ever added.
`work` is the outbox and the lease in one: a row is written in the transaction that makes the work necessary, a
dispatcher hints it to Redis, a worker leases it with a fencing number, and it ends in the transaction of its result.
"""

from __future__ import annotations

from claimcheck.store.tables.bulk import bulk_files, bulk_rows, bulk_uploads
from claimcheck.store.tables.checking import (
    assignment_rules,
    batch_items,
    batches,
    checker_questions,
    masked_pictures,
)
from claimcheck.store.tables.claims import (
    claim_documents,
    claim_lines,
    claim_revisions,
    claims,
    decisions,
    program_drafts,
    programs,
    review_tasks,
    submissions,
)
from claimcheck.store.tables.columns import UTCDateTime, metadata
from claimcheck.store.tables.desk import (
    appeals,
    bulk_acts,
    chosen_sales,
    corrections,
    dealer_messages,
    desk_drafts,
    inquiries,
    pair_verdicts,
    saved_views,
    sealed_verdicts,
    task_bars,
    task_notes,
)
from claimcheck.store.tables.documents import document_facts, documents, readings, second_looks
from claimcheck.store.tables.ledger import audit_entries, audit_seals, events, idempotency_keys, work
from claimcheck.store.tables.notices import (
    notice_choices,
    notice_templates,
    notices,
    signing_keys,
    webhook_deliveries,
    webhooks,
)
from claimcheck.store.tables.people import (
    api_keys,
    claim_drafts,
    maker_settings,
    organisation_contacts,
    organisations,
    reset_requests,
    sign_in_flows,
    sign_in_tries,
    user_links,
    user_recovery_codes,
    user_sessions,
    users,
)
from claimcheck.store.tables.sales import sale_uses, sales, sales_imports

__all__ = [
    "UTCDateTime",
    "api_keys",
    "appeals",
    "assignment_rules",
    "audit_entries",
    "audit_seals",
    "batch_items",
    "batches",
    "bulk_acts",
    "bulk_files",
    "bulk_rows",
    "bulk_uploads",
    "checker_questions",
    "chosen_sales",
    "claim_documents",
    "claim_drafts",
    "claim_lines",
    "claim_revisions",
    "claims",
    "corrections",
    "dealer_messages",
    "decisions",
    "desk_drafts",
    "document_facts",
    "documents",
    "events",
    "idempotency_keys",
    "inquiries",
    "maker_settings",
    "masked_pictures",
    "metadata",
    "notice_choices",
    "notice_templates",
    "notices",
    "organisation_contacts",
    "organisations",
    "pair_verdicts",
    "program_drafts",
    "programs",
    "readings",
    "reset_requests",
    "review_tasks",
    "sale_uses",
    "sales",
    "sales_imports",
    "saved_views",
    "sealed_verdicts",
    "second_looks",
    "sign_in_flows",
    "sign_in_tries",
    "signing_keys",
    "submissions",
    "task_bars",
    "task_notes",
    "user_links",
    "user_recovery_codes",
    "user_sessions",
    "users",
    "webhook_deliveries",
    "webhooks",
    "work",
]
