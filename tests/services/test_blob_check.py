"""Files and database belong together: nothing is started beside a store that has none of the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from desk import Desk

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.services.blob_check import check_files
from claimcheck.store.blobs import Blobs, open_blobs


def test_a_disk_that_is_not_mounted_is_refused_before_a_file_is_put_there(desk: Desk, tmp_path: Path) -> None:
    check_files(desk.context)  # nothing was uploaded yet
    desk.upload()
    check_files(desk.context)
    elsewhere = replace(desk.context, blobs=open_blobs(str(tmp_path / "elsewhere")))
    with pytest.raises(ConfigError, match="holds none of the files"):
        check_files(elsewhere)


def test_one_file_that_is_lost_stops_nothing(desk: Desk) -> None:
    desk.upload(name="1")
    kept = list(desk.context.blobs.keys())
    desk.upload(name="2")
    desk.context.blobs.delete(kept[0])
    check_files(desk.context)


def test_a_store_that_does_not_answer_is_not_taken_for_an_empty_one(desk: Desk) -> None:
    class Away:
        def exists(self, _key: str) -> bool:
            raise Unavailable("not now")

    desk.upload()
    check_files(replace(desk.context, blobs=cast("Blobs", Away())))
