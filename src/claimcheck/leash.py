"""No orphans: the kernel kills a process when its parent dies, however the parent died. Linux only, stdlib only.

As a program, `python leash.py PARENT_PID COMMAND…` becomes COMMAND on the leash of the parent: how programs that
are not ours (redis-server) are started.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent: int) -> None:
    """Have this process killed when its parent dies; exit at once when that has happened already.

    The kernel means the parent's *thread* that forked: fork from one that lives as long as the child should.
    """
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the whole purpose
