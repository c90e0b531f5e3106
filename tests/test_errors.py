"""Addresses are shown without what opens them."""

import pytest

from claimcheck.errors import without_password


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me:s3cret@db.example.com/claims", "postgresql://…@db.example.com/claims"),
        ("postgresql://db.example.com/claims?user=me&password=s3cret", "postgresql://db.example.com/claims"),
        ("postgresql:///claims?user=me&password=s3cret", "postgresql:///claims"),
        ("redis://cache.example.com:6379/0?password=s3cret", "redis://cache.example.com:6379/0"),
        ("redis://cache.example.com/0?password=s3@cret", "redis://…"),
        ("redis://:s3?cret@cache.example.com/0", "redis://…"),
        ("postgresql://me:s3/cr@et//@db.example.com/claims", "postgresql://…@db.example.com/claims"),
        ("//me:s3cret@db.example.com", "//…@db.example.com"),
        ("me:s3cret@db.example.com", "…@db.example.com"),
        ("host=db.example.com password=s3cret", "…"),
    ],
)
def test_no_password_of_an_address_is_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown


@pytest.mark.parametrize(
    "address",
    ["sqlite:////srv/a//b@c/x.db", "sqlite:///me@home.db", "file:///srv/a@b", "/srv/a@b=c", "./a@b", "~/a@b",
     "s3://bucket/prefix", "redis://cache.example.com:6379/0", "claims"],
)  # fmt: skip
def test_an_address_without_a_password_is_shown_as_it_is(address: str) -> None:
    assert without_password(address) == address
