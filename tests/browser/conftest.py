"""A real browser: Debian's Chromium where it is installed, else the one Playwright brought; else these tests skip."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts.bootstrap import browser_path

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
