"""Files are read several at once, and printed in the order in which they were named."""

import os
from pathlib import Path
from typing import Any

import pytest
from desk import PNG
from fakes import FakeReader, receipt

from claimcheck.reading.limits import Limits
from claimcheck.services.offline import read as service


def run(files: list[Path], workers: int = 2) -> list[dict[str, Any]]:
    return list(service.read_files(files, locale="", reader="fake", workers=workers, limits=Limits()))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    made = [tmp_path / f"{number}.png" for number in range(4)]
    reader = FakeReader()
    for number, file in enumerate(made):
        file.write_bytes(PNG + bytes([number]))
        reader.canned[file.read_bytes()] = receipt(total=f"{number}.00")
    monkeypatch.setattr(service, "sandbox", reader)
    monkeypatch.setattr(service, "warm", lambda _reader: None)
    return made


def test_every_file_gives_its_line_in_order(files: list[Path]) -> None:
    lines = run(files)
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert [line["fields"]["total_amount"]["value"] for line in lines[1:]] == ["1.00", "2.00", "3.00"]
    assert {line["kind"] for line in lines} == {"receipt"}
    assert lines[1]["fields"]["total_amount"]["file"] == str(files[1])


def test_a_process_that_is_killed_loses_no_file(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here, reader = os.getpid(), service.sandbox

    class Deadly:
        def read(self, data: bytes, **options: Any) -> Any:
            if os.getpid() != here and data.endswith(b"\1"):
                os._exit(9)
            return reader.read(data, **options)

    monkeypatch.setattr(service, "sandbox", Deadly())
    lines = run(files)
    assert [line["problems"] for line in lines] == [[]] * 4
    assert lines[1]["fields"]["total_amount"]["value"] == "1.00"
