"""A supervisor as a process of its own, for tests to kill: `python keep_running.py FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from claimcheck.services.running.supervisor import Program, Supervisor

folder = Path(sys.argv[1])
supervisor = Supervisor([Program(name, ["sleep", "60"], os.environ) for name in ("a", "b")], folder)
supervisor.start()
while True:
    pids = supervisor.pids()
    if len(pids) == 2:
        (folder / "part").write_text(" ".join(map(str, pids.values())))
        (folder / "part").replace(folder / "pids")
    time.sleep(0.05)
