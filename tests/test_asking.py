"""What the client of the tests takes for an answer, and what for a fault of the app."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from asking import Client
from fastapi import FastAPI
from fastapi.responses import Response, StreamingResponse

app = FastAPI(openapi_url=None)


@app.get("/broken")
def broken() -> None:
    raise RuntimeError("before a word")


@app.get("/cut")
def cut() -> StreamingResponse:
    async def said() -> AsyncIterator[bytes]:
        yield b"half of "
        raise RuntimeError("in its midst")

    return StreamingResponse(said())


@app.get("/short")
def short() -> Response:
    return Response(b"three", headers={"content-length": "7"})


def test_an_answer_of_a_fault_fails_the_test() -> None:
    with Client(app) as client, pytest.raises(RuntimeError, match="before a word"):
        client.get("/broken")


def test_whoever_looks_for_a_fault_gets_what_a_server_answers() -> None:
    with Client(app) as client:
        client.faults = True
        assert client.get("/broken").status_code == 500


@pytest.mark.parametrize("faults", [False, True])
def test_an_answer_that_breaks_off_is_none(faults: bool) -> None:
    with Client(app) as client:
        client.faults = faults
        with pytest.raises(RuntimeError, match="in its midst"):
            client.get("/cut")


def test_a_body_of_another_length_than_is_told_is_a_fault() -> None:
    with Client(app) as client, pytest.raises(AssertionError, match="another length"):
        client.get("/short")
