"""Who may do what: the roles, and the one table of every route and page with the roles that it answers.

A route or page that is not in its table answers nobody, and fails a test. What of a kind a role sees (all of its
maker's, its region's, its own organisation's) stands in `store.visibility`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from claimcheck.model.parties import Role

Roles = frozenset[Role]

EVERYBODY: Final[Roles] = frozenset({"dealer", "checker", "reviewer", "manager", "region", "admin"})
MAKER: Final[Roles] = frozenset({"reviewer", "manager", "region", "admin"})
"""The manufacturer's own people."""

CLAIMANTS: Final[Roles] = frozenset({"dealer", "admin"})
DEALER: Final[Roles] = frozenset({"dealer"})
DECIDERS: Final[Roles] = frozenset({"reviewer", "admin"})
SEERS: Final[Roles] = MAKER | {"dealer"}
"""Whoever may see a claim as it is; checking companies get masked views of their batches, on routes of their own."""

PROGRAMS: Final[Roles] = frozenset({"manager", "admin"})
ADMIN: Final[Roles] = frozenset({"admin"})
OPEN: Final[Roles] = frozenset()
"""No key, nobody signed in."""

CHECKER: Final[Roles] = frozenset({"checker"})
BATCHES: Final[Roles] = frozenset({"checker", "admin"})
CHECKER_REPORTS: Final[Roles] = MAKER | {"checker"}
"""A company sees its own alone."""

DUTIES: Final[Mapping[Role, str]] = {
    "admin": "People, organisations, keys, settings, imports, the log; decides like a reviewer.",
    "reviewer": "Answers questions on claims and decides them; sees all claims of the maker.",
    "manager": "Program manager: writes, tries out and publishes programs; sees all claims, decides none.",
    "region": "Reads the claims of the dealers of its region, and their reports; changes nothing.",
    "dealer": "Makes claims and mends them; sees what its own organisation brought.",
    "checker": "Answers questions on claims that were assigned to its checking company.",
}
"""What each role is there for, as the docs tell it."""

ROUTES: Final[dict[tuple[str, str], Roles]] = {
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/v1/me"): EVERYBODY,
    ("POST", "/v1/documents"): CLAIMANTS,
    ("GET", "/v1/documents/{document_id}"): SEERS,
    ("GET", "/v1/documents/{document_id}/pages/{number}"): SEERS,
    ("GET", "/v1/documents/{document_id}/original"): SEERS,
    ("POST", "/v1/claims"): CLAIMANTS,
    ("GET", "/v1/claims"): SEERS,
    ("GET", "/v1/claims/{claim_id}"): SEERS,
    ("GET", "/v1/claims/{claim_id}/events"): SEERS,
    ("POST", "/v1/claims/{claim_id}/withdraw"): CLAIMANTS,
    ("POST", "/v1/claims/{claim_id}/revisions"): CLAIMANTS,
    ("POST", "/v1/sales/imports"): ADMIN,
    ("GET", "/v1/sales/imports"): frozenset({"reviewer", "manager", "admin"}),
    ("GET", "/v1/sales/imports/{import_id}"): frozenset({"reviewer", "manager", "admin"}),
    ("GET", "/v1/programs"): SEERS,
    ("POST", "/v1/programs"): PROGRAMS,
    ("POST", "/v1/programs/validate"): PROGRAMS,
    ("GET", "/v1/programs/{name}"): SEERS,
    ("GET", "/v1/tasks"): DECIDERS,
    ("GET", "/v1/tasks/{task_id}"): DECIDERS,
    ("POST", "/v1/tasks/{task_id}/lease"): DECIDERS,
    ("POST", "/v1/tasks/{task_id}/renew"): DECIDERS,
    ("POST", "/v1/tasks/{task_id}/release"): DECIDERS,
    ("POST", "/v1/tasks/{task_id}/resolve"): DECIDERS,
    ("GET", "/v1/webhooks"): CLAIMANTS,
    ("POST", "/v1/webhooks"): CLAIMANTS,
    ("POST", "/v1/webhooks/{webhook_id}/off"): CLAIMANTS,
    ("GET", "/v1/webhooks/{webhook_id}/deliveries"): CLAIMANTS,
    ("POST", "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/again"): CLAIMANTS,
    ("GET", "/v1/batches"): BATCHES,
    ("POST", "/v1/batches"): ADMIN,
    ("POST", "/v1/batches/pull"): CHECKER,
    ("GET", "/v1/batches/{batch_id}"): BATCHES,
    ("POST", "/v1/batches/{batch_id}/return"): CHECKER,
    ("POST", "/v1/batches/{batch_id}/recall"): ADMIN,
    ("GET", "/v1/batches/{batch_id}/tasks/{item_id}"): CHECKER,
    ("GET", "/v1/batches/{batch_id}/tasks/{item_id}/pictures/{document}/{page}"): CHECKER,
    ("POST", "/v1/batches/{batch_id}/tasks/{item_id}/take"): CHECKER,
    ("POST", "/v1/batches/{batch_id}/tasks/{item_id}/answer"): CHECKER,
    ("POST", "/v1/batches/{batch_id}/tasks/{item_id}/questions"): CHECKER,
    ("GET", "/v1/questions"): DECIDERS,
    ("POST", "/v1/questions/{question_id}/answer"): DECIDERS,
    ("GET", "/v1/assignment-rules"): ADMIN,
    ("POST", "/v1/assignment-rules"): ADMIN,
    ("POST", "/v1/assignment-rules/{rule_id}/end"): ADMIN,
    ("GET", "/v1/reports/checkers/{company}"): CHECKER_REPORTS,
    ("GET", "/v1/reports/checkers/{company}/xlsx"): CHECKER_REPORTS,
}
"""Of the API: roles by method and path."""

PAGES: Final[dict[tuple[str, str], Roles]] = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/inbox"): EVERYBODY,
    ("GET", "/bulk"): DEALER,
    ("POST", "/bulk"): DEALER,
    ("GET", "/bulk/template/{program}"): DEALER,
    ("GET", "/bulk/{sheet_id}"): DEALER,
    ("POST", "/bulk/{sheet_id}/files"): DEALER,
    ("POST", "/bulk/{sheet_id}/send"): DEALER,
    ("POST", "/inbox"): EVERYBODY,
    ("GET", "/unsubscribe/{token}"): OPEN,
    ("POST", "/unsubscribe/{token}"): OPEN,
    ("GET", "/admin/notices"): ADMIN,
    ("POST", "/admin/notices/{notice_id}/again"): ADMIN,
    ("GET", "/admin/notices/texts"): ADMIN,
    ("POST", "/admin/notices/texts"): ADMIN,
    ("GET", "/admin/webhooks"): ADMIN,
    ("POST", "/admin/webhooks"): ADMIN,
    ("GET", "/admin/webhooks/{webhook_id}"): ADMIN,
    ("POST", "/admin/webhooks/{webhook_id}/off"): ADMIN,
    ("POST", "/admin/webhooks/{webhook_id}/calls/{delivery_id}/again"): ADMIN,
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): OPEN,
    ("GET", "/sign-in/code"): OPEN,
    ("POST", "/sign-in/code"): OPEN,
    ("GET", "/sign-in/with"): OPEN,
    ("GET", "/sign-in/back"): OPEN,
    ("GET", "/reset"): OPEN,
    ("POST", "/reset"): OPEN,
    ("POST", "/sign-out"): EVERYBODY,
    ("GET", "/invite/{token}"): OPEN,
    ("POST", "/invite/{token}"): OPEN,
    ("GET", "/me"): EVERYBODY,
    ("POST", "/me"): EVERYBODY,
    ("POST", "/me/password"): EVERYBODY,
    ("POST", "/me/sessions/end-others"): EVERYBODY,
    ("POST", "/me/sessions/{session_id}/end"): EVERYBODY,
    ("GET", "/me/second-factor"): EVERYBODY,
    ("POST", "/me/second-factor"): EVERYBODY,
    ("GET", "/pictures/{document_id}/{number}"): SEERS,
    ("GET", "/claims"): SEERS,
    ("GET", "/claims/new"): DEALER,
    ("GET", "/claims/new/{program}"): DEALER,
    ("POST", "/claims/new/{program}"): DEALER,
    ("GET", "/claims/{claim_id}"): SEERS,
    ("POST", "/claims/{claim_id}/revise"): DEALER,
    ("POST", "/claims/{claim_id}/withdraw"): DEALER,
    ("GET", "/claims/{claim_id}/events"): SEERS,
    ("GET", "/queue"): DECIDERS,
    ("POST", "/queue/next"): DECIDERS,
    ("GET", "/tasks/{task_id}"): DECIDERS,
    ("POST", "/tasks/{task_id}/take"): DECIDERS,
    ("POST", "/tasks/{task_id}/renew"): DECIDERS,
    ("POST", "/tasks/{task_id}/skip"): DECIDERS,
    ("POST", "/tasks/{task_id}/decide"): DECIDERS,
    ("GET", "/tasks/{task_id}/words/{document_id}/{number}"): DECIDERS,
    ("POST", "/tasks/{task_id}/answer"): DECIDERS,
    ("POST", "/tasks/{task_id}/correct"): DECIDERS,
    ("POST", "/tasks/{task_id}/sale"): DECIDERS,
    ("POST", "/tasks/{task_id}/judge"): DECIDERS,
    ("POST", "/tasks/{task_id}/escalate"): DECIDERS,
    ("POST", "/tasks/{task_id}/undo"): DECIDERS,
    ("POST", "/queue/views"): DECIDERS,
    ("POST", "/queue/acts"): DECIDERS,
    ("GET", "/queue/acts/{act_id}"): DECIDERS,
    ("POST", "/queue/acts/{act_id}"): DECIDERS,
    ("GET", "/pairs/{task_id}/{other_id}"): DECIDERS,
    ("POST", "/pairs/{task_id}/{other_id}"): DECIDERS,
    ("GET", "/appeals"): MAKER,
    ("GET", "/appeals/{appeal_id}"): MAKER,
    ("GET", "/claims/{claim_id}/appeal"): DEALER,
    ("POST", "/claims/{claim_id}/appeal"): DEALER,
    ("POST", "/claims/{claim_id}/ask"): DECIDERS,
    ("POST", "/claims/{claim_id}/reopen"): DECIDERS,
    ("POST", "/inquiries/{inquiry_id}/answer"): MAKER - {"region"},
    ("GET", "/admin"): PROGRAMS,
    ("GET", "/admin/people"): ADMIN,
    ("POST", "/admin/people"): ADMIN,
    ("GET", "/admin/people/{user_id}"): ADMIN,
    ("POST", "/admin/people/{user_id}"): ADMIN,
    ("GET", "/admin/orgs"): ADMIN,
    ("POST", "/admin/orgs"): ADMIN,
    ("GET", "/admin/orgs/{organisation_id}"): ADMIN,
    ("POST", "/admin/orgs/{organisation_id}"): ADMIN,
    ("GET", "/admin/keys"): ADMIN,
    ("POST", "/admin/keys"): ADMIN,
    ("POST", "/admin/keys/{prefix}/revoke"): ADMIN,
    ("GET", "/admin/programs"): PROGRAMS,
    ("GET", "/admin/programs/new"): PROGRAMS,
    ("POST", "/admin/programs/new"): PROGRAMS,
    ("GET", "/admin/programs/{name}/{version}"): PROGRAMS,
    ("POST", "/admin/programs/{name}/{version}"): PROGRAMS,
    ("GET", "/admin/imports"): PROGRAMS,
    ("POST", "/admin/imports"): ADMIN,
    ("GET", "/admin/imports/{import_id}"): PROGRAMS,
    ("GET", "/admin/health"): ADMIN,
    ("POST", "/admin/health/{work_id}/retry"): ADMIN,
    ("GET", "/admin/settings"): ADMIN,
    ("POST", "/admin/settings"): ADMIN,
    ("GET", "/admin/audit"): ADMIN,
    ("POST", "/admin/audit/verify"): ADMIN,
    ("GET", "/admin/audit/export"): ADMIN,
    ("GET", "/batches"): CHECKER,
    ("POST", "/batches/pull"): CHECKER,
    ("GET", "/batches/{batch_id}"): CHECKER,
    ("GET", "/batches/{batch_id}/export"): CHECKER,
    ("POST", "/batches/{batch_id}/next"): CHECKER,
    ("POST", "/batches/{batch_id}/return"): CHECKER,
    ("GET", "/batches/{batch_id}/tasks/{item_id}"): CHECKER,
    ("GET", "/batches/{batch_id}/tasks/{item_id}/pictures/{document}/{number}"): CHECKER,
    ("POST", "/batches/{batch_id}/tasks/{item_id}/take"): CHECKER,
    ("POST", "/batches/{batch_id}/tasks/{item_id}/renew"): CHECKER,
    ("POST", "/batches/{batch_id}/tasks/{item_id}/answer"): CHECKER,
    ("POST", "/batches/{batch_id}/tasks/{item_id}/ask"): CHECKER,
    ("GET", "/assign"): ADMIN,
    ("POST", "/assign"): ADMIN,
    ("POST", "/assign/rules"): ADMIN,
    ("POST", "/assign/rules/{rule_id}/end"): ADMIN,
    ("POST", "/assign/batches/{batch_id}/recall"): ADMIN,
    ("GET", "/questions"): DECIDERS,
    ("POST", "/questions/{question_id}/answer"): DECIDERS,
    ("GET", "/reports/checkers/{company}"): CHECKER_REPORTS,
    ("GET", "/reports/checkers/{company}/xlsx"): CHECKER_REPORTS,
}
"""Of the pages: roles by method and path."""
