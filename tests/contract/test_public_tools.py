"""Public tools held against the server: generators of clients, the TypeScript SDK of agents, its conformance suite.

Their versions and hashes stand in ``tests/doors``; npm fetches them once.
"""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving.node import DOORS, fetch_packages, run_node
from tests.serving.postgres import PostgresServer
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Client, Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

TOOLS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "tools.json"
PROTOCOL = (
    "server-initialize",
    "ping",
    "tools-list",
    "resources-list",
    "prompts-list",
    "server-sse-polling",
    "server-sse-multiple-streams",
    "dns-rebinding-protection",
)
"""Scenarios of the protocol itself. The others call tools and resources of a fixture server, or what this one does not
declare: completions and the level of log messages."""


@pytest.fixture(scope="module")
def packages() -> Path:
    """What is fetched."""
    return fetch_packages(DOORS)


def given(goods: Sandbox, **more: object) -> dict[str, str]:
    """What a program is told: where, with which key, with whose things."""
    told = {
        "server": goods.client.server.url,
        "key": goods.client.api_key,
        "accountId": goods.client.account_id,
        "warehouseId": goods.warehouse_id,
        "brokerId": goods.broker_id,
        "productId": goods.book_id,
        "externalId": fresh("tool"),
    }
    return {"GIVEN": json.dumps(told | more)}


@pytest.mark.requirement("openapi:generators:compile")
def test_generated_clients_compile_strictly_and_call(goods: Sandbox, packages: Path, tmp_path: Path) -> None:
    description = tmp_path / "openapi.json"
    description.write_bytes(goods.client.http.get("/openapi.json").content)
    (tmp_path / "node_modules").symlink_to(packages)
    (tmp_path / "package.json").write_text('{"type": "commonjs"}')
    for program in ("fetching.ts", "functions.ts"):
        shutil.copy(DOORS / program, tmp_path)
    types = ["node_modules/openapi-typescript/bin/cli.js", str(description), "-o", "schema.ts"]
    functions = ["node_modules/@hey-api/openapi-ts/bin/run.js", "-i", str(description), "-o", "functions"]
    run_node(*types, folder=tmp_path)
    run_node(*functions, "-c", "@hey-api/client-fetch", folder=tmp_path)
    options = (
        "--strict --skipLibCheck --module node16 --target es2022 --lib es2022,dom,dom.iterable --outDir out"
    )
    compiler = ["node_modules/typescript/bin/tsc", *options.split()]
    run_node(*compiler, "fetching.ts", "functions.ts", folder=tmp_path)
    for program in ("out/fetching.js", "out/functions.js"):
        said = json.loads(run_node(program, folder=tmp_path, environment=given(goods)))
        assert said == ["READY", 1, "NOT_FOUND"], program


@pytest.fixture(scope="module")
def nodes(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two server processes on one PostgreSQL."""
    folder: Path = tmp_path_factory.mktemp("agents")
    shared = {
        "ENTRYGO_DATABASE_URL": postgres.fresh_database(),
        "ENTRYGO_ARTIFACTS_URL": f"file://{folder}/artifacts",
    }
    with ExitStack() as stack:
        running = [
            Server(folder / f"home-{number}", environment=shared | {"ENTRYGO_NODE_ID": f"node-{number}"})
            for number in range(2)
        ]
        with ThreadPoolExecutor(2) as starters:
            for server in starters.map(Server.start, running):
                stack.callback(server.stop)
        yield running


def test_an_agent_on_the_typescript_sdk_does_the_loop_over_two_server_processes(
    nodes: list[Server], packages: Path
) -> None:
    goods = sandbox(nodes[0].account(mode="test"))
    servers = [node.url for node in nodes]
    said = json.loads(run_node("agent.mjs", folder=DOORS, environment=given(goods, servers=servers)))
    assert sorted(said.pop("tools")) == sorted(each["name"] for each in json.loads(TOOLS.read_text()))
    assert said.pop("templates") > 0
    assert said.pop("prompts") > 0
    assert said == {
        "planned": "READY",
        "refused": [True, "PLAN_CHANGED"],
        "done": [False, "COMPLETED"],
        "same": True,
        "seen": "COMPLETED",
        "content": True,
        "unknown": True,
    }


def test_the_public_conformance_suite_finds_no_fault_in_the_protocol(client: Client, packages: Path) -> None:
    asked = {"server": client.server.url, "key": client.api_key, "scenarios": PROTOCOL}
    said = run_node("conformance.mjs", folder=DOORS, environment={"GIVEN": json.dumps(asked)})
    assert json.loads(said) == {}
