"""Every page, by its record: who may see it, whole at each width, in light and dark, without a script, in how many
bytes."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from entrygo.contract.actor import Role, scopes_of
from entrygo.surfaces.console import routes
from entrygo.surfaces.console.pages import ACTS, PAGES
from tests.browser.console.page_forms import forms_of
from tests.browser.console.stage import ROLES, Stage
from tests.examples import is_short

LEFT_THEIR_CARD = """[...document.querySelectorAll(".card")]
    .filter(card => card.scrollWidth > card.clientWidth + 1 && getComputedStyle(card).overflowX === "visible")
    .map(card => card.textContent.trim().slice(0, 40))"""
WIDTHS = (1440, 1100, 900, 820, 390, 360)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
MOST_COLD_BYTES, MOST_HTML_BYTES = 100_000, 20_000
SHOWN = [each for each in PAGES if each.is_shown]
TENANT = [each for each in PAGES if each.is_tenant]


def faults(page: Page, rules: object = RULES) -> list[str]:
    """What axe finds. It cannot enter a paper in its sandbox; ``tests/browser/test_pages.py`` looks at those."""
    options = {"runOnly": rules, "resultTypes": ["violations"], "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:160]})" for each in found]


def require_whole(page: Page, widths: Sequence[int] = WIDTHS) -> None:
    """One heading, a title, and nothing beside its card or the window at any width."""
    assert page.locator("h1").count() == 1
    assert page.title().endswith("· EntryGo")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, f"{over} px beside the window at {width}"
        assert page.evaluate(LEFT_THEIR_CARD) == [], f"beside their card at {width}"


@pytest.mark.parametrize("record", SHOWN, ids=lambda each: each.name)
def test_a_page_is_whole_and_accessible_in_light_and_dark(
    page: Page, stage: Stage, record: routes.Page
) -> None:
    if not stage.knows(record):
        pytest.skip("no example for its address: add one to examples_of")
    address = stage.address(record.route)
    if record.name == "send":
        address = stage.address(record.route, export_id=stage.exports["review"])
    answered = page.goto(address)
    assert answered is not None
    assert answered.status == 200
    require_whole(page)
    page.set_viewport_size({"width": 820, "height": 1180})
    place = SHOWN.index(record)
    if is_short() and place // 2 % 2:
        return  # `make test` lets axe look at half of the pages
    is_dark_first = place % 2 == 1
    page.emulate_media(color_scheme="dark" if is_dark_first else "light")
    assert faults(page) == []
    if not is_short():  # `make test` looks at each page in one of the two, by turns
        page.emulate_media(color_scheme="light" if is_dark_first else "dark")
        assert faults(page, CONTRAST) == []  # nothing else that axe looks at depends on the scheme


@pytest.mark.slow
def test_every_page_is_walked(stage: Stage) -> None:
    assert [record.name for record in PAGES if not stage.knows(record)] == []


@pytest.mark.parametrize("kind", ["ready", "review", "blocked"])
def test_an_export_is_accessible_in_every_state(page: Page, stage: Stage, kind: str) -> None:
    page.goto(f"{stage.base}/exports/{stage.exports[kind]}")
    assert faults(page) == []
    require_whole(page)


def test_each_role_sees_the_pages_of_its_scopes_and_is_told_which_role_sees_others(stage: Stage) -> None:
    for role in ROLES:
        allowed = scopes_of([Role(role)])
        with stage.caller(role) as caller:
            for record in filter(stage.knows, TENANT):
                answered = caller.get(stage.address(record.route))
                expected = {200, 303} if record.scope in allowed else {403}
                assert answered.status_code in expected, f"{role} at {record.name}: {answered.status_code}"
                if answered.status_code == 403:
                    assert "role" in answered.text


def test_each_act_refuses_the_roles_that_lack_its_scope_and_does_nothing(stage: Stage) -> None:
    for role in ROLES:
        allowed = scopes_of([Role(role)])
        with stage.caller(role) as caller:
            for act in (each for each in ACTS if each.is_tenant and each.scope not in allowed):
                answered = caller.post(stage.any_address(act.route), data={"act": "a"})
                assert answered.status_code == 403, f"{role} does {act.name}"


def test_every_form_of_every_page_leads_to_an_act_or_to_a_page(stage: Stage) -> None:
    known = {each.route for each in (*ACTS, *PAGES)} | {"/console/sign-out"}
    patterns = [re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route))) for route in known]
    with stage.caller("admin") as caller:
        for record in filter(stage.knows, SHOWN):
            answered = caller.get(stage.address(record.route))
            for form in forms_of(answered.text):
                assert any(each.fullmatch(urlsplit(form.action).path) for each in patterns), (
                    f"{record.name}: {form.action}"
                )


def test_a_foreign_account_is_not_found_and_nobody_is_led_to_sign_in(stage: Stage) -> None:
    stage.server.account("Somebody Else Inc")
    for record in filter(stage.knows, TENANT):
        with stage.caller("admin") as caller:
            foreign = stage.address(record.route, account="somebody-else-inc")
            assert caller.get(foreign).status_code == 404, record.name
            assert caller.get(stage.address(record.route, mode="moon")).status_code == 404
        with stage.caller(None) as caller:
            answered = caller.get(stage.address(record.route))
            assert answered.status_code == 303
            assert answered.headers["location"].startswith("/console/sign-in?next=%2Fconsole%2F")


def test_another_account_s_export_is_not_found(stage: Stage) -> None:
    with stage.caller("admin") as caller:
        assert caller.get(f"{stage.base}/exports/batch_{'0' * 32}").status_code == 404


def test_every_page_carries_the_headers_that_keep_it_here(stage: Stage) -> None:
    with stage.caller("admin") as caller:
        for record in filter(stage.knows, SHOWN):
            headers = caller.get(stage.address(record.route)).headers
            policy = headers["content-security-policy"]
            assert "script-src 'self'" in policy or policy == "default-src 'none'; frame-ancestors 'none'"
            assert "unsafe" not in policy
            assert headers["cache-control"] == "no-store"


def test_a_kept_file_runs_nothing_and_is_framed_here_alone(stage: Stage) -> None:
    with stage.caller("viewer") as caller:
        answered = caller.get(stage.address("/console/{account}/{mode}/exports/{export_id}/files/{file}"))
    assert answered.status_code == 200
    policy = answered.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "frame-ancestors 'self'" in policy


def test_a_filter_a_page_does_not_know_is_refused(stage: Stage) -> None:
    with stage.caller("viewer") as caller:
        answered = caller.get(f"{stage.base}/exports?colour=green")
        assert answered.status_code == 400
        assert "colour" in answered.text


def test_every_page_is_read_without_a_script(browser: Browser, stage: Stage) -> None:
    context = browser.new_context(base_url=stage.server.url, java_script_enabled=False)
    context.add_cookies(stage.cookies("admin"))  # type: ignore[arg-type]  # a literal the library names
    page = context.new_page()
    known = [record for record in SHOWN if stage.knows(record)]
    for record in known[:: 4 if is_short() else 1]:
        page.goto(stage.address(record.route))
        assert page.locator("h1").is_visible(), record.name
    page.goto(f"{stage.base}/exports")
    assert page.locator("tbody tr").count() >= 1  # other tests sent some of them
    context.close()


def test_the_cold_first_view_is_light_and_so_is_each_page(visitor: BrowserContext, stage: Stage) -> None:
    page = visitor.new_page()
    devtools = visitor.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[int] = []
    devtools.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    page.goto(f"{stage.base}/exports/{stage.exports['blocked']}", wait_until="load")
    assert sum(sizes) <= MOST_COLD_BYTES, f"{sum(sizes)} bytes in {len(sizes)} answers"
    with stage.caller("admin") as caller:
        for record in filter(stage.knows, SHOWN):
            with caller.stream("GET", stage.address(record.route)) as answered:
                size = sum(len(part) for part in answered.iter_raw())
            assert size <= MOST_HTML_BYTES, f"{record.name}: {size} bytes"
