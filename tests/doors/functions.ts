// The same three calls and the refusal, with the functions that hey-api generates.
import { client } from "./functions/client.gen";
import { exportsInspect, exportsList, exportsPlan, ordersSync } from "./functions/sdk.gen";

declare const process: { env: Record<string, string | undefined> };

async function main(): Promise<void> {
  const { server, key, accountId, warehouseId, brokerId, productId, externalId } = JSON.parse(process.env["GIVEN"]!);
  client.setConfig({ baseUrl: server, auth: () => key });
  const items = [{ productId, quantity: 1, unitValueUsd: 20 }];
  const body = { accountId, items: [{ externalId: `${externalId}-2`, destinationCountry: "US", items }] };
  const orders = await ordersSync({ body });
  const orderIds = [orders.data!.data[0]!.id];
  const planned = await exportsPlan({ body: { accountId, warehouseId, brokerId, orderIds } });
  const listed = await exportsList({ query: { limit: 1 } });
  const refused = await exportsInspect({ path: { id: "none" } });
  const problem = refused.error as { errorCode: string };
  console.log(JSON.stringify([planned.data!.readinessState, listed.data!.data.length, problem.errorCode]));
}

void main();
