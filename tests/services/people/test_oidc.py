"""Sign-in by a company's directory, against one that stands here and signs what it says."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from claimcheck.errors import ConfigError, Unauthorized, Unavailable
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, oidc

BACK = "https://claims.example.com/sign-in/back"


@cache
def own_key() -> RSAKey:
    """The directory's key: made once, for making one takes longer than any test here."""
    return RSAKey.generate_key(2048)


@dataclass
class Directory:
    """A directory that says whatever a test has it say, and checks what it is sent."""

    key: RSAKey = field(default_factory=own_key)
    claims: dict[str, Any] = field(default_factory=dict)
    signer: RSAKey | None = None
    issuer: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    refused: str = ""

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        known = base64.b64encode(b"us:secret").decode()
        if challenge != self.asked["code_challenge"] or authorization != f"Basic {known}" or form["code"] != "good":
            return {"error": "invalid_grant"}
        return {"id_token": jwt.encode({"alg": "RS256"}, self.claims, self.signer or self.key)}


@pytest.fixture
def directory() -> Iterator[Directory]:
    made = Directory()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths = {
                "/.well-known/openid-configuration": {
                    "issuer": made.issuer, "authorization_endpoint": f"{made.issuer}/authorize",
                    "token_endpoint": f"{made.issuer}/token", "jwks_uri": f"{made.issuer}/keys",
                },
                "/keys": {"keys": [made.key.as_dict(private=False)]},
            }  # fmt: skip
            self.say(paths[self.path])

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.say(made.token({k: v[0] for k, v in sent.items()}, self.headers["Authorization"]))

        def say(self, what: dict[str, Any]) -> None:
            self.send_response(400 if "error" in what else 200)
            self.end_headers()
            self.wfile.write(json.dumps(what).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def here(context: Context, directory: Directory) -> Context:
    set_ = {"oidc_issuer": directory.issuer, "oidc_client_id": "us", "oidc_client_secret": "secret"}
    made = replace(context, settings=context.settings.model_copy(update=set_))
    accounts.create(made, maker_id="acme", email="wu@example.com", name="Wu", organisation="m", role="admin")
    return made


def begun(here: Context, directory: Directory, **claims: Any) -> str:
    """Go to the directory, which will then say that it is Wu; returns the state to come back with."""
    there = urlsplit(oidc.begin(here, browser="browser", back=BACK, onward="/claims"))
    directory.asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    now = int(here.clock().timestamp())
    directory.claims = {
        "iss": directory.issuer, "aud": "us", "sub": "1", "exp": now + 300, "iat": now, "email": "Wu@example.com",
        "email_verified": True, "nonce": directory.asked["nonce"], **claims,
    }  # fmt: skip
    return directory.asked["state"]


def back(here: Context, state: str, *, browser: str = "browser", code: str = "good") -> tuple[str, str]:
    user, onward = oidc.finish(here, browser=browser, back=BACK, state=state, code=code)
    return user.email, onward


def test_who_the_directory_knows_gets_in_by_the_account_that_there_is(here: Context, directory: Directory) -> None:
    state = begun(here, directory)
    assert directory.asked["code_challenge_method"] == "S256"
    assert directory.asked["redirect_uri"] == BACK
    assert back(here, state) == ("wu@example.com", "/claims")
    with pytest.raises(Unauthorized):
        back(here, state)  # it works once


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://elsewhere.example"}, {"aud": "others"}, {"aud": ["us", "others"], "azp": "others"},
        {"exp": 1}, {"nonce": "another"}, {"email_verified": False}, {"email_verified": "true"},
        {"email": "nobody@example.com"}, {"email": None}, {"email": 7},
    ],
    ids=lambda lie: f"{lie}",
)  # fmt: skip
def test_whatever_does_not_hold_opens_nothing(here: Context, directory: Directory, lie: dict[str, Any]) -> None:
    state = begun(here, directory, **lie)
    with pytest.raises(Unauthorized) as error:
        back(here, state)
    assert error.value.code == "oidc.refused"


def test_another_browser_code_or_signature_opens_nothing(here: Context, directory: Directory) -> None:
    for wrong in ({"browser": "another"}, {"code": "stolen"}, {"code": ""}):
        with pytest.raises(Unauthorized):
            back(here, begun(here, directory), **wrong)
    state = begun(here, directory)
    directory.signer = RSAKey.generate_key(2048)
    with pytest.raises(Unauthorized):
        back(here, state)


def test_an_account_that_is_shut_stays_shut(here: Context, directory: Directory) -> None:
    accounts.disable(here, maker_id="acme", email="wu@example.com")
    state = begun(here, directory)
    with pytest.raises(Unauthorized):
        back(here, state)


def test_a_directory_that_is_silent_or_unsafe_is_said_to_be(context: Context) -> None:
    for issuer, error in (("http://127.0.0.1:9", Unavailable), ("http://directory.example.com", ConfigError)):
        there = context.settings.model_copy(update={"oidc_issuer": issuer, "oidc_client_id": "us"})
        with pytest.raises(error):
            oidc.begin(replace(context, settings=there), browser="b", back=BACK, onward="")
