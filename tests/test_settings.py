"""The environment as settings: defaults that work, and errors that name the variable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args

import pytest

from claimcheck.errors import ConfigError
from claimcheck.reading.ocr import READERS
from claimcheck.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_one_machine_needs_no_settings(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "claimcheck"
    assert settings.database == f"sqlite:///{tmp_path}/claimcheck/claimcheck.db"
    assert settings.blobs == f"{tmp_path}/claimcheck/blobs"


def test_the_environment_counts_and_the_command_line_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_READER", "tesseract")
    monkeypatch.setenv("CLAIMCHECK_PORT", "9000")
    monkeypatch.setenv("CLAIMCHECK_WORKERS", "")
    settings = load_settings(port=9001)
    assert (settings.reader, settings.port) == ("tesseract", 9001)
    assert settings.workers == (os.cpu_count() or 1) + 1


def test_a_wrong_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_READER", "eyes")
    monkeypatch.setenv("CLAIMCHECK_WORKERS", "many")
    with pytest.raises(ConfigError, match=r"CLAIMCHECK_READER='eyes'.*CLAIMCHECK_WORKERS='many'"):
        load_settings()


def test_every_reader_can_be_set_and_no_other() -> None:
    assert get_args(Settings.model_fields["reader"].annotation) == tuple(READERS)
