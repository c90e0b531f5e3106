"""Sign-in by a company's own directory (OpenID Connect, code flow with PKCE).

The directory proves an address; it opens only an account that there is already under that address, and only where the
directory says that it verified it. Everything that a browser brings back is tied to that browser and works once.
"""

from __future__ import annotations

import secrets
import ssl
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from logging import getLogger
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from claimcheck.errors import ConfigError, NotFound, Unauthorized, Unavailable
from claimcheck.services.context import Context
from claimcheck.services.people.accounts import folded_address
from claimcheck.services.people.hashes import hashed
from claimcheck.settings import Settings
from claimcheck.store.people import accounts, flows
from claimcheck.store.people.accounts import User

_log = getLogger(__name__)

_WORKS: Final = timedelta(minutes=10)
_KEPT_SECONDS: Final = 3600
_TIMEOUT: Final = httpx.Timeout(10.0)
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
_LEEWAY_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory's addresses and keys, as it publishes them."""

    issuer: str
    authorize: str
    token: str
    keys: str


def offered(settings: Settings) -> str:
    """The name of the directory to sign in by; empty where none is set."""
    return settings.oidc_name if settings.oidc_issuer and settings.oidc_client_id else ""


def begin(context: Context, *, browser: str, back: str, onward: str) -> str:
    """The address of the directory to send the browser to.

    Args:
        context: database, blobs, settings and clock.
        browser: a secret that only this browser holds.
        back: our address that the directory sends the browser back to.
        onward: a path of ours to go on to afterwards.

    Raises:
        NotFound: where no directory is set.
        Unavailable: where it does not answer.
    """
    settings = context.settings
    if not offered(settings):
        raise NotFound("No directory is set here.")
    found = _directory(settings.oidc_issuer, _hour())
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    now = context.clock()
    with context.database.transaction() as conn:
        flows.forget_before(conn, now)
        flows.add(
            conn, state_sha256=hashed(state), browser_sha256=hashed(browser), nonce=nonce, verifier=verifier,
            onward=onward, now=now, expires_at=now + _WORKS,
        )  # fmt: skip
    asked = {
        "response_type": "code", "client_id": settings.oidc_client_id, "redirect_uri": back, "scope": "openid email",
        "state": state, "nonce": nonce, "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }  # fmt: skip
    return str(add_params_to_uri(found.authorize, list(asked.items())))


def finish(context: Context, *, browser: str, back: str, state: str, code: str) -> tuple[User, str]:
    """The person who came back from the directory, and the page to go on to.

    Raises:
        Unauthorized: `oidc.refused`, whatever of it does not hold; always the same words.
        Unavailable: where the directory does not answer.
    """
    settings = context.settings
    now = context.clock()
    with context.database.transaction() as conn:
        flow = flows.take(conn, hashed(state), hashed(browser), now)
    if not offered(settings) or flow is None or not code:
        raise _refused()
    found = _directory(settings.oidc_issuer, _hour())
    token = _exchanged(settings, found, code=code, verifier=flow.verifier, back=back)
    email = _proved(settings, found, token, flow.nonce, int(now.timestamp()))
    with context.database.read() as conn:
        user = accounts.by_email(conn, folded_address(email))
    if user is None or user.shut:
        raise _refused()
    return user, flow.onward


def _exchanged(settings: Settings, found: Directory, *, code: str, verifier: str, back: str) -> str:
    """The identity token for the code that the browser brought."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    try:
        answer = httpx.post(
            found.token, data=form, auth=httpx.BasicAuth(settings.oidc_client_id, settings.oidc_client_secret),
            timeout=_TIMEOUT, follow_redirects=False, verify=_trusted(),
        )  # fmt: skip
        said = answer.json() if answer.is_success else {}
    except (httpx.HTTPError, ValueError) as error:
        raise _silent(found.issuer, error) from error
    token = said.get("id_token") if isinstance(said, dict) else None
    if not isinstance(token, str):
        _log.warning("the directory gave no identity token: %s", answer.status_code)
        raise _refused()
    return token


def _proved(settings: Settings, found: Directory, token: str, nonce: str, now: int) -> str:
    """The address that the token proves: signed by the directory, for us, for this flow, still valid, verified."""
    wanted = jwt.JWTClaimsRegistry(
        now=now, leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": found.issuer}, aud={"essential": True, "value": settings.oidc_client_id},
        exp={"essential": True}, iat={"essential": True}, nonce={"essential": True, "value": nonce},
        email={"essential": True}, email_verified={"essential": True, "value": True},
    )  # fmt: skip
    try:
        claims = jwt.decode(token, _keys(found.keys, _hour()), algorithms=_ALGORITHMS).claims
        wanted.validate(claims)
    except (JoseError, ValueError) as error:
        _log.warning("an identity token was refused: %s", error)
        raise _refused() from None
    for_us = claims["aud"] == settings.oidc_client_id or claims.get("azp", "") == settings.oidc_client_id
    if not for_us or claims["email_verified"] is not True or not isinstance(claims["email"], str):
        raise _refused()
    return claims["email"]


@lru_cache(maxsize=4)
def _directory(issuer: str, _when: int) -> Directory:
    said = _fetched(issuer.rstrip("/") + "/.well-known/openid-configuration", issuer)
    names = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    parts = [said.get(name) for name in names]
    if not all(isinstance(part, str) for part in parts) or said["issuer"].rstrip("/") != issuer.rstrip("/"):
        raise _silent(issuer, ValueError("its configuration is not one"))
    for address in parts:
        _check_address(str(address))
    return Directory(*(str(part) for part in parts))


@lru_cache(maxsize=4)
def _keys(address: str, _when: int) -> KeySet:
    return KeySet.import_key_set(_fetched(address, address))  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The authorities that we trust: reading their list takes longer than a call."""
    return httpx.create_ssl_context()


def _fetched(address: str, issuer: str) -> dict[str, Any]:
    _check_address(address)
    try:
        answer = httpx.get(address, timeout=_TIMEOUT, follow_redirects=False, verify=_trusted())
        answer.raise_for_status()
        said = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise _silent(issuer, error) from error
    if not isinstance(said, dict):
        raise _silent(issuer, ValueError("not an object"))
    return said


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ConfigError(f"{address} is not https: a directory is spoken to over https only", code="oidc.address")


def _hour() -> int:
    """What a directory says is asked for again every hour; its keys change."""
    return int(time.time()) // _KEPT_SECONDS


def _refused() -> Unauthorized:
    return Unauthorized("The directory did not open an account here. Ask an administrator.", code="oidc.refused")


def _silent(issuer: str, error: Exception) -> Unavailable:
    _log.error("the directory %s does not answer: %s", issuer, error)
    return Unavailable("The company's directory does not answer now. Try again, or sign in by password.")
