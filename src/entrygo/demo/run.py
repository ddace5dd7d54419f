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
from entrygo.demo.catalogue import BROKERS, BROKERS_WITHOUT_MAILBOX, CROSSINGS
from entrygo.demo.console_story import ConsoleStory
from entrygo.demo.days import LONGEST_AGO, Days, DemoClock
from entrygo.demo.locations import Locations
from entrygo.demo.mail_sink import MailSink
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
PAGES = {"console": "/console", "docs": "/docs", "API": "/docs/api/openapi"}


@dataclass(slots=True, kw_only=True)
class _DemoRun:
    """What one run of the demo holds."""

    server: uvicorn.Server
    sink: MailSink
    sandbox: Sandbox
    clock: DemoClock
    console: ConsoleStory
    home: Path
    url: str
    once: bool
    fault: str = ""


def run_demo(settings: Settings, *, port: int, once: bool, as_json: bool) -> None:
    """Fill the sandbox, walk one export through the loop, tell it, serve until stopped (``once``: end at once).

    Port 0 takes any free one. Ends with status 1 and a sentence when it cannot go on.
    """
    console = ConsoleStory(as_json=as_json)
    settings = _sandboxed(settings)
    signal.signal(signal.SIGTERM, lambda *_: None)  # the server drains on it, then hands it on to here
    try:
        fault = _run(settings, port, once=once, console=console)
    except KeyboardInterrupt:
        fault = ""
    except DemoError as error:
        fault = str(error)
    except OSError as error:
        fault = (
            f"The demo cannot listen on {HOST}:{port}: {error.strerror or error}. Choose another with --port."
        )
    if fault:
        console.fail(fault)
        sys.exit(1)
    if not once:
        console.goodbye(str(settings.home))


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


def _run(settings: Settings, port: int, *, once: bool, console: ConsoleStory) -> str:
    """Run the demo; the answer is what went wrong, or empty."""
    _refuse_foreign_home(settings.home)
    logs.configure("WARNING")
    with socket.create_server((HOST, port)) as listening:
        url = f"http://localhost:{listening.getsockname()[1]}"
        console.begin(str(settings.home))
        sink = MailSink(settings.home / MAIL_FOLDER, on_mail=console.mail)
        sink.start()
        try:
            run = _prepared(settings, sink, url, console=console, once=once)
            narrator = threading.Thread(target=_narrate, args=(run,), name="demo-story", daemon=True)
            narrator.start()
            run.server.run(sockets=[listening])
            narrator.join(1)
        finally:
            sink.stop()
    return run.fault


def _refuse_foreign_home(home: Path) -> None:
    """Refuse the home of a real installation: its mail would end in the demo's mail server."""
    if (home / "entrygo.db").exists() and not (home / STATE_FILE).exists():
        raise DemoError(
            f"{home} holds a database that is not the demo's. Set ENTRYGO_HOME to another folder, or unset it."
        )


def _prepared(settings: Settings, sink: MailSink, url: str, *, console: ConsoleStory, once: bool) -> _DemoRun:
    settings.home.mkdir(parents=True, exist_ok=True)
    sandbox = sandbox_in(settings.home)
    sandbox.save()  # from here on the home is known as the demo's
    clock = DemoClock()
    if not sandbox.is_filled:
        clock.set_back(LONGEST_AGO)
    application = assemble(settings.model_copy(update={"smtp_url": sink.url}), public_url=url, clock=clock)
    open_account(sandbox, application.store, clock)
    application.worker.start()
    return _DemoRun(
        server=server_of(settings, application, host=HOST, port=0),
        sink=sink,
        sandbox=sandbox,
        clock=clock,
        console=console,
        home=settings.home,
        url=url,
        once=once,
    )


def _narrate(run: _DemoRun) -> None:
    """Walk through the API from a thread beside the server; with ``once`` its end stops the server."""
    try:
        _tell(run)
    except (Exception, SystemExit) as error:  # rich leaves by SystemExit when nobody reads what it prints
        if not run.server.should_exit:
            log.debug("the story broke off", exc_info=True)
            run.fault = f"The demo cannot go on: {error or type(error).__name__}"
            run.server.should_exit = True
    if run.once:
        run.server.should_exit = True


def _tell(run: _DemoRun) -> None:
    _await_start(run.server)
    headers = {"Authorization": f"Bearer {run.sandbox.api_key}"}
    with httpx.Client(base_url=run.url, headers=headers, timeout=CALL_SECONDS) as client:
        run.console.step(f"serving, mail server on {run.sink.url}")
        run.sink.knows_not(*(BROKERS[name]["email"] for name in BROKERS_WITHOUT_MAILBOX))
        today = SystemClock().now().date()
        days = Days(sandbox=run.sandbox, client=client, clock=run.clock, sink=run.sink)
        fill(
            run.sandbox,
            client,
            today,
            report=run.console.step,
            live=lambda made: days.live(made, today),
        )
        walked = walk(run.sandbox, client, run.console.step)
        locations = Locations(url=run.url, sandbox=run.sandbox, mails=run.sink.mails)
        locations.pages = {
            name: f"{run.url}{path}" for name, path in PAGES.items() if not client.get(path).is_error
        }
    _write_requests(run, walked)
    run.console.story(walked, locations)
    if not run.once:
        run.console.serving(locations)


def _await_start(server: uvicorn.Server) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if server.should_exit or time.monotonic() > until:
            raise DemoError("the server did not start")
        time.sleep(0.01)


def _write_requests(run: _DemoRun, walked: Walk) -> None:
    """The bodies of the calls that the story shows, as files to send."""
    sandbox = run.sandbox
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
        (run.home / name).write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
