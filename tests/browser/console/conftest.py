"""One account for all of the console's tests, and one browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.console.stage import Stage, staged
from tests.serving.server import Server

REFUSED = ("the server responded with a status of 409", "the server responded with a status of 400")
"""What the browser itself says of a page that refuses an act; a test that wants none looks at the status."""


@pytest.fixture(scope="package")
def stage(server: Server) -> Stage:
    """The account, filled."""
    return staged(server)


@pytest.fixture
def visitor(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """The browser of an admin, with nothing on its console in the end."""
    context = browser.new_context(
        base_url=stage.server.url,
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        timezone_id="America/Toronto",
    )
    context.add_cookies(stage.cookies("admin"))  # type: ignore[arg-type]  # a literal the library names
    said: list[str] = []
    context.on(
        "console",
        lambda message: (
            said.append(message.text) if not any(each in message.text for each in REFUSED) else None
        ),
    )
    context.on("weberror", lambda error: said.append(str(error.error)))
    outside: list[str] = []
    context.on(
        "request",
        lambda sent: outside.append(sent.url) if not sent.url.startswith(stage.server.url) else None,
    )
    yield context
    context.close()
    assert said == []
    assert outside == []


@pytest.fixture
def page(visitor: BrowserContext) -> Page:
    """A page of the admin's browser."""
    return visitor.new_page()
