// An agent on the official TypeScript SDK: the loop with the tools, one transport a server given.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const { servers, key, warehouseId, brokerId, productId, externalId } = JSON.parse(process.env.GIVEN);
const agents = [];
for (const server of servers) {
  const agent = new Client({ name: "test", version: "1.0.0" });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL(`${server}/mcp`), { requestInit }));
  agents.push(agent);
}
let turn = 0;
// Each call goes to the next server.
const next = () => agents[turn++ % agents.length];
const call = async (name, given) => {
  const { isError, structuredContent } = await next().callTool({ name, arguments: given });
  return { isError: isError ?? false, ...structuredContent };
};

const { tools } = await next().listTools();
const orders = await call("orders_upsert", {
  items: [{ externalId, destinationCountry: "US", items: [{ productId, quantity: 1, unitValueUsd: 20 }] }],
});
const planned = await call("exports_plan", { orderIds: [orders.data[0].id], warehouseId, brokerId });
const { exportId } = planned;
const other = await call("exports_execute", { exportId, expectedPlanHash: `planhash_${"0".repeat(64)}` });
const done = await call("exports_execute", { exportId, expectedPlanHash: planned.planHash });
const again = await call("exports_execute", { exportId, expectedPlanHash: planned.planHash });
const seen = await call("exports_get", { exportId, wait_s: 20 });
const { resourceTemplates } = await next().listResourceTemplates();
const { contents } = await next().readResource({ uri: `export://${exportId}` });
const { prompts } = await next().listPrompts();
const unknown = await next().callTool({ name: "no_such_tool", arguments: {} }).then((it) => it.isError ?? false, () => true);
console.log(JSON.stringify({
  tools: tools.map((each) => each.name), templates: resourceTemplates.length, prompts: prompts.length,
  planned: planned.readinessState, refused: [other.isError, other.errorCode], done: [done.isError, done.state],
  same: done.state === again.state, seen: seen.state, content: contents[0].text.includes(exportId), unknown,
}));
for (const agent of agents) await agent.close();
