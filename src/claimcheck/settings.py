"""The environment as one frozen value. Every setting has a default that makes one machine work.

A setting `database_url` is the environment variable `CLAIMCHECK_DATABASE_URL`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from claimcheck.errors import ConfigError

PREFIX = "CLAIMCHECK_"
MOST_WORKERS = 256


def default_data_dir() -> Path:
    """`$XDG_STATE_HOME/claimcheck`, or `~/.local/state/claimcheck`."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "claimcheck"


class Settings(BaseSettings):
    """What may differ from one installation to the next.

    Attributes:
        data_dir: the folder of the embedded database, blobs and sockets.
        database_url: `sqlite:///PATH` or `postgresql://…`; empty: a SQLite file in `data_dir`.
        blob_url: a folder (path or `file://…`) or `s3://bucket/prefix`; empty: a folder in `data_dir`.
        redis_url: empty: an embedded redis-server child on a private socket.
        reader: the main reader; `rapidocr` computes in whichever number format this processor is fastest in, and
            `rapidocr-f32` as one without bf16 does.
        workers: processes that read, one more than cores where it is not set: a worker waits for the disk, the database
            and the queue between two files, and three keep two cores busy where two leave a quarter of them idle. Half
            as many judge.
        maker: the manufacturer that the command line and the embedded stack work for.
        host, port: where the web process answers; port 0 takes any free one.
        max_file_bytes, max_files, max_pages, max_pixels: caps of one file, on the files of one upload, on the pages of
            one file and on the pixels of one page; checked before anything is decoded.
        read_seconds, read_memory_bytes: what reading one file may cost before it is stopped.
        max_request_bytes: of one upload with all its files.
        rate_per_second, rate_burst: requests that one key may make, counted over all web processes of one Redis.
        public_url: where people reach the pages, for the links in mails; empty: host and port.
        smtp_url: `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS where the server offers it) or `smtps://…`; empty: no mail
            leaves, and notices stand in the inbox alone.
        mail_from: the address that mails come from.
        notice_delay_seconds: how long a notice waits for its turn to be taken back.
        metrics_key: what `/metrics` is asked for with, as `Authorization: Bearer KEY`; empty: it answers callers on
            loopback and private addresses that came by no proxy.
        webhook_private: whether webhooks may call addresses of private networks.
        oidc_issuer, oidc_client_id, oidc_client_secret, oidc_name: a company's own directory to sign in by (OpenID
            Connect): its address, what it knows us by, and what the button says; empty issuer: passwords only.
        log_format: what the parts write to their logs, `text` or `json`: one object a line, for who collects logs.
        wait_seconds: how long judging waits for earlier claims that may concern the same sale, then a person decides.
        wait_step_seconds: how often it looks meanwhile, besides when one of those claims is decided.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir)
    database_url: str = ""
    blob_url: str = ""
    redis_url: str = ""
    maker: str = Field(default="default", pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")
    reader: Literal["rapidocr", "rapidocr-f32", "tesseract"] = "rapidocr"
    workers: int = Field(default_factory=lambda: min((os.cpu_count() or 1) + 1, MOST_WORKERS), ge=1, le=MOST_WORKERS)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)

    max_file_bytes: int = Field(default=25_000_000, ge=1)
    max_files: int = Field(default=20, ge=1)
    max_pages: int = Field(default=200, ge=1)
    max_pixels: int = Field(default=60_000_000, ge=1)
    read_seconds: float = Field(default=600.0, gt=0)
    read_memory_bytes: int = Field(default=1_600_000_000, ge=100_000_000)
    max_request_bytes: int = Field(default=100_000_000, ge=1)
    rate_per_second: float = Field(default=50.0, gt=0)
    rate_burst: int = Field(default=200, ge=1)

    public_url: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$")
    smtp_url: str = ""
    mail_from: str = "claimcheck@localhost"
    notice_delay_seconds: float = Field(default=60.0, ge=0, le=120)
    webhook_private: bool = False
    metrics_key: str = Field(default="", repr=False)

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_name: str = "company account"

    log_format: Literal["text", "json"] = "text"

    wait_seconds: float = Field(default=3600.0, ge=0)
    wait_step_seconds: float = Field(default=5.0, gt=0)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_default(cls, values: Any) -> Any:
        # `CLAIMCHECK_PORT=` in an env file means "not set", as it does in a compose file.
        return {k: v for k, v in values.items() if v != ""} if isinstance(values, dict) else values

    @property
    def database(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'claimcheck.db'}"

    @property
    def address(self) -> str:
        """Where people reach the pages, with the default filled in; no slash at the end."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def blobs(self) -> str:
        """The blob store's address, with the default filled in."""
        return self.blob_url or str(self.data_dir / "blobs")


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process: the environment, under `overrides` (command-line options).

    Raises:
        ConfigError: names the variable, what it holds and what it may hold.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        faults = (
            f"{PREFIX}{'_'.join(str(p) for p in e['loc']).upper()}={e['input']!r}: {e['msg']}" for e in error.errors()
        )
        raise ConfigError("settings: " + "; ".join(faults)) from None
