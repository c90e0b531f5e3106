"""`python -m workers.pool --stage read`: the pool of workers of one stage, with the model loaded before the fork."""

import argparse

from claimcheck import reading
from claimcheck.queue.pool import run_pool
from claimcheck.queue.worker import PATIENCE_SECONDS
from claimcheck.services.judging.jobs import tasks
from claimcheck.services.running.alive import heartbeat
from claimcheck.settings import Settings
from workers.logs import begun


def main() -> None:
    """Serve one stage until SIGTERM."""
    parser = argparse.ArgumentParser(prog="workers.pool", description=__doc__)
    parser.add_argument("--stage", choices=["read", "judge"], required=True)
    parser.add_argument("--workers", type=int, help="processes; CLAIMCHECK_WORKERS where it is not given")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE_SECONDS,
        help="seconds that work under way may go on for after SIGTERM, before it is given back",
    )  # fmt: skip
    asked = parser.parse_args()
    with begun() as settings:
        _serve(settings, asked.stage, asked.workers or settings.workers, asked.patience)


def _serve(settings: Settings, stage: str, workers: int, patience: float) -> None:
    if stage == "read":
        reading.warm(settings.reader)
    if stage == "judge":
        reading.warm_looks()
    alive = heartbeat(settings, f"{stage}-pool")

    def beat() -> None:
        alive()
        if stage == "read":
            reading.attend(settings.reader)

    run_pool(stage, settings.redis_url, tasks(settings), workers=workers, beat=beat, patience=patience)


if __name__ == "__main__":
    main()
