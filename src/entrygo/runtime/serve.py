"""The serving process: API, docs and worker in one, migrated first, drained on SIGTERM."""

import logging
import signal
import socket
import threading

import uvicorn

from entrygo.runtime import logs
from entrygo.runtime.settings import Settings
from entrygo.runtime.wiring import House, assemble
from entrygo.surfaces.http.app import create_app

log = logging.getLogger("entrygo")


def server_of(settings: Settings, house: House, *, host: str, port: int) -> uvicorn.Server:
    """A server over an assembled house; it starts the worker when it starts and drains when it stops."""
    app = create_app(
        house.world,
        rate=settings.rate_limit_per_second,
        burst=settings.rate_limit_burst,
        on_stop=house.close,
    )
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=int(settings.drain_seconds) or 1,
        server_header=False,
        date_header=True,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return uvicorn.Server(config)


def serve(settings: Settings, *, host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop."""
    logs.configure(settings.log_level)
    _require_free(host, port)
    house = assemble(settings, public_url=f"http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # the server drains on them, then raises them again: a clean end is 0
    house.worker.start()
    log.info("EntryGo serves on http://%s:%s, database %s", host, port, _without_password(settings.database))
    server_of(settings, house, host=host, port=port).run()


def work(settings: Settings) -> None:
    """Work off what is owed, without an API, until told to stop."""

    logs.configure(settings.log_level)
    house = assemble(settings, public_url=settings.public_url or "http://localhost:3000")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    house.worker.start()
    log.info("EntryGo works, database %s", _without_password(settings.database))
    stop.wait()
    house.close()


def _require_free(host: str, port: int) -> None:
    """Say that a port is taken before anything is migrated or started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    if not at:
        return url
    scheme, _, login = head.partition("://")
    return f"{scheme}://{login.partition(':')[0]}:***@{tail}"
