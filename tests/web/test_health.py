"""Whether the process lives is told while all its threads wait for a store that does not answer."""

from __future__ import annotations

import anyio
import anyio.to_thread
import httpx
from fastapi import FastAPI


def test_a_process_whose_threads_all_wait_still_says_that_it_lives(app: FastAPI) -> None:
    async def asked() -> int:
        threads = anyio.to_thread.current_default_thread_limiter()
        for waiting in range(int(threads.total_tokens)):
            threads.acquire_on_behalf_of_nowait(("waiting", waiting))
        with anyio.fail_after(5):
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
                return (await client.get("/healthz")).status_code

    assert anyio.run(asked) == 200
