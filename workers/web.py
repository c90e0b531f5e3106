"""`python -m workers.web [--fd N]`: the web process, on a socket handed down by its parent or on host and port."""

import argparse
import gc
import socket

import uvicorn

from claimcheck.web.app import create_app
from workers.logs import begun


def main() -> None:
    """Serve until SIGTERM; answers under way get five seconds."""
    parser = argparse.ArgumentParser(prog="workers.web", description=__doc__)
    parser.add_argument("--fd", type=int, help="a listening socket, so that no caller is refused while this restarts")
    asked = parser.parse_args()
    with begun() as settings:
        app = create_app()
    gc.collect()
    gc.freeze()  # what lives as long as the process is not looked through while somebody waits for a page
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, timeout_graceful_shutdown=5, log_level="warning", log_config=None
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=asked.fd)] if asked.fd is not None else None)


if __name__ == "__main__":
    main()
