"""The pages people read, in a real browser: accessible, whole on a telephone, printed on A4 and on Letter."""

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.rooms.documents.package_facts import full
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
DOCS = (
    "/docs",
    "/docs/api",
    "/docs/events",
    "/docs/artifacts",
    "/docs/errors/PLAN_CHANGED",
    "/docs/rules/TRF-004",
)
SCHEMES_OF_DOCS = [
    pytest.param(
        scheme,
        path,
        marks=[pytest.mark.slow] if (number + turn) % 2 else [],
        id=f"{scheme}-{path}",
    )
    for turn, scheme in enumerate(("light", "dark"))
    for number, path in enumerate(DOCS)
]
"""`make test` looks at each page in one of the two, by turns: they share their styles."""


@pytest.fixture(scope="module")
def invoice(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a rich invoice: several entries, metals, USMCA, accents, hostile names."""
    from entrygo.documents.package import build_package

    files = build_package(full(), bytes(range(32)))
    page: Path = tmp_path_factory.mktemp("pages") / "invoice.html"
    page.write_bytes(next(file.content for file in files if file.artifact_type == "cci_human_readable"))
    return page.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in found]


def overflow(page: Page) -> int:
    """How many pixels a reader must scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_invoice_is_accessible(page: Page, invoice: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal the library names
    page.goto(invoice)
    assert faults(page) == []


def test_the_invoice_is_read_on_a_telephone_without_scrolling_sideways(page: Page, invoice: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a literal the library names
    page.goto(invoice)
    assert overflow(page) == 0


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_invoice_prints_whole(page: Page, invoice: str, paper: str, size: tuple[int, int]) -> None:
    page.goto(invoice)
    printed = PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
    box = printed.pages[0].mediabox
    assert abs(box.width - size[0]) <= 1
    assert abs(box.height - size[1]) <= 1
    text = _letters(" ".join(sheet.extract_text() for sheet in printed.pages))
    page.emulate_media(media="print")
    words = {word for cell in page.locator("td:visible").all_inner_texts() for word in cell.split()}
    missing = sorted(
        word for word in words if word.isascii() and word.isalnum() and _letters(word) not in text
    )
    assert missing == []


def _letters(text: str) -> str:
    """Letters and digits alone: a printer breaks lines, hyphenates and joins letters as it likes."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


@pytest.mark.parametrize(("scheme", "path"), SCHEMES_OF_DOCS)
def test_a_documentation_page_is_accessible_and_whole_on_a_telephone(
    page: Page,
    server: Server,
    path: str,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal the library names
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a literal the library names
    assert page.goto(server.url + path).ok  # type: ignore[union-attr]  # None fails the test as well
    assert faults(page) == []
    assert overflow(page) == 0
    assert [url for url in asked if not url.startswith(server.url)] == []  # nothing from outside


def test_a_broker_answers_with_the_keyboard_alone(page: Page, goods: Sandbox, mailbox: BrokerMailbox) -> None:
    done = goods.executed()
    text = mailbox.wait_for(goods.broker_email)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]  # None fails the test as well
    link = re.search(r"https?://\S+/broker/\S+", text.split("YOUR ANSWER")[1])
    assert link is not None
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a literal the library names
    page.goto(link.group().replace("localhost", "127.0.0.1"))
    assert faults(page) == []
    assert overflow(page) == 0
    page.get_by_label("Your name").focus()
    page.keyboard.type("Bea Broker")
    page.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert faults(page) == []
    assert goods.inspect(done["exportId"])["customsPackage"]["state"] == "acknowledged"
