"""Signs of life: nobody dies of not being able to give one, and none from the future is believed."""

from __future__ import annotations

import os
import time
from pathlib import Path

from claimcheck.services.running import alive
from claimcheck.settings import Settings


def test_who_has_no_place_to_give_a_sign_lives_on(tmp_path: Path) -> None:
    (tmp_path / "alive").write_text("a file where the folder should be")
    alive.heartbeat(Settings(data_dir=tmp_path), "web")()


def test_a_sign_from_before_the_clock_was_set_back_is_not_taken_for_a_fresh_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    alive.heartbeat(settings, "web")()
    later = time.time() + 3600
    os.utime(tmp_path / "alive" / "web", (later, later))
    assert (alive.seconds_since(settings, "web") or 0) > alive.STALE_SECONDS
