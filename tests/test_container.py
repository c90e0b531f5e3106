"""The image and the composition speak of what exists: modules, settings, files that the builder is sent."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import yaml

from bench import dockerfile_steps
from claimcheck.cli.app import COMMANDS
from claimcheck.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def test_every_service_of_ours_runs_a_module_that_is_shipped() -> None:
    ours = [service for service in COMPOSE["services"].values() if service["image"] == "claimcheck"]
    modules = {service["command"][2] for service in ours}
    assert modules == {"workers.web", "workers.pool", "workers.ticker", "workers.mail"}
    assert all(importlib.util.find_spec(module) for module in modules)


def test_only_settings_that_exist_are_set() -> None:
    assert set(COMPOSE["x-claimcheck"]["environment"]) <= SETTINGS
    assert set(re.findall(rf"\b({PREFIX}[A-Z_]+)=", DOCKERFILE)) <= SETTINGS


def test_every_part_is_told_how_mail_leaves_and_where_people_reach_the_pages() -> None:
    """The web decides whether an invitation is mailed, and draws its link; the mail part sends it."""
    told = {name for name in SETTINGS if re.search(r"_(PUBLIC_URL|SMTP_URL|MAIL_FROM|OIDC_\w+)$", name)}
    ours = [service for service in COMPOSE["services"].values() if service["image"] == "claimcheck"]
    assert told
    assert all(told <= set(service["environment"]) for service in ours)


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_is_well() -> None:
    assert re.search(r"^USER \d+$", DOCKERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in DOCKERFILE
    command = re.search(r'^CMD \["claimcheck", "(\w+)"\]', DOCKERFILE, re.MULTILINE)
    assert command
    assert command[1] in COMMANDS


def test_the_builder_is_sent_all_that_is_copied() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = [rest.split()[:-1] for word, rest in dockerfile_steps.instructions(DOCKERFILE, "build") if word == "COPY"]
    names = [name for sources in copied for name in sources]
    assert names
    assert all(dockerfile_steps.sent_to_builder(ROOT / name, ignored) and (ROOT / name).exists() for name in names)
