"""What the mains say: lines for people or machines, and a sentence where nothing can start, not a traceback."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from claimcheck.errors import ClaimcheckError
from claimcheck.settings import Settings, load_settings

_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `name`, `message`, and `error` where there is a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "name": record.name, "message": record.getMessage(),
        }  # fmt: skip
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


@contextmanager
def begun() -> Iterator[Settings]:
    """The settings of a main, which logs from now on; where it cannot start it says why, and ends with status 2."""
    logging.basicConfig(level=logging.INFO, format=_LINE)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would tell the addresses of webhooks, secrets and all
    try:
        settings = load_settings()
        if settings.log_format == "json":
            for handler in logging.getLogger().handlers:
                handler.setFormatter(JsonLines())
        yield settings
    except ClaimcheckError as error:
        logging.getLogger("claimcheck").error("%s", error)
        sys.exit(2)
