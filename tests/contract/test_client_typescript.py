"""The TypeScript client against a real server, run by node as it is; and compiled strictly."""

import json

import pytest

from entrygo.client.exchange import CALLS
from scripts.clients import typescript
from tests.serving.node import CLIENT, fetch_packages, run_node, run_typescript
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Server

LOOP = """
const { warehouseId, brokerId, productId, externalId } = JSON.parse(process.env.GIVEN!);
const [newest] = (await client.events.list({ limit: 1, order: "newest" })).data;
const stream = client.events.stream({ after: newest!.id });
const items = [{ productId, quantity: 1, unitValueUsd: 20 }];
const orders = await client.orders.sync({ items: [{ externalId, destinationCountry: "US", items }] });
const planned = await client.plan({ warehouseId, brokerId, orderIds: [orders.data[0]!.id] });
const types = [(await stream.next()).value!.type, (await stream.next()).value!.type];
await stream.return();
const body = { batchId: planned.exportId!, expectedPlanHash: planned.planHash };
const done = await client.execute(body);
const again = await new EntryGo().execute(body);
const seen = await client.exports.wait(planned.exportId!);
const ids: string[] = [];
for await (const each of client.exports.each({ limit: 1 })) ids.push(each.exportId);
let status = 0;
const onResponse = (it: Response) => { status = it.status; };
const refused = await client.exports.inspect("../keys?x#y", { onResponse }).catch((it) => it);
said({
  types, status, same: JSON.stringify(done) === JSON.stringify(again), mail: seen.brokerSubmission!.status,
  listed: ids.includes(planned.exportId!), zip: (await client.packages.zip(done.customs_package_id!)).length,
  refused: [refused instanceof entrygo.NotFound, refused.docUrl],
});
"""


@pytest.mark.timeout(600)
@pytest.mark.requirement("client:typescript:loop")
def test_the_loop_through_the_typescript_client(server: Server, goods: Sandbox) -> None:
    given = {
        "warehouseId": goods.warehouse_id,
        "brokerId": goods.broker_id,
        "productId": goods.book_id,
        "externalId": fresh("typescript"),
    }
    environment = {"ENTRYGO_SERVER": f"{server.url}/api/", "ENTRYGO_API_KEY": goods.client.api_key}
    seen = run_typescript(LOOP, environment | {"GIVEN": json.dumps(given)})
    assert seen.pop("zip") > 1000
    page = seen["refused"].pop()
    assert page.endswith("/docs/errors/NOT_FOUND")
    assert page.startswith("http")
    assert seen == {
        "types": ["orders.synced", "export.batch_created"],
        "status": 404,
        "same": True,
        "mail": "sent",
        "listed": True,
        "refused": [True],
    }


WEBHOOK = """
import { createHmac } from "node:crypto";
const secret = "whsec_" + Buffer.from("k".repeat(24)).toString("base64");
const body = JSON.stringify({ type: "export.executed", timestamp: "2026-11-02T12:00:00Z", data: {} });
const signature = createHmac("sha256", "k".repeat(24)).update(`evt_1.1000.${body}`).digest("base64");
const headers = {
  "Webhook-Id": "evt_1", "webhook-timestamp": "1000", "webhook-signature": `v1,AA== v1,${signature}`,
};
const verify = (more: object, text: string, key: string | string[], now: number) =>
  entrygo.verifyWebhook({ ...headers, ...more }, text, key, now).then((it) => it.type, (it) => it.constructor.name);
said([
  await verify({}, body, secret, 1000),
  await verify({}, body, ["whsec_AAAA", secret], 1299),
  await verify({}, body + " ", secret, 1000),
  await verify({}, body, secret, 1301),
  await verify({}, body, "whsec_\u00e9", 1000),
  await verify({ "webhook-signature": "v1,\u00e9\u2028" }, body, secret, 1000),
  await verify({ "webhook-id": undefined, "Webhook-Id": undefined }, body, secret, 1000),
]);
"""


def test_the_typescript_client_believes_signed_messages_alone() -> None:
    nobody = {"ENTRYGO_API_KEY": "none"}
    assert run_typescript(WEBHOOK, nobody) == ["export.executed"] * 2 + ["WebhookRefused"] * 5


def test_every_operation_has_a_method_in_the_typescript_client() -> None:
    for name, text in typescript.files().items():
        found = (typescript.TARGET / name).read_text(encoding="utf-8")
        assert found == text, f"{name} is not of this description: run make golden"
    methods = (typescript.TARGET / "operations.ts").read_text(encoding="utf-8")
    for name in CALLS:
        assert f'name: "{name}"' in methods


@pytest.mark.slow
def test_the_typescript_client_compiles_strictly() -> None:
    modules = fetch_packages(CLIENT)
    run_node(str(modules / "typescript" / "bin" / "tsc"), "--noEmit", folder=CLIENT)
    assert json.loads((CLIENT / "package.json").read_text())["dependencies"] == {}
