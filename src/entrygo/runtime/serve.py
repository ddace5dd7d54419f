"""The serving process: API, docs and worker in one, migrated first, drained on SIGTERM."""

import logging
import signal
import socket
import sys
import threading

import uvicorn
from starlette.applications import Starlette

from entrygo.clock import SystemIds
from entrygo.ports.crash_points import Reached, pass_by
from entrygo.runtime.http11 import config_with
from entrygo.runtime.loading import kept_objects
from entrygo.runtime.process import (
    ALIVE,
    READY,
    STOPPING,
    GracefulServer,
    SupervisedProcesses,
    exit_process,
    notify,
)
from entrygo.runtime.wiring import Application, assemble
from entrygo.settings import Settings, set_variable
from entrygo.surfaces.console.dispatch import Console
from entrygo.surfaces.docs.routes import DocsSurface
from entrygo.surfaces.http.app import create_app, upkeep_app
from entrygo.surfaces.mcp.endpoint import McpSurface
from entrygo.surfaces.serving.admission import Limits
from entrygo.telemetry import logs
from entrygo.telemetry.shared_counters import count_together

log = logging.getLogger("entrygo")
SIGN_SECONDS = 5.0
SWITCH_SECONDS = 0.0005
"""A thread that computes, such as a plan of a thousand orders, lets the others go on this often. Python's own 5 ms are
waited for at each of the dozen times a short call has to be let on again."""
WORKER_SECONDS = 60  # to start, and to answer; a worker silent for longer is replaced


def config_of(app: object, settings: Settings, *, host: str, port: int, workers: int = 1) -> uvicorn.Config:
    """The web server's configuration; ``app`` is an application or the import path of a factory of one."""
    return config_with(
        app,
        arrival_seconds=settings.arrival_seconds,
        body_seconds=settings.body_seconds,
        timeout_keep_alive=settings.keep_alive_seconds,
        host=host,
        port=port,
        workers=workers,
        factory=isinstance(app, str),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=int(settings.drain_seconds) or 1,
        server_header=False,
        timeout_worker_healthcheck=WORKER_SECONDS,
    )


def server_of(settings: Settings, application: Application, *, host: str, port: int) -> uvicorn.Server:
    """A server over an assembled application; when it stops, the application is closed."""
    return _graceful(_app(settings, application), settings, application, host=host, port=port)


def _graceful(
    app: Starlette, settings: Settings, application: Application, *, host: str, port: int
) -> GracefulServer:
    config = config_of(app, settings, host=host, port=port)
    return GracefulServer(
        config, notice_seconds=settings.stop_notice_seconds, on_stopping=application.telemetry.stopping.set
    )


def _app(settings: Settings, application: Application) -> Starlette:
    return create_app(
        application.context,
        rate=settings.rate_limit_per_second,
        burst=settings.rate_limit_burst,
        limits=Limits(
            calls=settings.max_concurrent_calls,
            waiting=settings.max_waiting_calls,
            wait_seconds=settings.call_wait_seconds,
            body_bytes=settings.max_body_bytes_held,
        ),
        on_stop=application.close,
        upkeep=application.telemetry.upkeep(application.store.database),
        docs_at=application.context.public_url,
        surfaces=[
            McpSurface(application.context, public_url=application.context.public_url),
            *([Console(application.context)] if settings.console == "on" else []),
            DocsSurface(lambda: application.context.book.law),
        ],
    )


def serve(settings: Settings, *, host: str, port: int, workers: int = 1, reached: Reached = pass_by) -> None:
    """Serve until told to stop. With several workers, this process does the work and the others answer calls."""
    _configure_logs(settings)
    _require_free(host, port)
    sys.setswitchinterval(SWITCH_SECONDS)
    if workers > 1:
        count_together(settings.home.absolute() / "metrics" / str(port))
    url = public_url(host, port)
    with kept_objects():
        application = assemble(settings, public_url=url, reached=reached)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(
            number, lambda *_: None
        )  # the server drains on them, then raises them again: a clean end is 0
    application.start()
    log.info("EntryGo serves on %s, database %s", url, _without_password(settings.database))
    if workers == 1:
        server_of(settings, application, host=host, port=port).run()
        exit_process()
        return
    set_variable("ENTRYGO_PUBLIC_URL", settings.public_url or url)
    config = config_of("entrygo.runtime.serve:answering_app", settings, host=host, port=port, workers=workers)
    SupervisedProcesses(config, sockets=[config.bind_socket()]).run()
    application.close()
    exit_process()


def answering_app() -> Starlette:
    """The application of a process that answers calls and leaves the work to another."""
    settings = Settings()
    _configure_logs(settings)
    sys.setswitchinterval(SWITCH_SECONDS)
    with kept_objects():
        return _app(settings, assemble(settings, public_url=settings.public_url, has_worker=False))


def public_url(host: str, port: int) -> str:
    """The URL by which a client on this machine reaches the server."""
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104 - a name, no bind


def run_worker(settings: Settings, *, host: str = "127.0.0.1", port: int | None = None) -> None:
    """Run the worker without an API until told to stop; on ``port``, if given, serve health and metrics."""
    _configure_logs(settings)
    if port is not None:
        _require_free(host, port)
    application = assemble(settings, public_url=settings.public_url or "http://localhost:3000")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    application.start()
    log.info("EntryGo works, database %s", _without_password(settings.database))
    if port is not None:
        upkeep = application.telemetry.upkeep(application.store.database)
        app = upkeep_app(upkeep, SystemIds(), on_stop=application.close)
        _graceful(app, settings, application, host=host, port=port).run()
        exit_process()
        return
    notify(READY)
    while not stop.wait(SIGN_SECONDS):
        notify(ALIVE)
    notify(STOPPING)
    application.close()
    exit_process()


def _configure_logs(settings: Settings) -> None:
    logs.configure(settings.log_level, form=settings.log_format, node_id=settings.node_id)


def _require_free(host: str, port: int) -> None:
    """``OSError`` for a port that is taken, before anything is migrated or started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    if not at:
        return url
    scheme, _, login = head.partition("://")
    return f"{scheme}://{login.partition(':')[0]}:***@{tail}"
