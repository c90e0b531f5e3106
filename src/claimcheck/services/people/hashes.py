"""How the secrets that people prove themselves by are stored and compared: tokens, codes and keys."""

from __future__ import annotations

import hashlib
import hmac


def hashed(secret: str) -> str:
    """The SHA-256 of a secret in hex, as it is stored; signs that no text holds are taken for others."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in the same time whatever they are."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))
