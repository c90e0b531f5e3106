"""Run the Dockerfile's own steps where no container engine is: `python -m bench.dockerfile_steps FOLDER`.

FOLDER stands for the image's root. COPY takes only what .dockerignore lets through. System packages and users are left
to the machine; everything else of the build stage runs as written, the image's absolute folders moved below FOLDER.
"""

from __future__ import annotations

import argparse
import fnmatch
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOVED = ("/opt", "/build")
PYTHON_OF_IMAGE = "python "


def instructions(text: str, stage: str) -> Iterator[tuple[str, str]]:
    """The instructions of one stage: keyword and the rest, continued lines joined."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    inside = False
    for line in joined.splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            inside = rest.endswith(f" AS {stage}")
        elif inside and word:
            yield word, rest.strip()


def sent_to_builder(source: Path, patterns: list[str]) -> bool:
    """Whether .dockerignore lets a top-level file or folder through."""
    kept = [p[1:] for p in patterns if p.startswith("!")]
    return any(fnmatch.fnmatch(source.name, p) for p in kept)


def moved(text: str, root: Path) -> str:
    """A command with the image's folders moved below `root`."""
    for folder in MOVED:
        text = re.sub(rf"(?<![\w./]){folder}\b", f"{root}{folder}", text)
    return text


def build(root: Path, python: str) -> Path:
    """Run the build stage below `root` with this Python, and return the environment that the image ships.

    Raises:
        FileNotFoundError: when a COPY names what .dockerignore holds back.
        subprocess.CalledProcessError: when a step fails.
    """
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    here = root
    for word, rest in instructions((ROOT / "Dockerfile").read_text("utf-8"), "build"):
        if word == "WORKDIR":
            here = Path(moved(rest, root))
            here.mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            *sources, target = rest.split()
            for name in sources:
                copy(ROOT / name, here / target, ignored)
        elif word == "RUN":
            command = moved(rest, root).replace(f"&& {PYTHON_OF_IMAGE}", f"&& {python} ")
            command = re.sub(rf"^{PYTHON_OF_IMAGE}", f"{python} ", command)
            subprocess.run(["sh", "-euc", command], cwd=here, check=True)
    return root / "opt" / "claimcheck"


def copy(source: Path, target: Path, ignored: list[str]) -> None:
    """One source of a COPY."""
    if not sent_to_builder(source, ignored):
        raise FileNotFoundError(f".dockerignore keeps {source.name} from the builder")
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default="python3")
    given = parser.parse_args()
    print(f"The image's environment is {build(given.folder.resolve(), given.python)}")


if __name__ == "__main__":
    main()
