"""The reader child: what it reads, what it may not do, and how it ends."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from reading import drawn

from claimcheck.errors import ClaimcheckError
from claimcheck.model.documents import Box
from claimcheck.reading import child, frames, netserver, paddle, sandbox, warm
from claimcheck.reading.limits import Limits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm("rapidocr")


def told(work: Callable[[], object]) -> object:
    """What `work` gives when it is run in the child: its value, or the name of what it raised."""

    def act(pipe: int) -> None:
        try:
            value: object = work()
        except BaseException as error:
            value = type(error).__name__
        frames.send(pipe, frames.END, {"value": value})

    watched = sandbox._watch(act, Limits())
    return watched.frames[-1].body["value"] if watched.frames else watched.failure


def test_a_jpeg_is_read_with_boxes_and_a_picture() -> None:
    result = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="rapidocr")
    (page,) = result.pages.pages
    assert [line.text for line in page.lines] == list(drawn.TEXTS)
    total = page.lines[-1]
    assert [word.text for word in total.words] == ["Total", "119.00"]
    assert abs(total.words[1].box.left - 0.22) < 0.03
    assert result.pages.problems == ()
    assert page.picture_sha256
    assert result.pictures[1][:2] == b"\xff\xd8"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_picture_on_its_side_is_turned_upright(degrees: int) -> None:
    page = drawn.picture(size=(700, 900)).rotate(-degrees, expand=True)
    result = sandbox.read(drawn.saved(page, "PNG"), media_type="image/png", reader="rapidocr")
    assert result.pages.pages[0].turned == 360 - degrees
    assert result.pages.pages[0].lines[-1].text == "Total 119.00"


def test_tesseract_reads_whole_pages_too() -> None:
    result = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="tesseract")
    assert "119.00" in result.pages.pages[0].lines[-1].text
    assert result.pages.reader_version.startswith("tesseract")


def test_a_second_look_reads_the_place_it_is_asked_for() -> None:
    pictures = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="rapidocr").pictures
    places = [(1, Box(0.08, 0.72, 0.42, 0.80)), (1, Box(0.7, 0.1, 0.9, 0.15)), (9, Box(0, 0, 1, 1))]
    total, nothing, missing = sandbox.reread(pictures, places)
    assert "119.00" in total.text
    assert (nothing.text, missing.text) == ("", "")


@pytest.mark.parametrize(
    "work",
    [
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        lambda: socket.socket(socket.AF_UNIX).close(),
        lambda: Path("/etc/passwd").read_text(encoding="utf-8"),
        lambda: Path("/proc/self/environ").read_text(encoding="utf-8"),
        lambda: Path("/var/tmp/left-behind").write_text("x", encoding="utf-8"),
        lambda: os.kill(os.getppid(), 0),
        lambda: subprocess.run(["/bin/echo", "hello"], check=True).returncode,
        lambda: os.listdir("/"),
    ],
)
def test_the_child_reaches_nothing(work: Callable[[], object]) -> None:
    assert told(work) in ("PermissionError", "OSError")


def test_the_child_has_no_descriptors_and_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_DATABASE_URL", "secret")
    kept = Path(__file__).open("rb")  # noqa: SIM115
    assert told(lambda: os.fstat(kept.fileno()).st_size) == "OSError"
    assert told(lambda: "CLAIMCHECK_DATABASE_URL" in os.environ) is False
    kept.close()


def test_what_takes_too_long_is_killed() -> None:
    watched = sandbox._watch(lambda _: time.sleep(60), Limits(max_seconds=0.3))
    assert watched.failure == "read.timeout"


def test_what_takes_too_much_memory_is_killed() -> None:
    def swell(_: int) -> None:
        held = [bytearray(os.urandom(1 << 20)) for _ in range(400)]
        time.sleep(len(held))

    assert sandbox._watch(swell, Limits(max_memory_bytes=100 << 20)).failure == "read.memory"


@pytest.mark.parametrize(
    "work",
    [
        lambda pipe: os.kill(os.getpid(), signal.SIGSEGV),
        lambda pipe: os._exit(0),
        lambda pipe: os.abort(),
        lambda pipe: os.write(pipe, frames.HEAD.pack(b"E", 1000, 0) + b"{}"),
        lambda pipe: os.write(pipe, b"GET / HTTP/1.1\r\n\r\n"),
        lambda pipe: os.write(pipe, frames.HEAD.pack(b"P", 2**31, 0)),
        lambda pipe: frames.send(pipe, frames.PAGE, {"page": {}}),
    ],
)
def test_an_answer_that_is_not_whole_is_a_failure(work: Callable[[int], object]) -> None:
    def act(pipe: int) -> None:
        work(pipe)

    assert sandbox._watch(act, Limits()).failure == "read.crashed"


def test_a_bad_file_is_a_value_and_the_next_one_is_read() -> None:
    bad = sandbox.read(drawn.jpeg()[:3000], media_type="image/jpeg", reader="rapidocr")
    assert [problem.code for problem in bad.pages.problems] == ["file.truncated"]
    slow = drawn.pdf(drawn.print_scan, drawn.print_scan)
    late = sandbox.read(slow, media_type="application/pdf", reader="rapidocr", limits=Limits(max_seconds=0.01))
    assert late.pages.problems[-1].code == "read.timeout"
    good = sandbox.read(drawn.pdf(), media_type="application/pdf", reader="rapidocr")
    assert (good.pages.problems, good.pages.pages[0].layer) == ((), "text")


def test_a_part_of_the_reader_that_is_not_there_is_no_verdict_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("no module named 'half_installed'")

    monkeypatch.setattr(child.document, "read", torn)
    with pytest.raises(ClaimcheckError, match="half_installed"):
        sandbox.read(b"%PDF-", media_type="application/pdf", reader="tesseract")


def test_tesseract_dies_with_the_reader_and_the_reader_with_its_parent() -> None:
    ours, theirs = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.setsid()
        noise = drawn.saved(drawn.picture(size=(2000, 2000)), "PNG")
        os.write(theirs, b"go")
        while True:
            sandbox.read(noise, media_type="image/png", reader="tesseract")
    os.read(ours, 2)
    family: list[int] = []
    for _ in range(1200):
        family = list(sandbox._family(parent))
        if len(family) >= 3:
            break
        time.sleep(0.05)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert len(family) >= 3
    for _ in range(1200):
        if not any(_runs(process) for process in family):
            break
        time.sleep(0.05)
    assert not [process for process in family if _runs(process)]


def test_a_reading_over_the_networks_process_is_that_of_networks_in_the_child() -> None:
    file = drawn.saved(drawn.picture(size=(700, 900)).rotate(90, expand=True), "PNG")
    work = partial(child.Work, file, "image/png", Limits())
    inside, beside = (sandbox._read(work, engine, Limits()) for engine in (paddle.load(), paddle.kept()))
    assert inside.failure == beside.failure == ""
    assert inside.frames == beside.frames


@pytest.mark.parametrize(("signal_", "code"), [(signal.SIGKILL, "read.crashed"), (signal.SIGSTOP, "read.timeout")])
def test_networks_that_die_or_hang_fail_this_file_and_not_the_next(signal_: int, code: str) -> None:
    with netserver.line_to(paddle.kept().keeper, Limits()) as (_, server):
        os.kill(server, signal.SIGSTOP)  # it hangs before the file comes, dead or alive later
    if signal_ == signal.SIGKILL:
        threading.Timer(0.5, os.kill, (server, signal.SIGKILL)).start()
    lost = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="rapidocr", limits=Limits(seconds_per_page=2))
    assert [problem.code for problem in lost.pages.problems] == [code]
    again = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="rapidocr")
    assert [line.text for line in again.pages.pages[0].lines] == list(drawn.TEXTS)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


def test_frames_that_say_nonsense_are_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def act(work: object, pipe: int) -> None:
        frames.send(pipe, frames.PAGE, {"page": {"number": "one"}})
        frames.send(pipe, frames.END, {})

    monkeypatch.setattr(child, "read", act)
    result = sandbox.read(drawn.jpeg(), media_type="image/jpeg", reader="rapidocr")
    assert [problem.code for problem in result.pages.problems] == ["read.crashed"]
    assert result.pages.pages == ()


def test_the_walls_are_tried_from_inside() -> None:
    assert sandbox.walls() == {"files": True, "network": True, "programs": True}
