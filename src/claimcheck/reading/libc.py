"""The C library of this process, for what Python has no words of its own: the kernel's calls, and memory given back."""

from __future__ import annotations

import ctypes

libc = ctypes.CDLL(None, use_errno=True)

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
KEPT_MEMORY = {M_MMAP_THRESHOLD: 32 << 20, M_TRIM_THRESHOLD: 256 << 20, M_TOP_PAD: 16 << 20}
"""Bytes: pieces of memory up to so large are kept for the next need, up to so much of them, and asked for in such
portions. Each picture on the way through a page would else be given back, and the next one met page by page."""


def keep_memory() -> None:
    """Have memory that is done with kept for the next need; glibc's, other libraries do as they do."""
    if hasattr(libc, "mallopt"):
        for option, size in KEPT_MEMORY.items():
            libc.mallopt(option, size)


def give_back_memory() -> None:
    """Give the kernel what is kept and not needed now; glibc's, other libraries do as they do."""
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
