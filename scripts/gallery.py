"""Pictures of every page of the console: ``python -m scripts.gallery`` fills a sandbox as ``entrygo demo`` does, opens
each page as somebody who may see everything, and writes ``docs/console/``.

A picture is written anew only where it differs; it has few colours, so that the whole gallery is light.
"""

import argparse
import email
import email.policy
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageChops
from playwright.sync_api import Browser, sync_playwright

from entrygo.surfaces.console.pages import PAGES
from entrygo.surfaces.console.routes import Page
from scripts import fixed_time
from scripts.bootstrap import browser_path
from tests.browser.console.stage import Stage, admitted, examples_of
from tests.serving.server import Server

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "console"
VARIANTS = ((1440, 900, "light"), (820, 1180, "dark"))
LATER = 25
"""Minutes from the filling of the demo to the pictures."""
PORT = 8741
"""It stands in a page's example of a call."""
COLOURS, MOST_BYTES = (96, 64, 48, 40, 32, 24), 60_000
SAME = 0.001  # of the pixels


@dataclass(frozen=True, slots=True)
class Outside:
    """A page that nobody signed in to."""

    name: str
    says: str


SIGN_IN = Outside("sign-in", "Where everybody begins.")
BROKER = Outside("broker", "What the link in a mail opens to a broker: what is asked, the answer, the files.")
OUTSIDE = (SIGN_IN, BROKER)


def picture_names(page: Page | Outside) -> list[str]:
    """The files of one page."""
    return [f"{page.name}-{width}-{scheme}.png" for width, _, scheme in VARIANTS]


def shown_pages() -> list[Page | Outside]:
    """The pages that have pictures."""
    return [SIGN_IN, *(page for page in PAGES if page.is_shown), BROKER]


class ServerAtFixedTime(Server):
    """A server at the time of the pictures, some minutes after the demo was filled."""

    def start(self) -> "ServerAtFixedTime":
        """Start it and wait until it is ready."""
        command = [sys.executable, "-m", "scripts.fixed_time", "serve", "--port", str(self.port)]
        log = self.home.parent / "serve.log"
        with log.open("ab") as opened:
            self.process = subprocess.Popen(
                command, env=self.settings, stdout=opened, stderr=opened, cwd=ROOT
            )
        self.wait_until_ready()
        return self

    @property
    def settings(self) -> dict[str, str]:
        """Its environment."""
        kept = {name: value for name, value in super().settings.items() if name != fixed_time.LATER}
        return kept | ({fixed_time.LATER: str(LATER)} if (self.home / "demo.json").exists() else {})


@contextmanager
def demo_stage() -> Iterator[Stage]:
    """A server over a filled sandbox, with an admin signed in."""
    with tempfile.TemporaryDirectory(prefix="entrygo-gallery-") as place:
        home = Path(place) / "home"
        server = ServerAtFixedTime(home, is_forked=False, port=PORT)
        done = subprocess.run(
            [sys.executable, "-m", "scripts.fixed_time", "demo", "--once", "--json", "--port", "0"],
            env=server.settings,
            capture_output=True,
            check=True,
            cwd=ROOT,
        )
        fixed_time.hold(LATER)
        told: Mapping[str, Any] = json.loads(done.stdout)
        server.start()
        try:
            yield _stage(server, told)
        finally:
            server.stop()


def _stage(server: Server, told: Mapping[str, Any]) -> Stage:
    state = json.loads((server.home / "demo.json").read_text())
    headers = {"authorization": f"Bearer {state['api_key']}"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        kept = state["exports"]
        ids = {"sent": kept["executed"], "review": kept["review"], "blocked": kept["blocked"]}
        product = client.get("/api/products", params={"limit": 1}).json()["data"][0]["id"]
        client.patch(f"/api/products/{product}", json={"category": "gifts"}).raise_for_status()
        hook = {"accountId": state["account_id"], "url": "https://shop.example.com/entrygo"}
        made = client.post("/api/webhooks", json=hook).raise_for_status().json()["id"]
        client.patch(f"/api/webhooks/{made}", json={"state": "disabled"}).raise_for_status()
        handle, tokens = admitted(server, str(state["account_id"]), ("admin",))
        told_of = _told_of(client, ids, state["account_id"])
        paths = examples_of(lambda path: client.get(path).json(), ids["sent"]) | told_of
        return Stage(server, handle, tokens, ids, paths)


def _told_of(client: httpx.Client, exports: Mapping[str, str], account_id: str) -> dict[str, str]:
    """Examples with something to see: an order with goods, food whose agency asks; papers that a change of a product
    made old, and a plan that the same change made another."""
    sent, review, blocked = (
        client.get(f"/api/exports/{exports[kind]}").json() for kind in ("sent", "review", "blocked")
    )
    found = {each["code"]: each for each in blocked["validationMessages"] if each["severity"] == "error"}
    for plan in (sent, review):
        order = client.get(f"/api/orders/{plan['snapshot']['included_order_ids'][0]}").json()
        product = client.get(f"/api/products/{order['items'][0]['productId']}").json()
        changed = {"description": f"{product['description']}, new edition", "unitValueUsd": 24.5}
        client.patch(f"/api/products/{product['id']}", json=changed).raise_for_status()
    again = {
        "accountId": account_id,
        "warehouseId": review["batch"]["warehouse_id"],
        "brokerId": review["batch"]["broker_id"],
        "orderIds": review["snapshot"]["included_order_ids"],
        "batchId": exports["review"],
    }
    client.post("/api/exports/plan", json=again).raise_for_status()
    return {
        "order_id": found["CONSIGNEE_NOT_IN_US"]["order_id"],
        "product_id": found["PRIOR_NOTICE_MISSING"]["product_id"],
    }


def shoot(browser: Browser, stage: Stage, pages: Sequence[Page | Outside]) -> None:
    """Write the pictures of some pages."""
    for width, height, scheme in VARIANTS:
        context = browser.new_context(
            base_url=stage.server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            timezone_id="America/Toronto",
        )
        tab = context.new_page()
        for page in sorted(pages, key=lambda each: isinstance(each, Page)):
            if isinstance(page, Page):
                context.add_cookies(stage.cookies("admin"))  # type: ignore[arg-type]  # a literal the library names
            answered = tab.goto(_address(stage, page), wait_until="load")
            if answered is None or answered.status != 200:
                sys.exit(f"gallery: {page.name} answers {answered and answered.status}")
            tab.wait_for_function("document.fonts.status === 'loaded'")
            write(tab.screenshot(), PICTURES / f"{page.name}-{width}-{scheme}.png")
        context.close()


def _address(stage: Stage, page: Page | Outside) -> str:
    if isinstance(page, Page):
        return stage.address(page.route, **_chosen(stage, page))
    return "/console/sign-in" if page is SIGN_IN else _broker_link(stage.server.home)


def _broker_link(home: Path) -> str:
    """The path of the link in the demo's newest mail to a broker."""
    kept = max((home / "demo-mail").glob("*-broker-submission-*.eml"))
    mail = email.message_from_bytes(kept.read_bytes(), policy=email.policy.default)
    text = mail.get_body(("plain",))
    found = None if text is None else re.search(r"/broker/[\w.-]+", str(text.get_content()))
    if found is None:
        sys.exit(f"gallery: {kept.name} has no link to answer by")
    return found.group()


def _chosen(stage: Stage, page: Page) -> dict[str, str]:
    """The export a page is best looked at with."""
    wanted = {"export": "blocked", "send": "review", "diff": "review"}.get(page.name)
    return {"export_id": stage.exports[wanted]} if wanted else {}


def write(shot: bytes, path: Path) -> None:
    """Keep a picture in as many colours as its size allows; one that looks the same as before stays."""
    fresh = Image.open(io.BytesIO(shot)).convert("RGB")
    if path.is_file() and _is_same(fresh, Image.open(path).convert("RGB")):
        return
    for colours in COLOURS:
        out = io.BytesIO()
        fresh.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if len(out.getvalue()) <= MOST_BYTES:
            break
    path.write_bytes(out.getvalue())


def _is_same(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    changed = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 48 else 0)
    return changed.histogram()[255] <= one.width * one.height * SAME


def write_index() -> None:
    """One sentence a page, beside its pictures."""
    lines = [
        "# The console, page by page",
        "",
        "Made by `make gallery` from the demo at a fixed time. Each page on a desk in light, and on a tablet in dark.",
        "",
    ]
    for page in shown_pages():
        desk, tablet = picture_names(page)
        title = page.name.replace("_", " ").replace("-", " ").capitalize()
        lines += [f"## {title}", "", page.says, "", f"![{title}, on a desk]({desk})", ""]
        lines += [f"[On a tablet, in dark]({tablet})", ""]
    (PICTURES / "README.md").write_text("\n".join(lines))


def main() -> None:
    """Write the whole gallery, or the pages named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pages; all where none is named")
    names = parser.parse_args().names
    pages = [page for page in shown_pages() if not names or page.name in names]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo_stage() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        shoot(browser, stage, pages)
        browser.close()
    told = {name for page in shown_pages() for name in picture_names(page)}
    for old in PICTURES.glob("*.png"):
        if old.name not in told:
            old.unlink()
    write_index()
    print(f"gallery: {len(pages)} pages in {PICTURES.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
