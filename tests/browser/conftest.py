"""A real browser: Debian's Chromium where it is installed, else the one Playwright brought; else these tests skip."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts.bootstrap import browser_path
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server

MOST_MILLISECONDS = 60_000  # a busy machine draws a page in some of them
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, gone with its module: its driver keeps an event loop running in this thread while it lives,
    and other tests run loops of their own."""
    expect.set_options(timeout=MOST_MILLISECONDS)
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
        except BrowserError as error:
            pytest.skip(
                f"no browser to test pages in; `make setup` installs one: {str(error).splitlines()[0]}"
            )
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox) -> Iterator[Server]:
    """The server whose pages are looked at."""
    home: Path = tmp_path_factory.mktemp("looked-at") / "home"
    waits = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30"}
    running = Server(home, smtp_port=mailbox.port, environment=waits).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def goods(server: Server) -> Sandbox:
    """An account on it, ready to export."""
    return sandbox(server.account())
