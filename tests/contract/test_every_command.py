"""Every command with ``--json``: standard output is JSON and nothing else, and the status says how it went."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from entrygo.cli.main import app
from tests.rooms.cli.test_command_line import COMMANDS
from tests.serving.sandbox import METAL_BOOK, Sandbox, sandbox
from tests.serving.server import Server

NAMES = sorted(str(each.id) for each in COMMANDS)
ELSEWHERE = {
    "serve": "tests/contract/conftest.py starts it; its failures below",
    "worker": "tests/crash/test_waiting_mail.py",
    "demo": "tests/rooms/demo",
    "docs build": "tests/rooms/surfaces/docs/test_build.py: the site, many seconds",
    "mcp": "tests/contract/test_mcp.py: its standard output is the protocol's",
    "restore": "tests/rooms/maintenance/test_restored_mail.py",
    "tariff fetch": "asks its publisher",
    "tariff load": "tests/rooms/cli/test_tariff_index.py: minutes with a whole schedule",
    "classify build": "tests/rooms/cli/test_classify_commands.py",
    "classify eval": "tests/rooms/cli/test_classify_commands.py",
    "connect shopify": "tests/contract/test_shops.py",
    "connect woocommerce": "tests/contract/test_shops.py",
    "backup": "tests/rooms/maintenance/test_backup.py",
}
"""Commands that run for long or ask outside: what they do when all is well is shown where it says."""
LINES = {"events tail", "listen"}
"""Commands that follow: a JSON object a line."""
AWAY = "http://127.0.0.1:9"


@dataclass
class World:
    """What the commands work on: a server with a test key's goods, and a home of their own."""

    goods: Sandbox
    home: Path
    folder: Path
    made: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Where commands find their server, key, home and profiles."""
        return {
            "ENTRYGO_SERVER": self.goods.client.server.url,
            "ENTRYGO_API_KEY": self.goods.client.api_key,
            "ENTRYGO_HOME": str(self.home),
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
        }

    def file(self, name: str, text: str) -> str:
        """A file for a command to read."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    @property
    def there(self) -> list[str]:
        """Words of an import through the server."""
        return ["--server", self.environment["ENTRYGO_SERVER"]]

    def parties(self, *orders: str) -> list[str]:
        """The words of a plan."""
        asked = self.goods.request(*orders)
        return ["--warehouse", asked["warehouseId"], "--broker", asked["brokerId"], *orders]


def run(words: list[str], environment: Mapping[str, str]) -> Result:
    """The command with its JSON, in this process."""
    return CliRunner().invoke(app, [*words, "--json"], env=dict(environment))


@pytest.fixture(scope="module")
def world(server: Server, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A planned, a reviewed and an executed export; an installation with an account, a key and a person."""
    goods = sandbox(server.account(mode="test"))
    made = World(goods, tmp_path_factory.mktemp("commands") / "home", tmp_path_factory.mktemp("files"))
    plan = goods.plan(goods.order())
    goods.client.ok(
        goods.client.post(
            "/api/exports/plan", {**goods.request(*plan["included_order_ids"]), "batchId": plan["exportId"]}
        )
    )
    made.made |= {"plan": plan["exportId"], "done": goods.plan(goods.order())["exportId"]}
    goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": made.made["done"]}))
    inspected = goods.client.ok(goods.client.get(f"/api/exports/{made.made['done']}"))
    package = goods.client.get(f"/api/customs-packages/{inspected['customsPackage']['id']}/package.zip")
    (made.folder / "package.zip").write_bytes(package.content)
    snapshot = goods.client.get(f"/api/exports/{made.made['done']}/snapshot")
    (made.folder / "snapshot.json").write_bytes(snapshot.content)
    made.made["book"] = goods.client.ok(goods.client.get(f"/api/products/{goods.book_id}"))["externalId"]
    events = goods.client.ok(goods.client.get("/api/events"))["data"]
    made.made["event"] = events[0]["id"]
    for words in (["account", "create", "--name", "Maple"], ["migrate"]):
        done = run(words, made.environment)
        assert done.exit_code == 0, done.output
        made.made |= json.loads(done.stdout)
    account = made.made["accountId"]
    made.made["key"] = json.loads(run(["key", "create", "--account", account], made.environment).stdout)[
        "keyId"
    ]
    return made


Words = Callable[[World], list[str]]
GOOD: dict[str, tuple[int, Words]] = {
    "account create": (0, lambda w: ["--name", "Second"]),
    "account list": (0, lambda w: []),
    "api": (0, lambda w: ["GET", "/api/orders"]),
    "audit checkpoint": (0, lambda w: []),
    "audit verify": (0, lambda w: []),
    "conformance": (0, lambda w: [w.environment["ENTRYGO_SERVER"], "--only", "AUTH-001"]),
    "describe": (0, lambda w: ["check"]),
    "diff": (0, lambda w: [w.made["plan"]]),
    "docs search": (0, lambda w: ["exchange", "rate"]),
    "docs show": (0, lambda w: ["guides/first-export"]),
    "doctor": (0, lambda w: []),
    "events tail": (0, lambda w: ["--count", "2", "--after", w.made["event"]]),
    "execute": (0, lambda w: [w.goods.plan(w.goods.order())["exportId"]]),
    "inspect": (0, lambda w: [w.made["done"]]),
    "key create": (0, lambda w: ["--account", w.made["accountId"], "--mode", "test"]),
    "key list": (0, lambda w: []),
    "key policy": (0, lambda w: [w.made["key"], "--policy", '{"readyOnly": true}']),
    "key rotate": (0, lambda w: [w.made["key"]]),
    "key revoke": (0, lambda w: [w.made["key"]]),
    "law diff": (0, lambda w: ["shipped", "current"]),
    "law load": (0, lambda w: ["shipped"]),
    "law save": (0, lambda w: [str(w.folder / "law.zip")]),
    "law status": (0, lambda w: []),
    "listen": (0, lambda w: ["--forward-to", f"{AWAY}/hook", "--count", "1", "--after", w.made["event"]]),
    "login": (0, lambda w: ["--profile", "shop"]),
    "logout": (0, lambda w: ["--profile", "shop"]),
    "mid build": (0, lambda w: ["--name", "Albion Press", "--city", "London", "--country", "GB"]),
    "mid check": (1, lambda w: ["GB", "--origin", "GB"]),
    "migrate": (0, lambda w: []),
    "open": (0, lambda w: ["--print"]),
    "outbox": (0, lambda w: []),
    "person create": (
        0,
        lambda w: ["a@maple.example", "--account", w.made["accountId"], "--role", "admin", "--name", "Ann"],
    ),
    "person disable": (0, lambda w: ["a@maple.example"]),
    "person invite": (0, lambda w: ["b@maple.example", "--account", w.made["accountId"], "--role", "viewer"]),
    "person list": (0, lambda w: []),
    "person reset": (0, lambda w: ["a@maple.example"]),
    "plan": (0, lambda w: w.parties(w.goods.order())),
    "orders import": (
        0,
        lambda w: [w.file("o.csv", ORDERS.replace("BOOK", w.made["book"])), *w.there, "--dry-run"],
    ),
    "products import": (0, lambda w: [w.file("p.csv", "externalId,title\nmug,Stoneware mug\n"), "--dry-run"]),
    "products suggest": (0, lambda w: ["--category", "nothing has it"]),
    "profiles": (0, lambda w: []),
    "rates load": (0, lambda w: [w.file("r.csv", RATES)]),
    "rates status": (0, lambda w: []),
    "retention": (0, lambda w: []),
    "screening load": (0, lambda w: [w.file("list.json", SCREENING)]),
    "screening status": (0, lambda w: []),
    "seal show": (0, lambda w: []),
    "secret rotate": (0, lambda w: []),
    "secret status": (0, lambda w: []),
    "tariff status": (0, lambda w: []),
    "verify-package": (0, lambda w: [str(w.folder / "package.zip")]),
    "verify-plan": (0, lambda w: [str(w.folder / "snapshot.json")]),
    "version": (0, lambda w: []),
}
"""Each command as it should go: its status, and the words after its name."""
ORDERS = "externalId,productExternalId,quantity,unitValueUsd,destinationCountry\no-1,BOOK,1,20,US\n"
RATES = "currency,quarter,usd_per_unit,source\nCAD,2026Q4,0.7213,bulletin 1\n"
SCREENING = '{"results": [{"name": "Nobody Trading", "source": "Entity List (EL)", "alt_names": []}]}'
ORDER = [*GOOD]


def test_every_command_is_tried_here_or_where_it_says() -> None:
    assert sorted([*GOOD, *ELSEWHERE]) == NAMES


def said(name: str, done: Result) -> list[object]:
    """What standard output held, all of which is JSON."""
    lines = done.stdout.splitlines()
    if name not in LINES:
        assert len(lines) == 1, f"{name}: {done.stdout[:500]!r}"
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ORDER)
def test_a_command_that_goes_well_prints_json_alone(name: str, world: World) -> None:
    expected, words = GOOD[name]
    done = run([*name.split(), *words(world)], world.environment)
    assert done.exit_code == expected, f"{done.output} {done.exception!r}"
    assert all(isinstance(each, dict) for each in said(name, done))


@pytest.mark.parametrize("name", NAMES)
def test_a_call_that_is_none_prints_json_alone_and_ends_with_two(name: str, world: World) -> None:
    done = run([*name.split(), "--no-such-option"], world.environment)
    assert done.exit_code == 2, done.output
    [told] = said("", done)
    assert isinstance(told, dict)
    assert told["errorCode"] == "NOT_A_CALL"
    assert "--no-such-option" in told["message"]


AT_A_SERVER = (
    "api", "conformance", "connect shopify", "connect woocommerce", "describe", "diff", "events tail", "execute",
    "inspect", "listen", "login", "orders import", "outbox", "plan", "products import", "products suggest",
)  # fmt: skip
SHOPS = {
    "connect shopify": ["--shop", "maple.myshopify.com", "--token", "x"],
    "connect woocommerce": [
        "--url",
        "https://maple.example",
        "--consumer-key",
        "x",
        "--consumer-secret",
        "x",
    ],
}


@pytest.mark.parametrize("name", AT_A_SERVER)
@pytest.mark.parametrize("fault", ["away", "unknown key"])
def test_a_server_that_is_away_or_refuses_the_key_is_said_in_json(
    name: str, fault: str, world: World
) -> None:
    environment = dict(world.environment)
    if fault == "away":
        environment["ENTRYGO_SERVER"] = AWAY
    else:
        environment["ENTRYGO_API_KEY"] = "shpbndl_test_nobody"
    words = SHOPS[name] if name in SHOPS else GOOD[name][1](world)
    if name == "conformance":
        words = [environment["ENTRYGO_SERVER"], "--only", "AUTH-001"]
    if name == "events tail":
        words = ["--count", "1"]  # named an event, it waits for the server to come back
    if name.endswith("import"):
        words = [words[0], "--server", environment["ENTRYGO_SERVER"]]
    done = run([*name.split(), *words], environment)
    if (name, fault) == ("describe", "unknown key"):
        assert done.exit_code == 0, "the description wants no key"
        return
    assert done.exit_code == (2 if name == "conformance" else 1), f"{done.output} {done.exception!r}"
    told = said("", done)[0]
    assert isinstance(told, dict)
    if fault == "unknown key" and name != "conformance":
        assert told["docUrl"].startswith("http://localhost:")
        assert told["docUrl"].endswith("/docs/errors/INVALID_API_KEY")
    if name != "conformance":
        assert told["errorCode"] == ("INVALID_API_KEY" if fault == "unknown key" else "NO_ANSWER"), told


READINESS: dict[str, tuple[int, Callable[[World], str]]] = {
    "READY": (0, lambda w: w.goods.order()),
    "REVIEW_REQUIRED": (3, lambda w: w.goods.order(w.goods.product(METAL_BOOK))),
    "BLOCKED": (4, lambda w: w.goods.order(w.goods.product({"title": "A thing"}))),
}


@pytest.mark.parametrize("readiness", READINESS)
def test_the_status_of_a_plan_is_its_readiness(readiness: str, world: World) -> None:
    expected, order = READINESS[readiness]
    done = run(["plan", *world.parties(order(world))], world.environment)
    assert done.exit_code == expected, done.output
    [told] = said("plan", done)
    assert isinstance(told, dict)
    assert told["readinessState"] == readiness


def _wrong_files(world: World) -> Iterator[list[str]]:
    nothing = str(world.folder / "nothing")
    text = world.file("text.zip", "no archive")
    with zipfile.ZipFile(world.folder / "empty.zip", "w"):
        pass
    for name in ("law load", "rates load", "screening load", "tariff load", "verify-plan", "verify-package",
                 "products import", "orders import", "classify eval", "restore"):  # fmt: skip
        yield [*name.split(), nothing]
        yield [*name.split(), text]
    yield ["verify-package", str(world.folder / "empty.zip")]
    yield ["law", "diff", "shipped", nothing]
    yield ["classify", "build", "--rulings", nothing]
    yield ["docs", "show", "guides/no-such-page"]
    yield ["docs", "build", text]
    yield ["serve", "--host", "203.0.113.9", "--port", "1"]
    yield ["key", "policy", "key_absent", "--policy", '{"nonsense": 1}']
    yield ["key", "revoke", "key_absent"]
    yield ["key", "create", "--account", "acc_absent"]
    yield ["person", "reset", "nobody@maple.example"]
    yield ["login", "--use", "absent"]
    yield ["inspect", "batch_absent"]
    yield ["diff", "batch_absent"]
    yield ["execute", "batch_absent"]
    yield ["outbox", "--mail", "mail_absent"]
    yield ["api", "POST", "/api/products/sync", "--body", nothing]
    yield ["api", "POST", "/api/products/sync", "--body", text]


def test_what_is_missing_or_wrong_is_said_in_json_alone(world: World) -> None:
    for words in _wrong_files(world):
        done = run(words, world.environment)
        assert done.exit_code in (1, 2), f"{words}: {done.exit_code} {done.output[:500]} {done.exception!r}"
        assert isinstance(done.exception, SystemExit), f"{words}: {done.exception!r}"
        [told] = said("", done)
        assert isinstance(told, dict), words
        assert told.get("errorCode") or told.get("intact") is False, f"{words}: {told}"
