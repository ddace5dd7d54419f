"""``entrygo demo``: mail server and API in one process, the story told over HTTP, then serving until stopped."""

import json
import logging
import signal
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from entrygo.clock import SystemClock
from entrygo.demo.catalogue import CROSSINGS
from entrygo.demo.console_story import Teller
from entrygo.demo.locations import Places
from entrygo.demo.mail_sink import MailCatcher
from entrygo.demo.seed import STATE_FILE, DemoError, Sandbox, fill, open_account, sandbox_in
from entrygo.demo.story import Walk, walk
from entrygo.runtime.serve import server_of
from entrygo.runtime.wiring import assemble
from entrygo.settings import Settings
from entrygo.telemetry import logs

HOST = "127.0.0.1"
HOME = Path(".entrygo-demo")
MAIL_FOLDER = "demo-mail"
MAIL_FROM = "exports@maple-harbour.example"
log = logging.getLogger("entrygo.demo")
CALL_SECONDS, START_SECONDS = 60, 30
PAGES = {"console": "/", "docs": "/docs", "API": "/docs/api/openapi"}


@dataclass(slots=True, kw_only=True)
class _Stage:
    """What one run holds while it lives."""

    server: uvicorn.Server
    catcher: MailCatcher
    sandbox: Sandbox
    teller: Teller
    home: Path
    url: str
    once: bool
    fault: str = ""


def run_demo(settings: Settings, *, port: int, once: bool, as_json: bool) -> None:
    """Fill the sandbox, walk one export through the loop, tell it, serve until stopped (``once``: end at once).

    Port 0 takes any free one. Ends with status 1 and a sentence when it cannot go on.
    """
    teller = Teller(as_json=as_json)
    settings = _sandboxed(settings)
    signal.signal(signal.SIGTERM, lambda *_: None)  # the server drains on it, then hands it on to here
    try:
        fault = _run(settings, port, once=once, teller=teller)
    except KeyboardInterrupt:
        fault = ""
    except DemoError as error:
        fault = str(error)
    except OSError as error:
        fault = (
            f"The demo cannot listen on {HOST}:{port}: {error.strerror or error}. Choose another with --port."
        )
    if fault:
        teller.fail(fault)
        sys.exit(1)
    if not once:
        teller.goodbye(str(settings.home))


def _sandboxed(settings: Settings) -> Settings:
    """The settings of a sandbox: a home of its own and nothing outside it, whatever the environment says."""
    home = settings.home if "home" in settings.model_fields_set else HOME
    return settings.model_copy(
        update={
            "home": home,
            "database_url": "",
            "artifacts_url": "",
            "public_url": "",
            "mail_from": MAIL_FROM,
        }
    )


def _run(settings: Settings, port: int, *, once: bool, teller: Teller) -> str:
    """One run; the answer is what went wrong, or nothing."""
    _refuse_foreign_home(settings.home)
    logs.configure("WARNING")
    with socket.create_server((HOST, port)) as listening:
        url = f"http://localhost:{listening.getsockname()[1]}"
        teller.begin(str(settings.home))
        catcher = MailCatcher(settings.home / MAIL_FOLDER, told=teller.mail)
        catcher.start()
        try:
            stage = _staged(settings, catcher, url, teller=teller, once=once)
            narrator = threading.Thread(target=_narrate, args=(stage,), name="demo-story", daemon=True)
            narrator.start()
            stage.server.run(sockets=[listening])
            narrator.join(1)
        finally:
            catcher.stop()
    return stage.fault


def _refuse_foreign_home(home: Path) -> None:
    """A home of somebody's real exports is left alone: its mail would end in the demo's mail server."""
    if (home / "entrygo.db").exists() and not (home / STATE_FILE).exists():
        raise DemoError(
            f"{home} holds a database that is not the demo's. Set ENTRYGO_HOME to another folder, or unset it."
        )


def _staged(settings: Settings, catcher: MailCatcher, url: str, *, teller: Teller, once: bool) -> _Stage:
    settings.home.mkdir(parents=True, exist_ok=True)
    sandbox = sandbox_in(settings.home)
    sandbox.save()  # from here on the home is known as the demo's
    application = assemble(settings.model_copy(update={"smtp_url": catcher.url}), public_url=url)
    open_account(sandbox, application.store)
    application.worker.start()
    return _Stage(
        server=server_of(settings, application, host=HOST, port=0),
        catcher=catcher,
        sandbox=sandbox,
        teller=teller,
        home=settings.home,
        url=url,
        once=once,
    )


def _narrate(stage: _Stage) -> None:
    """The story, told from a thread beside the server; its end ends the server where nobody stays to look."""
    try:
        _tell(stage)
    except (Exception, SystemExit) as error:  # rich leaves by SystemExit when nobody reads what it prints
        if not stage.server.should_exit:
            log.debug("the story broke off", exc_info=True)
            stage.fault = f"The demo cannot go on: {error or type(error).__name__}"
            stage.server.should_exit = True
    if stage.once:
        stage.server.should_exit = True


def _tell(stage: _Stage) -> None:
    _await_start(stage.server)
    headers = {"Authorization": f"Bearer {stage.sandbox.api_key}"}
    with httpx.Client(base_url=stage.url, headers=headers, timeout=CALL_SECONDS) as client:
        stage.teller.step(f"serving, mail server on {stage.catcher.url}")
        fill(stage.sandbox, client, SystemClock().now().date(), told=stage.teller.step)
        walked = walk(stage.sandbox, client, stage.teller.step)
        places = Places(
            url=stage.url, home=stage.home, api_key=stage.sandbox.api_key, mails=stage.catcher.mails
        )
        places.pages = {
            name: f"{stage.url}{path}" for name, path in PAGES.items() if client.get(path).is_success
        }
    _write_requests(stage, walked)
    stage.teller.story(walked, places)
    if not stage.once:
        stage.teller.serving(stage.url)


def _await_start(server: uvicorn.Server) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if server.should_exit or time.monotonic() > until:
            raise DemoError("the server did not start")
        time.sleep(0.01)


def _write_requests(stage: _Stage, walked: Walk) -> None:
    """The bodies of the calls that the story shows, as files to send."""
    sandbox = stage.sandbox
    plan = {
        "accountId": sandbox.account_id,
        "warehouseId": sandbox.warehouses["toronto"],
        "brokerId": sandbox.brokers[CROSSINGS["toronto"]],
        "orderIds": list(walked.spare_orders),
    }
    execute = {
        "accountId": sandbox.account_id,
        "batchId": walked.inspected["exportId"],
        "expectedPlanHash": walked.inspected["planHash"],
        "idempotencyKey": f"demo-{walked.inspected['exportId']}",
    }
    for name, body in (("plan.json", plan), ("execute.json", execute)):
        (stage.home / name).write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
