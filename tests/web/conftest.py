"""The app on a fresh SQLite database, with a key for each role; nothing reads or judges unless a test does it."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from claimcheck.services import keys, programs
from claimcheck.services.context import Context, open_context
from claimcheck.settings import Settings
from claimcheck.web.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

PROGRAM = """program: spring
version: "1"
timezone: Europe/Berlin
locale: en-GB
currency: EUR
verify: [seller_name, invoice_date, total_amount]
window: {field: invoice_date, from: 2024-01-01, to: 2024-12-31}
documents: [{kind: proof_of_sale, required: true}]
match: {total_amount: 0.00}
"""
Who = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, copied for each test: migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    context = open_context(Settings(data_dir=folder))
    programs.publish(context, context.system(), PROGRAM, filename="spring.yaml")
    context.close()  # the last connection brings the write-ahead log into the file
    return folder / "claimcheck.db"


@pytest.fixture
def client(tmp_path: Path, empty_database: Path) -> Iterator[TestClient]:
    copyfile(empty_database, tmp_path / "claimcheck.db")
    app = create_app(Settings(data_dir=tmp_path, max_file_bytes=100_000, max_request_bytes=300_000, rate_burst=1000))
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made
    app.state.context.close()


@pytest.fixture
def here(client: TestClient) -> Context:
    context: Context = client.app.state.context  # type: ignore[attr-defined]
    return context


@pytest.fixture
def who(here: Context) -> Who:
    """Headers of a fresh key: `who("dealer", "D1")`."""

    def header(role: str, organisation: str = "maker", maker: str = "default") -> dict[str, str]:
        made = keys.create(here, maker_id=maker, organisation=organisation, role=role)
        return {"Authorization": f"Bearer {made.secret}"}

    return header
