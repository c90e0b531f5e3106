"""Whatever the OpenAPI description allows is asked by every role: nothing breaks, nothing undocumented is answered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROLES = ("dealer", "checker", "reviewer", "manager", "region", "admin")


@pytest.mark.parametrize("role", ROLES)
def test_every_call_that_the_description_allows_gets_a_documented_answer(role: str, app: Any, who: Any) -> None:
    import schemathesis  # here: its import takes longer than many a test, and the fast tests do without
    from schemathesis.checks import not_a_server_error
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    held = [not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
            checks.response_schema_conformance]  # fmt: skip
    headers = who(role, "D1" if role == "dealer" else "maker")
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    broken: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.endswith("/events"):
            continue  # it never ends

        @given(case=operation.as_strategy())
        @settings(
            max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=held)

        try:
            ask()
        except FailureGroup as error:
            broken.append(f"{operation.method.upper()} {operation.path}: {[str(one) for one in error.exceptions]}")
    assert broken == []
