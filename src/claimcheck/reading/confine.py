"""What the reader child takes from itself before it looks at the first byte.

Linux calls by ctypes, no privileges needed. Each wall stands alone, so that a kernel that refuses one (old, or a
container's own filter) leaves the others, as root and as anyone else:

* descriptors: all but its pipe, and its line to the networks, are closed, 0 to 2 are /dev/null;
* resource limits: no core, no file may be written (`RLIMIT_FSIZE` 0), bounded processor time, data and descriptors;
* no new privileges, no capabilities, killed with its parent, a session of its own;
* Landlock (Linux 5.13; network 6.7; signals 6.12): may read only the libraries it runs from, write nothing, execute
  only Tesseract;
* seccomp: no socket of any family, no ptrace, no signals to others, no mounts, no io_uring.

Where both Landlock and seccomp are refused, what remains is the closed descriptors, the resource limits and the watch
from outside: then a parser that an attacker has taken over could open files and sockets.
"""

from __future__ import annotations

import ctypes
import fcntl
import math
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.reading.libc import libc

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38
SECCOMP_MODE_FILTER = 2
SYS_LANDLOCK_CREATE, SYS_LANDLOCK_ADD, SYS_LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0
CAPABILITY_VERSION_3 = 0x20080522


@dataclass(frozen=True, slots=True)
class Architecture:
    """Numbers of one processor architecture: its audit token, `capset`, and the system calls that are refused."""

    audit: int
    capset: int
    refused: tuple[int, ...]


# socket, socketpair, connect, bind, listen, accept, sendto, ptrace, process_vm_readv, process_vm_writev, mount,
# umount2, unshare, setns, bpf, keyctl, add_key, request_key, perf_event_open, kill, userfaultfd, open_by_handle_at,
# init_module, finit_module, kexec_load, reboot, swapon, chroot, pivot_root
_X86 = (41, 53, 42, 49, 50, 43, 44, 101, 310, 311, 165, 166, 272, 308, 321, 250, 248, 249, 298, 62, 323, 304, 175, 313)
_X86_REST = (246, 169, 167, 161, 155)
_ARM = (198, 199, 203, 200, 201, 202, 206, 117, 270, 271, 40, 39, 97, 268, 280, 219, 217, 218, 241, 129, 282, 265, 105)
_ARM_REST = (273, 104, 142, 224, 51, 41)
# io_uring_setup, pidfd_send_signal, pidfd_getfd: the same number everywhere.
_ALL = (425, 424, 438)
ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, 126, _X86 + _X86_REST + _ALL),
    "aarch64": Architecture(0xC00000B7, 91, _ARM + _ARM_REST + _ALL),
}


def close_all_but(kept: Sequence[int]) -> tuple[int, ...]:
    """Close every descriptor but these; 0, 1 and 2 become /dev/null. Returns the numbers that they have now."""
    first = 3 + len(kept)
    # Moved out of the way first, so that none is overwritten by another.
    apart = [fcntl.fcntl(each, fcntl.F_DUPFD, first) for each in kept]
    null = fcntl.fcntl(os.open(os.devnull, os.O_RDWR), fcntl.F_DUPFD, first)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    moved = tuple(os.dup2(each, number) for number, each in enumerate(apart, start=3))
    os.closerange(first, max(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 4096))
    return moved


def limit_resources(*, seconds: float, memory: int) -> None:
    """Bound processor time (where that ends at all) and new memory, and forbid writing files.

    Address space is left alone: OpenVINO maps far more than it uses. `RLIMIT_DATA` counts what is really private, on
    top of what the parent had, and leaves room above the watch from outside, which answers with a better message.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, 256)
    if math.isfinite(seconds):
        _lower(resource.RLIMIT_CPU, int(seconds) + 10)
    _lower(resource.RLIMIT_DATA, _data_size() + memory + 512 * 1024 * 1024)


def drop_privileges() -> None:
    """No new privileges by exec, no capabilities, not traceable."""
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    machine = ARCHITECTURES.get(platform.machine())
    if machine is not None:
        header = ctypes.create_string_buffer(struct.pack("Ii", CAPABILITY_VERSION_3, 0))
        libc.syscall(machine.capset, header, ctypes.create_string_buffer(24))


def readable_places() -> tuple[str, ...]:
    """Where the libraries that we run from live, found before the fork."""
    places = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/dev/null", "/dev/urandom", "/dev/zero"}
    places |= {sys.prefix, sys.base_prefix, sys.exec_prefix, os.environ.get("TESSDATA_PREFIX", "")}
    places |= {entry for entry in sys.path if entry.endswith(("-packages", "/src"))}
    return tuple(sorted(place for place in places if place and place != "/" and os.path.exists(place)))


def executable_places(program: str | None) -> tuple[str, ...]:
    """The program and the loader that starts it."""
    if program is None:
        return ()
    loaders = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
    return (str(Path(program).resolve()), *(loader for loader in loaders if os.path.exists(loader)))


def restrict_files(readable: Sequence[str], executable: Sequence[str]) -> bool:
    """By Landlock: read only beneath `readable`, write nothing, execute only `executable`, no TCP, no signals out."""
    version = libc.syscall(SYS_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    network, scopes = (3 if version >= 4 else 0), (3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = ctypes.create_string_buffer(struct.pack("QQQ", files, network, scopes))
    ruleset = libc.syscall(SYS_LANDLOCK_CREATE, rules, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        _allow(ruleset, readable, READ_FILE | READ_DIR)
        _allow(ruleset, executable, READ_FILE | EXECUTE)
        return bool(libc.syscall(SYS_LANDLOCK_RESTRICT, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def refuse_calls() -> bool:
    """By seccomp: refuse sockets, tracing, signals to others and what only administrators call, with EPERM."""
    machine = ARCHITECTURES.get(platform.machine())
    if machine is None or sys.maxsize < 2**32:
        return False
    program = _filter(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, head, 0, 0) == 0)


def holding() -> tuple[bool, bool]:
    """Whether Landlock and seccomp hold on this machine: a child that ends at once tries them on itself."""
    pid = os.fork()
    if pid == 0:
        held = 0
        try:
            drop_privileges()
            held = restrict_files((), ()) | refuse_calls() << 1
        finally:
            os._exit(held)  # nothing of the parent's is ended with us
    held = max(0, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    return bool(held & 1), bool(held & 2)


def _filter(machine: Architecture) -> list[tuple[int, int, int, int]]:
    """Berkeley packet filter steps: (code, jump if true, jump if false, value)."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    kill, allow, refuse = 0x80000000, 0x7FFF0000, 0x00050001
    count = len(machine.refused)
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine.audit), (answer, 0, 0, kill), (load, 0, 0, 0)]
    steps.append((at_least, count + 1, 0, 0x40000000))  # the x32 numbers of x86-64: another door to the same calls
    steps += [(equal, count - index, 0, number) for index, number in enumerate(machine.refused)]
    return [*steps, (answer, 0, 0, allow), (answer, 0, 0, refuse)]


def _allow(ruleset: int, places: Iterable[str], access: int) -> None:
    for place in places:
        try:
            spot = os.open(place, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        granted = access if os.path.isdir(place) else access & ~READ_DIR
        rule = ctypes.create_string_buffer(struct.pack("=Qi", granted, spot))
        libc.syscall(SYS_LANDLOCK_ADD, ruleset, ctypes.c_uint32(1), rule, ctypes.c_uint32(0))
        os.close(spot)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (ceiling, ceiling))


def _data_size() -> int:
    try:
        rows = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmData:"))
    except (OSError, StopIteration, ValueError):
        return 8 * 1024**3
