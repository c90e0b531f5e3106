"""Commands as a shell calls them: results on stdout, one line on stderr for an error, exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import PNG, PROGRAM

from claimcheck.cli import main
from claimcheck.cli.place import opened
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.upload import upload

SALES = "sale_id,dealer,total_amount\nS1,D1,16.00\n"


class Shell:
    """Runs commands in this process, on an installation of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "argv", ["claimcheck", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Path
) -> Shell:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claimcheck.db").write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("CLAIMCHECK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, monkeypatch)


def test_help_names_every_command_without_loading_one() -> None:
    code = "import sys, claimcheck.cli.app; print(sorted(m for m in sys.modules if m.split('.')[0] in HEAVY))"
    heavy = "HEAVY = {'sqlalchemy', 'fastapi', 'openvino', 'rapidocr', 'cv2', 'rq', 'pdfplumber'}; "
    done = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_locale_that_writes_no_accents_stops_nothing(tmp_path: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    named = ["programs", "validate", str(tmp_path / "发票.yaml")]
    done = subprocess.run(
        [sys.executable, "-c", "from claimcheck.cli import main; main()", *named],
        env=plain,
        capture_output=True,
        check=False,
    )
    assert "发票.yaml" in (done.stdout + done.stderr).decode("utf-8")


def test_an_unknown_command_is_an_error_that_helps(shell: Shell) -> None:
    code, out, err = shell("chekc")
    assert (code, out) == (2, "")
    assert "check" in err


def test_a_key_is_printed_once_and_alone(shell: Shell) -> None:
    code, out, _ = shell("keys", "create", "--organisation", "D1", "--role", "dealer")
    assert code == 0
    assert out.startswith("cc_")
    assert out.count("\n") == 1
    prefix = out.split("_")[1]
    assert f"cc_{prefix}" in shell("keys", "list")[1]
    assert shell("keys", "revoke", f"cc_{prefix}")[0] == 0
    assert shell("keys", "revoke", prefix)[0] == 2


@pytest.mark.parametrize("command", ["read", "keys"])
def test_help_of_a_command_speaks_of_that_command_alone(shell: Shell, command: str) -> None:
    assert "completion" not in shell(command, "--help")[1]


def test_an_error_is_one_line_without_a_traceback(shell: Shell) -> None:
    code, out, err = shell("keys", "create", "--organisation", "D1", "--role", "boss")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: there is no role 'boss'")


def test_sales_are_imported_and_a_fault_is_listed_by_line(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(SALES)
    code, out, _ = shell("sales", "import", file)
    assert (code, json.loads(out)["added"]) == (0, 1)
    file.write_text(SALES + "S2,D1,none\n")
    code, out, err = shell("sales", "import", file)
    assert (code, out) == (2, "")
    assert "line 3, total_amount" in err
    assert json.loads(shell("sales", "import", file, "--mode", "partial")[1])["rejected"] == 1
    assert shell("sales", "import", tmp_path / "none.csv")[0] == 2


def test_programs_are_validated_and_published(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(PROGRAM)
    (tmp_path / "bad.yaml").write_text(PROGRAM.replace("review", "perhaps"))
    code, out, err = shell("programs", "validate", tmp_path)
    assert code == 1
    assert "rebate 1 is valid" in out
    assert "bad.yaml:" in err
    assert shell("programs", "publish", tmp_path / "good.yaml")[0] == 0


def test_reading_bad_files_gives_a_line_each(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.services.offline.read.warm", lambda _reader: None)
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "text.pdf").write_bytes(b"hello")
    code, out, _ = shell("read", "--json", "--workers", "1", "none.pdf", "empty.pdf", "text.pdf")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1  # a file that is not there is the caller's mistake, a bad one is an answer
    assert shell("read", "--json", "--workers", "1", "empty.pdf", "text.pdf")[0] == 0
    assert [(line["file"], line["problems"][0]["code"]) for line in lines] == [
        ("none.pdf", "file.missing"),
        ("empty.pdf", "file.empty"),
        ("text.pdf", "file.unsupported"),
    ]


def test_reconcile_and_replay_say_that_all_holds(shell: Shell) -> None:
    code, _, err = shell("reconcile", "--all")
    assert code == 0
    assert "all holds" in err
    assert shell("reconcile", "--sweep", "--older-than", "0")[0] == 2  # nothing that may be on its way
    assert shell("reconcile", "--all", "--sweep")[0] == 0
    assert shell("replay")[0] == 0
    assert shell("replay", "none")[0] == 1


def test_one_makers_refused_sweep_leaves_no_other_unsaid_and_what_is_swept_comes_back(shell: Shell) -> None:
    """Of two makers one has as many files that no row names as files that one does."""
    lost = "first/D1/018bcfe5-6800-7000-8000-000000000001"  # made in 2023
    with opened() as context:
        for maker in ("first", "second"):
            upload(context, Actor(maker, "D1", "dealer", "k"), "1.png", PNG)
        context.blobs.put(lost, b"the only copy")
    code, out, err = shell("reconcile", "--all", "--sweep")
    assert (code, "first: 1 of 2 files are named by no row" in err) == (1, True)
    assert json.loads(out.splitlines()[-1])["maker"] == "second"
    code, out, err = shell("reconcile", "--all", "--sweep", "--however-many", "--originals")
    assert (code, [json.loads(line).get("swept") for line in out.splitlines()[2:]]) == (0, [1, 0])
    assert f"put back {lost}" in shell("reconcile", "--all", "--put-back")[2]
    with opened() as context:
        assert context.blobs.get(lost) == b"the only copy"


def test_a_dry_run_ends_as_the_sweep_would(shell: Shell) -> None:
    lost = "acme/D1/018bcfe5-6800-7000-8000-000000000001"
    with opened() as context:
        upload(context, Actor("acme", "D1", "dealer", "k"), "1.png", PNG)
        context.blobs.put(lost, b"the only copy")
    code, out, err = shell("reconcile", "--all", "--dry-run")
    assert (code, json.loads(out.splitlines()[-1])["refused"]) == (1, "sweep.many")
    assert "acme: --sweep would be refused: 1 of 2 files" in err


@pytest.mark.parametrize("with_it", ["--dry-run", "--sweep"])
def test_what_is_put_back_is_neither_tried_nor_swept_again(shell: Shell, with_it: str) -> None:
    aside = ".swept/acme/2024-01-01/D1/018bcfe5-6800-7000-8000-000000000001"
    with opened() as context:
        context.blobs.put(aside, b"the only copy")
    code, _, err = shell("reconcile", "--all", "--put-back", with_it)
    assert (code, "run --put-back alone" in err) == (2, True)
    with opened() as context:
        assert context.blobs.exists(aside)


def test_what_lies_aside_of_a_maker_that_the_database_does_not_know_comes_back_too(shell: Shell) -> None:
    """Swept beside another database, or before this one was put back from an older copy."""
    with opened() as context:
        context.blobs.put(".swept/gone/2024-01-01/D1/018bcfe5-6800-7000-8000-000000000001", b"the only copy")
    assert "put back gone/D1/018bcfe5-6800-7000-8000-000000000001" in shell("reconcile", "--all", "--put-back")[2]


def test_what_another_file_keeps_from_coming_back_is_told(shell: Shell) -> None:
    name = "D1/018bcfe5-6800-7000-8000-000000000001"
    with opened() as context:
        context.blobs.put(f".swept/acme/2024-01-01/{name}", b"the only copy")
        context.blobs.put(f"acme/{name}", b"another")
    code, _, err = shell("reconcile", "--all", "--put-back")
    assert code == 1
    assert f"left .swept/acme/2024-01-01/{name}: another file has its place" in err


def test_doctor_looks_at_everything(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.services.running.doctor.warm", lambda _reader: None)
    monkeypatch.setenv("PATH", "")
    code, out, _ = shell("doctor")
    assert code == 1
    for what in (
        "main reader",
        "second reader",
        "languages",
        "fonts",
        "redis",
        "data folder",
        "disk space",
        "database",
    ):
        assert what in out
    assert "apt-get install tesseract-ocr" in out


def test_the_list_of_keys_shows_what_each_is_limited_to(shell: Shell) -> None:
    _, _, err = shell("keys", "create", "--organisation", "D1", "--role", "dealer", "--scope", "sales")
    assert "D1" in err
    assert "sales" in shell("keys", "list")[1]
